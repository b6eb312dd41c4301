"""Merkle trees over fixed-width lines, sixteen hashes at a time (RFC 9162 §2.1.1)."""

import numpy as np
from numpy.typing import NDArray

from .numba_sha256 import LANES, begin, compress, kernel, word_at
from .sha256_tables import START


@kernel
def leaves(data: NDArray[np.uint8], width: int, first: int, nodes: NDArray[np.uint32]) -> None:
    """H(00 ‖ line) for lines from `first` on into `nodes`, n × 8 words; lines have `width` bytes, 0A included."""
    state, block = np.empty((8, LANES), np.uint32), np.empty((16, LANES), np.uint32)
    n, n_blocks = len(nodes), (width + 9 + 63) // 64  # 00 takes the place of the line's end
    for start in range(0, n, LANES):
        filled = min(LANES, n - start)
        begin(state, START)
        for number in range(n_blocks):
            for i in range(16):
                _put_leaf_words(block, i, data, width, first + start, filled, number * 64 + i * 4 - 1)
            if number == n_blocks - 1:
                block[15, :] = width * 8
            compress(state, block)
        for lane in range(filled):
            for i in range(8):
                nodes[start + lane, i] = state[i, lane]


@kernel
def _put_leaf_words(
    block: NDArray[np.uint32],
    i: int,
    data: NDArray[np.uint8],
    width: int,
    line: int,
    filled: int,
    offset: int,
) -> None:
    """Word `i` of a block in every lane: the line's bytes from `offset` on, which is -1 at the leading 00."""
    length = width - 1
    if offset >= 0 and offset + 4 <= length:
        for lane in range(filled):
            block[i, lane] = word_at(data, (line + lane) * width + offset)
        return
    for lane in range(filled):
        word = np.uint32(0)
        for j in range(offset, offset + 4):
            byte = np.uint32(0)
            if 0 <= j < length:
                byte = np.uint32(data[(line + lane) * width + j])
            elif j == length:
                byte = np.uint32(0x80)
            word = np.uint32((word << np.uint32(8)) | byte)
        block[i, lane] = word


@kernel
def parents(nodes: NDArray[np.uint32], n: int) -> int:
    """The next level of a tree in place of the first `n` nodes; an odd last one is carried up. Returns its size."""
    state, block = np.empty((8, LANES), np.uint32), np.empty((16, LANES), np.uint32)
    last = np.zeros((16, LANES), np.uint32)
    last[15, :] = 65 * 8
    pairs, eight, twentyfour = n // 2, np.uint32(8), np.uint32(24)
    for start in range(0, pairs, LANES):
        filled = min(LANES, pairs - start)
        for lane in range(filled):
            left = 2 * (start + lane)
            carried = np.uint32(1 << 24)
            for i in range(16):
                word = nodes[left + (i >> 3), i & 7]
                block[i, lane] = carried | (word >> eight)
                carried = np.uint32(word << twentyfour)
            last[0, lane] = carried | np.uint32(0x800000)
        begin(state, START)
        compress(state, block)
        compress(state, last)
        for lane in range(filled):
            for i in range(8):
                nodes[start + lane, i] = state[i, lane]
    if n % 2:
        nodes[pairs] = nodes[n - 1]
    return pairs + n % 2


@kernel
def subtrees(
    data: NDArray[np.uint8], width: int, first: int, n: int, height: int, out: NDArray[np.uint32]
) -> None:
    """The nodes over every 2^height lines of the `n` from `first` on (a multiple of that) into `out`, words."""
    step = LANES << height
    nodes = np.empty((step, 8), np.uint32)
    for start in range(0, n, step):
        size = min(step, n - start)
        leaves(data, width, first + start, nodes[:size])
        for _ in range(height):
            size = parents(nodes, size)
        out[start >> height : (start >> height) + size] = nodes[:size]
