"""Tables of applicants as agencies have them: read as they are meant, or refused with row and column."""

import gzip
import inspect
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gelombang.core.lottery.errors import LotteryError
from gelombang.engines import table
from gelombang.engines.errors import (
    CellInvalid,
    ColumnMissing,
    ColumnNotOurs,
    ColumnTwice,
    FileNotText,
    FileUnreadable,
    GroupUndeclared,
    GroupUnknown,
    HeaderNotFirst,
    HeadingUnclear,
    ListEmpty,
    RowTooLong,
    RowTooShort,
)
from gelombang.engines.sentences import PROBLEMS, sentence
from tests.factories.tables import write_xlsx

IDS = ("1309110000010000", "1309110000020000")
HEADER = "id,household,stratum,band,groups,weight\n"
ROW = f"{IDS[0]},K1,1309,0,,1\n"


def read(path: Path, **columns: str) -> list[dict[str, Any]]:
    return table.read(path, columns, {"disability": 1, "remote": 2}).rows.to_dicts()


def from_csv(place: Path, data: str | bytes, **columns: str) -> list[dict[str, Any]]:
    path = place / "list.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path, **columns)


def refusal(error: LotteryError) -> str:
    """What is said in both languages, neither of which may show a person."""
    told = [sentence(error, "en"), sentence(error, "id")]
    assert not re.search(r"\d{9}", " ".join(told)), told
    assert "{" not in told[1]
    return told[0]


def test_what_is_absent_has_its_default(tmp_path: Path) -> None:
    (one,) = from_csv(tmp_path, "id\nA\n")
    assert one == {
        "id": "A",
        "household": "\0alone\0A",
        "stratum": "0000",
        "band": 0,
        "groups": 0,
        "weight": 1,
    }
    one, two = from_csv(tmp_path, HEADER + "A,,21,,,\nB,A,1309.0,1.0,1,2.0\n")
    assert (one["household"], one["stratum"], one["band"], one["weight"]) == ("\0alone\0A", "0021", 0, 1)
    assert two == {"id": "B", "household": "A", "stratum": "1309", "band": 1, "groups": 1, "weight": 2}


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("", 0),
        ("disability", 1),
        ("disability remote", 3),
        ("remote|disability", 3),
        ("remote;remote", 2),
        ("255", 255),
        ("2.0", 2),
    ],
)
def test_groups(tmp_path: Path, cell: str, groups: int) -> None:
    assert from_csv(tmp_path, f"id,groups\nA,{cell}\n")[0]["groups"] == groups


@pytest.mark.parametrize("header", ["ID,Stratum", " id , stratum ", "NIK,stratum"])
def test_names_of_columns(tmp_path: Path, header: str) -> None:
    columns = {"id": "NIK"} if "NIK" in header else {}
    assert from_csv(tmp_path, f"{header}\nA,1309\n", **columns)[0]["stratum"] == "1309"


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        (",K,1309,0,,1", "id", "empty"),
        ("A" * 201 + ",K,1309,0,,1", "id", "too long"),
        ("A,K,1309,0," + "9" * 5000 + ",1", "groups", "too long"),
        ("A,K,1309,0," + "a" * 1_000_000 + ",1", "groups", "too long"),
        (" A,K,1309,0,,1", "id", "spaces around"),
        ("\u00a0A,K,1309,0,,1", "id", "spaces around"),
        ("A\u200b,K,1309,0,,1", "id", "control or invisible character"),
        (
            "A\0,K,1309,0,,1",
            "id",
            "a zero byte (NUL), which an export that broke leaves; export the list again",
        ),
        ('"A\nB",K,1309,0,,1', "id", "control or invisible character"),
        ("1.30911E+15,K,1309,0,,1", "id", table.REWRITTEN_WORDS),
        ("1309110000020000.0,K,1309,0,,1", "id", table.REWRITTEN_WORDS),
        ('A,"1,30911E+15",1309,0,,1', "household", table.REWRITTEN_WORDS),
        ("A,K,Alor,0,,1", "stratum", "not up to four digits"),
        ("A,K,13091,0,,1", "stratum", "not up to four digits"),
        ("A,K,,0,,1", "stratum", "empty"),
        ("A,K,١٣٠٩,0,,1", "stratum", "not up to four digits"),
        ("A,K,1309,10,,1", "band", "not a whole number from 0 to 9"),
        ("A,K,1309,-1,,1", "band", "not a whole number from 0 to 9"),
        ("A,K,1309,0.5,,1", "band", "not a whole number from 0 to 9"),
        ("A,K,1309," + "9" * 40 + ",,1", "band", "not a whole number from 0 to 9"),
        ("A,K,1309,0,,0", "weight", "not a whole number from 1 to 62"),
        ("A,K,1309,0,,63", "weight", "not a whole number from 1 to 62"),
        ("A,K,1309,0,," + IDS[1], "weight", "not a whole number from 1 to 62"),
    ],
)
def test_a_cell_is_named(tmp_path: Path, cells: str, column: str, problem: str) -> None:
    with pytest.raises(CellInvalid) as caught:
        from_csv(tmp_path, HEADER + ROW + cells + "\n" + ROW)
    assert (caught.value.facts["row"], caught.value.facts["column"]) == (3, column)
    assert caught.value.facts["problem"] == problem
    assert f"Row 3, column {column}" in refusal(caught.value)


