"""Staff look at a person: each look leaves an event that its owner can read."""

from datetime import datetime

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.keys import vault
from gelombang.people.models import Person

LEAST = 10
"""Letters of a reason, at least."""


class ReasonTooShort(ValueError):
    """Full numbers are seen for a reason that their owner can understand."""


@transaction.atomic
def note_found(*, person: Person, by: str, at: datetime) -> None:
    """Staff have looked a person up."""
    record(act=Act.PERSON_FOUND, by=by, subject=str(person), at=at)


@transaction.atomic
def note_missed(*, what: str, by: str, at: datetime) -> None:
    """Staff have looked for somebody and found nobody. `what` kind of thing they typed is kept, never the thing."""
    record(act=Act.PERSON_MISSED, by=by, subject="people", at=at, what=what)


@transaction.atomic
def see_numbers(*, person: Person, by: str, reason: str, at: datetime) -> tuple[str, str]:
    """The person's identity number and family card number in full (the latter empty where none is stated); the look
    and its reason are written down first. Raises `ReasonTooShort`."""
    said = " ".join(reason.split())
    if len(said) < LEAST:
        raise ReasonTooShort(str(len(said)))
    record(act=Act.NUMBER_SEEN, by=by, subject=str(person), at=at, reason=said)
    card = person.family_card
    return vault().unlock(person.nik_locked), vault().unlock(card.number_locked) if card else ""
