"""What every engine answers: the outcome of a draw in columns, in ticket order.

Columns instead of a million objects, and plain buffers instead of any library's array, so that the
plain Python engine and the fastest one can be compared byte by byte.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gelombang.core.lottery.policy import Policy

Progress = Callable[[str, int, int], None]
"""(stage, done, total): told now and then how far the work is."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True)
class Outcome:
    """`phase` n × uint8, `rank` n × uint32 in native order, `reason` n × ASCII of "-QHN", as undian/1
    defines them; per phase the number `accepted` and its `seats` with what was carried in (None: no limit)."""

    phase: memoryview
    rank: memoryview
    reason: memoryview
    accepted: tuple[int, ...]
    seats: tuple[int | None, ...]

    @property
    def n(self) -> int:
        return len(self.reason)

    def lines(self) -> Iterator[str]:
        """The lines of results.csv, without their ends."""
        columns = zip(self.phase, self.rank, self.reason, strict=True)
        for ticket, (phase, rank, reason) in enumerate(columns, start=1):
            yield f"{ticket:012d},{'W' if rank else 'L'},{phase:02d},{rank:09d},{chr(reason)}"

    def same_as(self, other: "Outcome") -> bool:
        """Whether two engines agree on every bit."""
        return (
            bytes(self.phase) == bytes(other.phase)
            and bytes(self.rank) == bytes(other.rank)
            and bytes(self.reason) == bytes(other.reason)
            and self.accepted == other.accepted
            and self.seats == other.seats
        )


class Engine(Protocol):
    """A way to compute a draw. `source` is a list.csv as published (103 bytes a line), or a Parquet file with
    the columns stratum, band, groups, house, weight in ticket order; `seed` is 40 hex."""

    name: str

    def select(self, source: Path, policy: Policy, seed: str, progress: Progress = silent) -> Outcome:
        """The outcome; raises a `LotteryError` where the list cannot be drawn from."""
        ...
