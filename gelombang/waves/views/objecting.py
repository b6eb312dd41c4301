"""Objecting to a reason that others' lists or earlier waves give."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gelombang.people.models import Person
from gelombang.people.signed_in import with_complete_person
from gelombang.policy.reason_words import say
from gelombang.waves import selectors
from gelombang.waves.forms import ObjectionForm, language
from gelombang.waves.models import Application, Wave
from gelombang.waves.services import appeals

from .apply import wave_or_404


@with_complete_person
def object_to(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """The form while it can be sent; then the case. Whoever comes too late keeps their words, and reads where else to
    go."""
    wave = wave_or_404(number)
    if appeals.case_of(wave=wave, person=person) is not None:
        return _page(request, wave, person)
    form = ObjectionForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method != "POST":
        return _page(request, wave, person, form=form)
    if not form.is_valid():
        return _page(request, wave, person, form=form, status=400)
    words, by = form.cleaned_data["words"], str(person)
    try:
        appeals.object_to(wave=wave, person=person, words=words, by=by, at=timezone.now())
    except (appeals.TooLate, appeals.NothingToObject):
        return _page(request, wave, person, form=form, words=words, status=409)
    return _page(request, wave, person)


def _page(
    request: HttpRequest,
    wave: Wave,
    person: Person,
    *,
    form: ObjectionForm | None = None,
    words: str = "",
    status: int = 200,
) -> HttpResponse:
    application = selectors.application_to(wave=wave, person=person)
    reasons = appeals.objectionable(wave=wave, person=person, application=application)
    now = timezone.now()
    facts = {
        "wave": wave,
        "case": appeals.case_of(wave=wave, person=person),
        "form": form,
        "words": words,
        "reasons": [say(reason, language()) for reason in reasons],
        "is_late": not appeals.may_object(wave=wave, application=application, at=now),
        "is_closed": _is_closed(wave, application),
        "may_join": now < wave.closes_at and wave.closed_at is None,
    }
    return render(request, "waves/objection.html", facts, status=status)


def _is_closed(wave: Wave, application: Application | None) -> bool:
    """Whether the list of the wave is made, without this person."""
    return wave.closed_at is not None and (application is None or application.is_entry is False)
