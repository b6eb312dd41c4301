"""Checking the odds and the bias report as far as public files allow: that the figures can be right, that they add up,
and that what is concluded follows from them. Whether they are right tells only `draw odds` and `draw bias`, again."""

from collections import Counter
from decimal import Decimal
from typing import Any

from gelombang.core.lottery.policy import Phase, Policy

from . import columns, odds
from .bias import REDRAWS
from .chances import MANY_HOUSEHOLD
from .folder import Folder

COLUMNS = {
    "stratum": "strata",
    "household size": "household_sizes",
    "band": "bands",
    "groups": "groups",
    "weight": "weights",
}
"""The tests that a list allows, by the member of counts.json that tells whether it does."""

INSIDE = {"arrival", "last digit", "last digit but one", "day of birth"}
"""The tests that need what the operator keeps."""


def odds_hold(folder: Folder, stated: dict[str, Any], *, has_list: bool) -> bool:
    """Whether the classes are those of the list, their chances add up to `seats`, and the policy can give as many."""
    classes = stated["classes"]
    figures = [Decimal(one[name]) for one in classes for name in ("probability", "standard_error")]
    closed = stated["method"] == "closed-form"
    exact = stated["redraws"] == 0 and not any(Decimal(one["standard_error"]) for one in classes)
    if any(figure > 1 for figure in figures) or (not exact if closed else stated["redraws"] < 2):
        return False
    if closed and classes and len(folder.policy.phases) > 1:  # there is no closed form of several phases
        return False
    if not closed and not all(_varies(one) for one in classes):
        return False
    if len({_key(one) for one in classes}) < len(classes):
        return False
    if not _are_counted(folder, classes):
        return False
    if not _are_served(folder, classes):
        return False
    if has_list and _classes_stated(classes) != _classes_listed(folder):
        return False
    seats = Decimal(stated["seats"])
    total = sum((one["entries"] * Decimal(one["probability"]) for one in classes), Decimal(0))
    slack = sum(
        (one["entries"] * _half_unit(one["probability"]) for one in classes), _half_unit(stated["seats"])
    )
    least, most = least_seats(folder.policy, folder.counts), most_seats(folder.policy, folder.counts)
    return abs(total - seats) <= slack and least - slack <= seats <= most + slack


def _are_counted(folder: Folder, classes: list[dict[str, Any]]) -> bool:
    """Whether the classes add up to the entries that counts.json has in each stratum, band, groups and weight."""
    found = {name: Counter[str]() for name in ("strata", "bands", "groups", "weights")}
    for one in classes:
        weight, band = f"{one['weight']:02d}", str(one["band"])
        for name, value in zip(found, (one["stratum"], band, one["groups"], weight), strict=True):
            found[name][value] += one["entries"]
    counts = dict(folder.counts)
    counts["strata"] = {stratum: there["entries"] for stratum, there in counts["strata"].items()}
    return all(dict(found[name]) == counts[name] for name in found)


def _are_served(folder: Folder, classes: list[dict[str, Any]]) -> bool:
    """Whether no stratum, and in it nobody of the same groups, has more winners on average than the phases open to them
    can give; whom no phase serves has no chance."""
    policy, strata = folder.policy, folder.counts["strata"]
    expected, slack = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in classes:
        winners, rounding = (one["entries"] * part for part in _chance(one))
        for part in ((one["stratum"], one["groups"]), (one["stratum"], "")):
            expected[part] += winners
            slack[part] += rounding
    for (stratum, groups), winners in expected.items():
        most = _most_in(policy, stratum, int(groups, 16) if groups else None)
        if not groups and policy.household_cap:
            most = min(most, Decimal(policy.household_cap * strata[stratum]["households"]))
        if winners > most + slack[stratum, groups]:
            return False
    return True


def _most_in(policy: Policy, stratum: str, groups: int | None) -> Decimal:
    """Winners that the phases open to `groups` (None: all phases) can have in a stratum."""
    most, carried = Decimal(0), 0
    for phase in policy.phases:
        limits = [phase.limit_of(stratum), None if phase.seats is None else phase.seats + carried]
        if groups is None or phase.is_open_to(groups):
            most += min(
                (Decimal(limit) for limit in limits if limit is not None), default=Decimal("Infinity")
            )
        if phase.carry:  # more than what is truly handed on, and simple
            carried += sum(phase.quota.values()) if phase.seats is None else phase.seats
    return most


def _half_unit(number: str) -> Decimal:
    """Half a unit of the last decimal of a number as written."""
    return Decimal(5).scaleb(-len(number.partition(".")[2]) - 1)


