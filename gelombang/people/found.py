"""Somebody whom staff have found: a sealed token in the address, for whoever searched and for an hour.

The token of one officer opens nothing for another, and no address of the office can be counted up.
"""

from django.core import signing
from django.http import Http404, HttpRequest

from .signed_in import account_of

AGE = 60 * 60
"""Seconds for which somebody who was found can be looked at without being searched again."""


def token_of(request: HttpRequest, pk: int, *, what: str) -> str:
    """The token of the row with this key, for the reader of this request; `what` is the kind of row."""
    return signing.dumps([pk, account_of(request).pk], salt=_salt(what))


def key_in(request: HttpRequest, token: str, *, what: str) -> int:
    """The key in a token that this reader was given within the hour; raises `Http404` for anything else."""
    try:
        pk, by = signing.loads(token, salt=_salt(what), max_age=AGE)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    if by != account_of(request).pk:
        raise Http404
    return int(pk)


def _salt(what: str) -> str:
    return f"gelombang.people.found.{what}"
