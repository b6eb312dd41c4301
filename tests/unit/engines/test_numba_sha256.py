"""The kernels against hashlib."""

import hashlib
import hmac

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.seed import score
from gelombang.engines.numba_sha256 import digests, score_keys, seed_words, state_after, whole_score
from gelombang.engines.numba_tree import leaves, parents
from gelombang.engines.sha256_tables import START

SEED = "0123456789abcdef" * 2 + "fedcba98"
EDGES = st.sampled_from((0, 1, 22, 23, 24, 54, 55, 56, 63, 64, 65, 118, 119, 120, 199, 200))


def _packed(
    texts: list[bytes],
) -> tuple["np.ndarray[tuple[int], np.dtype[np.uint8]]", "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    offsets = np.cumsum([0] + [len(text) for text in texts]).astype(np.int64)
    return np.frombuffer(b"".join(texts), np.uint8), offsets


@settings(deadline=None)
@given(
    st.lists((EDGES | st.integers(0, 200)).flatmap(lambda n: st.binary(min_size=n, max_size=n)), max_size=50),
    st.binary(max_size=70),
)
def test_texts_of_any_length(texts: list[bytes], prefix: bytes) -> None:
    salts = np.arange(16 * len(texts), dtype=np.uint8).reshape(-1, 16)
    out = np.empty((len(texts), 32), np.uint8)
    digests(START, 0, np.frombuffer(prefix, np.uint8), salts, *_packed(texts), out)
    expected = [
        hashlib.sha256(prefix + salt.tobytes() + text).digest()
        for salt, text in zip(salts, texts, strict=True)
    ]
    assert [row.tobytes() for row in out] == expected


@settings(deadline=None)
@given(st.lists(st.binary(max_size=150), max_size=40), st.binary(min_size=1, max_size=64))
def test_a_keyed_hash_goes_on_from_the_state_after_its_key(texts: list[bytes], key: bytes) -> None:
    padded = [bytes(byte ^ pad for byte in key.ljust(64, b"\0")) for pad in (0x36, 0x5C)]
    none, nothing = np.empty((len(texts), 0), np.uint8), np.empty(0, np.uint8)
    inner, outer = np.empty((len(texts), 32), np.uint8), np.empty((len(texts), 32), np.uint8)
    digests(state_after(padded[0]), 64, nothing, none, *_packed(texts), inner)
    offsets = np.arange(len(texts) + 1, dtype=np.int64) * 32
    digests(state_after(padded[1]), 64, nothing, none, inner.reshape(-1), offsets, outer)
    assert [row.tobytes() for row in outer] == [hmac.digest(key, text, "sha256") for text in texts]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 62)), max_size=60), st.integers(1, 10**12 - 100))
def test_keys_are_the_first_60_bits_of_scores(rows: list[tuple[int, int]], first: int) -> None:
    bands, weights = (np.array([row[i] for row in rows], np.uint8) for i in (0, 1))
    keys, words = np.empty(len(rows), np.uint64), np.empty(8, np.uint32)
    score_keys(seed_words(SEED), first, bands, weights, (1 << 60) - 1, keys)
    for row, (band, weight) in enumerate(rows):
        expected = score(SEED, first + row, weight)
        assert int(keys[row]) == band << 60 | int(expected[:15], 16)
        whole_score(seed_words(SEED), first + row, weight, words)
        assert words.astype(">u4").tobytes().hex() == expected


@settings(deadline=None)
@given(st.integers(2, 210), st.integers(1, 40))
def test_leaves_and_parents(width: int, n: int) -> None:
    data = np.random.default_rng(width * 100 + n).integers(0, 256, n * width, np.uint8)
    nodes = np.empty((n, 8), np.uint32)
    leaves(data, width, 0, nodes)
    level = [hashlib.sha256(b"\0" + line[:-1].tobytes()).digest() for line in data.reshape(n, width)]
    assert [node.tobytes() for node in nodes.astype(">u4")] == level
    size = parents(nodes, n)
    above = [hashlib.sha256(b"\1" + b"".join(level[i : i + 2])).digest() for i in range(0, n - 1, 2)] + level[
        n - n % 2 :
    ]
    assert [node.tobytes() for node in nodes[:size].astype(">u4")] == above
