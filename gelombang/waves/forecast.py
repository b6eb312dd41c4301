"""What a wave may bring, before it opens: applicants, chances, seats by region, money.

It leans on the latest wave whose list is sealed, or on a number that the officer states; it is computed by drawing a
small invented list of the same make-up, so that it follows every rule of the policy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gelombang.engines import odds, policy_toml
from gelombang.engines.languages import Language
from gelombang.engines.odds_words import share_words

from .plans import Plan, compiled, write

MOST = 6_000
"""Entries of the invented list, at most; a larger wave is drawn on a smaller scale."""
REDRAWS = 200
EVERYWHERE = "0000"

Cell = tuple[str, int, int]
"""Stratum, groups (bits), how many."""


@dataclass(frozen=True)
class Forecast:
    """`basis` is the name of the earlier wave, or empty for a stated number; `by_group`: groups (bits) → chance;
    `by_region`: (stratum, applicants, seats), the most seats first; money in rupiah."""

    n_applicants: int
    basis: str
    chance: float
    by_group: Mapping[int, float]
    by_region: Sequence[tuple[str, int, int]]
    per_person: int
    spend: int

    def facts(self) -> dict[str, Any]:
        """As a proposal keeps it: whole numbers, and chances in millionths."""
        return {
            "n_applicants": self.n_applicants,
            "basis": self.basis,
            "chance": round(self.chance * 1_000_000),
            "by_group": {str(mask): round(p * 1_000_000) for mask, p in self.by_group.items()},
            "by_region": [list(row) for row in self.by_region[:40]],
            "per_person": self.per_person,
            "spend": self.spend,
        }


def forecast(
    *, plan: Plan, earlier: Sequence[Cell], basis: str, expected: int, terms: Mapping[str, Any]
) -> Forecast:
    """`earlier`: the entries of the wave called `basis`, scaled to `expected`; with none, `expected` people as one
    region or as the plan's table has them. `terms` as a wave freezes them."""
    cells = _scaled(earlier, expected) if earlier else _assumed(plan, expected)
    n = sum(count for *_, count in cells)
    scale = min(1.0, MOST / n) if n else 1.0
    frame = _frame([(code, mask, max(1, round(count * scale))) for code, mask, count in cells])
    chances = _chances(plan, frame, frame.height / n if n else 1.0)
    by_group: dict[int, float] = {}
    for mask in sorted({mask for _, mask, _ in cells}):
        by_group[mask] = _mean([(count, chances.get((c, m), 0.0)) for c, m, count in cells if m == mask])
    seats: dict[str, list[float]] = {}
    for code, mask, count in cells:
        row = seats.setdefault(code, [0, 0.0])
        row[0] += count
        row[1] += count * chances.get((code, mask), 0.0)
    per_person = _per_person(terms)
    regions = [(code, int(row[0]), round(row[1])) for code, row in seats.items() if code != EVERYWHERE]
    return Forecast(
        n_applicants=n,
        basis=basis if earlier else "",
        chance=_mean([(count, chances.get((c, m), 0.0)) for c, m, count in cells]),
        by_group=by_group,
        by_region=sorted(regions, key=lambda row: (-row[2], row[0])),
        per_person=per_person,
        spend=plan.n_seats * per_person,
    )


def _mean(parts: Sequence[tuple[int, float]]) -> float:
    n = sum(count for count, _ in parts)
    return sum(count * p for count, p in parts) / n if n else 0.0


def _per_person(terms: Mapping[str, Any]) -> int:
    """Training balance, incentives and survey payments of one person, as the law has them."""
    value = {name: int(kept["value"] or 0) for name, kept in terms.items() if type(kept["value"]) is int}
    training = value.get("training_balance", 0)
    incentives = value.get("incentive_amount", 0) * value.get("n_incentives", 0)
    return training + incentives + value.get("survey_amount", 0) * value.get("n_surveys", 0)


def _scaled(earlier: Sequence[Cell], expected: int) -> list[Cell]:
    total = sum(count for *_, count in earlier)
    return [(code, mask, max(1, round(count * expected / total))) for code, mask, count in earlier]


def _assumed(plan: Plan, expected: int) -> list[Cell]:
    """Without an earlier wave: of every group as many as its reserve has percent, at random among regions."""
    parts = dict(plan.shares or {}) or {EVERYWHERE: 1}
    shared = policy_toml.largest_remainder(expected, parts)
    cells: list[Cell] = []
    for code, count in shared.items():
        disabled, remote = count * plan.disability // 100, count * plan.remote // 100
        cells += [(code, 1, disabled), (code, 2, remote), (code, 0, count - disabled - remote)]
    return [cell for cell in cells if cell[2]]


def _frame(cells: Sequence[Cell]) -> pl.DataFrame:
    codes = [code for code, _, count in cells for _ in range(count)]
    masks = [mask for _, mask, count in cells for _ in range(count)]
    return pl.DataFrame(
        {
            "stratum": codes,
            "band": [0] * len(codes),
            "groups": masks,
            "house": list(range(len(codes))),
            "weight": [1] * len(codes),
        },
        schema={
            "stratum": pl.String,
            "band": pl.UInt8,
            "groups": pl.UInt8,
            "house": pl.Int32,
            "weight": pl.UInt8,
        },
    )


def _chances(plan: Plan, frame: pl.DataFrame, scale: float) -> dict[tuple[str, int], float]:
    if frame.height == 0:
        return {}
    small = Plan(**{**vars(plan), "n_seats": max(1, round(plan.n_seats * scale))})
    by_stratum = dict(frame.group_by("stratum").len().iter_rows())
    policy = compiled(write(small, {}), by_stratum).policy
    found = odds.of_frame(frame, policy, REDRAWS)
    return {(one.stratum, one.groups): one.probability for one in found.classes}


def told_chance(millionths: int, language: Language) -> str:
    """A chance in millionths as people say it."""
    return share_words(millionths / 1_000_000, language)
