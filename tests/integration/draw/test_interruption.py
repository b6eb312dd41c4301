"""Killed at any moment, a repeated command finishes or refuses cleanly: never two results, never half a folder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gelombang.engines.errors import DiskFull, FolderBusy
from gelombang.engines.folder import Folder
from gelombang.engines.verify import verify
from tests.factories.draws import ROUND, SIGNATURE, command, committed, write_list, write_policy

COMPLETE = {
    "manifest.json",
    "policy.json",
    "policy.toml",
    "about.json",
    "counts.json",
    "list.csv",
    "commitment.json",
}


def start(*arguments: object) -> "subprocess.Popen[bytes]":
    program = [sys.executable, "-m", "gelombang", "draw", *map(str, arguments)]
    return subprocess.Popen(
        program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def kill_after(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    time.sleep(seconds)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def lifetime(*arguments: object) -> float:
    started = time.monotonic()
    assert start(*arguments).wait() == 0
    return time.monotonic() - started


@pytest.mark.parametrize("moment", range(8))
def test_commit_killed_at_any_moment(tmp_path: Path, moment: int) -> None:
    listed, policy = write_list(tmp_path / "list.csv", 4000), write_policy(tmp_path / "policy.toml")
    options = ("--policy", policy, "--draw-id", "k", "--round", ROUND, "--rehearsal")
    whole = lifetime("commit", listed, *options, "--out", tmp_path / "whole")
    folder = tmp_path / "draw"
    kill_after(start("commit", listed, *options, "--out", folder), whole * (0.4 + 0.6 * moment / 7))
    public = folder / "public"
    if public.exists():
        assert {path.name for path in public.iterdir()} == COMPLETE
        assert command("commit", listed, *options, "--out", folder) == 2
    else:
        assert command("commit", listed, *options, "--out", folder) == 0
    assert verify(Folder.open(folder)).holds
    assert command("run", folder, "--signature", SIGNATURE) == 0
    assert verify(Folder.open(folder)).is_complete


@pytest.mark.parametrize("moment", range(8))
def test_run_killed_at_any_moment(tmp_path: Path, moment: int) -> None:
    folder = committed(tmp_path, n=4000)
    whole = lifetime("run", committed(_made(tmp_path / "other"), n=4000), "--signature", SIGNATURE)
    kill_after(start("run", folder, "--signature", SIGNATURE), whole * (0.4 + 0.6 * moment / 7))
    result = folder / "public" / "result"
    if result.exists():
        assert {path.name for path in result.iterdir()} == {"results.csv", "cutoffs.csv", "outcome.json"}
    before = (result / "results.csv").read_bytes() if result.exists() else None
    assert command("run", folder, "--signature", SIGNATURE) == 0
    assert before in (None, (result / "results.csv").read_bytes())
    assert verify(Folder.open(folder)).is_complete


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def test_two_commands_at_once(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "draw")
    with folder.writing(), pytest.raises(FolderBusy):
        folder.writing().__enter__()


def test_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(half: Path) -> None:
        half.write_text("half")
        raise OSError(28, "No space left on device")

    folder = Folder(tmp_path / "draw")
    with pytest.raises(DiskFull), folder.writing() as work:
        full(work / "half.csv")
    assert not folder.work.exists()
    assert not folder.public.exists()


def test_a_second_run_tells_the_first_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = committed(tmp_path)
    assert command("run", folder, "--signature", SIGNATURE) == 0
    first = (folder / "public" / "result" / "outcome.json").read_bytes()
    assert command("run", folder) == 0
    assert "ALREADY DRAWN" in capsys.readouterr().out
    assert command("run", folder, "--signature", "ab" * 48) == 2
    assert (folder / "public" / "result" / "outcome.json").read_bytes() == first


def test_secrets_are_only_the_operators(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = committed(tmp_path)
    assert (folder / "secret").stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder / "secret").iterdir())
    said = "".join(capsys.readouterr())
    for name in ("operator.key", "household.key"):
        assert (folder / "secret" / name).read_text().strip() not in said
