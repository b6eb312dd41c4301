"""Requests that cannot be met get one sentence in the language asked for, as JSON for machines; nothing changes."""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.factories.draws import ROUND, SIGNATURE, command, committed, drawn, write_list, write_policy

Said = Callable[[], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def files(place: Path) -> dict[str, bytes]:
    """All but what only saves time: the trees in cache/."""
    found = (p for p in sorted(place.rglob("*")) if p.is_file() and p.parent.name != "cache")
    return {str(p.relative_to(place)): p.read_bytes() for p in found}


def one_sentence(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == 1, text
    assert lines[0].startswith("✗ ")
    assert "Traceback" not in text
    assert "GELOMBANG_DEBUG" not in text
    return lines[0]


def commit(place: Path, **options: object) -> int:
    given = {"draw-id": "try", "round": ROUND, "out": place / "draw", **options}
    listed, policy = write_list(place / "list.csv", 30), write_policy(place / "policy.toml")
    flags = [part for name, value in given.items() if value is not None for part in (f"--{name}", value)]
    return command("commit", listed, "--policy", policy, "--rehearsal", *flags)


COMMITS: dict[str, tuple[dict[str, object], str, str]] = {
    "no id": ({"draw-id": ""}, "draw id", "Nama undian"),
    "an id that is a path": ({"draw-id": "../../etc"}, "../../etc", "../../etc"),
    "an id with letters of another script": ({"draw-id": "é"}, "draw id", "Nama undian"),
    "round zero": ({"round": 0}, "--round", "--round"),
    "no number": ({"round": "tomorrow"}, "tomorrow", "tomorrow"),
    "a round past the calendar": ({"round": 2**53 - 1}, "more than ten years", "lebih dari sepuluh tahun"),
    "a round past every number": ({"round": 10**30}, "more than ten years", "lebih dari sepuluh tahun"),
    "the year 9999": ({"round": None, "round-at": "9999-12-31T23:59:59Z"}, "ten years", "sepuluh tahun"),
    "no round": ({"round": None}, "exactly one", "satu saja"),
    "a notice that is none": ({"notice": -5}, "--notice", "--notice"),
    "no such column": ({"column": "id=nowhere"}, "no column nowhere", "nowhere tidak ada"),
    "half a column": ({"column": "id"}, "--column id=nik", "--column id=nik"),
    "no such key": ({"operator-key": "nowhere.key"}, "nowhere.key", "nowhere.key"),
    "no such option": ({"draws": 3}, "--draws", "--draws"),
    "no such level": ({"publish": "some"}, "some", "some"),
    "a closing time without its offset": ({"close-time": "2026-01-01T10:00"}, "+07:00", "+07:00"),
}


@pytest.mark.parametrize("case", COMMITS)
def test_commit(tmp_path: Path, said: Said, case: str) -> None:
    options, english, indonesian = COMMITS[case]
    for language, words in (("en", english), ("id", indonesian)):
        assert commit(tmp_path, lang=language, **options) == 2
        assert words in one_sentence(said())
        assert not (tmp_path / "draw" / "public").exists()
        assert not (tmp_path / "draw" / "secret").exists()


@pytest.mark.parametrize("case", ["a file", "no folder"])
def test_where_nothing_can_be_written(tmp_path: Path, said: Said, case: str) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" if case == "a file" else Path("/proc/nowhere")
    assert commit(tmp_path, out=out) == 2
    assert str(out) in one_sentence(said())


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "locked"
    place.mkdir()
    place.chmod(0o500)
    yield place
    place.chmod(0o700)


def test_a_folder_that_is_read_only(tmp_path: Path, read_only: Path) -> None:
    """Root may write everywhere, so the command gives its rights away first."""
    listed, policy = write_list(tmp_path / "list.csv", 30), write_policy(tmp_path / "policy.toml")
    code = (
        "import os, sys, encodings.ascii, encodings.cp1252, encodings.utf_8_sig;"
        "import gelombang.engines.commit, gelombang.cli.draw, gelombang.cli.planning;"
        "from gelombang.cli.main import run; os.getuid() or os.setresuid(*[65534] * 3); sys.exit(run(sys.argv[1:]))"
    )
    for path in (tmp_path, *list(tmp_path.parents)[:3]):
        path.chmod(path.stat().st_mode | stat.S_IXOTH | stat.S_IROTH | stat.S_IXGRP | stat.S_IRGRP)
    words = ["draw", "commit", listed, "--policy", policy, "--draw-id", "x", "--round", ROUND, "--rehearsal"]
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, *map(str, words), "--out", str(read_only / "draw"), "--lang", "en"],
        capture_output=True, text=True, check=False, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    words_said = one_sentence(done.stderr)
    assert "locked" in words_said
    assert "permission" in words_said or "not writable" in words_said
    assert list(read_only.iterdir()) == []


REFUSE = Path(__file__).parents[2] / "vectors" / "undian" / "refuse.json"
OTHER_ROUND = next(case["signature"] for case in json.loads(REFUSE.read_text())["beacon"] if case["accept"])
"""Genuine, but of round 1000."""

RUNS: dict[str, tuple[tuple[object, ...], str]] = {
    "another round's signature": (("--signature", OTHER_ROUND), "657413"),
    "too short": (("--signature", SIGNATURE[:-1]), "95"),
    "empty": (("--signature", ""), "96"),
    "no such file": (("--signature", "@nowhere"), "nowhere"),
    "a file of bytes": (("--signature", "@{bytes}"), "96"),
    "nothing given": ((), "657413"),
    "no address": (("--beacon-url", "ftp://x"), "ftp://x"),
    "nobody there": (("--beacon-url", "http://127.0.0.1:9"), "127.0.0.1"),
    "no such engine": (("--engine", "abacus"), "abacus"),
    "no such key": (("--signature", SIGNATURE, "--operator-key", "nowhere"), "nowhere"),
    "another's key": (("--signature", SIGNATURE, "--operator-key", "{key}"), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", RUNS)
def test_run(tmp_path: Path, said: Said, case: str) -> None:
    folder = committed(tmp_path, n=30)
    (tmp_path / "bytes").write_bytes(bytes(range(128, 256)))
    (tmp_path / "key").write_text("11" * 32)
    before = files(folder)
    arguments, words = RUNS[case]
    given = [str(a).format(bytes=tmp_path / "bytes", key=tmp_path / "key") for a in arguments]
    said()
    for language in ("en", "id"):
        assert command("run", folder, *given, "--lang", language) == 2
        assert words in one_sentence(said())
    assert files(folder) == before


AFTERWARDS: dict[str, tuple[tuple[object, ...], str]] = {
    "a ticket that is not there": (("prove", "{folder}", "--ticket", 31), "31"),
    "nobody to prove": (("prove", "{folder}"), ""),
    "a void without a reason": (("void", "{folder}", "--reason", " "), "--reason"),
    "a loser replaced": (("replace", "{folder}", "--ticket", "{loser}", "--reason", "x"), "{loser}"),
    "a replacement without a reason": (("replace", "{folder}", "--ticket", "{winner}", "--reason", ""), "--reason"),
    "a round without its signature": (
        ("replace", "{folder}", "--ticket", "{winner}", "--reason", "x", "--round", 9), "--signature",
    ),
    "a forged later signature": (
        ("replace", "{folder}", "--ticket", "{winner}", "--reason", "x", "--round", 9, "--signature", SIGNATURE), "9",
    ),
    "more to audit than there are": (("audit-sample", "{folder}", "-n", 31), "30"),
    "one re-draw": (("odds", "{folder}", "--redraws", 1), "--redraws"),
    "no such command": (("redo", "{folder}"), "redo"),
    "no folder": (("bundle", "{folder}/nowhere"), "nowhere"),
}  # fmt: skip


@pytest.mark.parametrize("case", AFTERWARDS)
def test_afterwards(tmp_path: Path, said: Said, case: str) -> None:
    folder = drawn(tmp_path, n=30)
    results = (folder / "public" / "result" / "results.csv").read_text().splitlines()
    tickets = {
        "winner": next(int(line[:12]) for line in results if line[13] == "W"),
        "loser": next(int(line[:12]) for line in results if line[13] == "L"),
        "folder": folder,
    }
    before = files(folder)
    arguments, words = AFTERWARDS[case]
    given = [str(argument).format(**tickets) for argument in arguments]
    said()
    for language in ("en", "id"):
        assert command(*given, "--lang", language) == 2
        assert words.format(**tickets) in one_sentence(said())
    assert files(folder) == before


def test_before_the_draw(tmp_path: Path, said: Said) -> None:
    folder = committed(tmp_path, n=30)
    said()
    for asked in (("bias",), ("audit-sample", "-n", 3), ("replace", "--ticket", 1, "--reason", "x")):
        assert command(asked[0], folder, *asked[1:]) == 2
        assert "has not run yet" in one_sentence(said())


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "nowhere"),
        ("commit", "nowhere.csv"),
        ("commit", "nowhere.csv", "--policy", "nowhere.toml", "--draw-id", "x", "--round", "1", "--out", "x"),
        ("explain", "nowhere.toml"),
        ("run", "nowhere", "--engine", "abacus"),
        ("fly",),
    ],
    ids=" ".join,
)
def test_a_machine_gets_the_error_as_json(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command(*arguments, "--json") == 2
    captured = capsys.readouterr()
    answer = json.loads(captured.out)
    assert set(answer) == {"error", "message"}
    assert answer["error"].isidentifier()
    assert answer["message"] in captured.err
    assert list(tmp_path.iterdir()) == []


def test_no_secret_is_ever_said(tmp_path: Path, said: Said) -> None:
    """Whatever is asked of a draw, right or wrong, its keys, salts and identities stay where they are."""
    folder = drawn(tmp_path, "--receipts", n=30)
    identities = [line.split(",")[0] for line in (tmp_path / "list.csv").read_text().splitlines()[1:]]
    secrets = {p.name: p.read_text(errors="replace") for p in (folder / "secret").iterdir() if p.is_file()}
    secret = re.compile(r"\b[0-9a-f]{32}\b|\b[0-9a-f]{64}\b")  # a salt, a key
    hidden = {word for text in secrets.values() for word in secret.findall(text)}
    public = "".join(p.read_text(errors="replace") for p in (folder / "public").rglob("*") if p.is_file())
    hidden = {word for word in hidden if word not in public}
    assert len(hidden) > 30
    for asked in (
        ("verify", folder), ("verify", folder, "--json"), ("odds", folder), ("bias", folder),
        ("bundle", folder, "--out", tmp_path / "b.zip"),
        ("audit-sample", folder, "-n", 3), ("prove", folder, "--ticket", 1), ("prove", folder, "--id", identities[0]),
        ("prove", folder, "--id", "0" * 16), ("void", folder, "--reason", "x", "--yes"),
        ("commit", tmp_path / "list.csv"),
    ):  # fmt: skip
        command(*asked)
    text = said() + public
    assert not [word for word in hidden if word in text]
    assert not [identity for identity in identities if identity in text]


def test_a_disk_that_fills_up_while_drawing(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk; the draw can be run again when there is space."""
    folder = committed(tmp_path, n=3000)
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "from gelombang.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    before = files(folder)
    words = ["draw", "run", str(folder), "--signature", SIGNATURE, "--lang", "id"]
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    one_sentence(done.stderr)
    assert files(folder) == before
    assert command("run", folder, "--signature", SIGNATURE) == 0
    assert command("verify", folder) == 0
