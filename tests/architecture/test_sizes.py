"""A file of at most 400 lines, a function of at most 50; the complexity of at most 8 is ruff's C901."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.project import ROOT, name_of, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
ONE_FILE_ON_PURPOSE = "verify_draw.py"  # people download it alone; its functions obey the rule


def too_long(path: Path) -> list[str]:
    """What of a Python file is longer than the rule allows."""
    text = path.read_text(encoding="utf-8")
    found = []
    if (lines := text.count("\n")) > LONGEST_FILE and path.name != ONE_FILE_ON_PURPOSE:
        found.append(f"{path.name}: {lines} lines")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                found.append(f"{path.name}:{node.lineno} {node.name}: {lines} lines")
    return found


def test_no_file_or_function_is_too_long() -> None:
    found = [f"{name_of(path)}: {problem}" for path in python_files() for problem in too_long(path)]
    assert not found, "\n".join(found)


def test_a_long_file_is_found(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text("x = 1\n" * 401)
    assert too_long(sample) == ["sample.py: 401 lines"]


def test_a_long_function_is_found(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text("def f() -> None:\n" + "    print()\n" * 50)
    assert too_long(sample) == ["sample.py:1 f: 51 lines"]


def test_ruff_refuses_a_complexity_of_nine(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    branches = "".join(f"    if a == {n}:\n        print(a)\n" for n in range(8))
    sample.write_text(f"def tangled(a: int) -> None:\n{branches}")
    command = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [*command, "--select", "C901", str(sample)], capture_output=True, text=True, check=False
    )
    assert "C901 `tangled` is too complex (9 > 8)" in done.stdout
