"""What every request passes: one line of log (no query, no body, no address of a person: those are personal data),
health, the refusal of what no page takes, and compression."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from . import gateway, problems, views

logger = logging.getLogger("gelombang.request")

UNUSED = "geolocation=(), microphone=(), payment=(), usb=()"
"""What no page ever asks the browser for."""

SECRET = re.compile(r"(?<=/bukti/).*|(?<=/pengaduan/)[^/]+|(?<=/pengaduan/baru/)[^/]+|[0-9]{12,}", re.DOTALL)
"""In a path: a receipt code, and any long number, which may be somebody's."""

_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestLog:
    """Gives each request an id, answers it in a header, and logs the request when it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        started = time.monotonic()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        response.setdefault("Permissions-Policy", UNUSED)
        if not request.path.startswith(("/static/", "/healthz/")):
            logger.info(
                "request",
                extra={
                    "request_id": request_id,
                    "method": request.method,
                    "path": SECRET.sub("…", request.path),
                    "status": response.status_code,
                    **({"why": request.refused} if hasattr(request, "refused") else {}),
                    "ms": round((time.monotonic() - started) * 1000, 1),
                },
            )
        return response


class Health:
    """Answers whether the process lives and is ready, before anything looks at the host's name: what asks knows the
    machine by its number."""

    PLACES = {"/healthz/live": views.live, "/healthz/ready": views.ready}  # noqa: RUF012  never changed

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.PLACES.get(request.path_info, self.get_response)(request)


class Refusals:
    """Refuses, at every address and before a byte of it is read, a body that is too large or did not come in time, and
    every method but three. Django reads no more than the length that is given, so that the length is the bound."""

    METHODS = ("GET", "HEAD", "POST")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = request.META.get(gateway.REFUSED) or self._too_large(request)
        if refused:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
            with translation.override(language):
                response = views.refused_body(request, refused)
                response["Content-Language"] = language
                return response
        if request.method not in self.METHODS and not problems.is_call(
            request
        ):  # which answers in its own form
            return HttpResponseNotAllowed(self.METHODS)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            with translation.override(
                translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
            ):
                allowed = response.headers.get("Allow", "POST")
                response = views.only_a_form(request)
                response["Allow"] = allowed
        return response

    @staticmethod
    def _too_large(request: HttpRequest) -> str:
        length = request.META.get("CONTENT_LENGTH") or "0"
        is_list = gateway.LISTS.fullmatch(request.path_info) is not None
        most = settings.LARGEST_LIST if is_list else settings.LARGEST_BODY
        return "" if length.isdecimal() and len(length) < 18 and int(length) <= most else gateway.TOO_LARGE


class Compressed(GZipMiddleware):
    """Pages, not downloads: those are large, are fetched in parts, and keep the length and the tag of their file."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)
