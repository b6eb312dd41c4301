"""Correcting one's own data: freely as long as nothing rests on them, else by a case that an officer decides.

What was submitted keeps what it had: an application holds its own region, card and commitment. One thing the list of a
wave takes from the person when it is sealed: the identity number. So that does not change between submitting and
sealing, whoever decides.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from gelombang.cases.models import Case
from gelombang.cases.selectors import about
from gelombang.people.models import Correction, Person
from gelombang.people.services import correcting
from gelombang.people.services.registration import SamePerson
from gelombang.regions.models import Region
from gelombang.waves import selectors
from gelombang.waves.models import Application, Listed, PriorAward


class Hold(StrEnum):
    """Why data cannot be changed by their owner alone any more."""

    WAVE = "wave"  # a submitted application rests on them, and has no result yet
    LEVEL = "level"  # an officer or a registry has compared them
    AWARD = "award"  # somebody of the family card was selected
    LISTED = "listed"  # a list names the number in a wave that is not over


class ListNotSealed(ValueError):
    """The person has joined a wave whose list is not sealed; until then the identity number stays."""


def holds(person: Person) -> tuple[Hold, ...]:
    """All that rests on the person's data; empty where they may change them by themselves."""
    awarded = PriorAward.objects.filter(lapsed_at=None)
    mates = awarded.filter(person__family_card=person.family_card_id)
    listed = Listed.objects.filter(Listed.COUNTS, nik_index=person.nik_index)
    found = {
        Hold.WAVE: selectors.under_way_of(person).exists(),
        Hold.LEVEL: person.level != Person.Level.DECLARED,
        Hold.AWARD: awarded.filter(person=person).exists()
        or (person.family_card_id is not None and mates.exists()),
        Hold.LISTED: listed.filter(exclusion_list__wave__published_at=None).exists(),
    }
    return tuple(hold for hold, does in found.items() if does)


def last_decided(person: Person) -> Case | None:
    """The person's last correction that an officer decided."""
    found = about(str(person)).filter(kind=Case.Kind.CORRECTION, decided_at__isnull=False)
    return found.exclude(decided_by=f"account:{person.account_id}").first()  # which they took back themselves


def identity(
    *, person: Person, name: str, nik: str, born_on: date, words: str, by: str, at: datetime
) -> Case | None:
    """Correct name, number and birth date: at once (None), or by the case that is opened. Raises `NumberWrong`,
    `NothingChanged`, `Waiting`, and `SamePerson`, with its case, where somebody else has the number."""
    given: dict[str, Any] = {"person": person, "name": name, "nik": nik, "born_on": born_on}
    try:
        with transaction.atomic():
            _hold_still(person)
            if holds(person):
                return correcting.ask_identity(**given, words=words, by=by, at=at)
            correcting.take_back(person=person, by=by, at=at)
            correcting.correct_identity(**given, by=by, at=at)
    except correcting.NumberOfAnother as error:
        case = correcting.dispute(person=person, holder=error.holder, by=by, at=at)
        raise SamePerson(case) from error
    return None


def _hold_still(person: Person) -> None:
    """Until the transaction ends nothing of the person is submitted: what was begun gets a new key, so that whoever
    submits it at this moment begins from the data as they then are. Nothing of what was filled in is lost."""
    Person.objects.select_for_update().get(pk=person.pk)
    for draft in Application.objects.select_for_update().filter(person=person, submitted_at=None):
        Application.objects.filter(pk=draft.pk).delete()
        draft.pk = None
        draft.save(force_insert=True)


@transaction.atomic
def family(*, person: Person, kk: str, region: Region, words: str, by: str, at: datetime) -> Case | None:
    """Correct the family card: at once (None), or by the case that is opened. Raises `NumberWrong`, `NothingChanged`,
    `Waiting`."""
    if holds(person):
        return correcting.ask_family(person=person, kk=kk, region=region, words=words, by=by, at=at)
    correcting.take_back(person=person, by=by, at=at)
    correcting.correct_family(person=person, kk=kk, region=region, by=by, at=at)  # drafts hold no card yet
    return None


@transaction.atomic
def decide(*, case: Case, decision: Case.Decision, reason: str, by: str, at: datetime) -> Case:
    """Decide a correction. Raises `ListNotSealed` where it would change the number under an application whose list is
    not sealed, and what `people.services.correcting.decide` raises."""
    asked = Correction.objects.select_related("person").filter(case=case).first()
    if decision == Case.Decision.GRANTED and asked is not None and asked.nik_index:
        _hold_still(asked.person)
        unsealed = Application.objects.filter(
            Application.SUBMITTED, person=asked.person_id, wave__committed_at=None, wave__voided_at=None
        )
        if asked.nik_index != asked.person.nik_index and unsealed.exists():
            raise ListNotSealed(str(case))
    return correcting.decide(case=case, decision=decision, reason=reason, by=by, at=at)
