"""Who moves up when a place falls vacant, and which records are audited.

A vacated place goes to the next of the same phase, and of the same stratum where that phase limits
strata, whose household has room. The order is that of the draw, or, where the policy wants nobody to know
beforehand whom to press, that of new numbers from a later round.

>>> from .policy import Phase
>>> from .selection import select
>>> entries = [Entry(f"{i:064x}", "1309", 0, 0, f"{i:024x}", 1) for i in range(3)]
>>> policy = Policy(1, (Phase("open", seats=1),))
>>> scores = ["1", "2", "3"]
>>> selected = select(policy, entries, scores)
>>> [(r.ticket, r.moves_up) for r in replace(policy, entries, selected, scores, [1])]
[(1, 2)]
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from .entries import Entry
from .errors import NotAWinner, TicketOutOfRange
from .policy import Policy
from .seed import audit_key, score, seed_of
from .selection import Selected, order_of


@dataclass(frozen=True)
class Replacement:
    """`ticket` vacated a place of `phase`; `moves_up` takes it, or None when nobody is left who may."""

    ticket: int
    phase: int
    moves_up: int | None


def replace(
    policy: Policy,
    entries: Sequence[Entry],
    selected: Selected,
    scores: Sequence[str],
    vacated: Sequence[int],
    gone: Collection[int] = (),
) -> list[Replacement]:
    """Fill `vacated` (tickets of winners, each once) in the order given. `scores` are those of the draw or, for
    a replacement by a later round, new ones. Whoever vacated a place, now or before (`gone`), does not come back."""
    _check_vacated(selected, vacated, gone)
    leaving = {*vacated, *gone}
    holding = {t for t, r in enumerate(selected.results, start=1) if r.is_selected} - leaving
    household = Counter(entries[ticket - 1].house for ticket in holding)
    taken = Counter((selected.results[t - 1].phase, entries[t - 1].stratum) for t in holding)
    order = (ticket for _, _, ticket in order_of(entries, scores))
    waiting = [ticket for ticket in order if ticket not in holding and ticket not in leaving]
    filled = []
    for ticket in vacated:
        number = selected.results[ticket - 1].phase
        places = _Place(policy, number, entries[ticket - 1].stratum)
        moves_up = next((t for t in waiting if places.may_go_to(entries[t - 1], household, taken)), None)
        if moves_up is not None:
            waiting.remove(moves_up)
            household[entries[moves_up - 1].house] += 1
            taken[number, entries[moves_up - 1].stratum] += 1
        filled.append(Replacement(ticket, number, moves_up))
    return filled


@dataclass(frozen=True)
class _Place:
    policy: Policy
    phase: int
    stratum: str

    def may_go_to(self, entry: Entry, household: Counter[str], taken: Mapping[tuple[int, str], int]) -> bool:
        phase, cap = self.policy.phases[self.phase - 1], self.policy.household_cap
        limit = phase.limit_of(entry.stratum)
        return (
            phase.is_open_to(entry.groups)
            and (cap == 0 or household[entry.house] < cap)
            and (phase.limit_of(self.stratum) is None or entry.stratum == self.stratum)
            and (limit is None or taken.get((self.phase, entry.stratum), 0) < limit)
        )


def audit_sample(key: bytes, n: int, size: int) -> list[int]:
    """The `size` tickets of 1…n with the least numbers under the audit key, in ascending order of ticket.

    299 clean records bound the share of bad ones under 1 % with 95 % confidence; 2,995 under 0.1 %."""
    return sorted(audit_order(key, n, size))


def audit_order(key: bytes, n: int, size: int) -> list[int]:
    """The same tickets, the least number first: every smaller sample is the beginning of a larger one."""
    if not 1 <= size <= n:
        raise TicketOutOfRange(ticket=size, n=n)
    seed = seed_of(audit_key(key))
    # holds no more than the sample: of 20 million numbers a list would need gigabytes
    return nsmallest(size, range(1, n + 1), key=lambda ticket: (score(seed, ticket), ticket))


def _check_vacated(selected: Selected, vacated: Sequence[int], gone: Collection[int]) -> None:
    seen = set(gone)
    for ticket in vacated:
        if not 1 <= ticket <= len(selected.results):
            raise TicketOutOfRange(ticket=ticket, n=len(selected.results))
        if ticket in seen or not selected.results[ticket - 1].is_selected:
            raise NotAWinner(ticket=ticket)
        seen.add(ticket)
