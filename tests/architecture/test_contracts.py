"""The contracts of .importlinter break when they should: each is tried on a small package with one wrong import."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.project import ROOT

MODULES: tuple[str, ...] = (
    "__init__",
    "core/__init__",
    "core/lottery/__init__",
    "core/ledger/__init__",
    "core/lottery/merkle",
)
MODULES += (
    "audit/__init__",
    "portal/__init__",
    "portal/views",
    "portal/models",
    "draws/__init__",
    "regions/__init__",
    "messages/__init__",
    "cases/__init__",
    "people/__init__",
    "waves/__init__",
    "flow/__init__",
    "grievances/__init__",
    "settings",
)


def linted(folder: Path, importer: str = "", imported: str = "") -> tuple[int, str]:
    """Lint a package `gelombang` in which `importer` imports `imported`; returns the exit code and the report."""
    package = folder / "gelombang"
    for module in MODULES:
        path = package / f"{module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"import {imported}\n" if module == importer else "")
    text = (ROOT / ".importlinter").read_text()
    (folder / ".importlinter").write_text(text)
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    done = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_an_honest_package_passes(tmp_path: Path) -> None:
    code, report = linted(tmp_path)
    assert code == 0, report


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        ("audit/__init__", "gelombang.portal", "A later stage may use an earlier one"),
        ("portal/views", "gelombang.settings", "A later stage may use an earlier one"),
        ("core/ledger/__init__", "gelombang.core.lottery", "The packages of the core are independent"),
        ("core/lottery/merkle", "django.conf", "The core has no framework"),
        ("core/lottery/merkle", "os", "The core has no framework"),
        ("portal/models", "gelombang.portal.views", "In an app, views use forms"),
    ],
)
def test_a_wrong_import_breaks_its_contract(
    tmp_path: Path, importer: str, imported: str, contract: str
) -> None:
    code, report = linted(tmp_path, importer, imported)
    assert code == 1, report
    assert any(line.startswith(contract) and line.endswith("BROKEN") for line in report.splitlines()), report


def test_a_folder_that_no_layer_names_breaks_the_order(tmp_path: Path) -> None:
    linted(tmp_path)
    shutil.copytree(tmp_path / "gelombang" / "audit", tmp_path / "gelombang" / "misplaced")
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "misplaced" in done.stdout
