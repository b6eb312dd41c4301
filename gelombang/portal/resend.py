"""A form whose protection has run out, kept so that one press sends it again and nobody types anything twice."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field


def kept(request: HttpRequest) -> list[tuple[str, str]] | None:
    """What the form held; None where it must not be offered again: it held a file, which no page can give back, or
    the browser does not say that it comes from a page of ours (RFC 6454, section 7), which is all that tells a form
    left open too long from one of another site."""
    if not _is_ours(request) or request.FILES:
        return None
    return [(name, value) for name, values in request.POST.lists() if name != TOKEN for value in values]


def _is_ours(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    here = f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"
    return origin == here or origin in settings.CSRF_TRUSTED_ORIGINS


def page(request: HttpRequest, fields: list[tuple[str, str]]) -> HttpResponse:
    """403, with the form and a fresh token."""
    response = render(request, "portal/resend.html", {"fields": fields}, status=403)
    patch_cache_control(response, private=True, no_store=True)  # it holds what somebody wrote
    return response
