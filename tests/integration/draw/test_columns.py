"""No rule of a policy is without effect because of the name of a column: it is said, and it is refused."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.draws import POLICY, ROUND, command, write_list, write_policy
from tests.factories.tables import write_xlsx

Said = Callable[[], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def table(place: Path, **renamed: str) -> Path:
    """The invented people, with columns called otherwise."""
    path = write_list(place / "list.csv", 60)
    header, rows = path.read_text().split("\n", 1)
    names = [renamed.get(name, name) for name in header.split(",")]
    path.write_text(",".join(names) + "\n" + rows)
    return path


def plan(listed: Path, *options: object, policy: str = POLICY) -> int:
    written = write_policy(listed.parent / "policy.toml", policy)
    return command("plan", listed, "--policy", written, *options)


def commit(listed: Path, *options: object) -> int:
    written = write_policy(listed.parent / "policy.toml")
    fixed = ("--draw-id", "x", "--out", listed.parent / "draw", "--round", ROUND, "--rehearsal")
    return command("commit", listed, "--policy", written, *fixed, *options)


MISTYPED = {
    "household": ("houshold", "household_cap = 1"),
    "stratum": ("Wilayah", "regions"),
    "groups": ("group", "disability reserve"),
}


@pytest.mark.parametrize("ours", MISTYPED)
@pytest.mark.parametrize("act", [plan, commit])
def test_a_rule_without_its_column_is_refused(
    tmp_path: Path, said: Said, act: Callable[..., int], ours: str
) -> None:
    theirs, rule = MISTYPED[ours]
    listed = table(tmp_path, **{ours: theirs})
    for language in ("id", "en"):
        assert act(listed, "--lang", language) == 2
        text = said()
        for word in (rule, theirs, f"--column {ours}={theirs}", f"--without {ours}"):
            assert word in text
    assert not (tmp_path / "draw").exists()
    assert act(listed, "--column", f"{ours}={theirs}") == 0


@pytest.mark.parametrize("act", [plan, commit])
def test_who_says_so_draws_without_a_column(tmp_path: Path, said: Said, act: Callable[..., int]) -> None:
    listed = table(tmp_path, household="houshold", groups="group")
    assert act(listed, "--without", "household", "--lang", "en") == 2
    said()
    assert act(listed, "--without", "household, groups", "--lang", "en") == 0
    text = said()
    assert "Columns used: id, stratum, band, weight." in text
    assert "Columns NOT used: houshold, group." in text
    assert "! The column houshold is not used. Did you mean household?" in text
    assert "! Nobody on the list is in the group disability" in text


@pytest.mark.parametrize("without", ["id", "nik", ""])
def test_only_some_columns_can_be_done_without(tmp_path: Path, said: Said, without: str) -> None:
    for language in ("id", "en"):
        assert plan(table(tmp_path), "--without", without, "--lang", language) == 2
        assert "household, stratum, groups, band, weight" in said()


def test_a_column_that_is_there_can_be_left_out(tmp_path: Path, said: Said) -> None:
    assert plan(table(tmp_path), "--without", "groups", "--json") == 0
    answer = json.loads(said())
    assert "groups" not in answer["columns"]
    assert answer["columns_not_used"] == ["groups"]
    assert list(answer["counts"]["groups"]) == ["00"]


def test_what_no_rule_needs_is_only_told(tmp_path: Path, said: Said) -> None:
    """Without a cap, quotas and reserves there is nothing to refuse; a near name is pointed out all the same."""
    policy = 'version = "undian/1"\nhousehold_cap = 0\n[[phase]]\nname = "open"\nseats = 5\n'
    listed = table(tmp_path, household="keluarga", stratum="x", groups="y", weight="bobot")
    assert plan(listed, "--lang", "id", policy=policy) == 0
    text = said()
    assert "Kolom yang dipakai: id, band." in text
    assert "Kolom yang TIDAK dipakai: keluarga, x, y, bobot." in text
    assert "--column household=keluarga" in text
    assert "--column weight=bobot" in text
    assert text.count("! ") == 2


def test_quotas_without_entries_and_seats_without_people(tmp_path: Path, said: Said) -> None:
    quotas = POLICY.replace('"8106" = 9 }', '"8106" = 9, "9999" = 9 }').replace(
        "total_seats = 60", "total_seats = 690"
    )
    policy = quotas.replace("seats = 9\n", "seats = 567\n").replace('"10 %"', '"10 %"')
    for language, words in (
        ("en", ("The stratum 9999 has a quota", "690 seats but only 60 applicants: at least 630", "About 6")),
        ("id", ("Wilayah 9999 punya kuota", "Kursinya 690", "paling sedikit 630", "Kira-kira 6")),
    ):
        assert plan(table(tmp_path), "--lang", language, policy=policy) == 0
        text = said()
        for word in words:
            assert word in text


def test_blank_cells_are_counted_and_said_in_one_line(tmp_path: Path, said: Said) -> None:
    listed = table(tmp_path)
    lines = [line.split(",") for line in listed.read_text().splitlines()]
    for row in lines[1:8]:
        row[1] = ""
    lines[9][3], lines[9][5] = "", ""
    listed.write_text("".join(",".join(row) + "\n" for row in lines))
    for act in (plan, commit):
        assert act(listed, "--lang", "en") == 0
        text = said()
        assert text.count("blank household") == 1
        assert "! 7 rows have a blank household: each counts as living alone." in text
        assert "! 1 row has a blank band: it counts as 0" in text
        assert "! 1 row has a blank weight: it counts as 1." in text
    assert plan(listed, "--lang", "id") == 0
    assert "! 7 baris tidak menyebut keluarga: masing-masing dianggap hidup sendiri." in said()
    assert plan(listed, "--json") == 0
    assert any("7 rows" in warning for warning in json.loads(said())["warnings"])


def test_without_blank_cells_nothing_is_said_of_them(tmp_path: Path, said: Said) -> None:
    assert plan(table(tmp_path), "--lang", "en") == 0
    assert "blank" not in said()


def test_blank_strata_are_refused_and_counted(tmp_path: Path, said: Said) -> None:
    listed = table(tmp_path)
    lines = [line.split(",") for line in listed.read_text().splitlines()]
    for row in lines[3:6]:
        row[2] = ""
    listed.write_text("".join(",".join(row) + "\n" for row in lines))
    for language, words in (
        ("en", "Row 4, column stratum: empty (and 2 more rows)"),
        ("id", "kosong (dan 2 baris lain)"),
    ):
        assert plan(listed, "--lang", language) == 2
        assert words in said()


@pytest.mark.parametrize("name", ["No KK", "kk, keluarga", "kk'nya", "kk; rm -rf x", "KK"])
def test_the_advice_about_a_column_can_be_pasted_into_a_shell(tmp_path: Path, said: Said, name: str) -> None:
    listed = write_list(tmp_path / "list.csv", 30)
    header, rows = listed.read_text().split("\n", 1)
    listed.write_text(header.replace("household", f'"{name}"') + "\n" + rows)
    assert plan(listed, "--lang", "en") == 2
    text = said()
    advice = f"--column {shlex.quote('household=' + name)}" if name in ("No KK", "KK") else ""
    assert advice in text
    assert plan(listed, *shlex.split(f"--column {shlex.quote('household=' + name)}")) == 0


def test_a_title_above_the_header_is_to_be_deleted(tmp_path: Path, said: Said) -> None:
    rows = [["Daftar pendaftar", "", ""], ["", "", ""], ["NIK", "KK", "stratum"], ["3201", "A", "1309"]]
    sheet = write_xlsx(tmp_path / "list.xlsx", rows)
    (tmp_path / "list.csv").write_text("".join(",".join(row) + "\n" for row in rows))
    for listed in (sheet, tmp_path / "list.csv"):
        for language, words in (
            ("en", "delete the rows above the header"),
            ("id", "hapus baris-baris di atas nama kolom"),
        ):
            assert plan(listed, "--column", "id=NIK,household=KK", "--lang", language) == 2
            assert words in said()


def test_a_second_sheet_is_mentioned(tmp_path: Path, said: Said) -> None:
    path = tmp_path / "list.xlsx"
    policy = 'version = "undian/1"\nhousehold_cap = 0\n[[phase]]\nname = "open"\nseats = 1\n'
    for first, code in (("id", 0), ("nothing", 2)):
        write_xlsx(path, [[first], ["77"]], {"Kosong": [], "Papua": [["id"], ["77"]]})
        for language, words in (
            ("en", 'Only the first sheet, "a", was read; the file also has: Papua.'),
            ("id", "juga punya: Papua."),
        ):
            assert plan(path, "--lang", language, policy=policy) == code
            assert words in said()