def _classes_stated(classes: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    return Counter({_key(one): one["entries"] for one in classes})


def _classes_listed(folder: Folder) -> Counter[tuple[Any, ...]]:
    frame = columns.frame_of(folder.list_path)
    rows = odds.classes_of(frame, folder.policy.household_cap).table.iter_rows(named=True)
    return Counter({_key({**row, "groups": f"{row['groups']:02x}"}): row["entries"] for row in rows})


def _key(one: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(one[name] for name in odds.ATTRIBUTES)


def _varies(one: dict[str, Any]) -> bool:
    """Whether a class of re-draws has an error, or else a whole number of winners: one that is the same each time."""
    winners, slack = (one["entries"] * part for part in _chance(one))
    whole = abs(winners - winners.to_integral_value()) <= slack
    return whole or Decimal(one["standard_error"]) > 0


def _chance(one: dict[str, Any]) -> tuple[Decimal, Decimal]:
    """The probability and how far rounding may have moved it."""
    return Decimal(one["probability"]), _half_unit(one["probability"])


def most_seats(policy: Policy, counts: dict[str, Any]) -> int:
    """A number of seats that no draw of a list with these counts can exceed."""
    cap = policy.household_cap
    sizes = ((int(size), many) for size, many in counts["household_sizes"].items())
    homes: int = sum(many * (min(size, cap) if cap else size) for size, many in sizes)
    return min(homes, sum(_most_of(phase, counts["strata"]) for phase in policy.phases))


def _most_of(phase: Phase, strata: dict[str, Any]) -> int:
    if phase.seats is not None:
        return phase.seats
    there = {stratum: one["entries"] for stratum, one in strata.items()}
    limits = {stratum: phase.limit_of(stratum) for stratum in there}
    reach: int = sum(
        n if (limit := limits[stratum]) is None else min(limit, n) for stratum, n in there.items()
    )
    return max(reach, sum(phase.quota.values())) if phase.carry else reach


def least_seats(policy: Policy, counts: dict[str, Any]) -> int:
    """A number of seats that every draw of a list with these counts fills: those of phases open to all, without what is
    carried. When such a phase is done, its seats are gone, or each stratum has filled its quota or holds nobody whom
    the household cap leaves free, and then at least one of each household is selected."""
    there = {
        stratum: one["households"] if policy.household_cap else one["entries"]
        for stratum, one in counts["strata"].items()
    }
    filled, by_stratum = 0, dict.fromkeys(there, 0)
    for phase in policy.phases:
        if phase.groups:
            continue
        reached = {
            stratum: max(by_stratum[stratum], min(n, by_stratum[stratum] + (n if limit is None else limit)))
            for stratum, n in there.items()
            for limit in [phase.limit_of(stratum)]
        }
        total = max(filled, sum(reached.values()))
        if phase.seats is None:
            filled, by_stratum = total, reached
        else:  # which strata got the seats nobody knows
            filled = min(total, filled + phase.seats)
    return filled


def bias_is_whole(folder: Folder, stated: dict[str, Any]) -> bool:
    """Whether each p-value is possible and of enough re-draws, and each test that the list allows is there, once, and
    beside them none but those made inside: more tests would lower the limit of each, and of a column with one value no
    test can find anything."""
    names = [test["name"] for test in stated["tests"]]
    if len(set(names)) < len(names) or set(names) - INSIDE != needed_tests(folder.counts):
        return False
    possible = all(Decimal(test["p_value"]) <= 1 for test in stated["tests"])
    return possible and (stated["redraws"] >= REDRAWS or not names)


def needed_tests(counts: dict[str, Any]) -> set[str]:
    """The tests that a list with these counts allows: of columns with more than one value."""
    many = {name for name, column in COLUMNS.items() if len(counts[column]) > 1}
    sizes = {min(MANY_HOUSEHOLD, int(size)) for size in counts["household_sizes"]}
    return many if len(sizes) > 1 else many - {"household size"}


def bias_follows(stated: dict[str, Any]) -> bool:
    """Whether `passed` follows from the p-values, by the rule of `Bias`: none with power below the rate divided by the
    number of tests with power. A p-value that rounding leaves on the limit may count either way."""
    strong = [test["p_value"] for test in stated["tests"] if test["has_power"]]
    limit = Decimal(stated["false_alarm_rate"]) / max(1, len(strong))
    surely = any(Decimal(p) + _half_unit(p) < limit for p in strong)
    perhaps = any(Decimal(p) - _half_unit(p) < limit for p in strong)
    return not surely if stated["passed"] else perhaps
