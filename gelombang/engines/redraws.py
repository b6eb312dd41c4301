"""Drawing again and again under random numbers: for inference, never for a draw.

The frozen list and the real policy are drawn `n_redraws` times, and winners are counted in cells: classes of people
with equal chances, or whatever a test of the draw wants to compare. Numbers come from a counter-based generator
(SplitMix64, Steele et al. 2014), so that the same seed gives the same counts on any machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numba import njit
from numpy.typing import NDArray

from gelombang.core.lottery.policy import Phase, Policy

from . import columns
from .outcome import Progress, silent

NO_LIMIT = 2**62
STEP = 20


@dataclass(frozen=True)
class Field:
    """A list as integers: `stratum` and `house` numbered from 0, `band`, `groups`, `weight` as they are."""

    stratum: NDArray[np.int32]
    band: NDArray[np.uint8]
    groups: NDArray[np.uint8]
    house: NDArray[np.int32]
    weight: NDArray[np.uint8]
    codes: tuple[str, ...]

    @property
    def n(self) -> int:
        return len(self.band)

    @classmethod
    def of_list(cls, path: Path) -> "Field":
        """The field of a well-formed list.csv."""
        return cls.of_frame(columns.frame_of(path))

    @classmethod
    def of_frame(cls, frame: pl.DataFrame) -> "Field":
        codes = frame["stratum"].unique().sort()
        return cls(
            stratum=np.searchsorted(codes.to_numpy(), frame["stratum"].to_numpy()).astype(np.int32),
            band=frame["band"].to_numpy(),
            groups=frame["groups"].to_numpy(),
            house=frame["house"].rank("dense").cast(pl.Int32).to_numpy() - np.int32(1),
            weight=frame["weight"].to_numpy(),
            codes=tuple(codes.to_list()),
        )


def count_winners(
    field: Field,
    policy: Policy,
    cells: NDArray[np.int32],
    n_cells: int,
    n_redraws: int,
    seed: int,
    progress: Progress = silent,
) -> NDArray[np.int32]:
    """Winners per cell in each re-draw: n_redraws × n_cells. `cells` is k × n: for each of k ways to divide the
    entries, the number of the cell each entry is in (numbered through over all k)."""
    rules = _rules(policy.phases, field.codes)
    counts = np.zeros((n_redraws, n_cells), np.int32)
    n_houses = int(field.house.max()) + 1 if field.n else 0
    for start in range(0, n_redraws, STEP):
        stop = min(start + STEP, n_redraws)
        _redraw(
            field.band,
            field.weight,
            (field.stratum, field.groups, field.house),
            rules,
            policy.household_cap,
            n_houses,
            cells,
            counts[start:stop],
            np.uint64(seed * 1_000_003 + start),
        )
        progress("redraw", stop, n_redraws)
    return counts


def _rules(
    phases: Sequence[Phase], codes: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """masks, seats, limits (phase × stratum), carry, and what each phase plans to give where it has no seats."""
    masks = np.array([phase.groups for phase in phases], np.int64)
    seats = np.array([NO_LIMIT if phase.seats is None else phase.seats for phase in phases], np.int64)
    limits = np.full((len(phases), max(len(codes), 1)), NO_LIMIT, np.int64)
    for row, phase in enumerate(phases):
        for column, code in enumerate(codes):
            limit = phase.limit_of(code)
            if limit is not None:
                limits[row, column] = limit
    carry = np.array([phase.carry for phase in phases], np.bool_)
    planned = np.array([sum(phase.quota.values()) for phase in phases], np.int64)
    return masks, seats, limits, carry, planned


Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@njit(cache=True, inline="always")
def _uniform(state: np.uint64, counter: np.uint64) -> float:
    mixed = state + counter * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return float(mixed >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True)
def _keys(band: NDArray[np.uint8], weight: NDArray[np.uint8], state: np.uint64) -> NDArray[np.float64]:
    key = np.empty(len(band), np.float64)
    for i in range(len(band)):
        number = _uniform(state, np.uint64(i))
        if weight[i] > 1:  # the least of w uniform numbers, from one
            number = 1.0 - (1.0 - number) ** (1.0 / weight[i])
        key[i] = band[i] + number
    return key


@njit(cache=True)
def _phase(
    order: Ints,
    field: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]],
    mask: int,
    room: int,
    limits: Ints,
    cap: int,
    won: Flags,
    in_house: NDArray[np.int32],
) -> int:
    """One phase of the plain scan; how many it accepted."""
    stratum, groups, house = field
    taken = np.zeros(len(limits), np.int64)
    accepted = 0
    for i in order:
        if accepted >= room:
            break
        if won[i] or (mask != 0 and (mask & groups[i]) == 0):
            continue
        if (cap == 0 or in_house[house[i]] < cap) and taken[stratum[i]] < limits[stratum[i]]:
            won[i] = True
            in_house[house[i]] += 1
            taken[stratum[i]] += 1
            accepted += 1
    return accepted


@njit(cache=True)
def _select(
    order: Ints,
    field: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]],
    rules: tuple[Ints, Ints, Ints, Flags, Ints],
    cap: int,
    n_houses: int,
) -> Flags:
    masks, seats, limits, carry, planned = rules
    won = np.zeros(len(order), np.bool_)
    in_house = np.zeros(n_houses, np.int32)
    carried = 0
    for phase in range(len(masks)):
        room = seats[phase]
        if room != NO_LIMIT:
            room += carried
            carried = 0
        accepted = _phase(order, field, masks[phase], room, limits[phase], cap, won, in_house)
        if carry[phase]:
            given = planned[phase] if seats[phase] == NO_LIMIT else room
            carried += max(0, given - accepted)
    return won


@njit(cache=True)
def _redraw(
    band: NDArray[np.uint8],
    weight: NDArray[np.uint8],
    field: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]],
    rules: tuple[Ints, Ints, Ints, Flags, Ints],
    cap: int,
    n_houses: int,
    cells: NDArray[np.int32],
    counts: NDArray[np.int32],
    seed: np.uint64,
) -> None:
    for redraw in range(counts.shape[0]):
        state = (seed + np.uint64(redraw)) * np.uint64(0xD1342543DE82EF95)
        won = _select(np.argsort(_keys(band, weight, state)), field, rules, cap, n_houses)
        for way in range(cells.shape[0]):
            for i in range(len(won)):
                counts[redraw, cells[way, i]] += won[i]
