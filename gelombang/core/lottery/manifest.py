"""What is fixed before the draw: the list, the policy, and the round that will seed it.

The manifest binds everything that could bend the result into one hash, and that hash goes into the
seed. Whoever changes the list afterwards changes the seed too. `prev` chains each draw to the one before:
whoever holds both sees whether a draw between them was left out, or shown to others in another version.

>>> manifest = Manifest("demo-1", 0, "00" * 32, "00" * 32, "00" * 32, "2026-01-31T17:00:00Z", QUICKNET, 1000)
>>> Manifest.parse(manifest.canonical()) == manifest
True
"""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from . import jcs
from .beacon import CHAINS, NO_BEACON, QUICKNET, Chain
from .errors import ManifestInvalid

VERSION = "undian/1"
FIRST = "00" * 32
"""`prev` of the first draw of a chain."""

REHEARSAL = "rehearsal-"
"""How the draw ids of rehearsals begin, and no other."""

MAX_ENTRIES = 999_999_999_999

_HEX64 = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII)
_DRAW_ID = re.compile(r"(?! )[ -~]{1,128}(?<! )")
_MEMBERS = {
    "version",
    "draw_id",
    "prev",
    "n",
    "list_root",
    "list_sha256",
    "policy_sha256",
    "close_time",
    "ceremony",
    "beacon",
}


@dataclass(frozen=True)
class Manifest:
    """Hashes are 64 hex; `close_time` RFC 3339 in UTC ending in Z; `ceremony` whether a text spoken at a
    ceremony goes into the seed. Construction refuses what undian/1 does not allow."""

    draw_id: str
    n: int
    list_root: str
    list_sha256: str
    policy_sha256: str
    close_time: str
    beacon: Chain = QUICKNET
    round: int = 0
    ceremony: bool = False
    prev: str = FIRST

    def __post_init__(self) -> None:
        if not is_draw_id(self.draw_id):
            raise ManifestInvalid(member="draw_id")
        if not _is_integer(self.n) or not 0 <= self.n <= MAX_ENTRIES:
            raise ManifestInvalid(member="n")
        for member in ("list_root", "list_sha256", "policy_sha256", "prev"):
            value = getattr(self, member)
            if not isinstance(value, str) or not _HEX64.fullmatch(value):
                raise ManifestInvalid(member=member)
        if not is_time(self.close_time):
            raise ManifestInvalid(member="close_time")
        self._check_chance()

    def _check_chance(self) -> None:
        if not isinstance(self.ceremony, bool):
            raise ManifestInvalid(member="ceremony")
        if not _is_integer(self.round):
            raise ManifestInvalid(member="beacon.round")
        if self.beacon == NO_BEACON:
            if self.round != 0:
                raise ManifestInvalid(member="beacon.round")
            if not self.ceremony:  # with neither beacon nor ceremony the seed would be known beforehand
                raise ManifestInvalid(member="ceremony")
        elif not 1 <= self.round <= jcs.SAFE_INTEGER:
            raise ManifestInvalid(member="beacon.round")

    @property
    def is_rehearsal(self) -> bool:
        """By its name, as its commitment must say too."""
        return self.draw_id.startswith(REHEARSAL)

    def as_json(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "draw_id": self.draw_id,
            "prev": self.prev,
            "n": self.n,
            "list_root": self.list_root,
            "list_sha256": self.list_sha256,
            "policy_sha256": self.policy_sha256,
            "close_time": self.close_time,
            "ceremony": self.ceremony,
            "beacon": self.beacon.as_json(self.round),
        }

    def canonical(self) -> bytes:
        return jcs.canonical(self.as_json())

    def sha256(self) -> str:
        return sha256(self.canonical()).hexdigest()

    @classmethod
    def parse(cls, data: bytes) -> "Manifest":
        """The manifest that canonical bytes hold."""
        return cls.from_json(jcs.parse(data, "manifest"))

    @classmethod
    def from_json(cls, value: Any) -> "Manifest":
        if not isinstance(value, dict) or set(value) != _MEMBERS or value["version"] != VERSION:
            raise ManifestInvalid(member="members")
        chain, round_number = _beacon(value["beacon"])
        plain = {name: value[name] for name in _MEMBERS - {"version", "beacon"}}
        return cls(**plain, beacon=chain, round=round_number)


def is_draw_id(value: Any) -> bool:
    """Whether `value` is 1 to 128 printable ASCII characters, the first and the last no space."""
    return isinstance(value, str) and _DRAW_ID.fullmatch(value) is not None


def is_time(value: Any) -> bool:
    """Whether `value` is a real moment written like 2026-01-31T17:00:00Z."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _beacon(value: Any) -> tuple[Chain, int]:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise ManifestInvalid(member="beacon")
    chain = CHAINS.get(value["type"])
    if chain is None or not _is_integer(value.get("round")):
        raise ManifestInvalid(member="beacon")
    # the whole beacon is compared: another chain's key under the right name must not pass, nor false for 0
    expected = chain.as_json(value["round"])
    if value != expected or any(type(value[name]) is not type(expected[name]) for name in expected):
        raise ManifestInvalid(member="beacon")
    return chain, value["round"]


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
