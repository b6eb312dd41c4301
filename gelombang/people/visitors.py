"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest

from .limits import network


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address. Behind the proxy of a public site it is what the proxy appended, the last of
    X-Forwarded-For; all before it is the visitor's own claim."""
    if settings.HTTPS:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if last:
            return last
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(request: HttpRequest) -> str:
    """The visitor's network, by which limits count."""
    return network(client_address(request))
