"""What officers at desks did, in numbers, and what of it stands out. Pure: sittings in, figures out.

A figure that stands out proves nothing. It says where somebody asks: whoever registers faster than a person can be
asked, or gives one telephone number for many people, may be typing a list that they were handed.

>>> from datetime import UTC, datetime, timedelta
>>> at = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
>>> quick = [Sitting(1, at + timedelta(minutes=n), registered_at=at + timedelta(minutes=n)) for n in range(20)]
>>> (found,) = figures(quick, Bounds(hour=10, times=3, contact=5, soon=5))
>>> found.n_registered, found.busiest_hour, [str(sign) for sign in found.signs]
(20, 20, ['hour'])
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

HOUR = timedelta(hours=1)


class Sign(StrEnum):
    """Why a desk stands out."""

    HOUR = "hour"
    TIMES = "times"
    CONTACT = "contact"
    SOON = "soon"


@dataclass(frozen=True)
class Bounds:
    """More than this stands out: registered within an hour; times what the median officer registers on a working day;
    people with one contact; accounts taken over within an hour of the slip."""

    hour: int
    times: int
    contact: int
    soon: int


@dataclass(frozen=True)
class Sitting:
    """One sitting. `n_again`: slips in it that replaced another; `n_claimed`, `n_soon`: slips of it by which an account
    was taken over, ever and within the hour; `contact`: where the person is told things, or empty."""

    officer: int
    begun_at: datetime
    registered_at: datetime | None = None
    has_joined: bool = False
    is_taken: bool = False
    n_again: int = 0
    n_claimed: int = 0
    n_soon: int = 0
    contact: str = ""


@dataclass(frozen=True)
class Figures:
    """The figures of one officer, or of one day of theirs (`on`). `n_taken`: numbers that belonged to an account;
    `per_day`: registered on a working day."""

    officer: int
    on: date | None
    n_days: int
    n_sittings: int
    n_registered: int
    n_joined: int
    n_claimed: int
    n_soon: int
    n_taken: int
    n_again: int
    busiest_hour: int
    most_of_contact: int
    signs: tuple[Sign, ...] = ()

    @property
    def per_day(self) -> float:
        return self.n_registered / self.n_days if self.n_days else 0.0


def figures(sittings: Iterable[Sitting], bounds: Bounds) -> list[Figures]:
    """The figures of every officer, those that stand out first, then by how many they registered."""
    by_officer: dict[int, list[Sitting]] = defaultdict(list)
    for one in sittings:
        by_officer[one.officer].append(one)
    counted = [_count(officer, None, rows) for officer, rows in by_officer.items()]
    usual = median(sorted(one.per_day for one in counted)) if counted else 0.0
    judged = [_judged(one, bounds, usual if len(counted) > 2 else None) for one in counted]
    return sorted(judged, key=lambda one: (-len(one.signs), -one.n_registered, one.officer))


def by_day(sittings: Iterable[Sitting], bounds: Bounds) -> list[Figures]:
    """One officer's figures of every day, the latest first; a day is that of the time zone of its times."""
    days: dict[date, list[Sitting]] = defaultdict(list)
    for one in sittings:
        days[one.begun_at.date()].append(one)
    return [_judged(_count(rows[0].officer, on, rows), bounds, None) for on, rows in sorted(days.items())][
        ::-1
    ]


def in_one_hour(times: Iterable[datetime]) -> int:
    """The most that lie within any sixty minutes, the sixtieth excluded."""
    ordered = sorted(times)
    most = first = 0
    for place, at in enumerate(ordered):
        while at - ordered[first] >= HOUR:
            first += 1
        most = max(most, place - first + 1)
    return most


def _count(officer: int, on: date | None, rows: Sequence[Sitting]) -> Figures:
    contacts = Counter(one.contact for one in rows if one.contact and one.registered_at)
    return Figures(
        officer=officer,
        on=on,
        n_days=len({one.begun_at.date() for one in rows}),
        n_sittings=len(rows),
        n_registered=sum(one.registered_at is not None for one in rows),
        n_joined=sum(one.has_joined for one in rows),
        n_claimed=sum(one.n_claimed for one in rows),
        n_soon=sum(one.n_soon for one in rows),
        n_taken=sum(one.is_taken for one in rows),
        n_again=sum(one.n_again for one in rows),
        busiest_hour=in_one_hour(one.registered_at for one in rows if one.registered_at is not None),
        most_of_contact=max(contacts.values(), default=0),
    )


def _judged(one: Figures, bounds: Bounds, usual: float | None) -> Figures:
    """With what stands out. With fewer than three officers nobody is compared with the others."""
    signs = (
        (Sign.HOUR, one.busiest_hour > bounds.hour),
        (Sign.TIMES, usual is not None and one.per_day > bounds.times * max(usual, 1.0)),
        (Sign.CONTACT, one.most_of_contact > bounds.contact),
        (Sign.SOON, one.n_soon > bounds.soon),
    )
    return Figures(**{**vars(one), "signs": tuple(sign for sign, holds in signs if holds)})
