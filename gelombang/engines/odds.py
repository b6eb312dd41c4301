"""The chance of everyone: one number per class of people whom nothing in the draw tells apart.

Two entries with the same stratum, band, groups, weight and household composition have exactly the same chance. For one
phase it comes in closed form; for several the draw is run again and again on the frozen list, and the shares are
averaged within the class, with their standard error.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gelombang.core.lottery.policy import Phase, Policy

from . import columns
from .odds_closed import household_chances
from .outcome import Progress, silent
from .redraws import Field, count_winners

REDRAWS = 1000
ATTRIBUTES = ("stratum", "band", "groups", "weight", "composition")


@dataclass(frozen=True)
class Class:
    """People with one chance. `composition` is the household's size, or, where its members differ, what each is
    (b band, g groups, w weight); `probability` from 0 to 1; `standard_error` 0 in closed form."""

    stratum: str
    band: int
    groups: int
    weight: int
    composition: str
    entries: int
    probability: float
    standard_error: float


@dataclass(frozen=True)
class Odds:
    """`method` is closed-form or re-draws; `seats` is the sum of all chances, the seats that will be filled."""

    method: str
    redraws: int
    seats: float
    classes: tuple[Class, ...]


@dataclass(frozen=True)
class Classes:
    """The classes of a list: `table` one row each, `member` for every ticket the number of its class."""

    table: pl.DataFrame
    member: NDArray[np.int32]


def of(
    source: Path, policy: Policy, redraws: int | None = None, seed: int = 1, progress: Progress = silent
) -> Odds:
    """The odds of a well-formed list.csv. `redraws` None: in closed form where it applies, else 1,000 re-draws."""
    return of_frame(columns.frame_of(source), policy, redraws, seed, progress)


def of_frame(
    frame: pl.DataFrame,
    policy: Policy,
    redraws: int | None = None,
    seed: int = 1,
    progress: Progress = silent,
) -> Odds:
    """The odds of a list given by its columns stratum, band, groups, house, weight."""
    progress("odds", 0, 1)
    if frame.height == 0:
        return Odds("closed-form", 0, 0.0, ())
    classes = classes_of(frame, policy.household_cap)
    if redraws is None and closed_form_applies(frame, policy):
        return _closed(frame, policy, classes)
    return _redrawn(frame, policy, classes, redraws or REDRAWS, seed, progress)


def classes_of(frame: pl.DataFrame, cap: int) -> Classes:
    """The classes in order of their attributes. Without a cap nobody's household matters."""
    code = pl.col("band").cast(pl.Int32) * 65536 + pl.col("groups").cast(pl.Int32) * 256 + pl.col("weight")
    rows = frame.select("stratum", "band", "groups", "weight", "house", code.alias("code"))
    if cap == 0:
        rows = rows.with_columns(pl.lit("-").alias("composition"))
    else:
        houses = rows.group_by("house").agg(pl.len().alias("size"), pl.col("code").sort().alias("codes"))
        alike = pl.col("codes").list.first() == pl.col("codes").list.last()
        told = pl.when(alike).then(pl.col("size").cast(pl.String)).otherwise(_spelled())
        houses = houses.select("house", told.alias("composition"))
        rows = rows.join(houses, on="house", maintain_order="left")
    table = (
        rows.group_by(*ATTRIBUTES).agg(pl.len().alias("entries")).sort(*ATTRIBUTES).with_row_index("class")
    )
    member = rows.join(table.select("class", *ATTRIBUTES), on=ATTRIBUTES, maintain_order="left")["class"]
    return Classes(table, member.cast(pl.Int32).to_numpy())


