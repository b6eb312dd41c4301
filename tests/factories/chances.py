"""Chances by counting: every order that the numbers can have, with its exact probability."""

import itertools
from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.policy import Policy
from gelombang.core.lottery.selection import select

SCHEMA = {"stratum": pl.String, "band": pl.UInt8, "groups": pl.UInt8, "house": pl.UInt32, "weight": pl.UInt8}


def frame_of(entries: Sequence[Entry]) -> pl.DataFrame:
    """The list by the columns that odds read."""
    houses = sorted({entry.house for entry in entries})
    rows = [(e.stratum, e.band, e.groups, houses.index(e.house), e.weight) for e in entries]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def exact_chances(policy: Policy, entries: Sequence[Entry]) -> list[Fraction]:
    """Each entry's chance of being selected. The least of w uniform numbers comes first with probability w over the
    weight of all that are left, and so on (Plackett 1975, Luce 1959)."""
    chances = [Fraction(0)] * len(entries)
    for order in itertools.permutations(range(len(entries))):
        probability, left = Fraction(1), sum(entry.weight for entry in entries)
        scores = [""] * len(entries)
        for place, index in enumerate(order):
            probability *= Fraction(entries[index].weight, left)
            left -= entries[index].weight
            scores[index] = f"{place:064x}"
        for index, result in enumerate(select(policy, entries, scores).results):
            chances[index] += probability * result.is_selected
    return chances
