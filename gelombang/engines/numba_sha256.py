"""SHA-256 for millions of short messages, sixteen at a time, one in each lane of a vector.

One compression needs 24 words; as sixteen-lane vectors they fit the registers of a processor with AVX-512, and LLVM
splits them for narrower ones. The 64 rounds are written as vector instructions of LLVM's own, not of one
processor, so that the same code runs everywhere; it needs no SHA instructions and is faster than they are where vectors
are wide (docs/performance.md). The algorithm is FIPS 180-4 §6.2.2; tests compare every kernel with hashlib.

numba's cache of compiled code looks only at a kernel's own file: whoever changes this one deletes `__pycache__` of
`gelombang/engines`, or trees are still made by the old code.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

from .sha256_tables import DIGITS, LETTERS, ROUND, START

LANES = 16
BLOCK_BYTES = 64

_F = TypeVar("_F", bound=Callable[..., Any])

_WORD = ir.IntType(32)
_VECTOR = ir.VectorType(_WORD, LANES)


def kernel(function: _F) -> _F:
    """Compile a function for this processor when it is first called; kept on disk where a place for it can be
    written. It gives up Python's lock while it runs."""
    try:
        compiled: _F = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no writable folder for the cache: compiled anew in each process
        compiled = numba.njit(nogil=True)(function)
    return compiled


def _compression(module: ir.Module) -> ir.Function:
    """The function `(state*, block*)` that compresses one block in each lane; both are words × lanes."""
    pointer = _VECTOR.as_pointer()
    shape = ir.FunctionType(ir.VoidType(), [pointer, pointer])
    function = cgutils.get_or_insert_function(module, shape, "undian.sha256.compress")
    if not function.is_declaration:
        return function
    function.linkage = "linkonce_odr"
    rotate = cgutils.get_or_insert_function(
        module, ir.FunctionType(_VECTOR, [_VECTOR] * 3), f"llvm.fshr.v{LANES}i32"
    )
    _Rounds(ir.IRBuilder(function.append_basic_block()), rotate).write(*function.args)
    return function


class _Rounds:
    """Writes the 64 rounds, one instruction after the other; names are those of FIPS 180-4."""

    def __init__(self, builder: ir.IRBuilder, rotate: ir.Function) -> None:
        self.builder, self.rotate = builder, rotate

    def write(self, state: Any, block: Any) -> None:
        build = self.builder
        places = [build.gep(state, [_WORD(i)]) for i in range(8)]
        words = [build.load(build.gep(block, [_WORD(i)]), align=4) for i in range(16)]
        before = [build.load(place, align=4) for place in places]
        now = before
        for number in range(64):
            if number >= 16:
                words[number % 16] = self._next_word(words, number)
            now = self._round(now, build.add(words[number % 16], _constant(ROUND[number])))
        for place, old, new in zip(places, before, now, strict=True):
            build.store(build.add(old, new), place, align=4)
        build.ret_void()

    def _round(self, state: list[Any], word: Any) -> list[Any]:
        build = self.builder
        a, b, c, d, e, f, g, h = state
        chosen = build.xor(g, build.and_(e, build.xor(f, g)))
        first = build.add(build.add(h, word), build.add(self._sum(e, 6, 11, 25), chosen))
        majority = build.or_(build.and_(a, b), build.and_(c, build.or_(a, b)))
        second = build.add(self._sum(a, 2, 13, 22), majority)
        return [build.add(first, second), a, b, c, build.add(d, first), e, f, g]

    def _next_word(self, words: list[Any], number: int) -> Any:
        build = self.builder
        early, late = words[(number - 15) % 16], words[(number - 2) % 16]
        small = self._mixed(early, 7, 18, 3)
        large = self._mixed(late, 17, 19, 10)
        kept = build.add(words[number % 16], words[(number - 7) % 16])
        return build.add(kept, build.add(small, large))

    def _rotated(self, value: Any, by: int) -> Any:
        return self.builder.call(self.rotate, [value, value, _constant(by)])

    def _sum(self, value: Any, *turns: int) -> Any:
        x, y, z = (self._rotated(value, by) for by in turns)
        return self.builder.xor(x, self.builder.xor(y, z))

    def _mixed(self, value: Any, one: int, two: int, shift: int) -> Any:
        turned = self.builder.xor(self._rotated(value, one), self._rotated(value, two))
        return self.builder.xor(turned, self.builder.lshr(value, _constant(shift)))


