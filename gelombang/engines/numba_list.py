"""A list as columns, read and checked at a few nanoseconds a line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from gelombang.core.lottery.errors import HouseholdAcrossStrata, LineMalformed, ListNotSorted, LotteryError

from .errors import FileUnreadable
from .numba_sha256 import kernel, word_at
from .outcome import Progress, silent

WIDTH = 103
STEP = 1_000_000
ROOM = 8192
"""Households in one part of the search for those that occur before; a part and its table fit a core's cache."""

HEX, DIGIT = 1, 2
_FORM = bytes(
    [HEX] * 64
    + [44]
    + [DIGIT] * 4
    + [44]
    + [DIGIT]
    + [44]
    + [HEX] * 2
    + [44]
    + [HEX] * 24
    + [44, DIGIT, DIGIT, 10]
)
FORM = np.frombuffer(_FORM, np.uint8)
"""For each byte of a line: a hex digit, a decimal digit, or the very byte."""

FAULTLESS = -1
COLUMNS = ("stratum", "band", "groups", "house", "weight")


@dataclass(frozen=True)
class Columns:
    """n entries in ticket order. `stratum` n × uint16; `band`, `groups`, `weight` n × uint8; `heads` n × uint32: the
    row, from 0, at which the entry's household occurs first."""

    stratum: NDArray[np.uint16]
    band: NDArray[np.uint8]
    groups: NDArray[np.uint8]
    weight: NDArray[np.uint8]
    heads: NDArray[np.uint32]

    @property
    def n(self) -> int:
        return len(self.stratum)


@dataclass(frozen=True)
class _Rows:
    """Columns while they are filled; a handle is `high` n × uint64 and `low` n × uint32."""

    stratum: NDArray[np.uint16]
    band: NDArray[np.uint8]
    groups: NDArray[np.uint8]
    weight: NDArray[np.uint8]
    high: NDArray[np.uint64]
    low: NDArray[np.uint32]

    @classmethod
    def empty(cls, n: int) -> "_Rows":
        small = [np.empty(n, np.uint8) for _ in range(3)]
        return cls(np.empty(n, np.uint16), *small, np.empty(n, np.uint64), np.empty(n, np.uint32))

    def between(self, start: int, stop: int) -> "_Rows":
        part = slice(start, stop)
        return _Rows(
            self.stratum[part],
            self.band[part],
            self.groups[part],
            self.weight[part],
            self.high[part],
            self.low[part],
        )


def read(source: Path, progress: Progress = silent) -> Columns:
    """The columns of a list.csv as published or of a Parquet file (`Engine`). Raises the `LotteryError` of the
    first line that has a fault, as `core.lottery.entries.parse_list` does."""
    with source.open("rb") as file:
        is_parquet = file.read(4) == b"PAR1"
    rows, fault = _of_parquet(source, progress) if is_parquet else _of_lines(source, progress)
    progress("households", 0, len(rows.stratum))
    heads = heads_of(rows.high, rows.low)
    row = first_elsewhere(rows.stratum, heads)
    if row != FAULTLESS:
        raise HouseholdAcrossStrata(ticket=int(row) + 1, other=int(heads[row]) + 1)
    if fault is not None:
        raise fault
    return Columns(rows.stratum, rows.band, rows.groups, rows.weight, heads)


def _of_lines(source: Path, progress: Progress) -> tuple[_Rows, LotteryError | None]:
    """The lines before the first fault, and that fault."""
    size = source.stat().st_size
    n = size // WIDTH
    rows = _Rows.empty(n)
    data = np.memmap(source, np.uint8, mode="r") if size else np.empty(0, np.uint8)
    for start in range(0, n, STEP):
        progress("read", start, n)
        part = rows.between(start, min(start + STEP, n))
        row, sorted_ = _parse(
            data, start, FORM, part.stratum, part.band, part.groups, part.weight, part.high, part.low
        )
        if row != FAULTLESS:
            fault = LineMalformed(line=int(row) + 1) if sorted_ else ListNotSorted(line=int(row) + 1)
            return rows.between(0, row), fault
    return rows, LineMalformed(line=n + 1) if size % WIDTH else None


