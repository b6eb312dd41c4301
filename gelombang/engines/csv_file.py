"""Reading a CSV as an agency has it: any of the usual separators, packed or not; what breaks it is named by its row."""

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

import polars as pl

from .errors import FileNotText, FileUnreadable, LinesUnbroken, ListEmpty, RowTooLong, RowTooShort
from .file_errors import FileHasNul

SEPARATORS = ",;\t|"


def read(path: Path) -> tuple[pl.DataFrame, int]:
    """The table as text, and what a person calls its first row: 2, under the header."""
    separator = SEPARATORS[0]
    try:
        separator = _separator(path)
        frame = pl.read_csv(path, infer_schema=False, separator=separator)
    except pl.exceptions.NoDataError as error:
        raise ListEmpty(path=str(path)) from error
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError, EOFError) as error:
        _refuse_encoding(path)
        _refuse_nul(path)
        _refuse_long_row(path, separator)
        # not the reader's own words: they quote the file, and with it people
        raise FileUnreadable(path=str(path), problem="CSV") from error
    _refuse_short_row(path, separator, frame)
    return frame, 2


def _separator(path: Path) -> str:
    """Spreadsheets in Indonesia write semicolons; whichever of the usual four is most frequent in the header."""
    with _text_of(path) as file:
        header = file.readline(100_000).decode("utf-8-sig")
    if "\0" in header:  # two bytes for each letter
        raise FileNotText(path=str(path), row=1)
    if "\r" in header.rstrip("\r\n") and '"' not in header:
        raise LinesUnbroken(path=str(path))
    return max(SEPARATORS, key=header.count)


def _text_of(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        magic = file.read(2)
    if magic == b"\x1f\x8b":
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def _refuse_encoding(path: Path) -> None:
    try:
        with _text_of(path) as file:
            for row, line in enumerate(file, start=1):
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError as error:
                    raise FileNotText(path=str(path), row=row) from error
    except (OSError, EOFError) as error:
        raise FileUnreadable(path=str(path), problem="gzip") from error


def _refuse_nul(path: Path) -> None:
    """Name the first row with a zero byte, such as a write that power failed leaves at the end."""
    with suppress(OSError, EOFError), _text_of(path) as file:
        for row, line in enumerate(file, start=1):
            if b"\0" in line:
                raise FileHasNul(path=str(path), row=row)


def _refuse_long_row(path: Path, separator: str) -> None:
    """Name the first row that has more cells than the header; where the file is broken otherwise, say nothing."""
    with suppress(csv.Error, OSError, EOFError, UnicodeDecodeError):
        rows = _rows(path, separator)
        width = len(next(rows, []))
        for row, cells in enumerate(rows, start=2):
            if len(cells) > width:
                raise RowTooLong(row=row, found=len(cells), expected=width)


def _refuse_short_row(path: Path, separator: str, frame: pl.DataFrame) -> None:
    """Name the first row that lacks cells. The reader fills them up with nothing, so that only rows with nothing in
    the last column need be counted; a row with nothing at all is an empty one, of which others speak."""
    if not frame.width or not frame.to_series(-1).null_count():
        return
    with suppress(csv.Error, OSError, EOFError, UnicodeDecodeError):
        rows = _rows(path, separator)
        width = max((place for place, name in enumerate(next(rows, []), start=1) if name.strip()), default=0)
        for row, cells in enumerate(rows, start=2):
            if len(cells) < width and any(cell.strip() for cell in cells):
                _refuse_nul(path)
                raise RowTooShort(row=row, found=len(cells), expected=width)


def _rows(path: Path, separator: str) -> Iterator[list[str]]:
    with _text_of(path) as file, io.TextIOWrapper(file, "utf-8-sig", newline="\n") as text:
        # a carriage return alone ends no line
        yield from csv.reader((line.replace("\r", "") for line in text), delimiter=separator)
