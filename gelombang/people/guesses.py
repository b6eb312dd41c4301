"""Guessing at the second step: how often, so that neither a thief gets through nor the owner is kept out.

Whoever stands at the second step has shown the first: the owner, or somebody who reads the owner's messages. Tries are
counted for the session and for the account from one network; each new session costs a new code, which the owner gets
too. There is no limit on the account alone, by which a thief could lock its owner out; instead the owner is told.
Passkeys cannot be guessed and are not counted.
"""

from datetime import datetime, timedelta

from . import limits
from .models import Account
from .services.notices import tell

IN_SESSION, SESSION_WINDOW = 5, timedelta(minutes=15)
FROM_NETWORK, NETWORK_WINDOW = 20, timedelta(hours=1)
TOLD_AFTER = 10
"""Wrong tries in an hour, from anywhere, of which the owner is told."""
CODE_LIVES = timedelta(minutes=3)
"""Longer than an authenticator's code is accepted (RFC 6238, 30 s and one step either way)."""


class TooMany(Exception):
    """No more tries for now; `until` when the next may be made."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until.isoformat())


def take(*, account: Account, session: str, network: str, at: datetime) -> None:
    """Count one try before it is judged; raises `TooMany`."""
    here, there = _keys(account, session, network)
    if not limits.may(what=IN, key=here, most=IN_SESSION, within=SESSION_WINDOW, at=at):
        raise TooMany(at + SESSION_WINDOW)
    if not limits.may(what=FROM, key=there, most=FROM_NETWORK, within=NETWORK_WINDOW, at=at):
        raise TooMany(at + NETWORK_WINDOW)


def was_wrong(*, account: Account, at: datetime) -> None:
    """A try was wrong; after many the owner is told, once an hour."""
    if not limits.may(what=WRONG, key=str(account), most=TOLD_AFTER - 1, within=NETWORK_WINDOW, at=at):
        tell(account=account, template="guessed", facts={}, key=f"guessed:{account.pk}:{at:%Y%m%d%H}", at=at)


def was_right(*, account: Account, session: str, network: str, code: str, at: datetime) -> bool:
    """A try was right; False where this very code was used before (RFC 6238 section 5.2)."""
    if not limits.may(what=USED, key=f"{account}\0{code.strip()}", most=1, within=CODE_LIVES, at=at):
        return False
    here, there = _keys(account, session, network)
    limits.forgive(what=IN, key=here)
    limits.forgive(what=FROM, key=there)
    return True


IN, FROM = "second steps in a session", "second steps from a network"
WRONG, USED = "wrong second steps", "a code of the second step"


def _keys(account: Account, session: str, network: str) -> tuple[str, str]:
    return f"{account}\0{session}", f"{account}\0{network}"