@pytest.mark.parametrize(
    ("cell", "value"), [("veteran", "veteran"), ("remote|woman", "woman"), ("256", "256"), ("٣", "٣")]
)
def test_a_group_that_the_policy_does_not_have_is_named_with_those_it_has(
    tmp_path: Path, cell: str, value: str
) -> None:
    with pytest.raises(GroupUnknown) as caught:
        from_csv(tmp_path, HEADER + ROW + f"A,K,1309,0,{cell},1\n")
    assert f'Row 3, column groups: "{value}"' in refusal(caught.value)
    assert "disability, remote" in refusal(caught.value)


def test_a_group_under_a_policy_without_groups(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,groups\nA,women\n")
    with pytest.raises(GroupUndeclared) as caught:
        table.read(path, {}, {})
    assert "--without groups" in refusal(caught.value)
    assert table.read(path, {}, {}, ("groups",)).rows["groups"].to_list() == [0]


def test_a_cell_is_named_by_the_file_s_own_column(tmp_path: Path) -> None:
    """An empty cell is called empty."""
    with pytest.raises(CellInvalid) as caught:
        from_csv(tmp_path, "id,zip_msa_list\nA,1\nB,\n", stratum="zip_msa_list")
    assert "Row 3, column zip_msa_list: empty." in refusal(caught.value)
    assert "kosong" in sentence(caught.value, "id")


def test_the_columns_that_nothing_uses_are_kept_by_name(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"NIK,houshold,band,{IDS[0]}\nA,K,0,1\n")
    found = table.read(path, {"id": "NIK"}, {})
    assert found.names == {"id": "NIK", "band": "band"}
    assert found.unused == ("houshold", "…")


def test_every_problem_is_said_in_indonesian_too() -> None:
    source = inspect.getsource(table)
    problems = set(re.findall(r'self\._refuse\(.*, "([^"]+)"\)', source)) | {table.REWRITTEN_WORDS}
    problems |= set(re.findall(r'problem="([^"{]+)"', source))
    problems |= {"not a whole number from 0 to 9", "not a whole number from 1 to 62"}
    assert len(problems) > 8
    assert problems <= set(PROBLEMS)


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        ("", ListEmpty, "no rows"),
        ("id\n", ListEmpty, "no rows"),
        (f"{IDS[0]},K1\n{IDS[1]},K2\n", HeadingUnclear, "Row 1 of"),
        ("id,id\n1,2\n", ColumnTwice, "Two columns are called id"),
        (HEADER + ROW + f'"{IDS[1]},K,1309,0,,1\n', FileUnreadable, "CSV"),
        (
            HEADER + ROW + f"{IDS[1]},K,1309,0,,1,7,8\n",
            RowTooLong,
            "Row 3 has 8 cells, but row 1 names only 6",
        ),
        (HEADER + ROW + "A,K\n", RowTooShort, "Row 3 has only 2 cells, but row 1 names 6"),
        (HEADER + ROW + "A,K,1309,0,,1\r,extra\r\n", RowTooLong, "Row 3 has 7 cells"),
        ((HEADER + ROW).encode("utf-16"), FileNotText, "Row 1"),
        ((HEADER + ROW).encode() + b"A,K\xe9,1309,0,,1\n", FileNotText, "Row 3"),
        ((HEADER + ROW).encode("utf-16-le"), FileNotText, "Row 1"),
        (gzip.compress((HEADER + ROW).encode())[:-6], FileUnreadable, "gzip"),
        (bytes(range(256)) * 9, LotteryError, ""),
    ],
    ids=[
        "empty",
        "header",
        "no header",
        "twice",
        "quote",
        "long row",
        "short row",
        "long row with a carriage return in it",
        "utf-16",
        "latin-1",
        "utf-16 bare",
        "gzip",
        "binary",
    ],
)
def test_a_file_is_refused(tmp_path: Path, data: str | bytes, kind: type[LotteryError], words: str) -> None:
    with pytest.raises(kind) as caught:
        from_csv(tmp_path, data)
    assert words in refusal(caught.value)


