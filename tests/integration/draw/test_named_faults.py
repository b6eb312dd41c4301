"""Each fault is called what it is: ours or the draw's, another kind of file or a damaged one, and which file."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from gelombang.core.lottery import jcs
from gelombang.engines import registry
from gelombang.engines.errors import ClusterFailed
from tests.architecture.project import ROOT
from tests.factories.draws import ROUND, command, committed, drawn, write_policy
from tests.factories.tables import write_xlsx

Said = Callable[[], str]
EN = ("--lang", "en")
SECOND = ROOT / "tools/verify_draw.py"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def test_an_engine_that_cannot_run_is_no_verdict(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = drawn(tmp_path, n=40)
    said()
    monkeypatch.setattr(registry, "_has", lambda package: package is None)
    assert command("verify", folder / "public", "--engine", "spark", *EN) == 2
    text = said()
    assert "pyspark is not installed" in text
    assert "NOT AGREE" not in text

    def broken(*_: object) -> NoReturn:
        raise ClusterFailed(problem="no worker.")

    monkeypatch.setattr(registry, "engine", broken)
    assert command("verify", folder / "public", *EN) == 2
    text = said()
    assert "Spark failed" in text
    assert "NOT AGREE" not in text


@pytest.mark.parametrize(
    "name",
    [
        "public/list.csv",
        "public/policy.toml",
        "secret/operator.key",
        "public/policy.json",
        "public/commitment.json",
    ],
)
def test_another_kind_of_file_is_not_called_damaged(tmp_path: Path, said: Said, name: str) -> None:
    folder = committed(tmp_path, n=40)
    said()
    assert command("verify", folder / name, *EN) == 2
    text = said()
    assert f"{name} is no draw, bundle, proof, receipt or outcome.json" in text
    assert "damaged" not in text
    told = subprocess.run(
        [sys.executable, str(SECOND), str(folder / name), *EN], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert "is not a draw folder" in told.stdout


def test_a_large_list_is_not_called_damaged(tmp_path: Path, said: Said) -> None:
    (tmp_path / "list.csv").write_bytes(b"1,2\n" * 60_000)
    assert command("verify", tmp_path / "list.csv", *EN) == 2
    assert "is no draw" in said()


@pytest.mark.parametrize("cut", [40, 400, -1])
def test_a_damaged_proof_is_called_damaged(tmp_path: Path, said: Said, cut: int) -> None:
    folder = drawn(tmp_path, n=40)
    assert command("prove", folder, "--ticket", 1, "--out", tmp_path / "p.json") == 0
    (tmp_path / "q.json").write_bytes((tmp_path / "p.json").read_bytes()[:cut])
    said()
    assert command("verify", tmp_path / "q.json", *EN) == 2
    assert "q.json is damaged or was edited" in said()


@pytest.mark.parametrize(
    "name", ["bias.json", "odds.json", "audit-01.json", "replacement-01.json", "void.json"]
)
def test_a_broken_statement_is_named(tmp_path: Path, said: Said, name: str) -> None:
    folder = drawn(tmp_path, n=40)
    wrong = json.loads((folder / "public/result/outcome.json").read_bytes()) | {"kind": "bios"}
    place = folder / "public/statements" / name
    place.parent.mkdir()
    place.write_bytes(jcs.canonical(wrong))
    said()
    assert command("verify", folder, *EN) == 1
    assert f"{name} is not complete: its member kind" in said()
    assert command("verify", folder, "--lang", "id") == 1
    assert f"{name} tidak lengkap" in said()


def test_a_broken_receipt_is_named(tmp_path: Path, said: Said) -> None:
    folder = committed(tmp_path, "--receipts", n=40)
    receipt = json.loads((folder / "secret/receipts.jsonl").read_text().splitlines()[0])
    (tmp_path / "mine.json").write_bytes(jcs.canonical(receipt | {"salt": "x"}))
    said()
    assert command("verify", tmp_path / "mine.json", *EN) == 1
    assert "mine.json is not complete: its member salt" in said()


def test_a_list_that_is_not_public_is_said_to_be_so(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, "--publish", "roots", n=40)
    shutil.copytree(folder / "public", tmp_path / "copy")
    assert command("bundle", folder, "--out", tmp_path / "b.zip") == 0
    said()
    for words in (
        ("bias", tmp_path / "b.zip"),
        ("bias", tmp_path / "copy"),
        ("odds", tmp_path / "copy"),
        ("prove", tmp_path / "copy", "--ticket", 1),
    ):
        assert command(*words, *EN) == 2
        text = said()
        assert "is not public (level roots)" in text
        assert "/gelombang-" not in text
    assert command("odds", folder) == 0


ROWS = ["id,household,stratum,band,groups,weight", "1001,7,1309,0,,1", "1002,7,1309,0,,1", "1003,8,1673,0,,2"]


def planned(place: Path, rows: list[str], said: Said, end: str = "\n") -> tuple[int, str]:
    (place / "l.csv").write_text("\n".join(rows) + end, encoding="utf-8")
    policy = write_policy(place / "policy.toml")
    code = command("plan", place / "l.csv", "--policy", policy, *EN)
    text = said()
    terms = ("--draw-id", "x", "--out", place / "draw", "--round", ROUND, "--rehearsal")
    assert command("commit", place / "l.csv", "--policy", policy, *terms, *EN) == code
    again = said()
    warnings = [line for line in text.splitlines() if line[:1] in "!✗"]
    assert all(line in again for line in warnings if not line.startswith(("!!!", "! About")))
    shutil.rmtree(place / "draw", ignore_errors=True)
    return code, text


@pytest.mark.parametrize("short", ["1002,7,1309,0", "1002", '"1002","7"'])
def test_a_row_too_short_is_named(tmp_path: Path, said: Said, short: str) -> None:
    code, text = planned(tmp_path, [*ROWS[:2], short, ROWS[3]], said)
    assert code == 2
    assert "Row 3 has only" in text
    assert "names 6 columns" in text


def test_the_last_row_of_a_file_that_was_cut_off_is_named(tmp_path: Path, said: Said) -> None:
    code, text = planned(tmp_path, [*ROWS[:3], "1003,8,16"], said, end="")
    assert code == 2
    assert "Row 4 has only 3 cells" in text


def test_cells_left_empty_are_no_short_row(tmp_path: Path, said: Said) -> None:
    rows = [f"{row}," for row in ROWS]  # a heading without a name, as spreadsheets leave one
    assert planned(tmp_path, rows, said)[0] == 0
    assert planned(tmp_path, [rows[0], *ROWS[1:]], said)[0] == 0
    assert planned(tmp_path, [ROWS[0], *(row[:-1] for row in ROWS[1:])], said)[0] == 0


@pytest.mark.parametrize("blank", ["", ",,,,,", "  ", '"",,,,,'])
def test_an_empty_row_is_to_be_deleted(tmp_path: Path, said: Said, blank: str) -> None:
    code, text = planned(tmp_path, [*ROWS[:2], blank, *ROWS[2:], blank], said)
    assert code == 2
    assert "Row 3 is empty. Delete the empty row, and" in text
    code, text = planned(
        tmp_path, [*ROWS[:2], blank, *ROWS[2:], blank, ROWS[2].replace("1003", "1005")], said
    )
    assert code == 2
    assert "Row 3 is empty (and 1 more row). Delete the empty rows, and" in text
    assert (
        planned(tmp_path, [*ROWS, blank, blank], said)[0] == 0
    )  # below the list they are litter, as in a workbook


def test_a_stratum_that_the_policy_does_not_name_is_told(tmp_path: Path, said: Said) -> None:
    code, text = planned(tmp_path, [*ROWS, "1004,9,1310,0,,1", "1005,10,1310,0,,1"], said)
    assert code == 0
    assert "! 2 applicants are in a stratum that the policy does not name, such as 1310" in text
    assert "does not name" not in planned(tmp_path, ROWS, said)[1]


def test_a_stratum_with_too_few_digits_is_told(tmp_path: Path, said: Said) -> None:
    code, text = planned(tmp_path, [*ROWS, "1004,9,53,0,,1"], said)
    assert code == 0
    assert "! Row 5 states a stratum of fewer than four digits: 53 is read as 0053" in text


def test_numbers_that_lost_their_zeros_are_told(tmp_path: Path, said: Said) -> None:
    rows = [ROWS[0], *(f"{n}00{n}77{n},1309{n:012d},1309,0,,1" for n in range(1, 9)), "345678,9,1309,0,,1"]
    code, text = planned(tmp_path, rows, said)
    assert code == 0
    assert "! Column id: the number in row 10 has fewer than the 7 digits usual there" in text
    assert "! Column household: the number in row 10 has fewer than the 16 digits" in text
    counted = [ROWS[0], *(f"{n},,1309,0,,1" for n in range(1, 1300))]
    assert "fewer than" not in planned(tmp_path, counted, said)[1]


def test_a_workbook_that_mixes_numbers_and_texts_is_told(tmp_path: Path, said: Said) -> None:
    rows: list[list[str | float]] = [["id", "household", "stratum", "groups"]]
    rows += [["01234567", "1", "1309", ""], ["09876543", "2", "1309", ""]]
    rows += [[1234599, "3", "1309", ""], ["00112233", "4", "1309", ""]]
    write_xlsx(tmp_path / "l.xlsx", rows)
    policy = write_policy(tmp_path / "policy.toml")
    assert command("plan", tmp_path / "l.xlsx", "--policy", policy, *EN) == 0
    assert "Column id: the number in row 4 has fewer than the 8 digits" in said()


def piped(*arguments: object) -> int:
    told = [sys.executable, "-c", "from gelombang.cli.main import main; main()", "draw", *map(str, arguments)]
    with subprocess.Popen(told, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        return process.wait(120)


def test_a_reader_who_goes_is_no_failed_check(tmp_path: Path) -> None:
    folder = drawn(tmp_path, n=40)
    listed, policy = tmp_path / "list.csv", tmp_path / "policy.toml"
    assert piped("verify", folder / "public") == 74
    assert piped("plan", listed, "--policy", policy) == 74
    assert piped("odds", folder) == 74
    assert piped("odds", folder, "--json") == 74


def test_a_place_where_nothing_may_be_written_is_named(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = drawn(tmp_path, n=40)
    (tmp_path / "ro").mkdir()

    def refused(path: object, *_: object, **__: object) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(path))

    said()
    with monkeypatch.context() as patched:
        patched.setattr("os.open", refused)
        for words in (("bundle", folder), ("selected", folder), ("prove", folder, "--ticket", 1)):
            target = tmp_path / "ro" / f"{words[0]}.out"
            assert command(*words, "--out", target, *EN) == 2
            text = said()
            assert f"{target} cannot be written: you may not write in {tmp_path / 'ro'}" in text
            assert ".part" not in text
    monkeypatch.setattr(Path, "mkdir", refused)
    listed, policy = tmp_path / "list.csv", tmp_path / "policy.toml"
    terms = ("--draw-id", "x", "--round", ROUND, "--rehearsal", "--out", tmp_path / "ro/F")
    assert command("commit", listed, "--policy", policy, *terms, *EN) == 2
    assert f"{tmp_path / 'ro/F'} cannot be written: you may not write in {tmp_path / 'ro'}" in said()
