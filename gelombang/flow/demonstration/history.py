"""Thirty waves one after another, each really drawn and bound to the one before, and one that is open."""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from gelombang.draws import approvals, drawing, notices
from gelombang.draws.again import REHEARSED
from gelombang.draws.models import Draw, Seat
from gelombang.engines import policy_toml
from gelombang.people.models import Person
from gelombang.people.roles import Role
from gelombang.waves.models import Wave
from gelombang.waves.services import closing, opening
from gelombang.waves.services.opening import REHEARSAL_ROUND
from gelombang.waves.services.proposals import AlreadyProposed

from . import cast, crowd, policies
from .population import EVERYWHERE, FIRST_FIVE, invent

N_PAST = 30
SPAN = timedelta(weeks=30)
FIRST_APPLICANTS = 8_000
LARGE: Mapping[int, tuple[int, int]] = {15: (1_200, 150), N_PAST: (2_000, 250)}
"""Place → applicants and seats of the large ones after the first."""
OPEN_APPLICANTS, OPEN_SEATS = 300, 45
LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Plan:
    """A past wave: its `place` from 1, its window, how many apply, and what it offers."""

    place: int
    number: int
    opens_at: datetime
    closes_at: datetime
    n_applicants: int
    n_seats: int
    policy: str


def plans(*, at: datetime) -> Iterator[Plan]:
    """The past waves in order. In a data folder of an earlier version the first wave is already in the register: its
    place in the chain is kept, and the others follow it."""
    before = Draw.objects.exclude(draw_id__in=Wave.objects.values("draw_id")).order_by("committed_at").last()
    standing = Wave.objects.order_by("number").first()
    first = standing.number if standing else 1 if before is None else 2
    begin = standing.opens_at if standing else before.committed_at if before else at - SPAN
    ends = Wave.objects.filter(number=first + N_PAST).values_list("opens_at", flat=True).first() or at
    week = (ends - begin) / N_PAST
    chance = random.Random(20200411)  # noqa: S311  sizes, not a draw
    for place in range(1, N_PAST + 1):
        n, seats = LARGE.get(place, (chance.randrange(100, 220), 0))
        source = policies.everywhere(seats or max(5, n // 16))
        if place == 1 and first == 1:
            n, seats, source = FIRST_APPLICANTS, policies.FIRST_SEATS, policies.first()
        opens_at = begin + week * (place - 1)
        yield Plan(
            place, first + place - 1, opens_at, opens_at + week * 0.7, n, seats or max(5, n // 16), source
        )


def past(*, at: datetime, told: Callable[[str], object]) -> None:
    """Whatever is not there yet of the past; may be interrupted and repeated."""
    for plan in list(plans(at=at)):
        wave = Wave.objects.filter(number=plan.number).first()
        if wave is None:
            told(f"Gelombang {plan.number}: {plan.n_applicants} …")
            wave = _applied(plan)
        if wave.notified_at is None:
            _drawn(wave)


@transaction.atomic
def _applied(plan: Plan) -> Wave:
    """The wave with everybody who applied to it: all of it, or nothing."""
    chance = random.Random(plan.number)  # noqa: S311  invented people, not a draw
    wave = _announced(plan.number, plan.opens_at, plan.closes_at, plan.policy, plan.n_seats, plan.opens_at)
    people = list(cast.patient()) + _gathered(plan.n_applicants, plan.place, chance, plan.opens_at)
    crowd.apply(people, wave=wave, until=wave.closes_at, chance=chance)
    return wave


def _gathered(n: int, place: int, chance: random.Random, at: datetime) -> list[Person]:
    """Half of them have tried before, as in life; the others are new."""
    by = str(cast.staff(Role.FIELD))
    known = crowd.hopeful(n // 2, chance=chance) if place > 1 else []
    among = EVERYWHERE if place > 1 else FIRST_FIVE
    return known + invent(n - len(known), among=among, chance=chance, by=by, at=at)


def _announced(
    number: int, opens_at: datetime, closes_at: datetime, source: str, n_seats: int, at: datetime
) -> Wave:
    wave = opening.prepare(
        number=number,
        name=f"Gelombang {number}",
        opens_at=opens_at,
        closes_at=closes_at,
        policy_source=source,
        n_seats=n_seats,
        groups=policy_toml.read(source.encode("utf-8")).groups,
        by=str(cast.staff(Role.OFFICER)),
        at=at,
        is_rehearsal=True,
    )
    return opening.announce(wave=wave, by=str(cast.staff(Role.APPROVER)), at=at)


def _drawn(wave: Wave) -> None:
    """Through the same code as any wave, each step at its time."""
    at = wave.closes_at
    closing.close(wave=wave, at=at)
    closing.qualify(wave=wave)
    drawing.commit_list(wave=wave, at=at)
    drawing.draw(wave=wave, signature=REHEARSED[REHEARSAL_ROUND], at=at)
    published(wave=wave, at=at)
    wave.refresh_from_db()
    notices.queue_results(wave=wave, at=at)
    _taken(wave, at + timedelta(days=1))


def _taken(wave: Wave, at: datetime) -> None:
    """Nineteen of twenty took their seat, and so did everybody whom a visitor can be; the others let theirs go."""
    mine = Q(application__person__account__isnull=False)
    seats = Seat.objects.filter(Seat.OPEN, application__wave=wave).annotate(
        place=F("application__ticket") % 20
    )
    seats.filter(mine | ~Q(place=0)).update(taken_at=at)


def published(*, wave: Wave, at: datetime) -> None:
    """The result proposed by the officer, unless somebody did so in the console, and approved by the approver."""
    with suppress(AlreadyProposed):
        approvals.propose_result(wave=wave, by=str(cast.staff(Role.OFFICER)), at=at)
    drawing.publish_result(wave=wave, by=str(cast.staff(Role.APPROVER)), at=at)


def keep_one_open(*, at: datetime, begun: timedelta = timedelta(0)) -> Wave | None:
    """Open the next wave, `begun` ago, where no announced one is still on its way; the one that was opened. Two at once
    are harmless: numbers are unique."""
    if Wave.objects.filter(announced_at__isnull=False, published_at=None).exists():
        return None
    last = Wave.objects.order_by("-number").first()
    return None if last is None else _opened(last.number + 1, at, begun)


@transaction.atomic
def _opened(number: int, at: datetime, begun: timedelta) -> Wave:
    chance = random.Random(number)  # noqa: S311  invented people, not a draw
    opens_at = at - begun
    source = policies.everywhere(OPEN_SEATS)
    wave = _announced(number, opens_at, opens_at + LASTS, source, OPEN_SEATS, opens_at)
    people = _gathered(OPEN_APPLICANTS, number, chance, opens_at)
    crowd.apply(people, wave=wave, until=at, chance=chance)
    return wave
