"""What `plan` and `commit` say before a list is fixed, and what `run` looks at before it draws."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import polars as pl
import pytest

from gelombang.engines.lookalike import warnings
from gelombang.engines.table import read
from tests.factories.draws import (
    POLICY,
    ROUND,
    SIGNATURE,
    command,
    committed,
    drawn,
    write_list,
    write_policy,
)

Said = Callable[[], str]
EN = ("--lang", "en")
OPEN = """\
version = "undian/1"
household_cap = 0

[[phase]]
name = "all"
seats = 5
"""


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def fixed(place: Path, *options: object, policy: str = POLICY, n: int = 60) -> int:
    listed, rules = write_list(place / "list.csv", n), write_policy(place / "policy.toml", policy)
    terms = ("--draw-id", "x", "--out", place / "draw")
    return command("commit", listed, "--policy", rules, *terms, *options, *EN)


def test_a_rehearsal_to_come_is_not_said_to_be_out(tmp_path: Path, said: Said) -> None:
    assert fixed(tmp_path, "--round-at", "2035-03-01T10:00:00+07:00", "--rehearsal") == 0
    text = said()
    assert "comes out at 2035-03-01T03:00" in text
    assert "came out" not in text
    assert "known already" not in text
    assert "REHEARSAL (Latihan): this draw decides nothing" in text
    assert (
        f"Next, once the round is out: gelombang draw run {tmp_path / 'draw'} --wait --beacon-url URL" in text
    )


def test_a_commitment_says_which_command_is_next(tmp_path: Path, said: Said) -> None:
    assert fixed(tmp_path, "--round", ROUND, "--rehearsal") == 0
    text = said()
    assert "came out at" in text
    assert f"Next: gelombang draw run {tmp_path / 'draw'} --signature HEX" in text
    (tmp_path / "b").mkdir()
    assert fixed(tmp_path / "b", "--no-beacon", "--rehearsal") == 0
    assert f"Next, after the ceremony: gelombang draw run {tmp_path / 'b/draw'} --ceremony TEXT" in said()


SEATLESS = """\
version = "undian/1"
household_cap = 1

[[phase]]
name = "regions"
quota = { "1309" = 9, "1673" = 9, "5305" = 9, "7210" = 9 }
groups = ["disability"]

