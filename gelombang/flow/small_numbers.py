"""Which small numbers are withheld, so that no table of figures tells about a person.

A number from 1 to 4 may be about somebody whom a neighbour can name. It is withheld; and since the sum of its group is
published, further numbers of the group are withheld with it, until the sum leaves at least two open that come to five
or more together (primary and complementary suppression: Hundepool et al., Statistical Disclosure Control, 2012,
chapter 4). None is rounded and none is changed.

>>> groups = {"53": {"5301": 3, "5302": 40, "5303": 12}, "81": {"8101": 7, "8102": 0}}
>>> withheld(groups).regions == {"5301", "5303"}
True
>>> withheld(groups).groups
frozenset()
"""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 5
"""The smallest number, but none at all, that is published."""


def coarse(n: int) -> int | None:
    """A number that can be asked for again and again with one line more: down to a multiple of five, and None below the
    first, nothing at all included, so that no single line can be told from the answer.

    >>> coarse(0), coarse(4), coarse(5), coarse(13)
    (None, None, 5, 10)
    """
    return n - n % LEAST if n >= LEAST else None


@dataclass(frozen=True)
class Withheld:
    """The codes of what is not published: single regions, and sums of groups."""

    regions: frozenset[str]
    groups: frozenset[str]


def withheld(groups: Mapping[str, Mapping[str, int]]) -> Withheld:
    """What to withhold of numbers by group and region, where the sum of each group is published unless it is named in
    the answer, and the sum of all is published whatever it is."""
    sums = {group: sum(regions.values()) for group, regions in groups.items()}
    hidden_groups = _in_company(_small(sums), sums)
    while True:
        hidden: set[str] = set()
        before = set(hidden_groups)
        for group, regions in groups.items():
            of_group = _in_company(_small(regions), regions)
            if group in hidden_groups and not of_group and regions:  # or its regions would add up to it
                of_group = {_next(regions, set())}
            if of_group and len(regions) == 1:  # or its sum would be the region's
                hidden_groups |= {group}
            hidden |= of_group
        hidden_groups = _in_company(hidden_groups, sums)
        if hidden_groups == before:
            return Withheld(frozenset(hidden), frozenset(hidden_groups))


def _small(numbers: Mapping[str, int]) -> set[str]:
    return {code for code, n in numbers.items() if 0 < n < LEAST}


def _in_company(hidden: set[str], numbers: Mapping[str, int]) -> set[str]:
    """Those, and others until what the sum leaves open is neither one number nor a small one."""
    found = set(hidden)
    while found and found != numbers.keys():
        if len(found) > 1 and sum(numbers[code] for code in found) >= LEAST:
            break
        found.add(_next(numbers, found))
    return found


def _next(numbers: Mapping[str, int], but: set[str]) -> str:
    """The least of the others, one that is not nothing where there is one: nothing to withhold says too much."""
    return min(sorted(numbers.keys() - but), key=lambda code: (numbers[code] == 0, numbers[code]))
