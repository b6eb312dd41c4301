"""What DRAW.md §3 promises of every draw, on the plain scan."""

import itertools
import random
from collections import Counter
from dataclasses import replace as changed

from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.cutoffs import WHOLE, cutoffs_of
from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.replacement import replace
from gelombang.core.lottery.selection import Selected, order_of, select
from tests.factories.policies import lists, phases


def numbers(entries: list[Entry], chance: random.Random, digits: int = 64) -> list[str]:
    """A score for each entry; few digits make ties, all of them make none."""
    ends = [f"{i:04x}" if digits == 64 else "" for i in range(len(entries))]
    return [f"{chance.getrandbits(4 * digits):0{digits}x}{end}" for end in ends]


def winners(selected: Selected) -> set[int]:
    return {ticket for ticket, result in enumerate(selected.results, start=1) if result.is_selected}


def by_windows(policy: Policy, entries: list[Entry], scores: list[str]) -> dict[int, tuple[int, int]]:
    """The draw as two row-number windows and a limit per phase; ticket → (phase, rank)."""
    won: dict[int, tuple[int, int]] = {}
    order = [ticket for _, _, ticket in order_of(entries, scores)]
    carried = 0
    for number, phase in enumerate(policy.phases, start=1):
        seats = None if phase.seats is None else phase.seats + carried
        carried = carried if seats is None else 0
        held = Counter(entries[ticket - 1].house for ticket in won)
        in_house: Counter[str] = Counter()
        in_stratum: Counter[str] = Counter()
        survivors = []
        for ticket in order:
            entry = entries[ticket - 1]
            if ticket in won or not phase.is_open_to(entry.groups):
                continue
            in_house[entry.house] += 1
            if policy.household_cap and in_house[entry.house] + held[entry.house] > policy.household_cap:
                continue
            in_stratum[entry.stratum] += 1
            limit = phase.limit_of(entry.stratum)
            if limit is None or in_stratum[entry.stratum] <= limit:
                survivors.append(ticket)
        taken = survivors if seats is None else survivors[:seats]
        won |= {ticket: (number, rank) for rank, ticket in enumerate(taken, start=1)}
        if phase.carry:
            carried += max(0, (sum(phase.quota.values()) if seats is None else seats) - len(taken))
    return won


@settings(max_examples=200, deadline=None)
@given(lists(), phases(), st.integers(0, 3), st.randoms(use_true_random=False), st.sampled_from((64, 1)))
def test_the_scan_is_windows(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, chance: random.Random, digits: int
) -> None:
    policy, scores = Policy(cap, made), numbers(entries, chance, digits)
    selected = select(policy, entries, scores)
    found = {t: (r.phase, r.rank) for t, r in enumerate(selected.results, start=1) if r.is_selected}
    assert found == by_windows(policy, entries, scores)


@settings(max_examples=60, deadline=None)
@given(lists(), phases(), st.integers(1, 2), st.randoms(use_true_random=False))
def test_no_seat_is_wasted(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, chance: random.Random
) -> None:
    """In one phase no choice whatever could serve more people: the nested limits have one maximum."""
    phase = changed(made[0], carry=False)
    selected = select(Policy(cap, (phase,)), entries, numbers(entries, chance))
    served: Counter[str] = Counter()
    members = Counter((e.stratum, e.house) for e in entries if phase.is_open_to(e.groups))
    for (stratum, _), n in members.items():
        served[stratum] += min(n, cap)
    most = 0
    for stratum, n in served.items():
        limit = phase.limit_of(stratum)
        most += n if limit is None else min(n, limit)
    assert selected.accepted[0] == (most if phase.seats is None else min(most, phase.seats))


@settings(max_examples=150, deadline=None)
@given(lists(), phases(), st.integers(0, 2), st.randoms(use_true_random=False))
def test_every_loser_has_a_certificate(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, chance: random.Random
) -> None:
    """A cut-off before the own number, or as many of the household selected earlier as the cap allows."""
    policy, scores = Policy(cap, made), numbers(entries, chance)
    selected = select(policy, entries, scores)
    lines = cutoffs_of(policy, entries, scores, selected)
    for ticket, (entry, result) in enumerate(zip(entries, selected.results, strict=True), start=1):
        order = (entry.band, scores[ticket - 1], ticket)
        for number in range(1, len(made) + 1):
            mine = [c for c in lines if c.phase == number and c.scope in (WHOLE, entry.stratum)]
            if not mine[0].is_open_to(entry.groups) or (result.is_selected and result.phase < number):
                continue
            if result.is_selected and result.phase == number:
                assert all(cutoff.has_room_for(order) for cutoff in mine)
                continue
            earlier = [
                t
                for t, (mate, other) in enumerate(zip(entries, selected.results, strict=True), start=1)
                if mate.house == entry.house
                and other.is_selected
                and (other.phase, mate.band, scores[t - 1], t) < (number, *order)
            ]
            by_household = 0 < cap <= len(earlier)
            assert any(cutoff.turns_away(order) for cutoff in mine) or by_household


