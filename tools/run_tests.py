"""`make test`, after the checks: all tests on the embedded SQLite, the integration tests again on PostgreSQL.

Tests in the browser mostly wait, for pages and for the thin line that they imitate; so two lanes run at once. Each
part is printed whole when it ends. The last line is of pytest's own kind, with the counts of all parts added up.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from tools.postgres import DATABASE

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "--color=no"]
PARTS = {
    "SQLite": [*PYTEST, "tests", "--ignore=tests/e2e"],
    "in the browser": [*PYTEST, "tests/e2e"],
    "PostgreSQL": [sys.executable, "-m", "tools.postgres", *PYTEST, "tests/integration"],
}
LANES = (("SQLite",), ("in the browser", "PostgreSQL"))
"""What runs after each other; the lanes run at once, and take about as long."""
PRINTING = Lock()


def closing_line(counts: Counter[str], seconds: float) -> str:
    """`== 12 passed, 1 skipped in 3.45s ==`, as pytest ends."""
    order = ("failed", "passed", "skipped", "deselected", "xfailed", "errors")
    parts = ", ".join(f"{counts[name]} {name}" for name in order if counts[name]) or "no tests ran"
    return f" {parts} in {seconds:.2f}s ".center(80, "=")


def run_part(name: str, arguments: list[str], folder: Path) -> bool:
    """Run one part and print what it said; whether it passed. Its counts go to `folder`."""
    command, started = [*PARTS[name], *arguments], time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key != DATABASE}
    environment["GELOMBANG_TEST_TALLY"] = str(folder / f"{name}.json")
    said = folder / f"{name}.txt"
    with said.open("w") as out:
        done = subprocess.run(
            command, cwd=ROOT, check=False, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    with PRINTING:
        print(
            f"\n{name} ({time.monotonic() - started:.0f} s): {' '.join(command[command.index('pytest') :])}"
        )
        sys.stdout.write(said.read_text(errors="replace"))
        sys.stdout.flush()
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """All parts, with any arguments handed to pytest; 0 when all passed."""
    started = time.monotonic()
    print(f"Running the tests: {', '.join(PARTS)}. Each part is shown when it has ended.", flush=True)
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(len(LANES)) as lanes:
        folder = Path(name)
        good = list(lanes.map(lambda lane: [run_part(part, arguments, folder) for part in lane], LANES))
        counts = sum((Counter(json.loads(tally.read_text())) for tally in folder.glob("*.json")), Counter())
    print(closing_line(counts, time.monotonic() - started))
    return 0 if all(passed for lane in good for passed in lane) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
