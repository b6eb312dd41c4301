"""Seats after the draw: who was selected takes theirs until a day, or it falls vacant; vacant ones go to the next of
the published order, as often as the wave's rules say, and then back to a later wave.

Nobody chooses anything here. The deadline and the number of replacements are terms that the wave froze before anybody
applied; who comes next follows from the draw, and is published as a signed statement that anyone can repeat.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.engines import replacements, replacing
from gelombang.people.models import Person
from gelombang.waves import locks
from gelombang.waves.keys import operator
from gelombang.waves.models import Application, PriorAward, Wave
from gelombang.waves.standing import frozen

from . import checks, services
from .folders import folder_of
from .models import Outcome, Seat

STEP = 5_000
REASON = (
    "Kursi tidak diambil sampai batas waktu, atau dikembalikan. / Seats not taken in time, or given back."
)
"""What a published replacement says; the same for everybody, so that it tells nothing of anyone."""


class SeatGone(ValueError):
    """There is no seat to take or to give back: never given, over, given back, or taken already."""


def _term(wave: Wave, name: str, otherwise: int) -> int:
    value = frozen(wave)[name].value if name in wave.terms else otherwise
    return value if isinstance(value, int) else otherwise


def days_to_take(wave: Wave) -> int:
    """The days in which a seat of this wave is to be taken, as announced."""
    return _term(wave, "first_purchase_days", 30)


def n_replacements(wave: Wave) -> int:
    """How often vacant seats of this wave go to the next before they go to a later wave, as announced."""
    return _term(wave, "n_replacements", 0)


def due_after(wave: Wave, at: datetime) -> datetime:
    """Until when a seat that is given now can be taken: the last second of the last day."""
    last = timezone.localtime(at).date() + timedelta(days=days_to_take(wave))
    return timezone.make_aware(datetime.combine(last, time(23, 59, 59)))


def give(*, wave: Wave, at: datetime) -> None:
    """A seat for each entry that the draw selected; may be repeated."""
    selected = Outcome.objects.filter(application__wave=wave, attempt=wave.attempt, is_selected=True)
    found = selected.order_by("pk").values_list("application_id", flat=True).iterator(STEP)
    due = due_after(wave, at)
    part: list[Seat] = []
    for application in found:
        seat = Seat(application_id=application, attempt=wave.attempt, offered_at=at, due_at=due)
        seat.offer_told_at = at
        part.append(seat)
        if len(part) == STEP:
            Seat.objects.bulk_create(part, ignore_conflicts=True)
            part = []
    Seat.objects.bulk_create(part, ignore_conflicts=True)


@transaction.atomic
def take(*, wave: Wave, person: Person, by: str, at: datetime) -> Seat:
    """Take my seat: from now on it is mine. Raises `SeatGone`."""
    mine = Seat.objects.filter(Seat.OPEN, application__wave=wave, application__person=person, due_at__gte=at)
    seat = mine.filter(Seat.IN_FORCE).first()
    if seat is None or Seat.objects.filter(Seat.OPEN, pk=seat.pk).update(taken_at=at) != 1:
        raise SeatGone(str(wave))
    record(act=Act.SEAT_TAKEN, by=by, subject=str(person), at=at, wave=wave.name)
    seat.refresh_from_db()
    return seat


@transaction.atomic
def give_back(*, wave: Wave, person: Person, by: str, at: datetime) -> Seat:
    """Give back a seat that was not taken yet; later waves stay open to the person. Raises `SeatGone`."""
    mine = Seat.objects.filter(Seat.OPEN, application__wave=wave, application__person=person)
    seat = mine.filter(Seat.IN_FORCE).first()
    standing = Seat.objects.filter(Seat.OPEN, pk=seat.pk if seat else 0)
    if seat is None or standing.update(lapsed_at=at, why=Seat.Why.GIVEN_BACK, lapse_told_at=at) != 1:
        raise SeatGone(str(wave))
    awards = PriorAward.objects.filter(wave=wave, attempt=seat.attempt, person=person, lapsed_at=None)
    awards.update(lapsed_at=at)
    record(act=Act.SEAT_GIVEN_BACK, by=by, subject=str(person), at=at, wave=wave.name)
    seat.refresh_from_db()
    return seat


def settle_due(*, at: datetime) -> int:
    """For every published wave whose seats are not all settled: let lapse what is over, fill it or return it. How many
    waves were moved on."""
    waves = Wave.objects.filter(published_at__isnull=False, voided_at=None, seats_settled_at=None)
    return sum(settle(wave=wave, at=at) for wave in waves.order_by("number"))


def settle(*, wave: Wave, at: datetime) -> bool:
    """Whether something was due. May be interrupted and repeated, and two at once are harmless."""
    n = _lapse(wave, at)
    if n is None:
        return False
    if _seats(wave).filter(Seat.OPEN).exists():
        return n > 0
    folder = folder_of(wave)
    made = replacements.published(folder)
    if _seat_newcomers(wave, made, at):
        return True
    vacant = _vacant(wave, made)
    if vacant and len(made) < n_replacements(wave):
        stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        replacing.publish(folder, vacant, REASON, by=operator(), at=stamp)
        checks.pack(services.publish(folder=folder.root))
        _seat_newcomers(wave, replacements.published(folder), at)
        return True
    _settled(wave, at)
    return True


@transaction.atomic
def _lapse(wave: Wave, at: datetime) -> int | None:
    """Let what was not taken in time fall vacant, all at once; how much. None where the attempt is over."""
    if locks.hold(wave) is None:
        return None
    late = _seats(wave).filter(Seat.OPEN, due_at__lt=at)
    n = late.update(lapsed_at=at, why=Seat.Why.LATE)
    if n:
        over = _seats(wave).filter(lapsed_at=at).values("application__person")
        awards = PriorAward.objects.filter(wave=wave, attempt=wave.attempt, lapsed_at=None)
        awards.filter(person__in=over).update(lapsed_at=at)
        record(act=Act.SEATS_LAPSED, by="tick", subject=str(wave), at=at, name=wave.name, n=n)
    return n


def _seats(wave: Wave) -> QuerySet[Seat]:
    """The seats of the wave's attempt."""
    return Seat.objects.filter(application__wave=wave, attempt=wave.attempt)


