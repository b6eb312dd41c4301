"""Leaving: a wave, until it closes, and the programme, as far as running waves and published draws allow.

A withdrawn application stays with its receipt, so that both sides can show what was submitted and when it was taken
back; it is no entry. Whoever joins again before the closing has a new application with a new salt and a new receipt.
That brings no advantage: a number of the draw follows from the list and from a random number that nobody can know while
applications are taken, so that a second salt is as good as the first (docs/adr/0014).
"""

from datetime import datetime

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.models import Person
from gelombang.people.services import rights
from gelombang.waves import locks, selectors
from gelombang.waves.models import Application, PriorAward, Wave

from .submitting import must_be_open


class NothingToWithdraw(ValueError):
    """The person has no submitted application to this wave, or has withdrawn it already."""


class StillIn(rights.StillNeeded):
    """A submitted application keeps its person's data until it is withdrawn, or its wave has a result."""

    def __init__(self, wave: Wave) -> None:
        self.wave = wave
        super().__init__(wave.name)


@transaction.atomic
def withdraw(*, wave: Wave, person: Person, by: str, at: datetime) -> Application:
    """Take the person's application to the wave back; raises `NotOpen` from the closing second on, and
    `NothingToWithdraw`. Whoever withdraws while the wave closes is counted or refused, never both."""
    locks.with_others(wave.pk)
    wave = Wave.objects.get(pk=wave.pk)
    must_be_open(wave, at)
    standing = Application.objects.filter(Application.SUBMITTED, wave=wave, person=person)
    found = standing.first()
    if found is None or standing.filter(pk=found.pk).update(withdrawn_at=at) != 1:
        raise NothingToWithdraw(str(wave))
    record(act=Act.APPLICATION_WITHDRAWN, by=by, subject=str(found), at=at, wave=wave.name)
    found.withdrawn_at = at
    return found


@transaction.atomic
def erase(*, person: Person, by: str, at: datetime) -> None:
    """Erase a person; raises `StillIn` while a wave that they joined and did not withdraw from has no result yet and is
    not void, and `LastAdministrator`. The answers of their applications go, what the draw saw stays."""
    first = selectors.under_way_of(person).first()
    if first is not None:
        raise StillIn(first.wave)
    Application.objects.filter(person=person, submitted_at=None).delete()
    Application.objects.filter(person=person).update(answers={}, baseline={}, asked=[])
    was_selected = PriorAward.objects.filter(person=person).exists()
    rights.erase(person=person, keep_index=was_selected, by=by, at=at)
