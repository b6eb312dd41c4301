"""Ed25519 signatures that lax verifiers take: points of small order, or with a part of small order hidden in them.

Made with the plain arithmetic of tools/verify_draw.py, by whoever holds the secret ("Taming the many EdDSAs", 2020).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.factories.verifier import tool

P, L = tool.P, tool.L


def _times(k: int, point: Any) -> Any:
    total = tool.NEUTRAL
    while k:
        total = tool.point_add(total, point) if k & 1 else total
        point, k = tool.point_add(point, point), k >> 1
    return total


def encoded(point: Any) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return int(y | (x & 1) << 255).to_bytes(32, "little")


def torsion() -> Any:
    """A point of order 8."""
    for y in range(2, 200):
        point = tool.point_decode(y.to_bytes(32, "little"))
        found = None if point is None else _times(L, point)
        if found is not None and not tool.point_equal(_times(4, found), tool.NEUTRAL):
            return found
    raise LookupError


class Signature(NamedTuple):
    name: str
    key: bytes
    message: bytes
    signature: bytes
    true: bool


def signatures() -> Iterator[Signature]:
    """Signatures of one message that lax verifiers take; `true` only for the honest ones."""
    eighth, message, secret = torsion(), b"undian/1/statement\0{}", 7**80 % L

    def made_with(
        name: str, key: Any, nonce: int, more: Any = tool.NEUTRAL, add: int = 0, true: bool = False
    ) -> Signature:
        a, r = encoded(key), encoded(tool.point_add(_times(nonce, tool.BASE), more))
        k = int.from_bytes(hashlib.sha512(r + a + message).digest(), "little") % L
        s = (nonce + k * secret) % L + add
        return Signature(name, a, message, r + s.to_bytes(32, "little"), true)

    honest = _times(secret, tool.BASE)
    yield made_with("honest", honest, 5, true=True)
    yield made_with("R with a part of order 8", honest, 5, eighth)
    for nonce in range(1, 9):  # by chance [k] may remove the part of order 8; then the equation is true
        one = made_with(f"A with a part of order 8, {nonce}", tool.point_add(honest, eighth), nonce)
        k = int.from_bytes(hashlib.sha512(one.signature[:32] + one.key + message).digest(), "little") % L
        yield one._replace(true=k % 8 == 0)
    yield made_with("S + L", honest, 5, add=L)
    wild = [encoded(_times(j, eighth)) for j in range(8)]
    wild += [y.to_bytes(32, "little") for y in (P, P + 1, P + 1 | 1 << 255, 1 | 1 << 255, P - 1 | 1 << 255)]
    for key in wild:
        for r in (bytes([1]) + bytes(31), encoded(_times(3, eighth))):
            yield Signature(f"key {key.hex()}", key, message, r + bytes(32), False)
    yield Signature("R small, A honest", encoded(honest), message, bytes([1]) + bytes(63), False)
    yield Signature(
        "R not canonical", encoded(honest), message, (P + 1).to_bytes(32, "little") + bytes(32), False
    )
