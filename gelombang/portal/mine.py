"""A person's own page: every attempt, the chance it had, what came of it, and the one next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from math import prod
from typing import Any

from gelombang.cases.models import Case
from gelombang.core.lottery.receipt import code_of
from gelombang.draws import attempts as draws
from gelombang.draws.models import Draw, Outcome, Seat
from gelombang.engines.odds_words import share_words
from gelombang.people.models import Person
from gelombang.policy.reason_words import say
from gelombang.waves import selectors as waves
from gelombang.waves.models import Application, Wave
from gelombang.waves.services import appeals
from gelombang.waves.services.closing import reason_of


@dataclass(frozen=True)
class Attempt:
    """One wave that the person joined. `state` is waiting, withdrawn, not_entered, sealed, selected (the seat can be
    taken), taken, lapsed, not_selected or void; `may_withdraw` until the closing; `may_object` to what kept them out;
    `case`: their objection, if any; `chance` as published, `told` in words, from the moment the list is sealed.
    `before`: void draws of the wave that were drawn again, and what each had said of the person."""

    wave: Wave
    application: Application
    code: str
    state: str
    chance: Decimal | None
    told: str
    percent: str
    why: Sequence[str]
    draw: Draw | None
    seat: Seat | None
    may_withdraw: bool
    may_object: bool
    case: Case | None
    before: "Sequence[Before]" = ()


@dataclass(frozen=True)
class Before:
    """A void draw that was drawn again. `was`: selected, not_selected, listed (no result was published) or
    not_entered."""

    draw: Draw
    was: str


@dataclass(frozen=True)
class Mine:
    """`objections`: those in waves without a result that no attempt shows; `joinable`: the open wave, where it was not
    joined; `has_answers`: one tap is enough; `is_selected`: a seat is theirs or can be taken; `chance_so_far`: of
    having been selected at least once in all that was drawn and counts."""

    attempts: Sequence[Attempt]
    objections: Sequence[tuple[Wave, Case]]
    joinable: Wave | None
    coming: Wave | None
    has_answers: bool
    is_selected: bool
    n_drawn: int
    chance_so_far: float
    told_so_far: str

    @property
    def n_older(self) -> int:
        """Attempts that are folded away."""
        return max(0, len(self.attempts) - 5)


def of(person: Person, *, at: datetime, language: str) -> Mine:
    """Everything for the page, with one question for each table."""
    applications = list(waves.attempts_of(person))
    every = Outcome.objects.filter(application__in=applications)
    outcomes = {(found.application_id, found.attempt): found for found in every}
    by_id = draws.of_waves(one.wave for one in applications)
    given = Seat.objects.filter(application__in=applications)
    seats = {(found.application_id, found.attempt): found for found in given}
    before = _before(applications, outcomes)
    attempts = [
        replace(
            _attempt(one, outcomes.get(key), seats.get(key), by_id.get(one.wave.draw_id), language, at),
            before=before.get(one.pk, ()),
        )
        for one in applications
        if (key := (one.pk, one.wave.attempt))
    ]
    chances = [float(one.chance) for one in attempts if one.chance is not None]
    missed = prod(1 - chance for chance in chances)
    opened = waves.open_at(at)
    joined = {one.wave_id for one in applications if one.withdrawn_at is None}
    is_selected = any(one.state in ("selected", "taken") for one in attempts)
    return Mine(
        attempts=attempts,
        objections=_objections(person, attempts),
        joinable=opened if opened is not None and opened.pk not in joined and not is_selected else None,
        coming=waves.next_after(at),
        has_answers=bool(applications),
        is_selected=is_selected,
        n_drawn=len(chances),
        chance_so_far=1 - missed,
        told_so_far=share_words(1 - missed, "id" if language == "id" else "en"),
    )


def _objections(person: Person, attempts: Sequence[Attempt]) -> list[tuple[Wave, Case]]:
    shown = {one.wave.pk for one in attempts if one.case is not None}
    return [(wave, case) for wave, case in appeals.without_result(person) if wave.pk not in shown]


def _before(
    applications: Sequence[Application], outcomes: Mapping[tuple[int, int], Outcome]
) -> dict[int, list[Before]]:
    """By application the void draws of its wave that were drawn again."""
    again = [one for one in applications if one.wave.attempt > 1]
    void = draws.void_ones_of(one.wave for one in again)
    listed = waves.entries_before(again)
    return {
        one.pk: [
            Before(draw, _was(draw, outcomes.get((one.pk, draw.attempt)), (one.pk, draw.attempt) in listed))
            for draw in void.get(one.wave.draw_id, ())
        ]
        for one in again
    }


def _was(draw: Draw, outcome: Outcome | None, is_listed: bool) -> str:
    if not is_listed:
        return "not_entered"
    if outcome is None or not draw.is_drawn:
        return "listed"
    return "selected" if outcome.is_selected else "not_selected"


def _attempt(
    application: Application,
    outcome: Outcome | None,
    seat: Seat | None,
    draw: Draw | None,
    language: str,
    at: datetime,
) -> Attempt:
    wave = application.wave
    is_void = wave.voided_at is not None
    chance = outcome.probability if outcome is not None and not is_void else None
    return Attempt(
        wave=wave,
        application=application,
        code=code_of(application.commit),
        state=_state(application, outcome, seat, at),
        chance=chance,
        told=share_words(float(chance), "id" if language == "id" else "en") if chance is not None else "",
        percent=f"{float(chance) * 100:.1f}".replace(".", "," if language == "id" else ".")
        if chance is not None
        else "",
        why=[say(reason_of(kept), language) for kept in application.reasons],
        draw=draw if application.withdrawn_at is None and application.is_entry is not False else None,
        seat=seat,
        may_withdraw=application.withdrawn_at is None and wave.closed_at is None and at < wave.closes_at,
        **_objection(application, at),
    )


def _objection(application: Application, at: datetime) -> dict[str, Any]:
    """Whether somebody who was kept out at the closing may still object, and the objection that there is."""
    if application.is_entry is not False:
        return {"may_object": False, "case": None}
    wave, person = application.wave, application.person
    may = appeals.may_object(wave=wave, application=application, at=at)
    reasons = appeals.objectionable(wave=wave, person=person, application=application)
    return {"may_object": may and bool(reasons), "case": appeals.case_of(wave=wave, person=person)}


def _state(application: Application, outcome: Outcome | None, seat: Seat | None, at: datetime) -> str:
    if application.withdrawn_at is not None:
        return "withdrawn"
    if application.wave.voided_at is not None and application.is_entry is not False:
        return "void"
    if seat is not None and application.wave.published_at is not None:
        return _of_seat(seat, at)
    if outcome is not None and application.wave.published_at is not None:
        return "selected" if outcome.is_selected else "not_selected"
    if application.is_entry is False:
        return "not_entered"
    return "sealed" if application.wave.committed_at is not None else "waiting"


def _of_seat(seat: Seat, at: datetime) -> str:
    if seat.taken_at is not None:
        return "taken"
    return "selected" if seat.lapsed_at is None and at <= seat.due_at else "lapsed"
