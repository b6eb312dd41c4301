"""Pages that belong to no stage."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gelombang.portal import selectors


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: what this is, how it is fair, how to check."""
    return render(request, "portal/home.html")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component of the design system, with real sentences."""
    return render(request, "portal/style_guide.html")


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when requests may be sent here, 503 when not; says which condition fails."""
    conditions = selectors.readiness()
    good = all(conditions.values())
    return JsonResponse({"status": "ok" if good else "failing", **conditions}, status=200 if good else 503)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "portal/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "portal/errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open for too long or came from elsewhere."""
    return render(request, "portal/errors/403_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "portal/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page that needs nothing, for anything may be broken."""
    return render(None, "portal/errors/500.html", status=500)  # type: ignore[arg-type]
