"""From applicants to the committed list: salts, commitments, handles, sorted lines, counts.

The order of the list is the order of the commits, which nobody can steer: it tells nothing of who came first.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gelombang.core.lottery.entries import SALT_LENGTH, Entry, commit_to, handle_of, parse_line
from gelombang.core.lottery.policy import Policy

from . import columns, registry
from .errors import HouseholdInTwoStrata, IdentityTwice
from .outcome import Progress, silent
from .table import Applicants

LEVELS = ("full", "reduced", "roots")
STEP = 50_000
HOUSE_LENGTH = 12


@dataclass(frozen=True)
class Listing:
    """The list in ticket order: what each line commits to (`commits` n × 32 bytes, `stratum` n × uint16, `band`,
    `groups`, `weight` n × uint8, `houses` n × 12 bytes), `arrival` for each ticket the row it had in the table,
    counted from 0, `salts` n × 16 bytes."""

    commits: NDArray[np.uint8]
    stratum: NDArray[np.uint16]
    band: NDArray[np.uint8]
    groups: NDArray[np.uint8]
    houses: NDArray[np.uint8]
    weight: NDArray[np.uint8]
    arrival: NDArray[np.int64]
    salts: NDArray[np.uint8]

    @property
    def n(self) -> int:
        return len(self.commits)

    @property
    def rows(self) -> pl.DataFrame:
        """The committed attributes as numbers, as `columns.frame_of` reads them from the list."""
        return columns.frame(self.stratum, self.band, self.groups, _heads(self.houses), self.weight)

    def lines(self) -> Iterator[bytes]:
        """The list's bytes, in pieces."""
        for start in range(0, self.n, STEP):
            part = slice(start, min(start + STEP, self.n))
            lines = np.full((part.stop - start, columns.WIDTH), ord(","), np.uint8)
            lines[:, :64] = columns.hex_of(self.commits[part])
            lines[:, 65:69] = columns.decimals_of(self.stratum[part], 4)
            lines[:, 70] = self.band[part] + np.uint8(ord("0"))
            lines[:, 72:74] = columns.hex_of(self.groups[part].reshape(-1, 1))
            lines[:, 75:99] = columns.hex_of(self.houses[part])
            lines[:, 100:102] = columns.decimals_of(self.weight[part], 2)
            lines[:, 102] = ord("\n")
            yield lines.tobytes()

    def entries(self) -> Iterator[Entry]:
        """The entries, in ticket order."""
        for piece in self.lines():
            yield from map(parse_line, piece.decode("ascii").splitlines())


def must_be_consistent(applicants: Applicants) -> None:
    """One identity once, one household in one stratum; the first offence is named by its rows."""
    rows = applicants.rows.with_row_index("row", offset=applicants.first_row)
    twice = rows.filter(_sharing(rows["id"].hash().to_numpy()))
    twice = twice.filter(pl.col("id").is_duplicated())
    if twice.height:
        same = twice.filter(pl.col("id") == twice["id"][0])
        raise IdentityTwice(row=int(same["row"][1]), other=int(same["row"][0]))
    split = rows.filter(_divided(rows["household"].hash().to_numpy(), rows["stratum"]))
    split = split.filter(pl.col("stratum").n_unique().over("household") > 1)
    if split.height:
        mates = split.filter(pl.col("household") == split["household"][0])
        other = mates.filter(pl.col("stratum") != mates["stratum"][0])
        raise HouseholdInTwoStrata(row=int(other["row"][0]), other=int(mates["row"][0]))


def _sharing(hashes: NDArray[np.uint64]) -> pl.Series:
    """Which rows have the hash of another row; nearly none, so that texts need not be compared for all."""
    ordered = np.sort(hashes)
    return pl.Series(np.isin(hashes, np.unique(ordered[1:][ordered[1:] == ordered[:-1]])))


def _divided(hashes: NDArray[np.uint64], strata: pl.Series) -> pl.Series:
    """Which rows have a hash that occurs with more than one stratum."""
    order = np.argsort(hashes)
    ordered, stratum = hashes[order], strata.cast(pl.UInt16).to_numpy()[order]
    divided = (ordered[1:] == ordered[:-1]) & (stratum[1:] != stratum[:-1])
    return pl.Series(np.isin(hashes, np.unique(ordered[1:][divided])))


def of(
    applicants: Applicants, policy: Policy, level: str, household_key: bytes, progress: Progress = silent
) -> Listing:
    """The list of these applicants under new random salts."""
    must_be_consistent(applicants)
    salts = np.frombuffer(secrets.token_bytes(SALT_LENGTH * applicants.n), np.uint8).reshape(-1, SALT_LENGTH)
    commits, houses = _hashed(applicants, salts, household_key, progress)
    progress("sort", 0, applicants.n)
    order = _order_of(commits)
    stratum, band, groups, weight = (
        applicants.rows[name].cast(kind).to_numpy()[order]
        for name, kind in (
            ("stratum", pl.UInt16),
            ("band", pl.UInt8),
            ("groups", pl.UInt8),
            ("weight", pl.UInt8),
        )
    )
    whole = Listing(commits[order], stratum, band, groups, houses[order], weight, order, salts[order])
    return _reduced(whole, policy) if level == "reduced" else whole


