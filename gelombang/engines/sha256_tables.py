"""The constants of SHA-256 (FIPS 180-4), and words that the messages of a draw are made of."""

import numpy as np

from gelombang.core.lottery.seed import DRUM


def _cube_roots() -> tuple[int, ...]:
    """The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2)."""
    primes = [p for p in range(2, 312) if all(p % q for q in range(2, int(p**0.5) + 1))]
    return tuple(_root(p << 96, 3) & 0xFFFFFFFF for p in primes)


def _root(value: int, degree: int) -> int:
    """The whole part of a root, by bisection on integers."""
    low, high = 0, 1 << 64
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= value else (low, middle)
    return low


ROUND = _cube_roots()
START = np.array([_root(p << 64, 2) & 0xFFFFFFFF for p in (2, 3, 5, 7, 11, 13, 17, 19)], np.uint32)
"""The state before the first block (FIPS 180-4 §5.3.3)."""

DIGITS = np.frombuffer("".join(f"{i:04d}" for i in range(10_000)).encode("ascii"), ">u4").astype(np.uint32)
"""Four decimal digits as one word."""

LETTERS = np.frombuffer(DRUM.encode("ascii"), np.uint8)
