"""Taking over, with the slip from a desk, the account of somebody who was registered there: by code and birth date."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gelombang.people import done, limits, selectors
from gelombang.people.forms import ClaimForm
from gelombang.people.services import slips
from gelombang.people.signed_in import account_of
from gelombang.people.visitors import network_of

CLAIMING = "claiming"
"""In the session: code and birth date that fitted, and until when they need not be typed again."""
LASTS = timedelta(minutes=30)
TRIES, FROM_NETWORK, WITHIN = 5, 100, timedelta(minutes=15)
"""Tries of one browser, and of one network, which a whole village may share."""


@never_cache
def claim(request: HttpRequest) -> HttpResponse:
    """Which slip, and when were you born? Then to the door, for an address of one's own."""
    form = ClaimForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        at, code, born_on = timezone.now(), form.cleaned_data["code"], form.cleaned_data["born_on"]
        if not _may_try(request, at):
            words = _("You have tried several times. Go on in a quarter of an hour, or ask at a desk.")
            form.add_error(None, words)
            return render(request, "people/claim.html", {"form": form}, status=429)
        try:
            slips.check(code=code, born_on=born_on, at=at)
        except slips.SlipWrong:
            form.add_error(None, _wrong())
        else:
            until = (at + LASTS).isoformat()
            request.session[CLAIMING] = {
                "code": slips.read(code),
                "born_on": born_on.isoformat(),
                "until": until,
            }
            onward = reverse("people:claimed")
            if request.user.is_authenticated:
                return redirect(onward)
            return redirect(f"{reverse('people:enter')}?{urlencode({'next': onward})}")
    return render(request, "people/claim.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@login_required
def claimed(request: HttpRequest) -> HttpResponse:
    """These data are mine: once, into the account that is signed in."""
    kept, at = request.session.get(CLAIMING), timezone.now()
    if kept is None or at >= datetime.fromisoformat(kept["until"]):
        return redirect("people:claim")
    problem, account = "", account_of(request)
    try:
        born_on = datetime.fromisoformat(kept["born_on"]).date()
        slip = slips.check(code=kept["code"], born_on=born_on, at=at)
        if selectors.person_of(account) is not None:
            raise slips.HasPerson
        if request.method == "POST":
            slips.claim(slip=slip, account=account, at=at)
            request.session.pop(CLAIMING)
            done.note(request, "claimed")
            return redirect("portal:mine")
    except slips.SlipWrong:
        request.session.pop(CLAIMING)
        form = ClaimForm({}, label_suffix="")
        form.errors.clear()
        form.add_error(None, _wrong())
        return render(request, "people/claim.html", {"form": form}, status=409)
    except slips.HasPerson:
        problem = _(
            "This account already belongs to somebody. Sign out, and sign in with an e-mail or mobile number of your "
            "own."
        )
    except slips.OwnHelp:
        problem = _("You helped this person at a desk. They take their account over themselves.")
    facts = {"name": slip.person.name, "account": account, "problem": problem}
    return render(request, "people/claimed.html", facts, status=409 if problem else 200)


def _may_try(request: HttpRequest, at: datetime) -> bool:
    """Counted for this browser and for its network; never for a slip alone, which a stranger could then lock."""
    if request.session.session_key is None:
        request.session.create()
    here, network = str(request.session.session_key), network_of(request)
    return limits.may(
        what="slips of a network", key=network, most=FROM_NETWORK, within=WITHIN, at=at
    ) and limits.may(what="slips of a browser", key=here, most=TRIES, within=WITHIN, at=at)


def _wrong() -> str:
    return _(
        "Code and date of birth do not belong together, or the slip no longer works. Look at both again. A desk gives "
        "you a new slip."
    )
