"""Chances in closed form: one phase, households that may hold one place (or as many as applied), weight one.

In a cell (a stratum with a quota, or the nation with its seats) let the cut fall in a band with Q seats left. A
household with m members in its best band competes by the least of m uniform numbers, so

    P_m = ∫ m (1 - x)^(m-1) Pr( Σ_t Bin(n_t - [t = m], 1 - (1 - x)^t) ≤ Q - 1 ) dx

and a member's chance is P_m / m. The inner sum is convolved exactly in small cells; in large ones it is a normal with
its third cumulant (Edgeworth), which is exact to about 1e-6 there. Integrated by Gauss-Legendre.

>>> household_chances({1: 4}, 1)
{1: 0.25}
>>> {m: round(p, 6) for m, p in household_chances({1: 2, 2: 1}, 1).items()}
{1: 0.25, 2: 0.5}
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

SMALL = 400
"""Households up to which a cell is convolved exactly."""

NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)


def household_chances(households: Mapping[int, int], seats: int) -> dict[int, float]:
    """The chance that a household of each size holds a place, where `households` is size → how many compete for
    `seats` places, one each."""
    total = sum(households.values())
    if seats >= total:
        return dict.fromkeys(households, 1.0)
    if seats <= 0:
        return dict.fromkeys(households, 0.0)
    if len(households) == 1:
        return dict.fromkeys(households, seats / total)
    chances = {size: _integral(households, size, seats) for size in households}
    # what the quadrature leaves is spread evenly: places are neither made nor lost
    scale = seats / sum(n * chances[size] for size, n in households.items())
    return {size: min(1.0, chance * scale) for size, chance in chances.items()}


def _integral(households: Mapping[int, int], size: int, seats: int) -> float:
    others = {t: n - (t == size) for t, n in households.items()}
    low, high = _window(households, seats)
    x = low + (high - low) * (NODES + 1) / 2
    below = _at_most(others, seats - 1, x)
    inside = float(np.sum(WEIGHTS * size * (1 - x) ** (size - 1) * below)) * (high - low) / 2
    return inside + 1 - (1 - low) ** size  # under the window the household is certain of its place


def _window(households: Mapping[int, int], seats: int) -> tuple[float, float]:
    """Where the cut can fall: twelve standard deviations to each side of where it is expected."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        expected = sum(n * (1 - (1 - middle) ** t) for t, n in households.items())
        low, high = (middle, high) if expected < seats else (low, middle)
    slope = sum(n * t * (1 - low) ** (t - 1) for t, n in households.items())
    spread = 12 * math.sqrt(max(seats, 1)) / max(slope, 1e-12)
    return max(0.0, low - spread), min(1.0, low + spread)


def _at_most(households: Mapping[int, int], most: int, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pr(Σ_t Bin(n_t, 1 - (1 - x)^t) ≤ most) at each x."""
    if sum(households.values()) <= SMALL:
        return _exactly(households, most, x)
    mean = np.zeros_like(x)
    variance = np.zeros_like(x)
    third = np.zeros_like(x)
    for t, n in households.items():
        q = 1 - (1 - x) ** t
        mean += n * q
        variance += n * q * (1 - q)
        third += n * q * (1 - q) * (1 - 2 * q)
    deviation = np.sqrt(np.maximum(variance, 1e-12))
    z = (most + 0.5 - mean) / deviation
    normal = np.array([0.5 * math.erfc(-value / math.sqrt(2)) for value in z])
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    skewness = third / deviation**3
    return np.asarray(np.clip(normal - density * skewness * (z * z - 1) / 6, 0.0, 1.0))


def _exactly(households: Mapping[int, int], most: int, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same from the whole distribution of the sum, through its discrete Fourier transform."""
    total = sum(households.values())
    turns = np.exp(-2j * np.pi * np.arange(total + 1) / (total + 1))
    transform = np.ones((len(x), total + 1), np.complex128)
    for t, n in households.items():
        q = (1 - (1 - x) ** t)[:, None]
        transform *= (1 - q + q * turns[None, :]) ** n
    distribution = np.fft.ifft(transform, axis=1).real
    return np.asarray(np.clip(distribution[:, : most + 1].sum(axis=1), 0.0, 1.0))
