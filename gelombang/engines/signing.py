"""The operator's key: Ed25519 (RFC 8032) over statements, by the `cryptography` package."""

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .errors import KeyInvalid

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

    @property
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
    """Whether `signature` (128 hex) over `message` is by the holder of `public_key` (64 hex)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return True
