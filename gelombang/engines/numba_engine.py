"""The engine for a nation: the same results as the norm, bit for bit, for 20 million entries in seconds."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.selection import Seats

from . import numba_list, numba_scan
from .numba_list import Columns
from .numba_scan import NO_LIMIT
from .numba_sha256 import score_keys, seed_words
from .outcome import Outcome, Progress, silent

name = "numba"

KEY_BITS = 60
STRATA = 10_000


def select(
    source: Path, policy: Policy, seed: str, progress: Progress = silent, *, key_bits: int = KEY_BITS
) -> Outcome:
    """Draw from a list.csv or a Parquet file; `key_bits` fewer than 60 make ties, for tests."""
    return draw(numba_list.read(source, progress), policy, seed, progress, key_bits=key_bits)


def draw(
    columns: Columns, policy: Policy, seed: str, progress: Progress = silent, *, key_bits: int = KEY_BITS
) -> Outcome:
    """Draw from columns already read and checked."""
    keys = keys_of(columns, seed, key_bits, progress)
    progress("select", 0, columns.n)
    starts, rows = numba_scan.parts_of(keys, numba_scan.ROOM)
    phase, rank = np.zeros(columns.n, np.uint8), np.zeros(columns.n, np.uint32)
    members = np.zeros(columns.n, np.uint32)
    reached = np.zeros((len(policy.phases), STRATA), np.bool_)
    share, accepted, seats = Seats(policy), [], []
    for number, terms in enumerate(policy.phases):
        seats.append(share.of(number))
        limits, taken = _limits(terms), np.zeros(STRATA, np.int64)
        accepted.append(
            numba_scan.scan(
                starts, rows, keys, columns.stratum, columns.groups, columns.weight, columns.heads,
                seed_words(seed), number + 1, terms.groups, limits, _or_none(seats[-1]), policy.household_cap,
                phase, rank, members, taken,
            )
        )  # fmt: skip
        reached[number] = (limits != NO_LIMIT) & (taken >= limits)
        share.close(number, seats[-1], accepted[-1])
    reason = np.empty(columns.n, np.uint8)
    numba_scan.judge(
        columns.stratum, columns.groups, columns.heads, members, _last_open(policy), reached, policy.household_cap,
        phase, rank, reason,
    )  # fmt: skip
    return Outcome(phase.data, rank.data, reason.data, tuple(accepted), tuple(seats))


def keys_of(
    columns: Columns, seed: str, key_bits: int = KEY_BITS, progress: Progress = silent
) -> NDArray[np.uint64]:
    """Band and the first `key_bits` bits of its number for each entry: n × uint64, the smallest comes first."""
    keys = np.empty(columns.n, np.uint64)
    mask, words = ((1 << key_bits) - 1) << (KEY_BITS - key_bits), seed_words(seed)

    def fill(piece: tuple[int, int]) -> int:
        part = slice(*piece)
        score_keys(words, piece[0] + 1, columns.band[part], columns.weight[part], mask, keys[part])
        return piece[1]

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for done in threads.map(fill, numba_list.pieces(columns.n)):
            progress("score", done, columns.n)
    return keys


def _limits(phase: Phase) -> NDArray[np.int64]:
    limits = np.full(STRATA, _or_none(phase.otherwise), np.int64)
    for stratum, limit in phase.quota.items():
        limits[int(stratum)] = limit
    return limits


def _or_none(limit: int | None) -> int:
    return NO_LIMIT if limit is None else limit


def _last_open(policy: Policy) -> NDArray[np.uint8]:
    last = np.zeros(256, np.uint8)
    for number, phase in enumerate(policy.phases, start=1):
        for groups in range(256):
            if phase.is_open_to(groups):
                last[groups] = number
    return last
