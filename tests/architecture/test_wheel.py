"""The project installs from a wheel: with its templates, static files and translations."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.project import PACKAGE, ROOT, tracked

CARRIED = {
    ".html",
    ".txt",
    ".css",
    ".js",
    ".svg",
    ".png",
    ".woff2",
    ".webmanifest",
    ".mo",
    ".toml",
    ".json",
    ".typ",
}


def missing(names: set[str], files: tuple[Path, ...]) -> list[str]:
    """The package's tracked files, of the kinds that the site reads, that a wheel with these names lacks."""
    wanted = [path for path in files if PACKAGE in path.parents and path.suffix in CARRIED | {".py"}]
    return [str(path.relative_to(ROOT)) for path in wanted if str(path.relative_to(ROOT)) not in names]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_all_that_the_site_reads(names: set[str]) -> None:
    assert missing(names, tracked()) == []


def test_the_wheel_holds_templates_static_files_and_translations(names: set[str]) -> None:
    assert any("/templates/" in name and name.endswith(".html") for name in names)
    assert any("/static/" in name and name.endswith(".css") for name in names)
    assert "gelombang/locale/id/LC_MESSAGES/django.mo" in names


def test_the_wheel_holds_nothing_but_the_package(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"gelombang"}


def test_the_wheel_holds_the_known_answers_for_its_self_test(names: set[str]) -> None:
    known = {path.name for path in (ROOT / "tests" / "vectors" / "undian").glob("*.json")}
    assert len(known) > 20
    assert {f"gelombang/engines/vectors/{name}" for name in known} <= names


def test_the_wheel_has_its_command_and_licence(names: set[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in names)
    assert any(name.endswith("/LICENSE") for name in names)


def test_a_forgotten_file_is_found() -> None:
    forgotten = PACKAGE / "portal" / "templates" / "portal" / "home.html"
    assert missing(set(), (forgotten,)) == ["gelombang/portal/templates/portal/home.html"]
