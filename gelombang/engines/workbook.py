"""Reading an xlsx workbook: its first sheet, and the names of the others that hold something."""

from pathlib import Path

import fastexcel
import polars as pl

from .errors import FileUnreadable


def read(path: Path) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The first sheet as text, and the names of the sheets: first the one that was read, then every other that is not
    empty."""
    try:
        frame = pl.read_excel(path, engine="calamine", infer_schema_length=0)
        typed = pl.read_excel(path, engine="calamine", infer_schema_length=None)
        texts = frame.with_columns(_unrounded(frame[name], typed[name]) for name in frame.columns)
        return texts, _sheets(path)
    except pl.exceptions.NoDataError:
        return pl.DataFrame(), _sheets(path)
    except (pl.exceptions.PolarsError, fastexcel.FastExcelError, OSError, ValueError) as error:
        raise FileUnreadable(path=str(path), problem="xlsx") from error


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


def _sheets(path: Path) -> tuple[str, ...]:
    book = fastexcel.read_excel(path)
    first, *others = book.sheet_names
    loaded = ((name, book.load_sheet(name, header_row=None, n_rows=1)) for name in others)
    return first, *(name for name, sheet in loaded if sheet.width)


def _unrounded(texts: pl.Series, typed: pl.Series) -> pl.Series:
    """A cell that holds a number keeps 15 digits: what stands there as a longer one is shown for what it is."""
    if not typed.dtype.is_numeric():
        return texts
    rounded = pl.select((typed.cast(pl.Float64).abs() >= 10**15).fill_null(value=False)).to_series()
    return pl.select(pl.when(rounded).then(pl.lit("1E+15")).otherwise(texts).alias(texts.name)).to_series()
