"""Taking my data along, withdrawing, and being forgotten: what I may do with all that is kept of me."""

import json

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gelombang.people import done
from gelombang.people import selectors as people
from gelombang.people.fresh import requires_fresh
from gelombang.people.models import Consent, Person
from gelombang.people.services import registration, rights, roles
from gelombang.people.signed_in import account_of, with_person
from gelombang.waves import selectors
from gelombang.waves.services import leaving
from gelombang.waves.services.submitting import NotOpen

from .apply import wave_or_404


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
            "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            "receipt": one.receipt,
        }
        for one in selectors.attempts_of(person)
    ]
    text = json.dumps(data, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="data-saya-{at:%Y-%m-%d}.json"'
    return response


@with_person
def withdraw(request: HttpRequest, person: Person, purpose: str) -> HttpResponse:
    """Withdraw the consent to surveys or news, once it is said what that means; taking part ends by being forgotten."""
    if purpose == Consent.Purpose.TAKING_PART:
        return redirect("waves:forget")
    if purpose not in (Consent.Purpose.SURVEYS, Consent.Purpose.NEWS):
        raise Http404
    if request.method != "POST":
        return render(request, "waves/withdraw_consent.html", {"purpose": purpose})
    registration.withdraw_consent(
        person=person, purpose=Consent.Purpose(purpose), by=str(account_of(request)), at=timezone.now()
    )
    done.note(request, "consent_withdrawn")
    return redirect("people:account")


@with_person
def withdraw_application(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """Take my application to a wave back, once it is said what that means."""
    wave = wave_or_404(number)
    application = selectors.application_to(wave=wave, person=person)
    problem = ""
    if request.method == "POST":
        try:
            leaving.withdraw(wave=wave, person=person, by=str(person), at=timezone.now())
        except leaving.NothingToWithdraw:
            return redirect("portal:mine")
        except NotOpen:
            problem = "late"
        else:
            done.note(request, "withdrawn")
            return redirect("portal:mine")
    elif application is None or application.submitted_at is None:
        return redirect("portal:mine")
    is_late = bool(problem) or wave.closed_at is not None or timezone.now() >= wave.closes_at
    facts = {"wave": wave, "application": application, "is_late": is_late}
    return render(request, "waves/withdraw_application.html", facts, status=409 if problem else 200)


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
        waiting = selectors.under_way_of(person).first()
    is_sure = request.method == "POST" and request.POST.get("sure") == "yes"
    is_last = False
    if is_sure and waiting is None:
        try:
            if person is not None:
                leaving.erase(person=person, by=str(account), at=timezone.now())
            else:
                rights.close_account(account=account, at=timezone.now())
            logout(request)
            return render(request, "waves/forgotten.html")
        except roles.LastAdministrator:
            is_last = True
    wave = waiting.wave if waiting else None
    facts = {
        "wave": wave,
        "is_open": wave is not None and wave.closed_at is None and timezone.now() < wave.closes_at,
        "person": person,
        "is_last": is_last,
    }
    return render(request, "waves/forget.html", facts, status=409 if is_sure else 200)
