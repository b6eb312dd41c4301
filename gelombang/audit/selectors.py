"""Reading events: what happened to something, and the whole chain for an auditor."""

from collections.abc import Iterator

from django.db.models import QuerySet

from .chain import Sealed
from .models import Event


def events_of(subject: str) -> QuerySet[Event]:
    """What was done to this, the newest first."""
    return Event.objects.filter(subject=subject)


def events_by(actor: str) -> QuerySet[Event]:
    """What somebody did, the newest first."""
    return Event.objects.filter(by=actor)


def exported(*, after: int = 0) -> Iterator[bytes]:
    """The sealed events behind a position, as lines that `chain.verify` reads."""
    sealed = Event.objects.filter(position__gt=after).order_by("position")
    for event in sealed.iterator(2_000):
        if event.position is not None:
            found = Sealed(event.position, event.at, event.by, event.act, event.subject, event.facts)
            yield found.line(event.hash)
