"""Whole proofs in the browser: true ones of every kind hold, and no member can be changed, added or taken away.

The proofs are from tests/factories/draw_folder.py, which shares no code with the product.
"""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from gelombang.core.lottery import proof as core
from gelombang.core.lottery.cutoffs import Cutoff
from gelombang.core.lottery.entries import parse_line
from gelombang.engines import beacon, signing
from tests.factories import draw_folder as made
from tests.factories.verifier import vector

MODULES = {
    "c": "verify/check.js",
    "e": "vendor/ed25519.js",
    "b": "vendor/bls12-381.js",
    "s": "verify/sha256.js",
    "w": "verify/words.js",
    "wi": "verify/words-id.js",
    "we": "verify/words-en.js",
}
# For each text in data.files: the steps that failed and those left open, or the key of the refusal. Sentences are made
# too, so that none can be missing or throw.
CHECK = """
const known = new Map();
const curve = (round, signature) => {
  const name = `${round} ${signature}`;
  if (!known.has(name)) known.set(name, c.checkBeacon(round, signature, data.beacon ? b.verify : () => true, s.unhex));
  return known.get(name);
};
const names = { zone: "Asia/Jakarta", regions: {}, phases: ["satu"] };
const [inId, inEn] = [wi, we].map((m) => w.makeSpeaker(m.default, names));
const say = (speaker, result) => {
  const answer = w.answerOf(speaker, c.verdictOf(result.steps), result.steps, result.said);
  return [answer.title, ...answer.lines, answer.objection, answer.rehearsal,
    ...result.steps.map((step) => `${w.sentenceOf(speaker, step)} ${w.noteOf(speaker, step)}`),
    ...(result.said.details || []).map((detail) => w.detailOf(speaker, detail))];
};
return data.files.map((text) => {
  let found;
  try { found = c.read(s.utf8(text)); } catch (error) {
    if (!error.key) return { crash: String(error.stack) };
    return { refused: error.key, words: [inId, inEn].map((speaker) => w.refusalOf(speaker, error)) };
  }
  const result = found.kind === "receipt" ? c.checkReceipt(found.value, e.verify, data.page, data.identity ?? null)
    : c.checkProof(found.value, e.verify, data.page);
  const beacon = result.steps.find(({ holds }) => holds === undefined);
  if (beacon) beacon.holds = curve(beacon.facts.round, beacon.facts.signature);
  const failed = result.steps.filter(({ holds }) => holds === false).map(({ name }) => name);
  const open = result.steps.filter(({ holds }) => holds === null).map(({ name }) => name);
  return { failed, open, kind: result.said.kind, words: say(inId, result), english: say(inEn, result) };
});
"""


def checked(run: Any, files: list[Any], *, beacon: bool = True, **more: Any) -> list[dict[str, Any]]:
    texts = [made.jcs(file).decode() if isinstance(file, dict) else file for file in files]
    found: list[dict[str, Any]] = run(MODULES, CHECK, {"files": texts, "beacon": beacon, "page": {}, **more})
    assert [item for item in found if "crash" in item] == []
    sentences = [line for item in found for line in [*item.get("words", []), *item.get("english", [])]]
    assert [line for line in sentences if "undefined" in line or "NaN" in line or "{" in line] == []
    return found


def page_of(folder: made.DrawFolder) -> dict[str, str]:
    """What the page of a draw knows of it."""
    outcome = made.sha(folder.files["result/outcome.json"])
    return {
        "operator": folder.operator.public,
        "manifest": folder.hash,
        "outcome": outcome,
        "draw": folder.draw_id,
    }


def drawn(number: int) -> made.DrawFolder:
    return made.from_vector(vector(number))


KINDS = {"W": "selected", "Q": "quota", "H": "household", "N": "seats"}


def kind_of(row: str) -> str:
    return "closed" if row[15:17] == "00" else KINDS["W" if row[13] == "W" else row[28]]


