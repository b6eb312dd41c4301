"""Checking what one person holds: a proof or a receipt, alone or beside the draw that was published."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gelombang.core.lottery import jcs
from gelombang.core.lottery import proof as proofs
from gelombang.core.lottery.paper import MAX_BYTES
from gelombang.core.lottery.statement import check_members, is_signed
from gelombang.engines import beacon, compare, signing
from gelombang.engines import bundle as bundles
from gelombang.engines.errors import FileMissing, FileUnreadable
from gelombang.engines.finding_words import MARKS
from gelombang.engines.folder import Folder
from gelombang.engines.proof_words import (
    COMPARE,
    compared_sentence,
    step_sentence,
    verdict_sentence,
)

from .screen import Screen

FAILED, INCOMPLETE = 1, 3


@dataclass
class Published:
    """What a paper is compared with: the folders given, and signed outcomes given alone."""

    folders: list[Folder] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)


def is_paper(path: Path) -> bool:
    """Whether an argument is one file of JSON, and no draw."""
    return not path.is_dir() and path.suffix != ".zip" and not bundles.is_bundle(path)


def read_all(paths: Iterable[Path]) -> list[tuple[Path, Any]]:
    """The papers among the arguments, the outcomes first, since the others are compared with them."""
    found = [(path, _read_json(path)) for path in paths if is_paper(path)]
    return sorted(found, key=lambda one: _kind_of(one[1]) != "outcome")


def _kind_of(value: Any) -> Any:
    return value.get("kind") if isinstance(value, dict) else None


def verify(screen: Screen, value: Any, operator: str | None, published: Published) -> int:
    """Check a proof, a receipt or an outcome; the exit code."""
    kind = _kind_of(value)
    if kind in ("receipt", "outcome"):
        statement = check_members(value, kind)
        holds = _is_signed(screen, statement, operator)
        if kind == "receipt":
            return _compare_receipt(screen, statement, holds, published)
        published.outcomes.append(statement)
        return 0 if holds else FAILED
    return _verify_proof(screen, value, operator, published)


def _verify_proof(screen: Screen, value: Any, operator: str | None, published: Published) -> int:
    checked = proofs.check(value, signing.verify, beacon.verify)
    pinned = operator is None or operator == checked.operator
    for step in checked.steps:
        screen.line(f"{MARKS[step.holds]} {step_sentence(step, checked, screen.language)}")
    if operator is not None:
        screen.say(
            f"{MARKS[pinned]} Kunci penyelenggara: {checked.operator}.",
            f"{MARKS[pinned]} The operator's key: {checked.operator}.",
        )
    compared = _compare_proof(screen, checked, published)
    same = False if False in compared.values() else True if True in compared.values() else None
    screen.line("\n" + verdict_sentence(checked, pinned, screen.language, same))
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
    return FAILED if not holds else INCOMPLETE if checked.unchecked else 0


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
    if not found:
        found = {"draw": False} if published.folders else {"published": None}
    _say(screen, found.items())
    return found


def _is_signed(screen: Screen, statement: dict[str, Any], operator: str | None) -> bool:
    signer = statement["operator"]
    holds = is_signed(statement, signing.verify) and operator in (None, signer)
    screen.note(holds=holds, operator=signer)
    what = {"receipt": ("Tanda terima", "receipt"), "outcome": ("Hasil undian", "outcome")}[statement["kind"]]
    screen.say(
        f"{MARKS[holds]} {what[0]} ini {'' if holds else 'TIDAK '}ditandatangani oleh {signer}.",
        f"{MARKS[holds]} This {what[1]} is {'' if holds else 'NOT '}signed by {signer}.",
    )
    return holds


def _compare_receipt(screen: Screen, receipt: dict[str, Any], holds: bool, published: Published) -> int:
    if not published.folders:
        screen.say(
            "– Tanda terima ini tidak dicari di daftar: berikan juga folder atau bundel undiannya.",
            "– This receipt was not looked up in a list: give the draw's folder or bundle too.",
        )
        return 0 if holds else FAILED
    own = [folder for folder in published.folders if folder.manifest.draw_id == receipt["draw_id"]]
    found = dict(compare.of_receipt(receipt, (own or published.folders)[0]))
    _say(screen, found.items())
    screen.note(holds=holds and False not in found.values(), compared=found)
    if not holds or False in found.values():
        return FAILED
    return INCOMPLETE if None in found.values() else 0


def _say(screen: Screen, found: Iterable[tuple[str, bool | None]]) -> None:
    for name, holds in found:
        screen.line(f"{MARKS[holds]} {compared_sentence(name, holds, screen.language)}")


def _read_json(path: Path) -> Any:
    if not path.is_file():
        raise FileMissing(path=str(path))
    if path.stat().st_size > MAX_BYTES:
        raise FileUnreadable(path=str(path), problem="too large")
    return jcs.parse(path.read_bytes(), path.name)
