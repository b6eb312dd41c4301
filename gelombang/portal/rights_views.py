"""Taking my data along, and being forgotten: what I may do with all that is kept of me, in every stage."""

import json

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gelombang import policy
from gelombang.flow import rights
from gelombang.people import selectors as people
from gelombang.people.fresh import requires_fresh
from gelombang.people.models import Person
from gelombang.people.services import roles
from gelombang.people.signed_in import account_of, with_person
from gelombang.waves import selectors as waves


@require_POST
@with_person
def take_along(request: HttpRequest, person: Person) -> HttpResponse:
    """All my data, in one file that other programs can read."""
    at = timezone.now()
    data = rights.exported(person=person, by=str(account_of(request)), at=at)
    text = json.dumps(data, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="data-saya-{at:%Y-%m-%d}.json"'
    return response


@never_cache
@login_required
@requires_fresh
def forget(request: HttpRequest) -> HttpResponse:
    """Erase my data: what goes, what stays and why; then it is done, for whoever has just shown that it is them. An
    account that nobody has stated themselves in is closed."""
    account = account_of(request)
    person, waiting = people.person_of(account), None
    if person is None and people.roles_of(account):
        return redirect("people:account")
    if person is not None:
        waiting = waves.under_way_of(person).first()
    is_sure = request.method == "POST" and request.POST.get("sure") == "yes"
    is_last = False
    if is_sure and waiting is None:
        try:
            if person is not None:
                rights.erase(person=person, by=str(account), at=timezone.now())
            else:
                rights.close_account(account=account, at=timezone.now())
            logout(request)
            return render(request, "portal/forgotten.html")
        except roles.LastAdministrator:
            is_last = True
    wave = waiting.wave if waiting else None
    facts = {
        "wave": wave,
        "is_open": wave is not None and wave.closed_at is None and timezone.now() < wave.closes_at,
        "person": person,
        "list_days": policy.in_force(timezone.localdate())["list_kept_days"].value,
        "is_last": is_last,
    }
    return render(request, "portal/forget.html", facts, status=409 if is_sure else 200)
