"""What a table may have lost on its way here: a file of another kind than its name, zeros at the front of numbers.

Spreadsheets take a number for a quantity and drop the zeros before it. Nothing is repaired; what looks like it is told.
"""

from pathlib import Path

import polars as pl

from .errors import FileMisnamed

Notice = tuple[str, dict[str, str | int]]
"""Something to look at, as the warnings about a policy: its name and its facts."""

KINDS = ((b"PAR1", "Parquet", ".parquet"), (b"PK\3\4", "Excel (xlsx)", ".xlsx"))
"""How files begin that are no CSV, whatever they are called."""

LEAST_DIGITS = 4
"""Shorter numbers are no identities whose zeros matter, but house numbers and the like."""

COUNTED = 10
"""Numbers up to so many times as many as there are rows are taken for ones that somebody counted up: 1, 2, … 400."""


def must_be_named_right(path: Path) -> None:
    """Refuse a file that would be read as one of another kind; raises `FileMisnamed`."""
    with path.open("rb") as file:
        begin = file.read(4096)
    named = path.suffix.lower()
    kind, suffix = next(
        ((kind, suffix) for magic, kind, suffix in KINDS if begin.startswith(magic)), ("", "")
    )
    if not kind and named in (".xlsx", ".parquet") and _is_text(begin):
        kind, suffix = "CSV", ".csv"
    if kind and suffix != (named if named in (".xlsx", ".parquet") else ".csv"):
        raise FileMisnamed(path=str(path), kind=kind, suffix=suffix)


def _is_text(begin: bytes) -> bool:
    try:
        begin.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(begin) - 4 and b"\0" not in begin  # cut within a letter
    return bool(begin) and b"\0" not in begin


def lost_zeros(texts: pl.Series, column: str, first_row: int) -> list[Notice]:
    """Numbers of a column with fewer digits than most of them have; `column` is the file's own name of it."""
    lengths = texts.str.len_bytes()
    if lengths.min() == lengths.max():
        return []
    digits = texts.str.contains(r"^[0-9]+$")
    numbers = texts.filter(digits)
    counted = numbers.str.len_bytes().value_counts(name="n").rows()
    usual = max(((n, length) for length, n in counted), default=(0, 0))[1]
    short = digits & (lengths < usual)
    if usual < LEAST_DIGITS or not short.any() or _are_counted_up(numbers):
        return []
    row = int(short.arg_max() or 0) + first_row
    return [("short numbers", {"column": column, "n": int(short.sum()), "usual": int(usual), "row": row})]


def _are_counted_up(numbers: pl.Series) -> bool:
    largest = numbers.cast(pl.UInt64, strict=False).max()
    return isinstance(largest, int) and largest <= COUNTED * len(numbers)


def short_strata(texts: pl.Series, first_row: int) -> list[Notice]:
    """Codes of regions with fewer than four digits, which are read with zeros in front."""
    short = texts.str.len_bytes() < LEAST_DIGITS
    if not short.any():
        return []
    first = int(short.arg_max() or 0)
    value = str(texts[first])
    facts: dict[str, str | int] = {"n": int(short.sum()), "row": first + first_row, "value": value}
    return [("short stratum", {**facts, "read": value.zfill(LEAST_DIGITS)})]
