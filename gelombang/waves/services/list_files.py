"""Reading a list of identity numbers as an agency has it: text (CSV) or an xlsx workbook, told apart by what is in
the file and never by its name.

Nothing is repaired or guessed. Every cell that is no identity number is named by its row and column as a person sees
them in a spreadsheet, and never by what stands in it: that may be somebody's number.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

LARGEST_SHEET = 200_000_000
"""Bytes of a workbook when unpacked; a small file may hold very much."""
LONGEST_LINE = 20_000
SEPARATORS = ",;\t|"
NAMES = frozenset(
    {"nik", "nonik", "nomornik", "noktp", "nomorktp", "nomorindukkependudukan", "id", "identitynumber"}
)
"""What the column is called, without spaces and dots."""
REWRITTEN = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+|\d+[.,]0")
"""What a spreadsheet makes of a long number."""
_SPACING = re.compile(r"[\s.\-'\"\u00a0]")


PLACE = re.compile(rb"[ \"':]([A-Z]{1,3})([1-9][0-9]{0,6})(?=[\"':])")
"""Where a cell stands in a sheet (ECMA-376, ST_CellRef): r="XFD1048576"."""
LONGEST_PLACE = 12
SHEETS = "xl/worksheets/"
MOST_CELLS = 20_000_000
"""Cells of a sheet, the empty ones between too: the reader makes room for each."""


class FileWrong(ValueError):
    """The file as a whole cannot be read; `problem` is empty, text, kind, workbook, large, mixed, column or lines."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


@dataclass(frozen=True)
class Number:
    """A cell that should be an identity number: its row from 1, its column (A, B …), the digits, or why it is none:
    `kind` is digits (`n` of them), rewritten or letters; empty where it is one."""

    row: int
    column: str
    digits: str
    kind: str = ""
    n: int = 0


def numbers(file: BinaryIO) -> Iterator[Number]:
    """The numbers of a list, in the order of its rows; empty rows are passed over. Raises `FileWrong`."""
    begin = file.read(4)
    file.seek(0)
    if not begin:
        raise FileWrong("empty")
    if begin == b"PAR1" or begin.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
        raise FileWrong("kind")
    rows = _workbook(file) if begin == b"PK\3\4" else _text(file)
    return _of_rows(rows)


def _of_rows(rows: Iterable[Sequence[str]]) -> Iterator[Number]:
    place = -1
    for row, cells in enumerate(rows, start=1):
        if not any(cell.strip() for cell in cells):
            continue
        if place < 0:
            place, is_heading = _column_of(cells)
            if is_heading:
                continue
        cell = cells[place] if place < len(cells) else ""
        yield _number(row, _letters(place), cell)


def _column_of(cells: Sequence[str]) -> tuple[int, bool]:
    """Where the numbers stand, and whether this first row is their heading."""
    plain = [_SPACING.sub("", cell) for cell in cells]
    for place, text in enumerate(plain):
        if re.fullmatch(r"[0-9]{16}", text, re.ASCII):
            return place, False
    named = [place for place, text in enumerate(plain) if text.lower() in NAMES]
    if len(named) == 1:
        return named[0], True
    filled = [place for place, text in enumerate(plain) if text]
    if len(filled) == 1:
        return filled[0], not any(letter.isdecimal() for letter in plain[filled[0]])
    raise FileWrong("column")


def _number(row: int, column: str, cell: str) -> Number:
    if REWRITTEN.fullmatch(cell.strip()):
        return Number(row, column, "", "rewritten")
    digits = _SPACING.sub("", cell)
    if re.fullmatch(r"[0-9]{16}", digits, re.ASCII):
        return Number(row, column, digits)
    if re.fullmatch(r"[0-9]*", digits, re.ASCII):
        return Number(row, column, "", "digits", len(digits))
    return Number(row, column, "", "letters")


def _letters(place: int) -> str:
    """A, B … Z, AA … as spreadsheets name their columns."""
    name, left = "", place + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(65 + rest) + name
    return name


def _text(file: BinaryIO) -> Iterator[Sequence[str]]:
    first = file.readline(LONGEST_LINE)
    file.seek(0)
    if b"\0" in first:
        raise FileWrong("kind")
    separator = max(SEPARATORS, key=lambda mark: first.count(mark.encode()))
    encoding = "utf-8-sig"
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE or b"\0" in line:
            raise FileWrong("lines")
        try:
            cells = next(csv.reader([line.decode(encoding).rstrip("\r\n")], delimiter=separator), [])
        except UnicodeDecodeError as error:
            raise FileWrong("text") from error
        except csv.Error as error:
            raise FileWrong("lines") from error
        yield cells
        encoding = "utf-8"


def _workbook(file: BinaryIO) -> Sequence[Sequence[str]]:
    """The first sheet of an xlsx workbook."""
    content = file.read()
    _must_not_be_a_bomb(content)
    # the reader of workbooks is slow to load: only the process that reads one has it
    from gelombang.engines import workbook
    from gelombang.engines.errors import FileUnreadable

    try:
        frame = workbook.first_sheet(content)
    except FileUnreadable as error:
        raise FileWrong("workbook") from error
    rows = [["" if cell is None else str(cell) for cell in row] for row in frame.iter_rows()]
    first = next((number for number, cells in enumerate(rows) if any(cells)), None)
    if first is None:
        return rows
    place, is_heading = _column_of(rows[first])
    kind = workbook.kind_of_column(content, place, first + is_heading)
    if kind == "mixed":
        raise FileWrong("mixed")
    if kind == "numbers":  # a cell that holds a number keeps 15 digits, whatever it shows
        for cells in rows[first + is_heading :]:
            cells[place] = "1E+15" if len(cells[place]) > 15 else cells[place]
    return rows


def _must_not_be_a_bomb(content: bytes) -> None:
    """Neither more than is said when it is unpacked, nor a few cells so far apart that the reader makes room for all
    between them."""
    left = LARGEST_SHEET
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            for part in book.infolist():
                wide, tall, tail = 0, 0, b""
                with book.open(part) as packed:
                    while piece := packed.read(min(1 << 20, left + 1)):
                        left -= len(piece)
                        if part.filename.startswith(SHEETS):
                            wide, tall = _extent(tail + piece, wide, tall)
                        tail = piece[-LONGEST_PLACE:]
                        if left < 0 or wide * tall > MOST_CELLS:
                            raise FileWrong("large")
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        if isinstance(error, FileWrong):
            raise
        raise FileWrong("workbook") from error


def _extent(piece: bytes, wide: int, tall: int) -> tuple[int, int]:
    """The column and the row farthest out that a piece of a sheet names, or that were known before."""
    for letters, digits in PLACE.findall(piece):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        wide, tall = max(wide, column), max(tall, int(digits))
    return wide, tall
