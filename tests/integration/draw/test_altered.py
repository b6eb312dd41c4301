"""No command makes anything of a draw whose files were altered, or of one that was declared void."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.draws import SIGNATURE, command, committed, drawn

Said = Callable[[], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def a_loser_made_winner(data: bytes) -> bytes:
    return data.replace(b",L,", b",W,", 1)


def one_digit_changed(data: bytes) -> bytes:
    place = next(i for i in range(len(data) - 1, -1, -1) if chr(data[i]).isdigit())
    return data[:place] + (b"1" if data[place : place + 1] != b"1" else b"2") + data[place + 1 :]


ALTERED: dict[str, Callable[[bytes], bytes]] = {
    "result/results.csv": a_loser_made_winner,
    "result/cutoffs.csv": one_digit_changed,
    "result/outcome.json": lambda data: data.replace(b'"ceremony":""', b'"ceremony":"x"'),
    "list.csv": one_digit_changed,
    "policy.toml": lambda data: data + b"# seats = 99\n",
    "counts.json": one_digit_changed,
    "commitment.json": lambda data: data.replace(b'"rehearsal":true', b'"rehearsal":false'),
}


def acts(folder: Path, place: Path) -> dict[str, tuple[object, ...]]:
    return {
        "run": ("run", folder, "--signature", SIGNATURE),
        "prove": ("prove", folder, "--ticket", 3, "--out", place / "proof.json"),
        "bias": ("bias", folder, "--publish"),
        "odds": ("odds", folder, "--publish"),
        "bundle": ("bundle", folder, "--out", place / "bundle.zip"),
        "audit-sample": ("audit-sample", folder, "-n", 3),
        "replace": ("replace", folder, "--ticket", 3, "--reason", "x"),
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drawn(tmp_path_factory.mktemp("whole"), n=60)


@pytest.mark.parametrize("name", ALTERED)
def test_nothing_is_made_of_an_altered_draw(tmp_path: Path, said: Said, whole: Path, name: str) -> None:
    folder = tmp_path / "draw"
    shutil.copytree(whole, folder)
    path = folder / "public" / name
    data = ALTERED[name](path.read_bytes())
    assert data != path.read_bytes()
    path.write_bytes(data)
    expected = "result/outcome.json" if name == "commitment.json" else name
    for act, arguments in acts(folder, tmp_path).items():
        for language in ("id", "en"):
            assert command(*arguments, "--lang", language) == 2, act
            text = said()
            assert name in text or expected in text, (act, text)
            assert len(text.strip().splitlines()) == 1
    assert not (folder / "public" / "statements").exists()
    assert not (tmp_path / "proof.json").exists()
    assert not (tmp_path / "bundle.zip").exists()


def test_a_file_that_is_gone_is_named(tmp_path: Path, said: Said, whole: Path) -> None:
    folder = tmp_path / "draw"
    shutil.copytree(whole, folder)
    (folder / "public" / "result" / "cutoffs.csv").unlink()
    assert command("prove", folder, "--ticket", 3) == 2
    assert "result/cutoffs.csv" in said()


def test_what_is_whole_still_works(tmp_path: Path, whole: Path) -> None:
    """Also from the public half alone, and at the levels that publish less."""
    public = tmp_path / "public"
    shutil.copytree(whole / "public", public)
    for act in ("prove", "bias", "odds", "bundle"):
        arguments = [one for one in acts(public, tmp_path)[act] if one != "--publish"]
        assert command(*arguments) == 0, act
    (tmp_path / "roots").mkdir()
    roots = drawn(tmp_path / "roots", "--publish", "roots", n=60)
    assert command("bundle", roots / "public", "--out", tmp_path / "roots.zip") == 0
    assert command("prove", roots, "--ticket", 3) == 0


def test_a_void_is_asked_for_twice(tmp_path: Path, said: Said) -> None:
    """A script says --yes; without it, and without a terminal, nothing happens."""
    folder = drawn(tmp_path, n=60)
    said()
    for language, words in (("id", "tidak dapat ditarik kembali"), ("en", "cannot be undone")):
        assert command("void", folder, "--reason", "x", "--lang", language) == 2
        text = said()
        assert words in text
        assert "--yes" in text
    assert not (folder / "public" / "statements").exists()
    assert command("void", folder, "--reason", "daftar keliru", "--yes", "--lang", "en") == 0
    assert "cannot know of it" in said()
    assert command("bundle", folder, "--out", tmp_path / "b.zip") == 0
    for act in (
        ("prove", folder, "--ticket", 3),
        ("prove", folder / "public", "--ticket", 3),
        ("run", folder, "--signature", SIGNATURE),
        ("void", folder, "--reason", "y", "--yes"),
    ):
        said()
        assert command(*act) == 2
        text = said()
        assert "void" in text
        assert "daftar keliru" in text


@pytest.mark.parametrize("answer", ["rehearsal-try", "y", ""])
def test_a_void_at_a_terminal(tmp_path: Path, answer: str) -> None:
    folder = committed(tmp_path, n=30)
    ours, theirs = pty.openpty()
    code = "import sys; from gelombang.cli.main import run; sys.exit(run(sys.argv[1:]))"
    words = ["draw", "void", str(folder), "--reason", "x", "--lang", "en"]
    os.write(ours, f"{answer}\n".encode())
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, *words], stdin=theirs, capture_output=True, text=True, check=False
    )
    os.close(ours)
    os.close(theirs)
    is_void = (folder / "public" / "statements" / "void.json").exists()
    assert "for ever" in done.stdout
    assert (done.returncode, is_void) == ((0, True) if answer == "rehearsal-try" else (2, False))
    assert is_void or "Nothing was done." in done.stderr
