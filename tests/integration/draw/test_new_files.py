"""What commands write for people is always a new file, outside every draw."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from tests.factories.draws import ROUND, command, drawn, write_list, write_policy

Said = Callable[[], str]
ACTS = {"prove": ("--ticket", 5), "bundle": (), "selected": ()}


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("act", ACTS)
def test_no_command_overwrites_or_writes_into_a_draw(tmp_path: Path, said: Said, act: str) -> None:
    folder, other = drawn(tmp_path, n=40), tmp_path / "other"
    other.mkdir()
    other = drawn(other, n=40)
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "to-mine").symlink_to(tmp_path / "mine.txt")
    (tmp_path / "to-nothing").symlink_to(tmp_path / "nothing")
    (tmp_path / "to-secret").symlink_to(folder / "secret")
    before = contents(tmp_path)
    said()
    there = ("draw/secret/operator.key", "draw/public/list.csv", "mine.txt", "to-mine", "to-nothing", "draw")
    for name in there:
        assert command(act, folder, *ACTS[act], "--out", tmp_path / name, "--lang", "en") == 2
        assert "is there already and is not overwritten" in said(), name
    inside = [folder / part / "x.out" for part in ("", "public", "public/result", "secret", "cache")]
    inside += [other / part / "x.out" for part in ("", "public", "secret")] + [tmp_path / "to-secret" / "x"]
    for place in inside:
        place.parent.mkdir(exist_ok=True)
        assert command(act, folder, *ACTS[act], "--out", place, "--lang", "en") == 2
        assert "the folder of a draw" in said(), place
    assert contents(tmp_path) == before
    assert command(act, folder, *ACTS[act], "--out", tmp_path / "new.out") == 0
    assert command(act, folder, *ACTS[act], "--out", tmp_path / "new.out") == 2


def test_a_bundle_without_a_place_is_a_new_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = drawn(tmp_path, n=40)
    monkeypatch.chdir(tmp_path)
    assert command("bundle", folder) == 0
    (bundle,) = tmp_path.glob("*.zip")
    bundle.write_bytes(b"mine")
    assert command("bundle", folder) == 2
    assert bundle.read_bytes() == b"mine"


def test_no_draw_is_made_inside_a_draw(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=40)
    listed, policy = write_list(tmp_path / "l.csv", 30), write_policy(tmp_path / "p.toml")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    before = contents(tmp_path)
    places = {folder / "public" / "d": "the folder of a draw", tmp_path / "dangling": "is a file"}
    for out, words in places.items():
        said()
        options = ("--draw-id", "x", "--round", ROUND, "--rehearsal", "--out", out, "--lang", "en")
        assert command("commit", listed, "--policy", policy, *options) == 2
        assert words in said()
    assert contents(tmp_path) == before


@pytest.mark.parametrize("act", ACTS)
def test_a_full_disk_leaves_nothing_and_says_what_to_do(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    folder = drawn(tmp_path, n=40)
    before = contents(tmp_path)

    def full(_descriptor: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    said()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert command(act, folder, *ACTS[act], "--out", tmp_path / "new.out", "--lang", "en") == 2
    text = said()
    assert "free some space and run this again" in text
    assert text == "\n".join(line.rstrip() for line in text.split("\n"))
    assert [name for name in contents(tmp_path) if name not in before and "/cache/" not in name] == []


def test_a_disk_that_knows_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = drawn(tmp_path, n=40)

    def none(*_paths: object) -> NoReturn:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", none)
    assert command("prove", folder, "--ticket", 3, "--out", tmp_path / "proof.json") == 0
    assert command("verify", tmp_path / "proof.json", folder / "public") in (0, 3)
