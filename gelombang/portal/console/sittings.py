"""The door of every page of a sitting at a desk: whose it is, whether it is still on, and which page comes next."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gelombang.people import selectors as people
from gelombang.people.models import Assistance
from gelombang.people.roles import Permission
from gelombang.people.services import desk
from gelombang.people.signed_in import account_of, next_step
from gelombang.people.staff import requires

from .frame import page

PAGES = {
    "identity": "portal:desk_identity",
    "family": "portal:desk_family",
    "home": "portal:desk_home",
    "about": "portal:desk_about",
    "consent": "portal:desk_check",
    "": "portal:desk_done",
}
"""The page of each step of registering, at a desk."""
STEPS = ("read", "identity", "family", "home", "about", "check")
Page = Callable[..., HttpResponse]


def sitting(view: Page) -> Page:
    """For pages of a sitting: only its officer reaches it, and only while it is on and the person may be helped."""

    @requires(Permission.PEOPLE_REGISTER)
    @wraps(view)
    def inner(request: HttpRequest, pk: int) -> HttpResponse:
        found = people.assistance_by_key(pk, officer=account_of(request))
        if found is None:
            raise Http404
        try:
            desk.must_be_on(found, timezone.now())
            return view(request, found)
        except desk.SittingOver:
            return page(request, "desk/over", "desk", {"person": found.person}, status=409)

    return cast("Page", inner)


def with_person(view: Page) -> Page:
    """The same where the person must be stated already."""

    @sitting
    @wraps(view)
    def inner(request: HttpRequest, found: Assistance) -> HttpResponse:
        if found.person is None:
            return redirect("portal:desk_identity", found.pk)
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


def step_page(request: HttpRequest, found: Assistance, step: str, **facts: Any) -> HttpResponse:
    """One step of registering."""
    given = {
        "sitting": found,
        "person": found.person,
        "n_step": STEPS.index(step) + 1,
        "n_steps": len(STEPS),
        **facts,
    }
    wrong = bool(getattr(facts.get("form"), "errors", None))
    return page(request, f"desk/{step}", "desk", given, status=400 if wrong else 200)
