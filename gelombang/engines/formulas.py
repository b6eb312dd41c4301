"""Formulas of a workbook that nobody has worked out: a program wrote them, and no spreadsheet has stored their values.

A reader takes such a cell for an empty one, and a last row of them for none at all, so that people would be lost in
silence. They are found in the sheet itself (ECMA-376 part 1, section 18.3.1.4: a cell `c` holds its formula `f` and the
value `v` that it had last).
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from .file_errors import FormulaUnvalued

CHUNK = 1 << 22
CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
PLACE = re.compile(rb'(?:^|\s)r="([A-Z]{1,3}[0-9]{1,7})"')
TEXT = re.compile(rb'(?:^|\s)t="str"')
"""Of a formula whose value is a text; an empty text is a value too."""

FIRST_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\w+:id="([^"]+)"')
LINK = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


def must_have_values(path: Path) -> None:
    """Raises `FormulaUnvalued` for the first sheet of a workbook; a file that is none is left to its reader."""
    try:
        with zipfile.ZipFile(path) as book:
            places = [place for part in _rows(book, _first_sheet(book)) for place in _unvalued(part)]
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, NotImplementedError, RuntimeError):
        return
    if places:
        raise FormulaUnvalued(path=str(path), cell=places[0], more=len(places) - 1)


def _first_sheet(book: zipfile.ZipFile) -> str:
    """The name of the first sheet's part; raises KeyError where the book does not say it."""
    named = FIRST_SHEET.search(book.read("xl/workbook.xml"))
    for link in LINK.findall(book.read("xl/_rels/workbook.xml.rels")):
        target = re.search(rb'\sTarget="([^"]+)"', link)
        if named and target and b' Id="%s"' % named[1] in link:
            name = target[1].decode("utf-8", "replace")
            return name[1:] if name.startswith("/") else f"xl/{name}"
    raise KeyError(book.filename)


def _rows(book: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The sheet in parts that end with a row."""
    kept = b""
    with book.open(name) as sheet:
        while chunk := sheet.read(CHUNK):
            whole, end, rest = (kept + chunk).rpartition(b"row>")
            kept = rest
            yield whole + end
    yield kept


def _unvalued(part: bytes) -> Iterator[str]:
    if not FORMULA.search(part):
        return
    for cell in CELL.finditer(part):
        attributes, inside = cell.groups()
        place = PLACE.search(attributes)
        if place and FORMULA.search(inside) and not VALUE.search(inside) and not TEXT.search(attributes):
            yield place[1].decode("ascii")