@kernel
def _parse(
    data: NDArray[np.uint8],
    first: int,
    form: NDArray[np.uint8],
    stratum: NDArray[np.uint16],
    band: NDArray[np.uint8],
    groups: NDArray[np.uint8],
    weight: NDArray[np.uint8],
    high: NDArray[np.uint64],
    low: NDArray[np.uint32],
) -> tuple[int, bool]:
    """Lines from row `first` on into columns; (row of the first fault or FAULTLESS, whether it is not the order)."""
    for i in range(len(stratum)):
        row = first + i
        start = row * WIDTH
        wrong = 0
        for j in range(WIDTH):
            byte, kind = data[start + j], form[j]
            digit = np.uint8(byte - np.uint8(48)) < np.uint8(10)
            letter = np.uint8(byte - np.uint8(97)) < np.uint8(6)
            exact = (byte == kind) & (kind > np.uint8(2))
            fits = exact | (digit & (kind <= np.uint8(2))) | (letter & (kind == np.uint8(1)))
            wrong += not fits
        tens, units = np.int64(data[start + 100]) - 48, np.int64(data[start + 101]) - 48
        if wrong or not 1 <= tens * 10 + units <= 62:
            return row, True
        if row and not _rises(data, start):
            return row, False
        stratum[i] = _decimal(data, start + 65)
        band[i] = data[start + 70] - np.uint8(48)
        groups[i] = np.uint8(_hex(data, start + 72) << np.uint64(4) | _hex(data, start + 73))
        weight[i] = tens * 10 + units
        high[i], low[i], _ = _handle(data, start + 75)
    return FAULTLESS, True


@kernel
def _rises(data: NDArray[np.uint8], start: int) -> bool:
    """Whether the commit at `start` is greater than that of the line before."""
    for i in range(0, 64, 4):
        before, now = word_at(data, start - WIDTH + i), word_at(data, start + i)
        if before != now:
            return before < now
    return False


@kernel
def _decimal(data: NDArray[np.uint8], start: int) -> int:
    value = 0
    for i in range(4):
        value = value * 10 + np.int64(data[start + i]) - 48
    return value


@kernel
def _hex(data: NDArray[np.uint8], place: int) -> int:
    byte = np.uint64(data[place])
    return (byte & np.uint64(15)) + np.uint64(9) * (byte >> np.uint64(6))


@kernel
def _four_hex(word: int) -> tuple[int, bool]:
    """The number that four lower-case hex digits in one word stand for, and whether they are such."""
    high = (word >> np.uint32(6)) & np.uint32(0x01010101)
    digits = np.uint32((word & np.uint32(0x0F0F0F0F)) + np.uint32(9) * high)
    letters = ((digits + np.uint32(0x06060606)) >> np.uint32(4)) & np.uint32(0x01010101)
    again = np.uint32(digits + np.uint32(0x30303030) + np.uint32(39) * letters)
    right = (again == word) & (digits & np.uint32(0xF0F0F0F0) == 0)
    pairs = (digits | (digits >> np.uint32(4))) & np.uint32(0x00FF00FF)
    return np.uint64((pairs | (pairs >> np.uint32(8))) & np.uint32(0xFFFF)), right


@kernel
def _handle(data: NDArray[np.uint8], start: int) -> tuple[int, int, bool]:
    """A handle of 24 hex digits as 64 and 32 bits, and whether it is one."""
    high, low, right = np.uint64(0), np.uint64(0), True
    for i in range(0, 16, 4):
        part, fits = _four_hex(word_at(data, start + i))
        high, right = (high << np.uint64(16)) | part, right & fits
    for i in range(16, 24, 4):
        part, fits = _four_hex(word_at(data, start + i))
        low, right = (low << np.uint64(16)) | part, right & fits
    return high, np.uint32(low), right


