"""Merkle trees over files of fixed-width lines, and proofs from them without reading the whole file.

A small file beside the draw keeps the upper levels of the tree: one node for every 256 lines and all above. One proof
then hashes 256 lines and reads a handful of nodes. The file can be deleted at any time; it is made again.
"""

import importlib.util
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gelombang.core.lottery.errors import TicketOutOfRange
from gelombang.core.lottery.merkle import EMPTY_ROOT, HASH_LENGTH, Tree, leaf_hash

from .columns import line_bytes
from .folder import Folder
from .outcome import Progress, silent

HEIGHT = 8
BLOCK = 1 << HEIGHT
STEP = 50_000 // BLOCK
LARGE = 20_000
"""Lines from which starting the kernels pays."""

PIECE = 1 << 20


def root_of_file(path: Path, width: int, progress: Progress = silent) -> bytes:
    """The root over the lines of a file, `width` bytes each with the 0A that a leaf does not hold."""
    return Tree.of_leaves(block_roots(path, width, progress)).root if path.stat().st_size else EMPTY_ROOT


def block_roots(path: Path, width: int, progress: Progress = silent) -> list[bytes]:
    """One node for every 256 lines; the last may cover fewer. Odd last nodes are carried up unchanged, so the tree
    over these nodes is the upper part of the tree over all lines."""
    lines = line_bytes(path, width)
    if len(lines) >= LARGE and importlib.util.find_spec("numba") is not None:
        return _many_block_roots(lines, progress)
    roots = []
    for start in range(0, len(lines), BLOCK):
        roots.append(_tree_of_block(lines, start).root)
        if start // BLOCK % STEP == 0:
            progress("tree", start, len(lines))
    return roots


def _many_block_roots(lines: NDArray[np.uint8], progress: Progress) -> list[bytes]:
    """The same by the kernels, on every core."""
    from .numba_tree import subtrees

    n, width = lines.shape
    data = lines.reshape(-1)
    nodes = np.empty((-(-n // BLOCK), 8), np.uint32)

    def fill(first: int) -> int:
        last = min(first + PIECE, n)
        subtrees(data, width, first, last - first, HEIGHT, nodes[first >> HEIGHT : -(-last // BLOCK)])
        return int(last)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for done in threads.map(fill, range(0, n, PIECE)):
            progress("tree", done, n)
    packed = nodes.astype(">u4").tobytes()
    return [packed[start : start + HASH_LENGTH] for start in range(0, len(packed), HASH_LENGTH)]


def paths_of(folder: Folder, path: Path, width: int) -> Callable[[int], list[bytes]]:
    """A function from a line's index (from 0) to its siblings, bottom-up, 32 bytes each."""
    lines = line_bytes(path, width)
    upper = _upper_of(folder, path, width, len(lines))

    def path_of(index: int) -> list[bytes]:
        if not 0 <= index < len(lines):
            raise TicketOutOfRange(ticket=index + 1, n=len(lines))
        below = _tree_of_block(lines, index // BLOCK * BLOCK).path(index % BLOCK)
        return below + _siblings(upper, index // BLOCK)

    return path_of


def _tree_of_block(lines: NDArray[np.uint8], start: int) -> Tree:
    width = lines.shape[1]
    block = lines[start : start + BLOCK].tobytes().decode("ascii")
    return Tree.of_leaves(leaf_hash(block[i : i + width - 1]) for i in range(0, len(block), width))


def _siblings(upper: list[NDArray[np.uint8]], index: int) -> list[bytes]:
    path = []
    for level in upper[:-1]:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling].tobytes())
        index >>= 1
    return path


def _upper_of(folder: Folder, path: Path, width: int, n: int) -> list[NDArray[np.uint8]]:
    """The levels from the 256-line nodes up, from the cache where it is there and of the right size."""
    sizes = [-(-n // BLOCK)]
    while sizes[-1] > 1:
        sizes.append(-(-sizes[-1] // 2))
    kept = folder.cache / f"{path.name}.tree"
    if (
        not kept.is_file()
        or kept.stat().st_size != sum(sizes) * HASH_LENGTH
        or kept.stat().st_mtime < path.stat().st_mtime
    ):
        nodes = b"".join(b"".join(level) for level in Tree.of_leaves(block_roots(path, width)).levels)
        keep(folder, kept, nodes)
        data = np.frombuffer(nodes, np.uint8).reshape(-1, HASH_LENGTH)
    else:
        data = np.memmap(kept, np.uint8, mode="r").reshape(-1, HASH_LENGTH)
    starts = np.cumsum([0, *sizes])
    return [data[starts[i] : starts[i + 1]] for i in range(len(sizes))]


def keep(folder: Folder, kept: Path, data: bytes | memoryview) -> None:
    """Keep what was computed if the folder may be written to; a copy on a read-only disk works without."""
    try:
        folder.cache.mkdir(exist_ok=True)
        unfinished = kept.with_name(f"{kept.name}.{os.getpid()}")
        unfinished.write_bytes(data)
        unfinished.replace(kept)
    except OSError:
        pass
