"""The operator's key: Ed25519 (RFC 8032) over statements, by the `cryptography` package."""

import os
import re
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .errors import KeyInvalid

_PRIME = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_Y8 = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
_SMALL = frozenset({0, 1, _PRIME - 1, _Y8, _PRIME - _Y8})
"""The y of the eight points of order 1, 2, 4 and 8."""

_KEY = re.compile(r"[0-9a-f]{64}\s*")


@dataclass(frozen=True)
class Operator:
    """Who signs. The secret never shows in a repr, a log or an error."""

    _key: Ed25519PrivateKey

    @classmethod
    def from_file(cls, path: Path) -> "Operator":
        """The key that a file holds as 64 hex."""
        try:
            text = path.read_text("ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise KeyInvalid(path=str(path)) from error
        if not _KEY.fullmatch(text):
            raise KeyInvalid(path=str(path))
        return cls(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text.strip())))

    @classmethod
    def create(cls, path: Path) -> "Operator":
        """A new key, written to `path` with mode 0600; refuses to replace one."""
        write_secret(path, secrets.token_hex(32))
        return cls.from_file(path)

    @cached_property
    def public_key(self) -> str:
        """64 hex."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(message)


def write_secret(path: Path, text: str) -> None:
    """Write a new file that only its owner can read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text + "\n")


def verify(public_key: str, message: bytes, signature: str) -> bool:
    """Whether `signature` (128 hex) over `message` is by the holder of `public_key` (64 hex).

    The rule of docs/draw-folder.md, the same in all three verifiers: RFC 8032 section 5.1.7 without the cofactor,
    [S]B = R + [k]A with k reduced modulo L, S < L, and A and R canonical encodings of points not of small order
    (Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs", 2020). The library computes the equation and compares
    the bytes of R; what it lets pass, keys for which one signature fits many messages, is refused here."""
    try:
        key, signed = bytes.fromhex(public_key), bytes.fromhex(signature)
        if len(signed) != 64 or not (_is_strict(key) and _is_strict(signed[:32])):
            return False
        if int.from_bytes(signed[32:], "little") >= _ORDER:
            return False
        Ed25519PublicKey.from_public_bytes(key).verify(signed, message)
    except (ValueError, InvalidSignature):
        return False
    return True


def _is_strict(point: bytes) -> bool:
    """Whether 32 bytes can be the one encoding of a point that is not of small order. Both signs of x share a y, and
    the points whose x is 0, where the sign would have two encodings, are of small order."""
    y = int.from_bytes(point, "little") & (2**255 - 1)
    return y < _PRIME and y not in _SMALL
