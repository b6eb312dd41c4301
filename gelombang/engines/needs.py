"""What a policy needs of a table, so that no rule is without effect because of the name of a column.

A cap on households counts for nothing where the table does not tell households, and a reserve for a group is empty
where nobody's group is known. Both would pass every later check: the list that is committed is well formed. So this
is asked before anything is fixed.
"""

import difflib
from collections.abc import Collection, Iterable

import polars as pl

from gelombang.core.lottery.policy import Policy

from . import lookalike, misread, policy_toml
from .errors import GroupsUnknown, HouseholdsUnknown, StrataUnknown
from .heading import ALSO_CALLED
from .policy_toml import Warned, Written
from .table import COLUMNS, Applicants

OPTIONAL = COLUMNS[1:]
"""Columns that a table may lack."""

MOST_NAMED = 9
"""Words for nothing that are shown; of the others the number."""

CROWD = 20
"""People of one household from which it is more likely a slip than a family."""


def must_be_met(applicants: Applicants, policy: Policy, without: Collection[str] = ()) -> None:
    """Raise where a rule would have no effect because the table lacks its column, unless the column is in
    `without`: then somebody has said that there is none."""
    lacking = set(OPTIONAL) - set(applicants.given) - set(without)
    found = [*applicants.names.values(), *applicants.unused]
    facts = {
        column: {"known": ", ".join(found)[:300], "near": _near(column, applicants)} for column in lacking
    }
    if "household" in lacking and policy.household_cap:
        raise HouseholdsUnknown(cap=policy.household_cap, **facts["household"])
    for phase in policy.phases:
        if "stratum" in lacking and phase.limits_strata:
            raise StrataUnknown(phase=phase.name, **facts["stratum"])
        if "groups" in lacking and phase.groups:
            raise GroupsUnknown(phase=phase.name, **facts["groups"])


def warnings(
    applicants: Applicants, policy: Policy, written: Written, without: Collection[str] = ()
) -> tuple[Warned, ...]:
    """What somebody should look at before this list is committed under this policy."""
    found: list[Warned] = [
        ("near column", {"column": theirs, "ours": ours})
        for theirs, ours in near_columns(applicants)
        if not (ours in without and theirs.strip().lower() == ours)  # left out knowingly
    ]
    found += lookalike.warnings(applicants)
    found += _crowded(applicants, policy)
    found += [(f"blank {ours}", {"n": n}) for ours, n in applicants.blank.items()]
    found += [*applicants.noticed, *_strange(applicants, policy, written)]
    return (*found, *_memberless(applicants, policy, written), *_seats(applicants, policy))


def _crowded(applicants: Applicants, policy: Policy) -> list[Warned]:
    """Under a cap on households: words for no household, each of which counts as one, and households of too many."""
    if not policy.household_cap or "household" not in applicants.given:
        return []
    rows = applicants.rows.select("household").with_row_index("row", offset=applicants.first_row)
    sizes = rows.group_by("household").agg(pl.len().alias("n"), pl.col("row").min())
    empty = misread.are_no_households(sizes["household"])
    words = sizes.filter(empty).sort("n", "household", descending=[True, False])
    shared, lone = words.filter(pl.col("n") > 1), words.filter(pl.col("n") == 1)
    crowd = sizes.filter(~empty & (sizes["n"] > CROWD)).sort("row")
    found: list[Warned] = []
    column = applicants.names["household"].strip()
    if shared.height:
        facts: dict[str, str | int] = {"people": int(shared["n"].sum()), "column": column}
        facts |= {"cap": policy.household_cap, **_some(f'"{v[:40]}" ({n})' for v, n, _ in shared.iter_rows())}
        found.append(("placeholder household", facts))
    if lone.height:
        named = _some(f'"{value[:40]}"' for value in lone["household"])
        found.append(("lone placeholder", {"n": lone.height, "column": column, **named}))
    if crowd.height:
        found.append(
            ("crowd", {"n": crowd.height, "row": int(crowd["row"][0]), "people": int(crowd["n"][0])})
        )
    return found


def _some(values: Iterable[str]) -> dict[str, str | int]:
    """The first of `values`, and how many more there are."""
    told = list(values)
    return {"values": ", ".join(told[:MOST_NAMED]), "others": max(0, len(told) - MOST_NAMED)}


def near_columns(applicants: Applicants) -> list[tuple[str, str]]:
    """Unused columns whose name is close to that of a column of ours which the table lacks: (theirs, ours)."""
    lacking = [ours for ours in OPTIONAL if ours not in applicants.given]
    pairs = ((theirs, _meant(theirs, lacking)) for theirs in applicants.unused)
    return [(theirs, ours) for theirs, ours in pairs if ours is not None]


def _meant(theirs: str, lacking: list[str]) -> str | None:
    name = theirs.strip().lower().replace(" ", "_")
    also = next((ours for ours in lacking if name in ALSO_CALLED[ours]), None)
    return also or next(iter(difflib.get_close_matches(name, lacking, 1, 0.75)), None)


def _near(ours: str, applicants: Applicants) -> str:
    return next((theirs for theirs, meant in near_columns(applicants) if meant == ours), "...")


def _memberless(applicants: Applicants, policy: Policy, written: Written) -> list[Warned]:
    """Groups for which a phase is reserved and in which nobody is."""
    names = {bit: name for name, bit in written.groups.items()}
    there = applicants.rows.select(pl.col("groups").unique()).to_series().to_list()
    mask = 0
    for groups in there:
        mask |= int(groups)
    found: list[Warned] = []
    for phase in policy.phases:
        bits = (1 << place for place in range(8))
        empty = [names.get(bit, str(bit)) for bit in bits if phase.groups & bit and not mask & bit]
        found += [("no member", {"group": group, "phase": phase.name}) for group in empty]
    return found


def _strange(applicants: Applicants, policy: Policy, written: Written) -> list[Warned]:
    """People in strata that a policy which names strata does not: a slip of the finger, or a region forgotten. A quota
    "by entries" names those of the list, whatever they are, so that there only the names at the top tell."""
    by_entries = {number for number, table in policy_toml.sharing_of(written).items() if table == ""}
    known = set(written.strata)
    for number, phase in enumerate(policy.phases):
        known |= set() if number in by_entries else set(phase.quota)
    if not known:
        return []
    strange = applicants.rows.filter(~pl.col("stratum").is_in(sorted(known)))
    if strange.is_empty():
        return []
    first = strange["stratum"].value_counts(sort=True)["stratum"][0]
    return [("strange stratum", {"n": strange.height, "stratum": str(first)})]


def _seats(applicants: Applicants, policy: Policy) -> list[Warned]:
    """More seats than applicants, where the seats can be counted."""
    planned = seats_of(policy)
    if planned is None or planned <= applicants.n:
        return []
    facts: dict[str, str | int] = {"planned": planned, "n": applicants.n, "empty": planned - applicants.n}
    return [("more seats than people", facts)]


def seats_of(policy: Policy) -> int | None:
    """The seats of all phases together; None where a phase has no limit."""
    if any(phase.seats is None and phase.otherwise != 0 for phase in policy.phases):
        return None
    return sum(sum(p.quota.values()) if p.seats is None else p.seats for p in policy.phases)