[groups]
disability = 1
remote = 2
"""


def test_people_without_a_chance_are_told_and_asked_about(tmp_path: Path, said: Said) -> None:
    policy = SEATLESS
    listed, rules = write_list(tmp_path / "list.csv", 60), write_policy(tmp_path / "policy.toml", policy)
    assert command("plan", listed, "--policy", rules, *EN) == 0
    assert re.search(r"^!!! \d+ APPLICANTS HAVE NO CHANCE: the stratum 8106", said(), re.MULTILINE)
    real = ("--round-at", "2035-03-01T10:00:00+07:00")
    assert fixed(tmp_path, *real, policy=policy) == 2
    text = said()
    assert "have no chance at all" in text
    assert "--yes" in text
    assert not (tmp_path / "draw").exists() or not (tmp_path / "draw" / "public").exists()
    assert fixed(tmp_path, *real, "--yes", policy=policy) == 0
    (tmp_path / "r").mkdir()
    assert fixed(tmp_path / "r", *real, "--rehearsal", policy=policy) == 0


def test_without_a_column_that_is_there_gives_no_wrong_advice(tmp_path: Path, said: Said) -> None:
    listed, rules = write_list(tmp_path / "list.csv", 40), write_policy(tmp_path / "policy.toml", OPEN)
    assert command("plan", listed, "--policy", rules, "--without", "stratum,groups", *EN) == 0
    text = said()
    assert "Did you mean" not in text
    assert "Columns NOT used: stratum, groups" in text


@pytest.mark.parametrize("column", ["id", "household"])
@pytest.mark.parametrize("wide", ["３４５", "٣٤٥", "12³", "12-３"])
def test_numbers_in_other_digits_are_refused(tmp_path: Path, said: Said, column: str, wide: str) -> None:
    row = {"id": "12345", "household": "7", column: wide}
    (tmp_path / "l.csv").write_text(
        f"id,household\n345,8\n{row['id']},{row['household']}\n", encoding="utf-8"
    )
    rules = write_policy(tmp_path / "policy.toml", OPEN)
    assert command("plan", tmp_path / "l.csv", "--policy", rules, *EN) == 2
    assert f"Row 3, column {column}: a number with digits other than 0 to 9" in said()
    assert command("plan", tmp_path / "l.csv", "--policy", rules, "--lang", "id") == 2
    assert "digit selain 0 sampai 9" in said()


def test_letters_that_look_alike_are_told(tmp_path: Path, said: Said) -> None:
    names = ["Ñandú 7", "N\u0303andu\u0301 7", "Ａ1", "A1", "Éa", "B2"]
    (tmp_path / "l.csv").write_text("id\n" + "\n".join(names) + "\n", encoding="utf-8")
    assert warnings(read(tmp_path / "l.csv", {}, {})) == [("lookalike", {"n": 2, "row": 2, "other": 3})]
    rules = write_policy(tmp_path / "policy.toml", OPEN)
    assert command("plan", tmp_path / "l.csv", "--policy", rules, *EN) == 0
    assert "! 2 pairs of identities are nearly the same" in said()
    (tmp_path / "l.csv").write_text("id\nÉa\nB2\nC３x\n", encoding="utf-8")
    assert warnings(read(tmp_path / "l.csv", {}, {})) == []


def test_a_changed_manifest_is_blamed_itself(tmp_path: Path, said: Said) -> None:
    folder = committed(tmp_path, n=40)
    path = folder / "public" / "manifest.json"
    told = path.read_text()
    path.write_text(told.replace('"n":40', '"n":41'))
    assert path.read_text() != told
    said()
    assert command("verify", folder / "public", *EN) == 1
    (wrong,) = [line for line in said().splitlines() if line.startswith("✗ ") and "AGREE" not in line]
    assert "manifest.json" in wrong
    path.write_text(told.replace(f'"round":{ROUND}', f'"round":{ROUND + 1}'))
    assert command("run", folder, "--signature", SIGNATURE, *EN) == 2
    text = said()
    assert "manifest.json is no longer the file that was signed" in text
    assert "beacon" not in text


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def spoilt(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4:200] = bytes(196)
    path.write_bytes(data)


def of_another(path: Path) -> None:
    pl.read_parquet(path).with_columns(pl.col("id").reverse()).write_parquet(path)


def shorter(path: Path) -> None:
    pl.read_parquet(path).head(20).write_parquet(path)


def without_salt(path: Path) -> None:
    pl.read_parquet(path).drop("salt").write_parquet(path)


@pytest.mark.parametrize("damage", [cut, spoilt, of_another, shorter, without_salt, Path.unlink])
def test_no_draw_while_the_secret_table_is_unfit(
    tmp_path: Path, said: Said, damage: Callable[[Path], None]
) -> None:
    folder = committed(tmp_path, n=40)
    damage(folder / "secret" / "entries.parquet")
    said()
    assert command("run", folder, "--signature", SIGNATURE, *EN) == 2
    text = said()
    assert "missing, damaged, or not of this list" in text
    assert "--yes" in text
    assert not (folder / "public" / "result").exists()
    assert command("run", folder, "--signature", SIGNATURE, "--yes", *EN) == 0
    assert "!!! DRAWN WITHOUT THE SECRET TABLE" in said()
    assert command("verify", folder / "public") in (0, 3)


@pytest.mark.parametrize("level", ["full", "reduced", "roots"])
def test_a_whole_secret_table_is_drawn_with_at_every_level(tmp_path: Path, said: Said, level: str) -> None:
    drawn(tmp_path, "--publish", level, n=120)
    assert "!!!" not in said()


@pytest.mark.parametrize("where", ["sync", "rename"])
def test_odds_on_a_full_disk_change_nothing(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder = committed(tmp_path, n=40)
    before = {str(path) for path in (folder / "public").rglob("*")}

    def full(*_arguments: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    said()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full) if where == "sync" else patch.setattr(Path, "rename", full)
        assert command("odds", folder, "--publish", *EN) == 2
    assert "Nothing was changed" in said()
    assert {str(path) for path in (folder / "public").rglob("*")} == before


def test_a_key_file_that_is_none_says_what_to_do(tmp_path: Path, said: Said) -> None:
    (tmp_path / "key").write_text("no key")
    assert fixed(tmp_path, "--round", ROUND, "--rehearsal", "--operator-key", tmp_path / "key") == 2
    assert "for a new key run commit without --operator-key" in said()


@pytest.mark.parametrize("suffix", [".csv", ".txt"])
def test_a_parquet_file_by_another_name_is_recognised(tmp_path: Path, said: Said, suffix: str) -> None:
    pl.read_csv(write_list(tmp_path / "l.csv", 40)).write_parquet(tmp_path / f"list{suffix}")
    rules = write_policy(tmp_path / "policy.toml", OPEN)
    assert command("plan", tmp_path / f"list{suffix}", "--policy", rules, *EN) == 2
    assert "is really Parquet. Rename it so that its name ends in .parquet" in said()


def test_a_column_that_was_named_wrongly_is_not_advised_again(tmp_path: Path, said: Said) -> None:
    listed, rules = write_list(tmp_path / "list.csv", 40), write_policy(tmp_path / "policy.toml", OPEN)
    assert command("plan", listed, "--policy", rules, "--column", "id=foo", *EN) == 2
    text = said()
    assert "no column foo" in text
    assert "If it has another name" not in text
    assert "Right of the = in --column write one of those." in text
    assert command("plan", listed, "--policy", rules, "--column", "household=househol", *EN) == 2
    assert "You may have meant --column household=household" in said()
    (tmp_path / "other.csv").write_text("nik\n1\n")
    assert command("plan", tmp_path / "other.csv", "--policy", rules, *EN) == 2
    assert "If it has another name, say --column" in said()
