"""The one door: the same two pages for whoever is new and whoever is not, so that nobody learns who has an account."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gelombang.messages import selectors as messages
from gelombang.people import codes, fresh, known
from gelombang.people.addresses import Address
from gelombang.people.forms import AddressForm, CodeForm, language
from gelombang.people.services import accounts

from .sending import sent

ASKED, AFTER = "asked", "after"


@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Where should the code go?"""
    if request.user.is_authenticated:
        return redirect("portal:mine")
    _remember_goal(request)
    form = AddressForm(request.POST if request.method == "POST" else None, label_suffix="")
    if (
        request.method == "POST"
        and form.is_valid()
        and sent(request, form, form.cleaned_data["address"], purpose="sign_in", keep_as=ASKED)
    ):
        return redirect("people:code")
    facts = {"form": form, "goal": request.GET.get("next", "")}
    return render(request, "people/enter.html", facts, status=400 if form.errors else 200)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Which code arrived?"""
    kept = request.session.get(ASKED)
    if kept is None:
        return redirect("people:enter")
    asked = codes.Asked.read(kept)
    form = CodeForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            address = codes.check(asked, form.cleaned_data["code"], at=timezone.now())
        except codes.CodeWrong as error:
            form.add_error("code", wrong_words(error.n_left))
        except codes.CodeOver:
            form.add_error("code", _("This code no longer works. Ask for a new one below."))
        else:
            return _signed_in(request, address)
        request.session[ASKED] = vars(asked)
    shown = messages.latest_to(asked.address) if settings.INVENTED_PEOPLE else None
    facts = {"form": form, "to": asked.to.shown, "message": shown, "minutes": minutes()}
    return render(request, "people/code.html", facts, status=400 if form.errors else 200)


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Another code to the same address."""
    kept = request.session.get(ASKED)
    if kept is None:
        return redirect("people:enter")
    form = CodeForm({"code": ""}, label_suffix="")
    asked = codes.Asked.read(kept)
    if sent(request, form, asked.to, purpose="sign_in", keep_as=ASKED):
        return redirect("people:code")
    form.errors.pop("code", None)
    facts = {"form": form, "to": asked.to.shown, "message": None, "minutes": minutes()}
    return render(request, "people/code.html", facts, status=429)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out of this browser."""
    logout(request)
    return redirect("portal:home")


def minutes() -> int:
    """How long a code works."""
    return int(codes.LASTS.total_seconds() // 60)


def wrong_words(n_left: int) -> str:
    """What is said of a wrong code."""
    return ngettext(
        "This is not the code. You have one more try.",
        "This is not the code. You have %(n)s more tries.",
        n_left,
    ) % {"n": n_left}


def _remember_goal(request: HttpRequest) -> None:
    """Where the visitor wanted to go, as long as it is a page of ours."""
    goal = request.GET.get("next", "")
    if goal and url_has_allowed_host_and_scheme(goal, allowed_hosts=None) and goal.startswith("/"):
        request.session[AFTER] = goal


def _signed_in(request: HttpRequest, address: Address) -> HttpResponse:
    account = accounts.enter(address=address, language=language(), at=timezone.now())
    goal = request.session.get(AFTER) or reverse("portal:mine")
    for name in (ASKED, AFTER):
        request.session.pop(name, None)
    response: HttpResponse = perform_login(
        request, Login(user=account, redirect_url=goal, email_verification="none")
    )
    if request.user.is_authenticated:
        fresh.note(request)
    if isinstance(response, HttpResponseRedirect):
        known.remember(request, response, address)
    return response