def _spelled() -> pl.Expr:
    member = pl.element()
    spelled = pl.format("b{}g{}w{}", member // 65536, (member // 256) % 256, member % 256)
    return pl.col("codes").list.eval(spelled).list.join("+")


def closed_form_applies(frame: pl.DataFrame, policy: Policy) -> bool:
    """One phase, weight one, a cap of one or one that never binds, and only one kind of limit that binds."""
    if len(policy.phases) != 1:
        return False
    (phase,) = policy.phases
    competing = _competing(frame, phase)
    if competing.height and competing["weight"].max() != 1:
        return False
    if policy.household_cap > 1 and _largest_household(competing) > policy.household_cap:
        return False
    return (
        not phase.limits_strata or phase.seats is None or _strata_fit(competing, phase, policy.household_cap)
    )


def _competing(frame: pl.DataFrame, phase: Phase) -> pl.DataFrame:
    return frame.filter((pl.col("groups") & phase.groups) > 0) if phase.groups else frame


def _largest_household(competing: pl.DataFrame) -> int:
    return max(competing["house"].value_counts()["count"].to_list(), default=0)


def _strata_fit(competing: pl.DataFrame, phase: Phase, cap: int) -> bool:
    """Whether the quotas together can never use up the phase's seats, so that these do not bind."""
    unit = pl.col("house").n_unique() if cap == 1 else pl.len()
    wanted = competing.group_by("stratum").agg(unit.alias("n"))
    most = 0
    for stratum, n in wanted.iter_rows():
        limit = phase.limit_of(stratum)
        most += n if limit is None else min(n, limit)
    return phase.seats is not None and most <= phase.seats


def _closed(frame: pl.DataFrame, policy: Policy, classes: Classes) -> Odds:
    (phase,) = policy.phases
    chances = dict(_cell_chances(frame, policy, phase))
    kept = frame.select("stratum", "band", "house", "groups").with_columns(pl.Series("class", classes.member))
    contenders = _contenders(_competing(kept, phase), policy.household_cap)
    first = contenders.group_by("class").agg(
        pl.col("stratum").first(), pl.col("band").first(), pl.col("m").first()
    )
    whole = not phase.limits_strata
    chance_of = {
        number: chances.get(("" if whole else stratum, band, m), 0.0)
        for number, stratum, band, m in first.iter_rows()
    }
    probabilities = np.array([chance_of.get(number, 0.0) for number in range(classes.table.height)])
    return _assembled("closed-form", 0, classes, probabilities, np.zeros_like(probabilities))


def _contenders(competing: pl.DataFrame, cap: int) -> pl.DataFrame:
    """Those who can win: of each household the members in its best band, `m` of them; without a cap of one, all."""
    if cap != 1:
        return competing.with_columns(pl.lit(1).alias("m"))
    best = competing.filter(pl.col("band") == pl.col("band").min().over("house"))
    return best.with_columns(pl.len().over("house").alias("m"))


def _cell_chances(
    frame: pl.DataFrame, policy: Policy, phase: Phase
) -> Iterator[tuple[tuple[str, int, int], float]]:
    """((stratum or "", band, members in that band), a member's chance) for every cell."""
    contenders = _contenders(_competing(frame, phase), policy.household_cap)
    cell = pl.lit("") if not phase.limits_strata else pl.col("stratum")
    counted = (
        contenders.group_by(cell.alias("cell"), "band", "m")
        .agg(pl.len().alias("n"))
        .sort("cell", "band", "m")
    )
    for (name,), rows in counted.group_by("cell", maintain_order=True):
        limit = phase.limit_of(str(name)) if phase.limits_strata else phase.seats
        left = frame.height if limit is None else limit
        for (band,), members in rows.group_by("band", maintain_order=True):
            sizes = {int(m): int(n) // int(m) for m, n in members.select("m", "n").iter_rows()}
            for m, chance in household_chances(sizes, left).items():
                yield (str(name), int(str(band)), m), chance / m
            left = max(0, left - sum(sizes.values()))


def _redrawn(
    frame: pl.DataFrame, policy: Policy, classes: Classes, redraws: int, seed: int, progress: Progress
) -> Odds:
    field = Field.of_frame(frame)
    n_classes = classes.table.height
    counts = count_winners(field, policy, classes.member[None, :], n_classes, redraws, seed, progress)
    entries = classes.table["entries"].to_numpy()
    shares = counts / entries[None, :]
    error = shares.std(axis=0, ddof=1) / np.sqrt(redraws) if redraws > 1 else np.zeros(n_classes)
    return _assembled("re-draws", redraws, classes, shares.mean(axis=0), error)


def _assembled(
    method: str, redraws: int, classes: Classes, chances: NDArray[np.float64], errors: NDArray[np.float64]
) -> Odds:
    rows = classes.table.select(*ATTRIBUTES, "entries").iter_rows(named=True)
    made = tuple(
        Class(**row, probability=float(p), standard_error=float(e))
        for row, p, e in zip(rows, chances, errors, strict=True)
    )
    return Odds(method, redraws, float(np.dot(classes.table["entries"].to_numpy(), chances)), made)
