"""Merkle trees over files of fixed-width lines, and proofs from them without reading the whole file.

A file beside the draw keeps the upper levels of the tree: one node for every 8 lines and all above. One proof
then hashes 8 lines and reads a handful of nodes. The file can be deleted at any time; it is made again.
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

HEIGHT = 3
BLOCK = 1 << HEIGHT
"""Lines under one node of the kept file: it takes 8 bytes a line, and a proof hashes 8 lines."""

ROOT_HEIGHT = 8
STEP = 200
LARGE = 20_000
"""Lines from which starting the kernels pays."""

PIECE = 1 << 20


def root_of_file(path: Path, width: int, progress: Progress = silent) -> bytes:
    """The root over the lines of a file, `width` bytes each with the 0A that a leaf does not hold."""
    return Tree.of_leaves(block_roots(path, width, progress)).root if path.stat().st_size else EMPTY_ROOT


def block_roots(path: Path, width: int, progress: Progress = silent) -> list[bytes]:
    """One node for every 256 lines; the last may cover fewer. Odd last nodes are carried up unchanged, so the tree
    over these nodes is the upper part of the tree over all lines."""
    return _apart(_nodes(line_bytes(path, width), ROOT_HEIGHT, progress))


def _apart(nodes: bytes) -> list[bytes]:
    return [nodes[start : start + HASH_LENGTH] for start in range(0, len(nodes), HASH_LENGTH)]


def _nodes(lines: NDArray[np.uint8], height: int, progress: Progress) -> bytes:
    """One node for every 2^height lines, one after the other."""
    if _is_large(len(lines)):
        return _many_nodes(lines, height, progress)
    roots, size = [], 1 << height
    for start in range(0, len(lines), size):
        roots.append(_tree_of_block(lines, start, size).root)
        if start // size % STEP == 0:
            progress("tree", start, len(lines))
    return b"".join(roots)


def _is_large(n: int) -> bool:
    return n >= LARGE and importlib.util.find_spec("numba") is not None


def _many_nodes(lines: NDArray[np.uint8], height: int, progress: Progress) -> bytes:
    """The same by the kernels, on every core."""
    from .numba_tree import subtrees

    n, width = lines.shape
    data, size = lines.reshape(-1), 1 << height
    nodes = np.empty((-(-n // size), 8), np.uint32)

    def fill(first: int) -> int:
        last = min(first + PIECE, n)
        subtrees(data, width, first, last - first, height, nodes[first >> height : -(-last // size)])
        return int(last)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for done in threads.map(fill, range(0, n, PIECE)):
            progress("tree", done, n)
    return nodes.astype(">u4").tobytes()


def _levels_over(nodes: bytes) -> bytes:
    """All levels of the tree over `nodes`, these first, one after the other."""
    n = len(nodes) // HASH_LENGTH
    if not _is_large(n):
        return b"".join(b"".join(level) for level in Tree.of_leaves(_apart(nodes)).levels)
    from .numba_tree import parents

    words, levels = np.frombuffer(nodes, ">u4").astype(np.uint32).reshape(-1, 8), [nodes]
    while n > 1:
        n = parents(words, n)
        levels.append(words[:n].astype(">u4").tobytes())
    return b"".join(levels)


def paths_of(folder: Folder, path: Path, width: int) -> Callable[[int], list[bytes]]:
    """A function from a line's index (from 0) to its siblings, bottom-up, 32 bytes each."""
    lines = line_bytes(path, width)
    sizes = [-(-len(lines) // BLOCK)]
    while sizes[-1] > 1:
        sizes.append(-(-sizes[-1] // 2))
    levels = list(zip(sizes, np.cumsum([0, *sizes]).tolist(), strict=False))[:-1]
    upper = _upper_of(folder, path, lines, sum(sizes))

    def path_of(index: int) -> list[bytes]:
        if not 0 <= index < len(lines):
            raise TicketOutOfRange(ticket=index + 1, n=len(lines))
        siblings = _tree_of_block(lines, index // BLOCK * BLOCK, BLOCK).path(index % BLOCK)
        index //= BLOCK
        for size, start in levels:
            if index ^ 1 < size:
                place = (start + (index ^ 1)) * HASH_LENGTH
                siblings.append(bytes(upper[place : place + HASH_LENGTH]))
            index >>= 1
        return siblings

    return path_of


def _tree_of_block(lines: NDArray[np.uint8], start: int, size: int) -> Tree:
    width = lines.shape[1]
    block = lines[start : start + size].tobytes().decode("ascii")
    return Tree.of_leaves(leaf_hash(block[i : i + width - 1]) for i in range(0, len(block), width))


def _upper_of(folder: Folder, path: Path, lines: NDArray[np.uint8], n: int) -> memoryview | bytes:
    """The `n` nodes of the levels from the 8-line nodes up, from the cache where it is there and of the right size."""
    kept = None if folder.cache is None else folder.cache / f"{path.name}.tree"
    if (
        kept is not None
        and kept.is_file()
        and kept.stat().st_size == n * HASH_LENGTH
        and kept.stat().st_mtime >= path.stat().st_mtime
    ):
        return np.memmap(kept, np.uint8, mode="r").data
    nodes = _levels_over(_nodes(lines, HEIGHT, silent))
    keep(kept, nodes)
    return nodes


def keep(kept: Path | None, data: bytes | memoryview) -> None:
    """Keep what was computed where there is a place for it that may be written to; without it everything works too."""
    if kept is None:
        return
    try:
        kept.parent.mkdir(exist_ok=True)
        unfinished = kept.with_name(f"{kept.name}.{os.getpid()}")
        unfinished.write_bytes(data)
        unfinished.replace(kept)
    except OSError:
        pass
