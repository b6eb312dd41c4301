"""Proofs that an operator signs though they are false.

Everything is made by tests/factories/draw_folder.py, which shares no code with the product: results, cut-offs and
totals may be any lie; the roots are computed over the lies and the operator signs them.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.factories import draw_folder as made

COMMON = {"version", "kind", "draw_id", "manifest_sha256", "operator", "signed_at", "signature"}


class Case(NamedTuple):
    """A file to check, and whether it is true."""

    name: str
    data: bytes
    true: bool = False


# ---- a small draw
def small(seed: int, n: int = 8) -> made.DrawFolder:
    """A draw of a few entries in two strata, of several phases, by ceremony, so that no beacon need be asked."""
    chance = random.Random(seed)
    homes = [(f"{chance.getrandbits(96):024x}", chance.choice(["1309", "1673"])) for _ in range(4)]
    lines = []
    for _ in range(n):
        home, stratum = chance.choice(homes)
        band, groups, weight = chance.choice([0, 0, 1]), chance.randrange(4), chance.choice([1, 1, 2])
        commit = f"{chance.getrandbits(256):064x}"
        lines.append(f"{commit},{stratum},{band},{groups:02x},{home},{weight:02d}")
    phases = [
        {
            "name": "p",
            "groups": chance.choice([0, 0, 1, 2]),
            "quota": {s: chance.randrange(3) for s in ("1309", "1673") if chance.random() < 0.6},
            "otherwise": chance.choice([None, None, 0, 1]),
            "seats": chance.choice([None, 0, 1, 2, 4]),
            "carry": False,
        }
        for _ in range(chance.randint(1, 3))
    ]
    policy = {"version": "undian/1", "household_cap": chance.randrange(3), "phases": phases}
    return made.DrawFolder(sorted(lines), policy, ceremony="dadu", beacon=False)


def signed(folder: made.DrawFolder, **lies: Any) -> None:
    """Sign the outcome anew over whatever results and cut-offs the folder holds now, with `lies` for its members."""
    members = {name: value for name, value in folder.outcome.items() if name not in COMMON}
    members["n_cutoffs"] = len(folder.cutoffs)
    for name, lines in (("results_root", folder.results), ("cutoffs_root", folder.cutoffs)):
        members[name] = made.merkle([line.encode() for line in lines]).hex()
    folder.outcome = folder.sign("outcome", **{**members, **lies})


def resigned(folder: made.DrawFolder, proof: dict[str, Any]) -> dict[str, Any]:
    """The proof with its statement signed as it now stands."""
    statement = dict(proof["statement"])
    statement.pop("signature", None)
    statement["operator"] = folder.operator.public
    signature = folder.operator.key.sign(b"undian/1/statement\0" + made.jcs(statement)).hex()
    return {**proof, "statement": {**statement, "signature": signature}}


def paper(folder: made.DrawFolder, ticket: int, indexes: list[int], mates: list[int]) -> dict[str, Any]:
    """A proof with just these cut-offs, and these members of the household where any are named."""

    def way(lines: list[str], at: int) -> list[str]:
        return made.path([line.encode() for line in lines], at)

    proof = folder.proof(ticket, drawn=False)
    proof |= {
        "statement": folder.outcome,
        "result": {"line": folder.results[ticket - 1], "path": way(folder.results, ticket - 1)},
        "cutoffs": [{"line": folder.cutoffs[i], "index": i, "path": way(folder.cutoffs, i)} for i in indexes],
    }
    if mates or folder.results[ticket - 1].endswith("H"):
        proof["household"] = [
            {
                "line": folder.lines[m - 1], "ticket": m, "path": way(folder.lines, m - 1),
                "result": folder.results[m - 1], "result_path": way(folder.results, m - 1),
            }
            for m in mates
        ]  # fmt: skip
    return proof


# ---- lies at random
def lied(chance: random.Random) -> bytes:
    """A draw with up to two lies in it, and a proof that an operator who wants them believed would make."""
    folder = small(chance.getrandbits(32), chance.randint(1, 9))
    n = len(folder.lines)
    lies: dict[str, Any] = {}
    for _ in range(chance.choice([0, 1, 1, 2])):
        which = chance.choice(["cutoff", "cutoff", "result", "result", "total", "order"])
        if which == "cutoff":
            at = chance.randrange(len(folder.cutoffs))
            folder.cutoffs[at] = _other_cutoff(folder, folder.cutoffs[at], chance)
        elif which == "result":
            at = chance.randrange(n)
            folder.results[at] = _other_result(folder.results[at], chance)
        elif which == "order":
            i, j = (chance.randrange(len(folder.cutoffs)) for _ in range(2))
            folder.cutoffs.insert(i, folder.cutoffs[j])
        else:
            lies["household_cap"] = chance.randrange(4)
            lies["selected"] = [max(0, x + chance.choice([-1, 0, 0, 1])) for x in folder.outcome["selected"]]
    signed(folder, **lies)
    ticket = chance.randint(1, n)
    line, row = folder.lines[ticket - 1], folder.results[ticket - 1]
    both = [i for i, c in enumerate(folder.cutoffs) if c[6:10] in ("----", line[65:69])]
    own = [i for i in both if row[13] != "W" or folder.cutoffs[i][:2] == row[15:17]]
    some = chance.sample(both, chance.randint(0, len(both)))
    indexes = chance.choice([own, own, own, both, some, list(range(len(folder.cutoffs)))])
    house = [t for t in range(1, n + 1) if folder.lines[t - 1][75:99] == line[75:99]]
    mates = [t for t in house if folder.results[t - 1][13] == "W" and t != ticket]
    cap = lies.get("household_cap", folder.policy["household_cap"])
    mates = chance.choice([mates[:cap], mates[:cap], mates, house])
    return made.jcs(
        paper(folder, ticket, indexes, mates if row.endswith("H") or chance.random() < 0.1 else [])
    )


def _other_cutoff(folder: made.DrawFolder, line: str, chance: random.Random) -> str:
    fields = line.split(",")
    at = chance.randrange(8)
    band, score, ticket = chance.choice(made.keys(folder.lines, folder.seed))
    last = chance.choice([[band, score, f"{ticket:012d}"], ["-", "-" * 64, "-" * 12]])
    few = [f"{k:09d}" for k in (0, 1, 2, 3)]
    fields[at] = chance.choice(
        [
            ["00", "01", "02", "03", "99"],
            ["00", "01", "02", "ff"],
            ["----", "1309", "1673", "0000"],
            [*few, "-" * 9],
            few,
            [*"-01"],
            ["-" * 64, "0" * 64, "f" * 64, score],
            ["-" * 12, f"{ticket:012d}"],
        ][at]
    )
    if at > 4 and chance.random() < 0.7:
        fields[5:] = last
    return ",".join(fields)


def _other_result(row: str, chance: random.Random) -> str:
    phase, rank = chance.choice(["00", "01", "02", "03"]), f"{chance.randrange(4):09d}"
    lost, kept = f"L,{phase},{'0' * 9},{chance.choice('QHN')}", f"{row[13:28]}{chance.choice('-QHN')}"
    fates = [f"W,{phase},{rank},-", lost, kept]
    return row[:13] + chance.choice(fates)


# ---- members changed at random
TEXTS = ["", "0", "é", "a" * 64, "0" * 64, "\0", "\u2028", "\ud800", "٠١٢٣", "\n", "2026-01-31T17:00:00.5Z"]
TEXTS += [
    "2026-02-30T17:00:00Z",
    "2026-01-31T24:00:00Z",
    "2026-01-31T23:59:60Z",
    "0000-01-01T00:00:00Z",
    "outcome",
]
VALUES: list[Any] = [
    None,
    True,
    0,
    1,
    -1,
    99,
    100,
    2**53 - 1,
    2**53,
    10**12,
    [],
    {},
    [[]],
    [{}],
    {"__proto__": 1},
]
VALUES += [[0] * 100, [1] * 1001, 1.5]
NAMES = ["__proto__", "constructor", "household", "result", "cutoffs", "x", "é", "\0", "kind", "rehearsal"]


def mutated(chance: random.Random) -> bytes:
    """A proof, true but for one or two members; half of them signed anew; or with some bytes changed."""
    folder = small(chance.getrandbits(32))
    proof = copy.deepcopy(folder.proof(chance.randint(1, len(folder.lines)), drawn=chance.random() < 0.9))
    if chance.random() < 0.15:
        return _other_bytes(made.jcs(proof), chance)
    for _ in range(chance.choice([1, 1, 2])):
        _change(proof, chance)
    try:
        if chance.random() < 0.6:
            if chance.random() < 0.5:
                proof["statement"]["manifest_sha256"] = made.sha(made.jcs(proof["manifest"]))
            proof = resigned(folder, proof)
        return made.jcs(proof)
    except (KeyError, TypeError, ValueError):  # what has no statement or no bytes any more
        return b"{}"


def _change(proof: Any, chance: random.Random) -> None:
    value, depth = proof, chance.randint(0, 4)
    for _ in range(depth):
        parts = value.values() if isinstance(value, dict) else value
        inside = [part for part in parts if part and isinstance(part, (dict, list))]
        value = chance.choice(inside) if inside else value
    if isinstance(value, dict) and chance.random() < 0.4:
        name = chance.choice(NAMES)
        if chance.random() < 0.4:
            value.pop(chance.choice(list(value)))
        else:
            value[name] = copy.deepcopy(chance.choice([*VALUES, *TEXTS]))
    elif value:
        place = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        value[place] = _other(value[place], chance)


def _other(value: Any, chance: random.Random) -> Any:
    if isinstance(value, str) and value and chance.random() < 0.7:
        at, letter = chance.randrange(len(value)), chance.choice("019afLWQHN-, \n٠é\0Z.")
        kinds = [
            value[:at] + letter + value[at + 1 :],
            value[:at] + value[at + 1 :],
            value + letter,
            value.upper(),
        ]
        return chance.choice(kinds)
    if type(value) is int and chance.random() < 0.7:
        return chance.choice([value + 1, value - 1, -value, str(value), value * 2, 2**53 - 1])
    if isinstance(value, list) and value and chance.random() < 0.6:
        return chance.choice([[*value, chance.choice(value)], value[1:], value[::-1], [*value, 0]])
    return copy.deepcopy(chance.choice([*VALUES, *TEXTS]))


def _other_bytes(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    kinds = [
        data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
        data + chance.choice([b"\n", b" ", b"\0"]),
        b"\xef\xbb\xbf" + data,
        data.replace(b'"ticket":', b'"ticket":' + chance.choice([b" ", b"+", b"0", b"-"]), 1),
        data.replace(b'"kind":"proof"', b'"kind":"proof","kind":"proof"', 1),
        data[:at] + b"\\u00%02x" % data[at] + data[at + 1 :],
    ]
    return chance.choice(kinds)


def corpus(seed: int, size: int) -> list[bytes]:
    """`size` files, most of them false, the same for the same seed."""
    chance = random.Random(seed)
    return [chance.choice([lied, mutated])(chance) for _ in range(size)]


# ---- what was once accepted by one of the verifiers and refused by another
def known() -> list[Case]:
    """Each a true proof with one thing wrong, signed by the operator where the operator could have done it."""
    return [*_of_members(), *_of_reasons()]


def _told(reason: str) -> tuple[made.DrawFolder, int]:
    """A draw and a ticket with this reason, by two phases with quota, seats and a household cap."""
    for seed in range(500):
        folder = small(seed)
        for ticket, row in enumerate(folder.results, 1):
            if row[28] == reason and row[15:17] != "00" and len(folder.policy["phases"]) > 1:
                return folder, ticket
    raise LookupError(reason)


def _of_members() -> Iterator[Case]:
    folder, ticket = _told("N")
    proof = folder.proof(ticket)
    before = folder.proof(ticket, drawn=False)
    yield Case("a true loser's", made.jcs(proof), True)
    yield Case("a true one before the draw", made.jcs(before), True)
    for name in ("entry", "result"):
        yield Case(f"{name}: a member more", made.jcs({**proof, name: {**proof[name], "x": 1}}))
    cutoff = {**proof["cutoffs"][0], "x": 1}
    yield Case("cut-off: a member more", made.jcs({**proof, "cutoffs": [cutoff, *proof["cutoffs"][1:]]}))
    yield Case("a member more", made.jcs({**proof, "x": 1}))
    yield Case("a member without a name", made.jcs({**proof, "": 1}))
    yield Case("a member without a name and one more", made.jcs({**proof, "": 1, "x": 1}))
    yield Case("entry: a member without a name", made.jcs({**proof, "entry": {**proof["entry"], "": 1}}))
    yield Case("a household where it is not the reason", made.jcs({**proof, "household": []}))
    anything: list[Any] = [[], {}, None, 1, "x"]
    for name in ("result", "cutoffs", "household"):
        for value in anything:
            yield Case(f"before the draw: {name} {value!r}", made.jcs({**before, name: value}))
    line = proof["cutoffs"][0]["line"]
    strange = {**proof["cutoffs"][0], "line": "é" + line[1:]}
    yield Case("a letter outside ASCII in a cut-off", made.jcs({**proof, "cutoffs": [strange]}))
    for name, value in (
        ("commitment_sha256", "x"), ("results_sha256", "A" * 64), ("files", {"results.csv": "x"}),
        ("files", {"../x": "0" * 64}), ("files", []), ("selected", [-1]), ("selected", [0] * 100),
        ("selected", [True]), ("signed_at", "2026-02-01T00:00:00.5Z"), ("x", 1), ("household_cap", 10**9),
        ("n_cutoffs", 10**12), ("draw_id", "é"), ("é", 1),
        ("signed_at", "9999-12-31T23:59:59Z"), ("signed_at", "2026-01-31T16:59:59Z"),
        ("signed_at", "2001-01-01T00:00:00Z"),
    ):  # fmt: skip
        wrong = {**proof, "statement": {**proof["statement"], name: value}}
        yield Case(f"outcome: {name} {str(value)[:20]}", made.jcs(resigned(folder, wrong)))
    for name, value in (("publish", "none"), ("rehearsal", 1), ("files", {"a": "b"}), ("x", 1)):
        wrong = {**before, "statement": {**before["statement"], name: value}}
        yield Case(f"commitment: {name} {value}", made.jcs(resigned(folder, wrong)))


def _of_reasons() -> Iterator[Case]:
    for reason in "-QHN":
        folder, ticket = _told(reason)
        yield Case(f"a true one, {reason}", made.jcs(folder.proof(ticket)), True)
        proof = folder.proof(ticket)
        doubled = {**proof, "cutoffs": [*proof["cutoffs"], proof["cutoffs"][0]]}
        yield Case(f"{reason}: a cut-off shown twice", made.jcs(doubled))
        yield from _of_lines(reason)
    yield from _of_winners()
    folder, ticket = _told("H")
    proof = folder.proof(ticket)
    mates = [{**mate, "x": 1} for mate in proof["household"]]
    yield Case("household: a member more", made.jcs({**proof, "household": mates}))
    yield Case("household left out", made.jcs({n: v for n, v in proof.items() if n != "household"}))
    yield Case("household named twice", made.jcs({**proof, "household": proof["household"] * 2}))


def _of_lines(reason: str) -> Iterator[Case]:
    """One field of one cut-off line that the proof shows is another, and the operator signs it."""
    for name, change in {
        "last half dashes": lambda f: [*f[:5], "0", "-" * 64, "000000000001"],
        "accepted without a last": lambda f: [*f[:4], "000000001", "-", "-" * 64, "-" * 12],
        "a last without accepted": lambda f: [*f[:4], "0" * 9, "0", "0" * 64, "000000000001"],
        "more accepted than may be": lambda f: [
            *f[:3],
            "000000001",
            "000000002",
            "0",
            "0" * 64,
            "000000000001",
        ],
        "another region's": lambda f: [*f[:2], "9999", *f[3:]],
    }.items():
        folder, ticket = _told(reason)
        at = folder.proof(ticket)["cutoffs"][-1]["index"]
        folder.cutoffs[at] = ",".join(change(folder.cutoffs[at].split(",")))
        shown = [c["index"] for c in _told(reason)[0].proof(ticket)["cutoffs"]]
        mates = [m["ticket"] for m in _told(reason)[0].proof(ticket).get("household", [])]
        signed(folder)
        yield Case(f"{reason}: {name}", made.jcs(paper(folder, ticket, shown, mates)))


def _of_winners() -> Iterator[Case]:
    """What only the two lines of a winner's phase together can show. The winner is the last of all."""
    changes = {
        "another mask": (1, lambda f: [f[0], "ff", *f[2:]]),
        "the stratum's last after the phase's": (1, lambda f: [*f[:5], "9", *f[6:]]),
        "more in the stratum than in the phase": (1, lambda f: [*f[:3], "-" * 9, "000000009", *f[5:]]),
        "the last of all with another number": (0, lambda f: [*f[:6], "f" * 64, f[7]]),
        "the last of all in another band": (0, lambda f: [*f[:5], "9", *f[6:]]),
    }
    for name, (which, change) in changes.items():
        folder, ticket = next(
            (folder, t)
            for folder in map(small, range(500))
            for t, row in enumerate(folder.results, 1)
            if row[13] == "W" and int(row[18:27]) == folder.outcome["selected"][int(row[15:17]) - 1]
        )
        shown = [cutoff["index"] for cutoff in folder.proof(ticket)["cutoffs"]]
        folder.cutoffs[shown[which]] = ",".join(change(folder.cutoffs[shown[which]].split(",")))
        signed(folder)
        yield Case(f"-: {name}", made.jcs(paper(folder, ticket, shown, [])))
