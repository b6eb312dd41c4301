"""Runs tools/verify_draw.py, inside the process for speed or as a person would run it."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "verify_draw.py"
VECTORS = ROOT / "tests" / "vectors" / "undian"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_draw", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_draw"] = module
    spec.loader.exec_module(module)
    return module


tool = load()


def vector(number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VECTORS / f"{number:02d}.json").read_bytes())
    return found


def verify(*arguments: object, lang: str = "en") -> tuple[int, str]:
    """(exit code, everything printed), in this process."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = tool.main([*map(str, arguments), "--lang", lang])
        except SystemExit as stop:
            code = stop.code
    return code, out.getvalue()


def report(*arguments: object) -> dict[str, Any]:
    """The object of --json."""
    found: dict[str, Any] = json.loads(verify(*arguments, "--json")[1])
    return found


def failed(*arguments: object) -> set[str]:
    """Keys of the checks that failed."""
    return {row["check"] for row in report(*arguments)["checks"] if row["mark"] == "bad"}


def bare(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """In a new process that can see nothing but the standard library."""
    command = [sys.executable, "-I", "-S", str(TOOL), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, **options
    )
