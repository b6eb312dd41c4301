"""The door of every page of a sitting at a desk: whose it is, whether it is still on, and which page comes next."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from . import selectors
from .models import Assistance
from .roles import Permission
from .services import desk
from .signed_in import account_of, next_step
from .staff import requires

PAGES = {
    "identity": "people:desk_identity",
    "family": "people:desk_family",
    "home": "people:desk_home",
    "about": "people:desk_about",
    "consent": "people:desk_check",
    "": "portal:desk_done",
}
"""The page of each step of registering, at a desk."""
Page = Callable[..., HttpResponse]


def sitting(view: Page) -> Page:
    """For pages of a sitting: only its officer reaches it, and only while it is on and the person may be helped."""

    @requires(Permission.PEOPLE_REGISTER)
    @wraps(view)
    def inner(request: HttpRequest, pk: int) -> HttpResponse:
        found = selectors.assistance_by_key(pk, officer=account_of(request))
        if found is None:
            raise Http404
        try:
            desk.must_be_on(found, timezone.now())
            return view(request, found)
        except desk.SittingOver:
            return page(request, "people/desk/over.html", {"person": found.person}, status=409)

    return cast("Page", inner)


def with_person(view: Page) -> Page:
    """The same where the person must be stated already."""

    @sitting
    @wraps(view)
    def inner(request: HttpRequest, found: Assistance) -> HttpResponse:
        if found.person is None:
            return redirect("people:desk_identity", found.pk)
        desk.helped(found, timezone.now())
        return view(request, found)

    return inner


def complete(view: Page) -> Page:
    """The same where the registration must be complete."""

    @with_person
    @wraps(view)
    def inner(request: HttpRequest, found: Assistance) -> HttpResponse:
        return view(request, found) if not next_step(found.person) else onward(found)

    return inner


def onward(found: Assistance) -> HttpResponse:
    """To the next page."""
    return redirect(PAGES[next_step(found.person)], found.pk)


def page(request: HttpRequest, template: str, facts: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A page in the console's frame, which shows the desk as where one is."""
    return render(request, template, {"here": "desk", **facts}, status=status)
