"""The commands in docs/verify-a-draw.md and docs/periksa-undian.md do what the pages say."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.factories import draw_folder as made
from tests.factories.verifier import ROOT, VECTORS, tool, vector, verify

PAGES = ("verify-a-draw.md", "periksa-undian.md")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def commands(name: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", page(name), re.DOTALL)


def test_both_pages_have_the_same_commands_and_tables():
    english, indonesian = map(page, PAGES)
    assert commands(PAGES[0]) == commands(PAGES[1])
    assert len(commands(PAGES[0])) == 8
    assert english.count("\n|") == indonesian.count("\n|")
    assert english.count("\n## ") == indonesian.count("\n## ")


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_commands_by_hand_give_the_numbers_of_the_draw(shell, tmp_path):
    if shutil.which(shell) is None or shutil.which("sha256sum") is None:
        pytest.skip("no POSIX shell with sha256sum")
    known = vector(8)  # with a ceremony text outside ASCII
    folder = made.DrawFolder(
        known["expect"]["list"], known["policy"], round_=known["round"], ceremony=known["ceremony"]
    )
    root = folder.write(tmp_path) / "public"
    person = known["applicants"][0]
    script = (
        "\n".join(commands(PAGES[0]))
        .replace("0" * 32, person["salt"])
        .replace("3201010101010000", person["ident"])
    )
    done = subprocess.run([shell, "-eu", "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split()[0] for line in done.stdout.splitlines()]
    manifest = folder.manifest
    assert lines[:4] == [folder.hash, manifest["list_sha256"], manifest["policy_sha256"], str(manifest["n"])]
    assert lines[4] == tool.score_of(folder.seed, 1, 1).hex()
    assert lines[5] == folder.seed
    assert any(line.startswith(lines[6] + ",") for line in folder.lines)
    assert lines[7:] == [r for r in folder.results if ",W," in r][:10]


@pytest.mark.parametrize("name", PAGES)
def test_every_option_and_exit_code_is_on_the_page(name):
    text = page(name)
    for option in ("--operator", "--auditors", "--now", "--identity", "--lang", "--json"):
        assert option in text
    for code in range(4):
        assert f"\n| {code} |" in text


def test_the_help_names_the_exit_codes():
    code, text = verify("--help")
    assert code == 0
    assert "Exit code" in text


def test_the_known_answers_are_all_here():
    assert sorted(p.name for p in VECTORS.glob("*.json")) == [
        *(f"{k:02d}.json" for k in range(22)),
        "refuse.json",
    ]
