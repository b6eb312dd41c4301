"""The README's draw, command by command, as a newcomer types it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def blocks() -> list[str]:
    """The command blocks of the README's section on the command line."""
    readme = (ROOT / "README.md").read_text()
    section = readme.split("## Draw at the command line")[1].split("\n## ")[0]
    return re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)


def run(commands: str, place: Path) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
    }
    script = commands.replace("PATH=.venv/bin:$PATH\n", "")
    return subprocess.run(
        ["bash", "-euc", script], cwd=place, env=environment, capture_output=True, text=True, check=False
    )


def test_the_readme_draws_cheats_and_proves(tmp_path: Path) -> None:
    for name in ("docs/examples", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name)
    demonstration = ("operator.key", "secret.key", "gelombang.sqlite3")  # what `make demo` leaves in var/
    (tmp_path / "var").mkdir()
    for name in demonstration:
        (tmp_path / "var" / name).touch()
    before = set(tmp_path.iterdir())
    draw, prove, cheat, besides = (run(block, tmp_path) for block in blocks())  # in the order of the page
    assert draw.returncode == 0, draw.stdout + draw.stderr
    assert "Everything agrees" in draw.stdout
    assert prove.returncode == 0, prove.stdout + prove.stderr
    assert "This proof is right" in prove.stdout
    assert cheat.returncode == 1
    assert "result/results.csv" in cheat.stdout
    assert besides.returncode == 0, besides.stdout + besides.stderr
    assert "60 people written to var/selected.csv" in besides.stdout
    assert "Nothing looks odd" in besides.stdout
    assert "1 of 1 places is filled" in besides.stdout
    assert "THIS DRAW IS VOID" in besides.stdout
    for page in ("verify-a-draw.md", "periksa-undian.md"):  # their section on trying it out
        lines = re.findall(
            r"^python3 tools/.*var/try-2.zip.*$", (ROOT / "docs" / page).read_text(), re.MULTILINE
        )
        assert len(lines) == 2
        for line in lines:
            tried = run(line.replace("python3", sys.executable), tmp_path)
            assert tried.returncode in (0, 3), tried.stdout
    before_and_after = [
        (tmp_path / "var" / name).read_text() for name in ("selected.csv", "selected-now.csv")
    ]
    assert before_and_after[0] != before_and_after[1]
    assert set(tmp_path.iterdir()) == before, "git ignores var/ only"
