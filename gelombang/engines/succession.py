"""Who moves up, one replacement after the other, over a list that is read once.

The norm is `gelombang.core.lottery.replacement.replace`, which looks through all who wait for each place. Here those
who wait are sorted once for a seed, all together and by stratum. Within one replacement households and quotas only fill
up, so that whoever may not take a place of a phase may not take a later one of it either: each place is looked for from
where the one before was found.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gelombang.core.lottery.entries import Entry, parse_list
from gelombang.core.lottery.errors import NotAWinner, TicketOutOfRange
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.seed import score
from gelombang.core.lottery.selection import Result

from . import numba_engine, numba_list
from .columns import LARGE, WIDTH, line_bytes
from .folder import Folder
from .numba_list import Columns
from .python_engine import whole_lines

RESULT_WIDTH = 30
STEP = 4096
"""Tickets taken out of an array at a time while they are gone through."""

Place = tuple[int, int]
"""(phase, rank), both from 1."""


@dataclass(frozen=True)
class Waiting:
    """Rows, from 0, of all whom the draw did not select, in the order of one seed; and the same by stratum."""

    rows: NDArray[np.int64]
    by_stratum: NDArray[np.int64]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, rows: NDArray[np.int64], strata: NDArray[np.uint16]) -> "Waiting":
        own = strata[rows]
        return cls(
            rows,
            rows[np.argsort(own, kind="stable")],
            np.concatenate([[0], np.cumsum(np.bincount(own, minlength=10_000))]),
        )

    def walk(self, stratum: int | None) -> Iterator[int]:
        """Rows one by one; `stratum` None: of all strata."""
        rows = self.rows
        if stratum is not None:
            rows = self.by_stratum[self.starts[stratum] : self.starts[stratum + 1]]
        for start in range(0, len(rows), STEP):
            yield from rows[start : start + STEP].tolist()


class Succession:
    """A draw as it stands after the replacements so far. `phase` and `rank` of each row are those of the draw, 0 where
    it was not selected; `seed` is the draw's."""

    def __init__(
        self,
        columns: Columns,
        policy: Policy,
        seed: str,
        phase: NDArray[np.uint8],
        rank: NDArray[np.uint32],
        key_bits: int = numba_engine.KEY_BITS,
    ) -> None:
        self._columns, self._policy, self._seed = columns, policy, seed
        self._phase, self._rank, self._key_bits = phase, rank, key_bits
        self._left: set[int] = set()
        self._came: dict[int, Place] = {}
        self._waiting: dict[str, Waiting] = {}
        won = np.flatnonzero(rank)
        heads = columns.heads
        self._members = np.bincount(heads[won], minlength=int(heads.max(initial=0)) + 1)
        pairs = zip(phase[won].tolist(), columns.stratum[won].tolist(), strict=True)
        self._taken = Counter[tuple[int, int]](pairs)

    @classmethod
    def of(cls, folder: Folder) -> "Succession":
        """That of a published draw, before any replacement; the list is read once, and the results."""
        phase, rank = _results(folder.results_path)
        columns = _columns(folder.list_path)
        if columns.n != len(rank):
            raise TicketOutOfRange(ticket=len(rank), n=columns.n)
        return cls(columns, folder.policy, folder.outcome["seed"], phase, rank)

    def follow(self, made: dict[str, Any]) -> None:
        """Take over a replacement as it was published."""
        self._leave(made["vacated"])
        for line in made["selected"]:
            self._come(int(line[:12]), (int(line[15:17]), int(line[18:27])))

    def fill(self, vacated: Sequence[int], seed: str) -> list[str]:
        """The result lines of those who move up, who hold their places from now on. `seed` orders those who wait: the
        draw's, or that of a later round. Raises `TicketOutOfRange` and `NotAWinner`."""
        self._must_hold(vacated)
        places = [(self._place_of(ticket), self._stratum_of(ticket)) for ticket in vacated]
        self._leave(vacated)
        waiting = self._waiting_of(seed)
        walks: dict[tuple[int, int | None], Iterator[int]] = {}
        lines = []
        for (number, rank), stratum in places:
            phase = self._policy.phases[number - 1]
            only = None if phase.limit_of(f"{stratum:04d}") is None else stratum
            walk = walks.setdefault((number, only), waiting.walk(only))
            ticket = next((row + 1 for row in walk if self._may_come(row, number, phase)), None)
            if ticket is not None:
                self._come(ticket, (number, rank))
                lines.append(Result(number, rank, "-").line(ticket))
        return lines

    def _may_come(self, row: int, number: int, phase: Phase) -> bool:
        """Whether somebody whom the draw did not select may take a place of a phase."""
        columns, cap = self._columns, self._policy.household_cap
        if row + 1 in self._came or not phase.is_open_to(int(columns.groups[row])):
            return False
        if cap and self._members[columns.heads[row]] >= cap:
            return False
        stratum = int(columns.stratum[row])
        limit = phase.limit_of(f"{stratum:04d}")
        return limit is None or self._taken[number, stratum] < limit

    def _must_hold(self, vacated: Sequence[int]) -> None:
        """Each holds a place, and gives up one."""
        seen: set[int] = set()
        for ticket in vacated:
            if not 1 <= ticket <= self._columns.n:
                raise TicketOutOfRange(ticket=ticket, n=self._columns.n)
            holds = (ticket in self._came or self._rank[ticket - 1] > 0) and ticket not in self._left
            if ticket in seen or not holds:
                raise NotAWinner(ticket=ticket)
            seen.add(ticket)

    def _leave(self, vacated: Sequence[int]) -> None:
        for ticket in vacated:
            self._count(ticket, self._place_of(ticket)[0], -1)
        self._left.update(vacated)

    def _come(self, ticket: int, place: Place) -> None:
        self._came[ticket] = place
        self._count(ticket, place[0], 1)

    def _count(self, ticket: int, phase: int, by: int) -> None:
        self._members[self._columns.heads[ticket - 1]] += by
        self._taken[phase, self._stratum_of(ticket)] += by

    def _place_of(self, ticket: int) -> Place:
        """That which a ticket holds or held: a newcomer's is the place that it took over."""
        return self._came.get(ticket) or (int(self._phase[ticket - 1]), int(self._rank[ticket - 1]))

    def _stratum_of(self, ticket: int) -> int:
        return int(self._columns.stratum[ticket - 1])

    def _waiting_of(self, seed: str) -> Waiting:
        """Sorted once for the draw's seed; a later round has a seed of its own, and is used once."""
        found = self._waiting.get(seed)
        if found is None:
            found = Waiting.of(self._in_order(np.flatnonzero(self._rank == 0), seed), self._columns.stratum)
            if seed == self._seed:
                self._waiting[seed] = found
        return found

    def _in_order(self, rows: NDArray[np.int64], seed: str) -> NDArray[np.int64]:
        """By band, score and ticket. Numbers whose first 60 bits are the same are compared whole."""
        if self._columns.n < LARGE and self._key_bits == numba_engine.KEY_BITS:
            return np.array(sorted(rows.tolist(), key=lambda row: self._order(row, seed)), np.int64)
        keys = numba_engine.keys_of(self._columns, seed, self._key_bits)[rows]
        by_key = np.argsort(keys, kind="stable")
        keys, rows = keys[by_key], rows[by_key]
        same = np.flatnonzero(keys[1:] == keys[:-1])
        for first in np.split(same, np.flatnonzero(np.diff(same) > 1) + 1) if len(same) else ():
            part = slice(int(first[0]), int(first[-1]) + 2)
            rows[part] = sorted(rows[part].tolist(), key=lambda row: self._order(row, seed))
        return rows

    def _order(self, row: int, seed: str) -> tuple[int, str, int]:
        weight = int(self._columns.weight[row])
        return int(self._columns.band[row]), score(seed, row + 1, weight), row


