"""The visitors' page of a demonstration: be anybody with one tap, and let the open wave go from open to drawn.

These views answer 404 everywhere else. A demonstration never runs on a site with a name of its own: the settings
refuse it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gelombang.draws import attempts
from gelombang.draws.templatetags.draw_words import so_many
from gelombang.flow.demonstration import cast
from gelombang.people.models import Account
from gelombang.people.roles import Role, duty_of, name_of
from gelombang.waves import selectors as waves
from gelombang.waves.models import Wave
from gelombang.waves.services import opening

P = ParamSpec("P")
BACKEND = "django.contrib.auth.backends.ModelBackend"
PATIENT, LUCKY, NEW = "sabar", "terpilih", "baru"


@dataclass(frozen=True)
class Card:
    """Somebody to be: `key` as the form sends it."""

    key: str
    title: str
    words: str


def only_here(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Only where all people are invented."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.INVENTED_PEOPLE:
            raise Http404
        return view(request, *args, **kwargs)

    return inner


@only_here
def page(request: HttpRequest) -> HttpResponse:
    """Who would you like to be? And the wave on its way."""
    wave = on_its_way()
    facts = {
        "people": people(),
        "staff": staff(),
        "wave": wave,
        "stage": stage_of(wave) if wave else "",
        "stages": stages(wave) if wave else [],
        "draw": attempts.of_wave(wave) if wave else None,
    }
    return render(request, "portal/demonstration.html", facts)


@only_here
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Be somebody: signed in as by a code, and for staff as with a second step."""
    key = request.POST.get("siapa", "")
    account = account_of(key)
    if account is None:
        raise Http404(_("There is nobody like that in this demonstration."))
    login(request, account, backend=BACKEND)
    UserSession.objects.create_from_request(request)  # as the door does, so that the list of devices has it
    record_authentication(request, account, "code")
    if key not in (PATIENT, LUCKY, NEW):
        record_authentication(request, account, "mfa", type="totp")
        return redirect("portal:office_today")
    return redirect("people:identity" if key == NEW else "portal:mine")


@only_here
@require_POST
def close(_request: HttpRequest) -> HttpResponse:
    """End the window of the open wave; the tick does the rest."""
    wave = on_its_way()
    if wave is not None and stage_of(wave) == "open":
        opening.close_rehearsal_now(wave=wave, by=str(cast.staff(Role.OFFICER)), at=timezone.now())
    return redirect(f"{reverse('portal:demonstration')}#gelombang")


@only_here
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Show the drawn result, as the approver does; the next wave opens."""
    # the engines of a draw are slow to load and large: only the process that publishes has them
    from gelombang.draws import notices
    from gelombang.flow.demonstration import history

    wave, now = on_its_way(), timezone.now()
    if wave is not None and stage_of(wave) == "drawn":
        history.published(wave=wave, at=now)
        wave.refresh_from_db()
        notices.queue_results(wave=wave, at=now)
        history.keep_one_open(at=now)
    return redirect("portal:mine" if request.user.is_authenticated else "portal:demonstration")


def people() -> list[Card]:
    """Applicants to be."""
    cards = []
    most = cast.most_patient()
    if most is not None:
        person, n = most
        words = _("Lost each time, and may join the next wave with one tap.")
        cards.append(
            Card(
                PATIENT,
                ngettext("%(name)s, who has tried once", "%(name)s, who has tried %(n)s times", n)
                % {"name": person.name, "n": n},
                words,
            )
        )
    new = _("Has only just come: registers, is told whether they may join, and joins.")
    cards.append(Card(NEW, _("Somebody new"), new))
    lucky = cast.lucky()
    if lucky is not None:
        words = _("Selected in an earlier wave: what does the page say now?")
        cards.append(Card(LUCKY, _("%(name)s, who was selected") % {"name": lucky.name}, words))
    return cards


def staff() -> list[Card]:
    """Staff to be, one for each role."""
    language = "en" if get_language() == "en" else "id"
    return [
        Card(str(role), name_of(role, language).capitalize(), duty_of(role, language)) for role in cast.STAFF
    ]


def account_of(key: str) -> Account | None:
    """The account behind a card."""
    if key == NEW:
        return cast.newcomer(at=timezone.now())
    if key == PATIENT:
        most = cast.most_patient()
        return most[0].account if most else None
    if key == LUCKY:
        lucky = cast.lucky()
        return lucky.account if lucky else None
    return cast.staff(Role(key)) if key in map(str, cast.STAFF) else None


def on_its_way() -> Wave | None:
    """The announced wave whose result is not out; where there is none, the latest."""
    found = waves.announced()
    return found.filter(published_at=None).order_by("number").first() or found.first()


@dataclass(frozen=True)
class Stage:
    """A step on a wave's way; `state` is done, current or next."""

    title: str
    words: str
    state: str


def stages(wave: Wave) -> list[Stage]:
    """The four steps, and where the wave is."""
    sealed = _("The list is published and cannot be changed any more.")
    if wave.n_entries is not None:
        sealed = _("The list is published and cannot be changed any more: %(entries)s.") % {
            "entries": so_many(wave.n_entries, "entry")
        }
    told = (
        (_("Open"), _("%(seats)s. Who likes joins.") % {"seats": so_many(wave.n_seats, "seat")}),
        (_("Sealed"), sealed),
        (_("Drawn"), _("With a random number that was known before, since this is a rehearsal.")),
        (_("Published"), _("Everyone sees their result, and the next wave opens.")),
    )
    here = {"open": 0, "closed": 1, "sealed": 1, "drawn": 2, "published": 3}[stage_of(wave)]
    return [
        Stage(title, words, "done" if place < here else "current" if place == here else "next")
        for place, (title, words) in enumerate(told)
    ]


def stage_of(wave: Wave) -> str:
    """open, closed, sealed, drawn or published."""
    if wave.published_at is not None:
        return "published"
    if wave.drawn_at is not None:
        return "drawn"
    if wave.committed_at is not None:
        return "sealed"
    return "closed" if wave.closes_at <= timezone.now() else "open"
