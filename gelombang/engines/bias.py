"""The gate between draw and publication: does the result look like a draw?

In 2011 a visa lottery had to void 22,000 wins because 90 % of them came from those who applied in the first two
days. Such a fault does not show in any single result, but it shows at once against the known chances: within a class
of equal chances nothing else may matter, not the order of arrival, not a digit of an identity. Each test divides the
entries in its own way and compares winners with what re-drawing the same list gives.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gelombang.core.lottery.policy import Policy

from .outcome import Progress, silent
from .redraws import Field, count_winners

REDRAWS = 999
FALSE_ALARMS = 0.001
"""How often an honest draw is stopped, over all tests together (Bonferroni)."""

AGAIN = 20
"""How many times as many re-draws decide, once the first ones would stop the draw."""

LEAST = 5.0
"""Winners that must be expected in the smaller part of a division; below it a test says that it has no power."""


@dataclass(frozen=True)
class Test:
    """One comparison. `p_value` is how often an honest draw looks at least as odd; `detail` names the cell that
    stands out most, with its winners and the expected number; `has_power` False where too few are expected."""

    name: str
    statistic: float
    p_value: float
    cell: int
    observed: int
    expected: float
    has_power: bool


@dataclass(frozen=True)
class Bias:
    """All tests. The draw passes when no p-value is below the false-alarm rate divided by the number of tests."""

    tests: tuple[Test, ...]
    false_alarm_rate: float
    redraws: int

    @property
    def threshold(self) -> float:
        return self.false_alarm_rate / max(1, sum(test.has_power for test in self.tests))

    @property
    def failed(self) -> tuple[Test, ...]:
        return tuple(test for test in self.tests if test.has_power and test.p_value < self.threshold)

    @property
    def passed(self) -> bool:
        return not self.failed


def check(
    field: Field,
    policy: Policy,
    won: NDArray[np.bool_],
    divisions: Mapping[str, NDArray[np.integer]],
    *,
    redraws: int = REDRAWS,
    seed: int = 1,
    false_alarm_rate: float = FALSE_ALARMS,
    progress: Progress = silent,
) -> Bias:
    """Compare `won` (n, who was selected) with re-draws; `divisions` is name → for each entry a small number from 0."""
    if field.n == 0 or not divisions:
        return Bias((), false_alarm_rate, 0)
    found = _check(field, policy, won, divisions, redraws, seed, false_alarm_rate, progress)
    if found.passed:
        return found
    # a p-value this small came from the tail of an approximation: before a draw is stopped it is counted
    return _check(field, policy, won, divisions, redraws * AGAIN, seed + 1, false_alarm_rate, progress)


def _check(
    field: Field,
    policy: Policy,
    won: NDArray[np.bool_],
    divisions: Mapping[str, NDArray[np.integer]],
    redraws: int,
    seed: int,
    false_alarm_rate: float,
    progress: Progress,
) -> Bias:
    offsets, cells, total = [], [], 0
    for numbers in divisions.values():
        offsets.append(total)
        cells.append(numbers.astype(np.int32) + total)
        total += int(numbers.max()) + 1
    stacked = np.stack(cells)
    counts = count_winners(field, policy, stacked, total, redraws, seed, progress).astype(np.float64)
    observed = np.zeros(total)
    for row in stacked:
        np.add.at(observed, row[won], 1.0)
    ends = [*offsets[1:], total]
    tests = [
        _test(name, observed[start:end], counts[:, start:end])
        for name, start, end in zip(divisions, offsets, ends, strict=True)
    ]
    return Bias(tuple(tests), false_alarm_rate, redraws)


def _test(name: str, observed: NDArray[np.float64], counts: NDArray[np.float64]) -> Test:
    expected, deviation = counts.mean(axis=0), counts.std(axis=0, ddof=1)
    free = deviation > 0
    if not free.any():
        return Test(name, 0.0, 1.0, 0, 0, 0.0, has_power=False)
    scale = np.where(free, deviation, 1.0)
    z = np.where(free, (observed - expected) / scale, 0.0)
    # a cell that never varies and yet differs is as odd as can be
    certain = ~free & (observed != expected)
    statistic = float((z**2).sum()) + (math.inf if certain.any() else 0.0)
    redrawn = (np.where(free, (counts - expected) / scale, 0.0) ** 2).sum(axis=1)
    cell = int(np.argmax(np.where(certain, np.inf, np.abs(z))))
    power = float(np.partition(expected[free], -min(2, free.sum()))[-min(2, free.sum())]) >= LEAST
    return Test(
        name,
        statistic,
        _p_value(statistic, redrawn),
        cell,
        int(observed[cell]),
        float(expected[cell]),
        has_power=power,
    )


def _p_value(statistic: float, redrawn: NDArray[np.float64]) -> float:
    """From the re-draws; where they are too few to tell how rare the statistic is, from the tail of a scaled
    chi-square with the mean and variance of the re-draws (Satterthwaite 1946, Wilson and Hilferty 1931)."""
    at_least = int((redrawn >= statistic).sum())
    if at_least >= 10:
        return (1 + at_least) / (1 + len(redrawn))
    mean, variance = float(redrawn.mean()), float(redrawn.var(ddof=1))
    if math.isinf(statistic) or variance == 0:
        return 0.0
    freedom, unit = 2 * mean**2 / variance, variance / (2 * mean)
    cube = (statistic / unit / freedom) ** (1 / 3)
    z = (cube - (1 - 2 / (9 * freedom))) / math.sqrt(2 / (9 * freedom))
    tail = 0.5 * math.erfc(z / math.sqrt(2))
    return min(tail, (10 + 1) / (1 + len(redrawn)))
