"""Browsers that have signed in to an address before: they ask for codes on an allowance of their own."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from .addresses import Address

COOKIE = "known"
SALT = "gelombang.people.known"
AGE = 60 * 60 * 24 * 400
MOST = 5
"""Addresses that one browser is known at."""


def is_known(request: HttpRequest, address: Address) -> bool:
    """Whether this browser has signed in to the address before."""
    return _mark(address) in _marks(request)


def remember(request: HttpRequest, response: HttpResponseBase, address: Address) -> None:
    """Let the browser keep that it has."""
    mark = _mark(address)
    marks = [mark, *(kept for kept in _marks(request) if kept != mark)][:MOST]
    options: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    response.set_signed_cookie(COOKIE, ".".join(marks), salt=SALT, max_age=AGE, **options)


def _marks(request: HttpRequest) -> list[str]:
    found = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=AGE)
    return found.split(".") if found else []


def _mark(address: Address) -> str:
    return salted_hmac(SALT, address.text, algorithm="sha256").hexdigest()[:24]
