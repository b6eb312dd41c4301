"""Hash, canonical JSON, Merkle paths, beacon, seed and codes in the browser, against known answers and Python's own."""

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gelombang.core.lottery import jcs, merkle, receipt
from gelombang.core.lottery.errors import LotteryError
from tests.unit.test_verify_draw_tamper import BAD_JSON

VECTORS = Path(__file__).parents[2] / "vectors" / "undian"
REFUSE = json.loads((VECTORS / "refuse.json").read_text())
NAMES = sorted(path.name for path in VECTORS.glob("[0-9]*.json"))
IN_BROWSER = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
HASH = {"s": "verify/sha256.js"}
READ = "const bytes = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));"


@pytest.mark.parametrize(("first", "last"), [(0, 130), (4090, 4100), (1_000_000, 1_000_002)])
def test_sha256_of_every_length(run, first, last):
    chance = random.Random(first)
    data = [chance.randbytes(n).hex() for n in range(first, last)]
    found = run(HASH, f"{READ} return data.map((text) => s.hex(s.sha256(bytes(text))));", data)
    assert found == [hashlib.sha256(bytes.fromhex(text)).hexdigest() for text in data]


@IN_BROWSER
@given(data=st.lists(st.binary(max_size=2000), max_size=20))
def test_sha256_is_hashlibs(run, data):
    found = run(
        HASH, f"{READ} return data.map((text) => s.hex(s.sha256(bytes(text))));", [x.hex() for x in data]
    )
    assert found == [hashlib.sha256(x).hexdigest() for x in data]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=8), inner, max_size=5)
    ),
    max_leaves=20,
)


@IN_BROWSER
@given(values=st.lists(VALUES, max_size=10))
def test_canonical_json_is_the_cores(run, values):
    texts = [jcs.canonical(value).decode() for value in values]
    body = "return data.map((t) => { const v = j.parse(s.utf8(t)); return j.canonical(v); });"
    assert run({"j": "verify/jcs.js", **HASH}, body, texts) == texts


@pytest.mark.parametrize("name", BAD_JSON)
def test_what_is_not_canonical_is_refused(run, name):
    data = BAD_JSON[name]
    if len(data) > 300_000:
        data = data[:300_000]
    body = f"{READ} try {{ c.read(bytes(data)); return 'read'; }} catch (error) {{ return error.key; }}"
    assert run({"c": "verify/check.js"}, body, data.hex()) in {"json", "canonical", "large", "empty", "kind"}


def test_every_inclusion_proof(run):
    cases = REFUSE["inclusion"]
    assert len([case for case in cases if not case["accept"]]) == 116
    body = """return data.map(({list_root, n, ticket, line, path}) =>
        m.includes(list_root, n, ticket - 1, m.leafHash(line), path));"""
    assert run({"m": "verify/merkle.js"}, body, cases) == [case["accept"] for case in cases]


def sides(index: int, n: int) -> list[str]:
    """From the leaf up, where each sibling stands: RFC 9162 section 2.1.3.1, by its own recursion."""
    if n == 1:
        return []
    k = 1 << (n - 1).bit_length() - 1
    return [*sides(index, k), "right"] if index < k else [*sides(index - k, n - k), "left"]


