"""What every call goes through: its limit, its methods, its tag, who may read it, the language of what went wrong."""

import logging
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import ValidationError

from gelombang.people.visitors import client_address
from gelombang.portal import problems

from .limits import WINDOW, Allowed, limiter, visitor_of

logger = logging.getLogger(__name__)

Answer = Callable[..., HttpResponse]
FRESH = "public, max-age=60, stale-while-revalidate=600"
EXPOSED = "ETag, RateLimit, RateLimit-Policy, Retry-After"
"""Headers that scripts of other sites may read."""


def answered(view: Callable[..., Any]) -> Answer:
    """A view of the API as it is served. Errors are told in the caller's language, Indonesian where none is asked."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            allowed = limiter.take(visitor_of(client_address(request)), settings.API_PER_MINUTE)
            response = _answer(view, request, allowed, args, kwargs)
            if response.status_code >= 400:
                response["Content-Language"] = translation.get_language() or "id"
                patch_vary_headers(response, ["Accept-Language"])
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        # draft-ietf-httpapi-ratelimit-headers-10
        response["RateLimit-Policy"] = f'"calls";q={settings.API_PER_MINUTE};w={WINDOW}'
        response["RateLimit"] = f'"calls";r={allowed.left};t={allowed.wait}'
        return response

    return csrf_exempt(inner)  # nothing is changed; another method is answered with 405


def _answer(
    view: Callable[..., Any], request: HttpRequest, allowed: Allowed, args: Any, kwargs: Any
) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_preflight())
    if not allowed.may:
        return problems.too_many(request, allowed.wait)
    if request.method not in ("GET", "HEAD"):
        return problems.not_this_method(request)
    asked, request.method = request.method, "GET"  # a HEAD is a GET whose body the server leaves out
    try:
        response: HttpResponse = view(request, *args, **kwargs)
    finally:
        request.method = asked
    return _tagged(request, response) if response.status_code == 200 else response


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With a tag that changes when the content does; 304 to who has it already (RFC 9110, section 13.1.2)."""
    tag = f'"{sha256(response.content).hexdigest()[:32]}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or tag in {one.removeprefix("W/") for one in known}:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"], response["Cache-Control"] = tag, FRESH
    return response


def _preflight() -> dict[str, str]:
    return {
        "Allow": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "If-None-Match, Accept-Language",
        "Access-Control-Max-Age": "86400",
    }


# What is told when a call raises.

FORMS = {
    "number": gettext_lazy("the whole number of a wave, from 1"),
    "limit": gettext_lazy("a whole number from 1 to 100"),
    "after": gettext_lazy("what “next” in the answer before says"),
    "slug": gettext_lazy("letters, digits and hyphens, as the list of draws has them"),
    "code": gettext_lazy("digits and full stops, such as 53.05"),
    "level": gettext_lazy("1 for provinces, 2 for regencies and cities, 3 for districts"),
    "parent": gettext_lazy("the code of a region, such as 53"),
}
"""What each parameter takes."""


def refused(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """422: each parameter that is wrong, and what it takes."""
    found = error.errors if isinstance(error, ValidationError) else []
    wrong = sorted({(str(one["loc"][0]), str(one["loc"][-1])) for one in found})
    errors = [
        {"where": place, "name": name, "takes": str(FORMS.get(name, gettext_lazy("another value")))}
        for place, name in wrong
    ]
    words = _("Write it as “errors” says, and call again.")
    return problems.problem(request, 422, _("A parameter is wrong"), words, errors=errors)


def missing(request: HttpRequest, error: Http404 | type[Http404]) -> HttpResponse:
    """404."""
    return problems.no_such(request)


def failed(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """500, with the fault in the log and not in the answer."""
    logger.error("A call of the API failed", exc_info=error if isinstance(error, Exception) else None)
    return problems.broken(request)
