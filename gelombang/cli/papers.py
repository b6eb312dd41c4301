"""Checking what one person holds: a proof or a receipt, alone or beside the draw that was published."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from gelombang.core.lottery import jcs, times
from gelombang.core.lottery import proof as proofs
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.forms import is_plain
from gelombang.core.lottery.manifest import Manifest
from gelombang.core.lottery.paper import MAX_BYTES
from gelombang.core.lottery.statement import check_members, is_signed
from gelombang.engines import beacon, compare, replacements, signing
from gelombang.engines import bundle as bundles
from gelombang.engines.errors import FileMissing, FileUnreadable, NotAPaper
from gelombang.engines.finding_words import MARKS
from gelombang.engines.folder import Folder, naming
from gelombang.engines.look_words import LOOKS
from gelombang.engines.proof_words import (
    COMPARE,
    compared_sentence,
    since_words,
    step_sentence,
    verdict_sentence,
)
from gelombang.engines.sentences import sentence

from .screen import Screen

FAILED, INCOMPLETE = 1, 3

REHEARSAL = (
    "! LATIHAN: undian ini bukan undian sungguhan.",
    "! REHEARSAL (Latihan): this is not a real draw.",
)
KINDS = ("outcome", "proof", "receipt")
"""Papers, in the order in which they are checked: the others are compared with the outcomes."""

_LOOKS = re.compile(
    rb'\A\{"(?:band|beacon_signature|cutoffs|entry)":|"kind"\s*:\s*"(?:outcome|proof|receipt)"'
)
"""How a paper begins, or what stands in it: one that is damaged is told from a file of another kind."""


@dataclass
class Published:
    """What a paper is compared with: the folders given, and signed outcomes given alone."""

    folders: list[Folder] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """Who checks: the operator's key that was announced (None: not given), and the present."""

    operator: str | None
    now: datetime

    @property
    def latest(self) -> str | None:
        return times.latest_at(self.now)


def is_paper(path: Path) -> bool:
    """Whether an argument is one file, and no draw; its name says nothing."""
    return not path.is_dir() and not bundles.is_bundle(path)


def read_all(paths: Iterable[Path]) -> list[tuple[Path, dict[str, Any]]]:
    """The papers among the arguments, the outcomes first, since the others are compared with them."""
    found = [(path, _read(path)) for path in paths if is_paper(path)]
    return sorted(found, key=lambda one: KINDS.index(one[1]["kind"]))


def verify(screen: Screen, path: Path, value: dict[str, Any], reader: Reader, published: Published) -> int:
    """Check a proof, a receipt or an outcome, read from `path`; the exit code. One whose form is wrong is refused like
    a forged one."""
    try:
        with naming(path.name):
            return _verify(screen, value, reader, published)
    except LotteryError as error:
        said = sentence(error, screen.language)
        screen.line(f"{MARKS[False]} {said}")
        screen.note(holds=False, error=said)
        return FAILED


def _verify(screen: Screen, value: dict[str, Any], reader: Reader, published: Published) -> int:
    if value["kind"] == "proof":
        code = _verify_proof(screen, value, reader, published)
        _say_rehearsal(screen, value["manifest"]["draw_id"], published)
        return code
    statement = check_members(value, value["kind"])
    holds = _is_signed(screen, statement, reader)
    _say_rehearsal(screen, statement["draw_id"], published)
    if value["kind"] == "receipt":
        return _compare_receipt(screen, statement, holds, published)
    return _compare_outcome(screen, statement, holds, published)


def _say_rehearsal(screen: Screen, draw_id: str, published: Published) -> None:
    """Names tell rehearsals; where its folder was given, that has been said."""
    if draw_id.startswith("rehearsal-") and not any(
        compare.is_named(draw_id, one) for one in published.folders
    ):
        screen.say(*REHEARSAL)


def _verify_proof(screen: Screen, value: dict[str, Any], reader: Reader, published: Published) -> int:
    checked = proofs.check(value, signing.verify, beacon.verify, reader.latest)
    pinned = reader.operator is None or reader.operator == checked.operator
    for step in checked.steps:
        screen.line(f"{MARKS[step.holds]} {step_sentence(step, checked, screen.language)}")
    if checked.manifest.ceremony and not is_plain(value["statement"].get("ceremony", "ada")):
        screen.say(*(f"! {said}" for said in LOOKS["ceremony hidden"]))
    if reader.operator is not None:
        screen.say(
            f"{MARKS[pinned]} Kunci penyelenggara: {checked.operator}.",
            f"{MARKS[pinned]} The operator's key: {checked.operator}.",
        )
    compared = _compare_proof(screen, checked, published)
    same = False if False in compared.values() else True if True in compared.values() else None
    whole = same is not None and None not in compared.values()
    screen.line("\n" + verdict_sentence(checked, pinned, screen.language, same, whole))
    if checked.paper.result is not None:
        own = (folder for folder in published.folders if compare.is_of(checked, folder))
        _say_since(screen, own, checked.ticket, checked.paper.result.line)
    if same is None:
        screen.say(*COMPARE)
    holds = checked.holds and pinned and same is not False
    screen.note(
        holds=holds,
        ticket=checked.ticket,
        result=str(checked.result) if checked.result else None,
        steps={step.name: step.holds for step in checked.steps},
        compared=compared,
    )
    return FAILED if not holds else INCOMPLETE if checked.unchecked or not whole else 0


def _say_since(screen: Screen, folders: Iterable[Folder], ticket: int, line: str) -> None:
    """Whether the ticket of this result line has given its place up since, or moved up: a proof is of the draw, a
    receipt of the list, and neither knows."""
    for folder in folders:
        found = replacements.since(folder, ticket, line)
        if found is not None:
            screen.note(since={**found.facts, "left": found.left})
            screen.line(f"!!! {since_words(found, screen.language)}")


