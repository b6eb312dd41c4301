"""Home, style guide, health, and the pages of what went wrong."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gelombang.draws import selectors as draws


def home(request: HttpRequest) -> HttpResponse:
    """What this is, for an applicant and for a doubter."""
    return render(request, "portal/home.html", {"latest": draws.latest()})


def style(request: HttpRequest) -> HttpResponse:
    """Every component, with real sentences."""
    return render(request, "portal/style.html")


def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"status": "not ready", "database": "unreachable"}, status=503)
    if waiting:
        return JsonResponse({"status": "not ready", "migrations_waiting": waiting}, status=503)
    return JsonResponse({"status": "ready"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _problem(request, 400, _("That request cannot be read"), _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _problem(request, 403, _("This page is not open to you"), _("Go back to the home page."))


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection has run out."""
    words = _(
        "The form was open for too long, or cookies are off. Go back, load the page again, and send it again."
    )
    return _problem(request, 403, _("The form could not be sent"), words)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    words = _("Check the address for a slip of the finger, or start from the home page.")
    return _problem(request, 404, _("There is no such page"), words)


def broken(request: HttpRequest) -> HttpResponse:
    """500: rendered without the request, since anything may be broken."""
    return HttpResponseServerError(render_to_string("portal/500.html"))


def _problem(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return render(request, "portal/problem.html", {"title": title, "words": words}, status=status)
