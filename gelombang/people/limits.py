"""How often something may be done, so that nobody is pestered and nobody is kept out.

A limit counts under a key. Whoever chooses the key chooses whom it can keep out: a limit on an address alone would let
a stranger lock its owner out by asking for codes. So every limit here is on the address *and* the network that asks,
and a browser that has signed in there before counts for itself (OWASP, "Slow down online guessing attacks with
device cookies").
"""

import hmac
import ipaddress
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from .models import Allowance

TRIES, TRIES_WITHIN = 10, timedelta(days=1)
"""Identity numbers that one account may state: enough for any slip of the finger, too few to try numbers of others."""


def may(*, what: str, key: str, most: int, within: timedelta, at: datetime) -> bool:
    """Whether `what` may be done once more under `key`: at most so often within a window that begins with the first.
    Counts, whatever the answer. Several at once: never more than `most` are allowed."""
    index = _index(what, key)
    for _ in range(3):
        # a window that is over begins anew
        if Allowance.objects.filter(key=index, until_at__lte=at).update(n_taken=1, until_at=at + within):
            return True
        if Allowance.objects.filter(key=index, n_taken__lt=most).update(n_taken=F("n_taken") + 1):
            return True
        if Allowance.objects.filter(key=index).exists():
            return False
        try:
            with transaction.atomic():
                Allowance.objects.create(key=index, n_taken=1, until_at=at + within)
        except IntegrityError:  # another was first; count with it
            continue
        return True
    return False


def may_state(*, account: str, at: datetime) -> bool:
    """Whether an account may state who it is once more; registering and correcting count together, since each tells
    whether a number is registered. Counts."""
    return may(what="corrections of an account", key=account, most=TRIES, within=TRIES_WITHIN, at=at)


def taken(*, what: str, key: str, at: datetime) -> int:
    """How often `what` was done under `key` within the window that is on; counts nothing."""
    found = Allowance.objects.filter(key=_index(what, key), until_at__gt=at).first()
    return found.n_taken if found is not None else 0


def count(*, what: str, key: str, n: int, at: datetime, until: datetime) -> tuple[int, datetime]:
    """Add `n` to what was done under `key`; how much that is by now, of all who count there, and until when. A window
    that is over, or the first, begins with this and ends at `until`. Nothing is refused here: who counts in steps of
    more than one decides by itself, and writes less."""
    index = _index(what, key)
    for _ in range(3):
        found = Allowance.objects.filter(key=index)
        if found.filter(until_at__gt=at).update(n_taken=F("n_taken") + n):
            break
        if found.filter(until_at__lte=at).update(n_taken=n, until_at=until):
            break
        try:
            with transaction.atomic():
                Allowance.objects.create(key=index, n_taken=n, until_at=until)
        except IntegrityError:  # another was first; count with it
            continue
        break
    kept = Allowance.objects.filter(key=index).first()
    return (kept.n_taken, kept.until_at) if kept else (n, until)


def forgive(*, what: str, key: str) -> None:
    """What was counted under `key` no longer counts: the tries were the owner's own."""
    Allowance.objects.filter(key=_index(what, key)).delete()


def network(address: str) -> str:
    """The network that an IP address belongs to: /24, or /56 of IPv6, which is what one household has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    bits = 24 if found.version == 4 else 56
    return str(ipaddress.ip_network(f"{found}/{bits}", strict=False))


def forget(*, at: datetime) -> int:
    """Drop windows that are over; how many."""
    return Allowance.objects.filter(until_at__lte=at).delete()[0]


def _index(what: str, key: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}\0{key}".encode(), sha256).hexdigest()
