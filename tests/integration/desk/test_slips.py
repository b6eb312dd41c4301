"""A slip: code and birth date give an account, once; everything else is answered with one and the same sentence."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.core.lottery.receipt import code_of
from gelombang.messages.models import Message
from gelombang.people.addresses import read
from gelombang.people.forms import IdentityForm
from gelombang.people.models import Account, Assistance, Person, Slip
from gelombang.people.roles import Role
from gelombang.people.services import accounts, desk, registration, rights, slips
from gelombang.portal.console import slip_paper
from gelombang.waves import paper
from tests.factories import desk as at_desk
from tests.factories import programme
from tests.factories.people import account, signed_in, staff

pytestmark = pytest.mark.django_db
OFFICER = "petugas@contoh.example"
OTHER_DAY = {"born_on_day": "2", "born_on_month": "2", "born_on_year": "1999"}


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def sitting() -> Assistance:
    return at_desk.registered(account(OFFICER))


def said(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r'value="[^"]*"', "", answer.content.decode())).split())


def test_a_code_is_kept_nowhere_and_read_as_people_type_it(sitting: Assistance) -> None:
    slip, code = at_desk.slip(sitting)
    rows = [*Slip.objects.values_list(), *Event.objects.values_list()]
    assert code not in str(rows)
    at, born = timezone.now(), at_desk.identity(1)["born_on"]
    for typed in (code, slips.shown(code), code.lower(), f" {code[:3]} {code[3:]} ", code.replace("0", "o")):
        assert slips.check(code=typed, born_on=born, at=at) == slip


def test_the_person_takes_the_account_over_on_a_phone(sitting: Assistance) -> None:
    _slip, code = at_desk.slip(sitting)
    browser = Client()
    answer = browser.post("/klaim/", {"code": slips.shown(code).lower(), **at_desk.day(1)})
    assert answer.headers["Location"] == "/masuk/?next=%2Fklaim%2Flanjut%2F"
    browser.get(answer.headers["Location"])
    browser.post("/masuk/", {"address": "ani@contoh.example"})
    sent = Message.objects.filter(address="ani@contoh.example").latest("pk").text
    (digits,) = re.findall(r"\b[0-9]{6}\b", sent)[:1]
    assert browser.post("/masuk/kode/", {"code": digits}).headers["Location"] == "/klaim/lanjut/"
    assert at_desk.identity(1)["name"] in said(browser.get("/klaim/lanjut/"))
    assert at_desk.person(sitting).account is None  # looking is not taking
    assert browser.post("/klaim/lanjut/").headers["Location"] == "/saya/"
    person = at_desk.person(sitting)
    assert person.account == Account.objects.get(email="ani@contoh.example")
    assert browser.get("/saya/").status_code == 200
    assert Event.objects.get(act="people:person:claimed").by == str(person.account)
    assert browser.post("/klaim/lanjut/").headers["Location"] == "/klaim/"


def test_one_answer_to_everything_that_does_not_fit(sitting: Assistance) -> None:
    _slip, code = at_desk.slip(sitting)
    _old, replaced = at_desk.slip(at_desk.registered(account(OFFICER), 2))
    at_desk.slip(Assistance.objects.latest("pk"), reason="Kertas pertama basah.")
    _late, over = at_desk.slip(at_desk.registered(account(OFFICER), 3))
    Slip.objects.filter(pk=_late.pk).update(until_at=timezone.now())
    answers = [
        Client().post("/klaim/", sent)
        for sent in (
            {"code": code, **OTHER_DAY},
            {"code": "AAAAA-AAAAA", **at_desk.day(1)},
            {"code": "x", **at_desk.day(1)},
            {"code": replaced, **at_desk.day(2)},
            {"code": over, **at_desk.day(3)},
        )
    ]
    assert {answer.status_code for answer in answers} == {400}
    pages = {re.sub(r"born_on|[0-9]+|Januari|Februari", "", said(answer)) for answer in answers}
    assert len({page[page.index("Kode dan tanggal") :][:150] for page in pages}) == 1


def test_a_slip_works_once(sitting: Assistance) -> None:
    slip, code = at_desk.slip(sitting)
    first, second = account("ani@contoh.example"), account("sri@contoh.example")
    at = timezone.now()
    slips.claim(slip=slip, account=first, at=at)
    with pytest.raises(slips.SlipWrong):
        slips.claim(slip=slip, account=second, at=at)
    with pytest.raises(slips.SlipWrong):
        slips.check(code=code, born_on=at_desk.identity(1)["born_on"], at=at)
    assert at_desk.person(sitting).account == first


def test_wrong_birth_dates_end_a_slip_and_its_owner_can_read_it(sitting: Assistance) -> None:
    _slip, code = at_desk.slip(sitting)
    at, born = timezone.now(), at_desk.identity(1)["born_on"]
    for n in range(slips.WRONG_MOST):
        with pytest.raises(slips.SlipWrong):
            slips.check(code=code, born_on=date(1990, 1, 1) + timedelta(days=n), at=at)
    with pytest.raises(slips.SlipWrong):
        slips.check(code=code, born_on=born, at=at)
    assert Event.objects.get(act="people:slip:spent").subject == str(sitting.person)
    new, fresh = at_desk.slip(sitting, reason="Terlalu sering dicoba.")
    assert slips.check(code=fresh, born_on=born, at=at) == new


def test_one_browser_tries_five_times_and_others_are_not_kept_out(sitting: Assistance) -> None:
    _slip, code = at_desk.slip(sitting)
    browser = Client()
    found = [browser.post("/klaim/", {"code": "AAAAAAAAAA", **at_desk.day(1)}).status_code for _ in range(7)]
    assert found == [400] * 5 + [429] * 2
    assert Client().post("/klaim/", {"code": code, **at_desk.day(1)}).status_code == 302


def test_one_network_is_limited_also_without_cookies(
    sitting: Assistance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gelombang.people.views.claim.FROM_NETWORK", 3)
    sent = {"code": "AAAAAAAAAA", **at_desk.day(1)}
    assert [Client().post("/klaim/", sent).status_code for _ in range(4)] == [400, 400, 400, 429]
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post("/klaim/", sent).status_code == 400


def test_a_new_slip_needs_a_reason_and_ends_the_first(sitting: Assistance) -> None:
    first, code = at_desk.slip(sitting)
    for reason in ("", "basah", " " * 40):
        with pytest.raises(slips.ReasonNeeded):
            at_desk.slip(sitting, reason=reason)
    assert slips.check(code=code, born_on=at_desk.identity(1)["born_on"], at=timezone.now()) == first
    second, _code = at_desk.slip(sitting, reason="Kertas pertama basah.")
    first.refresh_from_db()
    assert first.ended_at is not None
    assert (second.n_before, second.reason) == (1, "Kertas pertama basah.")
    assert Event.objects.get(act="people:slip:replaced").facts["reason"] == "Kertas pertama basah."


def test_the_officers_page_asks_for_the_reason_and_does_not_repeat_the_code() -> None:
    browser = staff(Role.FIELD, address=OFFICER)
    sitting = at_desk.registered(Account.objects.get(email=OFFICER))
    start = f"/kantor/loket/{sitting.pk}"
    page = browser.post(f"{start}/slip/").content.decode()
    (code,) = re.findall(r'class="code-large">([0-9A-Z-]+)<', page)
    assert browser.post(f"{start}/slip/").status_code == 400
    assert browser.post(f"{start}/slip/", {"reason": "basah"}).status_code == 400
    assert code not in browser.get(f"{start}/selesai/").content.decode()
    assert Slip.objects.count() == 1
    assert browser.post(f"{start}/slip/", {"reason": "Kertas pertama basah."}).status_code == 200
    # the first code is no longer printed
    assert browser.post(f"{start}/slip/cetak/", {"code": code}).status_code == 302
    assert browser.post(f"{start}/slip/cetak/", {"code": "\0"}).status_code == 302


def test_paper_holds_receipt_and_slip_and_typesets_nothing_that_was_typed(
    sitting: Assistance, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}

    def typeset(template: Any, facts: dict[str, Any]) -> bytes:
        given.update(facts)
        return really(template, facts)

    really = paper.typeset
    monkeypatch.setattr(paper, "typeset", typeset)
    Person.objects.update(name='#read("/etc/passwd") *x* $1$ \\')
    sitting.refresh_from_db()
    slip, code = at_desk.slip(sitting)
    assert slip_paper.made(slip, code).startswith(b"%PDF")
    assert given["receipt"] == ""
    made = programme.applied(at_desk.open_wave(), at_desk.person(sitting), at=timezone.now())
    slip = Slip.objects.select_related("person__family_card__region").get()
    page = slip_paper.made(slip, code)
    assert len(page) < 60_000
    assert (given["code"], given["receipt"]) == (slips.shown(code), code_of(made.commit))
    assert "/klaim/" in str(given["steps"])
    assert "/hasil/" in given["result"]


def test_an_account_with_a_person_takes_nobody_over(sitting: Assistance) -> None:
    slip, code = at_desk.slip(sitting)
    programme.person(7, region=programme.regions()[0])
    browser = signed_in("orang7@contoh.example")
    browser.post("/klaim/", {"code": code, **at_desk.day(1)})
    for answer in (browser.get("/klaim/lanjut/"), browser.post("/klaim/lanjut/")):
        assert answer.status_code == 409
        assert "sudah milik seseorang" in said(answer)
    with pytest.raises(slips.HasPerson):
        slips.claim(slip=slip, account=Account.objects.get(email="orang7@contoh.example"), at=timezone.now())
    slip.refresh_from_db()
    assert slip.claimed_at is None  # it still works for its owner


def test_an_officer_does_not_take_over_whom_they_helped(sitting: Assistance) -> None:
    _slip, code = at_desk.slip(sitting)
    browser = signed_in(OFFICER)
    browser.post("/klaim/", {"code": code, **at_desk.day(1)})
    assert browser.post("/klaim/lanjut/").status_code == 409
    assert at_desk.person(sitting).account is None


def test_a_slip_is_for_a_complete_registration_without_account() -> None:
    sitting = at_desk.begun(account(OFFICER))
    desk.state_identity(assistance=sitting, at=timezone.now(), **at_desk.identity(1))
    with pytest.raises(slips.SlipNotPossible):
        at_desk.slip(sitting)
    done = at_desk.registered(account(OFFICER), 2)
    Person.objects.filter(assistances=done).update(account=account("ani@contoh.example"))
    done.refresh_from_db()
    with pytest.raises(desk.SittingOver):
        at_desk.slip(done)


def test_whoever_got_the_news_until_now_is_told_and_gets_none_any_more(sitting: Assistance) -> None:
    neighbour = read("0812 3456 7890")
    at = timezone.now()
    desk.finish(assistance=sitting, contact=neighbour, contact_of="neighbour", saw_cards=False, at=at)
    sitting.refresh_from_db()
    slip, _code = at_desk.slip(sitting)
    slips.claim(slip=slip, account=account("ani@contoh.example"), at=at)
    person = at_desk.person(sitting)
    assert (person.contact, person.contact_of) == ("", "")
    told = Message.objects.get(key=f"claimed:{slip.pk}")
    assert told.address == neighbour.text
    assert "slip" in told.text
    assert person.name not in told.text


def test_erasing_ends_the_slip_and_the_contact(sitting: Assistance) -> None:
    desk.finish(
        assistance=sitting,
        contact=read("ani@contoh.example"),
        contact_of="family",
        saw_cards=False,
        at=timezone.now(),
    )
    sitting.refresh_from_db()
    _slip, code = at_desk.slip(sitting)
    rights.erase(person=at_desk.person(sitting), keep_index=True, by="tick", at=timezone.now())
    person = at_desk.person(sitting)
    assert person.contact == ""
    with pytest.raises(slips.SlipWrong):
        slips.check(code=code, born_on=person.born_on, at=timezone.now())


def test_what_is_kept_of_the_desk_is_among_my_data(sitting: Assistance) -> None:
    found = rights.exported(at_desk.person(sitting), by="x", at=timezone.now())
    assert found["assistances"][0]["by"] == str(sitting.officer)
    assert {consent["way"] for consent in found["consents"]} == {"spoken"}


def test_registering_oneself_later_is_a_case_that_names_the_slip(sitting: Assistance) -> None:
    browser = signed_in("ani@contoh.example")
    answer = browser.post("/daftar/", at_desk.typed(1) | {"taking_part": "on"})
    assert answer.status_code == 409
    assert 'href="/klaim/"' in answer.content.decode()
    other = accounts.enter(address=read("x@contoh.example"), language="id", at=timezone.now())
    with pytest.raises(registration.SamePerson):
        registration.state_identity(account=other, at=timezone.now(), **at_desk.identity(1))


@pytest.mark.parametrize("name", ["Sri 🌊", "\x01ctrl", "Sri\uffff", "\u202eSri"])
def test_a_name_with_pictures_or_hidden_characters_is_refused_and_an_old_one_is_printed(
    sitting: Assistance, name: str
) -> None:
    form = IdentityForm({**at_desk.typed(1), "name": name})
    assert "tanpa gambar (emoji)" in str(form.errors["name"])
    assert "name" not in IdentityForm({**at_desk.typed(1), "name": "Siti Nur'aini, S.Pd."}).errors
    Person.objects.update(name=name)
    sitting.refresh_from_db()
    wave = at_desk.open_wave()
    wave.name = name
    wave.save()
    made = programme.applied(wave, at_desk.person(sitting), at=timezone.now())
    slip, code = at_desk.slip(sitting)
    assert slip_paper.made(slip, code).startswith(b"%PDF")
    assert paper.receipt(made).startswith(b"%PDF")
