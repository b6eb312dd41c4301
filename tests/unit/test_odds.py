"""Odds against brute force, re-draws against the closed form, and the gate that stops what is not a draw."""

import itertools
from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.selection import select
from gelombang.engines import bias, odds, redraws
from gelombang.engines.redraws import Field, count_winners
from tests.factories.policies import lists, phases


def frame_of(entries: Sequence[Entry]) -> pl.DataFrame:
    houses = sorted({entry.house for entry in entries})
    rows = [(e.stratum, e.band, e.groups, houses.index(e.house), e.weight) for e in entries]
    schema = {
        "stratum": pl.String,
        "band": pl.UInt8,
        "groups": pl.UInt8,
        "house": pl.UInt32,
        "weight": pl.UInt8,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def entry(number: int, house: int, stratum: str = "1309", band: int = 0, groups: int = 0) -> Entry:
    return Entry(f"{number:064x}", stratum, band, groups, f"{house:024x}", 1)


def by_brute_force(policy: Policy, entries: Sequence[Entry]) -> list[float]:
    """Each entry's share of all orders of the numbers in which it is selected."""
    won, orders = [0] * len(entries), 0
    for order in itertools.permutations(f"{i:064x}" for i in range(len(entries))):
        orders += 1
        for place, result in enumerate(select(policy, entries, order).results):
            won[place] += result.is_selected
    return [n / orders for n in won]


REGIONS = [
    (1, "1309"), (1, "1309"), (2, "1309"), (3, "1673"), (3, "1673"), (4, "1673"), (5, "1673"),
]  # fmt: skip
CASES = {
    "alone": (Policy(1, (Phase("p", seats=2),)), [entry(i, i) for i in range(5)]),
    "families": (Policy(1, (Phase("p", seats=2),)), [entry(i, h) for i, h in enumerate((1, 1, 1, 2, 2, 3))]),
    "quotas": (
        Policy(1, (Phase("p", quota={"1309": 1, "1673": 2}, otherwise=0),)),
        [
            entry(i, h, s)
            for i, (h, s) in enumerate(
                [(1, "1309"), (1, "1309"), (2, "1309"), (3, "1673"), (3, "1673"), (4, "1673"), (5, "1673")]
            )
        ],
    ),
    "bands": (
        Policy(1, (Phase("p", seats=3),)),
        [
            entry(i, h, band=b)
            for i, (h, b) in enumerate([(1, 0), (1, 1), (2, 0), (3, 1), (3, 1), (4, 1), (5, 2)])
        ],
    ),
    "groups": (
        Policy(1, (Phase("p", groups=1, seats=1),)),
        [entry(i, h, groups=g) for i, (h, g) in enumerate([(1, 1), (1, 0), (2, 1), (3, 0), (4, 3)])],
    ),
    "more seats": (Policy(1, (Phase("p", seats=9),)), [entry(i, h) for i, h in enumerate((1, 1, 2))]),
}


@pytest.mark.parametrize("case", CASES)
def test_closed_form_is_brute_force(case: str) -> None:
    policy, entries = CASES[case]
    frame = frame_of(entries)
    assert odds.closed_form_applies(frame, policy)
    found = odds.of_frame(frame, policy)
    member = odds.classes_of(frame, policy.household_cap).member
    chances = [found.classes[number].probability for number in member]
    assert chances == pytest.approx(by_brute_force(policy, entries), abs=1e-6)
    assert found.seats == pytest.approx(sum(by_brute_force(policy, entries)), abs=1e-6)


def crowd(n: int = 3000, seed: int = 5) -> pl.DataFrame:
    chance = np.random.default_rng(seed)
    sizes = chance.choice([1, 2, 3], n, p=[0.7, 0.2, 0.1])
    house = np.repeat(np.arange(n), sizes)[:n]
    stratum = np.array(["1309", "1673", "5305"])[chance.integers(0, 3, n)[house]]
    zeros = np.zeros(n, np.uint8)
    columns = {
        "stratum": stratum,
        "band": zeros,
        "groups": zeros,
        "house": house.astype(np.uint32),
        "weight": zeros + 1,
    }
    return pl.DataFrame(columns)


QUOTAS = Policy(1, (Phase("p", quota={"1309": 150, "1673": 90, "5305": 60}, otherwise=0),))


def test_redraws_agree_with_the_closed_form() -> None:
    frame = crowd()
    exact, drawn = odds.of_frame(frame, QUOTAS), odds.of_frame(frame, QUOTAS, redraws=400)
    assert exact.seats == pytest.approx(300, abs=1e-6)
    assert drawn.seats == pytest.approx(300, abs=1e-6)
    for one, other in zip(exact.classes, drawn.classes, strict=True):
        assert abs(one.probability - other.probability) < 5 * other.standard_error + 1e-9


def honest(field: Field, seed: int) -> np.ndarray:
    """Who an honest draw selects."""
    return selected_by(field, [f"{value:064x}" for value in np.random.default_rng(seed).permutation(field.n)])


def selected_by(field: Field, scores: Sequence[str]) -> np.ndarray:
    """Who the plain scan selects with these numbers."""
    pairs = zip(field.stratum.tolist(), field.house.tolist(), strict=True)
    entries = [Entry("", field.codes[stratum], 0, 0, str(house), 1) for stratum, house in pairs]
    return np.array([result.is_selected for result in select(QUOTAS, entries, scores).results])


def divisions(field: Field) -> dict[str, np.ndarray]:
    place = np.arange(field.n)
    return {
        "arrival": place * 20 // field.n,
        "digit": place * 7919 % 10,
        "household size": np.bincount(field.house)[field.house] - 1,
    }


def test_honest_draws_pass() -> None:
    field = Field.of_frame(crowd())
    p_values = []
    for seed in range(25):
        found = bias.check(field, QUOTAS, honest(field, seed), divisions(field), redraws=199)
        assert found.passed
        p_values += [test.p_value for test in found.tests]
    assert 0.3 < float(np.mean(p_values)) < 0.7  # uniform under an honest draw


@pytest.mark.parametrize("name", ["arrival", "digit"])
def test_what_is_not_a_draw_is_stopped(name: str) -> None:
    """First come, first served, as in the visa lottery that had to void 22,000 wins; and a favoured digit."""
    field = Field.of_frame(crowd())
    division = divisions(field)
    scores = division[name] * 10_000 + np.random.default_rng(1).permutation(field.n)
    won = selected_by(field, [f"{score:064x}" for score in scores])
    found = bias.check(field, QUOTAS, won, division, redraws=199)
    assert not found.passed
    assert name in {test.name for test in found.failed}


@settings(max_examples=60, deadline=None)
@given(lists(), phases(), st.integers(0, 3), st.integers(0, 1000))
def test_sorting_only_those_who_may_win_changes_nothing(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, seed: int
) -> None:
    if not entries:
        return
    field, policy = Field.of_frame(frame_of(entries)), Policy(cap, made)
    cells = np.arange(field.n, dtype=np.int32)[None, :]
    few = count_winners(field, policy, cells, field.n, 5, seed)
    everybody = count_winners(field, policy, cells, field.n, 5, seed, whole=True)
    assert (few == everybody).all()
    # and everybody sorted is the plain scan: as many winners as it has, which no order of the numbers changes here
    if cap == 0 and len(made) == 1 and not made[0].groups:
        n = select(policy, entries, [f"{i:064x}" for i in range(field.n)]).accepted[0]
        assert (everybody.sum(axis=1) == n).all()


def test_thresholds_that_are_too_low_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is left out, the counts are those of the whole list: where it may matter, everybody is sorted."""
    field = Field.of_frame(crowd())
    cells = np.arange(field.n, dtype=np.int32)[None, :]
    everybody = count_winners(field, QUOTAS, cells, field.n, 10, 3, whole=True)
    for share in (0.0, 0.05, 0.12, 0.5):
        monkeypatch.setattr(
            redraws, "_thresholds", lambda field, _policy, s=share: np.full((len(field.codes), 10), s)
        )
        assert (count_winners(field, QUOTAS, cells, field.n, 10, 3) == everybody).all()
