"""Applying to a wave, a page at a time."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gelombang.people import done
from gelombang.people.models import Person
from gelombang.people.signed_in import account_of, with_complete_person
from gelombang.policy.reason_words import say
from gelombang.waves import drafts, selectors
from gelombang.waves.bank import bank, baseline
from gelombang.waves.fields import name_of
from gelombang.waves.forms import DeclarationForm, FieldForm, QuestionsForm, language
from gelombang.waves.models import Application, Wave
from gelombang.waves.services import appeals, applying
from gelombang.waves.standing import reasons_against

STEPS = ("field", "questions", "baseline", "send")
Page = Callable[[HttpRequest, Application], HttpResponse]


def wave_or_404(number: int) -> Wave:
    """An announced wave."""
    found = selectors.by_number(number)
    if found is None:
        raise Http404(_("There is no such wave."))
    return found


@with_complete_person
def begin(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """May I join? Yes: to the first step. No: every reason, and what can be done about it."""
    wave = wave_or_404(number)
    try:
        application = applying.start(wave=wave, person=person, at=timezone.now())
    except applying.NotEligible as error:
        return _not_eligible(request, wave, person, error)
    except applying.NotOpen as error:
        return _not_open(request, wave, person, error)
    return _onward(application)


def step(page: Page) -> Callable[..., HttpResponse]:
    """A page of an application that is begun, not yet submitted, in a wave that is open."""

    @with_complete_person
    @wraps(page)
    def inner(request: HttpRequest, person: Person, number: int) -> HttpResponse:
        wave = wave_or_404(number)
        application = selectors.application_to(wave=wave, person=person)
        if application is None:
            return redirect("waves:begin", number)
        if application.submitted_at is not None:
            return redirect("waves:receipt", number)
        try:
            return page(request, application)
        except applying.NotOpen as error:
            return _not_open(request, wave, person, error)
        except applying.AlreadySubmitted:
            return redirect("waves:receipt", number)
        except applying.Withdrawn:
            return redirect("portal:mine")

    return inner


@step
def field(request: HttpRequest, application: Application) -> HttpResponse:
    """What do you want to learn?"""
    form = FieldForm(
        request.POST if request.method == "POST" else None,
        initial={"field": application.field},
        label_suffix="",
    )
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        return _onward(
            applying.choose_field(application=application, field=form.cleaned_data["field"], at=at)
        )
    return _page(request, application, "field", form=form)


@step
def questions(request: HttpRequest, application: Application) -> HttpResponse:
    """Eighteen questions, six on a page, each page kept; the clock runs from the first look."""
    now = timezone.now()
    application = applying.ask(application=application, at=now)
    left = _left(application)
    part = _part(request, application)
    keys = application.asked[part * 6 : part * 6 + 6]
    asked = {key: bank()[key] for key in keys if key in bank()}
    form = QuestionsForm(
        request.POST if request.method == "POST" else None,
        questions=asked,
        initial=application.answers,
        label_suffix="",
    )
    if left <= timedelta(0) or (request.method == "POST" and form.is_valid()):
        is_done = part >= 2
        given = _given(form)
        kept = applying.answer(application=application, answers=given, at=now, is_done=is_done)
        if kept.answered_at is None:
            return redirect(f"{request.path}?bagian={part + 2}")
        if left <= timedelta(0):
            done.note(request, "time_over")
        return _onward(kept)
    minutes = max(1, int(left.total_seconds() // 60))
    return _page(request, application, "questions", form=form, minutes=minutes, part=part + 1)


@step
def tell_baseline(request: HttpRequest, application: Application) -> HttpResponse:
    """How things are now; each may be left out."""
    form = QuestionsForm(
        request.POST if request.method == "POST" else None,
        questions=baseline(),
        initial=application.baseline,
        label_suffix="",
    )
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        return _onward(applying.tell_baseline(application=application, baseline=form.cleaned_data, at=at))
    return _page(request, application, "baseline", form=form)


@step
def send(request: HttpRequest, application: Application) -> HttpResponse:
    """Everything read back, and sent once and for all."""
    form = DeclarationForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            applying.submit(application=application, at=timezone.now())
        except applying.Unfinished:
            return _onward(application)
        except applying.NotEligible as error:
            return _not_eligible(request, application.wave, application.person, error)
        return redirect("waves:receipt", application.wave.number)
    chosen = name_of(application.field, language()) if application.field else ""
    draft = drafts.seal(application, account=account_of(request), session=request.session.session_key or "")
    return _page(request, application, "send", form=form, chosen=chosen, draft=draft)


@require_POST
@with_complete_person
def again(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """One tap into this wave, with the answers of the last."""
    wave = wave_or_404(number)
    try:
        applying.again(wave=wave, person=person, at=timezone.now())
    except applying.Unfinished:
        return redirect("waves:begin", number)
    except applying.NotEligible as error:
        return _not_eligible(request, wave, person, error)
    except applying.NotOpen as error:
        return _not_open(request, wave, person, error)
    return redirect("waves:receipt", number)


def _onward(application: Application) -> HttpResponse:
    return redirect(f"waves:{applying.missing_step(application) or 'send'}", application.wave.number)


def _page(request: HttpRequest, application: Application, name: str, **facts: object) -> HttpResponse:
    given = {
        "wave": application.wave,
        "step": name,
        "n_step": STEPS.index(name) + 1,
        "n_steps": len(STEPS),
        "done": done.told(request),
        **facts,
    }
    status = 400 if getattr(facts["form"], "errors", None) else 200
    return render(request, f"waves/{name}.html", given, status=status)


def _given(form: QuestionsForm) -> dict[str, str]:
    """What was answered on a page that was sent."""
    if not (form.is_bound and form.is_valid()):
        return {}
    return {key: value for key, value in form.cleaned_data.items() if value}


def _left(application: Application) -> timedelta:
    since = application.asked_at or timezone.now()
    return since + applying.MINUTES - timezone.now()


def _part(request: HttpRequest, application: Application) -> int:
    """Which six, from 0: as asked for, else the first with an open question."""
    given = request.GET.get("bagian", "")
    if given in ("1", "2", "3"):
        return int(given) - 1
    open_ones = [place for place, key in enumerate(application.asked) if key not in application.answers]
    return min(open_ones, default=0) // 6


def _not_eligible(
    request: HttpRequest, wave: Wave, person: Person, error: applying.NotEligible
) -> HttpResponse:
    reasons = [(reason, say(reason, language())) for reason in error.reasons]
    facts = {
        "wave": wave,
        "reasons": reasons,
        "has_objected": appeals.case_of(wave=wave, person=person) is not None,
        "may_appeal": any(reason.may_appeal for reason in error.reasons)
        and appeals.may_object(wave=wave, application=None, at=timezone.now()),
    }
    return render(request, "waves/not_eligible.html", facts, status=403)


def _not_open(request: HttpRequest, wave: Wave, person: Person, error: applying.NotOpen) -> HttpResponse:
    now = timezone.now()
    reasons = (
        []
        if error.when == "late"
        else [say(r, language()) for r in reasons_against(person=person, wave=wave)]
    )
    facts = {"wave": wave, "when": error.when, "open": selectors.open_at(now), "reasons": reasons}
    return render(request, "waves/not_open.html", facts, status=403)
