"""Everything one person needs to check their own result.

A proof holds no name and no secret. It says: this line is in the committed list, the seed follows from
the beacon, the line's number follows from the seed, this is its published result, and here are the
last numbers accepted that made it so. `check` goes through it step by step and answers every step in
its own right, so that a reader sees not only *that* but *where* a proof fails.

A proof cannot show that the outcome in it is the one that was published: an operator could sign another for one
reader. Whoever checks compares `Checked.statement_sha256` with the SHA-256 of the published outcome.json.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from . import jcs, merkle, seed, times
from .beacon import NO_BEACON, NO_SIGNATURE
from .cutoffs import WHOLE, Cutoff
from .entries import Entry
from .errors import LotteryError
from .manifest import Manifest
from .paper import Member, Paper, Published, Shown
from .selection import Order, Result
from .statement import Verify, is_signed

VerifyBeacon = Callable[[int, str], bool | None]
"""(round, signature as 96 hex) → genuine, forged, or None: no library here that could tell."""

STEPS = ("statement", "manifest", "times", "entry", "beacon", "seed", "result", "reason")


@dataclass(frozen=True)
class Step:
    """One step of a check. `holds` is None where it could not be checked here."""

    name: str
    holds: bool | None


@dataclass(frozen=True)
class Checked:
    """The steps in order, and what the proof says of its entry (None where it says nothing yet)."""

    steps: tuple[Step, ...]
    paper: Paper
    score: str | None

    @property
    def operator(self) -> str:
        """Whose key signed, 64 hex."""
        return str(self.paper.statement["operator"])

    @property
    def manifest(self) -> Manifest:
        return self.paper.manifest

    @property
    def entry(self) -> Entry:
        return self.paper.entry.entry

    @property
    def ticket(self) -> int:
        return self.paper.entry.ticket

    @property
    def result(self) -> Result | None:
        return None if self.paper.result is None else self.paper.result.result

    @cached_property
    def statement_sha256(self) -> str:
        """What the SHA-256 of outcome.json (before the draw: of commitment.json) must be for this proof to be of what
        was published."""
        return sha256(jcs.canonical(self.paper.statement)).hexdigest()

    @property
    def holds(self) -> bool:
        """Whether no step failed; see `unchecked` for those nobody could check."""
        return all(step.holds is not False for step in self.steps)

    @property
    def unchecked(self) -> tuple[str, ...]:
        return tuple(step.name for step in self.steps if step.holds is None)


def check(proof: Any, verify: Verify, verify_beacon: VerifyBeacon, latest: str | None = None) -> Checked:
    """Check a proof (docs/draw-folder.md, "A proof"); raises a `LotteryError` where it cannot even be read. What was
    signed after `latest` is from the future; None: nobody knows the present."""
    paper = Paper.read(proof)
    steps = [
        Step("statement", is_signed(paper.statement, verify)),
        Step("manifest", _names(paper.statement, paper.manifest)),
        Step("times", times.of_statement(paper.manifest, paper.statement, latest) is None),
        Step("entry", paper.entry.is_in(paper.manifest)),
    ]
    if paper.result is None:
        return Checked(tuple(steps), paper, None)
    order = paper.entry.order(paper.statement["seed"])
    steps += [
        Step("beacon", _beacon_holds(paper, verify_beacon)),
        Step("seed", _seed_follows(paper)),
        Step("result", _is_published(paper, paper.result, paper.entry.ticket)),
        Step("reason", _Reason(paper, paper.result.result).holds(order)),
    ]
    return Checked(tuple(steps), paper, order[1])


class _Reason:
    """Whether the result agrees with the entry's number and the last numbers accepted."""

    def __init__(self, paper: Paper, result: Result) -> None:
        self.paper, self.result = paper, result
        self.entry = paper.entry.entry
        self.cap: int = paper.statement["household_cap"]
        self.selected: list[int] = paper.statement["selected"]
        self.lines: dict[tuple[int, str], Cutoff] = {}

    def holds(self, order: Order) -> bool:
        if not all(map(self._takes, self.paper.cutoffs)) or not self._lines_nest():
            return False
        if self.result.is_selected:
            return self._was_accepted(order)
        return self._was_turned_away(order)

    def _takes(self, shown: Shown) -> bool:
        """Keep a line; whether it is among the published ones, asked for here, and shown for the first time."""
        statement, cutoff = self.paper.statement, shown.cutoff
        root, leaf = bytes.fromhex(statement["cutoffs_root"]), merkle.leaf_hash(shown.line)
        place = cutoff.phase, cutoff.scope
        if (
            place in self.lines
            or not 1 <= cutoff.phase <= len(self.selected)
            or cutoff.scope not in (WHOLE, self.entry.stratum)
            or (self.result.is_selected and cutoff.phase != self.result.phase)
            or (cutoff.scope == WHOLE and cutoff.accepted != self.selected[cutoff.phase - 1])
        ):
            return False
        self.lines[place] = cutoff
        return merkle.includes(root, statement["n_cutoffs"], shown.index, leaf, shown.path)

    def _lines_nest(self) -> bool:
        for (phase, scope), cutoff in self.lines.items():
            whole = self.lines.get((phase, WHOLE))
            if scope != WHOLE and whole is not None and not cutoff.is_within(whole):
                return False
        return True

    def _lines_of(self, phase: int) -> list[Cutoff]:
        """The lines shown of a phase, its stratum's first."""
        scopes = (self.entry.stratum, WHOLE)
        return [self.lines[phase, scope] for scope in scopes if (phase, scope) in self.lines]

    def _was_accepted(self, order: Order) -> bool:
        lines = self._lines_of(self.result.phase)
        return (
            len(lines) == 2
            and self._rank_fits(lines[1], order)
            and all(cutoff.is_open_to(self.entry.groups) and cutoff.has_room_for(order) for cutoff in lines)
        )

    def _rank_fits(self, whole: Cutoff, order: Order) -> bool:
        """Ranks count from 1 to the number accepted, and the last accepted has the last."""
        return self.result.rank <= whole.accepted and (self.result.rank == whole.accepted) == (
            whole.last == order
        )

    def _was_turned_away(self, order: Order) -> bool:
        """Every phase must speak: closed to this entry, full before it, or its household was."""
        mates = self._mates_before(order)
        if mates is None:
            return False
        last_open = 0
        for phase in range(1, len(self.selected) + 1):
            lines = self._lines_of(phase)
            if not lines:
                return False
            if not lines[0].is_open_to(self.entry.groups):
                continue
            last_open = phase
            turned_away = any(cutoff.turns_away(order) for cutoff in lines)
            # where nothing else did, the household must have: both lines show that nothing else was full
            by_household = len(lines) == 2 and 0 < self.cap <= mates[phase]
            if not turned_away and not by_household:
                return False
        return self.result.phase == last_open and self._reason_fits(last_open)

    def _reason_fits(self, last_open: int) -> bool:
        """A household that was full goes before every other reason, a full stratum before a full phase."""
        if last_open == 0:
            return self.result.reason == "N"
        if self.result.reason == "H":
            return 0 < self.cap == len(self.paper.mates)
        own = self.lines.get((last_open, self.entry.stratum))
        reached = own is not None and own.is_full
        return reached == (self.result.reason == "Q")

    def _mates_before(self, order: Order) -> dict[int, int] | None:
        """Per phase, how many of the household are proven to have been selected before the scan of that phase
        came to this entry. None when the household's part of the proof does not hold."""
        if len({mate.ticket for mate, _ in self.paper.mates}) < len(self.paper.mates):
            return None
        if not all(self._is_mate(mate, published) for mate, published in self.paper.mates):
            return None
        draw_seed = self.paper.statement["seed"]
        places = [(published.result.phase, mate.order(draw_seed)) for mate, published in self.paper.mates]
        phases = range(1, len(self.selected) + 1)
        return {phase: sum(place < (phase, order) for place in places) for phase in phases}

    def _is_mate(self, mate: Member, published: Published) -> bool:
        """Whether it is another member of the household, and selected by the published results."""
        own, result = self.paper.entry, published.result
        return (
            mate.ticket != own.ticket
            and (mate.entry.house, mate.entry.stratum) == (own.entry.house, own.entry.stratum)
            and result.is_selected
            and result.phase <= len(self.selected)
            and result.rank <= self.selected[result.phase - 1]
            and mate.is_in(self.paper.manifest)
            and _is_published(self.paper, published, mate.ticket)
        )


def _is_published(paper: Paper, published: Published, ticket: int) -> bool:
    root = bytes.fromhex(paper.statement["results_root"])
    leaf = merkle.leaf_hash(published.line)
    return merkle.includes(root, paper.manifest.n, ticket - 1, leaf, published.path)


def _names(statement: dict[str, Any], manifest: Manifest) -> bool:
    return bool(
        statement["manifest_sha256"] == manifest.sha256() and statement["draw_id"] == manifest.draw_id
    )


def _beacon_holds(paper: Paper, verify_beacon: VerifyBeacon) -> bool | None:
    number, signature = paper.statement["round"], paper.statement["beacon_signature"]
    if number != paper.manifest.round:
        return False
    if paper.manifest.beacon == NO_BEACON:
        return bool(signature == NO_SIGNATURE)
    return verify_beacon(number, signature)


def _seed_follows(paper: Paper) -> bool:
    manifest, said = paper.manifest, paper.statement
    try:
        seed.check_ceremony(manifest.ceremony, said["ceremony"])
        key = seed.key_of(manifest.sha256(), manifest.round, said["beacon_signature"], said["ceremony"])
    except LotteryError:
        return False
    return bool(said["key"] == key.hex() and said["seed"] == seed.seed_of(key))
