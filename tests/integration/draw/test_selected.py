"""The selected by the agency's own ids: who is on the list, where it may lie, and what is refused."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from gelombang.engines import selected
from gelombang.engines.folder import Folder
from tests.factories.draws import ROUND, SIGNATURE, command, committed, drawn, write_policy
from tests.integration.draw.test_oregon import NATIONAL, generated
from tests.integration.draw.test_oregon import drawn as oregon

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def listed(folder: Path, *options: object) -> list[Row]:
    out = folder.parent / f"rows-{len(list(folder.parent.iterdir()))}.csv"
    assert command("selected", folder, "--out", out, *options) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    return rows_of(out)


def test_a_list_of_oregon_s_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the selected once, with the ticket that is theirs; all together are everybody. In small pieces."""
    monkeypatch.setattr(selected, "STEP", 700)
    folder = oregon(tmp_path, generated(tmp_path / "list.csv", 3000, 2658), 900)
    chosen, others, everybody = (
        listed(folder, *options) for options in ((), ("--not-selected",), ("--all",))
    )
    assert (len(chosen), len(others), len(everybody)) == (900, 2100, 3000)
    with (tmp_path / "list.csv").open(newline="") as file:
        given = {row["person_id"]: row["household_id"] for row in csv.DictReader(file)}
    assert {row["id"]: row["household"] for row in everybody} == given
    assert {row["id"] for row in chosen} | {row["id"] for row in others} == set(given)
    assert len({row["household"] for row in chosen}) == 900
    assert sorted(int(row["position"]) for row in chosen) == list(range(1, 901))
    assert {row["result"] for row in others} == {"not selected"}
    assert {row["reason"] for row in others} == {"no seat left", "household at its cap"}
    results = (folder / "public" / "result" / "results.csv").read_text().splitlines()
    for row in everybody:
        assert (results[int(row["ticket"]) - 1][13] == "W") == (row["result"] == "selected")
    assert [int(row["ticket"]) for row in everybody] == list(range(1, 3001))


def test_a_row_says_what_the_officer_needs(tmp_path: Path) -> None:
    rows = listed(drawn(tmp_path))
    assert {row["stratum_name"] for row in rows if row["stratum"] == "1309"} == {"Kepulauan Mentawai"}
    row = next(row for row in rows if row["phase"] == "1")
    assert row["phase_name"] == "disability reserve"
    assert "disability" in row["groups"].split()
    assert row["weight"] in ("1", "2")


HOSTILE = ("+1+1", "+62", "-2", "@SUM(A1)", "\uff1dcmd", "a,b", 'say "no"', "Ñandú 7", "007", "q'uoted")
"""What begins with = or ' is refused before (test_district.py)."""


def hostile(place: Path, *options: object) -> Path:
    with (place / "list.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "household"])
        rows.writerows(
            [identity, "" if place % 2 else f"+H{place}"] for place, identity in enumerate(HOSTILE)
        )
    policy = write_policy(place / "policy.toml", NATIONAL.format(seats=6))
    fixed = ("--draw-id", "x", "--round", ROUND, "--rehearsal", "--out", place / "draw", *options)
    assert command("commit", place / "list.csv", "--policy", policy, *fixed) == 0
    assert command("run", place / "draw", "--signature", SIGNATURE) == 0
    return place / "draw"


@pytest.mark.parametrize("level", ["full", "reduced", "roots"])
def test_hostile_ids_run_in_no_spreadsheet_and_are_not_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], level: str
) -> None:
    folder = hostile(tmp_path, "--publish", level)
    capsys.readouterr()
    rows = listed(folder, "--all", "--lang", "en")
    said = capsys.readouterr().out
    assert {row["id"] for row in rows} == {f"'{one}" if one[0] in "=+-@\uff1d" else one for one in HOSTILE}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(selected.FORMULA)]
    assert "! 10 cells begin with" in said  # five ids and five households
    assert sum(row["household"] == "" for row in rows) == 5  # who lives alone has none


