"""The beacon: a clock that tells a number nobody could know before (drand quicknet).

Every three seconds a league of independent operators signs the number of the round. The signature
is unique, so nobody can choose among several, and it does not exist before its time. A draw names the
round while its list is being fixed and takes its seed from that round's signature.

This module knows when rounds come out. That a signature is genuine is checked with elliptic curves,
in `gelombang.engines.beacon`.

>>> from datetime import UTC, datetime
>>> QUICKNET.first_round_at(datetime(2023, 8, 23, 15, 9, 30, tzinfo=UTC))
2
>>> QUICKNET.time_of(2).isoformat()
'2023-08-23T15:09:30+00:00'
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Chain:
    """A beacon chain as the manifest pins it. `genesis` in Unix seconds, `period` in seconds."""

    type: str
    chain: str
    public_key: str
    genesis: int
    period: int

    def time_of(self, round_number: int) -> datetime:
        """When round `round_number` (from 1) comes out, in UTC; past the year 9999 the end of that year."""
        try:
            elapsed = timedelta(seconds=(round_number - 1) * self.period)
            return datetime.fromtimestamp(self.genesis, UTC) + elapsed
        except OverflowError:
            return datetime.max.replace(microsecond=0, tzinfo=UTC)

    def first_round_at(self, moment: datetime) -> int:
        """The first round that comes out at `moment` (aware) or later; at least 1."""
        elapsed = moment - datetime.fromtimestamp(self.genesis, UTC)
        return max(1, -(-elapsed // timedelta(seconds=self.period)) + 1)

    def as_json(self, round_number: int) -> dict[str, Any]:
        return {
            "type": self.type,
            "chain": self.chain,
            "public_key": self.public_key,
            "genesis": self.genesis,
            "period": self.period,
            "round": round_number,
        }


QUICKNET = Chain(
    type="drand/bls-unchained-g1-rfc9380",
    chain="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    public_key=(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
        "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
        "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
    genesis=1692803367,
    period=3,
)

NO_BEACON = Chain(type="none", chain="", public_key="", genesis=0, period=0)
"""A draw seeded by a ceremony alone (dice in a hall): its trust rests on the witnesses."""

NO_SIGNATURE = "00" * 48

CHAINS = {chain.type: chain for chain in (QUICKNET, NO_BEACON)}
