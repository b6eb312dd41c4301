"""Checking the times that a draw states. The operator writes them, so they prove little; but what they say of
themselves must be possible, and what no file can show is said out loud."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from gelombang.core.lottery.beacon import NO_BEACON
from gelombang.core.lottery.manifest import Manifest

from .folder import Folder

Facts = dict[str, str | int]
Check = tuple[str, bool | None, Facts]
"""(check, holds, facts)."""

LAST = "9999-12-31T23:59:59Z"


def stamp(moment: datetime) -> str:
    """As times stand in statements."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def out_at(manifest: Manifest) -> str:
    """When the round comes out; of one past the calendar, the calendar's last second."""
    try:
        return stamp(manifest.beacon.time_of(manifest.round))
    except (OverflowError, ValueError):
        return LAST


def of_commitment(folder: Folder) -> Iterator[Check]:
    """Name and flag of a rehearsal, closing time, the round to come, the notice that was promised, the ceremony."""
    manifest, commitment = folder.manifest, folder.commitment
    rehearsal, signed = commitment["rehearsal"], commitment["signed_at"]
    named = manifest.draw_id.startswith("rehearsal-") == rehearsal
    yield "rehearsal name", named, {"draw_id": manifest.draw_id}
    yield "closed first", manifest.close_time <= signed, {"closed": manifest.close_time, "signed_at": signed}
    if manifest.beacon != NO_BEACON and not rehearsal:
        out = out_at(manifest)
        yield "before the round", signed < out, {"signed_at": signed, "at": out, "round": manifest.round}
        yield from _notice(folder.about.get("notice_hours"), signed, out)
    if manifest.ceremony:
        yield "ceremony alone" if manifest.beacon == NO_BEACON else "ceremony", None, {}


def _notice(promised: Any, signed: str, out: str) -> Iterator[Check]:
    hours = (datetime.fromisoformat(out) - datetime.fromisoformat(signed)).total_seconds() / 3600
    if type(promised) is int and hours < promised:
        yield "notice", None, {"hours": f"{hours:.1f}", "promised": promised}


def of_previous(manifest: Manifest, previous: Manifest) -> Iterator[Check]:
    """A draw done again has a later round; another draw before this one usually has an earlier one."""
    facts: Facts = {"draw_id": previous.draw_id, "earlier": previous.round, "round": manifest.round}
    if previous.draw_id == manifest.draw_id:
        yield "drawn again", previous.round < manifest.round or manifest.round == 0, facts
    elif 0 < manifest.round < previous.round:
        yield "previous round", None, facts


def of_outcome(folder: Folder, outcome: dict[str, Any]) -> Iterator[Check]:
    """No outcome before its commitment, nor before its round came out."""
    before = folder.commitment["signed_at"]
    if folder.manifest.beacon != NO_BEACON:
        before = max(before, out_at(folder.manifest))
    if outcome["signed_at"] < before:
        facts: Facts = {"file": "result/outcome.json", "signed_at": outcome["signed_at"], "before": before}
        yield "order of times", False, facts
