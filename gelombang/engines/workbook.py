"""Reading an xlsx workbook: its first sheet, and the names of the others that hold something."""

from pathlib import Path
from typing import Literal

import fastexcel
import polars as pl

from . import formulas
from .errors import FileUnreadable

LONG = r"^-?\d{16}"
"""How numbers begin that a cell cannot hold to the last digit."""


def read(path: Path) -> tuple[pl.DataFrame, int, tuple[str, ...]]:
    """The first sheet as text, below its heading and without the empty rows that follow the last; the number that a
    spreadsheet shows beside the first of those rows; and the names of the sheets: first the one that was read, then
    every other that is not empty. The heading is the first row in which something stands."""
    formulas.must_have_values(path)
    try:
        book = fastexcel.read_excel(path)
        cells = _cells(book, "string")
        filled = cells.select(pl.any_horizontal(_filled(name) for name in cells.columns)).to_series()
        if not cells.width or not filled.any():
            return pl.DataFrame(), 2, _sheets(book)
        first, last = int(filled.arg_max() or 0), int(filled.arg_true()[-1])
        names = _named(cells.row(first))
        cells = _unrounded(cells, book)[first + 1 : last + 1]
        return cells.rename(dict(zip(cells.columns, names, strict=True))), first + 2, _sheets(book)
    except (pl.exceptions.PolarsError, fastexcel.FastExcelError, OSError, ValueError) as error:
        raise FileUnreadable(path=str(path), problem="xlsx") from error


def _cells(book: fastexcel.ExcelReader, kind: Literal["string", "boolean"]) -> pl.DataFrame:
    """The whole first sheet from its row 1 on; the kind is said, so that none is guessed and remarked upon."""
    if not book.sheet_names:
        return pl.DataFrame()
    return book.load_sheet(0, header_row=None, skip_rows=0, dtypes=kind).to_polars()


def _filled(name: str) -> pl.Expr:
    return (pl.col(name).str.strip_chars() != "").fill_null(value=False)


def _named(row: tuple[str | None, ...]) -> list[str]:
    """The names of the columns as the CSV reader gives them: the second `id` becomes `id_duplicated_0`."""
    names: list[str] = []
    for place, cell in enumerate(row):
        name = cell if cell and cell.strip() else f"__UNNAMED__{place}"
        twice = (f"{name}_duplicated_{n}" for n in range(len(row)))
        names.append(name if name not in names else next(again for again in twice if again not in names))
    return names


def first_sheet(content: bytes) -> pl.DataFrame:
    """Every row of the first sheet as text, the first one too; raises `FileUnreadable`."""
    try:
        book = fastexcel.read_excel(content)
        if not book.sheet_names:
            return pl.DataFrame()
        return book.load_sheet(0, header_row=None, dtypes="string").to_polars()
    except (pl.exceptions.PolarsError, fastexcel.FastExcelError, OSError, ValueError) as error:
        raise FileUnreadable(path="", problem="xlsx") from error


def kind_of_column(content: bytes, place: int, below: int) -> str:
    """What the cells of a column of the first sheet are, below so many rows: text, numbers or mixed."""
    book = fastexcel.read_excel(content)
    try:
        sheet = book.load_sheet(
            0, header_row=None, skip_rows=below, use_columns=[place], dtype_coercion="strict"
        )
    except fastexcel.FastExcelError:
        return "mixed"
    return "numbers" if sheet.to_polars().to_series().dtype.is_numeric() else "text"


def _sheets(book: fastexcel.ExcelReader) -> tuple[str, ...]:
    if not book.sheet_names:
        return ()
    first, *others = book.sheet_names
    loaded = ((name, book.load_sheet(name, header_row=None, n_rows=1, dtypes="string")) for name in others)
    return first, *(name for name, sheet in loaded if sheet.width)


def _unrounded(texts: pl.DataFrame, book: fastexcel.ExcelReader) -> pl.DataFrame:
    """A cell that holds a number keeps 15 digits: what stands there as a longer one is shown for what it is. Read as
    true or false, a number is one of them and a text is nothing, so that each cell is judged by itself."""
    long = [name for name in texts.columns if texts[name].str.contains(LONG).any()]
    if not long:
        return texts
    numbers = _cells(book, "boolean")
    return texts.with_columns(
        pl.when(pl.col(name).str.contains(LONG) & numbers[name].is_not_null())
        .then(pl.lit("1E+15"))
        .otherwise(pl.col(name))
        .alias(name)
        for name in long
    )
