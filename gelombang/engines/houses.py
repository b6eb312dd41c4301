"""Who applied together, found without reading the whole list.

A file beside the draw holds the first 15 digits of every house, sorted, and then their tickets. It can be
deleted at any time; it is made again when a proof first asks for a household.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .columns import line_bytes
from .folder import Folder
from .tree import keep

DIGITS = 15
"""Digits of a house in the file: 60 bits, which tell households apart but for one chance in some thousands; the
list itself decides."""

WIDTH = 12
"""Bytes in the file for an entry: eight of its house, in one half, and four of its ticket, in the other."""

STEP = 1_000_000
PLACE = slice(75, 99)

_Index = tuple[NDArray[np.uint64], NDArray[np.uint32]]


def houses_of(folder: Folder) -> Callable[[str], list[int]]:
    """A function from a house (24 hex) to the tickets of its members, in order; it opens the file when first called."""
    lines, found = line_bytes(folder.list_path), list[_Index]()

    def members(house: str) -> list[int]:
        if not found:
            found.append(_index_of(folder, lines))
        houses, all_tickets = found[0]
        first = int(house[:DIGITS], 16)
        start, stop = np.searchsorted(houses, np.array([first, first + 1], np.uint64))
        tickets = sorted(all_tickets[start:stop].tolist())
        text = house.encode("ascii")
        return [ticket for ticket in tickets if lines[ticket - 1, PLACE].tobytes() == text]

    return members


def _index_of(folder: Folder, lines: NDArray[np.uint8]) -> _Index:
    cache, n = folder.cache, len(lines)
    kept = None if cache is None else cache / f"{folder.list_path.name}.houses"
    if (
        kept is not None
        and kept.is_file()
        and kept.stat().st_size == n * WIDTH
        and kept.stat().st_mtime >= folder.list_path.stat().st_mtime
    ):
        return _halves(np.memmap(kept, np.uint8, mode="r"), n)
    houses = np.empty(len(lines), np.uint64)
    for start in range(0, len(lines), STEP):
        houses[start : start + STEP] = _numbers(lines[start : start + STEP, PLACE])
    order = np.argsort(houses)
    data = np.empty(n * WIDTH, np.uint8)
    index = _halves(data, n)
    index[0][:], index[1][:] = houses[order], order + 1
    keep(kept, data.data)
    return index


def _halves(data: NDArray[np.uint8], n: int) -> _Index:
    return data[: 8 * n].view("<u8"), data[8 * n :].view("<u4")


def _numbers(digits: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The first digits of each house as a number."""
    numbers = np.zeros(len(digits), np.uint64)
    for place in range(DIGITS):
        digit = digits[:, place]
        numbers = (numbers << np.uint64(4)) | ((digit & 15) + 9 * (digit >> 6)).astype(np.uint64)
    return numbers
