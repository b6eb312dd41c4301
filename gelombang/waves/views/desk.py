"""Joining a wave at a desk: the person's own steps, read out by an officer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from gelombang.people.models import Assistance
from gelombang.people.sittings import complete, page
from gelombang.policy.reason_words import say
from gelombang.waves import selectors as waves
from gelombang.waves.bank import bank, baseline
from gelombang.waves.fields import name_of
from gelombang.waves.forms import (
    FieldForm,
    QuestionsForm,
    SpokenDeclarationForm,
    SpokenObjectionForm,
    language,
)
from gelombang.waves.models import Application, Wave
from gelombang.waves.services import appeals, applying
from gelombang.waves.services import desk as acts

STEPS = ("field", "questions", "baseline", "send")
AT_ONCE = 6
"""Questions on a page."""
Step = Callable[[HttpRequest, Assistance, Application], HttpResponse]


@require_POST
@complete
def begin(request: HttpRequest, found: Assistance) -> HttpResponse:
    """Into the open wave; where it cannot be, every reason in words that can be read out."""
    wave = waves.open_at(timezone.now())
    if wave is None:
        return redirect("portal:desk_done", found.pk)
    try:
        application = acts.start(assistance=found, wave=wave, at=timezone.now())
    except (applying.NotEligible, applying.NotOpen) as error:
        return _refused(request, found, wave, error)
    return _onward(found, application)


@require_POST
@complete
def again(request: HttpRequest, found: Assistance) -> HttpResponse:
    """Into the open wave with the answers of the last."""
    wave = waves.open_at(timezone.now())
    if wave is None:
        return redirect("portal:desk_done", found.pk)
    try:
        acts.again(assistance=found, wave=wave, at=timezone.now())
    except applying.Unfinished:
        return begin(request, found.pk)
    except (applying.NotEligible, applying.NotOpen) as error:
        return _refused(request, found, wave, error)
    return redirect("portal:desk_done", found.pk)


@complete
def object_to(request: HttpRequest, found: Assistance) -> HttpResponse:
    """The person objects to a reason that others give: their words are read back, and somebody else decides."""
    wave, person = waves.open_at(timezone.now()), found.person
    if wave is None or person is None:
        return redirect("portal:desk_done", found.pk)
    case = appeals.case_of(wave=wave, person=person)
    form = SpokenObjectionForm(_sent(request), label_suffix="")
    if case is None and request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            case = acts.object_to(assistance=found, wave=wave, words=words, at=timezone.now())
        except (appeals.NothingToObject, appeals.TooLate):
            return redirect("portal:desk_done", found.pk)
    facts = {"sitting": found, "person": person, "wave": wave, "case": case, "form": form}
    return page(request, "waves/desk/objection.html", facts, status=400 if form.errors else 200)


def step(view: Step) -> Callable[..., HttpResponse]:
    """A page of the application that is begun and not sent, in the wave that is open."""

    @complete
    @wraps(view)
    def inner(request: HttpRequest, found: Assistance) -> HttpResponse:
        wave = waves.open_at(timezone.now())
        application = waves.application_to(wave=wave, person=found.person) if wave and found.person else None
        if application is None or application.submitted_at is not None:
            return redirect("portal:desk_done", found.pk)
        try:
            return view(request, found, application)
        except (applying.NotOpen, applying.NotEligible) as error:
            return _refused(request, found, application.wave, error)
        except (applying.AlreadySubmitted, applying.Withdrawn):
            return redirect("portal:desk_done", found.pk)

    return inner


@step
def field(request: HttpRequest, found: Assistance, application: Application) -> HttpResponse:
    """What does the person want to learn?"""
    form = FieldForm(_sent(request), initial={"field": application.field}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        chosen, at = form.cleaned_data["field"], timezone.now()
        return _onward(
            found, acts.choose_field(assistance=found, application=application, field=chosen, at=at)
        )
    return _page(request, found, application, "field", form=form)


@step
def questions(request: HttpRequest, found: Assistance, application: Application) -> HttpResponse:
    """The questions, six on a page; the clock runs from the first look, as for everybody."""
    now = timezone.now()
    application = applying.ask(application=application, at=now)
    part = _part(request, application)
    keys = application.asked[part * AT_ONCE : part * AT_ONCE + AT_ONCE]
    asked = {key: bank()[key] for key in keys if key in bank()}
    form = QuestionsForm(_sent(request), questions=asked, initial=application.answers, label_suffix="")
    left = _left(application, now)
    if left <= timedelta(0) or (request.method == "POST" and form.is_valid()):
        is_right = form.is_bound and form.is_valid()
        given = {key: value for key, value in form.cleaned_data.items() if value} if is_right else {}
        kept = acts.answer(
            assistance=found, application=application, answers=given, at=now, is_done=part >= 2
        )
        if kept.answered_at is None:
            return redirect(f"{request.path}?bagian={part + 2}")
        return _onward(found, kept)
    minutes = max(1, int(left.total_seconds() // 60))
    return _page(request, found, application, "questions", form=form, minutes=minutes, part=part + 1)


@step
def tell_baseline(request: HttpRequest, found: Assistance, application: Application) -> HttpResponse:
    """How things are now; each may be left out."""
    form = QuestionsForm(_sent(request), questions=baseline(), initial=application.baseline, label_suffix="")
    if request.method == "POST" and form.is_valid():
        told, at = form.cleaned_data, timezone.now()
        return _onward(
            found, acts.tell_baseline(assistance=found, application=application, baseline=told, at=at)
        )
    return _page(request, found, application, "baseline", form=form)


@step
def send(request: HttpRequest, found: Assistance, application: Application) -> HttpResponse:
    """Read back, and sent once and for all."""
    if applying.missing_step(application):
        return _onward(found, application)
    form = SpokenDeclarationForm(_sent(request), label_suffix="")
    if request.method == "POST" and form.is_valid():
        acts.submit(assistance=found, application=application, at=timezone.now())
        return redirect("portal:desk_done", found.pk)
    chosen = name_of(application.field, language())
    return _page(request, found, application, "send", form=form, chosen=chosen)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _onward(found: Assistance, application: Application) -> HttpResponse:
    return redirect(f"desk_{applying.missing_step(application) or 'send'}", found.pk)


def _page(
    request: HttpRequest, found: Assistance, application: Application, name: str, **facts: Any
) -> HttpResponse:
    given = {
        "sitting": found,
        "person": found.person,
        "wave": application.wave,
        "n_step": STEPS.index(name) + 1,
        "n_steps": len(STEPS),
        **facts,
    }
    return page(request, f"waves/desk/{name}.html", given, status=400 if facts["form"].errors else 200)


def _left(application: Application, at: datetime) -> timedelta:
    return (application.asked_at or at) + applying.MINUTES - at


def _part(request: HttpRequest, application: Application) -> int:
    """Which six, from 0: as asked for, else the first with an open question."""
    given = request.GET.get("bagian", "")
    if given in ("1", "2", "3"):
        return int(given) - 1
    open_ones = [place for place, key in enumerate(application.asked) if key not in application.answers]
    return min(open_ones, default=0) // AT_ONCE


def _refused(
    request: HttpRequest, found: Assistance, wave: Wave, error: applying.NotEligible | applying.NotOpen
) -> HttpResponse:
    reasons = getattr(error, "reasons", ())
    facts = {
        "sitting": found,
        "person": found.person,
        "wave": wave,
        "reasons": [say(reason, language()) for reason in reasons],
        "may_appeal": any(reason.may_appeal for reason in reasons),
    }
    return page(request, "waves/desk/refused.html", facts, status=403)
