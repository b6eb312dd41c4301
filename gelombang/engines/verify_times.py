"""Checking the times that a draw states. The operator writes them, so they prove little; but what they say of
themselves must be possible, and what no file can show is said out loud."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from gelombang.core.lottery import times
from gelombang.core.lottery.beacon import NO_BEACON, QUICKNET
from gelombang.core.lottery.forms import is_plain
from gelombang.core.lottery.manifest import Manifest

from .folder import Folder

Facts = dict[str, str | int]
Check = tuple[str, bool | None, Facts]
"""(check, holds, facts)."""


def impossible(file: str, at: str, latest: str | None, *before: str | None) -> Iterator[Check]:
    """The failure of a time that lies in the future (after `latest`) or earlier than what must come before it."""
    bound = times.fault(at, latest, before)
    if bound is not None:
        name = "order of times" if at < bound else "future"
        yield name, False, {"file": file, "signed_at": at, "before": bound}


def of_commitment(folder: Folder, latest: str | None) -> Iterator[Check]:
    """Name and flag of a rehearsal, closing time, the round to come, the notice that was promised, the ceremony."""
    manifest, commitment = folder.manifest, folder.commitment
    rehearsal, signed = commitment["rehearsal"], commitment["signed_at"]
    named = manifest.is_rehearsal == rehearsal
    yield "rehearsal name", named, {"draw_id": manifest.draw_id}
    yield from impossible("commitment.json", signed, latest)
    yield "closed first", manifest.close_time <= signed, {"closed": manifest.close_time, "signed_at": signed}
    out = times.out_at(manifest)
    if out is not None and not rehearsal:
        yield "before the round", signed < out, {"signed_at": signed, "at": out, "round": manifest.round}
        yield from _notice(folder.about["notice_hours"], signed, out)
    if manifest.ceremony:
        yield "ceremony alone" if manifest.beacon == NO_BEACON else "ceremony", None, {}


def _notice(promised: int, signed: str, out: str) -> Iterator[Check]:
    hours = (datetime.fromisoformat(out) - datetime.fromisoformat(signed)).total_seconds() / 3600
    if hours < promised:
        yield "notice", None, {"hours": f"{hours:.1f}", "promised": promised}
    if hours < times.NOTICE_HOURS:
        yield "notice short", None, {"hours": f"{hours:.1f}"}


def of_previous(manifest: Manifest, previous: Manifest, commitment: dict[str, Any]) -> Iterator[Check]:
    """A draw done again has a later round; another draw before this one usually has an earlier one. Real draws follow
    real ones, and rehearsals rehearsals."""
    facts: Facts = {"draw_id": previous.draw_id, "earlier": previous.round, "round": manifest.round}
    if previous.draw_id == manifest.draw_id:
        yield "drawn again", previous.round < manifest.round or manifest.round == 0, facts
    elif 0 < manifest.round < previous.round:
        yield "previous round", None, facts
    if previous.is_rehearsal != manifest.is_rehearsal:
        yield "previous real" if manifest.is_rehearsal else "previous rehearsal", None, facts
    if previous.close_time > commitment["signed_at"]:
        moments: Facts = {"closed": previous.close_time, "signed_at": commitment["signed_at"]}
        yield "previous close", None, {"draw_id": previous.draw_id, **moments}


def of_outcome(folder: Folder, outcome: dict[str, Any], latest: str | None) -> Iterator[Check]:
    """No outcome before its commitment, nor before its round came out; and a ceremony's text that hides something."""
    if folder.manifest.ceremony and not is_plain(outcome["ceremony"]):
        yield "ceremony hidden", None, {}
    before = folder.commitment["signed_at"], times.out_at(folder.manifest)
    yield from impossible("result/outcome.json", outcome["signed_at"], latest, *before)


def of_round(folder: Folder, file: str, statement: dict[str, Any]) -> Iterator[Check]:
    """The later round of a replacement must not have been out when the outcome was signed, but for rehearsals; and no
    file shows when it was chosen."""
    if not statement["round"]:
        return
    out, drawn = times.stamp(QUICKNET.time_of(statement["round"])), folder.outcome["signed_at"]
    signed = statement["signed_at"]
    facts: Facts = {
        "file": file,
        "round": statement["round"],
        "at": out,
        "before": drawn,
        "signed_at": signed,
    }
    yield "replacement round", None, facts
    if out < drawn and not folder.commitment["rehearsal"]:
        yield "replacement early", False, facts
    elif out < drawn:
        yield "replacement known", None, facts
    elif datetime.fromisoformat(signed) - datetime.fromisoformat(out) > times.PROMPT:
        yield "replacement late", None, facts


def of_further(folder: Folder, file: str, statement: dict[str, Any], latest: str | None) -> Iterator[Check]:
    """No statement before the commitment, nor, but for the odds, before the outcome; no replacement before the round
    that it names."""
    before: list[str | None] = [folder.commitment["signed_at"]]
    if folder.is_drawn and statement["kind"] != "odds":
        before.append(folder.outcome["signed_at"])
    if statement["kind"] == "replacement" and statement["round"]:
        before.append(times.stamp(QUICKNET.time_of(statement["round"])))
    yield from impossible(file, statement["signed_at"], latest, *before)
