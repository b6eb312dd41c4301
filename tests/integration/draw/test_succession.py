"""Who gave a place up and who has it: told by `replace`, by `prove`, and by both verifiers of a proof."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.draws import command, drawn

Said = Callable[[], str]
VERIFIER = Path(__file__).resolve().parents[3] / "tools" / "verify_draw.py"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def winner_of(folder: Path) -> int:
    lines = (folder / "public/result/results.csv").read_text().splitlines()
    return next(int(line[:12]) for line in lines if ",W,03," in line)


def replaced(folder: Path, ticket: int, said: Said) -> int:
    """Give a ticket's place up; who has it then."""
    said()
    assert command("replace", folder, "--ticket", ticket, "--reason", "moved", "--json") == 0
    (filled,) = json.loads(said())["filled"]
    assert filled["vacated"] == ticket
    return int(filled["newcomer"])


def proof_of(folder: Path, ticket: int, place: Path) -> Path:
    assert command("prove", folder, "--ticket", ticket, "--out", place, "--lang", "en") == 0
    return place


def both(proof: Path, beside: Path, said: Said) -> tuple[str, str]:
    """What both verifiers say, and that they end with the same code as before any replacement: 0, or 3 where no BLS
    library is installed for the single file."""
    said()
    assert command("verify", proof, beside, "--lang", "en") == 0
    told = subprocess.run(
        [sys.executable, str(VERIFIER), str(proof), str(beside), "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode in (0, 3), told.stdout + told.stderr
    return said(), told.stdout


def test_a_place_given_up_is_told_loudly(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path)
    first = winner_of(folder)
    before = proof_of(folder, first, tmp_path / "before.json")
    said()
    assert all("GAVE THIS PLACE UP" not in text for text in both(before, folder / "public", said))
    second = replaced(folder, first, said)
    for proof in (before, proof_of(folder, first, tmp_path / "after.json")):
        words = f"TICKET {first} GAVE THIS PLACE UP; ticket {second} has it"
        assert all(words in text for text in both(proof, folder / "public", said))
    came = proof_of(folder, second, tmp_path / "came.json")
    assert f"TICKET {second} HAS MOVED UP SINCE THE DRAW" in said()
    told = both(came, folder / "public", said)
    assert all(f"TICKET {second} HAS MOVED UP SINCE THE DRAW" in text for text in told)
    assert all("phase 3" in text for text in told)
    third = replaced(folder, second, said)
    for proof, ticket in ((before, first), (came, second)):
        words = f"TICKET {ticket} GAVE THIS PLACE UP; ticket {third} has it"
        assert all(words in text for text in both(proof, folder / "public", said))


def test_prove_tells_it_and_the_proof_itself_stays_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = drawn(tmp_path)
    first = winner_of(folder)
    capsys.readouterr()
    assert command("replace", folder, "--ticket", first, "--reason", "moved", "--lang", "en") == 0
    assert f"ticket {first} → ticket " in capsys.readouterr().out
    assert command("prove", folder, "--ticket", first, "--lang", "id") == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["kind"] == "proof"
    assert f"NOMOR {first} SUDAH MELEPAS TEMPAT INI" in shown.err


def test_a_forged_replacement_says_nothing_of_a_proof(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path)
    first = winner_of(folder)
    replaced(folder, first, said)
    proof = proof_of(folder, first, tmp_path / "proof.json")
    path = folder / "public/statements/replacement-01.json"
    path.write_text(path.read_text().replace('"reason":"moved"', '"reason":"other"'))
    said()
    assert command("verify", proof, folder / "public", "--lang", "en") == 1
    assert "GAVE THIS PLACE UP" not in said()
