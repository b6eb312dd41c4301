"""Applying: a step at a time, then once and for all, with a receipt."""

import random
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.core.lottery import statement
from gelombang.core.lottery.entries import commit_to
from gelombang.core.rules.eligibility import Reason
from gelombang.engines.commit import NO_MANIFEST
from gelombang.people.keys import vault
from gelombang.people.models import Person
from gelombang.regions.models import Designation
from gelombang.waves import locks
from gelombang.waves.bank import N_ASKED, bank
from gelombang.waves.fields import FIELDS
from gelombang.waves.keys import operator
from gelombang.waves.models import Application, Wave
from gelombang.waves.standing import reasons_against

MINUTES = timedelta(minutes=25)
BAND, WEIGHT = "0", "01"


class NotOpen(ValueError):
    """The wave does not take applications now: `when` is early or late."""

    def __init__(self, when: str) -> None:
        self.when = when
        super().__init__(when)


class NotEligible(ValueError):
    """The rules of the wave stand in the way; `reasons` are all of them."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons = reasons
        super().__init__(", ".join(reason.rule for reason in reasons))


class Unfinished(ValueError):
    """A step is still to be done; `step` is its name."""

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__(step)


class AlreadySubmitted(ValueError):
    """What was submitted is fixed."""


def must_be_open(wave: Wave, at: datetime) -> None:
    """Raises `NotOpen` outside the window; the opening second is inside, the closing second outside."""
    if wave.announced_at is None or at < wave.opens_at:
        raise NotOpen("early")
    if at >= wave.closes_at or wave.closed_at is not None:
        raise NotOpen("late")


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
    application, _ = Application.objects.get_or_create(wave=wave, person=person, defaults={"started_at": at})
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
    if not application.field:
        return "field"
    if application.answered_at is None:
        return "questions"
    if application.baseline_at is None:
        return "baseline"
    return ""


@transaction.atomic
def submit(*, application: Application, at: datetime, by: str = "") -> Application:
    """Submit, once: a second time returns what was submitted first. `by`: an officer, where one helps. Raises
    `NotOpen`, `Unfinished`, `NotEligible`."""
    locks.with_others(application.wave_id)
    kept = (
        Application.objects.select_for_update(of=("self",))
        .select_related("wave", "person__family_card__region")
        .get(pk=application.pk)
    )
    if kept.submitted_at is not None:
        return kept
    must_be_open(kept.wave, at)
    step = missing_step(kept)
    if step:
        raise Unfinished(step)
    reasons = reasons_against(person=kept.person, wave=kept.wave)
    if reasons:
        raise NotEligible(reasons)
    fix(kept, groups=_groups_of(kept.person, kept.wave), at=at)
    kept.save()
    actor = by or str(kept.person)
    record(act=Act.APPLICATION_SUBMITTED, by=actor, subject=str(kept), at=at, wave=kept.wave.name)
    return kept


@transaction.atomic
def again(*, wave: Wave, person: Person, at: datetime, by: str = "") -> Application:
    """Join a wave with the answers of the last one: nothing to type. Raises as `start` and `submit` do; `Unfinished`
    where there is no earlier application to take them from."""
    application = start(wave=wave, person=person, at=at)
    if application.submitted_at is not None:
        return application
    last = Application.objects.filter(Application.SUBMITTED, person=person).exclude(wave=wave).first()
    if last is None:
        raise Unfinished("field")
    for name in ("field", "asked", "asked_at", "answers", "answered_at", "baseline", "baseline_at"):
        setattr(application, name, getattr(last, name))
    application.save()
    return submit(application=application, at=at, by=by)


def fix(application: Application, *, groups: Iterable[str], at: datetime) -> None:
    """Write into the application, not yet into the database, what the draw will see of it, and the receipt for it
    (docs/draw-folder.md). `groups` are the person's, by name; those that the wave has no seats for do not count."""
    person, wave = application.person, application.wave
    card = person.family_card
    if card is None:
        raise Unfinished("registration")
    salt = secrets.token_bytes(16)
    application.salt = salt.hex()
    application.commit = commit_to(vault().unlock(person.nik_locked), salt)
    application.stratum = card.region.stratum
    application.groups = sum(wave.groups[name] for name in groups if name in wave.groups)
    application.card_id = card.pk
    application.submitted_at = at
    time = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    unsigned = statement.unsigned(
        "receipt",
        wave.draw_id,
        NO_MANIFEST,
        time,
        commit=application.commit,
        stratum=application.stratum,
        band=BAND,
        groups=f"{application.groups:02x}",
        weight=WEIGHT,
        salt=application.salt,
        time=time,
    )
    application.receipt = statement.sign(unsigned, operator().public_key, operator().sign)


def _groups_of(person: Person, wave: Wave) -> Iterable[str]:
    """The groups whose seats the person may have: by their own statement, and by where the family card is."""
    if person.disability:
        yield "disability"
    if person.family_card is not None and _is_remote(person.family_card.region_id, wave.opens_at):
        yield "remote"


def _is_remote(region: str, opens_at: datetime) -> bool:
    on: date = timezone.localtime(opens_at).date()
    standing = Designation.objects.filter(region_id=region, since_on__lte=on).exclude(until_on__lt=on)
    return standing.exists()
