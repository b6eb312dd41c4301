"""The names of a table's columns: whether they stand where they belong, and whether they may be shown.

A list without a heading has a person in its first row. What is said of columns that are missing must not print that
person, so names are shown only where row 1 is clearly a row of names: one of them is a word that columns are called by,
and none of them looks like something below it.
"""

import difflib
import re
from pathlib import Path

import polars as pl

from .errors import HeaderNotFirst, HeadingUnclear

LOOKED_AT = 20
"""Rows among which the names of the columns are looked for when they are not in row 1."""

COMPARED = 1000
"""Rows below the heading with which its cells are compared."""

_LONG_NUMBER = re.compile(r"[0-9]{7,}")

UNNAMED = re.compile(r"\s*|__UNNAMED__\d+|_\d+|_duplicated_\d+")
"""What the readers call a column whose cell in row 1 is empty."""

ALSO_CALLED = {
    "id": (
        "nik",
        "no_nik",
        "nomor_nik",
        "person_id",
        "personid",
        "id_number",
        "identity",
        "identitas",
        "applicant_id",
    ),
    "household": ("family", "hh", "household_id", "householdid", "keluarga", "kk", "no_kk", "nokk"),
    "stratum": (
        "strata",
        "region",
        "district",
        "regency",
        "wilayah",
        "kabupaten",
        "kab_kota",
        "kode_wilayah",
    ),
    "band": ("priority", "prioritas", "urutan"),
    "groups": ("category", "kelompok", "kategori"),
    "weight": ("weights", "chances", "bobot"),
}
"""Other names under which a column of ours is often found, in small letters."""

_PARTS = {
    *("id", "ids", "nik", "kk", "nkk", "nokk", "nama", "name", "nomor", "number", "kode", "code", "household"),
    *("stratum", "groups", "weight", "identitas", "identity", "pendaftar", "applicant", "person"),
}  # fmt: skip
_WHOLE = {
    *("band", "alamat", "address", "umur", "usia", "age", "gender", "sex", "telepon", "phone", "hp", "email", "desa"),
    *("tanggal", "date", "kecamatan", "provinsi", "catatan", "note", "notes", "no", "jenis kelamin", "tanggal lahir"),
    *(word for words in ALSO_CALLED.values() for word in words),
}  # fmt: skip
"""Words by which columns are called: as a part of the name, and as the whole of it."""


def must_be_first(frame: pl.DataFrame, first_row: int, identity: str, path: Path) -> None:
    """Refuse a table whose names of columns stand further down, or where half of them are missing."""
    if {identity, identity.strip().lower()} & {*frame.columns, *alike(frame.columns)}:
        return
    for place, row in enumerate(frame.head(LOOKED_AT).iter_rows()):
        if identity.strip().lower() in {str(cell).strip().lower() for cell in row}:
            raise HeaderNotFirst(path=str(path), row=place + first_row)
    if 2 * sum(not UNNAMED.fullmatch(name) for name in frame.columns) <= len(frame.columns):
        raise HeaderNotFirst(path=str(path), row=0)


def must_be_names(frame: pl.DataFrame, first_row: int, wanted: str, path: Path) -> None:
    """Refuse, without a word of what stands there, a heading that may be a person; raises `HeadingUnclear`."""
    if not _are_names(frame):
        raise HeadingUnclear(path=str(path), row=max(first_row - 1, 1), column=wanted[:60])


def _are_names(frame: pl.DataFrame) -> bool:
    names = [name for name in frame.columns if not UNNAMED.fullmatch(name)]
    if not any(_is_called(name) for name in names):
        return False
    return not any(_is_value(name, frame[name].head(COMPARED)) for name in names)


def _is_called(name: str) -> bool:
    words = re.sub(r"[\W_]+", " ", name.lower()).strip()
    is_whole = words in _WHOLE - {"no"} or words.replace(" ", "_") in _WHOLE
    return is_whole or bool(_PARTS & set(words.split()))


def _is_value(name: str, below: pl.Series) -> bool:
    """Whether a cell of the heading is like a cell of a row: a number, or one that stands below it too."""
    plain = re.sub(r"_duplicated_\d+$", "", name).strip()
    is_number = re.search(r"\d{5}", plain) or (re.search(r"\d", plain) and not re.search(r"[^\W\d_]", plain))
    return bool(is_number) or (below.dtype == pl.String and plain in below.str.strip_chars().to_list())


def near(ours: str, theirs: str, found: list[str]) -> str:
    """The name in the table that may be meant by one that is not there; `...` where there is none like it."""
    called = (name for name in found if re.sub(r"\W+", "_", name.strip().lower()) in ALSO_CALLED[ours])
    return next(called, [*difflib.get_close_matches(theirs, found, 1), "..."][0])


def alike(found: list[str]) -> dict[str, str]:
    """The file's columns by their names without regard to case and spaces around."""
    return {name.strip().lower(): name for name in reversed(found)}


def shown(name: str) -> str:
    """A name of a column for a sentence: not endless, and without a long number."""
    return _LONG_NUMBER.sub("…", name)[:60]