@IN_BROWSER
@given(data=st.data())
def test_paths_in_trees_of_a_trillion(run, data):
    n = data.draw(st.integers(1, 10**12 - 1) | st.sampled_from([2**31, 2**32 + 1, 2**39 + 1, 10**12 - 1]))
    index = data.draw(st.integers(0, n - 1) | st.sampled_from([0, n - 1, n // 2]))
    leaf, path = "baris", []
    node = merkle.leaf_hash(leaf)
    for level, side in enumerate(sides(index, n)):
        sibling = hashlib.sha256(bytes([level])).digest()
        path.append(sibling.hex())
        pair = node + sibling if side == "right" else sibling + node
        node = hashlib.sha256(b"\1" + pair).digest()
    body = """const [root, n, index, path] = data; const leaf = m.leafHash("baris");
        const say = (...changed) => m.includes(...changed);
        return [say(root, n, index, leaf, path), say(root, n, index, leaf, path.slice(1)),
                say(root, n, index + 1, leaf, path),
                say(root, n, index, m.leafHash("Baris"), path),
                say(root, n, index, leaf, [...path, root])];"""
    found = run({"m": "verify/merkle.js"}, body, [node.hex(), n, index, path])
    assert found == [True, not path, False, False, False]


def test_every_beacon(run):
    cases = REFUSE["beacon"]
    assert len([case for case in cases if not case["accept"]]) == 8
    body = """return data.map(({round, signature}) => c.checkBeacon(round, signature, b.verify, s.unhex));"""
    found = run({"c": "verify/check.js", "b": "vendor/bls12-381.js", **HASH}, body, cases)
    assert found == [case["accept"] for case in cases]


def test_a_beacon_without_its_curve_is_not_checked(run):
    assert run({"c": "verify/check.js"}, "return c.checkBeacon(1000, 'ab', null, null);") is None


VECTOR_BODY = """
const { expect } = data;
const manifest = j.parse(s.utf8(expect.manifest));
p.needManifest(manifest);
const hash = p.fileHash(manifest);
const key = p.keyOf(hash, manifest.beacon.round, data.beacon_signature, data.ceremony);
const weights = expect.list.map((line) => p.readLine(line).weight);
const scores = Object.keys(expect.scores).map((t) => [t, p.scoreOf(expect.seed, Number(t), weights[t - 1])]);
const proven = Object.entries(expect.proofs).map(([t, path]) =>
  m.includes(expect.list_root, expect.list.length, t - 1, m.leafHash(expect.list[t - 1]), path));
const commits = data.applicants.map(({ salt, ident }) => p.commitOf(salt, ident)).sort();
return { manifest: j.canonical(manifest), hash, key, scores: Object.fromEntries(scores), proven, commits };
"""


@pytest.mark.parametrize("name", NAMES)
def test_vector(run, name):
    vector: dict[str, Any] = json.loads((VECTORS / name).read_text())
    expect = vector["expect"]
    modules = {"p": "verify/protocol.js", "m": "verify/merkle.js", "j": "verify/jcs.js", **HASH}
    found = run(modules, VECTOR_BODY, vector)
    assert (found["manifest"], found["hash"], found["key"]) == (
        expect["manifest"],
        expect["manifest_hash"],
        expect["key"],
    )
    assert found["key"][:40] == expect["seed"]
    assert found["scores"] == expect["scores"]
    assert found["proven"] == [True] * len(expect["proofs"])
    assert found["commits"] == [line[:64] for line in expect["list"]]


def read_code(typed: str) -> str | None:
    try:
        receipt.prefix_of(typed)
    except LotteryError:
        return None
    letters = typed.upper().translate(str.maketrans("OIL", "011", " -"))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))


@IN_BROWSER
@given(commits=st.lists(st.binary(min_size=32, max_size=32), max_size=10), data=st.data())
def test_receipt_codes_are_the_cores(run, commits, data):
    codes = [receipt.code_of(commit.hex()) for commit in commits]
    typed = [*codes]
    for code in codes:
        place, letter = data.draw(st.integers(0, 18)), data.draw(st.sampled_from("0OoIl1UuB-8 é"))
        typed += [
            code.lower().replace("-", " "),
            code.replace("0", "o"),
            code[:place] + letter + code[place + 1 :],
            code[1:],
        ]
    body = """const say = (typed) => {
          try { return p.readCode(typed); }
          catch (error) { return ["code", "short", "long"].includes(error.key) ? null : "?"; } };
        return [data[0].map(p.codeOf), data[1].map(say)];"""
    found = run({"p": "verify/protocol.js"}, body, [[commit.hex() for commit in commits], typed])
    assert found == [codes, [read_code(text) for text in typed]]
