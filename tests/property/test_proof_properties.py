"""Everyone's proof holds; no changed member and no false claim does.

A single proof cannot show that somebody's household had *no* other winner, nor in which of several phases a small
number won: those lies are found by repeating the draw, which the tests of `verify` do. All others are found here.
"""

import itertools
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.selection import Result
from tests.factories.policies import lists, phases
from tests.factories.proofs import Drawn, holds, tampered

SHORT = lists().map(lambda entries: entries[:40])


@settings(max_examples=60, deadline=None)
@given(SHORT, phases(), st.integers(0, 3))
def test_everyone_s_proof_holds(entries: list[Entry], made: tuple[Phase, ...], cap: int) -> None:
    drawn = Drawn(Policy(cap, made), entries)
    for ticket in range(1, len(entries) + 1):
        assert holds(drawn.proof(ticket)), drawn.results[ticket - 1]


def crowd(n: int = 24) -> list[Entry]:
    """Families of three, every second of another region, every fourth person of a group."""
    return [
        Entry(
            f"{i:064x}",
            ("1309", "1673")[i // 3 % 2],
            i // 12 % 2,
            int(i % 4 == 0),
            f"{i // 3:024x}",
            1 + i % 2,
        )
        for i in range(n)
    ]


POLICIES = {
    "seats": Policy(0, (Phase("open", seats=4),)),
    "quota": Policy(0, (Phase("open", quota={"1309": 4, "1673": 2}, otherwise=0),)),
    "household": Policy(1, (Phase("open"),)),
    "two of a household": Policy(2, (Phase("a", quota={"1309": 3}, otherwise=4), Phase("b", seats=9))),
    "reserve first": Policy(1, (Phase("reserve", groups=1, seats=2, carry=True), Phase("open", seats=3))),
    "open first": Policy(1, (Phase("open", seats=3), Phase("reserve", groups=1, seats=2))),
    "nobody's": Policy(1, (Phase("reserve", groups=2, seats=2),)),
}


@pytest.mark.parametrize("name", POLICIES)
def test_every_changed_member_is_refused(name: str) -> None:
    """For a winner and for a loser of each reason, each member of the proof in turn."""
    drawn = Drawn(POLICIES[name], crowd())
    seen: set[str] = set()
    for ticket, result in enumerate(drawn.results, start=1):
        if result.reason not in seen:
            seen.add(result.reason)
            made = drawn.proof(ticket)
            assert holds(made)
            accepted = [where for where, forged in tampered(made) if forged != made and holds(forged)]
            assert accepted in ([], ["cutoffs doubled"])  # a true line shown twice is as true
    assert seen


@settings(max_examples=40, deadline=None)
@given(SHORT.filter(len), phases(), st.integers(0, 2), st.data())
def test_no_false_claim_is_accepted(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, data: st.DataObject
) -> None:
    """The operator itself signs a wrong result; the published cut-offs do not bear it out."""
    honest = Drawn(Policy(cap, made), entries)
    ticket = data.draw(st.integers(1, len(entries)))
    true, n = honest.results[ticket - 1], len(made)
    claims = [Result(phase, 0, reason) for phase in range(n + 1) for reason in "QHN"]
    for phase, accepted in enumerate(honest.honest.accepted, start=1):
        claims += [Result(phase, rank, "-") for rank in {1, accepted, accepted + 1} - {0}]
    for claim in claims:
        if not may_be_told(honest, ticket, true, claim):
            assert not holds(Drawn(Policy(cap, made), entries, {ticket: claim}).proof(ticket)), (true, claim)


def may_be_told(drawn: Drawn, ticket: int, true: Result, claim: Result) -> bool:
    """Whether one proof alone can bear the claim: it is true, or what makes it false lies outside the proof."""
    if claim == true:
        return True
    if claim.is_selected and true.is_selected:
        return (
            claim.phase >= true.phase
        )  # a number small enough for the earlier phase may be so for the later
    if claim.is_selected:  # only the household, which a winner's proof does not show, turned it away
        return drawn.policy.phases[claim.phase - 1].is_open_to(drawn.entries[ticket - 1].groups) and not (
            drawn.turned_away_by(ticket, claim.phase)
        )
    return not true.is_selected and claim.phase == true.phase and reason_holds(drawn, ticket, claim)


def reason_holds(drawn: Drawn, ticket: int, claim: Result) -> bool:
    """Whether the claimed reason is a fact, though another one goes before it."""
    entry = drawn.entries[ticket - 1]
    if claim.phase == 0:
        return claim.reason == "N"
    if claim.reason == "H":
        mates = [t for t, e in enumerate(drawn.entries, start=1) if e.house == entry.house]
        return 0 < drawn.policy.household_cap <= sum(drawn.results[t - 1].is_selected for t in mates)
    scope = "----" if claim.reason == "N" else entry.stratum
    return drawn.cutoffs[drawn.line_of(claim.phase, scope)].is_full


@pytest.mark.parametrize("name", ["seats", "quota", "reserve first"])
def test_another_s_proof_is_nobody_s(name: str) -> None:
    """Parts of two true proofs never make a third."""
    drawn = Drawn(POLICIES[name], crowd())
    proofs = [drawn.proof(ticket) for ticket in range(1, 25)]
    for one, other in itertools.permutations(random.Random(1).sample(proofs, 8), 2):
        for part in ("entry", "result", "manifest", "statement", "cutoffs"):
            mixed: dict[str, Any] = {**one, part: other[part]}
            assert mixed in proofs or not holds(mixed) or part == "cutoffs"


def test_another_draw_s_statement_is_not_this_one_s() -> None:
    one, other = Drawn(POLICIES["seats"], crowd()), Drawn(POLICIES["quota"], crowd())
    for ticket in range(1, 25):
        for part in ("manifest", "statement"):
            assert not holds({**one.proof(ticket), part: other.proof(ticket)[part]})
