"""Reading the table of those who applied: CSV, Parquet or xlsx, as an agency has it.

Every cell that cannot be read is named with its row and column as a person sees them in the file. Nothing is
guessed about an identity: a number that a spreadsheet has turned into 3.2E+15 is refused, not repaired.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from gelombang.core.lottery.errors import LotteryError

from . import csv_file, heading, misread, workbook
from .errors import (
    CellInvalid,
    ColumnMissing,
    ColumnNotOurs,
    ColumnRounded,
    ColumnShared,
    ColumnTwice,
    FileMissing,
    FileUnreadable,
    GroupUndeclared,
    GroupUnknown,
    ListEmpty,
    RowEmpty,
)

COLUMNS = ("id", "household", "stratum", "band", "groups", "weight")
MAX_TEXT = 200
ALONE = "\0alone\0"
"""Goes before the identity of someone whose household cell is empty, so that it can equal no household's id."""

INVISIBLE = r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
REWRITTEN = r"^\d+([.,]\d+)?[eE]\+?\d+$|^\d+\.0$"
REWRITTEN_WORDS = (
    "a number in scientific or rounded form, as spreadsheets make of long ones; make the column text"
)
OTHER_DIGITS = r"^[\p{N}\p{P}\p{Zs}]*[\p{N}&&[^0-9]][\p{N}\p{P}\p{Zs}]*$"
"""A number with digits of another script, or wide ones: it looks like another's number and is not equal to it."""

OTHER_DIGITS_WORDS = "a number with digits other than 0 to 9, such as wide ones; type it anew"
MARKED_WORDS = "begins with ' or =, which spreadsheets put before texts; delete it"
NUL_WORDS = "a zero byte (NUL), which an export that broke leaves; export the list again"
PLACEHOLDER_WORDS = "a word for nothing, and no identity"
_LONG_NUMBER = re.compile(r"[0-9]{7,}")


@dataclass(frozen=True)
class Applicants:
    """`rows` has id and household as text (an empty household already made unique), stratum as 4 digits, band,
    groups and weight as small integers, in the file's order; rows made by the site have `salt` (16 bytes) and
    `application` too. `first_row` is what a person calls the first of them: 2 under a header line, else 1. `given`
    names the columns that the file had, `names` what the file calls each of them, `unused` the file's other columns;
    `blank` how many rows have nothing in a column that they may leave empty; `sheets` the sheet of a workbook that was
    read, and then its others that hold something; `noticed` what the table may have lost on its way here."""

    rows: pl.DataFrame
    first_row: int
    given: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    blank: Mapping[str, int] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    noticed: tuple[misread.Notice, ...] = ()

    @property
    def n(self) -> int:
        return self.rows.height


