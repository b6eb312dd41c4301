"""The plain scan without sorting everything first.

Entries are dealt into parts by the first bits of their keys, band before number. A phase goes through the parts in
order, and in each sorts only those that could still be accepted: not yet selected, their group admitted, their
stratum and their household not full. What is full stays full for the rest of the phase, so whoever is left out
here the plain scan would have passed by, and the results are the same.
"""

import numpy as np
from numpy.typing import NDArray

from .numba_sha256 import kernel, whole_score

ROOM = 8192
"""Entries in one part, about; it and what is needed to sort it fit a core's cache."""

NO_LIMIT = -1


@kernel
def parts_of(keys: NDArray[np.uint64], room: int) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """(starts, rows): rows by part, a part being a range of keys; within one in any order of keys, rows rising."""
    n = len(keys)
    in_band = np.zeros(16, np.int64)
    for key in keys:
        in_band[key >> np.uint64(60)] += 1
    bits, base, n_parts = np.zeros(16, np.uint64), np.zeros(16, np.int64), 0
    for band in range(16):
        while in_band[band] >> np.int64(bits[band]) > room:
            bits[band] += np.uint64(1)
        base[band] = n_parts
        n_parts += np.int64(1) << np.int64(bits[band])
    starts = np.zeros(n_parts + 1, np.int64)
    for key in keys:
        starts[_part(key, bits, base) + 1] += 1
    for i in range(n_parts):
        starts[i + 1] += starts[i]
    places, rows = starts.copy(), np.empty(n, np.uint32)
    for row in range(n):
        part = _part(keys[row], bits, base)
        rows[places[part]] = row
        places[part] += 1
    return starts, rows


@kernel
def _part(key: int, bits: NDArray[np.uint64], base: NDArray[np.int64]) -> int:
    band = np.int64(key >> np.uint64(60))
    below = key & np.uint64(0xFFFFFFFFFFFFFFF)
    return base[band] + np.int64((below >> np.uint64(1)) >> (np.uint64(59) - bits[band]))


@kernel
def scan(
    starts: NDArray[np.int64],
    rows: NDArray[np.uint32],
    keys: NDArray[np.uint64],
    stratum: NDArray[np.uint16],
    groups: NDArray[np.uint8],
    weight: NDArray[np.uint8],
    heads: NDArray[np.uint32],
    seed: NDArray[np.uint32],
    number: int,
    mask: int,
    limits: NDArray[np.int64],
    seats: int,
    cap: int,
    phase: NDArray[np.uint8],
    rank: NDArray[np.uint32],
    members: NDArray[np.uint32],
    taken: NDArray[np.int64],
) -> int:
    """Run phase `number` (from 1); how many it accepted. `limits` and `taken` are by stratum, 10,000 each; `members`
    counts those selected of a household at its head; NO_LIMIT stands for none, `cap` 0 for none."""
    accepted, most = 0, _largest(starts)
    alive, order = np.empty(most, np.uint32), np.empty(most, np.uint64)
    for part in range(len(starts) - 1):
        n = 0
        for i in range(starts[part], starts[part + 1]):
            row = rows[i]
            limit = limits[stratum[row]]
            full = (limit != NO_LIMIT) & (taken[stratum[row]] >= limit)
            if not (
                full
                or phase[row]
                or (mask and not mask & groups[row])
                or (cap and members[heads[row]] >= cap)
            ):
                alive[n], order[n] = row, keys[row]
                n += 1
        _sort(order[:n], alive[:n])
        _settle_ties(order[:n], alive[:n], weight, seed)
        for i in range(n):
            if accepted == seats:
                return accepted
            row, place, head = alive[i], stratum[alive[i]], heads[alive[i]]
            limit = limits[place]
            if (limit == NO_LIMIT or taken[place] < limit) and (cap == 0 or members[head] < cap):
                accepted += 1
                phase[row], rank[row] = number, accepted
                members[head] += np.uint32(1)
                taken[place] += 1
    return accepted


@kernel
def _largest(starts: NDArray[np.int64]) -> int:
    most = 0
    for part in range(len(starts) - 1):
        most = max(most, starts[part + 1] - starts[part])
    return most


@kernel
def _sort(order: NDArray[np.uint64], rows: NDArray[np.uint32]) -> None:
    """Sort by key, then row (rows rise at first): deal into as many places as there are keys, then put
    neighbours right.
    Keys are hashes and lie evenly, so that a place holds about one."""
    n = len(order)
    if n < 2:
        return
    least, most = order.min(), order.max()
    shift = np.uint64(0)
    while (most - least) >> shift >= np.uint64(n):
        shift += np.uint64(1)
    ends = np.zeros(n + 1, np.uint32)
    for i in range(n):
        ends[np.int64((order[i] - least) >> shift) + 1] += np.uint32(1)
    for i in range(n):
        ends[i + 1] += ends[i]
    keys, tickets = order.copy(), rows.copy()
    for i in range(n):
        place = np.int64((keys[i] - least) >> shift)
        to = ends[place]
        ends[place] = to + np.uint32(1)
        order[to], rows[to] = keys[i], tickets[i]
    for i in range(1, n):
        key, row, j = order[i], rows[i], i
        while j and order[j - 1] > key:
            order[j], rows[j] = order[j - 1], rows[j - 1]
            j -= 1
        order[j], rows[j] = key, row


@kernel
def _settle_ties(
    order: NDArray[np.uint64], rows: NDArray[np.uint32], weight: NDArray[np.uint8], seed: NDArray[np.uint32]
) -> None:
    """Where keys are equal, the whole scores decide; where those are, the ticket does: the sort kept rows rising."""
    n, start = len(order), 0
    while start < n:
        stop = start + 1
        while stop < n and order[stop] == order[start]:
            stop += 1
        if stop - start > 1:
            _sort_by_score(rows[start:stop], weight, seed)
        start = stop


@kernel
def _sort_by_score(rows: NDArray[np.uint32], weight: NDArray[np.uint8], seed: NDArray[np.uint32]) -> None:
    n = len(rows)
    scores = np.empty((n, 8), np.uint32)
    for i in range(n):
        row = rows[i]
        whole_score(seed, np.int64(row) + 1, np.int64(weight[row]), scores[i])
        score, j = scores[i].copy(), i
        while j and _less(score, scores[j - 1]):
            scores[j], rows[j] = scores[j - 1], rows[j - 1]
            j -= 1
        scores[j], rows[j] = score, row


@kernel
def _less(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> bool:
    for i in range(8):
        if one[i] != other[i]:
            return one[i] < other[i]
    return False


@kernel
def judge(
    stratum: NDArray[np.uint16],
    groups: NDArray[np.uint8],
    heads: NDArray[np.uint32],
    members: NDArray[np.uint32],
    last_open: NDArray[np.uint8],
    reached: NDArray[np.bool_],
    cap: int,
    phase: NDArray[np.uint8],
    rank: NDArray[np.uint32],
    reason: NDArray[np.uint8],
) -> None:
    """Why each that was not selected was not. `last_open` is the last phase open to each of the 256 sets of groups,
    `reached` phase × stratum whether its limit was."""
    for row in range(len(stratum)):
        if rank[row]:
            reason[row] = 45  # -
            continue
        last = last_open[groups[row]]
        phase[row] = last
        reason[row] = 78  # N
        if last and cap and members[heads[row]] >= cap:
            reason[row] = 72  # H
        elif last and reached[last - 1, stratum[row]]:
            reason[row] = 81  # Q
