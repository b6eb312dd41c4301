"""For what cannot be undone: whoever does it shows once more, just now, that the account is theirs.

Whoever has a second step takes it again; everybody else types a code that goes to their own address. A phone that was
left lying open is not enough.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from . import selectors
from .models import Account
from .staff import SECOND

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
FRESH = "fresh_at"
"""In the session: when a code was last typed (POSIX time)."""
LASTS = 600
"""Seconds for which it counts."""


def requires_fresh(view: View[P]) -> View[P]:
    """Leads whoever is signed in to the second step, or to a code, unless they have just done so; then back."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated or is_fresh(request, request.user):
            return view(request, *args, **kwargs)
        held = selectors.keys_of(request.user) & SECOND
        page = "people:fresh"
        if held:
            page = "mfa_reauthenticate_webauthn" if "webauthn" in held else "mfa_reauthenticate"
        return redirect(f"{reverse(page)}?{urlencode({'next': request.path})}")

    return inner


def is_fresh(request: HttpRequest, account: Account) -> bool:
    """Whether they have just shown it."""
    if selectors.keys_of(account) & SECOND:
        records = get_authentication_records(request, account)
        last = max((record["at"] for record in records if record["method"] == "mfa"), default=0)
    else:
        last = request.session.get(FRESH, 0)
    return bool(timezone.now().timestamp() - last < LASTS)


def note(request: HttpRequest) -> None:
    """A code was typed just now."""
    request.session[FRESH] = timezone.now().timestamp()
