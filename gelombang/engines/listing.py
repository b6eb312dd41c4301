"""From applicants to the committed list: salts, commitments, handles, sorted lines, counts.

The order of the list is the order of the commits, which nobody can steer: it tells nothing of who came first.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gelombang.core.lottery.entries import SALT_LENGTH, Entry, commit_to, handle_of
from gelombang.core.lottery.policy import Policy

from .errors import HouseholdInTwoStrata, IdentityTwice
from .outcome import Progress, silent
from .table import Applicants

LEVELS = ("full", "reduced", "roots")
STEP = 50_000


@dataclass(frozen=True)
class Listing:
    """The list in ticket order. `rows` are the committed attributes (commit, stratum, band, groups, house,
    weight), `arrival` for each ticket the row it had in the table, counted from 0, `salts` n × 16 bytes."""

    rows: pl.DataFrame
    arrival: NDArray[np.int64]
    salts: bytes

    @property
    def n(self) -> int:
        return self.rows.height

    def lines(self) -> Iterator[bytes]:
        """The list's bytes, in pieces."""
        for part in self.rows.iter_slices(STEP):
            yield "".join(Entry(*row).line() + "\n" for row in part.iter_rows()).encode("ascii")


def must_be_consistent(applicants: Applicants) -> None:
    """One identity once, one household in one stratum; the first offence is named by its rows."""
    rows = applicants.rows.with_row_index("row", offset=applicants.first_row)
    twice = rows.filter(pl.col("id").is_duplicated())
    if twice.height:
        same = twice.filter(pl.col("id") == twice["id"][0])
        raise IdentityTwice(row=int(same["row"][1]), other=int(same["row"][0]))
    split = rows.filter(pl.col("stratum").n_unique().over("household") > 1)
    if split.height:
        mates = split.filter(pl.col("household") == split["household"][0])
        other = mates.filter(pl.col("stratum") != mates["stratum"][0])
        raise HouseholdInTwoStrata(row=int(other["row"][0]), other=int(mates["row"][0]))


def of(
    applicants: Applicants, policy: Policy, level: str, household_key: bytes, progress: Progress = silent
) -> Listing:
    """The list of these applicants under new random salts."""
    must_be_consistent(applicants)
    salts = secrets.token_bytes(SALT_LENGTH * applicants.n)
    commits = []
    for row, identity in enumerate(applicants.rows["id"]):
        commits.append(commit_to(identity, salts[row * SALT_LENGTH : (row + 1) * SALT_LENGTH]))
        if row % STEP == 0:
            progress("commit", row, applicants.n)
    handles = {
        household: handle_of(household, household_key) for household in applicants.rows["household"].unique()
    }
    rows = applicants.rows.select(
        pl.Series("commit", commits),
        "stratum",
        "band",
        "groups",
        pl.col("household").replace_strict(handles).alias("house"),
        "weight",
        pl.int_range(pl.len()).alias("arrival"),
    )
    if level == "reduced":
        rows = _reduced(rows, policy)
    rows = rows.sort("commit")
    arrival = rows["arrival"].to_numpy().astype(np.int64)
    ordered = np.frombuffer(salts, np.uint8).reshape(-1, SALT_LENGTH)[arrival].tobytes()
    return Listing(rows.drop("arrival"), arrival, ordered)


def _reduced(rows: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Only what the policy uses (DRAW.md §4): its groups, its strata, and handles of those who applied together.
    Who applied alone shows the start of their own commit, which anyone can see is no handle."""
    mask = 0
    for phase in policy.phases:
        mask |= phase.groups
    uses_strata = any(phase.limits_strata for phase in policy.phases)
    together = (pl.len().over("house") > 1) & (policy.household_cap > 0)
    return rows.with_columns(
        (pl.col("groups") & mask).alias("groups"),
        (pl.col("stratum") if uses_strata else pl.lit("0000")).alias("stratum"),
        pl.when(together).then("house").otherwise(pl.col("commit").str.head(24)).alias("house"),
    )


def counts_of(rows: pl.DataFrame) -> dict[str, Any]:
    """counts.json of a list given by its columns stratum, band, groups, house, weight."""

    def tally(column: str, form: str) -> dict[str, int]:
        counted = rows.group_by(column).agg(pl.len().alias("n")).sort(column)
        return {form.format(value): int(n) for value, n in counted.iter_rows()}

    sizes = rows.group_by("house").agg(pl.len().alias("size"), pl.col("stratum").first())
    by_size = sizes.group_by("size").agg(pl.len().alias("n")).sort("size")
    by_stratum = sizes.group_by("stratum").agg(pl.len().alias("n"))
    households = dict(by_stratum.iter_rows())
    return {
        "entries": rows.height,
        "households": sizes.height,
        "strata": {
            stratum: {"entries": n, "households": int(households[stratum])}
            for stratum, n in tally("stratum", "{}").items()
        },
        "bands": tally("band", "{}"),
        "groups": tally("groups", "{:02x}"),
        "weights": tally("weight", "{:02d}"),
        "household_sizes": {str(size): int(n) for size, n in by_size.iter_rows()},
    }
