"""Folders, bundles and papers that only an agency itself, or a stranger with a hex editor, could make; each with the exit
code with which both verifiers must answer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.factories import draw_folder as made
from tests.factories.hostile import rehearsal, resign
from tests.factories.verifier import vector

NOW = "2026-03-01T00:00:00Z"
"""The present of all cases; folders are signed on 1 February 2026."""

Arguments = list[object]


class Case(NamedTuple):
    """`build` writes into a folder and returns the arguments; `code` is the answer of both verifiers."""

    name: str
    code: int
    build: Callable[[Path], Arguments]


def put(path: Path, value: Any) -> Path:
    path.write_bytes(value if isinstance(value, bytes) else made.jcs(value))
    return path


def committed_anew(folder: made.DrawFolder, **files: bytes) -> None:
    """Change files that the commitment names, and sign it again."""
    named = {name.replace("_json", ".json"): data for name, data in files.items()}
    folder.files |= named
    hashes = {name: made.sha(data) for name, data in named.items()}
    resign(folder, "commitment.json", files={**folder.commitment["files"], **hashes})


def of(
    change: Callable[[made.DrawFolder], None] = lambda _: None, **more: Any
) -> Callable[[Path], Arguments]:
    """The public folder of a changed rehearsal."""

    def build(place: Path) -> Arguments:
        folder = rehearsal(**more)
        change(folder)
        return [folder.write(place / "draw") / "public"]

    return build


def without_result(folder: made.DrawFolder) -> None:
    folder.files = {name: data for name, data in folder.files.items() if not name.startswith("result/")}


# ---- times
def signed(name: str, at: str) -> Callable[[made.DrawFolder], None]:
    return lambda folder: resign(folder, name, at)


def said(kind: str, at: str = made.SIGNED_AT, **members: Any) -> Callable[[made.DrawFolder], None]:
    return lambda folder: folder.add(kind, kind.partition("-")[0], at=at, **members)


def replaced(at: str) -> Callable[[made.DrawFolder], None]:
    """A place given up, filled by the order of a round that comes out on 24 August 2023 or, signed before it, cannot be."""

    def change(folder: made.DrawFolder) -> None:
        winner = next(r for r in folder.results if r[13] == "W")
        folder.add(
            "replacement-01", "replacement", at=at, group=1, round=657413, reason="mundur", selected=[],
            beacon_signature=made.SIGNATURES[657413], vacated=[int(winner[:12])],
        )  # fmt: skip

    return change


VOID = {"reason": "listrik padam"}
ROUND_AT = "2023-09-15T11:00:03Z"
TIMES = [
    Case("void now", 0, of(said("void", NOW, **VOID))),
    Case("void within the drift of a clock", 0, of(said("void", "2026-03-01T00:10:00Z", **VOID))),
    Case("void in the future", 1, of(said("void", "2026-03-01T00:10:01Z", **VOID))),
    Case("void in 2999", 1, of(said("void", "2999-01-01T00:00:00Z", **VOID))),
    Case("outcome in 9999", 1, of(signed("result/outcome.json", "9999-12-31T23:59:59Z"))),
    Case("commitment in the future", 1, of(signed("commitment.json", "2026-03-02T00:00:00Z"), close_time=NOW)),
    Case("commitment before the beacon began", 1, of(signed("commitment.json", "2001-01-01T00:00:00Z"), close_time="2001-01-01T00:00:00Z")),
    Case("all of it before the present", 2, lambda place: [*of()(place), "--now", "tomorrow"]),
    Case("a clock that is far behind", 1, lambda place: [*of()(place), "--now", "2025-01-01T00:00:00Z"]),
]  # fmt: skip


# ---- what only the agency can write
def other_cutoffs(folder: made.DrawFolder) -> None:
    """Level roots: a stratum of counts.json is left out of cutoffs.csv, everything else is consistent."""
    strata = {line[65:69] for line in folder.lines}
    empty = min(s for s in strata if all(c[15:24] != "0" * 9 or c[6:10] == s for c in folder.cutoffs))
    folder.cutoffs = [line for line in folder.cutoffs if line[6:10] != empty]
    data = "".join(line + "\n" for line in folder.cutoffs).encode()
    folder.files["result/cutoffs.csv"] = data
    root = made.merkle([line.encode() for line in folder.cutoffs]).hex()
    files = {**folder.outcome["files"], "cutoffs.csv": made.sha(data)}
    resign(folder, "result/outcome.json", cutoffs_root=root, n_cutoffs=len(folder.cutoffs), files=files)


def more_strata(folder: made.DrawFolder) -> None:
    """Level roots: cutoffs.csv has a stratum that is nowhere."""
    number = len(folder.policy["phases"])
    line = f"{number:02d},{folder.policy['phases'][-1]['groups']:02x},9999,{'-' * 9},{'0' * 9},-,{'-' * 64},{'-' * 12}"
    folder.cutoffs = [*folder.cutoffs, line]
    data = "".join(one + "\n" for one in folder.cutoffs).encode()
    folder.files["result/cutoffs.csv"] = data
    root = made.merkle([one.encode() for one in folder.cutoffs]).hex()
    files = {**folder.outcome["files"], "cutoffs.csv": made.sha(data)}
    resign(folder, "result/outcome.json", cutoffs_root=root, n_cutoffs=len(folder.cutoffs), files=files)


def previous(**changes: Any) -> Callable[[Path], Arguments]:
    """A manifest before this one that can or cannot be."""

    def build(place: Path) -> Arguments:
        known = vector(5)
        first = made.DrawFolder(known["expect"]["list"], known["policy"], draw_id="rehearsal-1").manifest
        return of(prev=made.jcs({**first, **changes}))(place)

    return build


def about(value: Any) -> Callable[[Path], Arguments]:
    return of(lambda folder: committed_anew(folder, about_json=made.jcs(value)))


def policy(**phase: Any) -> Callable[[Path], Arguments]:
    def build(place: Path) -> Arguments:
        known = vector(5)
        rules = {**known["policy"], "phases": [{**p, **phase} for p in known["policy"]["phases"]]}
        folder = made.DrawFolder(known["expect"]["list"], rules)
        return [folder.write(place / "draw") / "public"]

    return build


ABOUT = {"title": "x", "groups": {}, "strata": {}, "notice_hours": 72}
FAR = {"round_": 2**45, "rehearsal": False, "draw_id": "wave-1"}
AGENCY = [
    Case("roots", 3, of(publish="roots")),
    Case("roots, a stratum more in the cut-offs", 1, of(more_strata, publish="roots")),
    Case("roots, a winner's line that is none", 1, of(said("replacement-01", group=1, round=0, beacon_signature="", reason="x", vacated=[1], selected=["000000000001,L,01,000000000,N"]), publish="roots")),
    Case("roots, a winner of no phase", 1, of(said("replacement-01", group=1, round=0, beacon_signature="", reason="x", vacated=[1], selected=["000000000001,W,00,000000000,-"]), publish="roots")),
    Case("previous", 0, previous()),
    Case("previous with another chain", 1, previous(beacon={**made.BEACON, "round": 5, "chain": "ab" * 32})),
    Case("previous of round 0", 1, previous(beacon={**made.BEACON, "round": 0})),
    Case("previous with neither beacon nor ceremony", 1, previous(beacon=made.NONE)),
    Case("previous by ceremony", 0, previous(beacon=made.NONE, ceremony=True)),
    Case("previous with a text for a number", 1, previous(n="3")),
    Case("previous with a member more", 1, previous(x=1)),
    Case("previous of a day that is none", 1, previous(close_time="2026-02-30T00:00:00Z")),
    Case("previous of round 2^45", 0, previous(beacon={**made.BEACON, "round": 2**45})),
    Case("about", 0, about(ABOUT)),
    Case("about []", 1, about([])),
    Case("about {}", 1, about({})),
    Case("about without notice", 1, about({k: v for k, v in ABOUT.items() if k != "notice_hours"})),
    Case("about, notice in words", 1, about({**ABOUT, "notice_hours": "72"})),
    Case("about, a list for names", 1, about({**ABOUT, "strata": []})),
    Case("phase name of 100", 0, policy(name="x" * 100)),
    Case("phase name of 101", 1, policy(name="x" * 101)),
    Case("phase name of 200", 1, policy(name="x" * 200)),
    Case("phase name of 201", 1, policy(name="x" * 201)),
    Case("phase without a name", 1, policy(name="")),
    Case("commit only, round 2^45", 0, of(without_result, **FAR)),
    Case("commit only, round 2^45 of a rehearsal", 0, of(without_result, round_=2**45)),
    Case("commit only, round 2^53", 1, of(without_result, round_=2**53)),
]  # fmt: skip


# ---- odds, whose classes are those of the list but for one change
def odds(**changes: Any) -> Callable[[Path], Arguments]:
    def change(folder: made.DrawFolder) -> None:
        found = dict[tuple[str, ...], int]()
        for row in (line.split(",") for line in folder.lines):
            key = (row[1], row[2], row[3], row[5])
            found[key] = found.get(key, 0) + 1
        n = len(folder.lines)
        share = sum(folder.outcome["selected"]) / n
        classes = [
            {
                "stratum": key[0], "band": int(key[1]), "groups": key[2], "weight": int(key[3]), "composition": "1",
                "entries": many, "probability": f"{share:.9f}", "standard_error": "0.000000000",
            } | changes
            for key, many in found.items()
        ]  # fmt: skip
        seats = f"{sum(folder.outcome['selected']):.6f}"
        folder.add("odds", "odds", method="closed-form", redraws=0, seats=seats, classes=classes)

    def build(place: Path) -> Arguments:
        folder = made.rehearsal_of(vector(5))
        change(folder)
        return [folder.write(place / "draw") / "public"]

    return build


ODDS = [
    Case("odds", 0, odds()),
    Case("odds, band as text", 1, odds(band="0")),
    Case("odds, stratum as a number", 1, odds(stratum=1309)),
    Case("odds, groups as a number", 1, odds(groups=0)),
    Case("odds, weight as text", 1, odds(weight="01")),
    Case("odds, composition as a number", 1, odds(composition=1)),
    Case("odds, an error in a closed form", 1, odds(standard_error="0.100000000")),
    Case("odds, fewer decimals", 1, odds(probability="0.27500000")),
]


# ---- reasons
def reason(text: Any) -> Callable[[Path], Arguments]:
    return of(said("void", reason=text))


SHOWN = ["x", "五", "٣", "\u200b1", "a\u0301"]
UNSEEN = [
    "", " ", "\u200b", "\u2800", "\u00ad", "\u2060\u200d", "\u3164", "\u115f\u1160", "\uffa0", "\U000e0041", "\ufe0f", "...",
    "\u202e", "\U0001f600", None, 1,
]  # fmt: skip
REASONS = [Case(f"void because of {text!a}", 0, reason(text)) for text in SHOWN]
REASONS += [Case(f"void because of {text!a}", 1, reason(text)) for text in UNSEEN]


# ---- papers
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
    if statement:
        at = statement.pop("at", made.SIGNED_AT)
        common = {"version", "kind", "draw_id", "manifest_sha256", "operator", "signed_at", "signature"}
        members = {k: v for k, v in folder.outcome.items() if k not in common} | statement
        found["statement"] = folder.sign("outcome", at=at, **members)
    return found


def receipt(folder: made.DrawFolder, manifest: bool = False, **members: Any) -> dict[str, Any]:
    at = members.pop("at", made.SIGNED_AT)
    known = folder.receipt(5, "0" * 32)
    common = {"version", "kind", "draw_id", "manifest_sha256", "operator", "signed_at", "signature"}
    stated = {k: v for k, v in known.items() if k not in common} | members
    named = folder.hash if manifest else "0" * 64
    return folder.operator.sign("receipt", folder.draw_id, named, at, **stated)


def before(folder: made.DrawFolder) -> dict[str, Any]:
    return folder.proof(1, drawn=False)


PAPERS = [
    Case("proof alone", 3, paper(proof)),
    Case("proof and folder", 0, paper(proof, "folder")),
    Case("proof and bundle", 0, paper(proof, "bundle")),
    Case("proof and outcome", 0, paper(proof, "outcome")),
    Case("proof before the draw, alone", 3, paper(before)),
    Case("proof before the draw and folder", 0, paper(before, "folder")),
    Case("proof before the draw and outcome", 3, paper(before, "outcome")),
    Case("proof with another outcome, alone", 3, paper(lambda f: proof(f, at="2026-02-02T00:00:00Z"))),
    Case("proof with another outcome, and folder", 1, paper(lambda f: proof(f, at="2026-02-02T00:00:00Z"), "folder")),
    Case("proof with another outcome, and outcome", 1, paper(lambda f: proof(f, at="2026-02-02T00:00:00Z"), "outcome")),
    Case("proof signed before its round", 1, paper(lambda f: proof(f, at="2023-08-24T00:00:00Z"))),
    Case("proof signed before the close", 1, paper(lambda f: proof(f, at="2026-01-01T00:00:00Z"))),
    Case("proof signed in the future", 1, paper(lambda f: proof(f, at="2026-03-01T00:10:01Z"))),
    Case("proof with a member more", 1, paper(lambda f: {**proof(f), "name": "Siti"})),
    Case("proof without its entry", 1, paper(lambda f: {k: v for k, v in proof(f).items() if k != "entry"})),
    Case("proof of 200,001 bytes", 2, paper(lambda f: {**proof(f), "x": "x" * 200_001})),
    Case("outcome alone", 3, paper(lambda f: f.outcome)),
    Case("outcome and folder", 0, paper(lambda f: f.outcome, "folder")),
    Case("another outcome and folder", 1, paper(lambda f: f.sign("outcome", at="2026-02-02T00:00:00Z", **{k: v for k, v in f.outcome.items() if k not in {"version", "kind", "draw_id", "manifest_sha256", "operator", "signed_at", "signature"}}), "folder")),
    Case("outcome with a member more", 1, paper(lambda f: {**f.outcome, "x": 1})),
    Case("receipt alone", 3, paper(receipt)),
    Case("receipt and folder", 0, paper(receipt, "folder")),
    Case("receipt of the manifest, and folder", 0, paper(lambda f: receipt(f, True), "folder")),
    Case("receipt of the manifest, signed before the close", 1, paper(lambda f: receipt(f, True, at="2026-01-20T00:00:00Z"), "folder")),
    Case("receipt of no manifest, signed after the commitment", 1, paper(lambda f: receipt(f, at="2026-02-02T00:00:00Z"), "folder")),
    Case("receipt after the close, alone", 3, paper(lambda f: receipt(f, time="2026-01-31T18:00:00Z"))),
    Case("receipt after the close, and folder", 1, paper(lambda f: receipt(f, time="2026-01-31T18:00:00Z"), "folder")),
    Case("receipt of 2001", 1, paper(lambda f: receipt(f, time="2001-01-01T00:00:00Z"))),
    Case("receipt signed in 2001", 1, paper(lambda f: receipt(f, time="2001-01-01T00:00:00Z", at="2001-01-01T00:00:00Z"))),
    Case("receipt signed before its time", 1, paper(lambda f: receipt(f, at="2026-01-14T00:00:00Z"))),
    Case("receipt of the future", 1, paper(lambda f: receipt(f, time="2026-03-02T00:00:00Z", at="2026-03-02T00:00:00Z"))),
    Case("receipt with a member more", 1, paper(lambda f: {**receipt(f), "x": 1})),
    Case("commitment as a paper", 2, paper(lambda f: f.commitment)),
    Case("manifest as a paper", 2, paper(lambda f: f.manifest)),
    Case("an empty file", 2, paper(lambda _: b"")),
    Case("a list", 2, paper(lambda _: [])),
    Case("no JSON", 2, paper(lambda _: b"x")),
    Case("spaced JSON", 2, paper(lambda f: json.dumps(proof(f)).encode())),
    Case("an unknown kind", 2, paper(lambda f: {**proof(f), "kind": "prize"})),
    Case("a kind that is a list", 2, paper(lambda f: {**proof(f), "kind": []})),
]  # fmt: skip


# ---- folders
def empty(place: Path) -> Arguments:
    (place / "empty").mkdir()
    return [place / "empty"]


def lacking(*names: str) -> Callable[[Path], Arguments]:
    def build(place: Path) -> Arguments:
        public = of()(place)[0]
        for name in names:
            Path(str(public), name).unlink()
        return [public]

    return build


def auditors(case: str) -> Callable[[Path], Arguments]:
    """Level roots with the auditors' copies beside `public/`, elsewhere, or in part."""

    def build(place: Path) -> Arguments:
        folder = rehearsal(publish="full" if case == "full" else "roots")
        root = folder.write(place / "draw")
        kept = root / "auditors"
        if case == "no list":
            (kept / "list.csv").unlink()
        if case == "no results":
            (kept / "results.csv").unlink()
        if case == "link":
            (kept / "list.csv").rename(place / "list.csv")
            (kept / "list.csv").symlink_to(place / "list.csv")
        if case == "changed":
            data = (kept / "results.csv").read_bytes()
            (kept / "results.csv").write_bytes(data.replace(b",L,", b",W,", 1))
        elsewhere = {"named": kept, "empty": place / "none", "public": root / "public"}
        if case in elsewhere:
            elsewhere[case].mkdir(exist_ok=True)
            return [root / "public", "--auditors", elsewhere[case]]
        return [root / "public"] if case == "bare" else [root]

    return build


def a_zip_by_name(place: Path) -> Arguments:
    return [put(place / "paper.zip", proof(rehearsal()))]


FOLDERS = [
    Case("an empty folder", 2, empty),
    Case("nothing there", 2, lambda place: [place / "nothing"]),
    Case("a key that is none", 2, lambda place: [*of()(place), "--operator", "ab"]),
    Case("no manifest", 1, lacking("manifest.json")),
    Case("no commitment", 1, lacking("commitment.json")),
    Case("neither of them", 2, lacking("manifest.json", "commitment.json")),
    Case("a proof called .zip", 3, a_zip_by_name),
    *(Case(f"auditors: {name}", code, auditors(name)) for name, code in (
        ("beside", 0), ("bare", 3), ("named", 0), ("empty", 2), ("public", 2), ("no list", 3), ("no results", 1),
        ("link", 1), ("changed", 1),
    )),
]  # fmt: skip

CASES = [*TIMES, *AGENCY, *ODDS, *REASONS, *PAPERS, *FOLDERS]
