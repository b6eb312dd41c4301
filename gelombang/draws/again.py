"""Drawing a void wave again: proposed by one, approved by another, and from then on it goes its way by itself.

The void draw stays where it is, with its files, its reason and its rows. The new one has the same name and rules, a
list that is judged by what is known then, and a later round, at least the promised notice after its list is published.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from gelombang.core.lottery.beacon import QUICKNET
from gelombang.waves.models import Proposal, Wave
from gelombang.waves.services import closing, proposals, reopening
from gelombang.waves.services.opening import REHEARSAL_ROUND, WaveNotReady

from .folders import folder_of

TIME_TO_APPROVE = timedelta(hours=24)
"""Added to the notice when a redo is proposed, so that the second person has a day."""

TIME_TO_PUBLISH = timedelta(hours=1)
"""Between the approval and the list for all to see: judging and sealing a nation takes minutes."""

COUNTED_AT_ONCE = 50_000
"""Applications that are judged within the request to tell what would change; of more only the list itself tells."""

REHEARSED: Mapping[int, str] = {
    REHEARSAL_ROUND: "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
    9683710: "b0a8b04e009cf72534321aca0f50048da596a3feec1172a0244d9a4a623a3123d0402da79854d4c705e94bc73224c342",
}
"""Signatures of rounds that rehearsals use; they have long been public. A redo takes the next of them."""


def round_for(wave: Wave, at: datetime) -> int:
    """The round that decides a redo whose list is published at `at`: the first that leaves the promised notice; in a
    rehearsal the next that is known. Raises `WaveNotReady` where no later one is known."""
    if not wave.is_rehearsal:
        return QUICKNET.first_round_at(at + timedelta(hours=wave.notice_hours))
    known = [one for one in sorted(REHEARSED) if one > wave.round]
    if not known:
        raise WaveNotReady("rehearsed out")
    return known[0]


def propose_again(*, wave: Wave, by: str, at: datetime) -> Proposal:
    """Ask for approval to draw a void wave again. Raises `WaveNotReady` where it is not void, or those who applied are
    not told of the void yet; `AlreadyProposed`."""
    kept = _void(wave)
    facts: dict[str, object] = {
        "manifest_sha256": folder_of(kept).manifest.sha256(),
        "round": round_for(kept, at + TIME_TO_APPROVE + TIME_TO_PUBLISH),
        "n_entries": kept.n_entries,
    }
    if (kept.n_submitted or 0) <= COUNTED_AT_ONCE:
        foreseen = closing.foresee(wave=kept)
        facts |= {"n_more": foreseen.n_more, "n_fewer": foreseen.n_fewer}
    return proposals.propose(wave=kept, act=Proposal.Act.AGAIN, by=by, at=at, facts=facts)


def _void(wave: Wave) -> Wave:
    """The wave as it is now; raises `WaveNotReady`."""
    kept = Wave.objects.get(pk=wave.pk)
    for is_so, state in (
        (kept.attempt != wave.attempt, "overtaken"),
        (kept.voided_at is None, "not void"),
        (kept.void_notified_at is None, "void not told"),
    ):
        if is_so:
            raise WaveNotReady(state)
    return kept


@transaction.atomic
def approve_again(*, wave: Wave, by: str, at: datetime) -> Proposal:
    """Approve a redo exactly as it was proposed. Raises `WaveNotReady` too where its round would no longer leave the
    promised notice, so that it must be refused and proposed anew; `NotProposed`, `SamePersonTwice`,
    `AlreadyDecided`."""
    kept = _void(wave)
    waiting = proposals.open_for(wave=kept, act=Proposal.Act.AGAIN)
    if not kept.is_rehearsal and waiting.facts["round"] < round_for(kept, at + TIME_TO_PUBLISH):
        raise WaveNotReady("notice too short")
    return proposals.approve(proposal=waiting, by=by, at=at)


def again(*, wave: Wave, by: str, at: datetime) -> Wave:
    """Approve, and reopen the wave; raises as `approve_again`."""
    approve_again(wave=wave, by=by, at=at)
    return carry_out_again(wave=wave, at=at)


def carry_out_again(*, wave: Wave, at: datetime) -> Wave:
    """Reopen a wave whose redo is approved; may be repeated, and two at once reopen it once. Raises `NotProposed`."""
    decided = Proposal.objects.filter(
        wave=wave, act=Proposal.Act.AGAIN, attempt=wave.attempt, decision=Proposal.Decision.APPROVED
    ).first()
    if decided is None:
        raise proposals.NotProposed(Proposal.Act.AGAIN)
    reopening.reopen(wave=wave, round_number=decided.facts["round"], by=decided.decided_by, at=at)
    return Wave.objects.get(pk=wave.pk)