def _hashed(
    applicants: Applicants, salts: NDArray[np.uint8], household_key: bytes, progress: Progress
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Commitments (n × 32 bytes) and handles (n × 12), in the table's order."""
    identities, households = applicants.rows["id"], applicants.rows["household"]
    if registry.is_large(applicants.n):
        from . import numba_lines

        commits = numba_lines.commits(identities, salts, progress)
        return commits, numba_lines.handles(households, household_key, progress)
    committed, handles = [], []
    for row, (identity, household) in enumerate(zip(identities, households, strict=True)):
        committed.append(commit_to(identity, salts[row].tobytes()))
        handles.append(handle_of(household, household_key))
        if row % STEP == 0:
            progress("commit", row, applicants.n)
    return _bytes_of(committed, 32), _bytes_of(handles, HOUSE_LENGTH)


def _bytes_of(texts: list[str], width: int) -> NDArray[np.uint8]:
    return np.frombuffer(bytes.fromhex("".join(texts)), np.uint8).reshape(-1, width)


def _order_of(commits: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The rows in the bytewise order of their commits."""
    words = commits.view(">u8")
    first = words[:, 0].astype(np.uint64)
    order = np.argsort(first)
    if np.any(first[order[1:]] == first[order[:-1]]):  # some 10 in a million million million
        order = np.lexsort([words[:, i] for i in (3, 2, 1, 0)])
    return order


def _heads(houses: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """For each row the first with the same house."""
    low, high = houses.view(">u4")[:, 2], houses.view(">u4")[:, :2]
    if registry.is_large(len(houses)):
        from . import numba_list

        upper = (high[:, 0].astype(np.uint64) << np.uint64(32)) | high[:, 1]
        return numba_list.heads_of(upper, low.astype(np.uint32))
    first: dict[bytes, int] = {}
    return np.array([first.setdefault(house.tobytes(), row) for row, house in enumerate(houses)], np.uint32)


def _reduced(whole: Listing, policy: Policy) -> Listing:
    """Only what the policy uses (DRAW.md §4): its groups, its strata, and handles of those who applied together.
    Who applied alone shows the start of their own commit, which anyone can see is no handle."""
    mask = 0
    for phase in policy.phases:
        mask |= phase.groups
    uses_strata = any(phase.limits_strata for phase in policy.phases)
    heads = _heads(whole.houses)
    together = (np.bincount(heads, minlength=whole.n)[heads] > 1) & (policy.household_cap > 0)
    houses = np.where(together[:, None], whole.houses, whole.commits[:, :HOUSE_LENGTH])
    stratum = whole.stratum if uses_strata else np.zeros_like(whole.stratum)
    return replace(whole, groups=whole.groups & np.uint8(mask), stratum=stratum, houses=houses)


def counts_of(rows: pl.DataFrame) -> dict[str, Any]:
    """counts.json of a list given by its columns stratum, band, groups, house, weight: a house as text, or as the
    row at which it occurs first."""

    def tally(column: str, form: str) -> dict[str, int]:
        counted = rows.group_by(column).agg(pl.len().alias("n")).sort(column)
        return {form.format(value): int(n) for value, n in counted.iter_rows()}

    stratum = "{}" if rows["stratum"].dtype == pl.String else "{:04d}"
    sizes = _sizes_of(rows)
    by_size = sizes.group_by("size").agg(pl.len().alias("n")).sort("size")
    by_stratum = sizes.group_by("stratum").agg(pl.len().alias("n"))
    households = {stratum.format(value): int(n) for value, n in by_stratum.iter_rows()}
    return {
        "entries": rows.height,
        "households": sizes.height,
        "strata": {
            value: {"entries": n, "households": households[value]}
            for value, n in tally("stratum", stratum).items()
        },
        "bands": tally("band", "{}"),
        "groups": tally("groups", "{:02x}"),
        "weights": tally("weight", "{:02d}"),
        "household_sizes": {str(size): int(n) for size, n in by_size.iter_rows()},
    }


def _sizes_of(rows: pl.DataFrame) -> pl.DataFrame:
    """The size and stratum of each household."""
    if rows["house"].dtype == pl.String:
        return rows.group_by("house").agg(pl.len().alias("size"), pl.col("stratum").first())
    sizes = np.bincount(rows["house"].to_numpy(), minlength=rows.height)
    heads = np.flatnonzero(sizes)
    return pl.DataFrame({"size": sizes[heads], "stratum": rows["stratum"].to_numpy()[heads]})
