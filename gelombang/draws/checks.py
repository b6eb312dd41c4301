"""Checking a proof on the server: the same steps and words as in the browser, for those without JavaScript."""

import json
import logging
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils import timezone

from gelombang.core.lottery import jcs, times
from gelombang.core.lottery import proof as proofs
from gelombang.core.lottery.errors import CodeMalformed, LotteryError, NotCanonical
from gelombang.core.lottery.manifest import Manifest
from gelombang.core.lottery.proof import Checked
from gelombang.core.lottery.receipt import CODE_LENGTH, code_of
from gelombang.engines import beacon, signing
from gelombang.engines import bundle as bundles
from gelombang.engines.folder import sha256_of
from gelombang.engines.languages import Language
from gelombang.engines.replacements import Since

from . import attempts, selectors
from .check_steps import Page, Step, details_of, is_rehearsal, steps_of
from .check_words import Detail, Speaker
from .folders import files_of
from .models import Draw

PACKED_ON_REQUEST = 200_000
"""Entries up to which a bundle is packed while somebody waits for it, some two seconds."""

LEFT_OVER = 3600
"""Seconds after which another bundle in the cache is nobody's."""

logger = logging.getLogger(__name__)

_packing = Lock()
"""One bundle at a time in a process; two processes may pack the same one, each under a name of its own."""

KINDS = {"-": "selected", "Q": "quota", "H": "household", "N": "seats"}


