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
BANDS = 10
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
    *,
    whole: bool = False,
) -> NDArray[np.int32]:
    """Winners per cell in each re-draw: n_redraws × n_cells. `cells` is k × n: for each of k ways to divide the
    entries, the number of the cell each entry is in (numbered through over all k). Only those who may still win are
    sorted; with `whole` everybody is, for the same counts."""
    within = np.ones((len(field.codes), BANDS)) if whole else _thresholds(field, policy)
    rules = _rules(policy.phases, field.codes)
    counts = np.zeros((n_redraws, n_cells), np.int32)
    n_houses = int(field.house.max()) + 1 if field.n else 0
    places = (field.stratum, field.groups, field.house)
    most, left_out = _sorting(field, policy, within)
    nobody = np.full(len(left_out), np.inf)
    key, kept = np.empty(field.n, np.float64), np.empty(field.n, np.int64)
    for redraw in range(n_redraws):
        state = np.uint64((seed * 1_000_003 + redraw) * 0xD1342543DE82EF95 & 0xFFFFFFFFFFFFFFFF)
        _put_keys(field.band, field.weight, state, key)
        rows = kept[: _contenders(key, most, kept)]
        # numpy's own sort uses the processor's vectors, which the kernels' does not
        order = rows[np.argsort(key[rows])]
        won, sure = _select(order, places, rules, policy.household_cap, n_houses, key, left_out)
        if not sure:
            order = np.argsort(key)
            won, _ = _select(order, places, rules, policy.household_cap, n_houses, key, nobody)
        _count(order, won, cells, counts[redraw])
        if redraw % STEP == 0:
            progress("redraw", redraw, n_redraws)
    return counts


def _sorting(
    field: Field, policy: Policy, within: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each entry the greatest key with which it is sorted; for each stratum a key below all that are left out."""
    asked = 0
    for phase in policy.phases:
        asked |= phase.groups
    certain = (within[field.stratum, field.band] >= 1) | ((field.groups & np.uint8(asked)) > 0)
    most = np.where(certain, np.inf, field.band + within[field.stratum, field.band])
    least = np.where(within < 1, np.arange(BANDS) + within, np.inf)
    return most, least.min(axis=1)


def _thresholds(field: Field, policy: Policy) -> NDArray[np.float64]:
    """For each stratum and band the number, from 0 to 1, up to which entries are sorted: enough for the places that
    may come there, with a margin. Whether it was enough is checked in every re-draw."""
    n = np.zeros((len(field.codes), BANDS))
    np.add.at(n, (field.stratum, field.band), 1)
    wanted = np.zeros(len(field.codes))
    for phase in policy.phases:
        if phase.groups:
            continue  # members of groups that a phase asks for are always sorted
        share = n.sum(axis=1) / max(1, field.n)
        for row, code in enumerate(field.codes):
            limit, seats = phase.limit_of(code), phase.seats
            spread = np.inf if seats is None else seats * share[row]
            wanted[row] += spread if limit is None else limit
    wanted = 1.25 * wanted + 5 * np.sqrt(np.minimum(wanted, 1e18)) + 16
    before = np.cumsum(n, axis=1) - n
    return np.clip((wanted[:, None] - before) / np.maximum(n, 1), 0.0, 1.0)


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
    return np.float64(np.int64(mixed >> np.uint64(11))) * (1.0 / 9007199254740992.0)


@njit(cache=True)
def _put_keys(
    band: NDArray[np.uint8], weight: NDArray[np.uint8], state: np.uint64, key: NDArray[np.float64]
) -> None:
    heavy = False
    for i in range(len(band)):  # without a branch, so that it runs in vectors
        key[i] = np.float64(band[i]) + _uniform(state, np.uint64(i))
        heavy |= weight[i] > 1
    if heavy:
        for i in range(len(band)):
            if weight[i] > 1:  # the least of w uniform numbers, from one
                number = 1.0 - (1.0 - (key[i] - band[i])) ** (1.0 / weight[i])
                key[i] = band[i] + min(number, 0.9999999999999999)


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
    key: NDArray[np.float64],
    left_out: NDArray[np.float64],
) -> int:
    """One phase of the plain scan; how many it accepted, or -1 where somebody left out might have been. `left_out` is
    the least key left out of each stratum."""
    stratum, groups, house = field
    taken = np.zeros(len(limits), np.int64)
    accepted, last = 0, np.inf
    for i in order:
        if accepted >= room:
            break
        last = key[i]
        if won[i] or (mask != 0 and (mask & groups[i]) == 0):
            continue
        if (cap == 0 or in_house[house[i]] < cap) and taken[stratum[i]] < limits[stratum[i]]:
            won[i] = True
            in_house[house[i]] += 1
            taken[stratum[i]] += 1
            accepted += 1
    closed = last if accepted >= room else np.inf
    for place in range(len(limits)):
        # infinity: nobody of this stratum was left out
        if (
            left_out[place] < np.inf
            and left_out[place] <= closed
            and taken[place] < limits[place]
            and room > 0
        ):
            return -1
    return accepted


@njit(cache=True)
def _select(
    order: Ints,
    field: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]],
    rules: tuple[Ints, Ints, Ints, Flags, Ints],
    cap: int,
    n_houses: int,
    key: NDArray[np.float64],
    left_out: NDArray[np.float64],
) -> tuple[Flags, bool]:
    """Who is selected, and whether that is sure."""
    masks, seats, limits, carry, planned = rules
    won = np.zeros(len(key), np.bool_)
    in_house = np.zeros(n_houses, np.int32)
    carried = 0
    for phase in range(len(masks)):
        room = seats[phase]
        if room != NO_LIMIT:
            room += carried
            carried = 0
        accepted = _phase(order, field, masks[phase], room, limits[phase], cap, won, in_house, key, left_out)
        if accepted < 0:
            return won, False
        if carry[phase]:
            given = planned[phase] if seats[phase] == NO_LIMIT else room
            carried += max(0, given - accepted)
    return won, True


@njit(cache=True)
def _contenders(key: NDArray[np.float64], most: NDArray[np.float64], kept: Ints) -> int:
    """Put the rows whose key is at most their limit into `kept`; how many they are."""
    n = 0
    for i in range(len(key)):
        kept[n] = i
        n += key[i] <= most[i]
    return n


@njit(cache=True)
def _count(order: Ints, won: Flags, cells: NDArray[np.int32], counts: NDArray[np.int32]) -> None:
    for way in range(cells.shape[0]):
        for i in order:
            counts[cells[way, i]] += won[i]
