"""What happens to every request: a name of its own, one line in the log, and headers that switch off what we never use."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gelombang.portal.logs import REQUEST_ID

Response = Callable[[HttpRequest], HttpResponse]
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
UNUSED = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"

logger = logging.getLogger("gelombang.request")


class RequestLog:
    """Gives each request an id, answers it in `X-Request-ID`, and logs method, path, status and duration.

    Neither query nor address of the visitor is logged. An id that a proxy has given is kept.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        token, started = REQUEST_ID.set(request_id), time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            if worth_a_line(request.path, response.status_code):
                milliseconds = round(1000 * (time.monotonic() - started), 1)
                log(request, response.status_code, milliseconds)
        finally:
            REQUEST_ID.reset(token)
        return response


def worth_a_line(path: str, status: int) -> bool:
    """Whether a request is logged: static files and health checks that went well are not."""
    return status >= 400 or not path.startswith((settings.STATIC_URL, "/health/"))


def log(request: HttpRequest, status: int, milliseconds: float) -> None:
    """One line about a request that was answered."""
    path = request.path[:200]
    logger.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "%s %s %s %s ms", request.method, path, status, milliseconds,
        extra={"method": request.method, "path": path, "status": status, "ms": milliseconds},
    )  # fmt: skip


class PermissionsPolicy:
    """Tells the browser which of its powers these pages never use."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", UNUSED)
        return response
