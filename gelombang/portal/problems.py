"""What a program reads when its call cannot be answered: problem details (RFC 9457), in one form for every fault."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ROOT = "/api/v1/"
"""Where programs call. Everything below answers in JSON, faults too."""


def is_call(request: HttpRequest) -> bool:
    """Whether a program asks, and no browser."""
    return request.path_info.startswith(ROOT)


def problem(
    request: HttpRequest,
    status: int,
    title: str,
    words: str,
    *,
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer: `title` what happened, `words` what to do, `errors` each parameter that is wrong."""
    told: dict[str, Any] = {
        "type": _page(request, status),
        "title": title,
        "status": status,
        "detail": words,
    }
    if errors:
        told["errors"] = list(errors)
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False), status=status, content_type="application/problem+json"
    )
    response["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def _page(request: HttpRequest, status: int) -> str:
    """Where people read about this kind of fault; relative where what the caller calls this site is not its name."""
    place = f"{reverse('portal:api')}#{status}"
    try:
        return request.build_absolute_uri(place)
    except DisallowedHost:
        return place


def no_such(request: HttpRequest) -> HttpResponse:
    """404."""
    return problem(
        request,
        404,
        _("There is no such thing"),
        _(
            "Check the address: the page of the API lists all of them. What was not announced cannot be asked for."
        ),
    )


def not_this_method(request: HttpRequest) -> HttpResponse:
    """405."""
    words = _("Everything here can be read with GET, HEAD and OPTIONS, and nothing can be changed.")
    return problem(
        request, 405, _("That cannot be done here"), words, headers={"Allow": "GET, HEAD, OPTIONS"}
    )


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429; `wait` seconds until the next call is answered."""
    words = ngettext(
        "Wait a second and call again. Whoever needs everything reads the files of a draw: they have no limit.",
        "Wait %(wait)s seconds and call again. Whoever needs everything reads the files of a draw: they have no limit.",
        wait,
    )
    return problem(
        request,
        429,
        _("Too many calls from your network"),
        words % {"wait": wait},
        headers={"Retry-After": str(wait)},
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    words = _("It is not your fault, and we have been told. Call again in a few minutes.")
    return problem(request, 500, _("Something is wrong on our side"), words)
