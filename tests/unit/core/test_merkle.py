"""Trees against the recursive definition of RFC 9162 §2.1, for every size from 0 to 70."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.errors import TicketOutOfRange
from gelombang.core.lottery.merkle import EMPTY_ROOT, Tree, includes, leaf_hash

SIZES = range(1, 71)
LINES = [f"line {i}" for i in range(70)]


def h(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def split(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(lines: list[str]) -> bytes:
    if len(lines) == 1:
        return h(b"\0" + lines[0].encode())
    k = split(len(lines))
    return h(b"\1" + mth(lines[:k]) + mth(lines[k:]))


def path(m: int, lines: list[str]) -> list[bytes]:
    if len(lines) == 1:
        return []
    k = split(len(lines))
    if m < k:
        return [*path(m, lines[:k]), mth(lines[k:])]
    return [*path(m - k, lines[k:]), mth(lines[:k])]


def test_no_line_has_the_hash_of_nothing() -> None:
    assert Tree.of_lines([]).root == EMPTY_ROOT == h(b"")
    assert not includes(EMPTY_ROOT, 0, 0, EMPTY_ROOT, [])


@pytest.mark.parametrize("n", SIZES)
def test_roots_and_paths_are_the_definition_s(n: int) -> None:
    tree = Tree.of_lines(LINES[:n])
    assert tree.root == mth(LINES[:n])
    for index in range(n):
        assert tree.path(index) == path(index, LINES[:n])
        assert includes(tree.root, n, index, leaf_hash(LINES[index]), tree.path(index))


@pytest.mark.parametrize("n", SIZES)
def test_a_path_proves_one_place_only(n: int) -> None:
    tree = Tree.of_lines(LINES[:n])
    for index in range(n):
        siblings, leaf = tree.path(index), leaf_hash(LINES[index])
        elsewhere = [other for other in range(-1, n + 2) if other != index]
        assert not any(includes(tree.root, n, other, leaf, siblings) for other in elsewhere)
        assert not includes(tree.root, n, index, leaf, [*siblings, bytes(32)])
        assert not siblings or not includes(tree.root, n, index, leaf, siblings[:-1])
        assert not siblings or not includes(tree.root, n, index, leaf, siblings[::-1][1:])


def test_a_node_is_not_a_leaf() -> None:
    """The second-preimage trick: a node's two children offered as one leaf of a shorter list."""
    tree = Tree.of_lines(LINES[:4])
    assert not includes(
        tree.root, 2, 0, h(b"\0" + tree.levels[0][0] + tree.levels[0][1]), [tree.levels[1][1]]
    )
    assert not includes(tree.root, 4, 0, tree.levels[1][0], [tree.levels[1][1]])


@settings(max_examples=300)
@given(st.integers(1, 70), st.data())
def test_one_flipped_bit_is_refused(n: int, data: st.DataObject) -> None:
    tree = Tree.of_lines(LINES[:n])
    index = data.draw(st.integers(0, n - 1))
    siblings = tree.path(index)
    parts = [tree.root, leaf_hash(LINES[index]), *siblings]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = (int.from_bytes(parts[which], "big") ^ 1 << bit).to_bytes(32, "big")
    assert not includes(parts[0], n, index, parts[1], parts[2:])


@pytest.mark.parametrize("index", [-1, 3, 70])
def test_a_place_that_is_not_there(index: int) -> None:
    with pytest.raises(TicketOutOfRange) as caught:
        Tree.of_lines(LINES[:3]).path(index)
    assert caught.value.facts == {"ticket": index + 1, "n": 3}
