"""Both verifiers end with the same code, the right one, on whatever an agency or a stranger makes."""

import io
import random
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gelombang.core.lottery.beacon import QUICKNET
from gelombang.engines import beacon, bundle
from gelombang.engines.folder import Folder
from tests.factories import draw_folder as made
from tests.factories.draws import command, drawn
from tests.factories.hostile import answers, rehearsal, resign
from tests.factories.hostile_cases import CASES as FOLDERS
from tests.factories.hostile_cases import NOW, Case
from tests.factories.hostile_chains import CASES as CHAINS
from tests.factories.hostile_figures import CASES as FIGURES
from tests.factories.hostile_papers import PAPERS
from tests.factories.hostile_roots import CASES as ROOTS
from tests.factories.verifier import tool, verify

CASES = [*FOLDERS, *PAPERS, *CHAINS, *ROOTS, *FIGURES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_end_with_the_same_code(tmp_path: Path, case: Case) -> None:
    arguments = case.build(tmp_path)
    if "--now" not in arguments:
        arguments += ["--now", NOW]
    assert answers(*arguments) == (case.code, case.code)


def test_the_names_of_the_cases_are_their_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("at", "code"), [("2026-02-10T00:00:00Z", 3), ("2026-02-09T23:59:59Z", 1)])
def test_a_replacement_signed_before_its_own_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str, code: int
) -> None:
    """Where nobody can check the beacon's signature, the time alone tells."""
    monkeypatch.setattr(beacon, "verify", lambda *_: None)
    monkeypatch.setattr(tool, "bls_libraries", list)
    folder = rehearsal(publish="roots")
    number = QUICKNET.first_round_at(datetime.fromisoformat("2026-02-10T00:00:00Z") - timedelta(seconds=2))
    line = "000000000002,W,01,000000001,-"
    more = {"group": 1, "round": number, "beacon_signature": "ab" * 48, "reason": "x", "vacated": [1]}
    folder.add("replacement-01", "replacement", at=at, selected=[line], **more)
    root = folder.write(tmp_path)
    assert answers(root / "public", "--now", NOW) == (code, code)


REAL = "2026-02-05T00:00:00Z", "2026-02-06T00:00:00Z"
"""When the round of a real draw came out, and when its outcome was signed."""


@pytest.mark.parametrize(
    ("out", "at", "code", "said"),
    [
        ("2026-02-05T12:00:00Z", "2026-02-07T00:00:00Z", 1, "the draw's outcome was signed"),
        ("2026-02-05T23:59:57Z", "2026-02-06T00:00:00Z", 1, "the draw's outcome was signed"),
        ("2026-02-06T00:00:00Z", "2026-02-06T00:30:00Z", 3, ""),
        ("2026-02-06T00:00:00Z", "2026-02-06T01:30:00Z", 3, "its number was known"),
    ],
)
def test_a_replacement_by_a_round_that_was_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, at: str, code: int, said: str
) -> None:
    """Who moves up must not be known when the outcome is signed, nor when the round is chosen."""
    monkeypatch.setattr(beacon, "verify", lambda *_: None)
    monkeypatch.setattr(tool, "bls_libraries", list)
    rounds = [
        QUICKNET.first_round_at(datetime.fromisoformat(t) - timedelta(seconds=2)) for t in (REAL[0], out)
    ]
    monkeypatch.setitem(made.SIGNATURES, rounds[0], "ab" * 48)
    folder = rehearsal(publish="roots", rehearsal=False, draw_id="wave-1", round_=rounds[0])
    resign(folder, "result/outcome.json", REAL[1])
    line = "000000000002,W,01,000000001,-"
    more = {"group": 1, "round": rounds[1], "beacon_signature": "ab" * 48, "reason": "x", "vacated": [1]}
    folder.add("replacement-01", "replacement", at=at, selected=[line], **more)
    public = folder.write(tmp_path) / "public"
    assert answers(public, "--now", NOW) == (code, code)
    assert said in verify(public, "--now", NOW)[1]


