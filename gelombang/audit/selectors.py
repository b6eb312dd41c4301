"""Reading events: what happened to something, and the whole chain for an auditor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from .chain import Sealed
from .models import Event
from .telling import tell_owner


def events_of(subject: str) -> QuerySet[Event]:
    """What was done to this, the newest first."""
    return Event.objects.filter(subject=subject)


def events_by(actor: str) -> QuerySet[Event]:
    """What somebody did, the newest first."""
    return Event.objects.filter(by=actor)


@dataclass(frozen=True)
class Told:
    """An event in words."""

    at: datetime
    words: str


def told_about(own: Sequence[str], *, most: int | None = 50) -> list[Told]:
    """What was done to these, the newest first, as their owner reads it; all of it where `most` is None."""
    events = Event.objects.filter(subject__in=own).order_by("-pk")[:most]
    return [
        Told(
            event.at,
            tell_owner(event.act, by=event.by, subject=event.subject, facts=event.facts, own=own),
        )
        for event in events
    ]


def events_about(subjects: Sequence[str], *, most: int = 100) -> QuerySet[Event]:
    """What was done to these, the newest first."""
    return Event.objects.filter(subject__in=subjects).order_by("-pk")[:most]


def trail(*, subject: str = "", by: str = "", act: str = "", before: int = 0) -> QuerySet[Event]:
    """Events, the newest first, from before the one with this key on; of a subject, by somebody, of a kind (the first
    letters of an act), where given."""
    found = Event.objects.order_by("-pk")
    if before:
        found = found.filter(pk__lt=before)
    if subject:
        found = found.filter(subject=subject)
    if by:
        found = found.filter(by=by)
    return found.filter(act__startswith=act) if act else found


def exported(*, after: int = 0) -> Iterator[bytes]:
    """The sealed events behind a position, as lines that `chain.verify` reads."""
    sealed = Event.objects.filter(position__gt=after).order_by("position")
    for event in sealed.iterator(2_000):
        if event.position is not None:
            found = Sealed(event.position, event.at, event.by, event.act, event.subject, event.facts)
            yield found.line(event.hash)
