"""From applicants to the committed list: salts, commitments, handles, sorted lines, counts.

The order of the list is the order of the commits, which nobody can steer: it tells nothing of who came first.
Hashes are made a million at a time by the kernels; tests compare every line with the plain functions of the core.
"""

import os
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gelombang.core.lottery.entries import LINE_LENGTH, SALT_LENGTH, commit_to, handle_of
from gelombang.core.lottery.policy import Policy

from .errors import HouseholdInTwoStrata, IdentityTwice
from .numba_list import heads_of, pieces, text_buffers
from .numba_sha256 import digests, state_after
from .outcome import Progress, silent
from .sha256_tables import START
from .table import Applicants

LEVELS = ("full", "reduced", "roots")
STEP = 200_000
LARGE = 20_000
"""Applicants from which starting the kernels pays."""

Bytes = NDArray[np.uint8]

HEX = np.frombuffer("".join(f"{byte:02x}" for byte in range(256)).encode("ascii"), np.uint16)
"""For each byte its two hex digits, as one number of two bytes."""


@dataclass(frozen=True)
class Listing:
    """The list in ticket order: `commit` n × 32 bytes, `house` n × 12 bytes, the attributes as small integers;
    `arrival` is for each ticket the row it had in the table, from 0, `salts` n × 16 bytes."""

    commit: Bytes
    house: Bytes
    stratum: NDArray[np.uint16]
    band: Bytes
    groups: Bytes
    weight: Bytes
    arrival: NDArray[np.int64]
    salts: Bytes

    @property
    def n(self) -> int:
        return len(self.band)

    def lines(self) -> Iterator[bytes]:
        """The bytes of list.csv, in pieces."""
        for start in range(0, self.n, STEP):
            part = slice(start, min(start + STEP, self.n))
            lines = np.full((part.stop - start, LINE_LENGTH + 1), ord(","), np.uint8)
            lines[:, 0:64] = HEX[self.commit[part]].view(np.uint8)
            lines[:, 65:69] = digits_of(self.stratum[part], 4)
            lines[:, 70] = ord("0") + self.band[part]
            lines[:, 72:74] = HEX[self.groups[part][:, None]].view(np.uint8)
            lines[:, 75:99] = HEX[self.house[part]].view(np.uint8)
            lines[:, 100:102] = digits_of(self.weight[part], 2)
            lines[:, 102] = ord("\n")
            yield lines.tobytes()

    def frame(self) -> pl.DataFrame:
        """The columns that counts and odds are made of; `house` numbers the households."""
        return pl.DataFrame(
            {
                "stratum": self.stratum,
                "band": self.band,
                "groups": self.groups,
                "house": numbered(self.house),
                "weight": self.weight,
            }
        ).with_columns(pl.col("stratum").cast(pl.String).str.zfill(4))


def digits_of(values: NDArray[Any], width: int) -> Bytes:
    """n numbers as n × width decimal digits with leading zeros."""
    rest, digits = values.astype(np.int64), np.empty((len(values), width), np.uint8)
    for place in range(width - 1, -1, -1):
        rest, digits[:, place] = rest // 10, ord("0") + rest % 10
    return digits


def numbered(house: Bytes) -> NDArray[np.uint32]:
    """The households as numbers: equal where the handles are."""
    if len(house) < LARGE:
        return np.unique(house, axis=0, return_inverse=True)[1].astype(np.uint32).ravel()
    return heads_of(*halves_of(house))


