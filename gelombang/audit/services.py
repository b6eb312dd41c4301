"""Recording an event, and sealing those that wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from gelombang.core.lottery.jcs import canonical

from .acts import Act
from .chain import Sealed
from .models import Chain, Event
from .telling import tell

STEP = 2_000
"""Events sealed in one transaction, or added by one statement."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event that is to be added; `facts` as `record` takes them."""

    act: Act
    by: str
    subject: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


def record(*, act: Act, by: str, subject: str, at: datetime, **facts: Any) -> Event:
    """Add an event to the caller's transaction, so that act and event are kept or lost together. `facts` are texts,
    whole numbers, yes or no, or lists of these; raises KeyError where the act's sentence needs one that is missing, and
    `ValueNotAllowed` for what canonical JSON cannot hold."""
    event = _event(Recorded(act, by=by, subject=subject, at=at, facts=facts))
    event.save(force_insert=True)
    return event


def record_all(events: Iterable[Recorded]) -> None:
    """Add many at once; as `record` in everything else."""
    Event.objects.bulk_create(map(_event, events), batch_size=STEP)


def _event(told: Recorded) -> Event:
    if told.at.tzinfo is None:
        raise ValueError("a time of an event has a time zone")
    canonical(told.facts)
    for language in ("id", "en"):
        tell(told.act, by=told.by, subject=told.subject, facts=told.facts, language=language)
    return Event(act=told.act, by=told.by, subject=told.subject, at=told.at, facts=told.facts)


@transaction.atomic
def note_export(*, by: str, at: datetime) -> None:
    """Somebody takes the whole trail along."""
    record(act=Act.TRAIL_EXPORTED, by=by, subject="trail", at=at)


@transaction.atomic
def note_sheet(*, file: str, n: int, by: str, at: datetime) -> None:
    """Somebody takes a table of so many rows along, as this file."""
    record(act=Act.SHEET_EXPORTED, by=by, subject=f"sheet:{file}", at=at, file=file, n=n)


def seal() -> int:
    """Give the events that wait their place and hash, the oldest first; how many. Two at once are harmless: the second
    finds that the head has moved, and leaves its part to the next time."""
    n = 0
    while sealed := _seal_some():
        n += sealed
    return n


@transaction.atomic
def _seal_some() -> int:
    chain, _ = Chain.objects.get_or_create(pk=1)
    before, events = chain.head, []
    waiting = Event.objects.filter(position=None).order_by("pk").iterator(STEP)
    for place, event in enumerate(islice(waiting, STEP), start=chain.n_sealed + 1):
        content = Sealed(place, event.at, event.by, event.act, event.subject, event.facts)
        event.position, event.hash = place, content.hash_after(before)
        before = event.hash
        events.append(event)
    head = Chain.objects.filter(pk=1, n_sealed=chain.n_sealed)
    if not events or not head.update(n_sealed=chain.n_sealed + len(events), head=before):
        return 0
    Event.objects.bulk_update(events, ["position", "hash"], batch_size=200)
    return len(events)
