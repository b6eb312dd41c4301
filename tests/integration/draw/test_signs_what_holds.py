"""Nothing is signed that the verifiers would refuse: a last look before the pen touches the paper."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gelombang.core.lottery import jcs, statement
from gelombang.engines import layout, self_check
from gelombang.engines.errors import WouldNotHold
from gelombang.engines.folder import Folder
from gelombang.engines.run import operator_of
from tests.architecture.project import ROOT
from tests.factories.draws import ROUND, SIGNATURE, command, committed, drawn, write_list, write_policy

Said = Callable[[], str]
EN = ("--lang", "en")
LATER = "2035-03-01T10:00:00+07:00"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def second(*arguments: object) -> subprocess.CompletedProcess[str]:
    told = [sys.executable, str(ROOT / "tools/verify_draw.py"), *map(str, arguments), *EN]
    return subprocess.run(told, capture_output=True, text=True, check=False)


def commit(place: Path, name: str, *options: object) -> int:
    listed, rules = write_list(place / "list.csv", 40), write_policy(place / "policy.toml")
    fixed = ("--draw-id", name, "--out", place / "draw")
    return command("commit", listed, "--policy", rules, *fixed, *options, *EN)


@pytest.mark.parametrize("chance", [("--round-at", LATER), ("--no-beacon",)])
@pytest.mark.parametrize("name", ["rehearsal-x", "Rehearsal-x"])
def test_a_real_draw_is_not_named_like_a_rehearsal(
    tmp_path: Path, said: Said, name: str, chance: tuple[str, ...]
) -> None:
    assert commit(tmp_path, name, *chance) == 2
    text = said()
    assert "--rehearsal" in text
    assert "another name" in text
    assert not (tmp_path / "draw").exists()


@pytest.mark.parametrize("name", ["rehearsal-x", "x"])
def test_a_rehearsal_is_named_like_one(tmp_path: Path, name: str) -> None:
    assert commit(tmp_path, name, "--round", ROUND, "--rehearsal") == 0
    assert Folder.open(tmp_path / "draw").manifest.draw_id == "rehearsal-x"


def test_a_name_that_ends_with_a_space_is_refused(tmp_path: Path, said: Said) -> None:
    assert commit(tmp_path, "x ", "--round", ROUND, "--rehearsal") == 2
    assert "draw id" in said()
    assert not (tmp_path / "draw").exists()


def winner_of(folder: Path) -> int:
    lines = (folder / "public/result/results.csv").read_text().splitlines()
    return next(int(line[:12]) for line in lines if ",W," in line)


@pytest.mark.parametrize("round_number", [ROUND, 1000])
def test_a_replacement_needs_a_later_round(tmp_path: Path, said: Said, round_number: int) -> None:
    folder = drawn(tmp_path, n=60)
    said()
    terms = ("--ticket", winner_of(folder), "--reason", "moved", "--signature", SIGNATURE)
    assert command("replace", folder, *terms, "--round", round_number, *EN) == 2
    text = said()
    assert f"the draw's round is {ROUND}" in text.replace("The draw's", "the draw's")
    assert "later" in text
    assert not (folder / "public/statements").exists()
    assert command("verify", folder) == 0
    assert second(folder / "public").returncode == 0


def made(folder: Folder, kind: str, at: str | None = None, **members: Any) -> dict[str, Any]:
    manifest, by = folder.manifest, operator_of(folder, None)
    at = at or folder.outcome["signed_at"]
    unsigned = statement.unsigned(kind, manifest.draw_id, manifest.sha256(), at, **members)
    return statement.sign(unsigned, by.public_key, by.sign)


def test_what_a_verifier_would_refuse_is_not_published(tmp_path: Path) -> None:
    folder = Folder.open(drawn(tmp_path, n=60))
    wrong = {
        "audit-01.json": made(folder, "audit", size=2, tickets=[1, 2, 3]),
        "audit-02.json": made(folder, "audit", size=1, tickets=[1]),
        "void.json": made(folder, "void", reason=" "),
        "bias.json": made(folder, "bias", tests=[], redraws=1, false_alarm_rate="0.5", passed=True),
        "replacement-01.json": made(
            folder,
            "replacement",
            group=1,
            round=0,
            beacon_signature="",
            reason="x",
            vacated=[1],
            selected=["000000000002,W,01,000000099,-"],
        ),
    }
    for name, paper in wrong.items():
        with folder.writing() as work, pytest.raises(WouldNotHold):
            self_check.publish(folder, work, name, paper)
        assert not (folder.public / "statements").exists()


def test_a_failing_folder_is_not_bundled(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=60)
    draw = Folder.open(folder)
    (folder / "public/statements").mkdir()
    wrong = made(draw, "audit", size=1, tickets=[1, 2])
    (folder / "public/statements/audit-01.json").write_bytes(jcs.canonical(wrong))
    said()
    assert command("bundle", folder, "--out", tmp_path / "x.zip", *EN) == 2
    text = said()
    assert "gelombang draw verify" in text
    assert not (tmp_path / "x.zip").exists()
    assert command("bundle", folder, "--out", tmp_path / "x.zip", "--json") == 2
    assert json.loads(said().splitlines()[0])["error"] == "WouldNotHold"


def test_a_proof_of_a_ceremony_speaks_of_no_beacon(tmp_path: Path, said: Said) -> None:
    assert commit(tmp_path, "x", "--no-beacon", "--rehearsal") == 0
    folder = tmp_path / "draw"
    assert command("run", folder, "--ceremony", "4 2 6") == 0
    assert command("prove", folder, "--ticket", 1, "--out", tmp_path / "p.json") == 0
    said()
    assert command("verify", tmp_path / "p.json", folder, *EN) == 3
    text = said()
    assert "public beacon" not in text
    assert "ceremony alone" in text
    assert command("verify", tmp_path / "p.json", folder, "--lang", "id") == 3
    text = said()
    assert "suar publik" not in text
    assert "upacara saja" in text


def test_a_statement_too_many_is_not_signed_and_a_void_always_is(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = drawn(tmp_path, n=60)
    opened = Folder.open(folder)
    names = layout.of(opened.public)
    most = len(names.files) + len(names.folders) + 3  # the folder statements, one in it, and the void
    monkeypatch.setattr(self_check, "MAX_FILES", most)
    said()
    assert command("audit-sample", folder, "-n", 5, *EN) == 0
    assert command("audit-sample", folder, "-n", 5, *EN) == 2
    assert "too many files" in said()
    assert command("void", folder, "--reason", "Salah daftar.", "--yes", *EN) == 0
    assert command("verify", folder / "public", *EN) == 0


def test_a_statement_larger_than_readers_take_is_not_signed(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = drawn(tmp_path, n=60)
    monkeypatch.setattr(self_check, "most_of", lambda _: 200)
    said()
    assert command("audit-sample", folder, "-n", 5, *EN) == 2
    assert "too large" in said()
    assert not list((folder / "public/statements").glob("audit*"))


def test_a_draw_whose_cut_offs_nobody_could_read_is_not_committed(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_check, "MAX_SMALL", 150)
    assert commit(tmp_path, "x", "--round", ROUND, "--rehearsal") == 2
    assert "too large" in said()
    assert not (tmp_path / "draw").exists()


def test_a_name_is_drawn_again_only_after_the_void(tmp_path: Path, said: Said) -> None:
    (tmp_path / "first").mkdir()
    folder = drawn(tmp_path / "first", n=60)
    name = Folder.open(folder).manifest.draw_id
    (tmp_path / "again").mkdir()
    terms = ("--prev", folder, "--no-beacon", "--rehearsal")
    said()
    assert commit(tmp_path / "again", name, *terms) == 2
    assert "void" in said()
    assert not (tmp_path / "again/draw").exists()
    assert command("void", folder, "--reason", "Salah daftar.", "--yes", *EN) == 0
    assert commit(tmp_path / "again", name, *terms) == 0


def test_an_edited_draw_before_is_not_bound_to(tmp_path: Path, said: Said) -> None:
    (tmp_path / "first").mkdir()
    folder = drawn(tmp_path / "first", n=60)
    path = folder / "public/manifest.json"
    path.chmod(0o644)
    path.write_text(path.read_text().replace('"n":60', '"n":61'))
    (tmp_path / "next").mkdir()
    said()
    assert commit(tmp_path / "next", "y", "--prev", folder, "--no-beacon", "--rehearsal") == 2
    assert "not the one that the operator signed" in said()


def test_a_ceremony_is_no_book(tmp_path: Path, said: Said) -> None:
    assert commit(tmp_path, "x", "--no-beacon", "--rehearsal") == 0
    said()
    assert command("run", tmp_path / "draw", "--ceremony", '"' * 20_001, *EN) == 2
    assert "20001 bytes" in said()
    assert command("run", tmp_path / "draw", "--ceremony", "dadu 3 1 6", *EN) == 0
    for hidden in ("\u200b\u202e", "dadu 3 1 6\u200b", "dadu  3", "dadu\u00a03", "...", "e\u0301"):
        (tmp_path / "again").mkdir(exist_ok=True)
        folder = tmp_path / "again/draw"
        if not folder.exists():
            assert commit(tmp_path / "again", "y", "--no-beacon", "--rehearsal") == 0
        said()
        assert command("run", folder, "--ceremony", hidden, *EN) == 2
        assert "nothing that cannot be seen" in said()
        assert not (folder / "public/result").exists()


def test_a_real_draw_does_not_follow_a_rehearsal(tmp_path: Path, said: Said) -> None:
    for name in ("practice", "real", "next"):
        (tmp_path / name).mkdir()
    practice, real = tmp_path / "practice/draw", tmp_path / "real/draw"
    assert commit(tmp_path / "practice", "p", "--no-beacon", "--rehearsal") == 0
    assert commit(tmp_path / "real", "r", "--no-beacon") == 0
    said()
    for kind, before in ((), practice), (("--rehearsal",), real):
        assert commit(tmp_path / "next", "n", "--no-beacon", "--prev", before, *kind) == 2
        assert "are not of one kind" in said()
        assert not (tmp_path / "next/draw").exists()
    key = real / "secret/operator.key"
    assert commit(tmp_path / "next", "n", "--no-beacon", "--prev", real, "--operator-key", key) == 0


def test_nothing_is_signed_into_a_folder_that_verifiers_refuse(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=60)
    ticket, before = winner_of(folder), sorted((folder / "public").rglob("*"))
    acts = (
        ("audit-sample", folder, "-n", 5),
        ("replace", folder, "--ticket", ticket, "--reason", "moved"),
    )
    for stray, code in ((folder / "public/notes.txt", 1), (folder / "list.csv", 2)):
        stray.write_text("x")
        assert command("verify", folder) == code
        for act in acts:
            said()
            assert command(*act, *EN) == 2
            assert stray.name in said()
        stray.unlink()
        assert sorted((folder / "public").rglob("*")) == before
    (folder / "public/notes.txt").write_text("x")
    assert command("void", folder, "--reason", "Salah daftar.", "--yes", *EN) == 0


def test_nothing_is_drawn_in_a_folder_that_verifiers_refuse(tmp_path: Path, said: Said) -> None:
    folder = committed(tmp_path, n=60)
    (folder / "public/notes.txt").write_text("x")
    said()
    assert command("run", folder, "--signature", SIGNATURE, *EN) == 2
    assert "notes.txt is covered by no statement" in said()
    (folder / "public/notes.txt").unlink()
    assert command("run", folder, "--signature", SIGNATURE, *EN) == 0
