"""What two people do about a draw: publish its result, or declare it void; and the signature that one of them brings.

Publishing is proposed by one and approved by another, and the bias gate must have let the result through; a result that
it stopped can only be declared void, in public and with the reason.
"""

from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.core.lottery import statement
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.core.lottery.forms import is_said
from gelombang.engines import beacon, self_check
from gelombang.engines.errors import NotThroughTheGate
from gelombang.engines.folder import Folder
from gelombang.waves.keys import operator
from gelombang.waves.models import PriorAward, Proposal, Wave
from gelombang.waves.services import proposals
from gelombang.waves.services.opening import WaveNotReady

from . import checks, services
from .folders import folder_of
from .models import Draw


class LibraryMissing(RuntimeError):
    """A signature is kept only when two libraries find it genuine, and one of them is not installed."""


def gate_of(wave: Wave) -> bool | None:
    """Whether the bias gate let the result through; None as long as there is no report."""
    folder = folder_of(wave)
    report = folder.statement("bias.json") if folder.is_committed else None
    return None if report is None else report.get("passed") is True


def public_policy_sha256(wave: Wave) -> str:
    """The code of the rules as the public page of the draw shows it, 64 hex; empty before the list is sealed."""
    folder = folder_of(wave)
    return folder.manifest.policy_sha256 if folder.is_committed else ""


def must_be_through_the_gate(wave: Wave) -> None:
    """Raises `NotThroughTheGate`; a rehearsal's result too stays where it is."""
    if gate_of(wave) is not True:
        raise NotThroughTheGate(draw_id=wave.draw_id)


def _kept(wave: Wave) -> Wave:
    """The wave as it is now; raises `WaveNotReady` where it is on another attempt than the caller has seen."""
    kept = Wave.objects.get(pk=wave.pk)
    if kept.attempt != wave.attempt:
        raise WaveNotReady("overtaken")
    return kept


def _must_wait_for_publication(wave: Wave) -> None:
    for has_been, state in (
        (wave.voided_at is not None, "void"),
        (wave.published_at is not None, "published"),
        (wave.drawn_at is None, "not drawn"),
    ):
        if has_been:
            raise WaveNotReady(state)
    must_be_through_the_gate(wave)


def propose_result(*, wave: Wave, by: str, at: datetime) -> Proposal:
    """Ask for approval to publish exactly this result; raises `WaveNotReady`, `NotThroughTheGate`,
    `AlreadyProposed`."""
    kept = _kept(wave)
    _must_wait_for_publication(kept)
    folder = folder_of(kept)
    outcome = folder.outcome
    facts = {
        "policy_sha256": folder.manifest.policy_sha256,
        "manifest_sha256": folder.manifest.sha256(),
        "results_sha256": outcome["results_sha256"],
        "seed": outcome["seed"],
        "round": kept.round,
        "n_entries": folder.manifest.n,
        "n_selected": sum(outcome["selected"]),
    }
    return proposals.propose(wave=kept, act=Proposal.Act.PUBLISH, by=by, at=at, facts=facts)


@transaction.atomic
def approve_result(*, wave: Wave, by: str, at: datetime) -> Proposal:
    """Approve what was proposed; raises `NotProposed`, `SamePersonTwice`, `AlreadyDecided`, `WaveNotReady`,
    `NotThroughTheGate`."""
    kept = _kept(wave)
    _must_wait_for_publication(kept)
    waiting = proposals.open_for(wave=kept, act=Proposal.Act.PUBLISH)
    return proposals.approve(proposal=waiting, by=by, at=at)


def approved(*, wave: Wave, act: Proposal.Act) -> Proposal:
    """The approved proposal about the wave's attempt; raises `NotProposed`."""
    decided = Proposal.objects.filter(decision=Proposal.Decision.APPROVED)
    found = decided.filter(wave=wave, act=act, attempt=wave.attempt).first()
    if found is None:
        raise proposals.NotProposed(act)
    return found


def propose_void(*, wave: Wave, by: str, at: datetime, why: str) -> Proposal:
    """Ask for approval to declare a committed draw void, for ever; raises `WaveNotReady`, `ReasonNeeded`."""
    kept = _kept(wave)
    if kept.committed_at is None or kept.voided_at is not None:
        raise WaveNotReady("not committed" if kept.committed_at is None else "void")
    if not is_said(why):
        raise proposals.ReasonNeeded(Proposal.Act.VOID)
    facts = {"manifest_sha256": folder_of(kept).manifest.sha256()}
    return proposals.propose(wave=kept, act=Proposal.Act.VOID, by=by, at=at, facts=facts, why=why)


def void(*, wave: Wave, by: str, at: datetime) -> Draw:
    """Approve a void that somebody else proposed, and declare it: a signed statement in public, the reason on the
    draw's page, and nobody's later wave is barred by it. Raises `NotProposed`, `SamePersonTwice`, `AlreadyDecided`."""
    waiting = proposals.open_for(wave=_kept(wave), act=Proposal.Act.VOID)
    proposals.approve(proposal=waiting, by=by, at=at)
    return carry_out_void(wave=wave, at=at)


def carry_out_void(*, wave: Wave, at: datetime) -> Draw:
    """Declare a draw void whose void is approved; may be repeated."""
    decided = approved(wave=wave, act=Proposal.Act.VOID)
    folder = folder_of(wave)
    with folder.writing() as work:
        if folder.statement("void.json") is None:
            _write_void(folder, work, decided.why, at)
    published = services.publish(folder=folder.root)
    with transaction.atomic():
        standing = Wave.objects.filter(pk=wave.pk, attempt=wave.attempt, voided_at=None)
        if standing.update(voided_at=at, void_reason=decided.why) == 1:
            awards = PriorAward.objects.filter(wave=wave, attempt=wave.attempt, lapsed_at=None)
            awards.update(lapsed_at=at)
            record(
                act=Act.WAVE_VOIDED,
                by=decided.decided_by,
                subject=str(wave),
                at=at,
                name=wave.name,
                reason=decided.why,
            )
    checks.pack(published)
    return published


def _write_void(folder: Folder, work: Path, reason: str, at: datetime) -> None:
    manifest, by = folder.manifest, operator()
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    unsigned = statement.unsigned("void", manifest.draw_id, manifest.sha256(), stamp, reason=reason)
    self_check.publish(folder, work, "void.json", statement.sign(unsigned, by.public_key, by.sign))


@transaction.atomic
def keep_signature(*, wave: Wave, signature: str, by: str, at: datetime) -> Wave:
    """Keep the beacon's signature (96 hex, spaces and capital letters forgiven) of exactly the wave's round, which two
    libraries find genuine: there is one such signature, so that whoever brings it can choose nothing. Raises
    `SignatureForged`, `LibraryMissing`, `WaveNotReady`."""
    kept = Wave.objects.select_for_update().get(pk=wave.pk)
    if kept.committed_at is None or at < QUICKNET.time_of(kept.round):
        raise WaveNotReady("not committed" if kept.committed_at is None else "round not out")
    if kept.drawn_at is not None or kept.voided_at is not None or kept.beacon_signature:
        raise WaveNotReady("signature kept")
    if len(beacon.installed()) < len(beacon.LIBRARIES):
        raise LibraryMissing
    plain = "".join(signature.split()).lower()
    beacon.must_be_genuine(kept.round, plain)
    kept.beacon_signature = plain
    kept.save(update_fields=["beacon_signature"])
    record(act=Act.SIGNATURE_KEPT, by=by, subject=str(kept), at=at, name=kept.name, round=kept.round)
    return kept
