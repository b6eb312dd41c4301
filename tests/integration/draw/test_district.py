"""A district officer with a spreadsheet: what Excel does to a list is found, what is fixed for ever is said."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from gelombang.cli.main import run
from gelombang.cli.options import now, stamp
from tests.factories.draws import ROUND, SIGNATURE, command, drawn, write_policy
from tests.factories.hostile import answers
from tests.factories.tables import write_xlsx
from tests.factories.verifier import TOOL, verify

Said = Callable[[], str]
EN = ("--lang", "en")
OPEN = 'version = "undian/1"\nhousehold_cap = 1\n[[phase]]\nname = "open"\nseats = 3\n'


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def fix(place: Path, listed: Path, *options: object) -> int:
    """Commit `listed` as a real draw of the week after next, if `options` do not say otherwise."""
    policy = write_policy(place / "policy.toml", OPEN)
    real = ("--round-at", stamp(now() + timedelta(days=14)))
    chosen = () if {"--round", "--round-at", "--no-beacon"} & set(options) else real
    out = options[options.index("--out") + 1] if "--out" in options else place / "draw"
    named = ("--draw-id", Path(str(out)).name, "--out", out)
    return command("commit", listed, "--policy", policy, *chosen, *options, *named, *EN)


def households(place: Path, *cells: str) -> Path:
    path = place / "list.csv"
    path.write_text("id,household\n" + "".join(f"A{n},{cell}\n" for n, cell in enumerate(cells)))
    return path


# Answers that nobody can read


def test_an_answer_that_cannot_be_written_is_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = drawn(tmp_path, n=30)
    capsys.readouterr()
    for words in (
        f"verify {folder}",
        f"verify {folder} --json",
        f"verify {tmp_path}/x --json",
        "--help",
        "run --help",
    ):
        with (
            contextlib.suppress(OSError),
            Path("/dev/full").open("w") as full,
            monkeypatch.context() as patched,
        ):
            patched.setattr(sys, "stdout", full)
            assert run(["--lang", "en", "draw", *words.split()]) == 74
        told = [
            line for line in capsys.readouterr().err.splitlines() if "answer could not be written" in line
        ]
        assert len(told) == 1
    for options in ([], ["--json"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, TOOL, folder, "--lang", "en", *options],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert done.returncode == 74
        assert done.stderr.decode().count("\n") == 1
        assert b"could not be written" in done.stderr


def test_a_closed_pipe_is_no_verdict_of_the_one_file_verifier(tmp_path: Path) -> None:
    folder = drawn(tmp_path, n=30)
    with subprocess.Popen(
        [sys.executable, TOOL, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None  # noqa: PT018
        process.stdout.close()
        assert process.stderr.read().count(b"\n") == 1
        assert process.wait(60) == 74
    closed = subprocess.run(
        ["sh", "-c", f"{sys.executable} {TOOL} {folder} >&-"], capture_output=True, text=True, check=False
    )
    assert closed.returncode == 74
    assert len(closed.stderr.splitlines()) == 1


# What stands for a household that is not known


@pytest.mark.parametrize(
    "cell",
    [
        "-",
        "NA",
        "n/a",
        "N/A",
        "0",
        "#N/A",
        "none",
        "NULL",
        "tidak ada",
        "Tidak Ada",
        "??",
        "9999999999999999",
        "nihil",
        "x",
        "belum punya KK",
        "belum punya",
        "tidak tahu",
    ],
)
def test_households_that_are_placeholders_are_asked_about(tmp_path: Path, said: Said, cell: str) -> None:
    listed = households(tmp_path, cell, "K1", cell, "K2", cell)
    assert fix(tmp_path, listed) == 2
    text = said()
    assert f'"{cell}" (3)' in text
    assert "3 people have no household" in text
    assert "Leave those cells empty" in text
    assert "--yes" in text
    assert not (tmp_path / "draw").exists()
    assert fix(tmp_path, listed, "--round", ROUND, "--rehearsal") == 2
    said()
    plan = ("plan", listed, "--policy", tmp_path / "policy.toml")
    assert command(*plan, *EN) == 0
    assert "!!! " in said()
    assert fix(tmp_path, listed, "--yes") == 0
    assert "!!! " in said()


def test_one_placeholder_or_none_takes_nothing_from_anybody(tmp_path: Path, said: Said) -> None:
    assert fix(tmp_path, households(tmp_path, "-", "K1", "", "0123", "Nana", "zero")) == 0
    text = said()
    assert "have no household" not in text
    assert '! 1 person has a word for nothing in the column household: "-".' in text


# Columns and identities


@pytest.mark.parametrize(
    "column",
    [("id=x,household=x",), ("household=x", "id=x"), ("id=x,id=y",)],
    ids=["both", "apart", "one twice"],
)
def test_one_column_is_one_thing(tmp_path: Path, said: Said, column: tuple[str, ...]) -> None:
    (tmp_path / "l.csv").write_text("x,y\n1,2\n3,4\n")
    told = [part for one in column for part in ("--column", one)]
    assert fix(tmp_path, tmp_path / "l.csv", *told) == 2
    assert "column x" in said() or told[-1] == "id=x,id=y"


def test_identities_that_differ_by_what_excel_adds(tmp_path: Path, said: Said) -> None:
    listed = tmp_path / "l.csv"
    listed.write_text("id\n'A1\nA1\nB2\n")
    assert fix(tmp_path, listed, "--without", "household") == 2
    assert "Row 2, column id: begins with ' or =" in said()
    listed.write_text("id\nA1\nB2\na1\nC3\n")
    assert fix(tmp_path, listed, "--without", "household") == 2
    text = said()
    assert "rows 2 and 4" in text
    assert "--yes" in text
    rehearsed = ("--round", ROUND, "--rehearsal", "--without", "household")
    assert fix(tmp_path, listed, *rehearsed) == 0
    assert "rows 2 and 4" in said()
    listed.write_text("id,household\nA1,K1\nB2,k1\n")
    assert command("plan", listed, "--policy", tmp_path / "policy.toml", *EN) == 0
    assert "households in rows 2 and 3" in said()


def test_a_list_without_a_heading_shows_nobody(tmp_path: Path, said: Said) -> None:
    for first in (
        "A17,Siti Aminah,Alor",
        "3201010101010000,Siti Aminah,Alor",
        "Siti Aminah",
        "Siti Aminah,Kota Ambon,no",
    ):
        listed = tmp_path / "l.csv"
        listed.write_text(f"{first}\n{first.replace('17', '18').replace('Siti', 'Budi')}\n")
        for options in ((), ("--column", "id=nik")):
            assert fix(tmp_path, listed, *options) == 2
            text = said()
            assert "Siti" not in text, text
            assert "Alor" not in text
            assert "row 1" in text.lower()
    (tmp_path / "l.csv").write_text("NIK,Nama Lengkap,No KK\n3201010101010000,Siti,1\n")
    assert fix(tmp_path, tmp_path / "l.csv") == 2
    assert "NIK, Nama Lengkap, No KK" in said()


# What a commitment fixes for ever


def test_a_commitment_that_verifiers_will_remark_on_is_asked_about(tmp_path: Path, said: Said) -> None:
    listed = households(tmp_path, "K1", "K2")
    assert fix(tmp_path, listed, "--out", tmp_path / "first") == 0
    first = tmp_path / "first"
    said()
    key = first / "secret" / "operator.key"
    early = ("--round-at", stamp(now() + timedelta(days=7)))
    cases: dict[str, tuple[object, ...]] = {
        "another key": ("--prev", first, "--round-at", stamp(now() + timedelta(days=21))),
        "before the one of the draw before": ("--prev", first, "--operator-key", key, *early),
        "fewer than 72 hours": ("--round-at", stamp(now() + timedelta(hours=3)), "--notice", 1),
        "days ago": ("--close-time", stamp(now() - timedelta(days=3 * 366))),
    }
    for words, options in cases.items():
        out = ("--out", tmp_path / "next")
        assert fix(tmp_path, listed, *options, *out) == 2, words
        text = said()
        assert words in text
        assert "--yes" in text
        assert not (tmp_path / "next").exists()
    given = (*cases["another key"], "--out", tmp_path / "next")
    assert fix(tmp_path, listed, *given, "--yes") == 0
    assert "! " in said()
    later = ("--rehearsal", "--round-at", stamp(now() + timedelta(days=14)), "--out", tmp_path / "practice-1")
    assert fix(tmp_path, listed, *later) == 0
    said()
    manifest = tmp_path / "practice-1" / "public" / "manifest.json"
    rest = (
        "--round",
        ROUND,
        "--rehearsal",
        "--out",
        tmp_path / "practice",
        "--close-time",
        "2019-01-01T00:00:00Z",
    )
    assert fix(tmp_path, listed, "--prev", manifest, *rest) == 0
    text = said()
    assert "another key" in text
    assert "before the one of the draw before" in text
    assert "days ago" in text
    assert (
        fix(tmp_path, listed, "--close-time", stamp(now() + timedelta(days=1)), "--out", tmp_path / "c") == 2
    )
    assert "Applications close at" in said()


def test_the_same_key_and_a_later_round_are_not_remarked_on(tmp_path: Path, said: Said) -> None:
    listed = households(tmp_path, "K1", "K2")
    assert fix(tmp_path, listed) == 0
    said()
    key = tmp_path / "draw" / "secret" / "operator.key"
    later = ("--round-at", stamp(now() + timedelta(days=21)))
    assert (
        fix(
            tmp_path,
            listed,
            *later,
            "--prev",
            tmp_path / "draw",
            "--operator-key",
            key,
            "--out",
            tmp_path / "b",
        )
        == 0
    )
    text = said()
    assert "another key" not in text
    assert "comes out before" not in text


# Files that an operating system leaves


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "result/desktop.ini", "statements/._odds.json"])
def test_a_file_of_the_operating_system_is_named_and_to_be_deleted(
    tmp_path: Path, said: Said, name: str
) -> None:
    folder = drawn(tmp_path, n=30)
    said()
    assert verify(folder, "--now", stamp(now()))[0] in (0, 3)
    path = folder / "public" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\0junk")
    assert answers(folder / "public") == (3, 3)
    code, text = verify(folder / "public", "--lang", "en")
    assert code == 3
    for told in (text, said()):
        assert name in told
        assert "delete" in told.lower()
        assert "do not trust" not in told.lower()
    assert command("bundle", folder, "--out", tmp_path / "b.zip", *EN) == 2
    assert "delete" in said().lower()
    assert not (tmp_path / "b.zip").exists()
    path.rename(path.with_name("notes.txt"))
    assert answers(folder / "public") == (1, 1)
    path.with_name("notes.txt").unlink()
    path.symlink_to("/etc/hostname")
    assert answers(folder / "public") == (1, 1)
    path.unlink()
    path.mkdir()
    assert answers(folder / "public") == (1, 1)


# Ceremonies, zips


def test_a_draw_by_ceremony_waits_for_no_round(tmp_path: Path, said: Said) -> None:
    listed = households(tmp_path, "K1", "K2")
    assert fix(tmp_path, listed, "--no-beacon", "--rehearsal") == 0
    said()
    command("verify", tmp_path / "draw", *EN)
    text = said() + verify(tmp_path / "draw", "--lang", "en")[1]
    assert "round 0" not in text
    assert "it waits for its ceremony" in text
    assert command("run", tmp_path / "draw", "--ceremony", "3 1 6", *EN) == 0
    said()
    assert command("run", tmp_path / "draw", "--ceremony", "3 1 6", *EN) == 0
    said()
    assert command("run", tmp_path / "draw", "--ceremony", "6 6 6", *EN) == 2
    assert 'with the ceremony "3 1 6"' in said()


def test_another_signature_than_that_of_the_draw_is_not_passed_over(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=30)
    said()
    assert command("run", folder, "--signature", SIGNATURE, *EN) == 0
    said()
    assert command("run", folder, "--signature", "a" * 96, *EN) == 2
    assert "was drawn already" in said()


def test_a_bundle_gives_odds_and_proofs_too(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=30)
    assert command("bundle", folder, "--out", tmp_path / "b.zip") == 0
    said()
    assert command("odds", tmp_path / "b.zip", "--redraws", 20, *EN) == 0
    said()
    assert command("odds", tmp_path / "b.zip", "--publish", *EN) == 2
    assert "not a bundle" in said()
    assert command("prove", tmp_path / "b.zip", "--ticket", 5, "--out", tmp_path / "p.json", *EN) == 0
    assert command("prove", folder, "--ticket", 5, "--out", tmp_path / "q.json", *EN) == 0
    assert (tmp_path / "p.json").read_bytes() == (tmp_path / "q.json").read_bytes()
    said()
    for act in ("run", "selected", "audit-sample", "void"):
        more = {
            "audit-sample": ("-n", 1),
            "void": ("--reason", "x"),
            "selected": ("--out", tmp_path / "s.csv"),
        }
        assert command(act, tmp_path / "b.zip", *more.get(act, ()), *EN) == 2
        text = said()
        assert "is a bundle" in text
        assert len(text.strip().splitlines()) == 1


# A workbook


def test_a_number_that_excel_rounded_is_found_beside_texts(tmp_path: Path, said: Said) -> None:
    rows: list[list[str | float]] = [["id", "household"], [3201010101010120, "K1"], ["A17", "K2"]]
    listed = write_xlsx(tmp_path / "l.xlsx", rows)
    assert fix(tmp_path, listed) == 2
    assert "Row 2, column id: a number in scientific or rounded form" in said()
    (tmp_path / "l.csv").write_text(
        "id\n" + "".join(f"32010101{n * 7919 % 10**7:07d}0\n" for n in range(1, 30)) + "A1\n"
    )
    assert fix(tmp_path, tmp_path / "l.csv", "--without", "household") == 2
    text = said()
    assert "Column id" in text
    assert "15 digits" in text


def test_the_plan_of_a_workbook_with_an_empty_column_says_nothing_strange(tmp_path: Path) -> None:
    listed = write_xlsx(tmp_path / "l.xlsx", [["id", "household", "note"], ["A1", "", ""], ["A2", "", ""]])
    policy = write_policy(tmp_path / "policy.toml", OPEN)
    code = "from gelombang.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "draw", "plan", listed, "--policy", policy, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["counts"]["entries"] == 2