def test_replacements_count(tmp_path: Path) -> None:
    folder = drawn(tmp_path)
    before = listed(folder)
    leaver = before[0]
    assert command("replace", folder, "--ticket", leaver["ticket"], "--reason", "moved away") == 0
    after = {row["id"]: row for row in listed(folder)}
    assert leaver["id"] not in after
    (newcomer,) = (row for row in after.values() if row["id"] not in {one["id"] for one in before})
    assert (newcomer["phase"], newcomer["position"]) == (leaver["phase"], leaver["position"])
    left = [row for row in listed(folder, "--not-selected") if row["result"] == "gave up"]
    assert [row["id"] for row in left] == [leaver["id"]]
    statement = folder / "public" / "statements" / "replacement-01.json"
    statement.write_bytes(statement.read_bytes().replace(b"moved away", b"moved abay"))
    assert command("selected", folder, "--out", tmp_path / "x.csv") == 2


def swapped(folder: Path) -> None:
    path = folder / "secret" / "entries.parquet"
    rows = pl.read_parquet(path)
    rows.with_columns(pl.col("id").shift(1, fill_value=rows["id"][-1])).write_parquet(path)


def shortened(folder: Path) -> None:
    path = folder / "secret" / "entries.parquet"
    pl.read_parquet(path).head(5).write_parquet(path)


def raised(folder: Path) -> None:
    path = folder / "secret" / "entries.parquet"
    pl.read_parquet(path).with_columns(weight=pl.lit(9, pl.UInt8)).write_parquet(path)


def cut(folder: Path) -> None:
    path = folder / "secret" / "entries.parquet"
    path.write_bytes(path.read_bytes()[:-40])


def lost(folder: Path) -> None:
    (folder / "secret" / "entries.parquet").unlink()


def cheated(folder: Path) -> None:
    path = folder / "public" / "result" / "results.csv"
    path.write_bytes(path.read_bytes().replace(b",L,", b",W,", 1))


@pytest.mark.parametrize("act", [swapped, shortened, raised, cut, lost, cheated])
def test_an_altered_folder_gives_no_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], act: Callable[[Path], None]
) -> None:
    folder = drawn(tmp_path, n=120)
    act(folder)
    before = set(tmp_path.iterdir())
    assert command("selected", folder, "--out", tmp_path / "x.csv", "--lang", "en") == 2
    assert set(tmp_path.iterdir()) == before  # nor a half of one
    assert "Traceback" not in capsys.readouterr().err


def test_where_it_may_not_lie(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = drawn(tmp_path, n=60)
    there = tmp_path / "there.csv"
    there.write_text("mine")
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    for out, words in (
        (there, "not overwritten"),
        (tmp_path / "link.csv", "not overwritten"),
        (tmp_path / "nosuch" / "x.csv", "there is no"),
        (folder / "public" / "x.csv", "published"),
        (folder / "public" / "result" / "x.csv", "published"),
    ):
        capsys.readouterr()
        assert command("selected", folder, "--out", out, "--lang", "en") == 2
        assert words in capsys.readouterr().err
    assert there.read_text() == "mine"
    assert not (tmp_path / "elsewhere.csv").exists()
    assert command("verify", folder) == 0


def test_there_is_none_before_the_draw_after_a_void_and_for_the_public(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = committed(tmp_path, n=60), tmp_path / "x.csv"
    assert command("selected", folder, "--out", out) == 2
    assert command("run", folder, "--signature", SIGNATURE) == 0
    assert command("selected", folder / "public", "--out", out) == 2
    assert command("void", folder, "--reason", "a mistake", "--yes") == 0
    capsys.readouterr()
    assert command("selected", folder, "--out", out, "--lang", "en") == 2
    assert "declared void" in capsys.readouterr().err
    assert not out.exists()


def test_it_tells_a_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = drawn(tmp_path, n=120)
    capsys.readouterr()
    assert command("selected", folder, "--out", tmp_path / "x.csv", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["rows"] == answer["selected"] == len(rows_of(tmp_path / "x.csv"))


def test_memory_does_not_grow_with_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more people are held than a piece has."""
    monkeypatch.setattr(selected, "STEP", 50)
    folder = Folder.open(drawn(tmp_path, n=300))
    pieces = list(selected._pieces(folder.secret / "entries.parquet", 300))
    assert max(len(piece) for piece in pieces) <= 50
