"""Deciding what waits for a person, proposals about waves and cases: one door each, whatever it is about."""

from collections.abc import Callable, Mapping
from datetime import datetime

from gelombang.cases import services as cases
from gelombang.cases.models import Case
from gelombang.draws import again, approvals, drawing
from gelombang.people.models import Person
from gelombang.people.services import disputes
from gelombang.waves import selectors
from gelombang.waves.models import Proposal, Wave
from gelombang.waves.services import appeals, correcting, opening, proposals

AT_ONCE = 50_000
"""A result of at most so many entries is published within the request, and a wave of at most so many applications
reopened; larger ones by the next tick."""


def approve(*, proposal: Proposal, by: str, at: datetime) -> Proposal:
    """Approve, and do it. Raises what the act raises: `SamePersonTwice`, `AlreadyDecided`, `NotProposed`,
    `WaveNotReady` (also for a result while a void of it waits), `NotThroughTheGate`."""
    if proposal.decided_at is not None:
        raise proposals.AlreadyDecided(str(proposal))
    wave = proposal.wave
    if proposal.attempt != wave.attempt:
        raise opening.WaveNotReady("overtaken")
    if proposal.act == Proposal.Act.ANNOUNCE:
        opening.announce(wave=wave, by=by, at=at)
    elif proposal.act == Proposal.Act.VOID:
        approvals.void(wave=wave, by=by, at=at)
    elif proposal.act == Proposal.Act.AGAIN:
        _again(wave, by, at)
    elif (
        selectors.void_waiting(wave) is not None
    ):  # what is published, and told to everybody, is not taken back
        raise opening.WaveNotReady("void waits")
    elif (wave.n_entries or 0) > AT_ONCE:
        approvals.approve_result(wave=wave, by=by, at=at)
    else:
        drawing.publish_result(wave=wave, by=by, at=at)
    proposal.refresh_from_db()
    return proposal


def _again(wave: Wave, by: str, at: datetime) -> None:
    if (wave.n_submitted or 0) > AT_ONCE:
        again.approve_again(wave=wave, by=by, at=at)
    else:
        again.again(wave=wave, by=by, at=at)


def decide_case(*, case: Case, decision: Case.Decision, reason: str, by: str, at: datetime) -> Case:
    """Decide a case, and do what the decision means. Raises `CaseDecided`, `CannotBeDone`, `ListNotSealed`,
    `OwnMatter`, `ReasonNeeded`."""
    said = reason.strip()
    if not said:
        raise proposals.ReasonNeeded(str(case))
    if is_own_matter(case, by):
        raise appeals.OwnMatter(str(case))
    act = DECIDED_BY.get(case.kind)
    if act is not None:
        return act(case=case, decision=decision, reason=said, by=by, at=at)
    return cases.decide(case_id=case.pk, decision=decision, reason=said, by=by, at=at)


def is_own_matter(case: Case, by: str) -> bool:
    """Whether somebody has a hand in a case, and so does not decide it: their act opened it, they loaded a list behind
    it, or it is about themselves or their own family card."""
    kind, _, key = by.partition(":")
    own = Person.objects.filter(account=int(key)).first() if kind == "account" and key.isdigit() else None
    about_oneself = () if own is None else (str(own), f"family_card:{own.family_card_id}")
    if case.opened_by in (by, *about_oneself) or case.subject in about_oneself:
        return True
    return case.kind in (Case.Kind.LISTED, Case.Kind.APPEAL) and appeals.is_own_matter(case, by)


DECIDED_BY: Mapping[str, Callable[..., Case]] = {
    Case.Kind.SAME_NUMBER: disputes.decide_same_number,
    Case.Kind.CARD_REGION: disputes.decide_card_region,
    Case.Kind.CONTRADICTED: disputes.decide_contradicted,
    Case.Kind.LISTED: appeals.decide,
    Case.Kind.APPEAL: appeals.decide,
    Case.Kind.CORRECTION: correcting.decide,
}
"""Which stage's service carries out a decision."""
