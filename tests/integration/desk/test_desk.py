"""An officer at a desk: registers somebody who has no device, joins them, gives them a slip; and what is refused."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.cases.models import Case
from gelombang.flow import approving
from gelombang.people.addresses import read
from gelombang.people.models import Account, Assistance, Consent, Person, Slip
from gelombang.people.roles import Role
from gelombang.people.services import accounts, desk, registration
from gelombang.waves.models import Application
from tests.factories import desk as at_desk
from tests.factories import programme
from tests.factories.people import account, signed_in, staff

pytestmark = pytest.mark.django_db
OFFICER = "petugas@contoh.example"


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")
    programme.regions()


@pytest.fixture
def officer() -> Account:
    return account(OFFICER)  # with the role that `browser` has given it


@pytest.fixture(params=[Role.OFFICER, Role.FIELD])
def browser(request: pytest.FixtureRequest) -> Client:
    return staff(request.param, address=OFFICER)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_from_the_words_read_out_to_the_paper(browser: Client) -> None:
    wave = at_desk.open_wave()
    start = at_desk.through(browser, 1, contact_of="neighbour", contact="0812 3456 7890")
    person, officer = Person.objects.get(), Account.objects.get(email=OFFICER)
    assert person.account is None
    assert person.completed_at is not None
    assert (person.contact, person.contact_of) == ("+6281234567890", "neighbour")
    assert person.level == Person.Level.DOCUMENTED
    consents = list(person.consents.all())
    assert [(one.purpose, one.way, one.read_by, one.by) for one in consents] == [
        ("taking_part", "spoken", str(officer), str(officer)),
        ("surveys", "spoken", str(officer), str(officer)),
    ]
    at_desk.joined(browser, start)
    application = Application.objects.get(wave=wave)
    assert application.person == person
    assert application.receipt is not None
    page = browser.post(f"{start}slip/")
    (code,) = re.findall(r'class="code-large">([0-9A-Z]{5}-[0-9A-Z]{5})<', page.content.decode())
    assert code.replace("-", "") not in str(list(Slip.objects.values_list()))
    paper = browser.post(f"{start}slip/cetak/", {"code": code})
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    sitting = Assistance.objects.get()
    assert sitting.registered_at is not None
    assert sitting.joined_at == application.submitted_at


def test_each_step_names_the_officer_and_the_person_reads_it(browser: Client) -> None:
    at_desk.open_wave()
    start = at_desk.through(browser, 1)
    at_desk.joined(browser, start)
    person, officer = Person.objects.get(), Account.objects.get(email=OFFICER)
    events = Event.objects.filter(subject=str(person))
    assert set(events.values_list("by", flat=True)) == {str(officer)}
    acts = set(events.values_list("act", flat=True))
    assert acts >= {
        "people:person:stated",
        "people:person:assisted",
        "people:consent:given",
        "people:person:completed",
        "people:level:raised",
        "waves:step:assisted",
        "waves:application:assisted",
    }
    assert Event.objects.get(act="waves:application:submitted").by == str(officer)
    _slip, code = at_desk.slip(Assistance.objects.get())
    own = signed_in("ani@contoh.example")
    own.post("/klaim/", {"code": code, **at_desk.day(1)})
    own.post("/klaim/lanjut/")
    told = words(own.get("/akun/data/"))
    assert "di loket" in told
    assert "mengirim pendaftaran" in told
    assert "Dibacakan" in told


def test_nothing_is_written_down_before_the_consent(browser: Client) -> None:
    for sent in (
        {},
        {"reader": "me", "way": "spoken"},
        {"reader": "me", "way": "own", "agreed": "on"},
        {"reader": "other", "way": "signed", "agreed": "on"},
        {"reader": "other", "way": "signed", "agreed": "on", "other": "x" * 61},
    ):
        assert browser.post("/kantor/loket/baru/", sent).status_code == 400
    assert not Assistance.objects.exists()
    read_out = {"reader": "other", "other": "Pak Markus, kepala desa", "way": "thumbprint", "agreed": "on"}
    assert browser.post("/kantor/loket/baru/", read_out).status_code == 302
    found = Assistance.objects.get()
    assert (found.way, found.read_by, found.may_ask) == ("thumbprint", "Pak Markus, kepala desa", False)
    assert f"Tulis ini di lembar: {found.pk}" in words(browser.get(f"/kantor/loket/{found.pk}/identitas/"))


def test_a_sitting_is_its_officers_alone_and_ends(browser: Client, officer: Account) -> None:
    mine = at_desk.begun(officer)
    others = at_desk.begun(account("lain@contoh.example", Role.FIELD))
    for page in ("identitas", "keluarga", "tinggal", "tentang", "periksa", "selesai"):
        assert browser.get(f"/kantor/loket/{others.pk}/{page}/").status_code == 404
    assert browser.get(f"/kantor/loket/{mine.pk}/identitas/").status_code == 200
    Assistance.objects.update(begun_at=timezone.now() - desk.LASTS)
    answer = browser.post(f"/kantor/loket/{mine.pk}/identitas/", at_desk.typed(1))
    assert answer.status_code == 409
    assert not Person.objects.exists()


def test_the_same_checks_as_the_persons_own_registration(browser: Client) -> None:
    read_out = {"reader": "me", "way": "spoken", "agreed": "on"}
    start = browser.post("/kantor/loket/baru/", read_out).headers["Location"].removesuffix("identitas/")
    for wrong in ({"nik": "123"}, {"nik": "9905010101700000"}, {"born_on_year": "1999"}, {"name": ""}):
        assert browser.post(f"{start}identitas/", {**at_desk.typed(0), **wrong}).status_code == 400
    assert not Person.objects.exists()
    browser.post(f"{start}identitas/", at_desk.typed(0))
    bad = {"kk": "5305019901010000", "region": "53.05"}
    assert browser.post(f"{start}keluarga/?province=53", bad).status_code == 400
    for skipped in ("selesai/", "ikut/bidang/"):
        assert browser.get(f"{start}{skipped}").headers["Location"].endswith("/keluarga/")
    assert browser.post(f"{start}slip/").headers["Location"].endswith("/keluarga/")
    back = {"contact_of": "nobody", "right": "on"}
    assert browser.post(f"{start}periksa/", back).headers["Location"].endswith("/keluarga/")


def test_a_number_is_corrected_in_the_same_sitting(officer: Account) -> None:
    sitting, at = at_desk.begun(officer), timezone.now()
    first = desk.state_identity(assistance=sitting, at=at, **at_desk.identity(1))
    second = desk.state_identity(assistance=sitting, at=at, **at_desk.identity(2))
    assert first.pk == second.pk == Person.objects.get().pk
    assert Person.objects.get().name == at_desk.identity(2)["name"]


def test_whoever_was_here_before_goes_on_at_any_desk(browser: Client) -> None:
    other = account("lain@contoh.example", Role.FIELD)
    person = at_desk.person(at_desk.registered(other))
    at_desk.open_wave()
    read_out = {"reader": "me", "way": "spoken", "agreed": "on"}
    start = browser.post("/kantor/loket/baru/", read_out).headers["Location"].removesuffix("identitas/")
    answer = browser.post(f"{start}identitas/", at_desk.typed(1))
    assert answer.headers["Location"].endswith("/selesai/")
    at_desk.joined(browser, start)
    assert Application.objects.get().person == person
    sitting = Assistance.objects.exclude(officer=other).get()
    assert not sitting.is_new
    assert sitting.registered_at is None
    assert person.consents.filter(purpose="taking_part", withdrawn_at=None).count() == 1


def test_a_mistyped_number_of_somebody_new_is_given_back(officer: Account) -> None:
    other = at_desk.person(at_desk.registered(account("lain@contoh.example"), 1))
    sitting, at = at_desk.begun(officer), timezone.now()
    draft = desk.state_identity(assistance=sitting, at=at, **at_desk.identity(2))
    assert desk.state_identity(assistance=sitting, at=at, **at_desk.identity(1)) == other
    draft.refresh_from_db()
    assert draft.erased_at is not None
    own = account("dua@contoh.example")
    assert registration.state_identity(account=own, at=at, **at_desk.identity(2)).pk != draft.pk


def test_a_receipt_alone_for_whoever_has_a_slip_already(browser: Client) -> None:
    sitting = at_desk.registered(Account.objects.get(email=OFFICER))
    assert browser.get(f"/kantor/loket/{sitting.pk}/tanda-terima.pdf").status_code == 302
    programme.applied(at_desk.open_wave(), at_desk.person(sitting), at=timezone.now())
    paper = browser.get(f"/kantor/loket/{sitting.pk}/tanda-terima.pdf")
    assert paper.content.startswith(b"%PDF")


def test_an_officer_who_looks_the_person_up_sees_the_contact_masked(officer: Account) -> None:
    sitting = at_desk.registered(officer)
    neighbour = read("0812 3456 7890")
    desk.finish(
        assistance=sitting, contact=neighbour, contact_of="neighbour", saw_cards=False, at=timezone.now()
    )
    found = staff(Role.OFFICER, address="pencari@contoh.example").post(
        "/kantor/orang/", {"text": at_desk.identity(1)["nik"]}, follow=True
    )
    assert neighbour.masked in found.content.decode()
    assert neighbour.text not in found.content.decode()


def test_one_tap_with_the_answers_of_the_last_wave(browser: Client) -> None:
    person = at_desk.person(at_desk.registered(Account.objects.get(email=OFFICER)))
    earlier = programme.wave(
        1, opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=2)
    )
    programme.applied(earlier, person)
    at_desk.open_wave(2)
    sitting = Assistance.objects.get()
    answer = browser.post(f"/kantor/loket/{sitting.pk}/ikut-lagi/")
    assert answer.headers["Location"].endswith("/selesai/")
    assert Application.objects.filter(Application.SUBMITTED, person=person).count() == 2
    twice = browser.post(f"/kantor/loket/{sitting.pk}/ikut-lagi/")
    assert twice.status_code == 302
    assert Event.objects.filter(act="waves:application:assisted").count() == 1


def test_nobody_helps_themselves(browser: Client) -> None:
    own = signed_in(OFFICER)
    officer = Account.objects.get(email=OFFICER)
    registration.state_identity(account=officer, at=timezone.now(), **at_desk.identity(5))
    sitting = at_desk.begun(officer)
    with pytest.raises(desk.OwnData):
        desk.state_identity(assistance=sitting, at=timezone.now(), **at_desk.identity(5))
    answer = browser.post(f"/kantor/loket/{sitting.pk}/identitas/", at_desk.typed(5))
    assert answer.status_code == 400
    assert "nomor Anda sendiri" in words(answer)
    assert own is not browser


def test_an_officers_own_address_is_nobody_elses(officer: Account) -> None:
    sitting = at_desk.registered(officer)
    with pytest.raises(desk.OwnAddress):
        desk.finish(
            assistance=sitting, contact=read(OFFICER), contact_of="own", saw_cards=False, at=timezone.now()
        )
    assert at_desk.person(sitting).contact == ""


def test_a_number_with_an_account_opens_a_case_and_the_person_can_go_on_once_it_is_granted(
    browser: Client, officer: Account
) -> None:
    thief = accounts.enter(address=read("pencuri@contoh.example"), language="id", at=timezone.now())
    registration.state_identity(account=thief, at=timezone.now(), **at_desk.identity(1))
    sitting = at_desk.begun(officer)
    start = f"/kantor/loket/{sitting.pk}"
    answer = browser.post(f"{start}/identitas/", at_desk.typed(1))
    assert answer.headers["Location"].endswith("/terpakai/")
    assert not Case.objects.exists()  # whoever has an account of their own needs no case
    page = browser.get(f"{start}/terpakai/")
    assert "pencuri" not in page.content.decode()
    for _ in range(2):
        assert browser.post(f"{start}/sengketa/").status_code == 200
    case = Case.objects.get()
    assert case.kind == Case.Kind.SAME_NUMBER
    assert Event.objects.filter(act="people:number:taken", subject=case.subject).count() == 1
    decider = staff(Role.APPROVER, address="penyetuju@contoh.example")
    assert "di loket" in words(decider.get(f"/kantor/kasus/{case.pk}/"))
    approving.decide_case(
        case=case, decision=Case.Decision.GRANTED, reason="Kartu dilihat.", by="account:99", at=timezone.now()
    )
    person = Person.objects.get()
    assert person.account is None
    again = at_desk.begun(officer)
    assert desk.state_identity(assistance=again, at=timezone.now(), **at_desk.identity(1)) == person


def test_there_is_no_case_where_no_number_was_taken(browser: Client, officer: Account) -> None:
    sitting = at_desk.begun(officer)
    assert browser.post(f"/kantor/loket/{sitting.pk}/sengketa/").headers["Location"].endswith("/identitas/")
    with pytest.raises(desk.NothingTaken):
        desk.dispute(assistance=sitting, at=timezone.now())
    assert not Case.objects.exists()


def test_an_officer_does_nothing_in_an_account(browser: Client, officer: Account) -> None:
    sitting = at_desk.registered(officer)
    at_desk.open_wave()
    Person.objects.update(account=account("ani@contoh.example"))
    for page in ("ikut/", "ikut-lagi/", "slip/"):
        assert browser.post(f"/kantor/loket/{sitting.pk}/{page}").status_code == 409
    for page in ("keluarga", "tentang", "periksa", "selesai"):
        assert browser.get(f"/kantor/loket/{sitting.pk}/{page}/").status_code == 409
    assert not Application.objects.exists()
    assert not Slip.objects.exists()


def test_whoever_may_not_join_hears_why(browser: Client, officer: Account) -> None:
    sitting = at_desk.registered(officer)
    desk.state_about(
        assistance=sitting,
        at=timezone.now(),
        education="senior",
        occupation="employee",
        heard_from="friend",
        statuses=["civil_servant"],
        disability=None,
    )
    at_desk.open_wave()
    answer = browser.post(f"/kantor/loket/{sitting.pk}/ikut/")
    assert answer.status_code == 403
    assert not Application.objects.exists()


def test_without_an_open_wave_nobody_joins(browser: Client, officer: Account) -> None:
    sitting = at_desk.registered(officer)
    for page in ("ikut/", "ikut-lagi/"):
        assert browser.post(f"/kantor/loket/{sitting.pk}/{page}").headers["Location"].endswith("/selesai/")
    assert browser.get(f"/kantor/loket/{sitting.pk}/ikut/bidang/").status_code == 302


def test_sittings_are_limited(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gelombang.people.views.desk.BEGUN_MOST", 2)
    read_out = {"reader": "me", "way": "spoken", "agreed": "on"}
    found = [browser.post("/kantor/loket/baru/", read_out).status_code for _ in range(3)]
    assert found == [302, 302, 400]


def test_the_database_refuses_what_has_no_evidence(officer: Account) -> None:
    at = timezone.now()
    facts: dict[str, Any] = {"officer": officer, "text_version": "1", "begun_at": at}
    for wrong in (
        {"way": "own", "read_by": "x"},
        {"way": "spoken", "read_by": ""},
        {"way": "spoken", "read_by": "x", "registered_at": at},
        {"way": "spoken", "read_by": "x", "disputed_at": at},
    ):
        with pytest.raises(IntegrityError):
            _kept(Assistance, {**facts, **wrong})
    person = at_desk.person(at_desk.registered(officer))
    with pytest.raises(IntegrityError):
        _kept(Consent, {"person": person, "purpose": "news", "by": "x", "given_at": at, "way": "spoken"})


def _kept(model: Any, facts: dict[str, Any]) -> None:
    from django.db import transaction

    with transaction.atomic():
        model.objects.create(**facts)
