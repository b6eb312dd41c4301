"""Correcting name, identity number, birth date or family card of somebody who has registered: at once, or by a case.

Which of the two it is, the stage that knows whether the data count already decides (waves.services.correcting). Either
way the level of identity falls back to what the person declares: nobody has compared the new data with anything.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from gelombang import policy
from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.cases import services as cases
from gelombang.cases.models import Case
from gelombang.people.identity import check_kk
from gelombang.people.keys import vault
from gelombang.people.models import Correction, Person
from gelombang.regions.models import Region

from . import registration
from .disputes import CannotBeDone

WHAT = {"name": "nama", "nik_index": "NIK", "born_on": "tanggal lahir"}
"""How the trail calls what was corrected."""
CARD = "Kartu Keluarga"
TAKEN_BACK = "Ditarik oleh orangnya sendiri."


class NothingChanged(ValueError):
    """This is what is kept already."""


class NumberOfAnother(ValueError):
    """Somebody else has this number: `holder`."""

    def __init__(self, holder: Person) -> None:
        self.holder = holder
        super().__init__(str(holder))


class Waiting(ValueError):
    """A correction of this person waits for its decision; `case` is it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__(str(case.pk))


@transaction.atomic
def correct_identity(*, person: Person, name: str, nik: str, born_on: date, by: str, at: datetime) -> Person:
    """Put name, number and birth date right at once. Raises `NumberWrong`, `NothingChanged`, `Waiting`,
    `NumberOfAnother`."""
    must_not_wait(person)
    facts = registration.identity(name=name, nik=nik, born_on=born_on, at=at)
    what = _changed(person, facts)
    try:
        with transaction.atomic():
            _apply(person, facts, what, by, at)
    except IntegrityError as error:
        raise NumberOfAnother(Person.objects.get(nik_index=facts["nik_index"])) from error
    return person


@transaction.atomic
def correct_family(*, person: Person, kk: str, region: Region, by: str, at: datetime) -> Person:
    """Put the family card right at once; its region follows the rule for all members (`registration.keep_family`).
    Raises `NumberWrong`, `NothingChanged`, `Waiting`."""
    must_not_wait(person)
    before = person.family_card_id
    is_same_region = person.family_card is not None and person.family_card.region_id == region.pk
    index = vault().index("kk", check_kk(kk, may_be_invented=settings.INVENTED_PEOPLE))
    if person.family_card is not None and person.family_card.number_index == index and is_same_region:
        raise NothingChanged(str(person))
    registration.keep_family(person=person, kk=kk, region=region, at=at, by=by)
    if person.family_card_id != before:
        _note(person, CARD, by, at)
    return person


@transaction.atomic
def ask_identity(
    *, person: Person, name: str, nik: str, born_on: date, words: str, by: str, at: datetime
) -> Case:
    """Ask an officer to put name, number and birth date right. Raises as `correct_identity` does."""
    must_not_wait(person)
    facts = registration.identity(name=name, nik=nik, born_on=born_on, at=at)
    what = _changed(person, facts)
    holder = Person.objects.filter(nik_index=facts["nik_index"]).exclude(pk=person.pk).first()
    if holder is not None:
        raise NumberOfAnother(holder)
    facts.pop("stated_at")
    return _ask(person, what, words, by, at, facts)


@transaction.atomic
def ask_family(*, person: Person, kk: str, region: Region, words: str, by: str, at: datetime) -> Case:
    """Ask an officer to put the family card right. Raises as `correct_family` does."""
    must_not_wait(person)
    digits = check_kk(kk, may_be_invented=settings.INVENTED_PEOPLE)
    card = person.family_card
    if card is not None and card.number_index == vault().index("kk", digits) and card.region_id == region.pk:
        raise NothingChanged(str(person))
    facts = {"kk_locked": vault().lock(digits), "region": region}
    return _ask(person, CARD, words, by, at, facts)


