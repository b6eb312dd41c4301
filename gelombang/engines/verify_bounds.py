"""What counts.json allows of cut-offs where the list is not public.

Whether cut-offs are right only the list can tell. But whoever claims more selected than a group, a stratum, a band or
the households can give, or fewer than every draw selects, has not drawn from a list with these counts. All of it is
necessary, none of it is enough.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from gelombang.core.lottery.cutoffs import WHOLE, Cutoff
from gelombang.core.lottery.policy import ALL_GROUPS, Policy

from .verify_chances import least_seats, most_seats


def are_possible(policy: Policy, counts: dict[str, Any], cutoffs: Sequence[Cutoff]) -> bool:
    """Whether some list with these counts could have these cut-offs, as far as sums tell. The lines are those of the
    policy, each phase's whole first, and add up (`verify_cutoffs`)."""
    whole = {cutoff.phase: cutoff for cutoff in cutoffs if cutoff.scope == WHOLE}
    parts = [cutoff for cutoff in cutoffs if cutoff.scope != WHOLE]
    total = sum(cutoff.accepted for cutoff in whole.values())
    return (
        least_seats(policy, counts) <= total <= most_seats(policy, counts)
        and _groups_suffice(counts, whole)
        and _strata_suffice(policy, counts, parts)
        and _bands_suffice(counts, parts)
        and _nobody_was_passed_over(policy, counts, whole, parts)
    )


def _groups_suffice(counts: dict[str, Any], whole: dict[int, Cutoff]) -> bool:
    """Phases for some groups select different people, all of these groups (the condition of Hall's theorem)."""
    for mask in range(1, ALL_GROUPS + 1):
        taken = sum(one.accepted for one in whole.values() if one.groups and not one.groups & ~mask)
        if taken > _eligible(counts, mask):
            return False
    return True


def _eligible(counts: dict[str, Any], mask: int) -> int:
    """Entries to which a phase for `mask` is open."""
    of: dict[str, int] = counts["groups"]
    return sum(n for groups, n in of.items() if not mask or int(groups, 16) & mask)


def _strata_suffice(policy: Policy, counts: dict[str, Any], parts: Sequence[Cutoff]) -> bool:
    """In all phases together no stratum gives more than its entries, nor than the cap lets its households have."""
    taken, cap = Counter[str](), policy.household_cap
    for part in parts:
        taken[part.scope] += part.accepted
    for stratum, n in taken.items():
        there = counts["strata"].get(stratum, {"entries": 0, "households": 0})
        if n > there["entries"] or (cap and n > cap * there["households"]):
            return False
    return True


def _bands_suffice(counts: dict[str, Any], parts: Sequence[Cutoff]) -> bool:
    """Each last entry is another one, of a band that has so many; and whom a stratum accepted up to a band is of it or
    of one before."""
    lasts = [(part.last, part.accepted) for part in parts if part.last is not None]
    if len({last[2] for last, _ in lasts}) < len(lasts):
        return False
    there = [counts["bands"].get(str(band), 0) for band in range(10)]
    for band, reach in enumerate(accumulate(there)):
        accepted = sum(n for last, n in lasts if last[0] <= band)
        if accepted > reach or sum(last[0] == band for last, _ in lasts) > there[band]:
            return False
    return True


def _nobody_was_passed_over(
    policy: Policy, counts: dict[str, Any], whole: dict[int, Cutoff], parts: Sequence[Cutoff]
) -> bool:
    """A phase that is not full, nor in a stratum, leaves nobody there to whom it is open and whom the cap lets in: one
    of each household is selected by then, without a cap everybody."""
    taken, total = Counter[str](), 0
    unit = "households" if policy.household_cap else "entries"
    for number, one in whole.items():
        own = [part for part in parts if part.phase == number]
        taken.update({part.scope: part.accepted for part in own})
        total += one.accepted
        is_free = not any(part.is_full for part in own)
        if not one.is_full and not one.groups:
            waiting = {part.scope for part in own if not part.is_full} & set(counts["strata"])
            if any(taken[stratum] < counts["strata"][stratum][unit] for stratum in waiting):
                return False
        if is_free and not policy.household_cap and total < _sure(counts, one):
            return False
    return True


def _sure(counts: dict[str, Any], one: Cutoff) -> int:
    """How many are selected when a phase in which no stratum is full has ended, where there is no cap: all to whom it
    is open, if it is not full itself; else, where that is everybody, all of the bands before its last entry, and
    that."""
    if not one.is_full:
        return _eligible(counts, one.groups)
    if one.groups or one.last is None:
        return 0
    bands: dict[str, int] = counts["bands"]
    return sum(n for band, n in bands.items() if int(band) < one.last[0]) + 1
