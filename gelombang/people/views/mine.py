"""What the site knows of me, and what happened with it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from gelombang.audit import selectors as audit
from gelombang.people import done, selectors
from gelombang.people.signed_in import account_of, next_step
from gelombang.people.statements import stated


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """My data; first of all the rest of the registration, where it is not complete."""
    mine = account_of(request)
    person = selectors.person_of(mine)
    is_staff = person is None and bool(selectors.roles_of(mine))
    step = "" if is_staff else next_step(person)
    keys = [str(mine), *([str(person)] if person else [])]
    facts = {
        "account": mine,
        "person": person,
        "is_staff": is_staff,
        "done": done.told(request),
        "said": stated(person) if person else [],
        "step": f"people:{step}" if step else "",
        "consents": person.consents.all() if person else [],
        "events": audit.told_about(keys),
    }
    return render(request, "people/account.html", facts)
