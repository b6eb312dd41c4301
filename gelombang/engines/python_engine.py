"""The norm as an engine: the plain scan over a list read line by line."""

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from gelombang.core.lottery.entries import parse_list
from gelombang.core.lottery.policy import Policy
from gelombang.core.lottery.seed import score
from gelombang.core.lottery.selection import Selected
from gelombang.core.lottery.selection import select as scan

from .errors import FileUnreadable
from .outcome import Outcome, Progress, silent

name = "python"

STEP = 50_000


def select(source: Path, policy: Policy, seed: str, progress: Progress = silent) -> Outcome:
    """Draw from a list.csv; some ten microseconds an entry."""
    total = source.stat().st_size // 103
    entries, scores = [], []
    with source.open(encoding="ascii", errors="replace", newline="\n") as lines:
        for entry in parse_list(whole_lines(lines)):
            entries.append(entry)
            scores.append(score(seed, len(entries), entry.weight))
            if len(entries) % STEP == 0:
                progress("score", len(entries), total)
    progress("select", 0, total)
    return columns_of(scan(policy, entries, scores))


def whole_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines without their 0A; one that lacks it is not a line, and so is refused."""
    for line in lines:
        yield line.removesuffix("\n") if line.endswith("\n") else ""


def refuse(source: Path) -> NoReturn:
    """For engines that found a fault in a list.csv: the norm says in which line, and what; never returns."""
    with source.open(encoding="ascii", errors="replace", newline="\n") as lines:
        for _ in parse_list(whole_lines(lines)):
            pass
    raise FileUnreadable(path=str(source), problem="list.csv")


def columns_of(selected: Selected) -> Outcome:
    """The plain scan's results as columns."""
    results = selected.results
    return Outcome(
        phase=memoryview(bytes(result.phase for result in results)),
        rank=memoryview(array("I", (result.rank for result in results))),
        reason=memoryview("".join(result.reason for result in results).encode("ascii")),
        accepted=selected.accepted,
        seats=selected.seats,
    )
