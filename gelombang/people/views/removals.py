"""Deciding whether somebody's lost second step is removed: never whoever asked, and never the owner."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gelombang.people import selectors
from gelombang.people.models import KeyRemoval
from gelombang.people.roles import Permission
from gelombang.people.services import second_step
from gelombang.people.signed_in import account_of
from gelombang.people.staff import requires


@requires(Permission.ROLES_GIVE)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked, and why."""
    return _page(request, _found(pk))


@require_POST
@requires(Permission.ROLES_GIVE)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove it."""
    by, at = str(account_of(request)), timezone.now()
    return _act(request, pk, lambda found: second_step.approve(removal=found, by=by, at=at))


@require_POST
@requires(Permission.ROLES_GIVE)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave everything as it is."""
    by, at = str(account_of(request)), timezone.now()
    reason = request.POST.get("reason", "").replace("\0", "")[:1000]
    return _act(request, pk, lambda found: second_step.refuse(removal=found, reason=reason, by=by, at=at))


def _act(request: HttpRequest, pk: int, act: Callable[[KeyRemoval], None]) -> HttpResponse:
    try:
        act(_found(pk))
    except second_step.NotTheirs:
        return _page(
            request, _found(pk), _("You asked for this, or it is your account. Somebody else decides.")
        )
    except second_step.RemovalDecided:
        return _page(request, _found(pk), _("Somebody else has just decided this. Their decision stands."))
    except second_step.WhyMissing:
        return _page(request, _found(pk), _("Write the reason. Others will read it."))
    return redirect("people:removal", pk=pk)


def _page(request: HttpRequest, found: KeyRemoval, problem: str = "") -> HttpResponse:
    by = str(account_of(request))
    facts = {
        "removal": found,
        "addresses": [address.masked for address in selectors.addresses_of(found.account)],
        "may_decide": by not in (found.by, str(found.account)),
        "problem": problem,
    }
    return render(request, "people/removal.html", facts, status=400 if problem else 200)


def _found(pk: int) -> KeyRemoval:
    found = selectors.removal_by_key(pk)
    if found is None:
        raise Http404
    return found
