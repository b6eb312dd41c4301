"""Replacement after replacement over a list that is read once: those of the norm, which looks through all for each."""

import json
import random
from collections import Counter
from dataclasses import replace as changed
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.cutoffs import Cutoff, cutoffs_of
from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.replacement import replace
from gelombang.core.lottery.seed import score
from gelombang.core.lottery.selection import Result, Selected, select
from gelombang.engines.succession import Succession, columns_of
from gelombang.engines.verify_places import Places
from gelombang.engines.verify_ranks import Ranks
from tests.factories.policies import lists, phases
from tests.factories.verifier import tool

SEED = "ab" * 20


def scores_of(entries: list[Entry], seed: str) -> list[str]:
    return [score(seed, ticket, entry.weight) for ticket, entry in enumerate(entries, start=1)]


def rounds_of(chance: random.Random) -> list[str | None]:
    """By the draw's order or a later round's, in any mixture."""
    return [
        chance.choice([None, None, f"{chance.getrandbits(160):040x}"]) for _ in range(chance.randint(1, 6))
    ]


def by_the_norm(
    policy: Policy, entries: list[Entry], drawn: Selected, vacated: list[int], gone: set[int], seed: str
) -> tuple[list[str], Selected]:
    moved = replace(policy, entries, drawn, scores_of(entries, seed), vacated, gone=gone)
    results = list(drawn.results)
    lines = []
    for one in moved:
        if one.moves_up is not None:
            results[one.moves_up - 1] = Result(one.phase, drawn.results[one.ticket - 1].rank, "-")
            lines.append(results[one.moves_up - 1].line(one.moves_up))
    return lines, changed(drawn, results=tuple(results))


@settings(max_examples=60, deadline=None)
@given(
    lists(),
    phases(),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
    st.sampled_from((60, 60, 12, 1)),
)
def test_many_replacements_are_those_of_the_norm(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, chance: random.Random, key_bits: int
) -> None:
    """`key_bits` fewer than 60 make ties, which whole numbers settle."""
    policy = Policy(cap, made)
    drawn = select(policy, entries, scores_of(entries, SEED))
    phase = np.array([result.phase if result.is_selected else 0 for result in drawn.results], np.uint8)
    rank = np.array([result.rank for result in drawn.results], np.uint32)
    fast = Succession(columns_of(entries), policy, SEED, phase, rank, key_bits)
    followed = Succession(columns_of(entries), policy, SEED, phase, rank)
    other = tool.Places(tool.Draw(tool_entries(entries), json.loads(policy.canonical()), SEED))
    gone: set[int] = set()
    for seed in rounds_of(chance):
        holding = [t for t, r in enumerate(drawn.results, start=1) if r.is_selected and t not in gone]
        if not holding:
            return
        vacated = chance.sample(holding, chance.randint(1, min(6, len(holding))))
        lines, drawn = by_the_norm(policy, entries, drawn, vacated, gone, seed or SEED)
        gone |= set(vacated)
        assert fast.fill(vacated, seed or SEED) == lines
        assert other.fill(seed or SEED, vacated) == {
            int(line[:12]): (int(line[15:17]), int(line[18:27])) for line in lines
        }
        followed.follow({"vacated": vacated, "selected": lines})
    assert followed._came == fast._came
    assert (followed._members == fast._members).all()
    assert followed._taken == fast._taken


def tool_entries(entries: list[Entry]) -> Any:
    found = tool.Entries("".join(entry.line() + "\n" for entry in entries).encode())
    found.strata.extend(int(entry.stratum) for entry in entries)
    found.groups.extend(entry.groups for entry in entries)
    return found


def counts_of(entries: list[Entry]) -> dict[str, Any]:
    """counts.json, as far as places are concerned."""
    return {
        "strata": dict.fromkeys((entry.stratum for entry in entries), None),
        "bands": Counter(str(entry.band) for entry in entries),
        "groups": Counter(f"{entry.groups:02x}" for entry in entries),
        "weights": Counter(f"{entry.weight:02d}" for entry in entries),
    }


def tool_moved(entries: list[Entry], policy: Policy, drawn: Selected, cutoffs: list[Cutoff]) -> Any:
    checked = tool.Checked(tool.Folder.__new__(tool.Folder))
    checked.policy, checked.counts = json.loads(policy.canonical()), counts_of(entries)
    checked.manifest = {"n": len(entries)}
    checked.outcome = {"selected": list(drawn.accepted), "seed": SEED}
    checked.cutoffs = [cutoff.line() for cutoff in cutoffs]
    return tool.Moved(checked)


@settings(max_examples=120, deadline=None)
@given(lists().filter(len), phases(), st.integers(0, 2), st.randoms(use_true_random=False))
def test_without_the_list_no_true_replacement_is_refused(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, chance: random.Random
) -> None:
    """By either verifier."""
    policy, scores = Policy(cap, made), scores_of(entries, SEED)
    drawn = select(policy, entries, scores)
    cutoffs = cutoffs_of(policy, entries, scores, drawn)
    places = Places(len(entries), cap, Ranks(policy, counts_of(entries), SEED, cutoffs))
    other, report = tool_moved(entries, policy, drawn, cutoffs), tool.Report("en", True)
    gone: set[int] = set()
    for seed in rounds_of(chance):
        holding = [t for t, r in enumerate(drawn.results, start=1) if r.is_selected and t not in gone]
        if not holding:
            return
        vacated = chance.sample(holding, chance.randint(1, min(6, len(holding))))
        lines, drawn = by_the_norm(policy, entries, drawn, vacated, gone, seed or SEED)
        gone |= set(vacated)
        statement = {"vacated": vacated, "selected": lines}
        assert places.follow(statement, seed or SEED)
        other.follow(report, "x", statement, seed or SEED)
        assert [row["mark"] for row in report.rows] == ["good", "good"]
        report.rows.clear()