@settings(max_examples=100, deadline=None)
@given(lists(), phases(), st.integers(0, 2), st.randoms(use_true_random=False))
def test_a_decline_lets_in_at_most_one(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, chance: random.Random
) -> None:
    """Without one of its winners a phase takes at most one newcomer and drops nobody."""
    policy, scores = Policy(cap, (changed(made[0], carry=False),)), numbers(entries, chance)
    before = select(policy, entries, scores)
    for left in itertools.islice(winners(before), 5):
        # who declines is not there any more: weight and numbers of all others stay
        rest = [i for i in range(len(entries)) if i != left - 1]
        after = select(policy, [entries[i] for i in rest], [scores[i] for i in rest])
        now = {rest[ticket - 1] + 1 for ticket in winners(after)}
        assert winners(before) - {left} <= now
        newcomers = now - winners(before)
        assert len(newcomers) <= 1
        (made_up,) = replace(policy, entries, before, scores, [left])
        if newcomers and policy.phases[0].limit_of(entries[left - 1].stratum) is None:
            assert made_up.moves_up in newcomers


@settings(max_examples=100, deadline=None)
@given(lists(), phases(), st.integers(0, 2), st.randoms(use_true_random=False))
def test_the_first_who_may_moves_up(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, chance: random.Random
) -> None:
    """The next of the same phase, and stratum where it limits strata, whose household has room; nobody is passed over,
    and household cap and quotas hold after every replacement as they held before."""
    policy, scores = Policy(cap, made), numbers(entries, chance)
    selected = select(policy, entries, scores)
    vacated = list(itertools.islice(sorted(winners(selected), key=lambda t: scores[t - 1]), 4))
    phase_of = {t: selected.results[t - 1].phase for t in winners(selected) - set(vacated)}
    for filled in replace(policy, entries, selected, scores, vacated):
        phase, left = made[filled.phase - 1], entries[filled.ticket - 1]

        def may(ticket: int, phase: Phase = phase, left: Entry = left, number: int = filled.phase) -> bool:
            entry, limit = entries[ticket - 1], phase.limit_of(entries[ticket - 1].stratum)
            mates = sum(entries[t - 1].house == entry.house for t in phase_of)
            there = sum(entries[t - 1].stratum == entry.stratum for t, p in phase_of.items() if p == number)
            return (
                phase.is_open_to(entry.groups)
                and (cap == 0 or mates < cap)
                and (limit is None or there < limit)
                and (phase.limit_of(left.stratum) is None or entry.stratum == left.stratum)
            )

        waiting = [t for _, _, t in order_of(entries, scores) if t not in phase_of and t not in vacated]
        assert filled.moves_up == next((t for t in waiting if may(t)), None)
        if filled.moves_up is not None:
            phase_of[filled.moves_up] = filled.phase


@settings(max_examples=100, deadline=None)
@given(lists(), phases(), st.integers(0, 2), st.randoms(use_true_random=False))
def test_a_smaller_number_never_hurts(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, chance: random.Random
) -> None:
    policy, scores = Policy(cap, (changed(made[0], carry=False),)), numbers(entries, chance)
    for ticket in itertools.islice(winners(select(policy, entries, scores)), 5):
        better = [*scores[: ticket - 1], "0" * 64, *scores[ticket:]]
        assert ticket in winners(select(policy, entries, better))


@settings(max_examples=100, deadline=None)
@given(lists(), phases(), st.integers(0, 2), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, chance: random.Random
) -> None:
    """Whoever scans the same entries with the same numbers in another order selects the same people."""
    policy, scores = Policy(cap, made), numbers(entries, chance)
    mixed = list(range(len(entries)))
    chance.shuffle(mixed)
    first = select(policy, entries, scores)
    second = select(policy, [entries[i] for i in mixed], [scores[i] for i in mixed])
    assert {mixed[t - 1] + 1 for t in winners(second)} == winners(first)
    assert first.accepted == second.accepted


def test_reserve_first_is_a_minimum_and_open_first_an_addition() -> None:
    """100 seats, 20 of them reserved, for 1,000 people of whom one in ten belongs to the group: 20.0 of the group on
    average when the reserve comes first, 28.2 when it comes last (DRAW.md §3)."""
    entries = [Entry(f"{i:064x}", "0000", 0, int(i < 100), f"{i:024x}", 1) for i in range(1000)]
    reserve, rest = Phase("reserve", groups=1, seats=20), Phase("open", seats=80)
    chance = random.Random(1)
    found = {}
    for name, policy in (("first", Policy(0, (reserve, rest))), ("last", Policy(0, (rest, reserve)))):
        runs = [
            sum(t <= 100 for t in winners(select(policy, entries, numbers(entries, chance))))
            for _ in range(200)
        ]
        found[name] = sum(runs) / len(runs)
    assert abs(found["first"] - 20.0) < 0.5
    assert abs(found["last"] - 28.2) < 0.8
