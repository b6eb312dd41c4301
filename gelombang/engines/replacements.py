"""Replacements of a published draw: who moves up, from the public files alone.

A later replacement starts from where the earlier ones left off: their newcomers hold places, and whoever
vacated one does not come back.
"""

from dataclasses import dataclass
from typing import Any

from gelombang.core.lottery import seed, statement, times
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.core.lottery.entries import Entry, parse_list
from gelombang.core.lottery.paper import read_result
from gelombang.core.lottery.replacement import replace
from gelombang.core.lottery.selection import Result, Selected

from . import beacon
from .errors import RoundKnown, SignatureForged, SignatureMissing
from .folder import Folder, must_not_be_earlier
from .signing import Operator


@dataclass(frozen=True)
class Standing:
    """A draw as it stands after the replacements so far: entries, results, and who has left."""

    entries: list[Entry]
    selected: Selected
    left: frozenset[int]
    group: int


def standing_of(folder: Folder, before: int | None = None) -> Standing:
    """The standing before replacement number `before`; None: after all that are published."""
    with folder.list_path.open(encoding="ascii", newline="\n") as lines:
        entries = list(parse_list(line.rstrip("\n") for line in lines))
    with folder.results_path.open(encoding="ascii", newline="\n") as lines:
        results = [read_result(line.rstrip("\n"), ticket) for ticket, line in enumerate(lines, start=1)]
    left: set[int] = set()
    group = 1
    for name, made in folder.statements().items():
        if name.startswith("replacement-") and (before is None or made["group"] < before):
            left |= set(made["vacated"])
            for line in made["selected"]:
                ticket = int(line[:12])
                results[ticket - 1] = read_result(line, ticket)
            group = max(group, made["group"] + 1)
    outcome = folder.outcome
    selected = Selected(tuple(results), tuple(outcome["selected"]), ())
    return Standing(entries, selected, frozenset(left), group)


def compute(folder: Folder, standing: Standing, vacated: list[int], signature: str | None) -> list[str]:
    """The result lines of those who move up. `signature`: of the later round that orders the waiting list, or None
    for the order of the draw."""
    draw_seed = folder.outcome["seed"]
    if signature is not None:
        key = bytes.fromhex(folder.outcome["key"])
        draw_seed = seed.seed_of(seed.replacement_key(key, standing.group, signature))
    tickets = enumerate(standing.entries, start=1)
    scores = [seed.score(draw_seed, ticket, entry.weight) for ticket, entry in tickets]
    moved = replace(folder.policy, standing.entries, standing.selected, scores, vacated, gone=standing.left)
    results = standing.selected.results
    # a newcomer takes over the rank of the place: within a phase every rank is held by one entry
    return [
        Result(made.phase, results[made.ticket - 1].rank, "-").line(made.moves_up)
        for made in moved
        if made.moves_up is not None
    ]


def publish(
    folder: Folder,
    vacated: list[int],
    reason: str,
    *,
    by: Operator,
    at: str,
    round_number: int = 0,
    signature: str | None = None,
) -> dict[str, Any]:
    """Fill vacated places and publish who moves up."""
    if signature is not None:
        beacon.must_be_genuine(round_number, signature)
        out = times.stamp(QUICKNET.time_of(round_number))
        must_not_be_earlier(at, out)
        if out < folder.outcome["signed_at"] and not folder.commitment["rehearsal"]:
            raise RoundKnown(round=round_number, at=out, before=folder.outcome["signed_at"])
    with folder.writing() as work:
        folder.must_not_be_void()
        standing = standing_of(folder)
        selected = compute(folder, standing, vacated, signature)
        manifest = folder.manifest
        unsigned = statement.unsigned(
            "replacement",
            manifest.draw_id,
            manifest.sha256(),
            at,
            group=standing.group,
            round=round_number,
            beacon_signature=signature or "",
            reason=reason,
            vacated=vacated,
            selected=selected,
        )
        signed = statement.sign(unsigned, by.public_key, by.sign)
        folder.write_statement(work, f"replacement-{standing.group:02d}.json", signed)
    return signed


def holds(folder: Folder, made: dict[str, Any]) -> bool:
    """Whether a published replacement follows from the draw and the replacements before it."""
    signature = made["beacon_signature"] or None
    if (signature is None) != (made["round"] == 0):
        raise SignatureMissing(round=made["round"])
    if signature is not None:
        if made["round"] <= folder.manifest.round or not beacon.is_well_formed(made["round"], signature):
            raise SignatureForged(round=made["round"])
        if beacon.verify(made["round"], signature) is False:
            return False
    standing = standing_of(folder, made["group"])
    computed = compute(folder, standing, made["vacated"], signature)
    return bool(standing.group == made["group"] and computed == made["selected"])
