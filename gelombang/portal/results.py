"""One result, for whoever has its receipt code: what the QR code of a paper from a desk leads to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gelombang.core.lottery.receipt import code_of
from gelombang.draws import attempts
from gelombang.waves import selectors as waves
from gelombang.waves.models import Application

from . import wave_page


def result(request: HttpRequest) -> HttpResponse:
    """Where the application with a receipt code stands; from the sealing of its list on, the check of its draw. Whoever
    has the code sees this and nothing else of the person."""
    code = request.GET.get("kode", "").strip()[:40]
    found = waves.by_receipt(code) if code else None
    if found is not None and (slug := _slug(found)):
        return redirect(f"{reverse('draws:check', args=[slug])}?{urlencode({'code': code_of(found.commit)})}")
    problem = ""
    if code and found is None:
        problem = _("We know no receipt with this code. Look at it again, letter by letter.")
    drawn_on = wave_page.draw_ahead(found.wave, at=timezone.now()) if found else None
    facts = {"application": found, "code": code, "problem": problem, "drawn_on": drawn_on}
    response = render(request, "portal/result.html", facts, status=404 if problem else 200)
    patch_cache_control(response, private=True, no_store=True)  # it may hold somebody's code
    return response


def _slug(application: Application) -> str:
    """The draw that the application is in the list of; empty where there is none, or it is not in it."""
    if application.is_entry is False or application.withdrawn_at is not None:
        return ""
    draw = attempts.of_wave(application.wave)
    return draw.slug if draw is not None else ""
