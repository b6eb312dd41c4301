"""The plain scan: who is selected, in which phase, and why not.

Everybody has a number; the smallest come first, band by band. Phase after phase the scan goes through
those not yet selected and accepts an entry when the phase is open to it, its household has room, its
stratum has quota left, and the phase has seats left. This is the norm: slow, short, and meant to be
read by whoever doubts a faster engine.

>>> from .policy import Phase, Policy
>>> entries = [Entry(f"{i:064x}", "1309", 0, 0, f"{i // 2:024x}", 1) for i in range(4)]
>>> outcome = select(Policy(1, (Phase("open", seats=3),)), entries, ["3", "1", "4", "2"])
>>> [str(result) for result in outcome.results]
['L,01,000000000,H', 'W,01,000000001,-', 'L,01,000000000,H', 'W,01,000000002,-']
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .entries import Entry
from .policy import Phase, Policy

Order = tuple[int, str, int]
"""(band, score, ticket): what entries are ordered by."""


@dataclass(frozen=True)
class Result:
    """One entry's outcome. `phase` counts from 1 (0: none was open to it), `rank` from 1 within the
    phase (0: not selected), `reason` is "-" selected, "Q" quota full, "H" household cap, "N" no seat."""

    phase: int
    rank: int
    reason: str

    @property
    def is_selected(self) -> bool:
        return self.rank > 0

    def __str__(self) -> str:
        return f"{'W' if self.is_selected else 'L'},{self.phase:02d},{self.rank:09d},{self.reason}"

    def line(self, ticket: int) -> str:
        """The 29 characters of the results file, without the line's end."""
        return f"{ticket:012d},{self}"


@dataclass(frozen=True)
class Selected:
    """All results in ticket order; per phase how many were accepted and how many seats it had (its
    own with what was carried in; None: no limit)."""

    results: tuple[Result, ...]
    accepted: tuple[int, ...]
    seats: tuple[int | None, ...]


class Seats:
    """What each phase may accept: its own seats and what earlier phases could not fill.

    Carried seats wait until a later phase has seats of its own; what reaches a phase that does
    not carry lapses there."""

    def __init__(self, policy: Policy) -> None:
        self._phases = policy.phases
        self._carried = 0

    def of(self, number: int) -> int | None:
        """The seats of phase `number` (from 0), to be asked in order."""
        phase = self._phases[number]
        if phase.seats is None:
            return None
        seats, self._carried = phase.seats + self._carried, 0
        return seats

    def close(self, number: int, seats: int | None, accepted: int) -> None:
        phase = self._phases[number]
        if phase.carry:
            planned = sum(phase.quota.values()) if seats is None else seats
            self._carried += max(0, planned - accepted)


def order_of(entries: Sequence[Entry], scores: Sequence[str]) -> list[Order]:
    """The entries' order: band first, then the number, then the ticket."""
    numbered = enumerate(zip(entries, scores, strict=True), start=1)
    return sorted((entry.band, score, ticket) for ticket, (entry, score) in numbered)


def select(policy: Policy, entries: Sequence[Entry], scores: Sequence[str]) -> Selected:
    """Run every phase; `scores` (64 hex each) are in ticket order, as `entries` are."""
    scan = _Scan(policy, entries, [ticket for _, _, ticket in order_of(entries, scores)])
    for number in range(len(policy.phases)):
        scan.run(number)
    results = tuple(scan.result_of(ticket) for ticket in range(1, len(entries) + 1))
    return Selected(results, tuple(scan.accepted), tuple(scan.seats))


class _Scan:
    def __init__(self, policy: Policy, entries: Sequence[Entry], order: list[int]) -> None:
        self.policy, self.entries, self.order = policy, entries, order
        self.won: dict[int, Result] = {}
        self.household: Counter[str] = Counter()
        self.taken: list[Counter[str]] = []
        self.accepted: list[int] = []
        self.seats: list[int | None] = []
        self._seats = Seats(policy)

    def run(self, number: int) -> None:
        phase, seats = self.policy.phases[number], self._seats.of(number)
        self.taken.append(Counter())
        self.accepted.append(0)
        self.seats.append(seats)
        for ticket in self.order:
            if ticket not in self.won and self._accepts(phase, number, self.entries[ticket - 1]):
                self._accept(number, ticket)
        self._seats.close(number, seats, self.accepted[number])

    def _accepts(self, phase: Phase, number: int, entry: Entry) -> bool:
        seats, limit = self.seats[number], phase.limit_of(entry.stratum)
        return (
            phase.is_open_to(entry.groups)
            and not self._household_is_full(entry)
            and (limit is None or self.taken[number][entry.stratum] < limit)
            and (seats is None or self.accepted[number] < seats)
        )

    def _accept(self, number: int, ticket: int) -> None:
        entry = self.entries[ticket - 1]
        self.accepted[number] += 1
        self.taken[number][entry.stratum] += 1
        self.household[entry.house] += 1
        self.won[ticket] = Result(number + 1, self.accepted[number], "-")

    def _household_is_full(self, entry: Entry) -> bool:
        cap = self.policy.household_cap
        return cap > 0 and self.household[entry.house] >= cap

    def result_of(self, ticket: int) -> Result:
        """A loser's reason is judged when all phases are done, for the last that was open to it."""
        if ticket in self.won:
            return self.won[ticket]
        entry = self.entries[ticket - 1]
        for number in reversed(range(len(self.policy.phases))):
            phase = self.policy.phases[number]
            if phase.is_open_to(entry.groups):
                limit = phase.limit_of(entry.stratum)
                reached = limit is not None and self.taken[number][entry.stratum] >= limit
                reason = "H" if self._household_is_full(entry) else "Q" if reached else "N"
                return Result(number + 1, 0, reason)
        return Result(0, 0, "N")
