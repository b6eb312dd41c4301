"""Merkle trees over files of fixed-width lines."""

from collections.abc import Callable
from pathlib import Path

from gelombang.core.lottery.merkle import Tree

from .folder import Folder
from .outcome import Progress, silent


def root_of_file(path: Path, width: int, progress: Progress = silent) -> bytes:
    """The root over the lines of a file, `width` bytes each with the 0A that a leaf does not hold."""
    return tree_of_file(path, width, progress).root


def tree_of_file(path: Path, width: int, progress: Progress = silent) -> Tree:
    progress("tree", 0, path.stat().st_size // width)
    with path.open(encoding="ascii", newline="\n") as lines:
        return Tree.of_lines(line.rstrip("\n") for line in lines)


def paths_of(folder: Folder, path: Path, width: int) -> Callable[[int], list[bytes]]:
    """A function from an index (from 0) to its path in the tree over a file of the folder."""
    tree = tree_of_file(path, width)
    return tree.path
