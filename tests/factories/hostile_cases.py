"""Folders that only an agency itself, or a stranger with a hex editor, could make; each with the exit code with which
both verifiers must answer. Papers are in hostile_papers.py."""

import json
import os
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


def far(round_: int, **more: Any) -> Callable[[Path], Arguments]:
    """A commitment alone, for a round of a time to come."""

    def build(place: Path) -> Arguments:
        known = vector(7)
        folder = made.DrawFolder(known["expect"]["list"], known["policy"], round_=round_, **more)
        folder.files = {name: data for name, data in folder.files.items() if not name.startswith("result/")}
        return [folder.write(place / "draw") / "public"]

    return build


# ---- times
def signed(name: str, at: str) -> Callable[[made.DrawFolder], None]:
    return lambda folder: resign(folder, name, at)


def said(kind: str, at: str = made.SIGNED_AT, **members: Any) -> Callable[[made.DrawFolder], None]:
    return lambda folder: folder.add(kind, kind.partition("-")[0], at=at, **members)


OLD = "2001-01-01T00:00:00Z"
VOID = {"reason": "listrik padam"}
TIMES = [
    Case("void now", 0, of(said("void", NOW, **VOID))),
    Case("void within the drift of a clock", 0, of(said("void", "2026-03-01T00:10:00Z", **VOID))),
    Case("void in the future", 1, of(said("void", "2026-03-01T00:10:01Z", **VOID))),
    Case("void in 2999", 1, of(said("void", "2999-01-01T00:00:00Z", **VOID))),
    Case("outcome in 9999", 1, of(signed("result/outcome.json", "9999-12-31T23:59:59Z"))),
    Case("commitment in the future", 1, of(signed("commitment.json", "2026-03-02T00:00:00Z"), close_time=NOW)),
    Case("commitment before the beacon began", 1, of(signed("commitment.json", OLD), close_time=OLD)),
    Case("all of it before the present", 2, lambda place: [*of()(place), "--now", "tomorrow"]),
    Case("a clock that is far behind", 1, lambda place: [*of()(place), "--now", "2025-01-01T00:00:00Z"]),
]  # fmt: skip


# ---- what only the agency can write
def cutoffs(folder: made.DrawFolder, lines: list[str]) -> None:
    """Publish other cut-offs, everything that names them signed anew."""
    data = "".join(line + "\n" for line in lines).encode()
    folder.files["result/cutoffs.csv"] = data
    root = made.merkle([line.encode() for line in lines]).hex()
    files = {**folder.outcome["files"], "cutoffs.csv": made.sha(data)}
    resign(folder, "result/outcome.json", cutoffs_root=root, n_cutoffs=len(lines), files=files)


def more_strata(folder: made.DrawFolder) -> None:
    """A stratum that is nowhere."""
    last = folder.cutoffs[-1]
    cutoffs(folder, [*folder.cutoffs, f"{last[:6]}9999,{'-' * 9},{'0' * 9},-,{'-' * 64},{'-' * 12}"])


def fewer_strata(folder: made.DrawFolder) -> None:
    """A stratum of counts.json, which no quota names and of which nobody was selected, is left out."""
    kept = [c for c in folder.cutoffs if c[6:10] == "----" or c[:2] != "01" or c[21:30] != "0" * 9]
    cutoffs(folder, kept)


def previous(**changes: Any) -> Callable[[Path], Arguments]:
    """A manifest before this one that can or cannot be."""

    def build(place: Path) -> Arguments:
        known = vector(5)
        first = made.DrawFolder(known["expect"]["list"], known["policy"], draw_id="rehearsal-1").manifest
        return of(prev=made.jcs({**first, **changes}))(place)

    return build


def about(value: Any) -> Callable[[Path], Arguments]:
    return of(lambda folder: committed_anew(folder, about_json=made.jcs(value)))


def pairs(folder: made.DrawFolder) -> None:
    """The same counts, written as a list of pairs."""
    counts = json.loads(folder.files["counts.json"])
    committed_anew(folder, counts_json=made.jcs([[name, value] for name, value in counts.items()]))


def policy(**phase: Any) -> Callable[[Path], Arguments]:
    def build(place: Path) -> Arguments:
        known = vector(5)
        rules = {**known["policy"], "phases": [{**p, **phase} for p in known["policy"]["phases"]]}
        folder = made.DrawFolder(known["expect"]["list"], rules)
        return [folder.write(place / "draw") / "public"]

    return build


def moved(line: str) -> Callable[[Path], Arguments]:
    """Level roots, and a replacement that nobody can repeat without the list."""
    more: dict[str, Any] = {"group": 1, "round": 0, "beacon_signature": "", "reason": "x", "vacated": [1]}
    return of(said("replacement-01", selected=[line], **more), publish="roots")


