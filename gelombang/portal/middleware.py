"""One line of log for each request: what was asked, what was answered, how long it took. No query, no body, no
address of a person: those are personal data."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("gelombang.request")

UNUSED = "geolocation=(), microphone=(), payment=(), usb=()"
"""What no page ever asks the browser for."""

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
                    "path": request.path,
                    "status": response.status_code,
                    "ms": round((time.monotonic() - started) * 1000, 1),
                },
            )
        return response
