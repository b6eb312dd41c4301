"""Many lines, one root; and a short proof that a line is among them (RFC 9162 §2.1).

Hash every line, then hash the hashes in pairs until one is left. Whoever knows that one root can
check that a line is in the list from about log₂ n neighbouring hashes, and nobody can show a list
with one byte changed that has the same root. Leaves and nodes are hashed with different first
bytes, so that a node can never be passed off as a line.

>>> tree = Tree.of_lines(["a", "b", "c"])
>>> path = tree.path(2)
>>> includes(tree.root, 3, 2, leaf_hash("c"), path)
True
>>> includes(tree.root, 3, 1, leaf_hash("c"), path)
False
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .errors import TicketOutOfRange

EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_LENGTH = 32


def leaf_hash(line: str) -> bytes:
    """H(00 ‖ line), 32 bytes; the line without its 0A."""
    return hashlib.sha256(b"\0" + line.encode("ascii")).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """H(01 ‖ left ‖ right), 32 bytes."""
    return hashlib.sha256(b"\1" + left + right).digest()


@dataclass(frozen=True)
class Tree:
    """All levels of a tree, leaves first. A level's odd last node is carried up unchanged, which
    is RFC 9162's split at the largest power of two."""

    levels: tuple[tuple[bytes, ...], ...]

    @classmethod
    def of_leaves(cls, leaves: Iterable[bytes]) -> "Tree":
        level = tuple(leaves)
        levels = [level]
        while len(level) > 1:
            level = _parents(level)
            levels.append(level)
        return cls(tuple(levels))

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> "Tree":
        return cls.of_leaves(leaf_hash(line) for line in lines)

    @property
    def n(self) -> int:
        return len(self.levels[0])

    @property
    def root(self) -> bytes:
        return self.levels[-1][0] if self.n else EMPTY_ROOT

    def path(self, index: int) -> list[bytes]:
        """The siblings of leaf `index` (from 0), bottom-up, 32 bytes each."""
        if not 0 <= index < self.n:
            raise TicketOutOfRange(ticket=index + 1, n=self.n)
        path = []
        for level in self.levels[:-1]:
            sibling = index ^ 1
            if sibling < len(level):
                path.append(level[sibling])
            index >>= 1
        return path


def _parents(level: Sequence[bytes]) -> tuple[bytes, ...]:
    pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return tuple(pairs) if len(level) % 2 == 0 else (*pairs, level[-1])


def includes(root: bytes, n: int, index: int, leaf: bytes, path: Sequence[bytes]) -> bool:
    """Whether `leaf` is number `index` (from 0) of the `n` leaves under `root` (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < n or any(len(sibling) != HASH_LENGTH for sibling in path):
        return False
    position, last, hashed = index, n - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            hashed = node_hash(sibling, hashed)
            while not position & 1 and position != 0:
                position >>= 1
                last >>= 1
        else:
            hashed = node_hash(hashed, sibling)
        position >>= 1
        last >>= 1
    return last == 0 and hashed == root
