"""For pages that need to know who is there: sends everybody else to the page that they need first."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from . import selectors
from .models import Account, Person

P = ParamSpec("P")
OfPerson = Callable[Concatenate[HttpRequest, Person, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in."""
    return cast("Account", request.user)


def next_step(person: Person | None) -> str:
    """The first page of registering that is still to be filled; empty where there is none."""
    if person is None:
        return "identity"
    filled = {
        "family": person.family_card_id,
        "home": person.lives_in_id,
        "about": person.education and person.occupation and person.heard_from,
        "consent": person.completed_at,
    }
    return next((step for step, value in filled.items() if not value), "")


def with_person(view: OfPerson[P]) -> View[P]:
    """Whoever is signed in and has stated who they are; others are sent to sign in, or to do so."""

    @never_cache
    @login_required
    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = selectors.person_of(account_of(request))
        if person is None:
            return redirect("people:identity")
        return view(request, person, *args, **kwargs)

    return inner


def with_complete_person(view: OfPerson[P]) -> View[P]:
    """Whoever has registered completely; others go on registering."""

    @with_person
    @wraps(view)
    def inner(request: HttpRequest, person: Person, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        step = next_step(person)
        return redirect(f"people:{step}") if step else view(request, person, *args, **kwargs)

    return inner
