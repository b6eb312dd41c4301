"""Proofs, receipts and outcomes, alone or beside their draw, each with the exit code with which both verifiers must
answer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.factories import draw_folder as made
from tests.factories.hostile import rehearsal
from tests.factories.hostile_cases import OLD, Arguments, Case, put
from tests.factories.verifier import vector

AGAIN, LATE = "2026-02-02T00:00:00Z", "2026-01-31T18:00:00Z"
EARLY, TO_COME = "2026-01-20T00:00:00Z", "2026-03-02T00:00:00Z"


def paper(change: Callable[[made.DrawFolder], Any], *beside: str) -> Callable[[Path], Arguments]:
    """One paper and, of its draw, the `beside`: folder, bundle, outcome."""

    def build(place: Path) -> Arguments:
        folder = rehearsal()
        given: Arguments = [put(place / "paper.json", change(folder))]
        root = folder.write(place / "draw")
        there = {
            "folder": root / "public",
            "bundle": folder.bundle(place / "b.zip"),
            "outcome": root / "public/result/outcome.json",
        }
        return [*given, *(there[name] for name in beside)]

    return build


def proof(folder: made.DrawFolder, **statement: Any) -> dict[str, Any]:
    """A proof of somebody selected; `statement` are members of its outcome that the operator signs otherwise."""
    found = folder.proof(next(int(r[:12]) for r in folder.results if r[13] == "W"))
    return {**found, "statement": outcome(folder, **statement)} if statement else found


def outcome(folder: made.DrawFolder, **changes: Any) -> dict[str, Any]:
    """The outcome signed once more, at another time or with other members."""
    at = changes.pop("at", made.SIGNED_AT)
    return folder.sign("outcome", at=at, **own(folder.outcome), **changes)


def receipt(folder: made.DrawFolder, manifest: bool = False, **members: Any) -> dict[str, Any]:
    at = members.pop("at", made.SIGNED_AT)
    known = folder.receipt(5, "0" * 32)
    stated = own(known) | members
    named = folder.hash if manifest else "0" * 64
    return folder.operator.sign("receipt", folder.draw_id, named, at, **stated)


def own(statement: dict[str, Any]) -> dict[str, Any]:
    """The members of its kind alone."""
    common = {"version", "kind", "draw_id", "manifest_sha256", "operator", "signed_at", "signature"}
    return {name: value for name, value in statement.items() if name not in common}


def before(folder: made.DrawFolder) -> dict[str, Any]:
    return folder.proof(1, drawn=False)


def two(
    change: Callable[[made.DrawFolder], Any], draw: bool = False, proof_: bool = True
) -> Callable[[Path], Arguments]:
    """A proof beside its outcome and one more, in either order of the names; and the folder."""

    def build(place: Path) -> Arguments:
        folder = rehearsal()
        given: Arguments = [put(place / "b.json", folder.outcome), put(place / "a.json", change(folder))]
        given += [put(place / "c.json", proof(folder))] if proof_ else []
        return [*given, *([folder.write(place / "draw") / "public"] if draw else [])]

    return build


def again(manifest: str, first: bool, *, lines: bool = True) -> Callable[[Path], Arguments]:
    """A receipt beside a void draw and the one done again, which is of a later round and, without `lines`, of a list
    that lacks the entry. `manifest`: which of both the receipt names."""

    def build(place: Path) -> Arguments:
        known = vector(7)
        rules, listed = known["policy"], known["expect"]["list"]
        void = made.DrawFolder(listed, rules, round_=1000)
        void.add("void", "void", reason="listrik padam")
        kept = listed if lines else [*listed[:4], *listed[5:]]
        redo = made.DrawFolder(kept, rules, round_=657413, prev=made.jcs(void.manifest))
        of = {"void": void, "redo": redo, "": void}[manifest]
        at = made.SIGNED_AT if of is void and not manifest else AGAIN
        stated = own(void.receipt(5, "0" * 32))
        paper_ = void.operator.sign("receipt", void.draw_id, of.hash if manifest else "0" * 64, at, **stated)
        draws: Arguments = [d.write(place / n) / "public" for n, d in (("void", void), ("redo", redo))]
        return [put(place / "receipt.json", paper_), *(draws if first else draws[::-1])]

    return build


PAPERS = [
    Case("proof and its outcome twice", 3, two(lambda f: f.outcome)),
    Case("proof and two outcomes of its manifest", 1, two(lambda f: outcome(f, at=AGAIN))),
    Case("two outcomes of one manifest", 1, two(lambda f: outcome(f, at=AGAIN), proof_=False)),
    Case("proof, its outcome and one of another draw", 3, two(lambda _: rehearsal(5).outcome)),
    Case("proof, its outcome and its folder", 0, two(lambda f: f.outcome, draw=True)),
    Case("proof, two outcomes of its manifest, its folder", 1, two(lambda f: outcome(f, at=AGAIN), draw=True)),
    *(Case(f"receipt {which!r} of a draw done again, {first}, {lines}", code, again(which, first, lines=lines))
      for first in (True, False)
      for which, lines, code in (("", True, 0), ("", False, 1), ("void", False, 0), ("redo", False, 1))),
    Case("proof alone", 3, paper(proof)),
    Case("proof and folder", 0, paper(proof, "folder")),
    Case("proof and bundle", 0, paper(proof, "bundle")),
    Case("proof and outcome", 3, paper(proof, "outcome")),
    Case("proof before the draw, alone", 3, paper(before)),
    Case("proof before the draw and folder", 0, paper(before, "folder")),
    Case("proof before the draw and outcome", 3, paper(before, "outcome")),
    Case("proof with another outcome, alone", 3, paper(lambda f: proof(f, at=AGAIN))),
    Case("proof with another outcome, and folder", 1, paper(lambda f: proof(f, at=AGAIN), "folder")),
    Case("proof with another outcome, and outcome", 1, paper(lambda f: proof(f, at=AGAIN), "outcome")),
    Case("proof signed before its round", 1, paper(lambda f: proof(f, at="2023-08-24T00:00:00Z"))),
    Case("proof signed before the close", 1, paper(lambda f: proof(f, at="2026-01-01T00:00:00Z"))),
    Case("proof signed in the future", 1, paper(lambda f: proof(f, at="2026-03-01T00:10:01Z"))),
    Case("proof with a member more", 1, paper(lambda f: {**proof(f), "name": "Siti"})),
    Case("proof without its entry", 1, paper(lambda f: {k: v for k, v in proof(f).items() if k != "entry"})),
    Case("proof of 200,001 bytes", 2, paper(lambda f: {**proof(f), "x": "x" * 200_001})),
    Case("proof of nothing but its kind", 1, paper(lambda _: {"kind": "proof"})),
    Case("proof of nothing but its kind, and folder", 1, paper(lambda _: {"kind": "proof"}, "folder")),
    Case("proof whose statement is a text", 1, paper(lambda f: {**proof(f), "statement": "x"}, "folder")),
    Case("proof whose statement is a list", 1, paper(lambda f: {**proof(f), "statement": []}, "folder")),
    Case("outcome of nothing but its kind", 1, paper(lambda _: {"kind": "outcome"})),
    Case("receipt of nothing but its kind", 1, paper(lambda _: {"kind": "receipt"}, "folder")),
    Case("outcome alone", 3, paper(lambda f: f.outcome)),
    Case("outcome and folder", 0, paper(lambda f: f.outcome, "folder")),
    Case("another outcome and folder", 1, paper(lambda f: outcome(f, at=AGAIN), "folder")),
    Case("outcome with a member more", 1, paper(lambda f: {**f.outcome, "x": 1})),
    Case("receipt alone", 3, paper(receipt)),
    Case("receipt and folder", 0, paper(receipt, "folder")),
    Case("receipt of the manifest, and folder", 0, paper(lambda f: receipt(f, True), "folder")),
    Case("receipt of a manifest to come", 1, paper(lambda f: receipt(f, True, at=EARLY), "folder")),
    Case("receipt signed after the commitment", 1, paper(lambda f: receipt(f, at=AGAIN), "folder")),
    Case("receipt after the close, alone", 3, paper(lambda f: receipt(f, time=LATE))),
    Case("receipt after the close, and folder", 1, paper(lambda f: receipt(f, time=LATE), "folder")),
    Case("receipt of 2001", 1, paper(lambda f: receipt(f, time=OLD))),
    Case("receipt signed in 2001", 1, paper(lambda f: receipt(f, time=OLD, at=OLD))),
    Case("receipt signed before its time", 1, paper(lambda f: receipt(f, at="2026-01-14T00:00:00Z"))),
    Case("receipt of the future", 1, paper(lambda f: receipt(f, time=TO_COME, at=TO_COME))),
    Case("receipt with a member more", 1, paper(lambda f: {**receipt(f), "x": 1})),
    Case("commitment as a paper", 2, paper(lambda f: f.commitment)),
    Case("manifest as a paper", 2, paper(lambda f: f.manifest)),
    Case("an empty file", 2, paper(lambda _: b"")),
    Case("a list", 2, paper(lambda _: [])),
    Case("no JSON", 2, paper(lambda _: b"x")),
    Case("spaced JSON", 2, paper(lambda f: json.dumps(proof(f)).encode())),
    Case("a proof called .zip", 3, lambda place: [put(place / "paper.zip", proof(rehearsal()))]),
    Case("an unknown kind", 2, paper(lambda f: {**proof(f), "kind": "prize"})),
    Case("a kind that is a list", 2, paper(lambda f: {**proof(f), "kind": []})),
]  # fmt: skip
