"""Today: what needs a human now."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gelombang.people import selectors as people
from gelombang.people.roles import Role, duty_of, name_of
from gelombang.people.signed_in import account_of
from gelombang.people.staff import requires
from gelombang.portal.console import today
from gelombang.portal.console.frame import language, page


@requires()
def office(request: HttpRequest) -> HttpResponse:
    """What needs a human now; below it, what the reader is here."""
    now = timezone.now()
    mine = people.roles_of(account_of(request))
    roles = [(name_of(role, language()), duty_of(role, language())) for role in Role if role in mine]
    facts = {"today": today.of(at=now, allowed=people.permissions_of(account_of(request)))}
    return page(request, "today", "today", {**facts, "now": now, "roles": roles})
