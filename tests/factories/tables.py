"""An xlsx workbook by hand: text cells and number cells as they lie in the file, which no library here writes."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org"
TYPES = f"{OFFICE}/package/2006/content-types"
LINKS = f"{OFFICE}/package/2006/relationships"
SHEETS = f"{OFFICE}/spreadsheetml/2006/main"
KIND = f"{OFFICE}/officeDocument/2006/relationships"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml"

RELATIONS = (
    f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{KIND}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)

Rows = Sequence[Sequence[str | float]]


def write_xlsx(path: Path, rows: Rows, more: Mapping[str, Rows] | None = None) -> Path:
    """A workbook whose first sheet is called "a", with `more` sheets behind it; a str becomes a text cell, a number a
    number cell."""
    sheets = {"a": rows, **(more or {})}
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", _types(numbers))
        book.writestr("_rels/.rels", RELATIONS)
        named = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
            for n, name in zip(numbers, sheets, strict=True)
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{SHEETS}" xmlns:r="{KIND}"><sheets>{named}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="r{n}" Type="{KIND}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{LINKS}">{links}</Relationships>')
        for n, cells in zip(numbers, sheets.values(), strict=True):
            lines = "".join(
                f'<row r="{row}">{_cells(one, row)}</row>' for row, one in enumerate(cells, start=1)
            )
            sheet = f'<worksheet xmlns="{SHEETS}"><sheetData>{lines}</sheetData></worksheet>'
            book.writestr(f"xl/worksheets/sheet{n}.xml", sheet)
    return path


def _types(numbers: Iterable[int]) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{MIME}.worksheet+xml"/>'
        for n in numbers
    )
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{MIME}.sheet.main+xml"/>{sheets}</Types>'
    )


def _cells(row: Sequence[str | float], n: int) -> str:
    made = []
    for place, value in enumerate(row):
        name = f"{chr(65 + place)}{n}"
        if isinstance(value, str):
            made.append(f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        else:
            made.append(f'<c r="{name}"><v>{value}</v></c>')
    return "".join(made)
