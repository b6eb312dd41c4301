"""undian/1 on its known answers: every intermediate value, byte for byte."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gelombang.core.lottery import beacon, entries, merkle, seed
from gelombang.core.lottery.manifest import Manifest
from gelombang.core.lottery.policy import Policy
from gelombang.core.lottery.selection import select

VECTORS = Path(__file__).parent.parent / "vectors" / "undian"
NAMES = sorted(path.name for path in VECTORS.glob("[0-9]*.json"))
REFUSE = json.loads((VECTORS / "refuse.json").read_text())


def test_all_vectors_are_here() -> None:
    assert len(NAMES) == 22
    assert len([case for case in REFUSE["inclusion"] if not case["accept"]]) == 116
    assert len([case for case in REFUSE["beacon"] if not case["accept"]]) == 8


@pytest.mark.parametrize("name", NAMES)
def test_vector(name: str) -> None:
    vector: dict[str, Any] = json.loads((VECTORS / name).read_text())
    expect = vector["expect"]
    listed = _entries(vector)
    lines = [entry.line() for entry in listed]
    assert lines == expect["list"]
    assert list(entries.parse_list(lines)) == listed

    tree = merkle.Tree.of_lines(lines)
    list_sha256 = sha256("".join(line + "\n" for line in lines).encode()).hexdigest()
    policy = Policy.from_json(vector["policy"])
    assert (tree.root.hex(), list_sha256, policy.sha256()) == (
        expect["list_root"],
        expect["list_sha256"],
        expect["policy_sha256"],
    )

    manifest = Manifest(
        draw_id=vector["draw_id"],
        n=len(lines),
        list_root=tree.root.hex(),
        list_sha256=list_sha256,
        policy_sha256=policy.sha256(),
        close_time=vector["close_time"],
        beacon=beacon.QUICKNET,
        round=vector["round"],
        ceremony=bool(vector["ceremony"]),
        prev=vector["prev"],
    )
    assert manifest.canonical().decode() == expect["manifest"]
    assert manifest.sha256() == expect["manifest_hash"]
    assert Manifest.parse(expect["manifest"].encode()) == manifest

    key = seed.key_of(manifest.sha256(), manifest.round, vector["beacon_signature"], vector["ceremony"])
    assert (key.hex(), seed.seed_of(key)) == (expect["key"], expect["seed"])

    scores = [seed.score(expect["seed"], t, entry.weight) for t, entry in enumerate(listed, start=1)]
    selected = select(policy, listed, scores)
    results = [result.line(ticket) for ticket, result in enumerate(selected.results, start=1)]
    assert results == expect["results"]
    assert list(selected.accepted) == expect["taken_by_phase"]
    assert sha256("".join(line + "\n" for line in results).encode()).hexdigest() == expect["results_sha256"]
    assert {ticket: scores[int(ticket) - 1] for ticket in expect["scores"]} == expect["scores"]
    paths = {ticket: [h.hex() for h in tree.path(int(ticket) - 1)] for ticket in expect["proofs"]}
    assert paths == expect["proofs"]


@pytest.mark.parametrize("case", REFUSE["inclusion"], ids=lambda case: f"{case['ticket']}-{case['what']}")
def test_inclusion(case: dict[str, Any]) -> None:
    path = [bytes.fromhex(sibling) for sibling in case["path"]]
    root, leaf = bytes.fromhex(case["list_root"]), merkle.leaf_hash(case["line"])
    assert merkle.includes(root, case["n"], case["ticket"] - 1, leaf, path) is case["accept"]


def _entries(vector: dict[str, Any]) -> list[entries.Entry]:
    key = bytes.fromhex(vector["household_key"])
    return sorted(
        entries.Entry(
            commit=entries.commit_to(applicant["ident"], bytes.fromhex(applicant["salt"])),
            stratum=f"{applicant['stratum']:04d}",
            band=applicant["band"],
            groups=applicant["groups"],
            house=entries.handle_of(applicant["family"], key),
            weight=applicant["weight"],
        )
        for applicant in vector["applicants"]
    )
