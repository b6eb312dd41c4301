"""Home, style guide, health, and the pages of what went wrong."""

import logging
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import number_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gelombang.core.lottery.beacon import QUICKNET
from gelombang.draws import selectors as draws
from gelombang.draws.check_words import words_of
from gelombang.flow import figures
from gelombang.people import done
from gelombang.people.models import Person
from gelombang.people.signed_in import with_complete_person
from gelombang.waves import selectors as waves
from gelombang.waves import standing

from . import gateway, problems, region_table, resend, wave_page
from . import mine as my_page

logger = logging.getLogger(__name__)

PALETTE = (
    (gettext_lazy("Sea: what can be done"), "p-sea"),
    (gettext_lazy("Deep: head and foot"), "p-deep"),
    (gettext_lazy("Foam: good to know"), "p-foam"),
    (gettext_lazy("Sand: the page"), "p-page"),
    (gettext_lazy("Amber: rehearsal, now"), "p-amber"),
    (gettext_lazy("Copper: take care"), "p-sun"),
    (gettext_lazy("Leaf: right"), "p-ok"),
    (gettext_lazy("Coral: wrong"), "p-bad"),
)
"""The colours of the style guide, each with the one thing it means."""

ICON = Path(__file__).parent / "static" / "portal" / "icon.svg"
ROBOTS = """\
User-agent: *
Disallow: /saya/
Disallow: /kantor/
Disallow: /masuk/
Disallow: /undian/*/periksa/
Disallow: /undian/*/bukti/
Disallow: /undian/*/bundel.zip
Disallow: /en/saya/
Disallow: /en/kantor/
"""


def home(request: HttpRequest) -> HttpResponse:
    """What this is, for an applicant and for a doubter."""
    now = timezone.now()
    awaited = waves.awaited_at(now)
    facts = {
        "latest": draws.latest(),
        "open": waves.open_at(now),
        "coming": waves.next_after(now),
        "awaited": awaited,
        "drawn_on": wave_page.draw_ahead(awaited, at=now) if awaited else None,
    }
    return render(request, "portal/home.html", facts)


def waves_list(request: HttpRequest) -> HttpResponse:
    """Every wave that was announced, the latest first, and what the programme came to."""
    page = Paginator(waves.announced(), 20).get_page(request.GET.get("page"))
    figure = figures.programme() if page.number == 1 else None
    facts = {
        "page": page,
        "now": timezone.now(),
        "figure": figure,
        "funnel": wave_page.programme(figure) if figure else [],
        "regions": wave_page.regions_of_programme(figure, request.GET.get("urut", "")) if figure else None,
        "orders": region_table.ORDERS,
    }
    return render(request, "portal/waves.html", facts)


def wave(request: HttpRequest, number: int) -> HttpResponse:
    """One wave: window, rules, seats, figures, and the draw."""
    found = waves.by_number(number)
    if found is None:
        raise Http404(_("There is no such wave."))
    now, figure = timezone.now(), figures.of_wave(found)
    facts = {
        "wave": found,
        "is_open": found.opens_at <= now < found.closes_at and found.closed_at is None,
        "is_early": now < found.opens_at,
        "drawn_on": wave_page.draw_ahead(found, at=now),
        "figure": figure,
        "funnel": wave_page.funnel(found, figure),
        "regions": wave_page.regions_of(found, request.GET.get("urut", "")),
        "orders": region_table.ORDERS,
        "policy": wave_page.rules_of(found, "en" if get_language() == "en" else "id"),
        "draw": wave_page.draw_of(found),
        "void_draws": wave_page.void_draws_of(found),
        "terms": standing.frozen(found),
        "round_at": QUICKNET.time_of(found.round),
    }
    return render(request, "portal/wave.html", facts)


@with_complete_person
def mine(request: HttpRequest, person: Person) -> HttpResponse:
    """My waves, my results, my next step."""
    found = my_page.of(person, at=timezone.now(), language="en" if get_language() == "en" else "id")
    return render(request, "portal/mine.html", {"person": person, "mine": found, "done": done.told(request)})


