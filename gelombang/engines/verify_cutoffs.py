"""Checking cutoffs.csv where the list is not public: limits and numbers must follow from the policy, add up, be such as
some entry of some weight can have, and stay within what counts.json allows (`verify_bounds`)."""

from hashlib import sha256
from typing import Any

from gelombang.core.lottery.cutoffs import WHOLE, Cutoff
from gelombang.core.lottery.errors import ProofMalformed
from gelombang.core.lottery.merkle import Tree
from gelombang.core.lottery.policy import Phase
from gelombang.core.lottery.seed import DRUM, message

from . import verify_bounds
from .folder import Folder, read_small


def holds(folder: Folder, outcome: dict[str, Any]) -> bool:
    """Whether cutoffs.csv is the one of the outcome, and possible under policy, counts and seed."""
    lines = _lines_of(folder)
    cutoffs = [Cutoff.parse(line) for line in lines]
    stated = (outcome["cutoffs_root"], outcome["n_cutoffs"], outcome["household_cap"])
    if (Tree.of_lines(lines).root.hex(), len(lines), folder.policy.household_cap) != stated:
        return False
    if _accepted(folder, cutoffs) != outcome["selected"]:
        return False
    scored = all(_is_possible(folder, outcome["seed"], one) for one in cutoffs)
    return scored and verify_bounds.are_possible(folder.policy, folder.counts, cutoffs)


def read(folder: Folder) -> list[Cutoff]:
    """The lines of cutoffs.csv; raises `ProofMalformed`."""
    return [Cutoff.parse(line) for line in _lines_of(folder)]


def _lines_of(folder: Folder) -> list[str]:
    lines = read_small(folder.public / "result" / "cutoffs.csv").decode("ascii").split("\n")
    if lines.pop() != "":
        raise ProofMalformed(member="cutoffs")
    return lines


def _accepted(folder: Folder, cutoffs: list[Cutoff]) -> list[int] | None:
    """How many each phase accepted; None where the lines break the policy or do not add up."""
    phases, taken, carried, start = folder.policy.phases, list[int](), 0, 0
    for number, phase in enumerate(phases, start=1):
        stop = start + sum(cutoff.phase == number for cutoff in cutoffs)
        rows, start = cutoffs[start:stop], stop
        limit = None if phase.seats is None else phase.seats + carried
        if not _phase_holds(folder, number, rows, limit):
            return None
        accepted = rows[0].accepted
        carried = _carried_on(phase, limit, accepted, carried)
        taken.append(accepted)
    return taken if start == len(cutoffs) else None


def _phase_holds(folder: Folder, number: int, rows: list[Cutoff], limit: int | None) -> bool:
    phase = folder.policy.phases[number - 1]
    scopes = [WHOLE, *sorted(set(folder.counts["strata"]) | set(phase.quota))]
    if [(row.phase, row.groups, row.scope) for row in rows] != [(number, phase.groups, s) for s in scopes]:
        return False
    whole, strata = rows[0], rows[1:]
    limits = [limit, *(phase.limit_of(row.scope) for row in strata)]
    kept = [
        row.limit == most and (most is None or row.accepted <= most)
        for row, most in zip(rows, limits, strict=True)
    ]
    last = max((row.last for row in strata if row.last is not None), default=None)
    empty = all((row.accepted == 0) == (row.last is None) for row in rows)
    return (
        all(kept) and empty and last == whole.last and sum(row.accepted for row in strata) == whole.accepted
    )


def _carried_on(phase: Phase, limit: int | None, accepted: int, carried: int) -> int:
    """Seats on their way to the next phase that has seats."""
    if limit is None:
        return carried + (max(0, sum(phase.quota.values()) - accepted) if phase.carry else 0)
    return max(0, limit - accepted) if phase.carry else 0


def _is_possible(folder: Folder, seed: str, cutoff: Cutoff) -> bool:
    """Whether the last entry is one of the list's, with a score of some weight that counts.json has."""
    if cutoff.last is None:
        return True
    _, score, ticket = cutoff.last
    weights, best = folder.counts["weights"], "g"
    for j in range(len(DRUM) if 1 <= ticket <= folder.manifest.n else 0):
        best = min(best, sha256(message(seed, ticket, j).encode("ascii")).hexdigest())
        if best == score and f"{j + 1:02d}" in weights:
            return True
    return False
