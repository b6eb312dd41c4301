"""Applying: a step at a time, then once and for all, with a receipt."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from gelombang.people.models import Person
from gelombang.waves.bank import N_ASKED, bank
from gelombang.waves.fields import FIELDS
from gelombang.waves.models import Application, Wave
from gelombang.waves.standing import reasons_against

from . import submitting
from .submitting import NotEligible, NotOpen, Unfinished, Withdrawn, must_be_open

__all__ = ["AlreadySubmitted", "NotEligible", "NotOpen", "Unfinished", "Withdrawn", "must_be_open"]

MINUTES = timedelta(minutes=25)


class AlreadySubmitted(ValueError):
    """What was submitted is fixed."""


@transaction.atomic
def start(*, wave: Wave, person: Person, at: datetime) -> Application:
    """The person's application to the wave, begun where there is none; raises `NotOpen`, `NotEligible`, `Unfinished`
    where the registration itself is not complete."""
    must_be_open(wave, at)
    if person.completed_at is None:
        raise Unfinished("registration")
    reasons = reasons_against(person=person, wave=wave)
    if reasons:
        raise NotEligible(reasons)
    standing = {"wave": wave, "person": person, "withdrawn_at": None}
    application, _ = Application.objects.get_or_create(**standing, defaults={"started_at": at})
    return application


def choose_field(*, application: Application, field: str, at: datetime) -> Application:
    """What the person wants to learn."""
    if field not in FIELDS:
        raise ValueError(field)
    return _keep(application, at, field=field)


def ask(*, application: Application, at: datetime) -> Application:
    """Choose the questions for this application, once, and start the clock; again returns the same."""
    if application.asked:
        return application
    chosen = random.SystemRandom().sample(sorted(bank()), N_ASKED)
    return _keep(application, at, asked=chosen, asked_at=at)


def answer(
    *, application: Application, answers: Mapping[str, str], at: datetime, is_done: bool
) -> Application:
    """Keep answers to questions that were asked; after the time is up none is taken, and the step is over."""
    if application.asked_at is None:
        raise Unfinished("questions")
    is_late = at >= application.asked_at + MINUTES
    if is_late:
        return _keep(application, at, answered_at=application.answered_at or at)
    known = {
        key: given
        for key, given in answers.items()
        if key in application.asked and given in bank()[key].choices
    }
    kept = {**application.answers, **known}
    return _keep(application, at, answers=kept, answered_at=at if is_done else None)


def tell_baseline(*, application: Application, baseline: Mapping[str, str], at: datetime) -> Application:
    """How things are before: each item may be left out."""
    return _keep(
        application, at, baseline={key: given for key, given in baseline.items() if given}, baseline_at=at
    )


def _keep(application: Application, at: datetime, **facts: object) -> Application:
    must_be_open(application.wave, at)
    if Application.objects.filter(pk=application.pk, submitted_at=None).update(**facts) != 1:
        raise AlreadySubmitted(str(application))
    for name, value in facts.items():
        setattr(application, name, value)
    return application


def missing_step(application: Application) -> str:
    """The first step that is still to be done; empty where only the submission is."""
    return submitting.missing_step(vars(application))


def submit(*, application: Application, at: datetime, by: str = "") -> Application:
    """Submit, once: a second time returns what was submitted first. `by`: an officer, where one helps. Raises
    `NotOpen`, `Unfinished`, `NotEligible`, `Withdrawn`."""
    refusal = submitting.submit([application.pk], wave=application.wave, at=at, by=by)[application.pk]
    if refusal is not None:
        raise refusal
    return Application.objects.select_related("wave", "person").get(pk=application.pk)


@transaction.atomic
def again(*, wave: Wave, person: Person, at: datetime, by: str = "") -> Application:
    """Join a wave with the answers of the last one: nothing to type. Raises as `start` and `submit` do; `Unfinished`
    where there is no earlier application to take them from."""
    application = start(wave=wave, person=person, at=at)
    if application.submitted_at is not None:
        return application
    earlier = Application.objects.filter(person=person, submitted_at__isnull=False)
    last = earlier.order_by("-wave_id", "-pk").first()  # of a withdrawn one too: the answers are theirs
    if last is None:
        raise Unfinished("field")
    for name in ("field", "asked", "asked_at", "answers", "answered_at", "baseline", "baseline_at"):
        setattr(application, name, getattr(last, name))
    application.save()
    return submit(application=application, at=at, by=by)