def one_of_each(folder: made.DrawFolder) -> dict[str, int]:
    """A ticket for each kind of result, the first that has it."""
    found: dict[str, int] = {}
    for ticket, row in enumerate(folder.results, 1):
        found.setdefault(kind_of(row), ticket)
    return found


def seats_had_run_out(folder: made.DrawFolder, ticket: int) -> bool:
    """Whether somebody whose household had its share would have had no seat without it either: in every phase open to
    them some limit was reached before their turn."""
    if kind_of(folder.results[ticket - 1]) != "household":
        return False
    proof = folder.proof(ticket)
    entry = parse_line(folder.lines[ticket - 1], ticket)
    order = (entry.band, made.score(folder.seed, ticket, entry.weight), ticket)
    lines = [Cutoff.parse(one["line"]) for one in proof["cutoffs"]]
    opened = {one.phase for one in lines if one.is_open_to(entry.groups)}
    return opened == {one.phase for one in lines if one.phase in opened and one.turns_away(order)}


@pytest.mark.parametrize("number", range(22))
def test_true_proofs_hold(run, number):
    folder = drawn(number)
    n = len(folder.lines)
    chosen = (
        range(1, n + 1)
        if n <= 24
        else sorted({*one_of_each(folder).values(), *random.Random(n).sample(range(1, n + 1), 12)})
    )
    proofs = [folder.proof(ticket) for ticket in chosen]
    found = checked(run, proofs, page=page_of(folder))
    assert [item.get("failed", item) for item in found] == [[]] * len(proofs)
    assert [item["open"] for item in found] == [[]] * len(proofs)
    assert [item["kind"] for item in found] == [
        kind_of(folder.results[t - 1]) + "_too" * seats_had_run_out(folder, t) for t in chosen
    ]


def test_every_kind_of_result_is_among_the_vectors():
    assert set().union(*(one_of_each(drawn(n)) for n in range(22))) >= {
        "selected",
        "quota",
        "household",
        "seats",
    }


def test_a_proof_before_the_draw(run):
    folder = drawn(4)
    (found,) = checked(run, [folder.proof(3, drawn=False)], page=page_of(folder))
    assert (found["failed"], found["kind"]) == ([], "before")


def test_a_ceremony_without_a_beacon(run):
    known = vector(4)
    folder = made.DrawFolder(
        known["expect"]["list"], known["policy"], ceremony="dadu: 七 “enam”", beacon=False
    )
    (found,) = checked(run, [folder.proof(2)], page=page_of(folder))
    assert found["failed"] == []
    assert "saksi" in " ".join(found["words"])
    assert "witnesses" in " ".join(found["english"])


# ---- tampering
def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every member, containers and all."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        yield from leaves(item, (*path, name))


def variants(value: Any) -> list[Any]:
    """Other values of the same look, and of other types."""
    if isinstance(value, bool):
        return [not value, int(value), None]
    if isinstance(value, int):
        return [value + 1, value - 1, -value - 1, str(value), value + 2**32, None]
    if isinstance(value, str):
        middle = len(value) // 2
        flipped = value[:middle] + ("0" if value[middle : middle + 1] != "0" else "1") + value[middle + 1 :]
        first = ("1" if value[:1] != "1" else "2") + value[1:]
        last = value[:-1] + ("1" if value[-1:] != "1" else "2")
        return [
            flipped,
            first,
            last,
            value[:-1],
            value + "0",
            value + "\n",
            value.upper() + " ",
            "",
            [value],
            None,
            0,
        ]
    if isinstance(value, list):
        return [[*value, "0" * 64], [*value, {}], value[1:], value[:-1], {}, None, "x", [value]]
    return [{**value, "x": 1}, {**value, "__proto__": {}}, {}, None, [], "x"]


def changed(proof: dict[str, Any]) -> list[str]:
    """Every member of a proof with each of its variants, and without it; as canonical text."""
    truth = made.jcs(proof).decode()
    texts = []
    for path in leaves(proof):
        holder: Any = proof
        for name in path[:-1]:
            holder = holder[name]
        for other in [*variants(holder[path[-1]]), ...]:
            copied = copy.deepcopy(proof)
            place: Any = copied
            for name in path[:-1]:
                place = place[name]
            if other is ...:
                del place[path[-1]]
            else:
                place[path[-1]] = other
            texts.append(made.jcs(copied).decode())
    return [text for text in texts if text != truth]