def _vacant(wave: Wave, made: Sequence[dict[str, Any]]) -> list[int]:
    """The tickets whose seats fell vacant and were not filled yet."""
    lapsed = _seats(wave).filter(lapsed_at__isnull=False)
    left = {ticket for one in made for ticket in one["vacated"]}
    found = lapsed.order_by("application__ticket").values_list("application__ticket", flat=True)
    return [ticket for ticket in found if ticket is not None and ticket not in left]


@transaction.atomic
def _seat_newcomers(wave: Wave, made: Sequence[dict[str, Any]], at: datetime) -> int:
    """Rows for what the published statements say and no row says yet; how many."""
    if locks.hold(wave) is None:
        return 0
    groups = {int(line[:12]): int(one["group"]) for one in made for line in one["selected"]}
    known = _seats(wave).filter(group__gt=0)
    missing = set(groups) - set(known.values_list("application__ticket", flat=True))
    found = list(Application.objects.filter(wave=wave, ticket__in=missing).order_by("ticket"))
    if not found:
        return 0
    served = _served_elsewhere(wave, [application.person_id for application in found])
    due = due_after(wave, at)
    for application in found:
        seat = Seat(application=application, attempt=wave.attempt, offered_at=at, due_at=due)
        seat.group = groups[application.ticket or 0]
        if application.person_id in served:
            seat.lapsed_at = seat.lapse_told_at = at
            seat.why = Seat.Why.SERVED
        else:
            PriorAward.objects.get_or_create(wave=wave, attempt=wave.attempt, person_id=application.person_id)
        seat.save()
    record(
        act=Act.SEATS_FILLED,
        by="tick",
        subject=str(wave),
        at=at,
        name=wave.name,
        n=len(found),
        group=max(groups.values()),
    )
    return len(found)


def _served_elsewhere(wave: Wave, people: Sequence[int]) -> set[int]:
    """Whoever has a seat in another wave already: everyone is served once, so this one goes on to the next."""
    awards = PriorAward.objects.filter(person__in=people, lapsed_at=None).exclude(wave=wave)
    return set(awards.values_list("person_id", flat=True))


@transaction.atomic
def _settled(wave: Wave, at: datetime) -> None:
    """Every seat is taken or vacant for good. What is not taken goes to a later wave, also a seat for which there was
    nobody to draw."""
    if locks.hold(wave) is None:
        return
    taken = _seats(wave).filter(taken_at__isnull=False).count()
    n_returned = max(0, wave.n_seats - taken)
    waiting = Wave.objects.filter(pk=wave.pk, seats_settled_at=None)
    if waiting.update(seats_settled_at=at, n_returned=n_returned) == 1:
        record(act=Act.SEATS_RETURNED, by="tick", subject=str(wave), at=at, name=wave.name, n=n_returned)