def test_a_column_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ColumnMissing) as caught:
        from_csv(tmp_path, HEADER + ROW, household="houshold")
    assert "no column houshold" in refusal(caught.value)
    assert "--column household=household" in refusal(caught.value)


def test_only_a_column_of_ours_can_be_named(tmp_path: Path) -> None:
    with pytest.raises(ColumnNotOurs) as caught:
        from_csv(tmp_path, HEADER + ROW, nik="id")
    assert "--column nik=" in refusal(caught.value)


def from_parquet(place: Path, **columns: Any) -> list[dict[str, Any]]:
    pl.DataFrame(columns).write_parquet(place / "list.parquet")
    return read(place / "list.parquet")


def test_parquet_has_types(tmp_path: Path) -> None:
    one, two = from_parquet(
        tmp_path, id=[int(i) for i in IDS], stratum=[1309, 21], groups=[["disability"], []]
    )
    assert (one["id"], one["stratum"], one["groups"]) == (IDS[0], "1309", 1)
    assert (two["id"], two["stratum"], two["groups"]) == (IDS[1], "0021", 0)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([1309110000010000.0, 2.0], CellInvalid),
        ([None, "A"], CellInvalid),
        ([["A"], ["B"]], FileUnreadable),
        ([{"a": "A"}, {"a": "B"}], FileUnreadable),
        ([b"\xff", b"A"], FileUnreadable),
    ],
    ids=["float", "null", "list", "struct", "bytes"],
)
def test_parquet_cells_that_are_no_identity(
    tmp_path: Path, cells: list[Any], kind: type[LotteryError]
) -> None:
    with pytest.raises(kind) as caught:
        from_parquet(tmp_path, id=cells)
    refusal(caught.value)


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("parquet", b""),
        ("parquet", b"PAR1"),
        ("parquet", b"PAR1" + bytes(100) + b"PAR1"),
        ("xlsx", b""),
        ("xlsx", b"PK\3\4"),
        ("xlsx", bytes(100)),
    ],
)
def test_a_file_that_is_cut_off(tmp_path: Path, data: bytes, ending: str) -> None:
    (tmp_path / f"list.{ending}").write_bytes(data)
    with pytest.raises(FileUnreadable) as caught:
        read(tmp_path / f"list.{ending}")
    assert caught.value.facts["problem"] == ending
    refusal(caught.value)


def test_xlsx(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "list.xlsx", [["id", "stratum", "band"], [IDS[0], "1309", "1"], ["77", 21, 0]]
    )
    one, two = read(path)
    assert (one["id"], one["stratum"], one["band"]) == (IDS[0], "1309", 1)
    assert (two["id"], two["stratum"], two["band"]) == ("77", "0021", 0)
    write_xlsx(path, [["The applicants", "", ""], ["id", "stratum", "band"], ["77", 21, 0]])
    with pytest.raises(HeaderNotFirst) as caught:
        read(path)
    assert "must be in row 1" in refusal(caught.value)
    write_xlsx(path, [["id", "stratum"]])
    with pytest.raises(ListEmpty):
        read(path)


def test_a_number_cell_holds_no_identity_of_sixteen_digits(tmp_path: Path) -> None:
    """A spreadsheet keeps 15 digits of a number: the last digit of such an identity is lost already."""
    path = write_xlsx(tmp_path / "list.xlsx", [["id"], [77], [int(IDS[0])]])
    with pytest.raises(CellInvalid) as caught:
        read(path)
    assert caught.value.facts["row"] == 3
    assert "make the column text" in refusal(caught.value)