def read(
    path: Path,
    columns: Mapping[str, str],
    group_bits: Mapping[str, int],
    without: Collection[str] = (),
) -> Applicants:
    """The applicants in `path`. `columns` says which of the file's columns is which of ours where names
    differ; `group_bits` turns the names of groups into bits; columns of ours in `without` are left alone."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    for ours in columns:
        if ours not in COLUMNS:
            raise ColumnNotOurs(column=ours[:40], known=", ".join(COLUMNS))
    frame, first_row, sheets = _open(path)
    try:
        return _applicants(frame, first_row, sheets, path, columns, group_bits, without)
    except LotteryError as error:
        if len(sheets) > 1:
            error.facts |= {"sheet": sheets[0], "sheets": ", ".join(sheets[1:])}
        raise


def _applicants(
    frame: pl.DataFrame,
    first_row: int,
    sheets: tuple[str, ...],
    path: Path,
    columns: Mapping[str, str],
    group_bits: Mapping[str, int],
    without: Collection[str],
) -> Applicants:
    found = frame.columns
    named = [name for name in found if not heading.UNNAMED.fullmatch(name)]
    if not found:
        raise ListEmpty(path=str(path))
    heading.must_be_first(frame, first_row, columns.get("id", "id"), path)
    names = _names(frame, first_row, path, columns, without)
    if frame.height == 0:
        raise ListEmpty(path=str(path))
    if first_row > 1:  # under a header line, in a file of lines
        frame = _without_empty_end(frame, names["id"])
        if frame.height == 0:
            raise ListEmpty(path=str(path))
        _refuse_empty_row(frame, names["id"], first_row)
    frame = pl.DataFrame({ours: _as_text(frame[theirs], ours, path) for ours, theirs in names.items()})
    cells = _Cells(frame, first_row, names)
    rows = pl.DataFrame(
        {
            "id": cells.identity(),
            "household": cells.household(),
            "stratum": cells.stratum(),
            "band": cells.number("band", 0, 0, 9),
            "groups": cells.groups(group_bits),
            "weight": cells.number("weight", 1, 1, 62),
        }
    )
    unused = tuple(heading.shown(name) for name in named if name not in names.values())
    blank, noticed = cells.blank(), cells.noticed()
    return Applicants(rows, first_row, tuple(names), names, unused, blank, sheets, noticed)


def _without_empty_end(frame: pl.DataFrame, identity: str) -> pl.DataFrame:
    """The rows up to the last in which something stands: empty ones below the list are litter of a spreadsheet."""
    if not _nothing_in(frame[identity])[-1]:
        return frame
    filled = pl.DataFrame({name: ~_nothing_in(frame[name]) for name in frame.columns}).select(
        pl.any_horizontal(pl.all()).alias("filled")
    )["filled"]
    return frame.head(int(filled.arg_true()[-1]) + 1 if filled.any() else 0)


def _refuse_empty_row(frame: pl.DataFrame, identity: str, first_row: int) -> None:
    """Name the first row in which nothing stands, such as an empty line between two others."""
    if not _nothing_in(frame[identity]).any():
        return
    empty = pl.DataFrame({name: _nothing_in(frame[name]) for name in frame.columns}).select(
        pl.all_horizontal(pl.all()).alias("empty")
    )["empty"]
    index = empty.arg_max() if empty.any() else None
    if index is not None:
        raise RowEmpty(row=index + first_row, more=int(empty.sum()) - 1)


def _nothing_in(cells: pl.Series) -> pl.Series:
    blank = cells.is_null()
    return blank | (cells.str.strip_chars() == "").fill_null(True) if cells.dtype == pl.String else blank


def _open(path: Path) -> tuple[pl.DataFrame, int, tuple[str, ...]]:
    """The table, what a person calls its first row, and the sheets of a workbook."""
    misread.must_be_named_right(path)
    if path.suffix.lower() == ".xlsx":
        return workbook.read(path)
    reader = _read_parquet if path.suffix.lower() == ".parquet" else csv_file.read
    return *reader(path), ()


def _read_parquet(path: Path) -> tuple[pl.DataFrame, int]:
    try:
        return pl.read_parquet(path), 1
    except (pl.exceptions.PolarsError, OSError) as error:
        raise FileUnreadable(path=str(path), problem="parquet") from error


def _as_text(cells: pl.Series, column: str, path: Path) -> pl.Series:
    if column == "groups" and cells.dtype == pl.List(pl.String):
        return cells.list.join(" ")
    if cells.dtype.is_nested() or cells.dtype in (pl.Binary, pl.Object):
        raise FileUnreadable(path=str(path), problem=f"{column}: {cells.dtype.base_type()}")
    return cells.cast(pl.String)


def _names(
    frame: pl.DataFrame, first_row: int, path: Path, columns: Mapping[str, str], without: Collection[str]
) -> dict[str, str]:
    """Ours → theirs, of the columns that the table has."""
    found = frame.columns
    alike, names = heading.alike(found), dict[str, str]()
    for ours in COLUMNS:
        if ours in without and ours != "id":
            continue
        theirs = columns.get(ours, alike.get(ours, ours))
        if f"{theirs}_duplicated_0" in found:
            raise ColumnTwice(column=theirs)
        if theirs in found:
            names[ours] = theirs
        elif ours in columns or ours == "id":
            heading.must_be_names(frame, first_row, theirs, path)
            near = heading.near(ours, theirs, found)
            known = ", ".join(heading.shown(name) for name in found)[:300]
            facts = {"column": theirs, "ours": ours, "known": known, "near": heading.shown(near)}
            raise ColumnMissing(**facts, given=int(ours in columns))
    _must_be_apart(names)
    return names


def _must_be_apart(names: Mapping[str, str]) -> None:
    """Refuse one column that is to be two things: each person would be a household, or nobody in a region."""
    first: dict[str, str] = {}
    for ours, theirs in names.items():
        if first.setdefault(theirs, ours) != ours:
            raise ColumnShared(column=heading.shown(theirs), ours=first[theirs], other=ours)


class _Cells:
    """One column after the other, checked as a whole; the first cell that is wrong is named."""

    def __init__(self, frame: pl.DataFrame, first_row: int, names: Mapping[str, str]) -> None:
        self.frame, self.first_row, self.names = frame, first_row, names

    def _texts(self, column: str) -> pl.Series | None:
        return self.frame[column].fill_null("") if column in self.frame.columns else None

    def _refuse(self, column: str, texts: pl.Series, wrong: pl.Series, problem: str) -> None:
        index = wrong.arg_max() if wrong.any() else None
        if index is not None:
            value = "" if column in ("id", "household") else _LONG_NUMBER.sub("…", texts[index][:40])
            theirs = self.names[column].strip()
            row, more = index + self.first_row, int(wrong.sum()) - 1
            raise CellInvalid(row=row, column=theirs, value=value, problem=problem, more=more)

    def _text(self, column: str) -> pl.Series | None:
        texts = self._texts(column)
        if texts is None:
            return None
        self._refuse(column, texts, texts.str.len_bytes() > MAX_TEXT, "too long")
        self._refuse(column, texts, texts != texts.str.strip_chars(), "spaces around")
        self._refuse(column, texts, texts.str.contains("\0", literal=True), NUL_WORDS)
        self._refuse(column, texts, texts.str.contains(INVISIBLE), "control or invisible character")
        self._refuse(column, texts, texts.str.contains(REWRITTEN), REWRITTEN_WORDS)
        self._refuse(column, texts, texts.str.contains(OTHER_DIGITS), OTHER_DIGITS_WORDS)
        self._refuse(column, texts, texts.str.contains("^['=]"), MARKED_WORDS)
        if n := misread.rounded(texts):
            raise ColumnRounded(column=self.names[column].strip(), n=n, kept=misread.KEPT_DIGITS)
        return texts

    def identity(self) -> pl.Series:
        texts = self._text("id")
        if texts is None:
            raise ColumnMissing(column="id", ours="id", known=", ".join(self.frame.columns), near="...")
        self._refuse("id", texts, texts == "", "empty")
        wordless = misread.are_placeholders(texts) & ~texts.str.contains(r"^[0-9]+$")
        self._refuse("id", texts, wordless, PLACEHOLDER_WORDS)
        return texts

    def blank(self) -> dict[str, int]:
        """Rows that leave a column empty which says something of everybody."""
        counted = {ours: self._texts(ours) for ours in ("household", "band", "weight")}
        return {
            ours: n
            for ours, texts in counted.items()
            if texts is not None and (n := int((texts.str.strip_chars() == "").sum()))
        }

    def noticed(self) -> tuple[misread.Notice, ...]:
        """What the table may have lost on its way here."""
        found: list[misread.Notice] = []
        for ours in ("id", "household"):
            texts = self._texts(ours)
            if texts is not None:
                found += misread.lost_zeros(texts, self.names[ours].strip(), self.first_row)
        strata = self._texts("stratum")
        if strata is not None:
            found += misread.short_strata(strata.str.strip_chars().str.strip_suffix(".0"), self.first_row)
        return tuple(found)

    def household(self) -> pl.Series:
        texts = self._text("household")
        alone = ALONE + self.frame["id"]
        if texts is None:
            return alone
        return pl.select(pl.when(texts == "").then(alone).otherwise(texts)).to_series()

    def stratum(self) -> pl.Series:
        texts = self._texts("stratum")
        if texts is None:
            return pl.repeat("0000", self.frame.height, eager=True)
        texts = texts.str.strip_chars()
        self._refuse("stratum", texts, texts == "", "empty")
        self._refuse("stratum", texts, ~texts.str.contains(r"^[0-9]{1,4}(\.0)?$"), "not up to four digits")
        return texts.str.strip_suffix(".0").str.zfill(4)

    def number(self, column: str, absent: int, least: int, most: int) -> pl.Series:
        texts = self._texts(column)
        if texts is None:
            return pl.repeat(absent, self.frame.height, dtype=pl.UInt8, eager=True)
        texts = texts.str.strip_chars()
        numbers = texts.str.strip_suffix(".0").cast(pl.Int64, strict=False)
        numbers = pl.select(pl.when(texts == "").then(absent).otherwise(numbers)).to_series()
        wrong = numbers.is_null() | (numbers < least).fill_null(True) | (numbers > most).fill_null(True)
        self._refuse(column, texts, wrong, f"not a whole number from {least} to {most}")
        return numbers.cast(pl.UInt8)

    def groups(self, bits: Mapping[str, int]) -> pl.Series:
        """A number of bits, or names separated by spaces, commas, semicolons, `|`, `+` or `/`."""
        texts = self._texts("groups")
        if texts is None:
            return pl.repeat(0, self.frame.height, dtype=pl.UInt8, eager=True)
        self._refuse("groups", texts, texts.str.len_bytes() > MAX_TEXT, "too long")
        distinct = {text: _bits_of(text, bits) for text in texts.unique().to_list()}
        unknown = [text for text, value in distinct.items() if value is None]
        index = texts.is_in(unknown).arg_max() if unknown else None
        if index is not None:
            self._refuse_group(index, texts[index], bits)
        return texts.replace_strict(distinct, return_dtype=pl.UInt8)

    def _refuse_group(self, index: int, text: str, bits: Mapping[str, int]) -> None:
        words = _words_of(text, bits)
        value = _LONG_NUMBER.sub("…", next((word for word in words if word not in bits), text))[:40]
        facts: dict[str, str | int] = {"row": index + self.first_row, "column": self.names["groups"].strip()}
        if not bits:
            raise GroupUndeclared(**facts, value=value)
        raise GroupUnknown(**facts, value=value, known=", ".join(bits))


def _words_of(text: str, bits: Mapping[str, int]) -> list[str]:
    """The names in a cell. A + or / parts two only where both are groups: "65+" is one name or none, and no number."""
    found: list[str] = []
    for word in text.replace(",", " ").replace(";", " ").replace("|", " ").split():
        parts = re.split("[+/]", word)
        found += parts if word not in bits and all(part in bits for part in parts) else [word]
    return found


def _bits_of(text: str, bits: Mapping[str, int]) -> int | None:
    words = _words_of(text, bits)
    if len(words) == 1 and words[0].isascii() and words[0].removesuffix(".0").isdecimal():
        number = int(words[0].removesuffix(".0"))
        return number if number <= 0xFF else None
    if any(word not in bits for word in words):
        return None
    value = 0
    for word in words:
        value |= bits[word]
    return value
