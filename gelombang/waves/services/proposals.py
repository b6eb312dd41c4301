"""Four eyes: what nobody does alone is proposed by one person and decided by another, once.

A decision is one compare-and-set on the proposal's row, so that of two who decide at once one is told that it is done.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.waves.models import Proposal, Wave

WHAT: Mapping[str, str] = {
    Proposal.Act.ANNOUNCE: "umumkan gelombang",
    Proposal.Act.PUBLISH: "umumkan hasil",
    Proposal.Act.VOID: "batalkan undian",
    Proposal.Act.AGAIN: "undi ulang",
}
"""How the trail calls each act."""


class SamePersonTwice(ValueError):
    """Whoever prepared something may not approve it."""


class AlreadyProposed(ValueError):
    """The same act waits for a decision already, or was approved before."""


class NotProposed(ValueError):
    """Nobody has proposed this, so nobody can approve it."""


class AlreadyDecided(ValueError):
    """Somebody else has decided it meanwhile; that decision stands."""


class ReasonNeeded(ValueError):
    """This is done with a reason or not at all."""


@transaction.atomic
def propose(
    *,
    wave: Wave,
    act: Proposal.Act,
    by: str,
    at: datetime,
    facts: Mapping[str, Any],
    why: str = "",
) -> Proposal:
    """Ask for somebody else's approval of exactly this. `facts` are texts, whole numbers, or lists of these. Whether
    the wave is ready for it is for the stage to say. Raises `AlreadyProposed`, `ReasonNeeded` for a void without."""
    said = why.strip()
    if act is Proposal.Act.VOID and not said:
        raise ReasonNeeded(act)
    of_it = Proposal.objects.filter(wave=wave, act=act, attempt=wave.attempt)
    if of_it.filter(decision=Proposal.Decision.APPROVED).exists():
        raise AlreadyProposed(act)
    try:
        with transaction.atomic():
            made = Proposal.objects.create(
                wave=wave, act=act, attempt=wave.attempt, facts=dict(facts), why=said, by=by, at=at
            )
    except IntegrityError as error:
        raise AlreadyProposed(act) from error
    record(act=Act.PROPOSAL_MADE, by=by, subject=str(wave), at=at, name=wave.name, what=WHAT[act])
    return made


def open_for(*, wave: Wave, act: Proposal.Act) -> Proposal:
    """The proposal about the wave's attempt that waits for a decision; raises `NotProposed`."""
    waiting = Proposal.objects.filter(wave=wave, act=act, attempt=wave.attempt, decided_at=None)
    found = waiting.first()
    if found is None:
        raise NotProposed(act)
    return found


@transaction.atomic
def approve(*, proposal: Proposal, by: str, at: datetime) -> Proposal:
    """Approve, once; raises `SamePersonTwice`, `AlreadyDecided`. What was approved is for the caller to do."""
    decided = _decide(proposal, Proposal.Decision.APPROVED, "", by, at)
    record(act=Act.PROPOSAL_APPROVED, by=by, subject=str(proposal.wave), at=at, **_told(decided))
    return decided


@transaction.atomic
def refuse(*, proposal: Proposal, by: str, at: datetime, reason: str) -> Proposal:
    """Refuse, once, with a reason that the proposer reads; raises as `approve`, and `ReasonNeeded`."""
    if not reason.strip():
        raise ReasonNeeded(proposal.act)
    decided = _decide(proposal, Proposal.Decision.REFUSED, reason.strip(), by, at)
    record(
        act=Act.PROPOSAL_REFUSED,
        by=by,
        subject=str(proposal.wave),
        at=at,
        reason=decided.reason,
        **_told(decided),
    )
    return decided


def _decide(proposal: Proposal, decision: Proposal.Decision, reason: str, by: str, at: datetime) -> Proposal:
    if by == proposal.by:
        raise SamePersonTwice(by)
    waiting = Proposal.objects.filter(pk=proposal.pk, decided_at=None)
    if waiting.update(decision=decision, reason=reason, decided_by=by, decided_at=at) != 1:
        raise AlreadyDecided(str(proposal))
    return Proposal.objects.select_related("wave").get(pk=proposal.pk)


def _told(proposal: Proposal) -> dict[str, str]:
    return {"name": proposal.wave.name, "what": WHAT[proposal.act], "proposed_by": proposal.by}
