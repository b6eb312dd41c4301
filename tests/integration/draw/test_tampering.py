"""One changed byte anywhere in what is published is found; so is a file too many or too few."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gelombang.engines.folder import Folder
from gelombang.engines.verify import verify
from tests.factories.draws import ROUND, SIGNATURE, command, drawn


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published draw with everything that can be published: replacements, an audit sample, a draw before it."""
    first = tmp_path_factory.mktemp("first")
    before = drawn(first, n=40)
    folder = drawn(tmp_path_factory.mktemp("second"), "--prev", before, "--draw-id", "again", n=60)
    winner = next(
        line for line in (folder / "public/result/results.csv").read_text().splitlines() if ",W," in line
    )
    assert command("replace", folder, "--ticket", int(winner[:12]), "--reason", "mengundurkan diri") == 0
    assert command("audit-sample", folder, "-n", 5) == 0
    return folder / "public"


def holds(public: Path) -> bool:
    return verify(Folder.open(public)).holds


def test_untouched_holds(public: Path) -> None:
    verdict = verify(Folder.open(public))
    assert verdict.is_complete, verdict.findings
    assert {finding.name for finding in verdict.findings} >= {
        "beacon",
        "repeat",
        "chain",
        "replacement",
        "audit",
    }


@contextmanager
def changed(path: Path, data: bytes) -> Iterator[None]:
    original = path.read_bytes()
    path.write_bytes(data)
    try:
        yield
    finally:
        path.write_bytes(original)


def test_every_changed_byte_is_found(public: Path) -> None:
    """Every byte of the small files, and a spread of positions in the large ones."""
    files = sorted(path for path in public.rglob("*") if path.is_file())
    assert len(files) >= 12
    missed = []
    for path in files:
        original = path.read_bytes()
        step = max(1, len(original) // 60)
        for position in range(0, len(original), step):
            flipped = bytes([original[position] ^ 1])
            with changed(path, original[:position] + flipped + original[position + 1 :]):
                if holds(public):
                    missed.append((path.name, position))
    assert missed == []


@pytest.mark.parametrize("edit", [b"", b"\n", b" "], ids=["cut", "line", "space"])
def test_every_lengthened_or_cut_file_is_found(public: Path, edit: bytes) -> None:
    for path in sorted(path for path in public.rglob("*") if path.is_file()):
        original = path.read_bytes()
        with changed(path, original + edit if edit else original[:-1]):
            assert not holds(public), path.name


def test_missing_and_foreign_files_are_found(public: Path, tmp_path: Path) -> None:
    # what stands after the draw on its own (statements) can be left out of a copy; everything else cannot
    for path in sorted(
        path for path in public.rglob("*") if path.is_file() and path.parent.name != "statements"
    ):
        copy = tmp_path / "copy"
        shutil.copytree(public, copy)
        (copy / path.relative_to(public)).unlink()
        try:
            found = not holds(copy)
        except Exception as error:  # noqa: BLE001
            found = type(error).__name__ == "NotADrawFolder"
        assert found, path.name
        shutil.rmtree(copy)
    for name in ("evil.csv", "result/evil.csv", "statements/evil.json", "statements/odds-evil.json"):
        foreign = public / name
        foreign.write_text("{}")
        assert not holds(public), name
        foreign.unlink()
    assert holds(public)


def test_a_link_in_place_of_a_file_is_found(public: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(public, copy)
    (copy / "policy.json").unlink()
    (copy / "policy.json").symlink_to(public / "policy.json")
    assert not holds(copy)


def test_another_operators_signature_is_found(public: Path) -> None:
    folder = Folder.open(public)
    assert verify(folder, operator=folder.commitment["operator"]).holds
    assert not verify(folder, operator="00" * 32).holds


def test_command_line_says_so(public: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("verify", public, "--lang", "id") == 0
    assert "LATIHAN" in capsys.readouterr().out
    path = public / "result" / "results.csv"
    original = path.read_bytes()
    with changed(path, original.replace(b",W,", b",L,", 1)):
        assert command("verify", public, "--lang", "id") == 1
        assert "TIDAK COCOK" in capsys.readouterr().out


def test_chain(public: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stranger = drawn(tmp_path, n=30)
    assert command("verify", stranger, public) == 1
    assert "does NOT follow" in capsys.readouterr().out


def test_round_of_the_rehearsal(public: Path) -> None:
    outcome = Folder.open(public).outcome
    assert (outcome["round"], outcome["beacon_signature"]) == (ROUND, SIGNATURE)
