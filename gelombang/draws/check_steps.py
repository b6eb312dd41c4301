"""The steps of a proof's check in the order of the browser's, each with the facts that its sentence names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gelombang.core.lottery.cutoffs import WHOLE, Cutoff
from gelombang.core.lottery.entries import parse_line
from gelombang.core.lottery.paper import read_result
from gelombang.core.lottery.proof import Checked
from gelombang.core.lottery.receipt import code_of, prefix_of
from gelombang.core.lottery.seed import score as score_of
from gelombang.core.lottery.selection import Order

from .check_words import Detail


@dataclass(frozen=True)
class Step:
    """One step: whether it holds (None: not checked) and the facts that its sentence names."""

    name: str
    holds: bool | None
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """What the page knows: whether operator and manifest of the proof are its own, whether the proof names its draw,
    whether the outcome is the one that it published (None: it has published none), and the receipt code typed, or
    nothing."""

    own: bool
    named: bool
    published: bool | None
    code: str


def steps_of(proof: Mapping[str, Any], checked: Checked, page: Page) -> list[Step]:
    """All steps, in order."""
    held = {step.name: step.holds for step in checked.steps}
    statement, manifest = proof["statement"], checked.manifest
    draw = {"draw": manifest.draw_id}
    steps = [
        Step("file", True, {}),
        Step("signature", held["statement"], {"signed_at": statement["signed_at"]}),
        Step("manifest", held["manifest"], {**draw, "close_time": manifest.close_time}),
        *([] if held["times"] else [Step("times", False, {"signed_at": statement["signed_at"]})]),
        Step("draw", page.own, {**draw, "operator": checked.operator, "named": page.named}),
        Step("list", held["entry"], {"ticket": checked.ticket, "n": manifest.n}),
    ]
    if page.code:
        mine = prefix_of(page.code) == prefix_of(code_of(checked.entry.commit))
        steps.append(Step("mine", mine, {}))
    if checked.result is None:
        return steps
    return [*steps, Step("outcome", page.published, {}), *_outcome_steps(proof, checked, held)]


def _outcome_steps(proof: Mapping[str, Any], checked: Checked, held: Mapping[str, bool | None]) -> list[Step]:
    statement, manifest = proof["statement"], checked.manifest
    score, weight, seed = checked.score or "", checked.entry.weight, statement["seed"]
    result = {"result": checked.result}
    beacon = {
        "round": manifest.round,
        "type": manifest.beacon.type,
        "rehearsal": is_rehearsal(proof),
        "at": manifest.beacon.time_of(manifest.round) if manifest.round else None,
    }
    details = details_of(proof, checked) if held["reason"] else []
    return [
        Step("beacon", held["beacon"], beacon),
        Step("seed", held["seed"], {"seed": seed, "ceremony": statement["ceremony"]}),
        Step("number", True, {"score": score, "seed": seed, "ticket": checked.ticket, "weight": weight}),
        Step("result", held["result"], result),
        Step("reason", held["reason"], {**result, "details": details}),
    ]


def is_rehearsal(proof: Mapping[str, Any]) -> bool:
    """Whether a proof is of a rehearsal."""
    name = proof["manifest"]["draw_id"].startswith("rehearsal-")
    return bool(name or proof["statement"].get("rehearsal") is True)


def details_of(proof: Mapping[str, Any], checked: Checked) -> list[Detail]:
    """What decided each phase, of a proof whose reason holds; where a household did in one of them only that, since
    numbers did not decide."""
    result, entry = checked.result, checked.entry
    if result is None or checked.score is None:
        return []
    order: Order = (entry.band, checked.score, checked.ticket)
    lines = [Cutoff.parse(item["line"]) for item in proof["cutoffs"]]
    if result.is_selected:
        mine, whole = (
            next(one for one in lines if (one.phase, one.scope) == (result.phase, scope))
            for scope in (entry.stratum, WHOLE)
        )
        limit = (
            mine if mine.is_full else whole
        )  # a region decided where it was full; else the phase as a whole
        return [Detail("won", result.phase, limit.scope, order, limit.last)]
    found = []
    for phase in range(1, len(proof["statement"]["selected"]) + 1):
        own = [one for one in lines if (one.phase, one.scope) == (phase, entry.stratum)]
        both = own + [one for one in lines if (one.phase, one.scope) == (phase, WHOLE)]
        if both[0].is_open_to(entry.groups):
            found.append(_why_not(proof, phase, both, order, entry.stratum))
    household = [one for one in found if one.kind == "household"]
    return household or found


def _why_not(proof: Mapping[str, Any], phase: int, both: list[Cutoff], order: Order, stratum: str) -> Detail:
    for line in both:
        if line.turns_away(order):
            kind = "quota" if line.scope == stratum else "seats"
            return Detail(kind, phase, line.scope, order, line.last)
    places = [_place_of(proof, mate) for mate in proof.get("household", [])]
    before = [told for at, told in places if at < (phase, order)]
    cap = proof["statement"]["household_cap"]
    return Detail("household", phase, stratum, order, cap=cap, mates=tuple(before))


def _place_of(proof: Mapping[str, Any], mate: Mapping[str, Any]) -> tuple[tuple[int, Order], dict[str, int]]:
    """Where a member of the household was selected: in the scan, and as it is told."""
    line = parse_line(mate["line"], mate["ticket"])
    result = read_result(mate["result"], mate["ticket"])
    order = (line.band, score_of(proof["statement"]["seed"], mate["ticket"], line.weight), mate["ticket"])
    return (result.phase, order), {"ticket": mate["ticket"], "phase": result.phase, "rank": result.rank}