def _of_parquet(source: Path, progress: Progress) -> tuple[_Rows, LotteryError | None]:
    try:
        with pq.ParquetFile(source) as file:
            rows = _Rows.empty(file.metadata.num_rows)
            start = 0
            for chunk in file.iter_batches(STEP // 4, columns=list(COLUMNS)):
                progress("read", start, len(rows.stratum))
                part = rows.between(start, start + chunk.num_rows)
                row = _put_rows(chunk, part)
                if row != FAULTLESS:
                    return rows.between(0, start + row), LineMalformed(line=start + row + 1)
                start += chunk.num_rows
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise FileUnreadable(path=str(source), problem="parquet") from error
    pa.default_memory_pool().release_unused()
    return rows, None


def _put_rows(chunk: pa.RecordBatch, part: _Rows) -> int:
    """Fill the rows of one batch; the first that undian/1 has no line for, or FAULTLESS."""
    faults = [
        _numbers(chunk, "band", part.band, 0, 9),
        _numbers(chunk, "groups", part.groups, 0, 255),
        _numbers(chunk, "weight", part.weight, 1, 62),
    ]
    if pa.types.is_integer(chunk.schema.field("stratum").type):
        faults.append(_numbers(chunk, "stratum", part.stratum, 0, 9999))
    else:
        faults.append(_texts(chunk, "stratum", _parse_strata, part.stratum))
    faults.append(_texts(chunk, "house", _parse_handles, part.high, part.low))
    return min((fault for fault in faults if fault != FAULTLESS), default=FAULTLESS)


def _numbers(chunk: pa.RecordBatch, name: str, out: NDArray[Any], least: int, most: int) -> int:
    numbers = _filled(chunk.column(name).cast(pa.int64()), -1).to_numpy()
    wrong = (numbers < least) | (numbers > most)
    out[:] = numbers
    return int(wrong.argmax()) if wrong.any() else FAULTLESS


def _texts(chunk: pa.RecordBatch, name: str, parse: Callable[..., int], *out: NDArray[Any]) -> int:
    return parse(*text_buffers(_filled(chunk.column(name), "")), *out)


def _filled(column: pa.Array, absent: int | str) -> pa.Array:
    """The column with what no line could hold in place of nulls; `fill_null` costs most of a second to load."""
    return column.fill_null(absent) if column.null_count else column


def text_buffers(column: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of a column of text without nulls and where each text begins, n + 1 offsets."""
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        column = column.cast(pa.large_string())
    _, places, data = column.buffers()
    kind = np.int32 if pa.types.is_string(column.type) else np.int64
    offsets = np.frombuffer(places, kind)[column.offset : column.offset + len(column) + 1]
    return np.frombuffer(data or b"", np.uint8), offsets.astype(np.int64)


@kernel
def _parse_strata(data: NDArray[np.uint8], offsets: NDArray[np.int64], out: NDArray[np.uint16]) -> int:
    for i in range(len(out)):
        start = offsets[i]
        if offsets[i + 1] - start != 4:
            return i
        for j in range(4):
            if not 48 <= data[start + j] <= 57:
                return i
        out[i] = _decimal(data, start)
    return FAULTLESS


@kernel
def _parse_handles(
    data: NDArray[np.uint8], offsets: NDArray[np.int64], high: NDArray[np.uint64], low: NDArray[np.uint32]
) -> int:
    for i in range(len(high)):
        start = offsets[i]
        if offsets[i + 1] - start != 24:
            return i
        high[i], low[i], right = _handle(data, start)
        if not right:
            return i
    return FAULTLESS


def heads_of(high: NDArray[np.uint64], low: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """For each row the first row with the same handle, n × uint32."""
    bits = max(0, (len(high) // ROOM).bit_length())
    return _heads(high, low, bits)


@kernel
def _part_of(high: int, low: int, bits: int) -> int:
    """The upper `bits` of a product that depends on every bit of the handle."""
    mixed = (high ^ (np.uint64(low) << np.uint64(17))) * np.uint64(0x9E3779B97F4A7C15)
    return np.int64(mixed >> np.uint64(32)) >> (32 - bits)


@kernel
def _heads(high: NDArray[np.uint64], low: NDArray[np.uint32], bits: int) -> NDArray[np.uint32]:
    n = len(high)
    ends = np.zeros((1 << bits) + 1, np.int64)
    for i in range(n):
        ends[_part_of(high[i], low[i], bits) + 1] += 1
    for i in range(1 << bits):
        ends[i + 1] += ends[i]
    starts = ends.copy()
    rows, left, right = np.empty(n, np.uint32), np.empty(n, np.uint64), np.empty(n, np.uint32)
    for i in range(n):
        part = _part_of(high[i], low[i], bits)
        place = starts[part]
        starts[part] = place + 1
        rows[place], left[place], right[place] = i, high[i], low[i]
    heads = np.empty(n, np.uint32)
    for part in range(1 << bits):
        _heads_in(rows, left, right, ends[part], ends[part + 1], heads)
    return heads


@kernel
def _heads_in(
    rows: NDArray[np.uint32],
    left: NDArray[np.uint64],
    right: NDArray[np.uint32],
    start: int,
    stop: int,
    heads: NDArray[np.uint32],
) -> None:
    """One part: rows rise in it, so whichever of a household comes to the table first is its first."""
    size = 4
    while size < 2 * (stop - start):
        size *= 2
    table = np.full(size, -1, np.int32)
    for i in range(start, stop):
        mixed = left[i] * np.uint64(0xD6E8FEB86659FD93) + np.uint64(right[i])
        slot = np.int64(mixed >> np.uint64(36)) & (size - 1)
        while True:
            other = table[slot]
            if other < 0:
                table[slot] = i - start
                heads[rows[i]] = rows[i]
                break
            if left[start + other] == left[i] and right[start + other] == right[i]:
                heads[rows[i]] = rows[start + other]
                break
            slot = (slot + 1) & (size - 1)


@kernel
def first_elsewhere(stratum: NDArray[np.uint16], heads: NDArray[np.uint32]) -> int:
    """The first row whose household was first seen in another stratum, or FAULTLESS."""
    for i in range(len(heads)):
        if stratum[i] != stratum[heads[i]]:
            return i
    return FAULTLESS


def pieces(n: int) -> Iterator[tuple[int, int]]:
    """Ranges that cover n rows."""
    for start in range(0, n, STEP):
        yield start, min(start + STEP, n)
