"""One-time codes: who asked, from where, and does this one fit.

A code belongs to the browser session that asked for it. A stranger who asks for codes to somebody's address can guess
only at their own, five times each; with the limits on asking that is a chance of about one in 5,000 an hour for each
network they have, and the owner is told by every message.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings

from gelombang.messages import services as messages
from gelombang.messages.models import Message

from . import limits
from .addresses import Address, Kind

DIGITS = 6
LASTS = timedelta(minutes=15)
GUESSES = 5
SENT_MOST = 5
"""Codes to one address from one network, or from one browser that is known there, in `LASTS`."""
NETWORK_MOST = 2_000
"""Codes to any address from one network in `LASTS`: a whole town may share one, so this only stops floods."""


class TooOften(Exception):
    """No more codes for now; `until` when one may be asked for again."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until.isoformat())


class CodeWrong(Exception):
    """Not this code; `n_left` more guesses."""

    def __init__(self, n_left: int) -> None:
        self.n_left = n_left
        super().__init__(str(n_left))


class CodeOver(Exception):
    """The code is too old, or was guessed at too often."""


@dataclass
class Asked:
    """A code that was sent, as the session keeps it: its keyed hash, never itself."""

    kind: str
    address: str
    hash: str
    until: str
    n_wrong: int = 0

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Asked":
        return cls(**kept)

    @property
    def to(self) -> Address:
        return Address(Kind(self.kind), self.address)


def ask(
    *, to: Address, purpose: str, network: str, is_known: bool, language: str, time_zone: str, at: datetime
) -> Asked:
    """Send a code to an address, whether or not anybody has it; raises `TooOften`. `is_known`: this browser has signed
    in there before, and counts for itself."""
    counted = "known" if is_known else network
    key = f"{to.text}\0{counted}"
    if not limits.may(what="codes of a network", key=network, most=NETWORK_MOST, within=LASTS, at=at):
        raise TooOften(at + LASTS)
    if not limits.may(what="codes to an address", key=key, most=SENT_MOST, within=LASTS, at=at):
        raise TooOften(at + LASTS)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    messages.queue(
        key=f"code:{secrets.token_hex(16)}",
        channel=Message.Channel.EMAIL if to.kind is Kind.EMAIL else Message.Channel.SMS,
        address=to.text,
        template=purpose,
        facts={"code": code, "minutes": int(LASTS.total_seconds() // 60)},
        language=language,
        time_zone=time_zone,
        at=at,
        is_urgent=True,
        is_secret=True,
    )
    return Asked(str(to.kind), to.text, _hash(to, code), (at + LASTS).isoformat())


def check(asked: Asked, given: str, *, at: datetime) -> Address:
    """The address that the code was sent to; raises `CodeOver` or `CodeWrong` and counts the guess in `asked`, which
    the caller keeps."""
    if at >= datetime.fromisoformat(asked.until) or asked.n_wrong >= GUESSES:
        raise CodeOver
    digits = "".join(letter for letter in given if letter.isdecimal() and letter.isascii())
    if not hmac.compare_digest(asked.hash, _hash(asked.to, digits)):
        asked.n_wrong += 1
        if asked.n_wrong >= GUESSES:
            raise CodeOver
        raise CodeWrong(GUESSES - asked.n_wrong)
    return asked.to


def _hash(to: Address, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"code\0{to.text}\0{code}".encode(), sha256).hexdigest()
