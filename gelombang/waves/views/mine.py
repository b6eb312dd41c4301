"""Taking my data along, withdrawing, and being forgotten: what I may do with all that is kept of me."""

import json

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gelombang.people.fresh import requires_fresh
from gelombang.people.models import Consent, Person
from gelombang.people.services import registration, rights, roles
from gelombang.people.signed_in import account_of, with_person
from gelombang.waves import selectors
from gelombang.waves.services import leaving


@require_POST
@with_person
def take_along(request: HttpRequest, person: Person) -> HttpResponse:
    """All my data, in one file that other programs can read."""
    at = timezone.now()
    data = rights.exported(person, by=str(account_of(request)), at=at)
    data["applications"] = [
        {
            "wave": one.wave.name,
            "field": one.field,
            "answers": one.answers,
            "baseline": one.baseline,
            "submitted_at": one.submitted_at.isoformat() if one.submitted_at else None,
            "receipt": one.receipt,
        }
        for one in selectors.attempts_of(person)
    ]
    text = json.dumps(data, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="data-saya-{at:%Y-%m-%d}.json"'
    return response


@require_POST
@with_person
def withdraw(request: HttpRequest, person: Person, purpose: str) -> HttpResponse:
    """Withdraw the consent to surveys or news; taking part ends by being forgotten."""
    if purpose in (Consent.Purpose.SURVEYS, Consent.Purpose.NEWS):
        registration.withdraw_consent(
            person=person, purpose=Consent.Purpose(purpose), by=str(account_of(request)), at=timezone.now()
        )
    return redirect("people:account")


@requires_fresh
@with_person
def forget(request: HttpRequest, person: Person) -> HttpResponse:
    """Erase my data: what goes, what stays and why; then it is done, for whoever has just shown that it is them."""
    waiting, is_last = "", False
    if request.method == "POST" and request.POST.get("sure") == "yes":
        try:
            leaving.erase(person=person, by=str(account_of(request)), at=timezone.now())
        except rights.StillNeeded as error:
            waiting = error.why
        except roles.LastAdministrator:
            is_last = True
        else:
            logout(request)
            return render(request, "waves/forgotten.html")
    facts = {"waiting": waiting, "is_last": is_last}
    return render(request, "waves/forget.html", facts, status=409 if waiting or is_last else 200)
