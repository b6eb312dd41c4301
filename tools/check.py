"""`make check`: what must hold before any test is worth running. Runs all, then names those that failed."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
# What a production site sets; `check --deploy` judges the settings as they would be there.
PRODUCTION = {
    "GELOMBANG_DEBUG": "false",
    "GELOMBANG_SECRET_KEY": "for-this-check-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "GELOMBANG_ALLOWED_HOSTS": "gelombang.example",
}
CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "style": ([str(BIN / "ruff"), "check", "--quiet", "."], {}),
    "format": ([str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
    "types": ([str(BIN / "mypy")], {}),
    "arrows": ([str(BIN / "lint-imports"), "--no-cache", "--no-logo"], {}),
    "migrations": ([PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"], {}),
    "translations": ([PYTHON, "-m", "tools.messages", "check"], {}),
    "weaknesses": ([PYTHON, "-m", "tools.audit_packages"], {}),
    "deployment": ([PYTHON, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
}

TELLING = {"weaknesses"}
"""Checks whose words matter also when they pass: they may have found nobody to ask."""


def main(names: list[str]) -> int:
    """Run the named checks, or all; returns 1 when one failed."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "gelombang.settings"}
    failed = []
    for name in names or CHECKS:
        command, extra = CHECKS[name]
        started = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, check=False, env={**environment, **extra},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        print(
            f"{'ok' if done.returncode == 0 else 'FAILED':<7}{name:<14}{time.monotonic() - started:5.1f} s",
            flush=True,
        )
        if name in TELLING and not done.returncode:
            print(f"       {done.stdout.strip()}", flush=True)
        if done.returncode:
            print(done.stdout, flush=True)
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}. One alone: .venv/bin/python -m tools.check {failed[0]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
