"""Proofs that a lying operator signs: each claim must follow from the numbers, whatever the signature says."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gelombang.core.lottery import jcs, proof, seed, statement
from gelombang.core.lottery.cutoffs import WHOLE, cutoffs_of
from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.errors import ProofMalformed
from gelombang.core.lottery.manifest import Manifest
from gelombang.core.lottery.merkle import Tree
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.selection import Result, select
from gelombang.engines import signing

SIGNATURE = "ab" * 48
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OPERATOR = KEY.public_key().public_bytes_raw().hex()


class Drawn:
    """A draw of ten people in memory, with results that may be lies."""

    def __init__(self, policy: Policy, houses: list[int], lies: dict[int, Result] | None = None) -> None:
        self.policy = policy
        self.entries = [
            Entry(f"{i:064x}", "1309", 0, 0, f"{h:024x}", 1) for i, h in enumerate(houses, start=1)
        ]
        lines = [entry.line() for entry in self.entries]
        self.tree = Tree.of_lines(lines)
        self.manifest = Manifest(
            "d",
            len(lines),
            self.tree.root.hex(),
            "00" * 32,
            policy.sha256(),
            "2026-01-31T17:00:00Z",
            round=1000,
        )
        key = seed.key_of(self.manifest.sha256(), 1000, SIGNATURE, "")
        self.seed = seed.seed_of(key)
        scores = [seed.score(self.seed, ticket) for ticket in range(1, len(lines) + 1)]
        selected = select(policy, self.entries, scores)
        self.cutoffs = [c.line() for c in cutoffs_of(policy, self.entries, scores, selected)]
        self.cutoff_tree = Tree.of_lines(self.cutoffs)
        self.results = [(lies or {}).get(t, r) for t, r in enumerate(selected.results, start=1)]
        self.result_tree = Tree.of_lines(r.line(t) for t, r in enumerate(self.results, start=1))
        unsigned = statement.unsigned(
            "outcome", "d", self.manifest.sha256(), "2026-01-31T17:00:00Z",
            commitment_sha256="00" * 32, round=1000, beacon_signature=SIGNATURE, ceremony="", key=key.hex(),
            seed=self.seed, household_cap=policy.household_cap, n_cutoffs=len(self.cutoffs),
            selected=list(selected.accepted), results_sha256="00" * 32,
            results_root=self.result_tree.root.hex(), cutoffs_root=self.cutoff_tree.root.hex(), files={},
        )  # fmt: skip
        self.outcome = statement.sign(unsigned, OPERATOR, KEY.sign)

    def ticket(self, reason: str) -> int:
        return next(t for t, result in enumerate(self.results, start=1) if result.reason == reason)

    def proof(self, ticket: int, mates: list[int] | None = None) -> dict[str, Any]:
        def member(one: int) -> dict[str, Any]:
            path = [h.hex() for h in self.tree.path(one - 1)]
            return {"line": self.entries[one - 1].line(), "ticket": one, "path": path}

        def result_path(one: int) -> list[str]:
            return [h.hex() for h in self.result_tree.path(one - 1)]

        made: dict[str, Any] = {
            "version": "undian/1",
            "kind": "proof",
            "manifest": self.manifest.as_json(),
            "statement": self.outcome,
            "entry": member(ticket),
            "result": {"line": self.results[ticket - 1].line(ticket), "path": result_path(ticket)},
            "cutoffs": [
                {"line": line, "index": i, "path": [h.hex() for h in self.cutoff_tree.path(i)]}
                for i, line in enumerate(self.cutoffs)
            ],
        }
        if mates is not None:
            made["household"] = [
                {**member(m), "result": self.results[m - 1].line(m), "result_path": result_path(m)}
                for m in mates
            ]
        return made


def holds(made: dict[str, Any]) -> bool:
    value = jcs.parse(jcs.canonical(made))
    try:
        return proof.check(value, signing.verify, lambda _round, _signature: True).holds
    except ProofMalformed:
        return False


SEATS = Policy(0, (Phase("open", seats=4),))
QUOTA = Policy(0, (Phase("open", quota={"1309": 4}, otherwise=0),))
CAP = Policy(1, (Phase("open", seats=9),))
ALONE = list(range(10))


@pytest.mark.parametrize(("policy", "reason"), [(SEATS, "N"), (QUOTA, "Q")])
def test_true_proofs_hold(policy: Policy, reason: str) -> None:
    drawn = Drawn(policy, ALONE)
    assert holds(drawn.proof(drawn.ticket("-")))
    assert holds(drawn.proof(drawn.ticket(reason)))


@pytest.mark.parametrize(("policy", "reason"), [(SEATS, "N"), (QUOTA, "Q")])
def test_a_winner_told_to_have_lost(policy: Policy, reason: str) -> None:
    """The operator signs a false result; the winner's own number and the cut-offs give it away."""
    honest = Drawn(policy, ALONE)
    winner = honest.ticket("-")
    lying = Drawn(policy, ALONE, {winner: Result(1, 0, reason)})
    assert not holds(lying.proof(winner))
    assert not holds(Drawn(policy, ALONE, {winner: Result(1, 0, "H")}).proof(winner, []))


@pytest.mark.parametrize("policy", [SEATS, QUOTA])
def test_a_loser_told_to_have_won(policy: Policy) -> None:
    honest = Drawn(policy, ALONE)
    loser = next(t for t, r in enumerate(honest.results, start=1) if not r.is_selected)
    assert not holds(Drawn(policy, ALONE, {loser: Result(1, 4, "-")}).proof(loser))


def test_households() -> None:
    drawn = Drawn(CAP, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    loser = drawn.ticket("H")
    mate = loser + 1 if loser % 2 else loser - 1
    assert holds(drawn.proof(loser, [mate]))
    assert not holds(drawn.proof(loser))
    assert not holds(drawn.proof(loser, []))
    stranger = next(t for t, r in enumerate(drawn.results, start=1) if r.is_selected and t != mate)
    assert not holds(drawn.proof(loser, [stranger]))
    assert not holds(drawn.proof(loser, [mate, mate]))


def test_a_phase_left_out() -> None:
    policy = Policy(0, (Phase("a", seats=2), Phase("b", seats=2)))
    drawn = Drawn(policy, ALONE)
    made = drawn.proof(drawn.ticket("N"))
    assert holds(made)
    for phase in ("01", "02"):
        less = [cutoff for cutoff in made["cutoffs"] if not cutoff["line"].startswith(phase)]
        assert not holds({**made, "cutoffs": less})
    assert WHOLE in made["cutoffs"][0]["line"]


def test_every_member_counts() -> None:
    drawn = Drawn(SEATS, ALONE)
    made = drawn.proof(drawn.ticket("N"))
    for name in ("seed", "key", "round", "beacon_signature", "results_root", "cutoffs_root", "household_cap"):
        value = made["statement"][name]
        forged = value + 1 if isinstance(value, int) else value[:-1] + ("0" if value[-1] != "0" else "1")
        assert not holds({**made, "statement": {**made["statement"], name: forged}}), name
