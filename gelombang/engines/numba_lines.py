"""Hashing many lines, identities and households with the kernels of `numba_sha256`, on every core."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from . import numba_sha256
from .numba_list import pieces, text_buffers
from .outcome import Progress

_T = TypeVar("_T")

BLOCK_BYTES = 64
LINES = 1 << 18
"""Lines that one thread takes at a time; a multiple of any subtree's."""


def subtrees(lines: NDArray[np.uint8], height: int, progress: Progress) -> NDArray[np.uint8]:
    """The nodes over every 2^height of n × width lines with their 0A, n / 2^height × 32 bytes."""
    n, width = lines.shape
    nodes = np.empty((-(-n >> height), 8), np.uint32)
    flat = lines.reshape(-1)

    def fill(start: int) -> int:
        stop = min(start + LINES, n)
        numba_sha256.subtrees(flat, width, start, stop - start, height, nodes[start >> height :])
        return stop

    for done in on_every_core(fill, range(0, n, LINES)):
        progress("tree", done, n)
    return _as_bytes(nodes)


def levels_above(nodes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """All levels of the tree over `nodes` (n × 32 bytes), these first, one behind the other."""
    words = nodes.view(">u4").astype(np.uint32)
    levels, n = [nodes], len(words)
    while n > 1:
        n = numba_sha256.parents(words, n)
        levels.append(_as_bytes(words[:n]))
    return np.concatenate(levels)


def commits(identities: pl.Series, salts: NDArray[np.uint8], progress: Progress) -> NDArray[np.uint8]:
    """The commitments to identities (text) under n × 16 bytes of salt, n × 32 bytes."""
    out = np.empty((len(identities), 32), np.uint8)
    prefix = np.frombuffer(b"undian/1/commit\0", np.uint8)

    def fill(piece: tuple[int, int]) -> int:
        data, offsets = _texts(identities, piece)
        part = slice(*piece)
        numba_sha256.digests(numba_sha256.START, 0, prefix, salts[part], data, offsets, out[part])
        return piece[1]

    for done in on_every_core(fill, pieces(len(out))):
        progress("commit", done, len(out))
    return out


def handles(households: pl.Series, key: bytes, progress: Progress) -> NDArray[np.uint8]:
    """The handles of households (text) under the draw's key: HMAC-SHA-256 (RFC 2104), its first 12 bytes each."""
    inner, outer = (_padded(key, pad) for pad in (0x36, 0x5C))
    out = np.empty((len(households), 12), np.uint8)
    prefix, nothing = np.frombuffer(b"undian/1/household\0", np.uint8), np.empty(0, np.uint8)

    def fill(piece: tuple[int, int]) -> int:
        data, offsets = _texts(households, piece)
        n = piece[1] - piece[0]
        none, digests = np.empty((n, 0), np.uint8), np.empty((n, 32), np.uint8)
        numba_sha256.digests(inner, BLOCK_BYTES, prefix, none, data, offsets, digests)
        outside = np.empty((n, 32), np.uint8)
        places = np.arange(n + 1, dtype=np.int64) * 32
        numba_sha256.digests(outer, BLOCK_BYTES, nothing, none, digests.reshape(-1), places, outside)
        out[slice(*piece)] = outside[:, :12]
        return piece[1]

    for done in on_every_core(fill, pieces(len(out))):
        progress("households", done, len(out))
    return out


def on_every_core(act: Callable[[_T], int], parts: Iterable[_T]) -> Iterator[int]:
    """What `act` answers for each part, in order; kernels give up Python's lock, so threads are enough."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield from threads.map(act, parts)


def _padded(key: bytes, pad: int) -> NDArray[np.uint32]:
    return numba_sha256.state_after(bytes(byte ^ pad for byte in key.ljust(BLOCK_BYTES, b"\0")))


def _texts(texts: pl.Series, piece: tuple[int, int]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    part = texts.slice(piece[0], piece[1] - piece[0])
    return text_buffers(part.to_arrow(compat_level=pl.CompatLevel.oldest()))


def _as_bytes(words: NDArray[np.uint32]) -> NDArray[np.uint8]:
    return words.astype(">u4").view(np.uint8)
