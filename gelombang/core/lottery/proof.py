"""Everything one person needs to check their own result.

A proof holds no name and no secret. It says: this line is in the committed list, the seed follows from
the beacon, the line's number follows from the seed, this is its published result, and here are the
last numbers accepted that made it so. `check` goes through it step by step and answers every step in
its own right, so that a reader sees not only *that* but *where* a proof fails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import merkle, seed
from .beacon import NO_BEACON, NO_SIGNATURE
from .cutoffs import WHOLE, Cutoff
from .entries import Entry, parse_line
from .errors import LotteryError, ProofMalformed
from .manifest import Manifest
from .selection import Order, Result
from .statement import Verify, check_members, is_signed

VerifyBeacon = Callable[[int, str], bool | None]
"""(round, signature as 96 hex) → genuine, forged, or None: no library here that could tell."""

STEPS = ("statement", "manifest", "entry", "beacon", "seed", "result", "reason")


@dataclass(frozen=True)
class Step:
    """One step of a check. `holds` is None where it could not be checked here."""

    name: str
    holds: bool | None


@dataclass(frozen=True)
class Checked:
    """The steps in order, and what the proof says of its entry (None where it cannot be read)."""

    steps: tuple[Step, ...]
    operator: str
    manifest: Manifest
    entry: Entry
    ticket: int
    score: str | None
    result: Result | None

    @property
    def holds(self) -> bool:
        """Whether no step failed; see `unchecked` for those nobody could check."""
        return all(step.holds is not False for step in self.steps)

    @property
    def unchecked(self) -> tuple[str, ...]:
        return tuple(step.name for step in self.steps if step.holds is None)


@dataclass(frozen=True)
class _Member:
    """A line of the list with its place, as it stands in a proof."""

    line: str
    ticket: int
    path: list[bytes]
    entry: Entry

    @classmethod
    def read(cls, value: Any) -> "_Member":
        line, ticket = _text(value, "line"), _whole(value, "ticket")
        return cls(line, ticket, _path(value, "path"), parse_line(line, ticket))

    def is_in(self, manifest: Manifest) -> bool:
        leaf, root = merkle.leaf_hash(self.line), bytes.fromhex(manifest.list_root)
        return merkle.includes(root, manifest.n, self.ticket - 1, leaf, self.path)

    def order(self, draw_seed: str) -> Order:
        score = seed.score(draw_seed, self.ticket, self.entry.weight)
        return self.entry.band, score, self.ticket


def check(proof: Any, verify: Verify, verify_beacon: VerifyBeacon) -> Checked:
    """Check a proof (docs/draw-folder.md, "A proof"); raises a `LotteryError` where it cannot even be read."""
    if not isinstance(proof, dict) or proof.get("version") != "undian/1" or proof.get("kind") != "proof":
        raise ProofMalformed(member="kind")
    manifest = Manifest.from_json(proof.get("manifest"))
    statement = check_members(proof.get("statement"))
    member = _Member.read(proof.get("entry"))
    steps = [
        Step("statement", is_signed(statement, verify)),
        Step("manifest", _names(statement, manifest)),
        Step("entry", member.is_in(manifest)),
    ]
    if statement["kind"] == "commitment":
        return Checked(tuple(steps), statement["operator"], manifest, member.entry, member.ticket, None, None)
    if statement["kind"] != "outcome":
        raise ProofMalformed(member="statement")
    return _check_outcome(proof, manifest, statement, member, verify_beacon, steps)


def _check_outcome(
    proof: dict[str, Any],
    manifest: Manifest,
    statement: dict[str, Any],
    member: _Member,
    verify_beacon: VerifyBeacon,
    steps: list[Step],
) -> Checked:
    outcome = _Outcome.read(statement)
    result = read_result(_text(proof.get("result"), "line"), member.ticket)
    order = member.order(outcome.seed)
    reason = _Reason(proof, manifest, outcome, member, result)
    steps += [
        Step("beacon", _beacon_holds(manifest, outcome, verify_beacon)),
        Step("seed", _seed_follows(manifest, outcome)),
        Step("result", outcome.holds_result(proof["result"], member.ticket, manifest.n)),
        Step("reason", reason.holds(order)),
    ]
    return Checked(
        tuple(steps), statement["operator"], manifest, member.entry, member.ticket, order[1], result
    )


@dataclass(frozen=True)
class _Outcome:
    round: int
    signature: str
    ceremony: str
    key: str
    seed: str
    cap: int
    selected: tuple[int, ...]
    n_cutoffs: int
    results_root: bytes
    cutoffs_root: bytes

    @classmethod
    def read(cls, statement: dict[str, Any]) -> "_Outcome":
        selected = statement.get("selected")
        if not isinstance(selected, list) or not all(type(n) is int for n in selected):
            raise ProofMalformed(member="selected")
        draw_seed = _text(statement, "seed")
        if len(draw_seed) != seed.SEED_LENGTH or not draw_seed.isascii():
            raise ProofMalformed(member="seed")
        return cls(
            round=_whole(statement, "round"),
            signature=_text(statement, "beacon_signature"),
            ceremony=_text(statement, "ceremony"),
            key=_text(statement, "key"),
            seed=draw_seed,
            cap=_whole(statement, "household_cap"),
            selected=tuple(selected),
            n_cutoffs=_whole(statement, "n_cutoffs"),
            results_root=_hash(_text(statement, "results_root"), "results_root"),
            cutoffs_root=_hash(_text(statement, "cutoffs_root"), "cutoffs_root"),
        )

    def holds_result(self, value: Any, ticket: int, n: int) -> bool:
        leaf = merkle.leaf_hash(_text(value, "line"))
        return merkle.includes(self.results_root, n, ticket - 1, leaf, _path(value, "path"))


class _Reason:
    """Whether the result agrees with the entry's number and the last numbers accepted."""

    def __init__(
        self, proof: dict[str, Any], manifest: Manifest, outcome: _Outcome, member: _Member, result: Result
    ) -> None:
        self.manifest, self.outcome, self.member, self.result = manifest, outcome, member, result
        self.cutoffs = _read_cutoffs(proof.get("cutoffs"), outcome)
        self.mates = _list(proof.get("household", []), "household")

    def holds(self, order: Order) -> bool:
        if self.cutoffs is None:
            return False
        if self.result.is_selected:
            return self._was_accepted(order)
        return self._was_turned_away(order)

    def _lines_of(self, phase: int) -> dict[str, Cutoff]:
        stratum = self.member.entry.stratum
        return {c.scope: c for c in self.cutoffs or () if c.phase == phase and c.scope in (WHOLE, stratum)}

    def _was_accepted(self, order: Order) -> bool:
        lines = self._lines_of(self.result.phase)
        groups = self.member.entry.groups
        return (
            len(lines) == 2
            and self._rank_fits(lines[WHOLE], order)
            and all(cutoff.is_open_to(groups) and cutoff.has_room_for(order) for cutoff in lines.values())
        )

    def _rank_fits(self, whole: Cutoff, order: Order) -> bool:
        """Ranks count from 1 to the number accepted, and the last accepted has the last."""
        is_last = whole.last is not None and whole.last == order
        return self.result.rank <= whole.accepted and (self.result.rank == whole.accepted) == is_last

    def _was_turned_away(self, order: Order) -> bool:
        """Every phase must speak: closed to this entry, full before it, or its household was."""
        mates = self._mates_before(order)
        if mates is None:
            return False
        last_open = 0
        for phase in range(1, len(self.outcome.selected) + 1):
            lines = self._lines_of(phase)
            if not lines:
                return False
            if not next(iter(lines.values())).is_open_to(self.member.entry.groups):
                continue
            last_open = phase
            turned_away = any(cutoff.turns_away(order) for cutoff in lines.values())
            # where nothing else did, the household must have: both lines show that nothing else was full
            by_household = len(lines) == 2 and 0 < self.outcome.cap <= mates.get(phase, 0)
            if not turned_away and not by_household:
                return False
        return self.result.phase == last_open and self._reason_fits(last_open)

    def _reason_fits(self, last_open: int) -> bool:
        if last_open > 0 and self.result.reason == "H":
            return 0 < self.outcome.cap <= len(self.mates)
        if self.mates:  # a household that was full goes before every other reason
            return False
        if last_open == 0:
            return self.result.reason == "N"
        lines = self._lines_of(last_open)
        own, whole = lines.get(self.member.entry.stratum), lines.get(WHOLE)
        if self.result.reason == "Q":
            return own is not None and own.is_full
        return whole is not None and whole.is_full and not (own is not None and own.is_full)

    def _mates_before(self, order: Order) -> dict[int, int] | None:
        """Per phase, how many of the household are proven to have been selected before the scan of that phase
        came to this entry. None when the household's part of the proof does not hold."""
        places = {self._place_of(value) for value in self.mates}
        if len(places) < len(self.mates) or None in places:
            return None
        phases = range(1, len(self.outcome.selected) + 1)
        return {p: sum(place is not None and place < (p, order) for place in places) for p in phases}

    def _place_of(self, value: Any) -> tuple[int, Order] | None:
        mate = _Member.read(value)
        result = read_result(_text(value, "result"), mate.ticket)
        published = {"line": value["result"], "path": value.get("result_path")}
        if (
            mate.ticket != self.member.ticket
            and (mate.entry.house, mate.entry.stratum) == (self.member.entry.house, self.member.entry.stratum)
            and result.is_selected
            and mate.is_in(self.manifest)
            and self.outcome.holds_result(published, mate.ticket, self.manifest.n)
        ):
            return result.phase, mate.order(self.outcome.seed)
        return None