def _columns(path: Path) -> Columns:
    """The list, by the plain functions of the core where it is short."""
    if path.stat().st_size >= LARGE * WIDTH:
        return numba_list.read(path)
    with path.open(encoding="ascii", errors="replace", newline="\n") as lines:
        return columns_of(list(parse_list(whole_lines(lines))))


def columns_of(entries: Sequence[Entry]) -> Columns:
    """Entries held in memory as columns."""
    first: dict[str, int] = {}
    heads = [first.setdefault(entry.house, row) for row, entry in enumerate(entries)]
    return Columns(
        np.array([int(entry.stratum) for entry in entries], np.uint16),
        np.array([entry.band for entry in entries], np.uint8),
        np.array([entry.groups for entry in entries], np.uint8),
        np.array([entry.weight for entry in entries], np.uint8),
        np.array(heads, np.uint32),
    )


def _results(path: Path) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Phase and rank of each row; 0 and 0 of whom the draw did not select."""
    lines = line_bytes(path, RESULT_WIDTH)
    phase, rank = np.zeros(len(lines), np.uint8), np.zeros(len(lines), np.uint32)
    won = np.flatnonzero(lines[:, 13] == ord("W"))
    digits = lines[won, 15:27] - np.uint8(ord("0"))
    phase[won] = digits[:, :2] @ np.array([10, 1], np.uint8)
    rank[won] = digits[:, 3:].astype(np.uint32) @ (10 ** np.arange(8, -1, -1)).astype(np.uint32)
    return phase, rank