def halves_of(house: Bytes) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Handles of 12 bytes as numbers of 8 and of 4."""
    high = np.ascontiguousarray(house[:, :8]).view(">u8").astype(np.uint64).ravel()
    return high, np.ascontiguousarray(house[:, 8:]).view(">u4").astype(np.uint32).ravel()


def must_be_consistent(applicants: Applicants) -> None:
    """One identity once, one household in one stratum; the first offence is named by its rows."""
    rows = applicants.rows.with_row_index("row", offset=applicants.first_row)
    twice = rows.filter(_sharing(_hashes(rows["id"]))).filter(pl.col("id").is_duplicated())
    if twice.height:
        same = twice.filter(pl.col("id") == twice["id"][0])
        raise IdentityTwice(row=int(same["row"][1]), other=int(same["row"][0]))
    split = rows.filter(_divided(_hashes(rows["household"]), rows["stratum"]))
    split = split.filter(pl.col("stratum").n_unique().over("household") > 1)
    if split.height:
        mates = split.filter(pl.col("household") == split["household"][0])
        other = mates.filter(pl.col("stratum") != mates["stratum"][0])
        raise HouseholdInTwoStrata(row=int(other["row"][0]), other=int(mates["row"][0]))


def _hashes(texts: pl.Series) -> NDArray[np.uint64]:
    """A number for each text, the same for the same text; so that texts are compared for only a few rows."""
    return texts.hash().to_numpy()


def _sharing(hashes: NDArray[np.uint64]) -> pl.Series:
    """Which rows have the hash of another row."""
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
    """The list of these applicants under the salts that their receipts hold (column `salt`), else new random ones."""
    must_be_consistent(applicants)
    n, rows = applicants.n, applicants.rows
    promised = b"".join(rows["salt"]) if "salt" in rows.columns else secrets.token_bytes(SALT_LENGTH * n)
    salts = np.frombuffer(promised, np.uint8).reshape(n, SALT_LENGTH)
    if n < LARGE:
        commit, house = _by_the_norm(rows, salts, household_key)
    else:
        commit = _hashed(rows["id"], START, 0, b"undian/1/commit\0", salts, "commit", progress)
        house = _handles(rows["household"], household_key, progress)
    stratum = rows["stratum"].cast(pl.UInt16).to_numpy()
    groups = rows["groups"].to_numpy()
    if level == "reduced":
        stratum, groups, house = _reduced(policy, stratum, groups, house, commit)
    progress("sort", 0, n)
    order = _order_of(commit)
    return Listing(
        commit=commit[order],
        house=house[order],
        stratum=stratum[order],
        band=rows["band"].to_numpy()[order],
        groups=groups[order],
        weight=rows["weight"].to_numpy()[order],
        arrival=order,
        salts=salts[order],
    )


def _by_the_norm(rows: pl.DataFrame, salts: Bytes, key: bytes) -> tuple[Bytes, Bytes]:
    """Commits and handles by the plain functions of the core: for a small list the kernels would only be compiled."""
    commits = "".join(commit_to(i, salt.tobytes()) for i, salt in zip(rows["id"], salts, strict=True))
    handles = "".join(handle_of(household, key) for household in rows["household"])
    return (
        np.frombuffer(bytes.fromhex(commits), np.uint8).reshape(-1, 32),
        np.frombuffer(bytes.fromhex(handles), np.uint8).reshape(-1, 12),
    )


def _hashed(
    texts: pl.Series,
    start: NDArray[np.uint32],
    before: int,
    prefix: bytes,
    salts: Bytes,
    stage: str,
    progress: Progress,
) -> Bytes:
    """H(… ‖ prefix ‖ salt ‖ text) for each text, n × 32 bytes."""
    data, offsets = text_buffers(texts.to_arrow(compat_level=pl.CompatLevel.oldest()))
    out = np.empty((len(texts), 32), np.uint8)
    named = np.frombuffer(prefix, np.uint8)

    def hash_piece(piece: tuple[int, int]) -> int:
        first, last = piece
        digests(start, before, named, salts[first:last], data, offsets[first : last + 1], out[first:last])
        return last

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for done in threads.map(hash_piece, pieces(len(texts))):
            progress(stage, done, len(texts))
    return out


def _handles(households: pl.Series, key: bytes, progress: Progress) -> Bytes:
    """HMAC-SHA-256 (RFC 2104) of each household under the draw's key, n × 12 bytes."""
    padded = np.frombuffer(key.ljust(64, b"\0"), np.uint8)
    none = np.empty((len(households), 0), np.uint8)
    inside = state_after((padded ^ 0x36).tobytes())
    inner = _hashed(households, inside, 64, b"undian/1/household\0", none, "household", progress)
    offsets = np.arange(len(inner) + 1, dtype=np.int64) * 32
    outer = np.empty_like(inner)
    outside = state_after((padded ^ 0x5C).tobytes())
    digests(outside, 64, np.empty(0, np.uint8), none, inner.reshape(-1), offsets, outer)
    return np.ascontiguousarray(outer[:, :12])


def _order_of(commit: Bytes) -> NDArray[np.int64]:
    """The rows in order of their commits: by the first eight bytes, and by all where two agree in those."""
    first = np.ascontiguousarray(commit[:, :8]).view(">u8").astype(np.uint64).ravel()
    order = np.argsort(first, kind="stable")
    ordered = first[order]
    if (ordered[1:] == ordered[:-1]).any():
        rows = [bytes(row) for row in commit]
        order = np.array(sorted(range(len(rows)), key=rows.__getitem__), np.int64)
    return order.astype(np.int64)


def _reduced(
    policy: Policy, stratum: NDArray[np.uint16], groups: Bytes, house: Bytes, commit: Bytes
) -> tuple[NDArray[np.uint16], Bytes, Bytes]:
    """Only what the policy uses (DRAW.md §4): its groups, its strata, and handles of those who applied together.
    Who applied alone shows the start of their own commit, which anyone can see is no handle."""
    mask = 0
    for phase in policy.phases:
        mask |= phase.groups
    if not any(phase.limits_strata for phase in policy.phases):
        stratum = np.zeros_like(stratum)
    households = numbered(house)
    together = (np.bincount(households)[households] > 1) & (policy.household_cap > 0)
    return stratum, groups & np.uint8(mask), np.where(together[:, None], house, commit[:, :12])


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