# ---- bundles --------------------------------------------------------------------------------------------------------
def test_the_writer_s_bundle_is_the_one_that_both_ask_for(tmp_path: Path) -> None:
    """And any reader of zips can open it."""
    folder = rehearsal()
    ours = bundle.write(Folder.open(folder.write(tmp_path / "draw")), tmp_path / "ours.zip")
    assert ours.read_bytes() == folder.bundle(tmp_path / "theirs.zip").read_bytes()
    with zipfile.ZipFile(ours) as opened:
        assert opened.testzip() is None
        assert {name.partition("/")[2]: opened.read(name) for name in opened.namelist()} == folder.files
    assert answers(ours) == (0, 0)


def test_one_changed_byte_anywhere_in_a_bundle_is_found(tmp_path: Path) -> None:
    """Every byte that belongs to no file, and each file's in steps; one bit, or all of them."""
    data = rehearsal(1).bundle(tmp_path / "a.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(data)
    assert answers(tmp_path / "b.zip") == (0, 0)
    chance = random.Random(5)
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        inside = {
            place
            for info in opened.infolist()
            for start in [info.header_offset + 30 + len(info.filename)]
            for place in range(start, start + info.file_size)
        }
    around = sorted(set(range(len(data))) - inside)
    missed = []
    for place in [*around, *chance.sample(sorted(inside), 400)]:
        changed = bytearray(data)
        changed[place] ^= chance.choice([1 << chance.randrange(8), 255])
        (tmp_path / "b.zip").write_bytes(changed)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            found = answers(tmp_path / "b.zip")
        if found != (2, 2):
            missed.append((place, found))
    assert missed == []


@pytest.mark.parametrize("edit", ["cut", "longer", "before", "doubled", "empty"])
def test_a_bundle_that_is_longer_or_shorter(tmp_path: Path, edit: str) -> None:
    data = rehearsal(1).bundle(tmp_path / "a.zip").read_bytes()
    edits = {
        "cut": data[:-1],
        "longer": data + b"\0",
        "before": b"PK" + data,
        "doubled": data * 2,
        "empty": b"PK",
    }
    (tmp_path / "a.zip").write_bytes(edits[edit])
    assert answers(tmp_path / "a.zip") == (2, 2)


def test_bundles_beyond_four_gigabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes and places in 64 bits, tried with a lower limit."""
    monkeypatch.setattr(bundle, "LIMIT", 700)
    monkeypatch.setattr(tool, "ZIP64", 700)
    folder = Folder.open(rehearsal().write(tmp_path / "draw"))
    large = bundle.write(folder, tmp_path / "large.zip")
    with zipfile.ZipFile(large) as opened:
        assert opened.testzip() is None
    with bundle.opened(large) as inside:
        assert (inside.public / "list.csv").read_bytes() == (folder.public / "list.csv").read_bytes()
    read = tool.Bundle(str(large))
    assert read.read("list.csv") == (folder.public / "list.csv").read_bytes()
    monkeypatch.undo()
    assert answers(large) == (2, 2), "where it need not be, it is another zip"


# ---- the clock, the writer, the last line ---------------------------------------------------------------------------
@pytest.mark.parametrize("reason", [" ", "\u200b", "\u2800", "\u3164"])
def test_nobody_can_sign_a_reason_that_says_nothing(tmp_path: Path, reason: str) -> None:
    folder = drawn(tmp_path, n=30)
    winner = next(r for r in (folder / "public/result/results.csv").read_text().split() if ",W," in r)
    assert command("void", folder, "--yes", "--reason", reason) == 2
    assert command("replace", folder, "--ticket", int(winner[:12]), "--reason", reason) == 2
    assert not (folder / "public/statements").exists()


def test_both_say_what_they_cannot_see_in_the_same_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = rehearsal()
    root = folder.write(tmp_path / "draw")
    for language in (0, 1):
        words = tool.TEXT["v_never"][language].format(hash=folder.hash)
        capsys.readouterr()
        assert command("verify", root, "--lang", ("id", "en")[language]) == 0
        assert capsys.readouterr().out.count(words) == 1