def _compare_proof(screen: Screen, checked: proofs.Checked, published: Published) -> dict[str, bool | None]:
    """What the comparison found, each thing said; "published" is None where nothing was given to compare with."""
    found: dict[str, bool | None] = {}
    for folder in published.folders:
        if compare.is_of(checked, folder):
            for name, holds in compare.of_proof(checked, folder):
                found[name] = False if found.get(name) is False else holds
    if published.outcomes and checked.result:
        stated = any(outcome == checked.paper.statement for outcome in published.outcomes)
        found["published"] = stated and found.get("published") is not False
        if (
            not published.folders
        ):  # cut-offs are what the outcome says; whether the policy allows them it does not tell
            found["limits"] = None
    if not found:
        found = {"draw": False} if published.folders else {"published": None}
    _say(screen, found.items())
    return found


def _is_signed(screen: Screen, statement: dict[str, Any], reader: Reader) -> bool:
    signer = statement["operator"]
    holds = is_signed(statement, signing.verify) and reader.operator in (None, signer)
    screen.note(operator=signer)
    what = {"receipt": ("Tanda terima", "receipt"), "outcome": ("Hasil undian", "outcome")}[statement["kind"]]
    screen.say(
        f"{MARKS[holds]} {what[0]} ini {'' if holds else 'TIDAK '}ditandatangani oleh {signer}.",
        f"{MARKS[holds]} This {what[1]} is {'' if holds else 'NOT '}signed by {signer}.",
    )
    if statement["kind"] == "receipt":
        bound = times.of_receipt(statement, reader.latest)
    else:
        bound = times.fault(statement["signed_at"], reader.latest)
    if bound is not None:
        _say(screen, [("times", False)])
    return holds and bound is None


def _compare_outcome(screen: Screen, outcome: dict[str, Any], holds: bool, published: Published) -> int:
    """An outcome given alone is what proofs are compared with; beside draws it must be the published one of one."""
    published.outcomes.append(outcome)
    found = [compare.of_outcome(outcome, folder) for folder in published.folders]
    same = any(found) if found else None
    _say(screen, [("outcome", same)])
    screen.note(holds=holds and same is not False, compared={"outcome": same})
    if not holds or same is False:
        return FAILED
    return 0 if same else INCOMPLETE


def are_single(screen: Screen, values: Iterable[dict[str, Any]], folders: Iterable[Folder]) -> bool:
    """Whether no operator signed two outcomes, or two commitments, of one manifest, among folders, proofs and outcomes;
    two are the evidence against that operator, whatever else holds."""
    stated: list[Any] = [value.get("statement") if value["kind"] == "proof" else value for value in values]
    first: dict[tuple[str, str, str], dict[str, Any]] = {}
    for statement in [*filter(_is_single_kind, stated), *compare.signed_of(folders)]:
        who = statement["operator"], statement["manifest_sha256"], statement["kind"]
        if first.setdefault(who, statement) != statement:
            _say(screen, [(f"single {statement['kind']}", False)])
            screen.note(two_outcomes=statement["kind"] == "outcome", two_statements=True)
            return False
    return True


def _is_single_kind(statement: Any) -> bool:
    """Whether this is a signed statement of which a manifest has one."""
    kind = statement.get("kind") if isinstance(statement, dict) else None
    if kind not in ("commitment", "outcome"):
        return False
    try:
        return is_signed(check_members(statement, kind), signing.verify)
    except LotteryError:
        return False


def _compare_receipt(screen: Screen, receipt: dict[str, Any], holds: bool, published: Published) -> int:
    if not published.folders:
        screen.say(
            "– Tanda terima ini tidak dicari di daftar: berikan juga folder atau bundel undiannya.",
            "– This receipt was not looked up in a list: give the draw's folder or bundle too.",
        )
        screen.note(holds=holds)
        return INCOMPLETE if holds else FAILED
    own, *others = compare.draws_of(receipt, published.folders)
    found = dict(compare.of_receipt(receipt, own))
    if others:
        _say_which(screen, own.manifest)
    _say(screen, found.items())
    place = compare.result_of(receipt, own) if found.get("receipt_entry") else None
    if place is not None:
        _say_since(screen, [own], *place)
    screen.note(holds=holds and False not in found.values(), compared=found)
    if not holds or False in found.values():
        return FAILED
    return INCOMPLETE if None in found.values() else 0


def _say_which(screen: Screen, manifest: Manifest) -> None:
    """Of several draws of one name, the one that decides."""
    name, digest, number = manifest.draw_id, manifest.sha256()[:12], manifest.round
    by = (f"ronde {number}", f"round {number}") if number else ("dengan upacara", "by ceremony")
    screen.say(
        f"! Ada beberapa undian bernama {name}; yang menentukan adalah yang bermanifes {digest}…, {by[0]}.",
        f"! Several draws are named {name}; the one that decides has the manifest {digest}…, {by[1]}.",
    )


def _say(screen: Screen, found: Iterable[tuple[str, bool | None]]) -> None:
    for name, holds in found:
        screen.line(f"{MARKS[holds]} {compared_sentence(name, holds, screen.language)}")


def _read(path: Path) -> dict[str, Any]:
    """A paper of a known kind; raises a `LotteryError` for what is none."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if not _LOOKS.search(data):
        raise NotAPaper(path=str(path))
    if len(data) > MAX_BYTES:
        raise FileUnreadable(path=str(path), problem="too large")
    value = jcs.parse(data, path.name)
    if not isinstance(value, dict) or value.get("kind") not in KINDS:
        raise NotAPaper(path=str(path))
    return value
