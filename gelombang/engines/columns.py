"""A published list as columns, read without trusting it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gelombang.core.lottery.entries import parse_list
from gelombang.core.lottery.errors import LineMalformed

from .outcome import Progress, silent

WIDTH = 103
"""Bytes of a line of list.csv with its 0A."""


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
    digits = line_bytes(path)[:, 65:69].astype(np.uint16) - ord("0")
    return (digits @ np.array([1000, 100, 10, 1], np.uint16)).astype(np.uint16)


def frame_of(path: Path) -> pl.DataFrame:
    """stratum, band, groups, house and weight of a well-formed list.csv (an engine has checked its lines)."""
    if path.stat().st_size == 0:
        return pl.DataFrame(
            schema={
                "stratum": pl.String,
                "band": pl.UInt8,
                "groups": pl.UInt8,
                "house": pl.String,
                "weight": pl.UInt8,
            }
        )
    names = ["commit", "stratum", "band", "groups", "house", "weight"]
    texts = pl.scan_csv(path, has_header=False, new_columns=names, infer_schema=False)
    return texts.select(
        "stratum",
        pl.col("band").cast(pl.UInt8),
        pl.col("groups").str.to_integer(base=16).cast(pl.UInt8),
        "house",
        pl.col("weight").cast(pl.UInt8),
    ).collect()


def check_list(path: Path, progress: Progress = silent) -> int:
    """How many lines a well-formed, sorted list.csv has; raises the `LotteryError` of its first fault."""
    with path.open(encoding="ascii", errors="replace", newline="\n") as lines:
        progress("check", 0, path.stat().st_size // WIDTH)
        return sum(1 for _ in parse_list(_without_end(lines)))


def _without_end(lines: Iterable[str]) -> Iterator[str]:
    """A line without its one 0A; one that lacks it keeps its last letter off and so is refused."""
    for line in lines:
        yield line.removesuffix("\n") if line.endswith("\n") else line[:-1]
