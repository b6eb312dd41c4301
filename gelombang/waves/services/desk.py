"""Helping somebody at a desk to join a wave: the person's own steps, each written down by an officer and told as such.

The answers are the person's: the officer reads out and types. An objection is taken down in the person's words, and
somebody else decides it. What an officer may not do here is anything else in their name: withdraw, erase, take over.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.cases.models import Case
from gelombang.people.models import Assistance, Person
from gelombang.people.services import desk
from gelombang.waves.models import Application, Wave

from . import appeals, applying


@transaction.atomic
def start(*, assistance: Assistance, wave: Wave, at: datetime) -> Application:
    """The person's application, begun where there is none; raises as `applying.start` does, and `SittingOver`."""
    return applying.start(wave=wave, person=desk.helped(assistance, at), at=at)


@transaction.atomic
def choose_field(
    *, assistance: Assistance, application: Application, field: str, at: datetime
) -> Application:
    """What the person wants to learn."""
    _note(assistance, application, "field", at)
    return applying.choose_field(application=application, field=field, at=at)


@transaction.atomic
def answer(
    *,
    assistance: Assistance,
    application: Application,
    answers: Mapping[str, str],
    at: datetime,
    is_done: bool,
) -> Application:
    """What the person answered to the questions that were read out."""
    _note(assistance, application, "questions", at)
    return applying.answer(application=application, answers=answers, at=at, is_done=is_done)


@transaction.atomic
def tell_baseline(
    *, assistance: Assistance, application: Application, baseline: Mapping[str, str], at: datetime
) -> Application:
    """How things are before, as the person told it."""
    _note(assistance, application, "baseline", at)
    return applying.tell_baseline(application=application, baseline=baseline, at=at)


@transaction.atomic
def submit(*, assistance: Assistance, application: Application, at: datetime) -> Application:
    """Send it, once, by the officer for the person; raises as `applying.submit` does, and `SittingOver`."""
    _must_be_theirs(assistance, application, at)
    was_sent = _was_sent(assistance, application.wave, application.person)
    made = applying.submit(application=application, at=at, by=str(assistance.officer))
    if not was_sent:
        _note_sent(assistance, made, at)
    return made


@transaction.atomic
def again(*, assistance: Assistance, wave: Wave, at: datetime) -> Application:
    """Join with the answers of the last wave; raises as `applying.again` does, and `SittingOver`."""
    person = desk.helped(assistance, at)
    was_sent = _was_sent(assistance, wave, person)
    made = applying.again(wave=wave, person=person, at=at, by=str(assistance.officer))
    if not was_sent:
        _note_sent(assistance, made, at)
    return made


@transaction.atomic
def object_to(*, assistance: Assistance, wave: Wave, words: str, at: datetime) -> Case:
    """The person's objection, in their words, typed by the officer; raises as `appeals.object_to`, `SittingOver`."""
    person, by = desk.helped(assistance, at), str(assistance.officer)
    case = appeals.object_to(wave=wave, person=person, words=words, by=by, at=at, taken_by=by)
    record(
        act=Act.OBJECTION_ASSISTED, by=by, subject=str(person), at=at, wave=wave.name, case=f"case:{case.pk}"
    )
    return case


def _was_sent(assistance: Assistance, wave: Wave, person: Person) -> bool:
    """Whether the application was sent before, perhaps not here. Holds the sitting until the transaction ends, so that
    of several at once only one finds that it was not."""
    Assistance.objects.select_for_update().get(pk=assistance.pk)
    return Application.objects.filter(Application.SUBMITTED, wave=wave, person=person).exists()


def _note(assistance: Assistance, application: Application, step: str, at: datetime) -> None:
    _must_be_theirs(assistance, application, at)
    by, subject = str(assistance.officer), f"person:{application.person_id}"
    record(act=Act.STEP_ASSISTED, by=by, subject=subject, at=at, wave=application.wave.name, step=step)


def _note_sent(assistance: Assistance, made: Application, at: datetime) -> None:
    desk.note_joined(assistance=assistance, at=at)
    by, subject = str(assistance.officer), f"person:{made.person_id}"
    facts = {"wave": made.wave.name, "application": str(made)}
    record(act=Act.APPLICATION_ASSISTED, by=by, subject=subject, at=at, **facts)


def _must_be_theirs(assistance: Assistance, application: Application, at: datetime) -> None:
    """Raises `SittingOver` where the application is not that of the person whom the sitting helps."""
    if desk.helped(assistance, at).pk != application.person_id:
        raise desk.SittingOver(str(assistance))
