"""Correcting one's own data: at once as long as nothing rests on them, then by a case; what was submitted stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.cases.models import Case
from gelombang.core.lottery.entries import commit_to
from gelombang.flow import approving, lifecycle
from gelombang.people.keys import vault
from gelombang.people.models import Correction, Person
from gelombang.people.services import correcting as people
from gelombang.people.services import levels, rights
from gelombang.people.services.registration import SamePerson
from gelombang.waves.models import Application, PriorAward, Wave
from gelombang.waves.services import applying, correcting, leaving
from tests.factories import programme

pytestmark = pytest.mark.django_db
BORN = date(1997, 5, 6)
NIK, KK = "3171010605970000", "5305020202200000"


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def wave() -> Wave:
    now = timezone.now().replace(microsecond=0)
    return programme.wave(opens_at=now - timedelta(hours=2), closes_at=now + timedelta(days=1))


@pytest.fixture
def sri(wave: Wave) -> Person:
    return programme.person(1, region=programme.regions()[0], at=wave.opens_at)


def correct(person: Person, **changed: Any) -> Case | None:
    given: dict[str, Any] = {
        "name": "Sri Baru",
        "nik": NIK,
        "born_on": BORN,
        "words": "Salah ketik.",
        "by": str(person),
    }
    return correcting.identity(person=person, at=timezone.now(), **(given | changed))


def decide(case: Case | None, decision: Case.Decision = Case.Decision.GRANTED) -> None:
    assert case is not None
    approving.decide_case(
        case=case, decision=decision, reason="Sudah dilihat.", by="account:9", at=timezone.now()
    )


def number_of(person: Person) -> str:
    person.refresh_from_db()
    return vault().unlock(person.nik_locked)


def typed(**changed: str) -> dict[str, str]:
    day = {"born_on_day": "6", "born_on_month": "5", "born_on_year": "1997"}
    return {"name": "Sri Baru", "nik": NIK, **day, **changed}


def test_at_once_while_nothing_rests_on_them_and_written_down(wave: Wave, sri: Person) -> None:
    draft = applying.start(wave=wave, person=sri, at=timezone.now())
    applying.choose_field(application=draft, field="food", at=timezone.now())
    Person.objects.update(is_contradicted=True, asked_at=timezone.now())
    assert correct(sri) is None
    assert (number_of(sri), sri.name, sri.born_on) == (NIK, "Sri Baru", BORN)
    assert (sri.is_contradicted, sri.asked_at) == (False, None)
    event = Event.objects.get(act="people:identity:corrected")
    assert event.facts["what"] == "nama, NIK, tanggal lahir"
    kept = Application.objects.get()
    assert kept.field == "food"
    assert kept.pk != draft.pk  # whoever submits the old one at this moment begins from the new data
    with pytest.raises(people.NothingChanged):
        correct(sri)


def test_a_number_of_somebody_else_is_a_case_and_changes_nothing(sri: Person) -> None:
    other = programme.person(2, region=programme.regions()[0])
    before = number_of(sri)
    with pytest.raises(SamePerson) as raised:
        correct(sri, nik=number_of(other), born_on=other.born_on)
    assert Case.objects.get() == raised.value.case
    assert number_of(sri) == before


@pytest.mark.parametrize("hold", ["level", "award", "wave"])
def test_by_a_case_once_they_count(wave: Wave, sri: Person, hold: str) -> None:
    if hold == "level":
        levels.document(person=sri, by="account:9", at=timezone.now())
    elif hold == "award":
        mate = programme.person(2, region=programme.regions()[0], family=1)
        PriorAward.objects.create(wave=wave, person=mate)
    else:
        programme.applied(wave, sri)
    sri.refresh_from_db()
    assert correcting.holds(sri) == (hold,)
    before = number_of(sri)
    case = correct(sri, nik=before, born_on=sri.born_on)  # the name alone
    assert case is not None
    assert (case.evidence, case.words) == ({"what": "nama"}, "Salah ketik.")
    with pytest.raises(people.Waiting):
        correct(sri)
    decide(case)
    sri.refresh_from_db()
    assert (sri.name, sri.level) == ("Sri Baru", "declared")
    assert not Correction.objects.exists()


def test_what_was_submitted_keeps_its_number_until_the_list_is_sealed(wave: Wave, sri: Person) -> None:
    made = programme.applied(wave, sri)
    before, case = number_of(sri), correct(sri)
    with pytest.raises(correcting.ListNotSealed):
        decide(case)
    assert number_of(sri) == before
    Wave.objects.update(closes_at=timezone.now())
    done = lifecycle.tick(timezone.now())
    assert -1 not in done.values(), done
    decide(case)
    assert number_of(sri) == NIK
    made.refresh_from_db()
    assert made.is_entry
    assert made.commit == commit_to(before, bytes.fromhex(made.salt))


def test_who_withdraws_corrects_at_once_and_joins_again(wave: Wave, sri: Person) -> None:
    programme.applied(wave, sri)
    case = correct(sri)
    leaving.withdraw(wave=wave, person=sri, by=str(sri), at=timezone.now())
    assert correct(sri, by=str(sri.account)) is None
    assert case is not None
    case.refresh_from_db()
    assert (case.decision, case.decided_by) == (
        "refused",
        str(sri.account),
    )  # what waited is no longer asked for
    assert correcting.last_decided(sri) is None
    assert not Correction.objects.exists()
    sri.refresh_from_db()
    made = applying.again(wave=wave, person=sri, at=timezone.now())
    assert made.commit == commit_to(NIK, bytes.fromhex(made.salt))


def test_a_refused_correction_changes_nothing_and_is_forgotten(wave: Wave, sri: Person) -> None:
    programme.applied(wave, sri)
    before = number_of(sri)
    decide(correct(sri), Case.Decision.REFUSED)
    assert number_of(sri) == before
    assert not Correction.objects.exists()
    assert correct(sri) is not None  # and can be asked anew
    assert rights.exported(sri, by="x", at=timezone.now())["correction"]["nik"] == NIK


def test_another_card_and_the_region_that_others_stated(wave: Wave, sri: Person) -> None:
    alor, linggau = programme.regions()
    programme.person(2, region=linggau, family=5)
    kk = "5306010101200000"  # that of the second person's family
    at = timezone.now()
    given: dict[str, Any] = {"person": sri, "kk": kk, "region": alor, "words": "", "by": str(sri), "at": at}
    assert correcting.family(**given) is None
    sri.refresh_from_db()
    assert sri.family_card is not None
    assert sri.family_card.region == linggau  # as it was stated first
    assert Case.objects.get().kind == Case.Kind.CARD_REGION
    levels.document(person=sri, by="account:9", at=at)
    sri.refresh_from_db()
    case = correcting.family(**{**given, "kk": KK, "words": "Pindah kartu."})
    decide(case)
    sri.refresh_from_db()
    assert sri.family_card.number_index == vault().index("kk", KK)
    assert sri.level == "declared"


def test_the_database_takes_no_half_correction(sri: Person) -> None:
    at = sri.stated_at
    case = Case.objects.create(key="x", kind="correction", subject=str(sri), opened_at=at, due_at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(person=sri, case=case, name="Sri", asked_at=at)


def test_pages(wave: Wave, sri: Person, client: Client) -> None:
    assert sri.account is not None
    client.force_login(sri.account)
    mine = client.get("/akun/data/").content.decode()
    assert "/akun/data/identitas/" in mine
    assert "/akun/data/keluarga/" in mine
    page = "/akun/data/identitas/"
    assert client.post(page, typed(nik="31")).status_code == 400
    assert client.post(page, typed(born_on_year="2097")).status_code == 400
    assert "sudah dibetulkan" in client.post(page, typed(), follow=True).content.decode()
    card = client.get("/akun/data/keluarga/", {"province": "53"})
    assert 'name="kk"' in card.content.decode()
    programme.applied(wave, Person.objects.get(pk=sri.pk), at=timezone.now())
    shown = client.get(page).content.decode()
    assert "/gelombang/1/tarik/" in shown
    assert 'name="words"' in shown
    assert client.post(page, typed(name="Sri Lain")).status_code == 400  # without a word of why
    waiting = client.post(page, typed(name="Sri Lain", words="Salah."), follow=True).content.decode()
    assert f"kasus {Case.objects.get().pk}" in waiting
    assert '<form method="post" novalidate>' not in waiting
    decide(Case.objects.get(), Case.Decision.REFUSED)
    assert "Sudah dilihat." in client.get(page).content.decode()
