"""The door of every staff page: signed in, with a second step in this very session, not idle, and permitted.

@requires(Permission.WAVES_PREPARE)
def prepare(request): ...
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from gelombang import policy

from . import selectors
from .forms import language as reader
from .models import Account
from .roles import PERMISSIONS, Permission, Role, duty_of, name_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

GOAL = "staff_goal"
"""In the session: the staff page for which a second step is being set up."""
SEEN = "staff_seen"
"""In the session: when the last staff page was opened (POSIX time), to within `NOTED_EVERY` seconds."""
NOTED_EVERY = 300
SECOND = {str(Authenticator.Type.WEBAUTHN), str(Authenticator.Type.TOTP)}


def requires(permission: Permission | None = None) -> Callable[[View[P]], View[P]]:
    """For views of staff. Anonymous visitors are led to the sign-in; people without any role read that the page is not
    theirs; staff set up a second step, or take it, or sign in anew after having been idle; then whoever lacks this
    permission reads who has it. None: any role will do."""

    def decorator(view: View[P]) -> View[P]:
        @never_cache
        @wraps(view)
        def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            account = request.user
            roles = selectors.roles_of(account)
            if not roles:
                return refusal(request, roles, permission)
            detour = _second_step(request, account)
            if detour is not None:
                return detour
            _note(request)
            if permission is not None and permission not in selectors.permissions_of(account):
                return refusal(request, roles, permission)
            return view(request, *args, **kwargs)

        return cast("View[P]", inner)

    return decorator


def is_staff_page(path: str) -> bool:
    """Whether a path lies in the office."""
    return path.startswith(reverse("portal:office_today"))


def refusal(request: HttpRequest, roles: frozenset[Role], permission: Permission | None) -> HttpResponse:
    """403: whose page this is, and what the reader is here."""
    language = reader()
    whose = [role for role in Role if permission is not None and permission in PERMISSIONS[role]]
    facts = {
        "whose": [(name_of(role, language), duty_of(role, language)) for role in whose],
        "mine": [name_of(role, language) for role in Role if role in roles],
    }
    return render(request, "people/not_permitted.html", facts, status=403)


def _second_step(request: HttpRequest, account: Account) -> HttpResponse | None:
    """Where staff must go first, if anywhere."""
    here = request.get_full_path()
    held = selectors.keys_of(account) & SECOND
    if not held:
        request.session[GOAL] = here
        return redirect("mfa_index")
    used = [
        record["at"] for record in get_authentication_records(request, account) if record["method"] == "mfa"
    ]
    if not used:
        page = (
            "mfa_reauthenticate_webauthn"
            if str(Authenticator.Type.WEBAUTHN) in held
            else "mfa_reauthenticate"
        )
        return redirect(f"{reverse(page)}?{urlencode({'next': here})}")
    if timezone.now().timestamp() - max(*used, request.session.get(SEEN, 0)) > idle_seconds():
        logout(request)
        return redirect(f"{reverse('people:enter')}?{urlencode({'next': here, 'sebab': 'diam'})}")
    return None


def idle_seconds() -> int:
    """How long staff who open no page of theirs stay signed in, as the policy of today has it."""
    hours = policy.histories()["staff_idle_hours"].on(timezone.localdate()).value
    return int(cast("int", hours)) * 3600


def _note(request: HttpRequest) -> None:
    """The session ends when it has been idle; noted now and then, not at each page."""
    now = timezone.now().timestamp()
    request.session.pop(GOAL, None)
    if now - request.session.get(SEEN, 0) > NOTED_EVERY:
        request.session[SEEN] = now
        request.session.set_expiry(idle_seconds())
