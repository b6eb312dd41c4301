"""A line of the list: who takes part, without saying who.

The list is public, so it may not hold identities. It holds a *commitment* to each: a hash over
the identity and 16 random bytes that only the applicant and the operator know. With the salt the
applicant finds their own line; without it nobody can try all identity numbers, of which there are
few enough to try. Members of a household share a *handle* keyed by a secret of this draw alone.

>>> salt = bytes(16)
>>> commit = commit_to("3201010190000000", salt)
>>> house = handle_of("3201010101000000", key=bytes(32))
>>> line = Entry(commit, "1309", 0, 2, house, 1).line()
>>> len(line), parse_line(line).stratum
(102, '1309')
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .errors import HouseholdAcrossStrata, LineMalformed, ListNotSorted

LINE_LENGTH = 102
MAX_WEIGHT = 62
SALT_LENGTH = 16

_LINE = re.compile(
    r"([0-9a-f]{64}),([0-9]{4}),([0-9]),([0-9a-f]{2}),([0-9a-f]{24}),(0[1-9]|[1-5][0-9]|6[0-2])"
)


class Entry(NamedTuple):
    """One application in the draw. `commit` 64 hex, `stratum` 4 digits, `band` 0 to 9 (0 is served
    first), `groups` 8 bits, `house` 24 hex, `weight` 1 to 62 tickets in the drum."""

    commit: str
    stratum: str
    band: int
    groups: int
    house: str
    weight: int

    def line(self) -> str:
        """The 102 characters of the list, without the line's end."""
        return f"{self.commit},{self.stratum},{self.band},{self.groups:02x},{self.house},{self.weight:02d}"


def commit_to(identity: str, salt: bytes) -> str:
    """H("undian/1/commit" 00 ‖ salt ‖ identity) as 64 hex. `salt` is 16 bytes, new for each draw."""
    if len(salt) != SALT_LENGTH:
        raise ValueError("a salt is 16 bytes")
    return hashlib.sha256(b"undian/1/commit\0" + salt + identity.encode("utf-8")).hexdigest()


def handle_of(household: str, key: bytes) -> str:
    """The household's handle in this draw: 24 hex of HMAC-SHA-256 under the draw's secret key."""
    message = b"undian/1/household\0" + household.encode("utf-8")
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:24]


def parse_line(line: str, number: int = 0) -> Entry:
    """The entry that a line holds; raises `LineMalformed` naming the line's `number`."""
    match = _LINE.fullmatch(line)
    if match is None or len(line) != LINE_LENGTH:
        raise LineMalformed(line=number)
    commit, stratum, band, groups, house, weight = match.groups()
    return Entry(commit, stratum, int(band), int(groups, 16), house, int(weight))


def parse_list(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a whole list, in ticket order; refuses what is malformed, out of order, or
    puts one household in two strata (then the quotas would no longer nest, and a seat could be wasted)."""
    before = ""
    seen: dict[str, tuple[str, int]] = {}
    for ticket, line in enumerate(lines, start=1):
        entry = parse_line(line, ticket)
        if entry.commit <= before:
            raise ListNotSorted(line=ticket)
        stratum, first = seen.setdefault(entry.house, (entry.stratum, ticket))
        if stratum != entry.stratum:
            raise HouseholdAcrossStrata(ticket=ticket, other=first)
        before = entry.commit
        yield entry
