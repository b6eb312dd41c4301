"""From the beacon's signature to a number for every ticket.

The key K is a hash over the manifest, the round, the beacon's signature and what was said at the
ceremony. The seed is its first 40 hex digits; the number of ticket t is a SHA-256 that anyone can
compute with a command line:

    printf %s "$seed-0-000000000001" | sha256sum

>>> key = key_of("00" * 32, 1000, "ab" * 48, "")
>>> seed = seed_of(key)
>>> score(seed, 1, 1) == hashlib.sha256(f"{seed}-0-000000000001".encode()).hexdigest()
True
>>> score(seed, 1, 3) <= score(seed, 1, 2)
True
"""

import hashlib
import re

from .errors import CeremonyMismatch, SignatureMalformed

DRUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""One letter for each of the 62 tickets that the heaviest entry has in the drum."""

SEED_LENGTH = 40

_SIGNATURE = re.compile(r"[0-9a-f]{96}")


def key_of(manifest_sha256: str, round_number: int, signature: str, ceremony: str) -> bytes:
    """K, 32 bytes. `signature` is 96 hex, `ceremony` the text or empty."""
    if not _SIGNATURE.fullmatch(signature):
        raise SignatureMalformed(length=len(signature))
    parts = (
        b"undian/1/key\0",
        bytes.fromhex(manifest_sha256),
        round_number.to_bytes(8, "big"),
        bytes.fromhex(signature),
        ceremony.encode("utf-8"),
    )
    return hashlib.sha256(b"".join(parts)).digest()


def check_ceremony(announced: bool, ceremony: str) -> None:
    """A text counts exactly when the manifest announced one; else its author could choose the seed."""
    if announced != bool(ceremony):
        raise CeremonyMismatch(announced=announced)


def seed_of(key: bytes) -> str:
    """The seed, 40 hex, of K or of a key derived from it."""
    return key.hex()[:SEED_LENGTH]


def message(seed: str, ticket: int, j: int = 0) -> str:
    """The 55 characters, one SHA-256 block, that are hashed for the j-th try of a ticket."""
    return f"{seed}-{DRUM[j]}-{ticket:012d}"


def score(seed: str, ticket: int, weight: int = 1) -> str:
    """The ticket's number, 64 hex: the least of `weight` hashes. The smallest numbers are selected."""
    if not 1 <= weight <= len(DRUM):
        raise ValueError("a weight is from 1 to 62")
    return min(hashlib.sha256(message(seed, ticket, j).encode("ascii")).hexdigest() for j in range(weight))


def replacement_key(key: bytes, group: int, signature: str) -> bytes:
    """The key for the `group`-th replacement, seeded by a later round's signature (96 hex)."""
    if not _SIGNATURE.fullmatch(signature):
        raise SignatureMalformed(length=len(signature))
    later = group.to_bytes(8, "big") + bytes.fromhex(signature)
    return hashlib.sha256(b"undian/1/replace\0" + key + later).digest()


def audit_key(key: bytes) -> bytes:
    """The key for the audit sample of this draw."""
    return hashlib.sha256(b"undian/1/audit\0" + key).digest()
