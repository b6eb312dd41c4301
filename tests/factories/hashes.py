"""Hashes and trees by the letter of undian/1, for the plain writer of public folders: none of our code is in them."""

import hashlib
import json
from typing import Any


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def jcs(value: Any) -> bytes:
    """Canonical bytes, for the keys used here (ASCII, so code points sort as UTF-16 does)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def merkle(leaves: list[bytes]) -> bytes:
    """RFC 9162 section 2.1.1, as written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    k = split(len(leaves))
    return hashlib.sha256(b"\1" + merkle(leaves[:k]) + merkle(leaves[k:])).digest()


def path(leaves: list[bytes], index: int) -> list[str]:
    """RFC 9162 section 2.1.3.1, as written there."""
    if len(leaves) <= 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(leaves[:k], index), merkle(leaves[k:]).hex()]
    return [*path(leaves[k:], index - k), merkle(leaves[:k]).hex()]