class Refused(Exception):
    """What was given cannot be checked: `field` is code or proof, `words` say why and what to do."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field, self.words = field, words


@dataclass(frozen=True)
class Line:
    """One step: whether it holds (None: not checked), the sentence that says so, what decided it, and why it matters or
    what to do."""

    holds: bool | None
    words: str
    details: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Answer:
    """What a check found. `kind` is that of the notice: green only for somebody selected, red only for a failed check;
    `code` is set where the proof can be downloaded; `link` (slug, words) leads to the draw that the proof is of."""

    kind: str
    title: str
    sentences: tuple[str, ...]
    objection: str = ""
    rehearsal: str = ""
    lines: tuple[Line, ...] = ()
    code: str = ""
    fold: str = ""
    failed: str = ""
    keep: str = ""
    whose: str = ""
    link: tuple[str, str] | None = None

    @property
    def wrong(self) -> list[Line]:
        """The steps that do not stand, to be read first."""
        return [line for line in self.lines if not line.holds]

    @property
    def right(self) -> list[Line]:
        return [line for line in self.lines if line.holds]


def of_proof(draw: Draw, data: bytes, language: Language, code: str = "") -> Answer:
    """Check a proof that somebody hands in, or that `code` names; raises `Refused` for what is none."""
    speaker = selectors.speaker_of(draw, language)
    try:
        proof = jcs.parse(data, "proof")
        checked = proofs.check(proof, signing.verify, beacon.verify, times.latest_at(timezone.now()))
    except LotteryError as error:
        words = _refusal(data, error, speaker)
        if words == speaker.refusal(
            "member"
        ):  # it says of itself that it is a proof, and is not as it was made
            return Answer("danger", speaker.words["answers"]["wrong"]["title"], (words,))
        raise Refused("proof", words) from error
    # whoever signs a draw of their own with a key of their own has a proof that agrees with itself
    own = checked.operator == draw.operator and checked.manifest.sha256() == draw.manifest_sha256
    # and whoever holds that key may sign a second outcome for one reader: the published one counts
    announced = selectors.outcome_sha256(draw)
    published = checked.statement_sha256 == announced if announced else None
    is_named = checked.manifest.draw_id == draw.draw_id
    is_named = is_named and checked.manifest.sha256() not in attempts.others_of(draw)
    page = Page(own, is_named, published, code)
    return _answer(draw, speaker, proof, checked, steps_of(proof, checked, page), code)


def _refusal(data: bytes, error: LotteryError, speaker: Speaker) -> str:
    """Why a file is no proof, as the browser says it."""
    if not data:
        return speaker.refusal("empty")
    if not isinstance(error, NotCanonical):
        value = json.loads(data)
        if isinstance(value, dict) and value.get("kind") == "receipt" and _is_hash(value.get("commit")):
            return speaker.fill(speaker.words["is_receipt"], {"code": code_of(value["commit"])})
        if not isinstance(value, dict) or value.get("kind") != "proof":
            return speaker.refusal("kind")
        return speaker.refusal("member")
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return speaker.refusal("cut" if _is_cut(data.strip()) else "json")
    is_ours = re.search(rb'"kind"\s*:\s*"(proof|receipt)"', data)
    return speaker.refusal("canonical" if is_ours else "kind")


def _is_cut(data: bytes) -> bool:
    """Whether a download broke off: it begins as a proof does, and does not end as one."""
    try:
        text = data.decode()
    except ValueError:
        return False
    return text.startswith("{") and not text.endswith("}")


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None


def _answer(
    draw: Draw, speaker: Speaker, proof: Mapping[str, Any], checked: Checked, steps: list[Step], code: str
) -> Answer:
    words, failed = speaker.words, [step for step in steps if step.holds is False]
    if _is_of_another(failed):
        return _other(speaker, checked.manifest)
    more: dict[str, Any] = {
        "lines": tuple(_line(speaker, step) for step in steps),
        "code": code,
        "failed": words["failed" if failed else "open"],
        "keep": words["keep"],
        "whose": speaker.fill(words["whose"], {"code": code_of(checked.entry.commit)}),
        "fold": speaker.fill(words["fold"], {"n": sum(bool(step.holds) for step in steps)}),
    }
    rehearsal = words["rehearsal"] if is_rehearsal(proof) else ""
    if failed:
        said = words["answers"]["wrong"]
        return Answer("danger", said["title"], (*_gone(speaker), said["reason"]), speaker.objection, **more)
    if speaker.gone:
        return _void(speaker, speaker.gone, _told(speaker, proof, checked)[1], more)
    if any(step.name == "outcome" and step.holds is None for step in steps):
        said = words["answers"]["unannounced"]
        return Answer("warning", said["title"], (said["reason"], said["next"]), rehearsal=rehearsal, **more)
    since = selectors.since(draw, checked)
    if since is not None:
        return _since(
            speaker, since, _told(speaker, proof, checked)[1], checked, {"rehearsal": rehearsal, **more}
        )
    return _result(speaker, proof, checked, rehearsal, more)


def _is_of_another(failed: Sequence[Step]) -> bool:
    """Whether a proof is of another draw: everything else may hold, but never that its result was published here."""
    first = failed[0] if failed else None
    another = first is not None and first.name == "draw" and not first.facts["named"]
    return another and all(step.name in ("draw", "outcome") for step in failed)


def _other(speaker: Speaker, manifest: Manifest) -> Answer:
    said = speaker.words["answers"]["other"]
    found = attempts.by_name(manifest.draw_id, manifest.sha256())
    sentences = [speaker.fill(said["reason"], {"draw": manifest.draw_id})]
    if found is None:
        return Answer("warning", said["title"], (*sentences, said["absent"]))
    link = found.slug, speaker.fill(said["here"], {"title": attempts.told_title(found)})
    return Answer("warning", said["title"], tuple(sentences), link=link)


def _gone(speaker: Speaker) -> tuple[str, ...]:
    """That the draw is void, in one sentence after its heading; nothing where it is not."""
    said = speaker.words["answers"]["void"]
    return (f"{said['title']}. {speaker.fill(said['reason'], speaker.gone)}",) if speaker.gone else ()


def _told(speaker: Speaker, proof: Mapping[str, Any], checked: Checked) -> tuple[str, str]:
    """The kind of answer, and the reason in one sentence."""
    kind = _kind_of(checked, details_of(proof, checked))
    phase = checked.result.phase if checked.result else 0
    cap = proof["statement"].get("household_cap", 0)
    return kind, speaker.reason(kind, phase=phase, stratum=checked.entry.stratum, cap=cap)


def _void(speaker: Speaker, gone: Mapping[str, Any], reason: str, more: Mapping[str, Any]) -> Answer:
    said, before = speaker.words["answers"]["void"], speaker.words["answers"]["before"]["reason"]
    was = [] if reason == before else [speaker.fill(said["was"], {"reason": reason})]
    sentences = (speaker.fill(said["reason"], gone), *was, said["next"])
    return Answer("danger", said["title"], sentences, speaker.objection, **more)


def _result(
    speaker: Speaker, proof: Mapping[str, Any], checked: Checked, rehearsal: str, more: Mapping[str, Any]
) -> Answer:
    words, (kind, reason) = speaker.words, _told(speaker, proof, checked)
    said = words["answers"][kind]
    numbers = speaker.numbers(kind, details_of(proof, checked))
    checked_words = words["partly"]["beacon"] if checked.unchecked else words["right"]
    selected = kind == "selected"
    following = (speaker.next if selected else "") or said.get("next") or words["next_wave"]
    question = speaker.to_operator(words["question"]) if selected else speaker.objection
    return Answer(
        "warning" if checked.unchecked else "success" if selected else "plain",
        said["title"],
        (reason, *numbers, *_short_notice(speaker, checked), checked_words, following),
        "" if kind == "before" else question,
        rehearsal,
        **more,
    )


def _since(speaker: Speaker, since: Since, was: str, checked: Checked, more: Mapping[str, Any]) -> Answer:
    """The answer where a replacement took the place away from the draw's result, or gave one: that comes first."""
    words, (title, reason) = speaker.words, speaker.since(since.facts, left=since.left)
    checked_words = words["partly"]["beacon"] if checked.unchecked else words["right"]
    following = words["next_wave"] if since.left else speaker.next or words["answers"]["selected"]["next"]
    return Answer(
        "warning" if checked.unchecked or since.left else "success",
        title,
        (reason, speaker.fill(words["since"]["was"], {"reason": was}), checked_words, following),
        speaker.objection if since.left else speaker.to_operator(words["question"]),
        **more,
    )


