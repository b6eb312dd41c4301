"""A draw and complete proofs of it in memory, by the core alone: nothing but what the format asks for.

A `lie` replaces a result before the operator signs: what a proof must not survive.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gelombang.core.lottery import jcs, proof, seed, statement
from gelombang.core.lottery.cutoffs import WHOLE, Cutoff, cutoffs_of
from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.manifest import Manifest
from gelombang.core.lottery.merkle import Tree
from gelombang.core.lottery.policy import Policy
from gelombang.core.lottery.selection import Order, Result, select

SIGNATURE = "ab" * 48
ROUND = 1000
TIME = "2026-01-31T17:00:00Z"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OPERATOR = KEY.public_key().public_bytes_raw().hex()


def verify(operator: str, message: bytes, signature: str) -> bool:
    """Ed25519, as `gelombang.engines.signing` has it."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(operator)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def beacon(round_number: int, signature: str) -> bool:
    """Stands for the beacon: one signature of one round is genuine."""
    return (round_number, signature) == (ROUND, SIGNATURE)


class Drawn:
    """A draw in memory; results are the norm's but for the `lies` (ticket → result)."""

    def __init__(
        self, policy: Policy, entries: Sequence[Entry], lies: Mapping[int, Result] | None = None
    ) -> None:
        self.policy, self.entries = policy, entries
        self.tree = Tree.of_lines(entry.line() for entry in entries)
        root = self.tree.root.hex()
        self.manifest = Manifest("d", len(entries), root, "00" * 32, policy.sha256(), TIME, round=ROUND)
        key = seed.key_of(self.manifest.sha256(), ROUND, SIGNATURE, "")
        self.key, self.seed = key.hex(), seed.seed_of(key)
        self.scores = [seed.score(self.seed, t, e.weight) for t, e in enumerate(entries, start=1)]
        self.honest = select(policy, entries, self.scores)
        self.results = [(lies or {}).get(t, r) for t, r in enumerate(self.honest.results, start=1)]
        self.cutoffs = cutoffs_of(policy, entries, self.scores, self.honest)
        self.result_tree = Tree.of_lines(r.line(t) for t, r in enumerate(self.results, start=1))
        self.cutoff_tree = Tree.of_lines(cutoff.line() for cutoff in self.cutoffs)

    @cached_property
    def outcome(self) -> dict[str, Any]:
        unsigned = statement.unsigned(
            "outcome", "d", self.manifest.sha256(), TIME,
            commitment_sha256="00" * 32, round=ROUND, beacon_signature=SIGNATURE, ceremony="", key=self.key,
            seed=self.seed, household_cap=self.policy.household_cap, n_cutoffs=len(self.cutoffs),
            selected=list(self.honest.accepted), results_sha256="00" * 32,
            results_root=self.result_tree.root.hex(), cutoffs_root=self.cutoff_tree.root.hex(), files={},
        )  # fmt: skip
        return statement.sign(unsigned, OPERATOR, KEY.sign)

    def order(self, ticket: int) -> Order:
        return self.entries[ticket - 1].band, self.scores[ticket - 1], ticket

    def proof(self, ticket: int) -> dict[str, Any]:
        """The complete proof of a ticket, with what docs/draw-folder.md asks for and nothing else."""
        result = self.results[ticket - 1]
        wanted = self._both(result.phase, ticket) if result.is_selected else self._turned_away(ticket, result)
        made = {
            "version": "undian/1",
            "kind": "proof",
            "manifest": self.manifest.as_json(),
            "statement": self.outcome,
            "entry": self._member(ticket),
            "result": {"line": result.line(ticket), "path": _hex(self.result_tree.path(ticket - 1))},
            "cutoffs": [
                {"line": self.cutoffs[i].line(), "index": i, "path": _hex(self.cutoff_tree.path(i))}
                for i in sorted(set(wanted))
            ],
        }
        if result.reason == "H":
            made["household"] = [
                {
                    **self._member(mate),
                    "result": self.results[mate - 1].line(mate),
                    "result_path": _hex(self.result_tree.path(mate - 1)),
                }
                for mate in self._mates(ticket)
            ]
        return made

    def line_of(self, phase: int, scope: str) -> int:
        return next(i for i, c in enumerate(self.cutoffs) if (c.phase, c.scope) == (phase, scope))

    def turned_away_by(self, ticket: int, phase: int) -> list[Cutoff]:
        """The lines of a phase that were full when the scan came to the ticket; none: its household was."""
        lines = [self.cutoffs[i] for i in self._both(phase, ticket)]
        return [line for line in lines if line.turns_away(self.order(ticket))]

    def _both(self, phase: int, ticket: int) -> list[int]:
        return [self.line_of(phase, self.entries[ticket - 1].stratum), self.line_of(phase, WHOLE)]

    def _turned_away(self, ticket: int, result: Result) -> list[int]:
        entry, wanted = self.entries[ticket - 1], []
        for number, phase in enumerate(self.policy.phases, start=1):
            if not phase.is_open_to(entry.groups):
                wanted.append(self.line_of(number, WHOLE))
                continue
            full = self.turned_away_by(ticket, number)
            wanted += [self.line_of(number, full[0].scope)] if full else self._both(number, ticket)
            if number == result.phase and result.reason in "QN":
                wanted.append(self.line_of(number, WHOLE if result.reason == "N" else entry.stratum))
        return wanted

    def _mates(self, ticket: int) -> list[int]:
        house = self.entries[ticket - 1].house
        mates = [
            t
            for t, e in enumerate(self.entries, start=1)
            if e.house == house and self.results[t - 1].is_selected
        ]
        mates.sort(key=lambda t: (self.results[t - 1].phase, self.order(t)))
        return mates[: self.policy.household_cap]

    def _member(self, ticket: int) -> dict[str, Any]:
        return {
            "line": self.entries[ticket - 1].line(),
            "ticket": ticket,
            "path": _hex(self.tree.path(ticket - 1)),
        }


def holds(made: Any) -> bool:
    """Whether a proof, read from its bytes, is accepted; what cannot even be read is not."""
    try:
        checked = proof.check(jcs.parse(jcs.canonical(made)), verify, beacon)
    except LotteryError:
        return False
    return checked.holds and not checked.unchecked


def tampered(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every way to change one member: (where, the proof with it changed, dropped, or of another kind)."""
    for place in list(_places(made)):
        for how, value in _other(_at(made, place)):
            forged = copy.deepcopy(made)
            parent = _at(forged, place[:-1])
            if how == "dropped":
                del parent[place[-1]]
            else:
                parent[place[-1]] = value
            yield f"{'.'.join(map(str, place))} {how}", forged


def _places(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in inside:
        yield (*here, name)
        yield from _places(item, (*here, name))


def _at(value: Any, place: tuple[str | int, ...]) -> Any:
    for name in place:
        value = value[name]
    return value


def _other(value: Any) -> Iterator[tuple[str, Any]]:
    yield "dropped", None
    yield "null", None
    if isinstance(value, bool):
        yield "negated", not value
    elif isinstance(value, int):
        yield "one more", value + 1
        yield "text", str(value)
    elif isinstance(value, str):
        place = len(value) // 2
        if value:
            yield "changed", value[:place] + ("0" if value[place] != "0" else "1") + value[place + 1 :]
        yield "longer", value + "0"
    elif isinstance(value, list):
        yield "doubled", [*value, *value] if value else ["00" * 32]


def _hex(path: Sequence[bytes]) -> list[str]:
    return [sibling.hex() for sibling in path]
