"""Odds against counting every order, on lists small enough to count; and a gate that only a draw passes."""

import itertools
import math
from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.selection import select
from gelombang.engines import bias, odds
from gelombang.engines.odds_closed import household_chances
from gelombang.engines.redraws import Field
from tests.factories.chances import exact_chances, frame_of
from tests.factories.policies import phases


@st.composite
def few(draw: st.DrawFn, heaviest: int = 1) -> list[Entry]:
    """Up to six people in up to four households of two regions."""
    made = []
    for i in range(draw(st.integers(1, 6))):
        house = draw(st.integers(0, 3))
        band, groups = draw(st.integers(0, 1)), draw(st.sampled_from((0, 0, 1)))
        weight = draw(st.integers(1, heaviest))
        made.append(Entry(f"{i:064x}", ("1309", "1673")[house % 2], band, groups, f"{house:024x}", weight))
    return made


QUOTAS = st.fixed_dictionaries({"1309": st.integers(0, 3), "1673": st.integers(0, 3)})
ONE_PHASE = st.one_of(
    st.builds(
        lambda seats, groups: Phase("p", groups=groups, seats=seats), st.integers(0, 5), st.integers(0, 1)
    ),
    st.builds(lambda quota: Phase("p", quota=quota, otherwise=0), QUOTAS),
)


def found(policy: Policy, entries: list[Entry], redraws: int | None = None) -> list[odds.Class]:
    """Each entry's class, in the list's order."""
    frame = frame_of(entries)
    made = odds.of_frame(frame, policy, redraws)
    assert made.seats == pytest.approx(sum(one.entries * one.probability for one in made.classes))
    return [made.classes[number] for number in odds.classes_of(frame, policy.household_cap).member]


@settings(max_examples=40, deadline=None)
@given(few(), ONE_PHASE, st.integers(0, 1))
def test_the_closed_form_is_the_exact_chance(entries: list[Entry], phase: Phase, cap: int) -> None:
    policy = Policy(cap, (phase,))
    assert odds.closed_form_applies(frame_of(entries), policy)
    exact = exact_chances(policy, entries)
    for one, chance in zip(found(policy, entries), exact, strict=True):
        assert one.standard_error == 0
        assert one.probability == pytest.approx(float(chance), abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(few(heaviest=4), phases(), st.integers(0, 2))
def test_redraws_agree_with_the_exact_chance(entries: list[Entry], made: tuple[Phase, ...], cap: int) -> None:
    """Several phases, weights, any cap. Within six standard errors of the true chance, not of the sampled one."""
    policy, redraws = Policy(cap, made), 2000
    exact = exact_chances(policy, entries)
    classes: dict[odds.Class, list[Fraction]] = defaultdict(list)
    for one, chance in zip(found(policy, entries, redraws), exact, strict=True):
        classes[one].append(chance)
    for one, chances in classes.items():
        assert len(set(chances)) == 1, "entries of one class have one chance"
        p = float(chances[0])
        assert abs(one.probability - p) <= 6 * math.sqrt(p * (1 - p) / redraws) + 1e-12


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(1, 6), st.integers(1, 300), min_size=1, max_size=4), st.data())
def test_no_seat_is_made_or_lost(households: dict[int, int], data: st.DataObject) -> None:
    total = sum(households.values())
    seats = data.draw(st.integers(0, total + 2))
    chances = household_chances(households, seats)
    assert sum(n * chances[m] for m, n in households.items()) == pytest.approx(min(seats, total))
    assert all(0 <= chance <= 1 for chance in chances.values())
    # a larger household has the better chance of one place, its members each a smaller one
    ordered = sorted(households)
    for small, large in itertools.pairwise(ordered):
        assert chances[small] <= chances[large] + 1e-9
        assert chances[large] / large <= chances[small] / small + 1e-9


REGIONS = Policy(
    1,
    (
        Phase("reserve", groups=1, seats=30, carry=True),
        Phase("regions", otherwise=60),
        Phase("rest", seats=30),
    ),
)


def crowd(n: int = 2000) -> list[Entry]:
    """Five regions, families of one to three, one in eight of a group, two bands of which the first is small."""
    sizes = [1, 1, 2, 3]
    made: list[Entry] = []
    house = 0
    while len(made) < n:
        for _ in range(sizes[house % 4]):
            i = len(made)
            band = int(house % 10 > 0)
            made.append(Entry(f"{i:064x}", f"{1301 + house % 5}", band, int(i % 8 == 0), f"{house:024x}", 1))
        house += 1
    return made[:n]


CROWD = crowd()
FIELD = Field.of_frame(frame_of(CROWD))
PLACE = np.arange(FIELD.n)
DIVISIONS = {
    "arrival": PLACE * 20 // FIELD.n,
    "digit": PLACE * 7919 % 10,
    "stratum": FIELD.stratum.astype(np.int64),
}


def won(scores: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Who the norm selects with these numbers."""
    made = select(REGIONS, CROWD, [f"{score:064x}" for score in scores])
    return np.array([result.is_selected for result in made.results])


def gate(selected: NDArray[np.bool_]) -> bias.Bias:
    return bias.check(FIELD, REGIONS, selected, DIVISIONS, redraws=199)


def test_forty_honest_draws_pass() -> None:
    """False alarms are one in a thousand; forty draws with one would be a fault, not chance."""
    for seed in range(40):
        assert gate(won(np.random.default_rng(seed).permutation(FIELD.n))).passed, seed


@pytest.mark.parametrize("name", ["arrival", "digit"])
@pytest.mark.parametrize("share", [1.0, 0.5])
def test_who_favours_is_found(name: str, share: float) -> None:
    """Some of the entries have their number by arrival or by a digit; the rest by lot."""
    chance = np.random.default_rng(3)
    lot = chance.permutation(FIELD.n)
    scores = np.where(chance.random(FIELD.n) < share, DIVISIONS[name] * FIELD.n + lot, lot * 10)
    result = gate(won(scores))
    assert name in {test.name for test in result.failed}


def test_who_moves_seats_to_another_region_is_found() -> None:
    """Twenty winners of one region are put down as losers, and twenty losers of another as winners."""
    selected = won(np.random.default_rng(4).permutation(FIELD.n))
    taken = np.flatnonzero(selected & (FIELD.stratum == 0))[:20]
    given_to = np.flatnonzero(~selected & (FIELD.stratum == 1))[:20]
    forged = selected.copy()
    forged[taken], forged[given_to] = False, True
    assert forged.sum() == selected.sum()
    assert "stratum" in {test.name for test in gate(forged).failed}