def read_result(line: str, ticket: int) -> Result:
    """The result that a line states for `ticket`; raises `ProofMalformed`."""
    fields = line.split(",")
    if len(line) == 29 and len(fields) == 5 and fields[2].isdecimal() and fields[3].isdecimal():
        result = Result(int(fields[2]), int(fields[3]), fields[4])
        winning = result.is_selected == (result.reason == "-")
        if winning and result.reason in "-QHN" and result.line(ticket) == line:
            return result
    raise ProofMalformed(member="result")


def _names(statement: dict[str, Any], manifest: Manifest) -> bool:
    return bool(
        statement["manifest_sha256"] == manifest.sha256() and statement["draw_id"] == manifest.draw_id
    )


def _beacon_holds(manifest: Manifest, outcome: _Outcome, verify_beacon: VerifyBeacon) -> bool | None:
    if outcome.round != manifest.round:
        return False
    if manifest.beacon == NO_BEACON:
        return outcome.signature == NO_SIGNATURE
    return verify_beacon(outcome.round, outcome.signature)


def _seed_follows(manifest: Manifest, outcome: _Outcome) -> bool:
    try:
        seed.check_ceremony(manifest.ceremony, outcome.ceremony)
        key = seed.key_of(manifest.sha256(), manifest.round, outcome.signature, outcome.ceremony)
    except LotteryError:
        return False
    return outcome.key == key.hex() and outcome.seed == seed.seed_of(key)


