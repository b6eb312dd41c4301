"""Withdrawing a consent, or an application."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gelombang.people import done
from gelombang.people.models import Consent, Person
from gelombang.people.services import registration
from gelombang.people.signed_in import account_of, with_person
from gelombang.waves import selectors
from gelombang.waves.services import leaving
from gelombang.waves.services.submitting import NotOpen

from .apply import wave_or_404


@with_person
def withdraw(request: HttpRequest, person: Person, purpose: str) -> HttpResponse:
    """Withdraw the consent to surveys or news, once it is said what that means; taking part ends by being forgotten."""
    if purpose == Consent.Purpose.TAKING_PART:
        return redirect("portal:forget")
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
