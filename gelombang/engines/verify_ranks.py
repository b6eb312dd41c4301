"""What cutoffs.csv tells, without the list, of who held which place and who can still be waiting for one.

Ranks of a phase rise with the numbers. The line of a stratum names its last entry: before it stand all of the strata
that end no later, behind it the last entries of the others. So its rank lies between two bounds, which often meet, and
are the last rank of all for the last entry of the phase. Of anybody else only the ticket is known; band and weight
are among those of counts.json, so that its number lies between two bounds too. What is refused here no list could make
true.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from gelombang.core.lottery.cutoffs import WHOLE, Cutoff
from gelombang.core.lottery.policy import Policy
from gelombang.core.lottery.seed import message
from gelombang.core.lottery.selection import Order

Place = tuple[int, int]
"""(phase, rank), both from 1."""


@dataclass(frozen=True)
class Mark:
    """The last entry of a stratum in a phase: its order, and the least and greatest rank that it can have."""

    order: Order
    least: int
    most: int


class Ranks:
    """The places of one draw with these cut-offs, whose `seed` is the draw's."""

    def __init__(self, policy: Policy, counts: dict[str, Any], seed: str, cutoffs: Sequence[Cutoff]) -> None:
        self._policy, self._counts, self._seed = policy, counts, seed
        self.selected = [cutoff.accepted for cutoff in cutoffs if cutoff.scope == WHOLE]
        lines = [[c for c in cutoffs if c.phase == number] for number in range(1, len(self.selected) + 1)]
        self._marks = [_marks_of(rows) for rows in lines]
        self._turned = [_turning(rows) for rows in lines]
        self._place_of = {
            mark.order[2]: (phase, mark) for phase, marks in enumerate(self._marks, 1) for mark in marks
        }
        self._owner = {
            (phase, mark.least): ticket
            for ticket, (phase, mark) in self._place_of.items()
            if mark.least == mark.most
        }
        self.is_free = [
            all(phase.limit_of(stratum) is None for stratum in counts["strata"]) for phase in policy.phases
        ]
        """For each phase: whether it limits none of the strata that are there."""

    def is_place(self, place: Place) -> bool:
        phase, rank = place
        return phase <= len(self.selected) and rank <= self.selected[phase - 1]

    def is_known(self, ticket: int) -> bool:
        """Whether the cut-offs name this ticket, so that the draw selected it."""
        return ticket in self._place_of

    def can_be_selected(self, ticket: int) -> bool:
        """Whether the draw can have selected it: it is named, or not behind the last of every phase."""
        first = self.bounds_of(ticket)[0]
        return self.is_known(ticket) or any(marks and first < marks[-1].order for marks in self._marks)

    def can_have_held(self, ticket: int, place: Place) -> bool:
        """Whether the draw can have given a place to this ticket."""
        phase, rank = place
        if ticket in self._place_of:
            own, mark = self._place_of[ticket]
            return own == phase and mark.least <= rank <= mark.most
        if place in self._owner:
            return False
        marks, (first, last) = self._marks[phase - 1], self.bounds_of(ticket)
        before = bisect_left(marks, rank, key=lambda mark: mark.most)
        behind = bisect_right(marks, rank, key=lambda mark: mark.least)
        follows = before == 0 or marks[before - 1].order < last
        return follows and (behind == len(marks) or first < marks[behind].order)

    def can_wait_for(self, ticket: int, phase: int) -> bool:
        """Whether a ticket that the draw did not select can be one that this phase turned away. With a household cap
        its household may be the reason, of which nothing is known here."""
        if self.is_known(ticket):
            return False
        turned = self._turned[phase - 1]
        return self._policy.household_cap > 0 or (turned is not None and turned < self.bounds_of(ticket)[1])

    def have_room(self, came: Sequence[int]) -> bool:
        """Whether there are as many people as were selected and came since; `came` holds how many into each phase. For
        each set of groups: phases for these alone serve different people, each of these groups."""
        groups = {int(name, 16): many for name, many in self._counts["groups"].items()}
        served = [n + new for n, new in zip(self.selected, came, strict=True)]
        if sum(served) > sum(groups.values()):
            return False
        own = [phase.groups for phase in self._policy.phases]
        return all(
            sum(n for n, of in zip(served, own, strict=True) if of and of | mask == mask)
            <= sum(many for group, many in groups.items() if group & mask)
            for mask in range(1, 256)
        )

    def bounds_of(self, ticket: int, seed: str | None = None) -> tuple[Order, Order]:
        """The first and the last order that an entry can have under a seed (None: the draw's)."""
        weights = sorted(int(weight) for weight in self._counts["weights"])
        bands = sorted(int(band) for band in self._counts["bands"])
        low, best = "", "g"
        for j in range(weights[-1]):
            text = message(self._seed if seed is None else seed, ticket, j)
            best = min(best, sha256(text.encode("ascii")).hexdigest())
            low = best if j + 1 == weights[0] else low
        return (bands[0], best, ticket), (bands[-1], low, ticket)


def _marks_of(rows: Sequence[Cutoff]) -> list[Mark]:
    """The last entries of a phase's strata, in their order."""
    ended = sorted((row.last, row.accepted) for row in rows if row.scope != WHOLE and row.last is not None)
    total, reached, marks = sum(accepted for _, accepted in ended), 0, []
    for place, (order, accepted) in enumerate(ended, start=1):
        reached += accepted
        marks.append(Mark(order, reached, total - (len(ended) - place)))
    return marks


def _turning(rows: Sequence[Cutoff]) -> Order | None:
    """The first order at which a phase turned somebody away who may come into it later; None where it turned nobody
    away. A stratum that may have nobody has no place that could fall vacant."""
    return min((row.last for row in rows if row.is_full and row.last is not None), default=None)