def _read_cutoffs(value: Any, outcome: _Outcome) -> list[Cutoff] | None:
    """The lines, or None when one of them is not among the published ones or does not agree with the rest."""
    cutoffs: list[Cutoff] = []
    masks: dict[int, int] = {}
    for item in _list(value, "cutoffs"):
        line, index = _text(item, "line"), _whole(item, "index")
        leaf = merkle.leaf_hash(line)
        path = _path(item, "path")
        if not merkle.includes(outcome.cutoffs_root, outcome.n_cutoffs, index, leaf, path):
            return None
        cutoff = Cutoff.parse(line)
        if not 1 <= cutoff.phase <= len(outcome.selected):
            return None
        if cutoff.scope == WHOLE and cutoff.accepted != outcome.selected[cutoff.phase - 1]:
            return None
        if masks.setdefault(cutoff.phase, cutoff.groups) != cutoff.groups:
            return None
        cutoffs.append(cutoff)
    return cutoffs


def _list(value: Any, member: str) -> list[Any]:
    if not isinstance(value, list) or len(value) > 1000:
        raise ProofMalformed(member=member)
    return value


def _text(value: Any, member: str) -> str:
    found = value.get(member) if isinstance(value, dict) else None
    if not isinstance(found, str):
        raise ProofMalformed(member=member)
    return found


def _whole(value: Any, member: str) -> int:
    found = value.get(member) if isinstance(value, dict) else None
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ProofMalformed(member=member)
    return found


def _hash(text: str, member: str) -> bytes:
    try:
        digest = bytes.fromhex(text)
    except ValueError:
        digest = b""
    if len(digest) != merkle.HASH_LENGTH or digest.hex() != text:
        raise ProofMalformed(member=member)
    return digest


def _path(value: Any, member: str) -> list[bytes]:
    found = value.get(member) if isinstance(value, dict) else None
    if not isinstance(found, list) or len(found) > 64:
        raise ProofMalformed(member=member)
    return [_hash(item if isinstance(item, str) else "", member) for item in found]
