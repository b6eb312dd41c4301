"""Putting a draw into the public register."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from gelombang.core.lottery.beacon import NO_BEACON
from gelombang.core.lottery.errors import LotteryError
from gelombang.engines.errors import CommittedTooLate, FolderAltered, NotThroughTheGate
from gelombang.engines.folder import Folder
from gelombang.engines.outcome import Progress, silent
from gelombang.engines.verify import Finding, verify
from gelombang.waves.models import Proposal, Wave

from .models import Draw


@transaction.atomic
def publish(*, folder: Path, operator: str | None = None, progress: Progress = silent) -> Draw:
    """Register a draw's folder, or bring its entry up to date after it was drawn or voided.

    The folder is checked as anyone would check it first; `operator` pins the key (64 hex) that must have signed.
    Raises `FolderAltered` where a check fails, `NotThroughTheGate` for a result without a passed bias report. What is
    registered never changes: not the manifest, not a result."""
    opened = Folder.open(folder)
    verdict = verify(opened, operator=operator, progress=progress, now=timezone.now())
    if not verdict.holds:
        raise _refusal(opened, verdict.findings[-1])
    _must_be_through_the_gate(opened)
    manifest, commitment = opened.manifest, opened.commitment
    round_at = None if manifest.beacon == NO_BEACON else manifest.beacon.time_of(manifest.round)
    attempt = _attempt_of(opened)
    draw, _ = Draw.objects.select_for_update().get_or_create(
        manifest_sha256=manifest.sha256(),
        defaults={
            "draw_id": manifest.draw_id,
            "attempt": attempt,
            "slug": _slug(manifest.draw_id, attempt, manifest.sha256()),
            "title": str(opened.about.get("title") or manifest.draw_id)[:200],
            "folder": _relative(folder),
            "prev": manifest.prev,
            "operator": commitment["operator"],
            "n_entries": manifest.n,
            "round": manifest.round,
            "rehearsal": bool(commitment["rehearsal"]),
            "committed_at": _moment(commitment["signed_at"]),
            "round_at": round_at,
        },
    )
    _bring_up_to_date(draw, opened)
    return draw


def _attempt_of(folder: Folder) -> int:
    """Which attempt under its name a draw is. A name is drawn again only when the draw before is void, and by a later
    round or none; raises `FolderAltered` otherwise."""
    manifest = folder.manifest
    last = Draw.objects.filter(draw_id=manifest.draw_id).order_by("-attempt").first()
    if last is None:
        return 1
    known = Draw.objects.filter(manifest_sha256=manifest.sha256()).first()
    if known is not None:
        return known.attempt
    if not last.is_void or 0 < manifest.round <= last.round:
        raise FolderAltered(file="manifest.json")
    return last.attempt + 1


def _refusal(folder: Folder, failed: Finding) -> LotteryError:
    """What a check that failed means for the register."""
    if failed.name == "before the round":
        return CommittedTooLate(
            draw_id=folder.manifest.draw_id, signed_at=failed.facts["signed_at"], at=failed.facts["at"]
        )
    return FolderAltered(file=failed.name)


def _must_be_through_the_gate(folder: Folder) -> None:
    """A result is shown once its bias report is published and says that it passed. A void draw stays as it is, and a
    rehearsal decides nothing: its page shows the report, whatever it says."""
    void, rehearsal = folder.statement("void.json"), folder.commitment["rehearsal"]
    if not folder.is_drawn or void is not None or rehearsal:
        return
    report = folder.statement("bias.json")
    if report is None or report.get("passed") is not True:
        raise NotThroughTheGate(draw_id=folder.manifest.draw_id)


def _bring_up_to_date(draw: Draw, folder: Folder) -> None:
    if folder.is_drawn and _may_be_announced(draw):
        outcome = folder.outcome
        if draw.is_drawn and draw.seed != outcome["seed"]:
            raise FolderAltered(file="result/outcome.json")
        draw.drawn_at = _moment(outcome["signed_at"])
        draw.seed = outcome["seed"]
        draw.n_selected = sum(outcome["selected"])
    void = folder.statement("void.json")
    if void is not None:
        draw.voided_at = _moment(void["signed_at"])
        draw.void_reason = str(void["reason"])
    draw.save()


def _may_be_announced(draw: Draw) -> bool:
    """Whether the result of a draw may be shown: of a wave's once two people have decided so, or that it is void. That
    an earlier attempt is void they have decided."""
    wave = Wave.objects.filter(draw_id=draw.draw_id).first()
    if wave is None or draw.attempt < wave.attempt or wave.published_at is not None:
        return True
    decided = Proposal.objects.filter(wave=wave, attempt=draw.attempt, decision=Proposal.Decision.APPROVED)
    return decided.filter(act__in=(Proposal.Act.PUBLISH, Proposal.Act.VOID)).exists()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _slug(draw_id: str, attempt: int, manifest_sha256: str) -> str:
    """Readable where it can be, never shared by two draws."""
    slug = slugify(draw_id)[:120] or manifest_sha256[:12]
    slug = slug if attempt == 1 else f"{slug}-{attempt}"
    return slug if not Draw.objects.filter(slug=slug).exists() else f"{slug}-{manifest_sha256[:8]}"


def _relative(folder: Path) -> str:
    """Inside the data folder a relative path, so that the data folder can be moved."""
    resolved = folder.resolve()
    base = Path(settings.DATA_DIR)
    return str(resolved.relative_to(base) if resolved.is_relative_to(base) else resolved)
