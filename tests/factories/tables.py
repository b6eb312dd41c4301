"""An xlsx workbook by hand: text cells and number cells as they lie in the file, which no library here writes."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org"
TYPES = f"{OFFICE}/package/2006/content-types"
LINKS = f"{OFFICE}/package/2006/relationships"
SHEETS = f"{OFFICE}/spreadsheetml/2006/main"
KIND = f"{OFFICE}/officeDocument/2006/relationships"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{MIME}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{MIME}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{KIND}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{SHEETS}" xmlns:r="{KIND}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{KIND}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def write_xlsx(path: Path, rows: Sequence[Sequence[str | float]]) -> Path:
    """A workbook with one sheet; a str becomes a text cell, a number a number cell."""
    lines = "".join(f'<row r="{n}">{_cells(row, n)}</row>' for n, row in enumerate(rows, start=1))
    with zipfile.ZipFile(path, "w") as book:
        for name, xml in PARTS.items():
            book.writestr(name, xml)
        sheet = f'<worksheet xmlns="{SHEETS}"><sheetData>{lines}</sheetData></worksheet>'
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


def _cells(row: Sequence[str | float], n: int) -> str:
    made = []
    for place, value in enumerate(row):
        name = f"{chr(65 + place)}{n}"
        if isinstance(value, str):
            made.append(f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        else:
            made.append(f'<c r="{name}"><v>{value}</v></c>')
    return "".join(made)
