"""A published list as columns, read without trusting it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gelombang.core.lottery.entries import parse_list
from gelombang.core.lottery.errors import LineMalformed

from . import registry
from .outcome import Progress, silent

WIDTH = 103
"""Bytes of a line of list.csv with its 0A."""

STEP = 1_000_000

HEX = np.frombuffer(bytes(range(256)).hex().encode("ascii"), np.uint8).reshape(256, 2)
DECIMAL = np.frombuffer("".join(f"{i:04d}" for i in range(10_000)).encode("ascii"), np.uint8).reshape(-1, 4)


def line_bytes(path: Path, width: int = WIDTH) -> NDArray[np.uint8]:
    """The file as n × `width` bytes, mapped, not read; refuses a file that is not whole lines."""
    size = path.stat().st_size
    if size == 0:
        return np.empty((0, width), np.uint8)
    if size % width:
        raise LineMalformed(line=size // width + 1)
    return np.memmap(path, np.uint8, mode="r").reshape(-1, width)


def strata_of(path: Path) -> NDArray[np.uint16]:
    """The stratum of each ticket, as a number."""
    lines = line_bytes(path)
    strata = np.zeros(len(lines), np.uint16)
    for start in range(0, len(lines), STEP):  # a copy of the digits of all would be large
        part = strata[start : start + STEP]
        for place in range(65, 69):
            part *= 10
            part += lines[start : start + STEP, place] - np.uint8(48)
    return strata


def frame_of(path: Path) -> pl.DataFrame:
    """stratum, band, groups, house and weight of a well-formed list.csv, all as numbers; a house is the row, from 0,
    at which it occurs first."""
    n = path.stat().st_size // WIDTH
    if registry.is_large(n):
        from . import numba_list

        read = numba_list.read(path)
        return frame(read.stratum, read.band, read.groups, read.heads, read.weight)
    with path.open(encoding="ascii") as lines:
        entries = list(parse_list(_without_end(lines)))
    first: dict[str, int] = {}
    heads = [first.setdefault(entry.house, row) for row, entry in enumerate(entries)]
    return frame(
        np.array([int(entry.stratum) for entry in entries], np.uint16),
        np.array([entry.band for entry in entries], np.uint8),
        np.array([entry.groups for entry in entries], np.uint8),
        np.array(heads, np.uint32),
        np.array([entry.weight for entry in entries], np.uint8),
    )


def frame(
    stratum: NDArray[np.uint16],
    band: NDArray[np.uint8],
    groups: NDArray[np.uint8],
    heads: NDArray[np.uint32],
    weight: NDArray[np.uint8],
) -> pl.DataFrame:
    """Columns of numbers as the table that `listing.counts_of` counts."""
    return pl.DataFrame(
        {"stratum": stratum, "band": band, "groups": groups, "house": heads, "weight": weight}
    )


def check_list(path: Path, progress: Progress = silent) -> int:
    """How many lines a well-formed, sorted list.csv has; raises the `LotteryError` of its first fault."""
    n = path.stat().st_size // WIDTH
    if registry.is_large(n):
        from . import numba_list

        return numba_list.read(path, progress).n
    with path.open(encoding="ascii", errors="replace", newline="\n") as lines:
        progress("check", 0, n)
        return sum(1 for _ in parse_list(_without_end(lines)))


def hex_of(data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """n × m bytes as n × 2m lower-case hex digits in ASCII."""
    return HEX[data].reshape(len(data), -1)


def decimals_of(numbers: NDArray[Any], width: int) -> NDArray[np.uint8]:
    """n numbers as n × `width` digits in ASCII, with leading zeros."""
    digits = np.empty((len(numbers), -(-width // 4) * 4), np.uint8)
    rest = numbers.astype(np.int64)
    for place in range(digits.shape[1] - 4, -1, -4):
        rest, four = rest // 10_000, rest % 10_000
        digits[:, place : place + 4] = DECIMAL[four]
    return digits[:, digits.shape[1] - width :]


def _without_end(lines: Iterable[str]) -> Iterator[str]:
    """A line without its one 0A; one that lacks it keeps its last letter off and so is refused."""
    for line in lines:
        yield line.removesuffix("\n") if line.endswith("\n") else line[:-1]