def _constant(value: int) -> Any:
    return ir.Constant(_VECTOR, [_WORD(value)] * LANES)


def _data(context: Any, builder: Any, kind: Any, array: Any) -> Any:
    return context.make_array(kind)(context, builder, value=array).data


@intrinsic
def _compress(_typing: Any, state: Any, block: Any) -> Any:
    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        arrays = [
            builder.bitcast(_data(context, builder, kind, array), _VECTOR.as_pointer())
            for kind, array in zip(signature.args, arguments, strict=True)
        ]
        builder.call(_compression(builder.module), arrays)
        return context.get_dummy_value()

    return numba.types.void(state, block), write


@intrinsic
def word_at(_typing: Any, data: Any, offset: Any) -> Any:  # noqa: ARG001  numba reads the names
    """The four bytes at an offset as one number, most significant first; nothing checks the bounds."""

    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        start = _data(context, builder, signature.args[0], arguments[0])
        place = builder.bitcast(builder.gep(start, [arguments[1]]), _WORD.as_pointer())
        return builder.bswap(builder.load(place, align=1))

    return numba.types.uint32(data, numba.types.int64), write


@kernel
def compress(state: NDArray[np.uint32], block: NDArray[np.uint32]) -> None:
    """One block in each lane: `state` 8 × 16 words, changed in place; `block` 16 × 16 words."""
    _compress(state, block)


@kernel
def begin(state: NDArray[np.uint32], words: NDArray[np.uint32]) -> None:
    """Put the same eight words into every lane."""
    for i in range(8):
        for lane in range(LANES):
            state[i, lane] = words[i]