SAMPLES = [
    (n, kind) for n, kind in ((7, "selected"), (7, "quota"), (7, "household"), (7, "seats"), (4, "before"))
]


def sample(number: int, kind: str) -> tuple[made.DrawFolder, dict[str, Any]]:
    for candidate in [number, *range(22)]:
        folder = drawn(candidate)
        if kind == "before":
            return folder, folder.proof(1, drawn=False)
        if kind in one_of_each(folder):
            return folder, folder.proof(one_of_each(folder)[kind])
    raise LookupError(kind)


@pytest.mark.parametrize(("number", "kind"), SAMPLES)
def test_no_member_can_be_changed(run, number, kind):
    folder, proof = sample(number, kind)
    files = changed(proof)
    assert len(files) > 200
    found = checked(run, files, beacon=False, page=page_of(folder))
    passed = [
        file
        for file, item in zip(files, found, strict=True)
        if not item.get("failed") and "refused" not in item
    ]
    assert passed == []


@pytest.mark.parametrize(("number", "kind"), SAMPLES)
def test_no_byte_can_be_changed(run, number, kind):
    folder, proof = sample(number, kind)
    data = made.jcs(proof).decode()
    files = [data[:i] + chr(ord(data[i]) ^ 1) + data[i + 1 :] for i in range(0, len(data), 3)]
    files += [data + "\n", " " + data, data[:-1], data * 2, "\ufeff" + data, data.replace(":", ": ", 1)]
    found = checked(run, files, beacon=False, page=page_of(folder))
    assert [
        f for f, item in zip(files, found, strict=True) if not item.get("failed") and "refused" not in item
    ] == []


def test_the_same_draw_signed_by_somebody_else_is_refused(run):
    """Anybody can make a whole draw that holds in itself; the page knows whose key and which manifest it is about."""
    known = vector(7)
    true = made.from_vector(known)
    false = made.from_vector(known)
    false.operator = made.Operator(b"\x08" * 32)
    false.outcome = false.sign("outcome", **{k: v for k, v in true.outcome.items() if k not in NAMED})
    (found,) = checked(run, [false.proof(1)], page=page_of(true))
    assert found["failed"] == ["draw", "outcome"]
    other = made.DrawFolder(true.lines, true.policy, draw_id="other")
    (found,) = checked(run, [other.proof(1)], page=page_of(true))
    assert found["failed"] == ["draw", "outcome"]
    (found,) = checked(run, [other.proof(1)])
    assert (found["failed"], found["open"]) == ([], ["draw", "outcome"])
    # the void draw that the page repeats is another draw of this name; one that the page does not know is forged
    void = made.DrawFolder(true.lines, true.policy, draw_id=true.draw_id)
    assert page_of(void)["manifest"] != page_of(true)["manifest"]
    for others, title in (
        ([page_of(void)["manifest"]], "Ini bukti undian lain"),
        ([], "Bukti ini TIDAK benar"),
    ):
        (found,) = checked(run, [void.proof(1)], page={**page_of(true), "others": others})
        assert found["failed"] == ["draw", "outcome"]
        assert found["words"][0].startswith(title), found["words"][0]


NAMED = {"version", "kind", "draw_id", "manifest_sha256", "operator", "signed_at", "signature"}


def lied(reason: str) -> tuple[made.DrawFolder, int]:
    """A draw whose operator itself lies, all signed and hashed anew: a winner and somebody turned away for `reason`
    in the same phase and stratum have changed places. Also the ticket of the winner who now reads that they lost."""
    for number in range(22):
        known = vector(number)
        results, lines = list(known["expect"]["results"]), known["expect"]["list"]
        for loser, row in enumerate(results):
            if row[13] != "L" or row[28] != reason:
                continue
            for winner, other in enumerate(results):
                alike = lines[winner][65:69] == lines[loser][65:69] and other[15:17] == row[15:17]
                if alike and other[13] == "W":
                    results[winner] = f"{winner + 1:012d}{row[12:]}"
                    results[loser] = f"{loser + 1:012d}{other[12:]}"
                    known["expect"]["results"] = results
                    return made.from_vector(known), winner + 1
    raise LookupError(reason)


