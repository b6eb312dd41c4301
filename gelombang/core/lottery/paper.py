"""A proof as it is read: every member there, each in its form, nothing else (docs/draw-folder.md, "A proof").

All that is computed from a proof is computed from what was read here; a value of another kind or size is refused
before it costs anything.
"""

from dataclasses import dataclass
from typing import Any

from . import jcs, merkle, seed
from .cutoffs import Cutoff
from .entries import Entry, parse_line
from .errors import ProofMalformed
from .forms import Shape, fault, is_any, is_hash, is_text, like, list_of, whole
from .manifest import MAX_ENTRIES, VERSION, Manifest
from .selection import Order, Result
from .statement import check_members

MAX_BYTES = 200_000
"""A proof is five to twenty kilobytes; the largest that a draw can give stays far below."""

_PATH = list_of(is_hash, 64)
_PROOF: Shape = {
    "version": like(VERSION),
    "kind": like("proof"),
    "manifest": is_any,
    "statement": is_any,
    "entry": is_any,
}
_MEMBER: Shape = {"line": is_text, "ticket": whole(1, MAX_ENTRIES), "path": _PATH}
_LINE: Shape = {"line": is_text, "path": _PATH}
_CUTOFF: Shape = {"line": is_text, "index": whole(), "path": _PATH}
_MATE: Shape = {**_MEMBER, "result": is_text, "result_path": _PATH}


@dataclass(frozen=True)
class Member:
    """A line of the list with its place, as it stands in a proof."""

    line: str
    ticket: int
    path: list[bytes]
    entry: Entry

    @classmethod
    def read(cls, value: dict[str, Any]) -> "Member":
        entry = parse_line(value["line"], value["ticket"])
        return cls(value["line"], value["ticket"], _bytes(value["path"]), entry)

    def is_in(self, manifest: Manifest) -> bool:
        leaf, root = merkle.leaf_hash(self.line), bytes.fromhex(manifest.list_root)
        return merkle.includes(root, manifest.n, self.ticket - 1, leaf, self.path)

    def order(self, draw_seed: str) -> Order:
        score = seed.score(draw_seed, self.ticket, self.entry.weight)
        return self.entry.band, score, self.ticket


@dataclass(frozen=True)
class Published:
    """A line of the results with its path; it names its own ticket."""

    line: str
    path: list[bytes]
    result: Result

    @classmethod
    def read(cls, line: str, path: list[str], ticket: int) -> "Published":
        return cls(line, _bytes(path), read_result(line, ticket))


@dataclass(frozen=True)
class Shown:
    """A line of the cut-offs with its place."""

    line: str
    index: int
    path: list[bytes]
    cutoff: Cutoff


@dataclass(frozen=True)
class Paper:
    """All members of a proof. `result` is None before the draw; `mates` are the household's, with their results."""

    manifest: Manifest
    statement: dict[str, Any]
    entry: Member
    result: Published | None
    cutoffs: tuple[Shown, ...]
    mates: tuple[tuple[Member, Published], ...]

    @classmethod
    def read(cls, value: Any) -> "Paper":
        """What `value` holds; raises a `LotteryError` that names the member that is wrong."""
        drawn = isinstance(value, dict) and "result" in value
        _must_have(value, {**_PROOF, **(_drawn_shape(value) if drawn else {})}, "")
        if len(jcs.canonical(value)) > MAX_BYTES:
            raise ProofMalformed(member="size")
        manifest = Manifest.from_json(value["manifest"])
        statement = check_members(value["statement"], "outcome" if drawn else "commitment")
        entry = Member.read(_must_have(value["entry"], _MEMBER, "entry"))
        if not drawn:
            return cls(manifest, statement, entry, None, (), ())
        result = Published.read(value["result"]["line"], value["result"]["path"], entry.ticket)
        cutoffs = tuple(_shown(item, f"cutoffs[{i}]") for i, item in enumerate(value["cutoffs"]))
        mates = tuple(_mate(item, f"household[{i}]") for i, item in enumerate(value.get("household", [])))
        return cls(manifest, statement, entry, result, cutoffs, mates)


def _drawn_shape(value: dict[str, Any]) -> Shape:
    """The members of a proof after the draw; `household` exactly where the result's reason is H."""
    result = _must_have(value["result"], _LINE, "result")
    shape: Shape = {"result": is_any, "cutoffs": list_of(is_any, 1000)}
    return {**shape, "household": list_of(is_any, 1000)} if result["line"].endswith("H") else shape


def _shown(value: Any, where: str) -> Shown:
    item = _must_have(value, _CUTOFF, where)
    return Shown(item["line"], item["index"], _bytes(item["path"]), Cutoff.parse(item["line"]))


def _mate(value: Any, where: str) -> tuple[Member, Published]:
    item = _must_have(value, _MATE, where)
    return Member.read(item), Published.read(item["result"], item["result_path"], item["ticket"])


def _must_have(value: Any, shape: Shape, where: str) -> dict[str, Any]:
    """`value` when it has just the members of `shape`; raises `ProofMalformed` naming the first that is wrong."""
    wrong = fault(value, shape)
    if wrong is None:
        found: dict[str, Any] = value
        return found
    raise ProofMalformed(member=".".join(part for part in (where, wrong) if part) or "kind")


def read_result(line: str, ticket: int) -> Result:
    """The result that a line states for `ticket`; raises `ProofMalformed`."""
    fields = line.split(",")
    if len(line) == 29 and len(fields) == 5 and fields[2].isdecimal() and fields[3].isdecimal():
        result = Result(int(fields[2]), int(fields[3]), fields[4])
        winning = result.is_selected == (result.reason == "-") and (
            result.phase > 0 or not result.is_selected
        )
        if winning and result.reason in ("-", "Q", "H", "N") and result.line(ticket) == line:
            return result
    raise ProofMalformed(member="result")


def _bytes(path: list[str]) -> list[bytes]:
    return [bytes.fromhex(sibling) for sibling in path]
