"""The project's own files, for tests that read them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gelombang"


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git holds or would add; every file outside hidden folders where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        paths = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        paths = [
            path
            for path in ROOT.rglob("*")
            if not any(part.startswith(".") or part == "var" for part in path.relative_to(ROOT).parts)
        ]
    return tuple(path for path in paths if path.is_file())


def python_files() -> list[Path]:
    """Every Python file but migrations, which Django writes."""
    return [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]


def markdown_files() -> list[Path]:
    """Every page of the documentation."""
    return [path for path in tracked() if path.suffix == ".md"]


def text_of(path: Path) -> str | None:
    """The text of a file, or None when it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def name_of(path: Path) -> str:
    """A file's path in the project."""
    return str(path.relative_to(ROOT))
