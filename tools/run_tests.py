"""`make test`, after the checks: all tests on the embedded SQLite, the integration tests again on PostgreSQL.

The last line is pytest's own kind, with the counts of both runs added up.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tools.postgres import DATABASE

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest"]
RUNS = {
    "SQLite": PYTEST,
    "PostgreSQL": [sys.executable, "-m", "tools.postgres", *PYTEST, "tests/integration"],
}


def closing_line(counts: Counter[str], seconds: float) -> str:
    """`== 12 passed, 1 skipped in 3.45s ==`, as pytest ends."""
    order = ("failed", "passed", "skipped", "deselected", "xfailed", "errors")
    parts = ", ".join(f"{counts[name]} {name}" for name in order if counts[name]) or "no tests ran"
    return f" {parts} in {seconds:.2f}s ".center(80, "=")


def main(arguments: list[str]) -> int:
    """Both runs, with any arguments handed to pytest; 0 when both passed."""
    started, counts, bad = time.monotonic(), Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        for name, command in RUNS.items():
            print(f"\n{name}: {' '.join(command[command.index('pytest') :])}", flush=True)
            tally = Path(folder) / f"{name}.json"
            environment = {key: value for key, value in os.environ.items() if key != DATABASE}
            environment["GELOMBANG_TEST_TALLY"] = str(tally)
            bad |= subprocess.run([*command, *arguments], cwd=ROOT, check=False, env=environment).returncode
            if tally.exists():
                counts.update(json.loads(tally.read_text()))
    print(closing_line(counts, time.monotonic() - started))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
