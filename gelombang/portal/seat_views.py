"""Taking my seat, or giving it back."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gelombang.draws import seats
from gelombang.draws.models import Seat
from gelombang.people.models import Person
from gelombang.people.signed_in import account_of, with_complete_person
from gelombang.waves import selectors as waves

from . import mine


@require_POST
@with_complete_person
def take(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """I take my seat."""
    return _act(request, person, number, seats.take)


@require_POST
@with_complete_person
def give_back(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """I do not want it."""
    return _act(request, person, number, seats.give_back)


def _act(request: HttpRequest, person: Person, number: int, act: Callable[..., Seat]) -> HttpResponse:
    wave, at = waves.by_number(number), timezone.now()
    if wave is None:
        raise Http404(_("There is no such wave."))
    try:
        act(wave=wave, person=person, by=str(account_of(request)), at=at)
    except seats.SeatGone:
        found = mine.of(person, at=at, language="en" if get_language() == "en" else "id")
        problem = _("There is no seat to take here, or no longer. Below you see where each wave stands.")
        return render(
            request, "portal/mine.html", {"person": person, "mine": found, "problem": problem}, status=409
        )
    return redirect("portal:mine")