@kernel
def _put_ticket(block: NDArray[np.uint32], lane: int, ticket: int, letter: int) -> None:
    """Words 10 to 13 of message(t, j): "-", letter, "-", twelve digits, and the bit that ends it."""
    rest = np.uint64(ticket)
    block[13, lane] = (DIGITS[rest % np.uint64(1000)] << np.uint32(8)) | np.uint32(0x80)
    rest //= np.uint64(1000)
    block[12, lane] = DIGITS[rest % np.uint64(10_000)]
    rest //= np.uint64(10_000)
    block[11, lane] = DIGITS[rest % np.uint64(10_000)]
    block[10, lane] = np.uint32(0x2D002D30 + (letter << 16)) + np.uint32(rest // np.uint64(10_000))


@kernel
def _score_block(seed: NDArray[np.uint32]) -> NDArray[np.uint32]:
    block = np.zeros((16, LANES), np.uint32)
    for i in range(10):
        block[i, :] = seed[i]
    block[15, :] = 440
    return block


@kernel
def score_keys(
    seed: NDArray[np.uint32],
    first: int,
    bands: NDArray[np.uint8],
    weights: NDArray[np.uint8],
    mask: int,
    keys: NDArray[np.uint64],
) -> None:
    """(band << 60) + the first 60 bits of the score, under `mask`, for tickets from `first` on; `seed` is 10 words."""
    state, block, rows = np.empty((8, LANES), np.uint32), _score_block(seed), np.empty(LANES, np.int64)
    keys[:] = np.uint64(0xFFFFFFFFFFFFFFFF)
    filled, n = 0, len(keys)
    for row in range(n + 1):
        if row < n:
            weight = np.int64(weights[row])
        elif filled:
            weight = 1
        else:
            break
        for j in range(weight):
            if row < n:
                _put_ticket(block, filled, first + row, np.int64(LETTERS[j]))
                rows[filled] = row
                filled += 1
            if filled == LANES or row == n:
                begin(state, START)
                _compress(state, block)
                for lane in range(filled):
                    high, low = np.uint64(state[0, lane]), np.uint64(state[1, lane])
                    top = (high << np.uint64(28)) | (low >> np.uint64(4))
                    place = rows[lane]
                    key = (top & np.uint64(mask)) | (np.uint64(bands[place]) << np.uint64(60))
                    keys[place] = min(keys[place], key)
                filled = 0


@kernel
def whole_score(seed: NDArray[np.uint32], ticket: int, weight: int, words: NDArray[np.uint32]) -> None:
    """The score of one ticket as eight words."""
    state, block = np.empty((8, LANES), np.uint32), _score_block(seed)
    words[:] = np.uint32(0xFFFFFFFF)
    for start in range(0, weight, LANES):
        n = min(LANES, weight - start)
        for lane in range(n):
            _put_ticket(block, lane, ticket, np.int64(LETTERS[start + lane]))
        begin(state, START)
        _compress(state, block)
        for lane in range(n):
            for i in range(8):
                if state[i, lane] != words[i]:
                    if state[i, lane] < words[i]:
                        words[:] = state[:, lane]
                    break


@kernel
def digests(
    start: NDArray[np.uint32],
    before: int,
    prefix: NDArray[np.uint8],
    salts: NDArray[np.uint8],
    text: NDArray[np.uint8],
    offsets: NDArray[np.int64],
    out: NDArray[np.uint8],
) -> None:
    """H(… ‖ prefix ‖ salts[i] ‖ text[offsets[i]:offsets[i + 1]]) into `out`, n × 32 bytes. `start` is the state after
    `before` bytes that all messages share, a whole number of blocks."""
    n, salt = len(offsets) - 1, salts.shape[1]
    fixed = len(prefix) + salt
    n_blocks = (fixed + _longest(offsets) + 9 + 63) // 64
    message = _messages(prefix, n_blocks)
    state, block = np.empty((8, LANES), np.uint32), np.empty((16, LANES), np.uint32)
    ends = np.zeros(LANES, np.int64)
    for first in range(0, n, LANES):
        filled, most = min(LANES, n - first), 0
        for lane in range(filled):
            row, place = first + lane, lane * n_blocks * 64
            for i in range(salt):
                message[place + len(prefix) + i] = salts[row, i]
            ends[lane] = _put_text(message, place, fixed, before, text, offsets[row], offsets[row + 1])
            most = max(most, ends[lane])
        begin(state, start)
        for number in range(most):
            _put_block(block, message, n_blocks, number, filled)
            _compress(state, block)
            for lane in range(filled):
                if ends[lane] == number + 1:
                    _put_digest(state, lane, out, first + lane)


@kernel
def _longest(offsets: NDArray[np.int64]) -> int:
    longest = 0
    for i in range(len(offsets) - 1):
        longest = max(longest, offsets[i + 1] - offsets[i])
    return longest


@kernel
def _messages(prefix: NDArray[np.uint8], n_blocks: int) -> NDArray[np.uint8]:
    """Room for one message of `n_blocks` in each lane, each beginning with the prefix."""
    message = np.zeros(LANES * n_blocks * 64, np.uint8)
    for lane in range(LANES):
        for i in range(len(prefix)):
            message[lane * n_blocks * 64 + i] = prefix[i]
    return message


@kernel
def _put_block(
    block: NDArray[np.uint32], message: NDArray[np.uint8], n_blocks: int, number: int, filled: int
) -> None:
    for i in range(16):
        for lane in range(filled):
            block[i, lane] = word_at(message, (lane * n_blocks + number) * 64 + i * 4)


@kernel
def _put_text(
    message: NDArray[np.uint8],
    place: int,
    fixed: int,
    before: int,
    text: NDArray[np.uint8],
    start: int,
    stop: int,
) -> int:
    """Put a text behind the `fixed` bytes of the message at `place`, and the padding; how many blocks it has."""
    length = fixed + stop - start
    for i in range(stop - start):
        message[place + fixed + i] = text[start + i]
    n_blocks = (length + 9 + 63) // 64
    message[place + length] = 0x80
    for i in range(place + length + 1, place + n_blocks * 64 - 8):
        message[i] = 0
    bits = (before + length) * 8
    for i in range(8):
        message[place + n_blocks * 64 - 1 - i] = bits & 0xFF
        bits >>= 8
    return n_blocks


@kernel
def _put_digest(state: NDArray[np.uint32], lane: int, out: NDArray[np.uint8], row: int) -> None:
    for i in range(8):
        word = state[i, lane]
        for j in range(4):
            out[row, 4 * i + j] = (word >> np.uint32(24 - 8 * j)) & np.uint32(0xFF)


@kernel
def _state_after(block: NDArray[np.uint32]) -> NDArray[np.uint32]:
    state = np.empty((8, LANES), np.uint32)
    begin(state, START)
    _compress(state, block)
    return state[:, 0].copy()


def state_after(data: bytes) -> NDArray[np.uint32]:
    """The eight words of the state after one block of 64 bytes."""
    words = np.frombuffer(data, ">u4").astype(np.uint32)
    return _state_after(np.repeat(words.reshape(16, 1), LANES, axis=1))


def seed_words(seed: str) -> NDArray[np.uint32]:
    """The 40 characters of a seed as ten words."""
    return np.frombuffer(seed.encode("ascii"), ">u4").astype(np.uint32)
