"""`python -m bench` runs every bench, `python -m bench NAME [--rows N]` one; `--list` names them.

Prints a table and appends each figure to bench/results.jsonl.
"""

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

import bench

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results.jsonl"


def load() -> None:
    """Import every module of this package, so that its benches are registered."""
    for module in pkgutil.iter_modules([str(FOLDER)]):
        if not module.name.startswith("_"):
            importlib.import_module(f"bench.{module.name}")


def measure(name: str, rows: int | None, results: Path = RESULTS) -> list[bench.Figure]:
    """Run one bench, append its figures to `results`, and return them."""
    entry = bench.BENCHES[name]
    figures = []
    for figure in entry.run(rows or entry.rows):
        figures.append(figure)
        with results.open("a") as file:
            file.write(json.dumps(figure.row()) + "\n")
    return figures


def table(name: str, figures: list[bench.Figure]) -> Table:
    """The figures of one bench, for people."""
    drawn = Table(title=name, title_justify="left")
    for heading in ("what", "rows", "value", "unit", "against", "ratio", "peak MB", "goal", ""):
        drawn.add_column(
            heading, justify="right" if heading in {"rows", "value", "ratio", "peak MB"} else "left"
        )
    for figure in figures:
        ratio = figure.row()["ratio"]
        drawn.add_row(
            figure.name,
            f"{figure.rows:,}",
            f"{figure.value:,.4g}",
            figure.unit,
            figure.against,
            f"{ratio:.2f}" if isinstance(ratio, float) else "",
            f"{figure.peak_mb:,.0f}" if figure.peak_mb is not None else "",
            figure.goal,
            {True: "ok", False: "MISSED", None: ""}[figure.ok],
        )
    return drawn


def arguments(given: list[str]) -> argparse.Namespace:
    """What was asked for on the command line; ends with a sentence when it makes no sense."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure, print, and keep the figures."
    )
    parser.add_argument(
        "name", nargs="?", choices=sorted(bench.BENCHES), help="one bench; all when not given"
    )
    parser.add_argument("--rows", type=int, help="how many rows; each bench has its own default")
    parser.add_argument("--list", action="store_true", help="name the benches and end")
    asked = parser.parse_args(given)
    if asked.rows is not None and asked.rows < 1:
        parser.error("--rows must be at least 1")
    return asked


def main(given: list[str]) -> int:
    """Run what was asked for; returns 1 when a goal was missed."""
    load()
    asked = arguments(given)
    if asked.list:
        print("\n".join(sorted(bench.BENCHES)) or "no benches yet")
        return 0
    console, missed = Console(width=None if sys.stdout.isatty() else 140), False
    for name in [asked.name] if asked.name else sorted(bench.BENCHES):
        figures = measure(name, asked.rows)
        console.print(table(name, figures))
        missed = missed or any(figure.ok is False for figure in figures)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
