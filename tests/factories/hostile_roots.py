"""Level "roots" without the list: cut-offs, counts, replacements and samples that no list could have; each with the
exit code of both verifiers. The cut-offs are truly drawn, and then counts.json, or what was drawn from, is another."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.factories import draw_folder as made
from tests.factories.hostile import rehearsal, resign
from tests.factories.hostile_cases import Arguments, Case, committed_anew, cutoffs
from tests.factories.verifier import vector

PHASE = {"name": "a", "groups": 0, "quota": {}, "otherwise": None, "seats": 5, "carry": False}
Lines = list[str]


def policy(*phases: dict[str, Any], cap: int = 0) -> dict[str, Any]:
    rules = [{**PHASE, **phase} for phase in phases or ({},)]
    return {"version": "undian/1", "household_cap": cap, "phases": rules}


def listed(at: int = 65, text: str = "1309") -> Lines:
    """The entries of one known list, all in one stratum, each with `text` at a place of its line."""
    lines = [line[:65] + "1309" + line[69:] for line in vector(5)["expect"]["list"]]
    return [line[:at] + text + line[at + len(text) :] for line in lines]


def mixed(at: int, texts: tuple[str, ...], lines: Lines | None = None) -> Lines:
    """The same, with one text after the other."""
    known = listed() if lines is None else lines
    width = len(texts[0])
    return [line[:at] + texts[k % len(texts)] + line[at + width :] for k, line in enumerate(known)]


N = len(listed())


def alone(lines: Lines) -> Lines:
    """Everybody in a household of their own."""
    return [line[:75] + line[:24] + line[99:] for line in lines]


def counted(
    rules: dict[str, Any],
    lines: Lines,
    change: Callable[[made.DrawFolder], None] = lambda _: None,
    **counts: Any,
) -> Callable[[Path], Arguments]:
    """A public folder of level roots alone, with members of counts.json changed."""

    def build(place: Path) -> Arguments:
        folder = made.DrawFolder(lines, rules, publish="roots")
        change(folder)
        stated = {**json.loads(folder.files["counts.json"]), **counts}
        committed_anew(folder, counts_json=made.jcs(stated))
        return [folder.write(place / "draw") / "public"]

    return build


def everybody_twice(folder: made.DrawFolder) -> None:
    """The second phase selects once more whom the first has selected."""
    first = [line for line in folder.cutoffs if line[:2] == "01"]
    cutoffs(folder, first + ["02" + line[2:] for line in first])
    resign(folder, "result/outcome.json", selected=[N, N])


def nobody(folder: made.DrawFolder) -> None:
    """Seats there, and nobody who got one."""
    none = f"{'0' * 9},-,{'-' * 64},{'-' * 12}"
    cutoffs(folder, [line[:21] + none for line in folder.cutoffs])
    resign(folder, "result/outcome.json", selected=[0 for _ in folder.policy["phases"]])


def strata(**counts: tuple[int, int]) -> dict[str, Any]:
    return {code[1:]: {"entries": n, "households": homes} for code, (n, homes) in counts.items()}


HALVES = alone(mixed(70, ("0", "9")))
IN_TWO = alone(mixed(65, ("1309", "1673")))
BOUNDS = [
    Case("roots: true counts", 3, counted(policy(), listed())),
    Case("roots: true counts, a cap", 3, counted(policy(cap=1), listed())),
    Case("roots: more than the households hold", 1, counted(
        policy(cap=1), listed(), households=1, strata=strata(s1309=(N, 1)), household_sizes={str(N): 1})),
    Case("roots: just what the households hold", 3, counted(
        policy(cap=5), listed(), households=1, strata=strata(s1309=(N, 1)), household_sizes={str(N): 1})),
    Case("roots: a reserve for a group that nobody is in", 1, counted(
        policy({"groups": 1}), listed(72, "01"), groups={"00": N})),
    Case("roots: a reserve with fewer in the group than seats", 1, counted(
        policy({"groups": 1}), listed(72, "01"), groups={"00": N - 4, "01": 4})),
    Case("roots: two reserves with fewer in both groups than seats", 1, counted(
        policy({"groups": 1}, {"groups": 2}), listed(72, "03"), groups={"00": N - 9, "03": 9})),
    Case("roots: two reserves, enough in the groups", 3, counted(
        policy({"groups": 1}, {"groups": 2}), listed(72, "03"), groups={"00": N - 10, "03": 10})),
    Case("roots: the last of a band that nobody is in", 1, counted(policy(), listed(70, "9"), bands={"0": N})),
    Case("roots: more of the first band than it has", 1, counted(
        policy({"seats": 30}), listed(70, "0"), bands={"0": 29, "9": N - 29})),
    Case("roots: a later band before the first is served", 1, counted(
        policy(), listed(70, "9"), bands={"0": 5, "9": N - 5})),
    Case("roots: two bands", 3, counted(policy({"seats": N // 2 + 1}), HALVES)),
    Case("roots: everybody twice", 1, counted(policy({"seats": N}, {"seats": N}), listed(), everybody_twice)),
    Case("roots: a score of a weight that nobody has", 1, counted(policy(), listed(100, "62"), weights={"01": N})),
    Case("roots: a score of weight 62", 3, counted(policy(), listed(100, "62"))),
    Case("roots: more of a stratum than it has", 1, counted(
        policy({"seats": N}), IN_TWO, strata=strata(s1309=(1, 1), s1673=(N - 1, N - 1)))),
    Case("roots: more of a stratum than its households", 1, counted(
        policy({"seats": N}, cap=1), IN_TWO, households=N - 9, household_sizes={"1": N - 10, "10": 1},
        strata=strata(s1309=(N // 2, N // 2 - 9), s1673=(N - N // 2, N - N // 2)))),
    Case("roots: nobody selected though there are seats", 1, counted(policy(), listed(), nobody)),
    Case("roots: nobody selected though there are seats, a cap", 1, counted(policy(cap=1), listed(), nobody)),
    Case("roots: no seats", 3, counted(policy({"seats": 0}), listed())),
    Case("roots: a stratum passed over", 1, counted(
        policy({"seats": None, "quota": {"1309": 2}}), listed(), nobody)),
]  # fmt: skip


def counts(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], Arguments]:
    def build(place: Path) -> Arguments:
        folder = rehearsal(publish="roots")
        stated = json.loads(folder.files["counts.json"])
        change(stated)
        committed_anew(folder, counts_json=made.jcs(stated))
        return [folder.write(place / "draw") / "public"]

    return build


def named(**members: Any) -> Callable[[Path], Arguments]:
    return counts(lambda stated: stated.update(members))


def more_homes(stated: dict[str, Any]) -> None:
    """Households moved to a stratum that has not so many entries."""
    first, second = sorted(stated["strata"])[:2]
    moved = stated["strata"][second]["households"] - 1
    stated["strata"][first]["households"] += moved
    stated["strata"][second]["households"] = 1


FORMS = [
    Case("roots: a band that is none", 1, named(bands={"abcdef": 120})),
    Case("roots: a band of two digits", 1, named(bands={"00": 120})),
    Case("roots: a weight that is none", 1, named(weights={"99": 120})),
    Case("roots: a weight of 0", 1, named(weights={"00": 120})),
    Case("roots: a weight of one digit", 1, named(weights={"1": 120})),
    Case("roots: groups of one digit", 1, named(groups={"0": 120})),
    Case("roots: groups of four digits", 1, named(groups={"0000": 120})),
    Case("roots: more households than entries in a stratum", 1, counts(more_homes)),
]


# ---- replacements that contradict themselves, the cut-offs or each other
Groups = list[tuple[list[int], list[str]]]
"""One after the other: who gave up a place, and who came into which ("2 1 3": ticket 2, phase 1, place 3)."""


def add_groups(folder: made.DrawFolder, groups: Groups) -> None:
    for number, (vacated, came) in enumerate(groups, start=1):
        parts = [[int(part) for part in one.split()] for one in came]
        lines = [f"{ticket:012d},W,{phase:02d},{rank:09d},-" for ticket, phase, rank in parts]
        more: dict[str, Any] = {"group": number, "round": 0, "beacon_signature": "", "reason": "x"}
        folder.add(f"replacement-{number:02d}", "replacement", vacated=vacated, selected=lines, **more)


def moved(*groups: tuple[list[int], list[str]]) -> Callable[[Path], Arguments]:
    """In a draw of four phases of which the cut-offs tell: ticket 5 has place 6 of phase 1, which is its last; there
    72 has one of the places 1 to 4, and 61 (of whom they do not tell) place 2. 98 has the last place of phase 2."""

    def build(place: Path) -> Arguments:
        folder = rehearsal(publish="roots")
        add_groups(folder, [*groups])
        return [folder.write(place / "draw") / "public"]

    return build


TWO = [5, 61], ["7 1 6", "8 1 2"]
MOVED = [
    Case("roots: two places, two newcomers", 3, moved(TWO)),
    Case("roots: two places, one newcomer", 3, moved(([5, 61], ["7 1 6"]))),
    Case("roots: two places, the second filled", 3, moved(([5, 61], ["7 1 2"]))),
    Case("roots: a newcomer leaves and is replaced", 3, moved(([5], ["7 1 6"]), ([7], ["8 1 6"]))),
    Case("roots: a newcomer leaves, and another", 3, moved(([5], ["7 1 6"]), ([7, 61], ["8 1 6", "9 1 2"]))),
    Case("roots: a place that the last of a stratum can have", 3, moved(([72], ["7 1 4"]))),
    Case("roots: a ticket twice in one", 1, moved(([5, 5], []))),
    Case("roots: a ticket gives up again", 1, moved(([5], []), ([5], []))),
    Case("roots: a newcomer who is leaving", 1, moved(([61], ["61 1 2"]))),
    Case("roots: a newcomer who has left", 1, moved(([61], ["7 1 2"]), ([5], ["61 1 6"]))),
    Case("roots: a newcomer who is there", 1, moved(([5], ["7 1 6"]), ([61], ["7 1 2"]))),
    Case("roots: three newcomers for one place", 1, moved(([61], ["7 1 2", "8 1 3", "9 1 4"]))),
    Case("roots: two newcomers in one place", 1, moved(([61, 99], ["7 1 2", "8 1 2"]))),
    Case("roots: a place that a newcomer holds", 1, moved(([61], ["7 1 2"]), ([99], ["8 1 2"]))),
    Case("roots: a place that is not the newcomer's", 1, moved(([5], ["7 1 6"]), ([7], ["8 1 2"]))),
    Case("roots: a newcomer beyond the list", 1, moved(([5], ["121 1 6"]))),
    Case("roots: a newcomer of number 0", 1, moved(([5], ["0 1 6"]))),
    Case("roots: who gives up is beyond the list", 1, moved(([121], []))),
    Case("roots: a place of no phase", 1, moved(([61], ["7 99 1"]))),
    Case("roots: everybody leaves, selected or not", 1, moved((list(range(1, 121)), []))),
    Case("roots: more leave than were selected, one by one", 1, moved(*(([n], []) for n in range(1, 61)))),
    Case("roots: a place beyond those selected", 1, moved(([61], ["7 1 999"]))),
    Case("roots: a place that nobody gave up", 1, moved(([61], ["7 1 6"]))),
    Case("roots: a place that another has who gave it up", 1, moved(([61, 5], ["7 1 6", "8 1 2"]))),
    Case("roots: the last of a phase had another place", 1, moved(([5], ["7 1 5"]))),
    Case("roots: a place of another phase", 1, moved(([5], ["7 2 1"]))),
    Case("roots: a place that the last of a stratum cannot have", 1, moved(([72], ["7 1 5"]))),
    Case("roots: a newcomer whom the cut-offs name", 1, moved(([5], ["98 1 6"]))),
]  # fmt: skip


def plainly(
    groups: Callable[[list[int], list[int]], Groups], cap: int = 0, **more: Any
) -> Callable[[Path], Arguments]:
    """In a draw of one phase, one band and weight 1, where numbers alone decide: `groups` is given the tickets of the
    selected and of the others, both in their order."""

    def build(place: Path) -> Arguments:
        lines = mixed(100, ("01",), mixed(70, ("0",), alone(listed())))
        folder = made.DrawFolder(lines, policy(more, cap=cap), publish="roots")
        order = [key[2] for key in sorted(made.keys(folder.lines, folder.seed))]
        n = folder.outcome["selected"][0]
        add_groups(folder, groups(order[:n], order[n:]))
        return [folder.write(place / "draw") / "public"]

    return build


PLAINLY = [
    Case("roots: the next two", 3, plainly(lambda won, lost: [(won[:2], [f"{lost[0]} 1 1", f"{lost[1]} 1 2"])])),
    Case("roots: the next two, one by one", 3, plainly(
        lambda won, lost: [(won[:1], [f"{lost[0]} 1 1"]), (won[1:2], [f"{lost[1]} 1 2"])])),
    Case("roots: somebody was passed over, which is not checked", 3, plainly(
        lambda won, lost: [(won[:1], [f"{lost[1]} 1 1"])])),
    Case("roots: who gives up was not selected", 1, plainly(lambda _, lost: [(lost[-1:], [f"{lost[0]} 1 1"])])),
    Case("roots: who gives up and is not replaced was not selected", 1, plainly(lambda _, lost: [(lost[:1], [])])),
    Case("roots: a newcomer whom the draw selected", 1, plainly(lambda won, _: [(won[:1], [f"{won[1]} 1 1"])])),
    Case("roots: two newcomers, the second first", 1, plainly(
        lambda won, lost: [(won[:2], [f"{lost[1]} 1 1", f"{lost[0]} 1 2"])])),
    Case("roots: two newcomers, the second first, a cap", 1, plainly(
        lambda won, lost: [(won[:2], [f"{lost[1]} 1 1", f"{lost[0]} 1 2"])], cap=1)),
    Case("roots: two newcomers one by one, the second first", 1, plainly(
        lambda won, lost: [(won[:1], [f"{lost[1]} 1 1"]), (won[1:2], [f"{lost[0]} 1 2"])])),
    Case("roots: two newcomers one by one, the second first, a cap", 3, plainly(
        lambda won, lost: [(won[:1], [f"{lost[1]} 1 1"]), (won[1:2], [f"{lost[0]} 1 2"])], cap=1)),
    Case("roots: a newcomer where nobody was turned away", 1, plainly(
        lambda won, _: [(won[:1], [f"{won[1]} 1 1"])], seats=None, quota={"1309": N})),
    Case("roots: more newcomers than people wait", 1, plainly(
        lambda won, lost: [(won[:2], [f"{lost[0]} 1 1", f"{won[5]} 1 2"])], seats=N - 1, cap=1)),
]  # fmt: skip
CASES = [*BOUNDS, *FORMS, *MOVED, *PLAINLY]
