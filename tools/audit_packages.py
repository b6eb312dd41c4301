"""Known weaknesses of the packages that a site installs, as far as a network can tell: part of `make check`.

Asks the advisories by pip-audit for what the lock names. Where nothing answers, that is said and is no failure: the
checks must run without a network too.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.txt"
NOTHING = "(nothing yet)"
PATIENCE = 90
"""Seconds for all of it."""


def main() -> int:
    """1 where a package has a weakness that is known."""
    told = asked()
    if told is None:
        print("No answer: is there a network? Nothing is known of weaknesses.")
        return 0
    weak = [line for package in told for line in lines_of(package)]
    unknown = sum("skip_reason" in package for package in told)
    print(
        "\n".join(weak)
        or f"None known in {len(told) - unknown} packages; {unknown} could not be asked about."
    )
    return 1 if weak else 0


def asked() -> list[dict[str, Any]] | None:
    """Every package of the lock with its advisories; None without an answer."""
    tool = Path(sys.executable).parent / "pip-audit"
    command = [str(tool), "--requirement", LOCK, "--no-deps", "--disable-pip", "--format", "json"]
    try:
        done = subprocess.run(
            [*command, "--progress-spinner", "off", "--timeout", "5"],
            cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=PATIENCE,
        )  # fmt: skip
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return None
    return found


def lines_of(package: dict[str, Any]) -> list[str]:
    """What is known against a package, a line each."""
    return [
        f"{package['name']} {package['version']}: {one['id']}; mended in {', '.join(one['fix_versions']) or NOTHING}"
        for one in package.get("vulns", [])
    ]


if __name__ == "__main__":
    sys.exit(main())