def _short_notice(speaker: Speaker, checked: Checked) -> tuple[str, ...]:
    """Where the list of a real draw was sealed fewer hours before its round than undian/1 asks for, what to look at."""
    statement, out = checked.paper.statement, times.out_at(checked.manifest)
    if statement["kind"] != "commitment" or statement["rehearsal"] or out is None:
        return ()
    left = datetime.fromisoformat(out) - datetime.fromisoformat(statement["signed_at"])
    hours = max(0, left // timedelta(hours=1))
    words = speaker.words["short_notice"]
    return (speaker.fill(words, {"hours": hours}),) if left < timedelta(hours=times.NOTICE_HOURS) else ()


def _kind_of(checked: Checked, details: Sequence[Detail]) -> str:
    """A household that had its share may not be what decided: seats can have run out before its member's turn in every
    phase."""
    if checked.result is None:
        return "before"
    kind = KINDS[checked.result.reason] if checked.result.phase else "closed"
    decided = any(detail.kind == "household" for detail in details)
    return "household_too" if kind == "household" and not decided else kind


def _line(speaker: Speaker, step: Step) -> Line:
    said = speaker.step(step.name, step.holds, step.facts)
    details = tuple(speaker.detail(detail) for detail in step.facts.get("details", ()))
    return Line(step.holds, said, details, speaker.note(step.name, step.holds, step.facts))


def of_code(draw: Draw, code: str, language: Language) -> Answer:
    """Find a receipt's entry and check its proof; where there is none, show the gap in the sorted list. Raises
    `Refused` for a mistyped code."""
    prover, speaker = selectors.prover_of(draw), selectors.speaker_of(draw, language)
    try:
        ticket = prover.ticket_of_code(code)
    except CodeMalformed as error:
        raise Refused("code", _miscoded(code, speaker)) from error
    if ticket is None:
        before, after = prover.neighbours_of_code(code)
        advice = speaker.to_operator(speaker.words["absent"])
        gap = speaker.fill(speaker.words["gap"], {"before": before, "after": after})
        return Answer("warning", speaker.refusal("absent"), (advice, gap))
    return of_proof(draw, jcs.canonical(prover.proof(ticket)), language, code)


def _miscoded(code: str, speaker: Speaker) -> str:
    """What is wrong with a code: too short, too long, or mistyped."""
    n = len(re.findall(r"[0-9A-Za-z]", code))
    if n == CODE_LENGTH:
        return speaker.refusal("code")
    return speaker.refusal("short" if n < CODE_LENGTH else "long", n=n)


def packed(draw: Draw) -> Path:
    """Where the bundle of what is published now lies, once it is packed."""
    folder = selectors.folder_of(draw)
    files = files_of(folder)
    stamp = f"{max(path.stat().st_mtime_ns for path in files.values())}-{len(files)}"
    # a folder that is nothing but what is published has no place of its own for it
    cache = folder.cache or Path(settings.DATA_DIR) / "cache" / draw.slug
    return cache / f"bundle-{stamp}.zip"


def bundle_of(draw: Draw, most: int = PACKED_ON_REQUEST) -> Path | None:
    """The bundle of a draw, packed once and again when what is published has changed; None where packing it would keep
    a request waiting too long: `publish_draw` packs those."""
    target = packed(draw)
    if target.exists() and (draw.n_entries > most or sum_of(target)):
        return target
    if draw.n_entries > most:
        return None
    with _packing:
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            folder = selectors.folder_of(draw)
            bundles.write(folder, target, files_of(folder))
            _forget_others(target)
        if not sum_of(target):
            _sum_beside(target).write_text(sha256_of(target), "ascii")
    return target


def pack(draw: Draw) -> None:
    """Have the bundle ready, with its size and its sum, before anybody asks. What was published stays so where there is
    no room for it."""
    try:
        bundle_of(draw, most=draw.n_entries)
    except OSError as error:
        logger.error("the bundle of %s could not be packed", draw.draw_id, exc_info=error)


def sum_of(bundle: Path) -> str:
    """SHA-256 of a packed bundle, 64 hex, written when it was packed, for a large one takes seconds to read; empty
    where it is not known."""
    place = _sum_beside(bundle)
    found = place.read_text("ascii") if place.is_file() else ""
    return found if _is_hash(found) else ""


def _sum_beside(bundle: Path) -> Path:
    return bundle.with_suffix(".sha256")


def _forget_others(target: Path) -> None:
    """Remove bundles of what was published before, and what a process that was killed has left."""
    for path in target.parent.glob("bundle-*"):
        if path != target and path.stat().st_mtime < time.time() - LEFT_OVER:
            path.unlink(missing_ok=True)
