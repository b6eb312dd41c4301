"""Tables as Excel leaves them: rows where it shows them, numbers that it rounded, files that are none."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gelombang.engines import table
from gelombang.engines.errors import (
    CellInvalid,
    ColumnRounded,
    ColumnTwice,
    FileForeign,
    RowEmpty,
)
from gelombang.engines.file_errors import FormulaUnvalued
from gelombang.engines.sentences import sentence
from tests.factories.tables import write_xlsx
from tests.unit.engines.test_table import IDS, from_csv, read, refusal


def moved(path: Path, places: dict[int, int]) -> Path:
    """The workbook with its rows elsewhere, so that empty ones lie between: old row → new row."""
    return altered(
        path,
        lambda sheet: re.sub(
            r'r="([A-Z]*)(\d+)"',
            lambda found: f'r="{found[1]}{places.get(int(found[2]), int(found[2]))}"',
            sheet,
        ),
    )


def altered(path: Path, alter: Callable[[str], str]) -> Path:
    """The workbook with another text of its first sheet."""
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    name = "xl/worksheets/sheet1.xml"
    members[name] = alter(members[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as book:
        for name, data in members.items():
            book.writestr(name, data)
    return path


def test_rows_of_a_workbook_have_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    rows = [["id", "band"], ["A", "0"], ["B", "0"], ["C", "17"]]
    path = tmp_path / "list.xlsx"
    for places, row in (({4: 9}, 4), ({3: 6, 4: 7}, 3), ({2: 4, 3: 5, 4: 6}, 2)):
        with pytest.raises(RowEmpty) as caught:
            read(moved(write_xlsx(path, rows), places))
        assert caught.value.facts["row"] == row
    with pytest.raises(CellInvalid) as found:  # empty rows above the heading are no rows of the list
        read(moved(write_xlsx(path, rows), {1: 3, 2: 4, 3: 5, 4: 6}))
    assert found.value.facts["row"] == 6


@pytest.mark.parametrize("blank", ["", " ", "\u00a0"])
def test_rows_of_a_workbook_that_hold_nothing(tmp_path: Path, blank: str) -> None:
    path = tmp_path / "list.xlsx"
    rows = [["id", "band"], ["A", "0"], ["B", "0"], [blank, blank], [blank, blank]]
    assert [row["id"] for row in read(write_xlsx(path, rows))] == ["A", "B"]  # below the list they are litter
    with pytest.raises(RowEmpty) as caught:
        read(write_xlsx(path, [*rows, ["C", "0"]]))
    assert (caught.value.facts["row"], caught.value.facts["more"]) == (4, 1)


@pytest.mark.parametrize(
    ("cell", "is_refused"),
    [
        ('<c r="A3"><f>B1</f></c>', True),
        ('<c r="A3" s="1"><f>B1</f><v></v></c>', True),
        ('<c r="A3"><f t="shared" si="0"/><v/></c>', True),
        ('<c r="A3" t="str"><f>B1</f><v>B</v></c>', False),
        ('<c r="A3"><f>B1</f><v>17</v></c>', False),
    ],
)
def test_formulas_without_a_value(tmp_path: Path, cell: str, is_refused: bool) -> None:
    """A last row of such cells would be passed over as an empty one."""
    path = write_xlsx(tmp_path / "list.xlsx", [["id"], ["A"], [17171717]])
    altered(path, lambda sheet: sheet.replace('<c r="A3"><v>17171717</v></c>', cell))
    if not is_refused:
        assert len(read(path)) == 2
        return
    with pytest.raises(FormulaUnvalued) as caught:
        read(path)
    assert (caught.value.facts["cell"], caught.value.facts["more"]) == ("A3", 0)
    assert "paste as values" in sentence(caught.value, "en")


def test_columns_of_a_workbook_with_one_name(tmp_path: Path) -> None:
    rows = [["id", "band", "band", ""], ["A", "0", "1", "x"]]
    with pytest.raises(ColumnTwice):
        read(write_xlsx(tmp_path / "list.xlsx", rows))


@pytest.mark.parametrize(
    ("ids", "is_rounded"),
    [
        ([f"13091{n * 7919 % 10**10:010d}0" for n in range(1, 40)], True),
        ([f"13091{n * 7919 % 10**10:010d}000" for n in range(1, 40)], True),
        ([*(f"13091{n * 7919 % 10**10:010d}0" for n in range(1, 40)), "A17", "77"], True),
        ([f"13091{n * 7919 % 10**10:010d}{n % 10}" for n in range(1, 40)], False),
        ([f"130911{n:06d}0000" for n in range(1, 40)], False),  # serials that are all 0000 by themselves
        ([f"13091{n * 7919 % 10**10:010d}" for n in range(1, 40)], False),
        (["1309110000010010", "1309110000010020"], False),  # two may end so by chance
    ],
)
def test_identities_that_all_end_where_a_spreadsheet_rounds(
    tmp_path: Path, ids: list[str], is_rounded: bool
) -> None:
    data = "id\n" + "".join(f"{one}\n" for one in ids)
    if not is_rounded:
        assert len(from_csv(tmp_path, data)) == len(ids)
        return
    with pytest.raises(ColumnRounded) as caught:
        from_csv(tmp_path, data)
    assert "15 digits" in refusal(caught.value)


def test_a_sample_of_numbers_counted_up_has_lost_no_zeros(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    for numbers in (range(7, 74_923, 20), range(3, 12_000, 40), [n * n % 74_923 for n in range(1, 900)]):
        path.write_text("id\n" + "".join(f"{n}\n" for n in sorted(set(numbers))))
        assert table.read(path, {}, {}).noticed == ()
    path.write_text("id\n" + "".join(f"{n}\n" for n in [*range(11_000, 99_000, 40), 4711]))
    assert [name for name, _ in table.read(path, {}, {}).noticed] == ["short numbers"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "l.ods",
            b"PK\3\4" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "LibreOffice",
        ),
        ("l.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel"),
        ("l.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        ("l.csv", b"PK\3\4" + bytes(26) + b"notes.txt", "packed file (zip)"),
    ],
)
def test_a_file_of_another_program_is_called_what_it_is(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FileForeign) as caught:
        read(tmp_path / name)
    assert words in refusal(caught.value)
    assert "CSV UTF-8" in refusal(caught.value)


def test_a_formula_around_an_identity_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CellInvalid) as caught:
        from_csv(tmp_path, f'id,household\n="{IDS[0]}",1\n')
    assert "Row 2, column id: begins with ' or =" in refusal(caught.value)
