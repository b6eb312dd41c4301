"""What a table may have lost on its way here: a file of another kind than its name, zeros at the front of numbers.

Spreadsheets take a number for a quantity and drop the zeros before it. Nothing is repaired; what looks like it is told.
"""

from pathlib import Path

import polars as pl

from .errors import FileForeign, FileMisnamed

Notice = tuple[str, dict[str, str | int]]
"""Something to look at, as the warnings about a policy: its name and its facts."""

KINDS = ((b"PAR1", "Parquet", ".parquet"), (b"PK\3\4", "Excel (xlsx)", ".xlsx"))
"""How files begin that are no CSV, whatever they are called."""

OLD = b"\xd0\xcf\x11\xe0"
"""How compound files begin, in which old Excel writes, and new Excel what has a password ([MS-CFB] 2.2)."""

XLSX = (b"[Content_Types].xml", b"xl/", b"_rels/")
"""What stands near the beginning of a workbook, and not in just any zip."""

ODF = b"mimetypeapplication/vnd.oasis.opendocument"
"""What stands at byte 30 of the files of LibreOffice (ODF 1.3 part 2, section 3.3)."""

LEAST_DIGITS = 4
"""Shorter numbers are no identities whose zeros matter, but house numbers and the like."""

IDENTITY_DIGITS = 9
"""Numbers as long as these, or longer, nobody counted up from 1."""

COUNTED = 10
"""Numbers up to so many times as many as there are rows are taken for ones that somebody counted up: 1, 2, … 400."""

KEPT_DIGITS = 15
"""A spreadsheet keeps so many digits of a number, and writes zeros for the others (IEEE 754, binary64)."""

ENOUGH = 10
"""Fewer numbers than these may be as they are by chance: ten all end in zero once in ten thousand million times."""


_NOTHING = (
    r"n[\W_]?a[\W_]?n?|none|null|nil|nihil|blank|empty|unknown|missing|undefined|kosong|(?:tidak|tdk|tak|belum)[\W_]*"
    r"(?:ada|tahu|diketahui|punya|memiliki|terdaftar|diisi|lengkap)(?:[\W_]+(?:no|nomor|data))?"
    r"(?:[\W_]+(?:kk|kartu[\W_]+keluarga|keluarga|nik|ktp|data))?|no[\W_]?(?:kk|household|data)?|x{2,}"
)
_EXCEL = r"#(?:ref!|value!|div/0!|name\?|num!|null!|n/a)"
_ONE_DIGIT = "|".join(rf"{digit}{{8,}}" for digit in range(1, 10))
PLACEHOLDER = rf"(?i)^(?:[\W_]*(?:{_NOTHING})[\W_]*|[\W_]+|{_EXCEL}|0+|{_ONE_DIGIT})$"
"""What people and programs write where they have nothing to write."""


def are_placeholders(texts: pl.Series) -> pl.Series:
    """Which texts say only that there is nothing to say; an empty one is none, for it says so itself."""
    return texts.str.contains(PLACEHOLDER) & (texts != "")


def are_no_households(texts: pl.Series) -> pl.Series:
    """As `are_placeholders`, and an x alone, unless other letters alone show that households are lettered here."""
    lettered = texts.str.contains(r"(?i)^[a-wyz]$").any()
    found = are_placeholders(texts)
    return found if lettered else found | texts.str.contains(r"(?i)^[\W_]*x[\W_]*$")


def must_be_named_right(path: Path) -> None:
    """Refuse a file that would be read as one of another kind; raises `FileMisnamed`."""
    with path.open("rb") as file:
        begin = file.read(4096)
    named = path.suffix.lower()
    _must_be_ours(path, begin)
    kind, suffix = next(
        ((kind, suffix) for magic, kind, suffix in KINDS if begin.startswith(magic)), ("", "")
    )
    if not kind and named in (".xlsx", ".parquet") and _is_text(begin):
        kind, suffix = "CSV", ".csv"
    if kind and suffix != (named if named in (".xlsx", ".parquet") else ".csv"):
        raise FileMisnamed(path=str(path), kind=kind, suffix=suffix)


def _must_be_ours(path: Path, begin: bytes) -> None:
    """Refuse what is no kind of table that is read; raises `FileForeign`."""
    is_zip = begin.startswith(b"PK") and not any(mark in begin for mark in XLSX)
    kinds = (
        (begin[30:].startswith(ODF), "a file of LibreOffice (.ods)"),
        (begin.startswith(OLD), "an old Excel workbook, or one with a password"),
        (is_zip and path.suffix.lower() != ".xlsx", "a packed file (zip)"),
    )
    for is_one, problem in kinds:
        if is_one:
            raise FileForeign(path=str(path), problem=problem)


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
    if usual < LEAST_DIGITS or not short.any() or _are_counted_up(numbers, int(short.sum()), usual):
        return []
    row = int(short.arg_max() or 0) + first_row
    return [("short numbers", {"column": column, "n": int(short.sum()), "usual": int(usual), "row": row})]


def _are_counted_up(numbers: pl.Series, n_short: int, usual: int) -> bool:
    """Whether these can be 1, 2, 3 … or a sample of that: of such numbers up to the largest, about as many are short as
    the short numbers that there are. Of codes with a fixed number of digits hardly any is."""
    largest = numbers.cast(pl.UInt64, strict=False).max()
    if not isinstance(largest, int):
        return False
    if largest <= COUNTED * len(numbers):
        return True
    expected = len(numbers) * 10 ** (usual - 1)  # times the largest
    return bool(
        n_short >= ENOUGH and largest < 10 ** (IDENTITY_DIGITS - 1) and 2 * n_short * largest >= expected
    )


def rounded(texts: pl.Series) -> int:
    """How many numbers of a column end where a spreadsheet rounds, if so many do that it is no chance; else 0. What
    ends in zeros already before that place (as numbers with a serial of 0000 do) was not rounded there."""
    long = texts.filter(texts.str.contains(rf"^[0-9]{{{KEPT_DIGITS + 1},}}$"))
    ends = long.str.contains(rf"^[0-9]{{{KEPT_DIGITS}}}0+$")
    n = int(ends.sum())
    if n < ENOUGH or 2 * n < len(long):
        return 0
    last_kept = long.filter(ends).str.slice(KEPT_DIGITS - 1, 1)
    return n if 2 * int((last_kept != "0").sum()) > n else 0


def short_strata(texts: pl.Series, first_row: int) -> list[Notice]:
    """Codes of regions with fewer than four digits, which are read with zeros in front."""
    short = texts.str.len_bytes() < LEAST_DIGITS
    if not short.any():
        return []
    first = int(short.arg_max() or 0)
    value = str(texts[first])
    facts: dict[str, str | int] = {"n": int(short.sum()), "row": first + first_row, "value": value}
    return [("short stratum", {**facts, "read": value.zfill(LEAST_DIGITS)})]