@transaction.atomic
def decide(*, case: Case, decision: Case.Decision, reason: str, by: str, at: datetime) -> Case:
    """Decide a correction, and carry it out where it is granted; what was asked for is then forgotten. Raises
    `CaseDecided`, `CannotBeDone` where somebody else has the number meanwhile, or nothing is asked for any more."""
    decided = cases.decide(case_id=case.pk, decision=decision, reason=reason, by=by, at=at)
    asked = Correction.objects.select_related("person", "region").filter(case=case).first()
    if decision == Case.Decision.GRANTED:
        if asked is None:
            raise CannotBeDone(str(case))
        _carry_out(asked, by, at)
    if asked is not None:
        asked.delete()
    return decided


def dispute(*, person: Person, holder: Person, by: str, at: datetime) -> Case:
    """Open the case of a number that a person states and another has, as at registering."""
    evidence = {"account": person.account_id}
    key = str(person.account_id)
    return registration.same_number(holder=holder, key=key, by=by, at=at, evidence=evidence)


def take_back(*, person: Person, by: str, at: datetime) -> None:
    """A correction that waits is no longer asked for: its person may do it alone by now. Its case is closed by them."""
    asked = Correction.objects.select_related("case").filter(person=person).first()
    if asked is not None:
        cases.decide(case_id=asked.case.pk, decision=Case.Decision.REFUSED, reason=TAKEN_BACK, by=by, at=at)
        asked.delete()


def must_not_wait(person: Person) -> None:
    """Raises `Waiting`."""
    found = Correction.objects.select_related("case").filter(person=person).first()
    if found is not None:
        raise Waiting(found.case)


def _carry_out(asked: Correction, by: str, at: datetime) -> None:
    person = Person.objects.select_for_update().get(pk=asked.person_id)
    if asked.kk_locked and asked.region is not None:
        kk = vault().unlock(asked.kk_locked)
        registration.keep_family(person=person, kk=kk, region=asked.region, at=at, by=by)
        _note(person, CARD, by, at)
        return
    names = ("name", "nik_locked", "nik_index", "born_on", "is_region_code_known")
    facts = {name: getattr(asked, name) for name in names} | {"stated_at": at}
    try:
        with transaction.atomic():
            _apply(person, facts, _changed(person, facts), by, at)
    except (IntegrityError, NothingChanged) as error:
        raise CannotBeDone(str(asked)) from error


def _changed(person: Person, facts: dict[str, Any]) -> str:
    found = [words for name, words in WHAT.items() if getattr(person, name) != facts[name]]
    if not found:
        raise NothingChanged(str(person))
    return ", ".join(found)


def _apply(person: Person, facts: dict[str, Any], what: str, by: str, at: datetime) -> None:
    Person.objects.filter(pk=person.pk).update(**facts)
    _note(person, what, by, at)
    person.refresh_from_db()


def _note(person: Person, what: str, by: str, at: datetime) -> None:
    """Who one is, is again what one says; the provider may be asked anew."""
    level = {"level": Person.Level.DECLARED, "level_source": "", "level_at": None}
    Person.objects.filter(pk=person.pk).update(**level, asked_at=None, is_contradicted=False)
    record(act=Act.IDENTITY_CORRECTED, by=by, subject=str(person), at=at, what=what)


def _ask(person: Person, what: str, words: str, by: str, at: datetime, facts: dict[str, Any]) -> Case:
    days = policy.in_force(at.date())["case_days"].value
    n = Case.objects.filter(subject=str(person), kind=Case.Kind.CORRECTION).count()
    case = cases.open_case(
        key=f"correction:{person.pk}:{n + 1}",
        kind=Case.Kind.CORRECTION,
        subject=str(person),
        by=by,
        at=at,
        days=days if isinstance(days, int) else 7,
        evidence={"what": what},
        words=words,
    )
    Correction.objects.create(person=person, case=case, asked_at=at, **facts)
    return case
