"""The last number accepted in each phase and stratum: why somebody was not selected, in one line.

Because households lie within a stratum and strata within the nation, the limits nest, and each loser
has a short reason that can be checked: "the last number accepted in your region was smaller
than yours". One line for each phase as a whole and one for each stratum say it for everybody.

>>> cutoff = Cutoff(1, 0, "1309", 4, 4, (0, "ab" * 32, 7))
>>> Cutoff.parse(cutoff.line()) == cutoff
True
>>> cutoff.turns_away((0, "ac" * 32, 3)), cutoff.turns_away((0, "aa" * 32, 9))
(True, False)
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .entries import Entry
from .errors import ProofMalformed
from .policy import Policy
from .selection import Order, Selected

WHOLE = "----"
"""The scope of a line that speaks of a phase as a whole."""

LINE_LENGTH = 110

_LINE = re.compile(
    r"([0-9]{2}),([0-9a-f]{2}),([0-9]{4}|-{4}),([0-9]{9}|-{9}),([0-9]{9}),"
    r"(?:([0-9]),([0-9a-f]{64}),([0-9]{12})|-,-{64},-{12})"
)


@dataclass(frozen=True)
class Cutoff:
    """`phase` from 1, `groups` its mask, `scope` a stratum or `WHOLE`, `limit` None where there is none,
    `last` the order of the last entry accepted, None when none was."""

    phase: int
    groups: int
    scope: str
    limit: int | None
    accepted: int
    last: Order | None

    def line(self) -> str:
        """The 110 characters of cutoffs.csv, without the line's end."""
        limit = "-" * 9 if self.limit is None else f"{self.limit:09d}"
        last = f"-,{'-' * 64},{'-' * 12}"
        if self.last is not None:
            band, score, ticket = self.last
            last = f"{band},{score},{ticket:012d}"
        return f"{self.phase:02d},{self.groups:02x},{self.scope},{limit},{self.accepted:09d},{last}"

    @classmethod
    def parse(cls, line: str) -> "Cutoff":
        """The cut-off that 110 characters state; raises `ProofMalformed`."""
        match = _LINE.fullmatch(line)
        if match is None:
            raise ProofMalformed(member="cutoffs")
        phase, groups, scope, limit, accepted, band, score, ticket = match.groups()
        last = None if band is None else (int(band), score, int(ticket))
        whole = None if limit.startswith("-") else int(limit)
        cutoff = cls(int(phase), int(groups, 16), scope, whole, int(accepted), last)
        # somebody is the last exactly where somebody was accepted, and no more are than may be
        if (last is None) != (cutoff.accepted == 0) or (whole is not None and cutoff.accepted > whole):
            raise ProofMalformed(member="cutoffs")
        return cutoff

    def is_within(self, whole: "Cutoff") -> bool:
        """Whether this line, of a stratum, agrees with the line of its phase as a whole: the same mask, no more
        accepted, and none accepted after the last of all."""
        if self.groups != whole.groups or self.accepted > whole.accepted:
            return False
        return self.last is None or (whole.last is not None and self.last <= whole.last)

    @property
    def is_full(self) -> bool:
        return self.limit is not None and self.accepted >= self.limit

    def is_open_to(self, groups: int) -> bool:
        return self.groups == 0 or bool(self.groups & groups)

    def turns_away(self, order: Order) -> bool:
        """Whether the scan came to `order` when this scope had nothing left."""
        return self.is_full and (self.last is None or self.last < order)

    def has_room_for(self, order: Order) -> bool:
        """Whether an entry with `order` can be among those accepted here."""
        return self.last is not None and order <= self.last


def cutoffs_of(
    policy: Policy, entries: Sequence[Entry], scores: Sequence[str], selected: Selected
) -> list[Cutoff]:
    """The lines of cutoffs.csv of a draw held in memory."""
    last: dict[tuple[int, str], int] = {}
    accepted: dict[tuple[int, str], int] = {}
    rank: dict[tuple[int, str], int] = {}
    for ticket, (entry, result) in enumerate(zip(entries, selected.results, strict=True), start=1):
        if result.is_selected:
            for scope in (WHOLE, entry.stratum):
                place = result.phase, scope
                accepted[place] = accepted.get(place, 0) + 1
                if result.rank > rank.get(place, 0):
                    rank[place], last[place] = result.rank, ticket

    def order(ticket: int) -> Order:
        return entries[ticket - 1].band, scores[ticket - 1], ticket

    strata = {entry.stratum for entry in entries}
    return assemble(policy, strata, selected.seats, accepted, last, order)


def assemble(
    policy: Policy,
    strata: Iterable[str],
    seats: Sequence[int | None],
    accepted: Mapping[tuple[int, str], int],
    last: Mapping[tuple[int, str], int],
    order: Callable[[int], Order],
) -> list[Cutoff]:
    """The lines from what an engine knows: by (phase from 1, scope) how many were `accepted` and the ticket
    of the `last`, which is the one with the highest rank; `strata` are those that occur in the list."""
    occurring = set(strata)
    lines = []
    for number, phase in enumerate(policy.phases, start=1):
        scopes = [WHOLE, *sorted(occurring | set(phase.quota))]
        for scope in scopes:
            limit = seats[number - 1] if scope == WHOLE else phase.limit_of(scope)
            ticket = last.get((number, scope))
            place = None if ticket is None else order(ticket)
            lines.append(Cutoff(number, phase.groups, scope, limit, accepted.get((number, scope), 0), place))
    return lines