def style(request: HttpRequest) -> HttpResponse:
    """Every component, with real sentences."""
    page = Paginator(range(60), 20).get_page(2)
    return render(request, "portal/style.html", {"palette": PALETTE, "page": page})


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except (DatabaseError, OSError) as error:
        logger.error("The database does not answer", exc_info=error)
        return JsonResponse({"status": "not ready", "database": "unreachable"}, status=503)
    if waiting:
        return JsonResponse({"status": "not ready", "migrations_waiting": waiting}, status=503)
    return JsonResponse({"status": "ready"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. The log's line says the kind of error; its text may quote what was sent."""
    _remember(request, type(exception).__name__)
    return _problem(request, 400, _("That request cannot be read"), _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _problem(request, 403, _("This page is not open to you"), _("Go back to the home page."))


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection has run out. The log's line says why, up to where addresses begin."""
    _remember(request, reason.split(" - ", 1)[0])
    if (fields := resend.kept(request)) is not None:
        return resend.page(request, fields)
    words = _(
        "The form was open for too long, or your browser keeps no cookies. Cookies let us know that it is still you; "
        "ours follow nobody. Nothing was stored. Go back: what you wrote is still there. Copy it, allow cookies for "
        "this site in your browser's settings, open the page again, and send it; choose a file once more."
    )
    if problems.is_call(request):
        return _problem(request, 403, _("The form could not be sent"), words)
    facts = {"title": _("The form could not be sent"), "words": words, "again": _page_of_form(request)}
    return render(request, "portal/problem.html", facts, status=403)


def _page_of_form(request: HttpRequest) -> str:
    """The path of the page that a form was on, as the browser says; empty where it was not ours. Never its query."""
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = url_has_allowed_host_and_scheme(came.path, allowed_hosts=None) and came.path.startswith("/")
    return came.path if came.netloc == request.get_host() and is_ours else ""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    words = _("Check the address for a typing mistake, or start from the home page.")
    return _problem(request, 404, _("There is no such page"), words)


def only_a_form(request: HttpRequest) -> HttpResponse:
    """405 for an address that a form sends to, and somebody opened."""
    words = _("This address only takes what a form sends. Go back and press the button there.")
    return _problem(request, 405, _("There is nothing to read here"), words)


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: pages that are one person's, and downloads that are large."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


def icon(request: HttpRequest) -> HttpResponse:
    """The icon, for what asks for it at the usual place."""
    response = HttpResponse(ICON.read_bytes(), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=86_400)
    return response


def refused_body(request: HttpRequest, refused: str) -> HttpResponse:
    """413, 408 or 503 for what was sent and not taken."""
    _remember(request, refused)
    if refused == gateway.TOO_LARGE:
        words, back = _too_large(request)
        return _problem(request, 413, _("What you sent is too large"), words, back=back)
    if refused == gateway.TOO_SLOW:
        words = _(
            "The connection was too slow or was lost. Go back: what you wrote is still there. Send it again."
        )
        return _problem(request, 408, _("What you sent did not arrive"), words)
    words = _(
        "Very many people are sending at once. Wait a minute and go back: what you wrote is still there. "
        "Send it again."
    )
    return _problem(request, 503, _("What you sent could not be taken"), words)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a page is rendered without the request, since anything may be broken."""
    if problems.is_call(request):
        return problems.broken(request)
    try:
        style = static("portal/style.css")
    except Exception:  # noqa: BLE001  the style's address may be what is broken
        style = f"{settings.STATIC_URL}portal/style.css"
    return HttpResponseServerError(
        render_to_string("portal/500.html", {"style": style, "is_rehearsing": settings.REHEARSAL})
    )


def _remember(request: HttpRequest, why: str) -> None:
    """For the request's line in the log."""
    request.refused = why  # type: ignore[attr-defined]


def _too_large(request: HttpRequest) -> tuple[str, str]:
    """What to do at this address with what was too large; and the page of its draw, or empty."""
    if problems.is_call(request):
        return _("A call sends nothing along: ask with GET and no body."), ""
    if slug := _draw_at(request):
        return words_of(draws.language())["refused"]["large"], f"{reverse('draws:draw', args=[slug])}#periksa"
    if gateway.LISTS.fullmatch(request.path_info):
        most = number_format(settings.LARGEST_LIST // 1_000_000, force_grouping=True)
        words = _(
            "A list may have %(most)s MB. Go back and choose a file with the identity numbers alone, one in a row, "
            "as CSV."
        )
        return words % {"most": most}, ""
    return _(
        "Go back with your browser: what you wrote is still there. Make it shorter and send it again."
    ), ""


def _draw_at(request: HttpRequest) -> str:
    """The draw that an address belongs to; empty where it belongs to none."""
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return ""
    return str(found.kwargs.get("slug", "")) if found.namespace == "draws" else ""


def _problem(request: HttpRequest, status: int, title: str, words: str, back: str = "") -> HttpResponse:
    if problems.is_call(request):
        return problems.problem(request, status, title, words)
    return render(
        request, "portal/problem.html", {"title": title, "words": words, "back": back}, status=status
    )
