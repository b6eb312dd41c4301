"""Benches by name. A bench is a function that yields figures, registered by a decorator in a module of this folder:

@bench("merkle", rows=1_000_000)
def merkle(rows: int) -> Iterator[Figure]:
    yield Figure("merkle", rows, 0.8, "s", against="C", other=0.5, goal="<= 2 x C", ok=True)
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["BENCHES", "Bench", "Figure", "bench", "cpu_seconds", "own_peak_megabytes", "peak_megabytes"]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One measured number; `other` is what it is compared with, in the same unit; `ok` is None without a goal; `also` is
    written beside it."""

    name: str
    rows: int
    value: float
    unit: str
    against: str = ""
    other: float | None = None
    peak_mb: float | None = None
    goal: str = ""
    ok: bool | None = None
    also: Mapping[str, object] = field(default_factory=dict)

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
            **self.also,
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
    with tempfile.NamedTemporaryFile("r") as peak:
        measured = f"import atexit, bench; atexit.register(bench.leave_peak, {peak.name!r})\n{code}"
        with subprocess.Popen([sys.executable, "-c", measured, *arguments], cwd=ROOT) as child:
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"the measured code ended with {child.returncode}")
        return usage.ru_utime + usage.ru_stime, time.perf_counter() - started, float(peak.read())


def leave_peak(path: str) -> None:
    """Write this process's own peak memory, in MB, to a file."""
    Path(path).write_text(str(own_peak_megabytes()))


def own_peak_megabytes() -> float:
    """This process's peak memory in MB (10^6 bytes).

    Linux also counts in `ru_maxrss` what the parent held when it started this process, so its own high-water mark
    (proc(5), VmHWM, in KiB) is read instead. macOS has no such file, and counts `ru_maxrss` in bytes.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024 / 1e6