ABOUT = {"title": "x", "groups": {}, "strata": {}, "notice_hours": 72}
REAL: dict[str, Any] = {"rehearsal": False, "draw_id": "wave-1"}
AGENCY = [
    Case("roots", 3, of(publish="roots")),
    Case("roots, a stratum more in the cut-offs", 1, of(more_strata, publish="roots")),
    Case("roots, a stratum less in the cut-offs", 1, of(fewer_strata, publish="roots")),
    Case("counts as pairs", 1, of(pairs)),
    Case("counts as pairs, roots", 1, of(pairs, publish="roots")),
    Case("roots, a replacement", 3, moved("000000000002,W,01,000000001,-")),
    Case("roots, a winner's line that is none", 1, moved("000000000001,L,01,000000000,N")),
    Case("roots, a winner of no phase", 1, moved("000000000001,W,00,000000000,-")),
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
    Case("commit only, round 2^45", 0, far(2**45, **REAL)),
    Case("commit only, round 2^45 of a rehearsal", 0, far(2**45)),
    Case("commit only, the largest round", 0, far(2**53 - 1, **REAL)),
    Case("commit only, round 2^53", 1, far(2**53)),
]  # fmt: skip


# ---- reasons
def reason(text: Any) -> Callable[[Path], Arguments]:
    return of(said("void", reason=text))


SHOWN = ["x", "五", "٣", "\u200b1", "a\u0301"]
UNSEEN = [
    "", " ", "\u200b", "\u2800", "\u00ad", "\u2060\u200d", "\u3164", "\u115f\u1160", "\uffa0", "\U000e0041", "\ufe0f",
    "...", "\u202e", "\U0001f600", None, 1,
]  # fmt: skip
REASONS = [Case(f"void because of {text!a}", 0, reason(text)) for text in SHOWN]
REASONS += [Case(f"void because of {text!a}", 1, reason(text)) for text in UNSEEN]


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


ODD = ("a folder", "a pipe", "nowhere", "results a folder")


def _replace_oddly(kept: Path, place: Path, case: str) -> None:
    """Put something that is no file in the place of one."""
    target = kept / ("results.csv" if case == "results a folder" else "list.csv")
    target.unlink()
    if case == "a pipe":
        os.mkfifo(target)
    elif case == "nowhere":
        target.symlink_to(place / "none")
    else:
        target.mkdir()


def _keep(kept: Path, place: Path, case: str) -> None:
    """Change the auditors' copies."""
    without = {"no list": "list.csv", "results alone, false": "list.csv", "no results": "results.csv"}
    linked = {"link": "list.csv", "results link": "results.csv"}
    if case in without:
        (kept / without[case]).unlink()
    if case in linked:
        (kept / linked[case]).rename(place / linked[case])
        (kept / linked[case]).symlink_to(place / linked[case])
    if case in ODD:
        _replace_oddly(kept, place, case)
    if case in ("itself a link", "named, a link"):
        kept.rename(place / "kept")
        kept.symlink_to(place / "kept")
    if case == "many":
        for k in range(2000):
            (kept / f"{k}.txt").touch()
    if case in ("changed", "results alone, false"):
        data = (kept / "results.csv").read_bytes()
        (kept / "results.csv").write_bytes(data.replace(b",L,", b",W,", 1))


def auditors(case: str) -> Callable[[Path], Arguments]:
    """Level roots with the auditors' copies beside `public/`, elsewhere, or in part."""

    def build(place: Path) -> Arguments:
        folder = rehearsal(publish="full" if case == "full" else "roots")
        root = folder.write(place / "draw")
        kept = root / "auditors"
        _keep(kept, place, case)
        elsewhere = {"named": kept, "named, a link": kept, "empty": place / "none", "public": root / "public"}
        if case in elsewhere:
            elsewhere[case].mkdir(exist_ok=True)
            return [root / "public", "--auditors", elsewhere[case]]
        return [root / "public"] if case == "bare" else [root]

    return build


def replaced(signed: bool, **files: Any) -> Callable[[Path], Arguments]:
    """Files with other contents, of which the commitment knows or not."""

    def change(folder: made.DrawFolder) -> None:
        data = {name: value if isinstance(value, bytes) else made.jcs(value) for name, value in files.items()}
        if signed:
            committed_anew(folder, **data)
        else:
            folder.files |= {name.replace("_json", ".json"): found for name, found in data.items()}

    return of(change)


BROKEN = {"version": "undian/1", "household_cap": 0, "phases": [
    {"name": "a", "groups": 0, "quota": {}, "otherwise": None, "seats": 1, "carry": True}, {"a": 1}]}  # fmt: skip
FOLDERS = [
    *(Case(f"a policy whose phase has no seats, {signed}", 1, replaced(signed, policy_json=BROKEN))
      for signed in (True, False)),
    Case("an empty folder", 2, empty),
    Case("nothing there", 2, lambda place: [place / "nothing"]),
    Case("a key that is none", 2, lambda place: [*of()(place), "--operator", "ab"]),
    Case("no manifest", 1, lacking("manifest.json")),
    Case("no commitment", 1, lacking("commitment.json")),
    Case("neither of them", 2, lacking("manifest.json", "commitment.json")),
    *(Case(f"auditors: {name}", code, auditors(name)) for name, code in (
        ("beside", 0), ("bare", 3), ("named", 0), ("empty", 2), ("public", 2), ("no list", 3), ("no results", 1),
        ("a folder", 1), ("a pipe", 1), ("nowhere", 1), ("results a folder", 1), ("itself a link", 1),
        ("named, a link", 0), ("link", 1), ("results link", 1), ("results alone, false", 1), ("many", 2),
        ("changed", 1),
    )),
]  # fmt: skip

CASES = [*TIMES, *AGENCY, *REASONS, *FOLDERS]
