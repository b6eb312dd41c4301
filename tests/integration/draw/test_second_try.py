"""What was typed or exported almost right is taken, or the sentence tells how to put it right."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
ROWS = ["id,household,stratum,band,groups,weight", "1001,7,1309,0,disability,1", "1002,8,1673,0,remote,1"]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def plan(place: Path, data: bytes, name: str = "l.csv", policy: str = POLICY) -> int:
    (place / name).write_bytes(data)
    return command("plan", place / name, "--policy", write_policy(place / "policy.toml", policy), *EN)


@pytest.mark.parametrize(
    "cell", ["disability+remote", "disability/remote", "disability;remote", "remote|disability"]
)
def test_two_groups_in_one_cell(tmp_path: Path, said: Said, cell: str) -> None:
    (tmp_path / "l.csv").write_text("\n".join([ROWS[0], f'1,7,1309,0,"{cell}",1']), encoding="utf-8")
    policy = write_policy(tmp_path / "policy.toml")
    terms = ("--draw-id", "x", "--out", tmp_path / "draw", "--round", ROUND, "--rehearsal")
    assert command("commit", tmp_path / "l.csv", "--policy", policy, *terms) == 0
    assert (tmp_path / "draw/public/list.csv").read_text()[72:74] == "03"


def test_a_group_whose_name_holds_a_plus_is_that_group(tmp_path: Path, said: Said) -> None:
    policy = POLICY.replace("disability = 1", '"65+" = 1').replace('["disability"]', '["65+"]')
    assert plan(tmp_path, "\n".join([ROWS[0], "1,7,1309,0,65+,1"]).encode(), policy=policy) == 0
    assert plan(tmp_path, "\n".join([ROWS[0], "1,7,1309,0,66+,1"]).encode(), policy=policy) == 2


def test_a_group_that_no_phase_uses_is_told(tmp_path: Path, said: Said) -> None:
    assert plan(tmp_path, "\n".join(ROWS).encode()) == 0
    assert "! The group remote is used by no phase" in said()
    assert command("explain", tmp_path / "policy.toml", "--lang", "id") == 0
    assert "! Kelompok remote tidak dipakai tahap mana pun" in said()


def test_verify_of_nothing_says_what_is_missing(said: Said) -> None:
    assert command("verify", *EN) == 2
    text = said()
    assert "'DIR|BUNDLE.zip|PROOF.json|RECEIPT.json|outcome.json …' is missing." in text
    assert command("verify", "--lang", "id") == 2
    assert "Bagian 'DIR|BUNDLE.zip|PROOF.json|RECEIPT.json|outcome.json …' belum ditulis." in said()


def test_a_signature_in_capitals_is_the_same_signature(tmp_path: Path, said: Said) -> None:
    folder = committed(tmp_path, n=40)
    assert command("run", folder, "--signature", SIGNATURE.upper()) == 0
    assert SIGNATURE in (folder / "public/result/outcome.json").read_text()
    assert command("verify", folder) == 0


def test_a_table_and_a_policy_that_are_swapped(tmp_path: Path, said: Said) -> None:
    listed, policy = write_list(tmp_path / "list.csv", 5), write_policy(tmp_path / "policy.toml")
    terms = ("--draw-id", "x", "--out", tmp_path / "draw", "--round", ROUND, "--rehearsal")
    for words in (("plan", policy, "--policy", listed), ("commit", policy, "--policy", listed, *terms)):
        assert command(*words, *EN) == 2
        assert f"Write: {listed} --policy {policy}" in said()


TABLES: dict[str, tuple[str, bytes, str]] = {
    "lines that end in CR alone": ("l.csv", "\r".join(ROWS).encode(), "CR alone"),
    "two bytes for each letter": (
        "l.csv",
        "\n".join(ROWS).encode("utf-16-le"),
        'not UTF-8 text. Save it again as "CSV UTF-8"',
    ),
    "two bytes, the other way": ("l.csv", "\n".join(ROWS).encode("utf-16-be"), "not UTF-8 text"),
    "two bytes with a mark": ("l.csv", "\n".join(ROWS).encode("utf-16"), "not UTF-8 text"),
    "a CSV called xlsx": (
        "l.xlsx",
        "\n".join(ROWS).encode(),
        "is really CSV. Rename it so that its name ends in .csv",
    ),
    "a CSV called parquet": ("l.parquet", "\n".join(ROWS).encode(), "is really CSV"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_saved_in_another_way(tmp_path: Path, said: Said, name: str) -> None:
    called, data, words = TABLES[name]
    assert plan(tmp_path, data, called) == 2
    assert words in said()


@pytest.mark.parametrize("option", ["--title", "--reason", "--ceremony"])
def test_a_text_that_is_not_utf8_is_named_and_leaves_nothing(tmp_path: Path, option: str) -> None:
    listed, policy = write_list(tmp_path / "list.csv", 20), write_policy(tmp_path / "policy.toml")
    terms = ("--draw-id", "x", "--out", tmp_path / "draw", "--round", str(ROUND), "--rehearsal")
    words = {
        "--title": ("commit", listed, "--policy", policy, *terms),
        "--reason": ("void", tmp_path, "--yes"),
        "--ceremony": ("run", tmp_path),
    }[option]
    told = [sys.executable, "-c", "from gelombang.cli.main import main; main()", "draw", *map(str, words)]
    done = subprocess.run(
        [*(one.encode() for one in told), option.encode(), b"caf\xe9", *(one.encode() for one in EN)],
        capture_output=True,
        check=False,
        env={"PYTHONUTF8": "1", "PATH": ""},
    )
    assert done.returncode == 2
    assert f"The text of {option} is not UTF-8".encode() in done.stderr
    assert not (tmp_path / "draw").exists()


def test_a_commit_that_comes_to_nothing_leaves_nothing(tmp_path: Path, said: Said) -> None:
    rows = [*ROWS, "1001,9,1309,0,,1"]  # one identity twice: found when the list is made
    (tmp_path / "l.csv").write_text("\n".join(rows), encoding="utf-8")
    policy = write_policy(tmp_path / "policy.toml")
    terms = ("--draw-id", "x", "--out", tmp_path / "draw", "--round", ROUND, "--rehearsal")
    assert command("commit", tmp_path / "l.csv", "--policy", policy, *terms) == 2
    assert not (tmp_path / "draw").exists()


def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=40)

    def told(name: str, change: Callable[[Path], object]) -> str:
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        shutil.copytree(folder / "public", tmp_path / "copy")
        change(tmp_path / "copy" / name)
        said()
        assert command("verify", tmp_path / "copy", *EN) == 1
        return said()

    def strange(path: Path) -> None:
        path.parent.mkdir()
        path.write_text("x")

    def large(path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        with path.open("ab") as file:
            file.truncate((64 << 20) + 1)  # a hole: it takes no room

    def linked(path: Path) -> None:
        path.unlink()
        path.symlink_to(folder / "public/about.json")

    assert "The file counts.json is missing." in told("counts.json", Path.unlink)
    assert "The file list.csv is missing." in told("list.csv", Path.unlink)
    assert "The file about.json was changed." in told("about.json", lambda path: path.write_bytes(b"{}"))
    assert "The file list.csv has another length" in told("list.csv", lambda path: path.write_bytes(b"{}"))
    by_none = "is covered by no statement."
    assert f"The file notes.txt {by_none}" in told("notes.txt", lambda path: path.write_text("x"))
    assert f"The file statements/x.json {by_none}" in told("statements/x.json", strange)
    for name in ("about.json", "result/cutoffs.csv", "statements/odds.json"):
        assert f"The file {name} is larger than any verifier reads" in told(name, large)
    assert "The file about.json is a link and no ordinary file." in told("about.json", linked)


def test_the_member_of_a_damaged_bundle_is_named(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=40)
    assert command("bundle", folder, "--out", tmp_path / "b.zip") == 0
    whole = (tmp_path / "b.zip").read_bytes()
    place = whole.index(b"/policy.toml") + 60
    (tmp_path / "c.zip").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    (tmp_path / "d.zip").write_bytes(whole[:place])
    said()
    for name in ("c.zip", "d.zip"):
        assert command("verify", tmp_path / name, *EN) == 2
        assert f"{name}: rehearsal-try/policy.toml" in said()


def test_the_help_of_replace_tells_that_tickets_may_be_many(said: Said) -> None:
    assert command("replace", "--help") == 0
    assert "say it again for each further one" in " ".join(said().split())


def test_who_is_not_selected_has_no_phase(tmp_path: Path) -> None:
    folder = drawn(tmp_path, n=60)
    assert command("selected", folder, "--all", "--out", tmp_path / "all.csv") == 0
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["result"] for row in rows} == {"selected", "not selected"}
    for row in rows:
        assert (row["phase"] != "", row["phase_name"] != "") == (row["result"] == "selected",) * 2
