"""Known answers, recomputed here and now: every engine and both beacon libraries, on vector files."""

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from gelombang.core.lottery import seed
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.core.lottery.entries import Entry, commit_to, handle_of
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.manifest import Manifest
from gelombang.core.lottery.merkle import Tree, includes, leaf_hash
from gelombang.core.lottery.policy import Policy

from . import beacon, registry
from .errors import FileMissing, FileUnreadable

VECTORS = (
    Path(__file__).parent / "vectors",
    Path(__file__).parent.parent.parent / "tests" / "vectors" / "undian",
)
"""The known answers: in an installed package, and in a checkout."""


@dataclass(frozen=True)
class Answer:
    """What one engine makes of one file; `difference` names the first value that is not the known one, `refused`
    how many wrong proofs or signatures were to be refused."""

    engine: str
    holds: bool
    difference: str
    refused: int = 0


class _Differs(Exception):
    pass


def vectors() -> list[Path]:
    """The files of known answers that come with this program, in order; raises `FileMissing` where there are none."""
    found = [path for folder in VECTORS for path in sorted(folder.glob("*.json"))]
    if not found:
        raise FileMissing(path=str(VECTORS[0]))
    return found


def check_file(path: Path) -> Iterator[Answer]:
    """Recompute one file: a vector (inputs and every intermediate value) or a list of refusals."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    try:
        value = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise FileUnreadable(path=str(path), problem="JSON") from error
    if isinstance(value, dict) and "inclusion" in value:
        yield _counted(_answer("inclusion", lambda: _refusals(value["inclusion"])), value["inclusion"])
        for name, verify in beacon.installed().items():
            made = _answer(name, lambda verify=verify: _beacons(value["beacon"], verify))  # type: ignore[misc]
            yield _counted(made, value["beacon"])
    elif isinstance(value, dict) and "applicants" in value:
        yield from _vector(value)
    else:
        raise FileUnreadable(path=str(path), problem="neither a vector nor refusals")


def _vector(vector: dict[str, Any]) -> Iterator[Answer]:
    yield _answer("undian/1", lambda: _intermediate(vector))
    for name in registry.installed():
        yield _answer(name, lambda name=name: _results(vector, name))  # type: ignore[misc]
    for name, verify in beacon.installed().items():
        genuine = verify(vector["round"], vector["beacon_signature"])
        yield Answer(name, genuine, "" if genuine else "beacon_signature")


def _answer(engine: str, check: Callable[[], None]) -> Answer:
    try:
        check()
    except _Differs as error:
        return Answer(engine, False, str(error))
    except (LotteryError, KeyError, TypeError, ValueError, AttributeError) as error:
        return Answer(engine, False, f"{type(error).__name__}: {error}")
    return Answer(engine, True, "")


def _counted(made: Answer, cases: list[dict[str, Any]]) -> Answer:
    return replace(made, refused=sum(case.get("accept") is False for case in cases))


def _must_be(name: str, computed: Any, expected: Any) -> None:
    if computed != expected:
        raise _Differs(f"{name}: {str(computed)[:40]} ≠ {str(expected)[:40]}")


def _entries(vector: dict[str, Any]) -> list[Entry]:
    key = bytes.fromhex(vector["household_key"])
    return sorted(
        Entry(
            commit_to(applicant["ident"], bytes.fromhex(applicant["salt"])),
            f"{applicant['stratum']:04d}",
            applicant["band"],
            applicant["groups"],
            handle_of(applicant["family"], key),
            applicant["weight"],
        )
        for applicant in vector["applicants"]
    )


def _intermediate(vector: dict[str, Any]) -> None:
    expect, lines = vector["expect"], [entry.line() for entry in _entries(vector)]
    tree, policy = Tree.of_lines(lines), Policy.from_json(vector["policy"])
    _must_be("list", lines, expect["list"])
    _must_be("list_root", tree.root.hex(), expect["list_root"])
    list_sha256 = sha256("".join(line + "\n" for line in lines).encode()).hexdigest()
    _must_be("list_sha256", list_sha256, expect["list_sha256"])
    _must_be("policy_sha256", policy.sha256(), expect["policy_sha256"])
    manifest = Manifest(
        vector["draw_id"],
        len(lines),
        tree.root.hex(),
        list_sha256,
        policy.sha256(),
        vector["close_time"],
        QUICKNET,
        vector["round"],
        bool(vector["ceremony"]),
        vector["prev"],
    )
    _must_be("manifest", manifest.canonical().decode(), expect["manifest"])
    _must_be("manifest_hash", manifest.sha256(), expect["manifest_hash"])
    key = seed.key_of(manifest.sha256(), vector["round"], vector["beacon_signature"], vector["ceremony"])
    _must_be("key", key.hex(), expect["key"])
    _must_be("seed", seed.seed_of(key), expect["seed"])
    entries = _entries(vector)
    for ticket, score in expect["scores"].items():
        number = int(ticket)
        _must_be(f"score {ticket}", seed.score(expect["seed"], number, entries[number - 1].weight), score)
    for ticket, path in expect["proofs"].items():
        _must_be(f"proof {ticket}", [sibling.hex() for sibling in tree.path(int(ticket) - 1)], path)


def _results(vector: dict[str, Any], name: str) -> None:
    expect = vector["expect"]
    with tempfile.TemporaryDirectory(prefix="gelombang-") as place:
        source = Path(place) / "list.csv"
        source.write_text("".join(entry.line() + "\n" for entry in _entries(vector)), "ascii")
        drawn = registry.engine(name).select(source, Policy.from_json(vector["policy"]), expect["seed"])
    computed = list(drawn.lines())
    for ours, known in zip(computed, expect["results"], strict=False):
        _must_be("result", ours, known)
    _must_be("results", len(computed), len(expect["results"]))
    _must_be("taken_by_phase", list(drawn.accepted), expect["taken_by_phase"])
    digest = sha256("".join(line + "\n" for line in computed).encode()).hexdigest()
    _must_be("results_sha256", digest, expect["results_sha256"])


def _refusals(cases: list[dict[str, Any]]) -> None:
    for case in cases:
        path = [bytes.fromhex(sibling) for sibling in case["path"]]
        root, leaf = bytes.fromhex(case["list_root"]), leaf_hash(case["line"])
        accepted = includes(root, case["n"], case["ticket"] - 1, leaf, path)
        _must_be(f"ticket {case['ticket']}, {case['what']}", accepted, case["accept"])


def _beacons(cases: list[dict[str, Any]], verify: Callable[[int, str], bool]) -> None:
    for case in cases:
        _must_be(case["what"], verify(case["round"], case["signature"]), case["accept"])