@pytest.mark.parametrize("reason", ["N", "Q"])
def test_a_lying_operator_is_seen_from_the_losers_proof(run, reason):
    folder, winner = lied(reason)
    (found,) = checked(run, [folder.proof(winner)], page=page_of(folder))
    assert "reason" in found["failed"]


def test_a_proof_of_another_round_is_refused(run):
    folder = drawn(7)
    folder.outcome = folder.sign(
        "outcome", **{**{k: v for k, v in folder.outcome.items() if k not in NAMED}, "round": 1001}
    )
    (found,) = checked(run, [folder.proof(1)], page=page_of(folder))
    assert "beacon" in found["failed"]


@pytest.mark.parametrize("number", [2, 6, 7, 11, 17])
def test_the_browser_accepts_nothing_that_the_core_refuses(run, number):
    """On true proofs both agree. On proofs with swapped parts the browser may be stricter (it asks for both lines of a
    phase that the household decided, as the format does), never laxer."""
    folder = drawn(number)
    tickets = list(one_of_each(folder).values())
    proofs = [folder.proof(ticket) for ticket in tickets]
    mixed = [
        {**a, name: b[name]}
        for a in proofs
        for b in proofs
        for name in ("result", "cutoffs", "entry")
        if a is not b
    ]
    found = checked(run, [*proofs, *mixed], page=page_of(folder))
    for proof, item in zip([*proofs, *mixed], found, strict=True):
        accepted = item.get("failed") == []
        assert not accepted or core.check(proof, signing.verify, beacon.verify).holds, json.dumps(proof)
        assert accepted or proof not in proofs


# ---- receipts
def test_receipts(run):
    known = vector(7)
    folder = made.from_vector(known)
    person = known["applicants"][0]
    commit = made.make_list([person], bytes.fromhex(known["household_key"]))[0][:64]
    ticket = next(t for t, line in enumerate(folder.lines, 1) if line[:64] == commit)
    early, late = folder.receipt(ticket, person["salt"]), folder.receipt(ticket, person["salt"], folder.hash)
    found = checked(run, [early, late], page=page_of(folder), identity=person["ident"])
    assert [item["failed"] + item["open"] for item in found] == [[], []]
    found = checked(run, [early], page=page_of(folder), identity=person["ident"] + "0")
    assert found[0]["failed"] == ["identity"]
    assert checked(run, [early], page=page_of(folder))[0]["open"] == ["identity"]
    assert checked(run, [early], page={**page_of(folder), "draw": "x"})[0]["failed"] == ["receipt_draw"]
    files = changed(late)
    for file, item in zip(
        files, checked(run, files, page=page_of(folder), identity=person["ident"]), strict=True
    ):
        assert item.get("failed") or "refused" in item, file


def test_a_proof_must_be_the_owners(run):
    folder = drawn(7)
    body = """const proof = c.read(s.utf8(data.text)).value;
        const stepOf = (mine) => c.checkProof(proof, e.verify, { mine }).steps.find(({ name }) => name === "mine");
        return data.mine.map((mine) => stepOf(mine).holds);"""
    own, other = folder.receipt(1, "00" * 16), folder.receipt(2, "00" * 16)
    codes = run({"p": "verify/protocol.js"}, "return data.map((x) => p.codeOf(x.commit));", [own, other])
    mine = [
        own,
        other,
        {"code": codes[0]},
        {"code": codes[1]},
        {**own, "weight": "62"},
        {**own, "code": codes[1]},
    ]
    text = made.jcs(folder.proof(1)).decode()
    assert run(MODULES, body, {"text": text, "mine": mine}) == [True, False, True, False, False, True]
