"""Deciding a case does what it says; a look at a person is written down."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.cases.models import Case
from gelombang.cases.services import CaseDecided
from gelombang.core.lottery.receipt import code_of
from gelombang.flow import approving
from gelombang.messages.models import Message
from gelombang.people.addresses import read
from gelombang.people.identity import Fault, NumberWrong
from gelombang.people.keys import vault
from gelombang.people.models import FamilyCard, Person
from gelombang.people.services import accounts, looking, registration
from gelombang.people.services.disputes import CannotBeDone
from gelombang.portal.console.seeking import person_by
from gelombang.portal.console.sheets import cell
from gelombang.waves.services import appeals
from gelombang.waves.services.proposals import ReasonNeeded
from tests.factories import programme

pytestmark = pytest.mark.django_db
BY, BORN = "account:901", date(1998, 9, 4)


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


def decide(case: Case, decision: Case.Decision, reason: str = "Kartu sudah dilihat.") -> Case:
    return approving.decide_case(case=case, decision=decision, reason=reason, by=BY, at=timezone.now())


def card_case() -> Case:
    alor, linggau = programme.regions()
    programme.person(1, region=alor, family=1)
    programme.person(2, region=linggau, family=1)
    return Case.objects.get()


def test_a_card_gets_the_region_that_was_granted() -> None:
    case = card_case()
    decide(case, Case.Decision.GRANTED)
    assert FamilyCard.objects.get().region_id == "16.73"
    assert Event.objects.filter(act="people:card:corrected", by=BY).exists()
    with pytest.raises(CaseDecided):
        decide(case, Case.Decision.REFUSED)


def test_a_refused_region_changes_nothing() -> None:
    decide(card_case(), Case.Decision.REFUSED)
    assert FamilyCard.objects.get().region_id == "53.05"


def test_a_decision_that_can_no_longer_be_done_leaves_the_case_open() -> None:
    case = card_case()
    FamilyCard.objects.update(region_id="16.73")
    with pytest.raises(CannotBeDone):
        decide(case, Case.Decision.GRANTED)
    case.refresh_from_db()
    assert case.decided_at is None


def test_a_decision_has_a_reason() -> None:
    with pytest.raises(ReasonNeeded):
        decide(card_case(), Case.Decision.GRANTED, "  ")


def same_number() -> tuple[Case, Person]:
    alor, _ = programme.regions()
    first = programme.person(1, region=alor)
    later = accounts.enter(address=read("lain@contoh.example"), language="id", at=programme.OPENS)
    with pytest.raises(registration.SamePerson) as raised:
        registration.state_identity(
            account=later,
            name="Sri",
            nik=vault().unlock(first.nik_locked),
            born_on=BORN,
            at=programme.OPENS,
        )
    return raised.value.case, first


def test_a_number_moves_to_whom_it_was_granted_and_the_account_before_is_signed_out() -> None:
    case, first = same_number()
    before = first.account
    assert before is not None
    salt = before.session_salt
    decide(case, Case.Decision.GRANTED)
    moved = Person.objects.get(pk=first.pk)
    assert moved.account is not None
    assert (moved.account.email, moved.completed_at) == ("lain@contoh.example", None)
    before.refresh_from_db()
    assert before.session_salt != salt
    with pytest.raises(NumberWrong) as wrong:  # what may rest under applications is not changed by the way
        registration.state_identity(
            account=moved.account, name="Sri", nik="3171010409980000", born_on=BORN, at=programme.OPENS
        )
    assert wrong.value.fault is Fault.DECIDED
    with pytest.raises(NumberWrong) as card:
        registration.state_family(
            person=moved, kk="5305020202200000", region=programme.regions()[1], at=programme.OPENS
        )
    assert card.value.fault is Fault.CARD_DECIDED


def test_the_holder_hears_when_a_number_is_stated_again_and_when_it_is_gone() -> None:
    case, _ = same_number()
    told = Message.objects.filter(address="orang1@contoh.example")
    assert [one.subject for one in told] == ["Ada yang mengaku memiliki nomor identitas Anda"]
    decide(case, Case.Decision.GRANTED)
    assert told.filter(subject="Nomor identitas Anda diberikan kepada orang lain").count() == 1


def test_nobody_decides_what_they_opened_or_what_is_about_themselves() -> None:
    case, first = same_number()
    card = card_of_two()
    hands = {case: [case.opened_by, str(first.account)], card: [card.opened_by, str(first.account)]}
    for one, involved in hands.items():
        for by in involved:
            for decision in Case.Decision:
                with pytest.raises(appeals.OwnMatter):
                    approving.decide_case(case=one, decision=decision, reason="Ya.", by=by, at=timezone.now())
    decide(case, Case.Decision.GRANTED)
    decide(card, Case.Decision.GRANTED)


def card_of_two() -> Case:
    """Somebody states the card of the first person, at a desk, in another region."""
    _, linggau = programme.regions()
    kk = vault().unlock(FamilyCard.objects.get().number_locked)
    mate = programme.person(2, region=linggau, family=2)
    registration.keep_family(person=mate, kk=kk, region=linggau, at=programme.OPENS, by="account:7")
    return Case.objects.get(kind=Case.Kind.CARD_REGION)


def test_a_refused_number_stays() -> None:
    case, first = same_number()
    decide(case, Case.Decision.REFUSED)
    assert Person.objects.get(pk=first.pk).account == first.account


def test_one_person_is_found_by_what_is_theirs_alone_and_by_nothing_else() -> None:
    alor, _ = programme.regions()
    one = programme.person(1, region=alor)
    application = programme.applied(programme.wave(), one)
    nik = vault().unlock(one.nik_locked)
    for text in (nik, f"{nik[:6]} {nik[6:]}", "Orang1@contoh.example "):
        assert person_by(text) == one, text
        assert person_by(text, one.born_on) == one, text
        assert person_by(text, one.born_on + timedelta(days=1)) is None, text
    code = code_of(application.commit)
    for text in (
        code,
        code.lower().replace("-", " "),
        str(application.pk),
        f"application:{application.pk}",
    ):
        assert person_by(text, one.born_on) == one, text
        assert person_by(text, one.born_on + timedelta(days=1)) is None, text
        assert person_by(text) is None, "a number is counted up, and the codes of a sealed list are public"
    for text in (
        "",
        "Orang",
        "%",
        nik[:-1],
        "orang2@contoh.example",
        "application:",
        "0",
        f"0{application.pk}",
        "9" * 30,
        "٣",
        "\0",
    ):
        assert person_by(text, one.born_on) is None, text


def test_full_numbers_are_seen_for_a_reason_that_their_owner_reads() -> None:
    alor, _ = programme.regions()
    one = programme.person(1, region=alor)
    with pytest.raises(looking.ReasonTooShort):
        looking.see_numbers(person=one, by=BY, reason=" perlu    ", at=timezone.now())
    nik, kk = looking.see_numbers(person=one, by=BY, reason="Mencocokkan kartu di loket", at=timezone.now())
    assert (len(nik), len(kk)) == (16, 16)
    event = Event.objects.get(act="people:number:seen")
    assert (event.subject, event.facts["reason"]) == (str(one), "Mencocokkan kartu di loket")
    assert nik not in str(event.facts)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("=1+1", "'=1+1"), ("+62", "'+62"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "'\t'=1"), (" =1", "' =1")],
)
def test_no_cell_is_a_formula(given: str, kept: str) -> None:
    assert cell(given) == kept
    assert cell("biasa") == "biasa"
