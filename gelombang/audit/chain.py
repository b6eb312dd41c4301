"""The chain: each event's hash covers the event and the hash before it, so that none can be changed, dropped or
inserted without every later hash showing it.

hash(1) = H("gelombang/audit/1" 00 ‖ 32 zero bytes ‖ JCS(event)), then with the hash before in place of the zeros; H is
SHA-256 and JCS is RFC 8785. Whoever keeps one hash, from a newspaper or a mail, can check everything up to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.jcs import canonical, parse

START = "0" * 64
MEMBERS = ("position", "at", "by", "act", "subject", "facts", "hash")


class ChainBroken(ValueError):
    """An exported chain that does not hold. `position` is the first event that does not fit."""

    def __init__(self, position: int, why: str) -> None:
        self.position = position
        super().__init__(f"event {position}: {why}")


@dataclass(frozen=True)
class Sealed:
    """An event in its place. `at` in UTC to the microsecond."""

    position: int
    at: datetime
    by: str
    act: str
    subject: str
    facts: dict[str, Any]

    def content(self) -> dict[str, Any]:
        """What is hashed."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        return {
            "position": self.position,
            "at": at,
            "by": self.by,
            "act": self.act,
            "subject": self.subject,
            "facts": self.facts,
        }

    def hash_after(self, before: str) -> str:
        """The 64 hex of this event after the event whose hash is `before`."""
        return _hash(before, canonical(self.content()))

    def line(self, found: str) -> bytes:
        """The event with its hash as one exported line."""
        return canonical({**self.content(), "hash": found}) + b"\n"


def verify(lines: Iterable[bytes]) -> tuple[int, str]:
    """Check an exported chain from its beginning; (number of events, last hash). Raises `ChainBroken`."""
    position, before = 0, START
    for position, line in enumerate(lines, start=1):
        try:
            event = parse(line.removesuffix(b"\n"), "event")
        except LotteryError as error:
            raise ChainBroken(position, "is not an event in canonical JSON") from error
        if not isinstance(event, dict) or set(event) != set(MEMBERS):
            raise ChainBroken(position, "has not the members of an event")
        if event["position"] != position:
            raise ChainBroken(position, f"says that it is event {event['position']}")
        stated = event.pop("hash")
        if stated != _hash(before, canonical(event)):
            raise ChainBroken(position, "was changed, or one before it is missing")
        before = stated
    return position, before


def _hash(before: str, content: bytes) -> str:
    return sha256(b"gelombang/audit/1\0" + bytes.fromhex(before) + content).hexdigest()
