"""Benches by name. A bench is a function that yields figures, registered by a decorator in a module of this folder:

@bench("merkle", rows=1_000_000)
def merkle(rows: int) -> Iterator[Figure]:
    yield Figure("merkle", rows, 0.8, "s", against="C", other=0.5, goal="<= 2 x C", ok=True)
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["BENCHES", "Bench", "Figure", "bench", "cpu_seconds", "peak_megabytes"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One measured number; `other` is what it is compared with, in the same unit; `ok` is None without a goal."""

    name: str
    rows: int
    value: float
    unit: str
    against: str = ""
    other: float | None = None
    peak_mb: float | None = None
    goal: str = ""
    ok: bool | None = None

    def row(self) -> dict[str, object]:
        """As it is written to results.jsonl: `ratio` is ours over the other."""
        return {
            "name": self.name,
            "rows": self.rows,
            "value": self.value,
            "unit": self.unit,
            "against": self.against,
            "ratio": self.value / self.other if self.other else None,
            "peak_mb": self.peak_mb,
            "goal": self.goal,
            "ok": self.ok,
        }


@dataclass(frozen=True, slots=True)
class Bench:
    """A registered bench: its function and the number of rows when none is given."""

    run: Callable[[int], Iterator[Figure]]
    rows: int


BENCHES: dict[str, Bench] = {}


def bench(
    name: str, *, rows: int
) -> Callable[[Callable[[int], Iterator[Figure]]], Callable[[int], Iterator[Figure]]]:
    """Register a function under a name, with the rows it takes when none are given."""

    def register(function: Callable[[int], Iterator[Figure]]) -> Callable[[int], Iterator[Figure]]:
        if name in BENCHES:
            raise ValueError(f"two benches are called {name}")
        BENCHES[name] = Bench(function, rows)
        return function

    return register


def cpu_seconds(act: Callable[[], object]) -> tuple[float, float]:
    """Do something once; returns CPU seconds (of this process, all threads and ended children) and wall seconds."""
    before, started = os.times(), time.perf_counter()
    act()
    wall, after = time.perf_counter() - started, os.times()
    return sum(after[:4]) - sum(before[:4]), wall


def peak_megabytes(code: str, *arguments: str) -> tuple[float, float, float]:
    """Run Python code in a process of its own: returns CPU seconds, wall seconds, peak memory in MB (10^6 bytes)."""
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, *arguments]) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"the measured code ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started, megabytes(usage)


def megabytes(usage: resource.struct_rusage) -> float:
    """Peak memory; Linux counts in KiB, macOS in bytes."""
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
