"""A published list as columns, read without trusting it."""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gelombang.core.lottery.entries import parse_list
from gelombang.core.lottery.errors import LineMalformed

from . import numba_list
from .outcome import Progress, silent
from .python_engine import whole_lines

LARGE = 20_000
"""Lines from which starting the kernels pays."""

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


def frame_of(path: Path, progress: Progress = silent) -> pl.DataFrame:
    """stratum (four digits), band, groups, house (numbered) and weight of a list.csv in ticket order; raises the
    `LotteryError` of the first line that is malformed, out of order, or puts a household in two strata."""
    if path.stat().st_size < LARGE * WIDTH:
        return _small_frame_of(path)
    read = numba_list.read(path, progress)
    columns = {
        "stratum": read.stratum,
        "band": read.band,
        "groups": read.groups,
        "house": read.heads,
        "weight": read.weight,
    }
    return pl.DataFrame(columns).with_columns(pl.col("stratum").cast(pl.String).str.zfill(4))


def _small_frame_of(path: Path) -> pl.DataFrame:
    """The same by the plain functions of the core."""
    with path.open(encoding="ascii", errors="replace", newline="\n") as lines:
        entries = list(parse_list(whole_lines(lines)))
    columns = {
        "stratum": pl.Series([entry.stratum for entry in entries], dtype=pl.String),
        "band": pl.Series([entry.band for entry in entries], dtype=pl.UInt8),
        "groups": pl.Series([entry.groups for entry in entries], dtype=pl.UInt8),
        "house": pl.Series([entry.house for entry in entries], dtype=pl.String),
        "weight": pl.Series([entry.weight for entry in entries], dtype=pl.UInt8),
    }
    return pl.DataFrame(columns).with_columns(pl.col("house").rank("dense").cast(pl.UInt32))
