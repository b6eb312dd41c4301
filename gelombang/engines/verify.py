"""Checking a published draw from its public files alone: every hash, every number, every result, again.

Each check is a `Finding` with a name; what it means in words is in `gelombang.engines.sentences`. A check that
builds on one that failed is left out, so that the first failure shown is the cause.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from gelombang.core.lottery import jcs
from gelombang.core.lottery.beacon import NO_BEACON, NO_SIGNATURE
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.manifest import FIRST, Manifest
from gelombang.core.lottery.merkle import Tree
from gelombang.core.lottery.seed import check_ceremony, key_of, seed_of
from gelombang.core.lottery.statement import check_members, is_signed

from . import beacon, columns, listing, registry, signing, tree, verify_statements
from .errors import FileUnreadable
from .folder import Folder, sha256_of
from .outcome import Outcome, Progress, silent
from .run import RESULT_WIDTH, cutoffs_of, result_pieces

COMMITTED = ("manifest.json", "policy.json", "about.json", "counts.json", "list.csv")
RESULTS = ("results.csv", "cutoffs.csv")
OPTIONAL = ("operator", "not drawn")
"""Checks that need something from the reader (the operator's key), or the time to come."""


@dataclass(frozen=True)
class Finding:
    """One check. `holds` is None where it could not be made; `facts` go into its sentence."""

    name: str
    holds: bool | None
    facts: dict[str, str | int] = field(default_factory=dict)
    error: Exception | None = None
    """What broke the check off, when it could not be carried through."""


@dataclass(frozen=True)
class Verdict:
    """All checks of one draw, in order."""

    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return all(finding.holds is not False for finding in self.findings)

    @property
    def is_complete(self) -> bool:
        """Whether everything that is published was checked; see `OPTIONAL`."""
        return all(finding.holds is True or finding.name in OPTIONAL for finding in self.findings)


class _Stop(Exception):
    """A failure on which the checks after it would build."""


def verify(
    folder: Folder, *, operator: str | None = None, engine: str = "auto", progress: Progress = silent
) -> Verdict:
    """Check a draw; `operator` pins the public key (64 hex) that must have signed it."""
    work = _Verification(folder, operator, engine, progress)
    steps: list[Callable[[], Iterator[Finding]]] = [
        work.commitment,
        work.files,
        work.manifest,
        work.chain,
        work.listed,
        work.outcome,
        work.chance,
        work.repeat,
        work.statements,
    ]
    findings: list[Finding] = []
    for step in steps:
        try:
            for finding in step():
                findings.append(finding)
                if finding.holds is False:
                    raise _Stop
        except _Stop:
            break
        except (LotteryError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            # the folder is anybody's bytes: whatever they break while being read is a failed check, not a crash
            findings.append(Finding(step.__name__, False, error=error))
            break
    return Verdict(tuple(findings))


class _Verification:
    def __init__(self, folder: Folder, operator: str | None, engine: str, progress: Progress) -> None:
        self.folder, self.operator, self.engine, self.progress = folder, operator, engine, progress
        self._commitment: dict[str, Any] = {}
        self._outcome: dict[str, Any] = {}

    @property
    def _has_list(self) -> bool:
        return self.folder.list_path.is_file()

    def commitment(self) -> Iterator[Finding]:
        self._commitment = self.folder.commitment
        signer = self._commitment["operator"]
        yield Finding("commitment", is_signed(self._commitment, signing.verify), {"operator": signer})
        yield Finding(
            "operator", None if self.operator is None else signer == self.operator, {"operator": signer}
        )

    def files(self) -> Iterator[Finding]:
        """Every file is what a statement says, and no file is there that none speaks of."""
        stated = dict(self._commitment["files"])
        for name in COMMITTED:
            if name not in stated:
                yield Finding("files", False, {"file": name})
        expected = {"commitment.json"}
        for name, digest in sorted(stated.items()):
            path = self.folder.list_path if name == "list.csv" else self.folder.public / name
            if name == "list.csv" and not self._has_list and self._commitment["publish"] == "roots":
                continue
            self.progress("files", 0, 1)
            if "/" in name or not path.is_file() or path.is_symlink() or sha256_of(path) != digest:
                yield Finding("files", False, {"file": name})
            expected.add(name)
        extra = _names_in(self.folder.public) - expected
        unknown = sorted(name for name in extra if not self._may_be_there(name))
        yield Finding("files", not unknown, {"file": unknown[0] if unknown else "", "n": len(expected)})

    def _may_be_there(self, name: str) -> bool:
        return name in ("result", "statements") and not (self.folder.public / name).is_symlink()

    def manifest(self) -> Iterator[Finding]:
        manifest = self.folder.manifest
        named = (manifest.sha256(), manifest.draw_id)
        holds = named == (self._commitment["manifest_sha256"], self._commitment["draw_id"])
        yield Finding("manifest", holds, {"draw_id": manifest.draw_id, "manifest": manifest.sha256()})
        yield Finding("policy", self.folder.policy.sha256() == manifest.policy_sha256, {})

    def chain(self) -> Iterator[Finding]:
        manifest, path = self.folder.manifest, self.folder.public / "previous.json"
        if path.is_file():
            previous = Manifest.parse(path.read_bytes())
            yield Finding("chain", previous.sha256() == manifest.prev, {"draw_id": previous.draw_id})
        elif manifest.prev != FIRST:
            yield Finding("chain", None, {"draw_id": manifest.prev})

    def listed(self) -> Iterator[Finding]:
        """The list is well formed, in order, and is the one whose root and hash are in the manifest."""
        manifest = self.folder.manifest
        if not self._has_list:
            yield Finding("list", None, {"n": manifest.n})
            return
        path = self.folder.list_path
        frame = columns.frame_of(path, self.progress)
        root = tree.root_of_file(path, columns.WIDTH, self.progress).hex()
        holds = (frame.height, root) == (manifest.n, manifest.list_root)
        holds = holds and self._commitment["files"]["list.csv"] == manifest.list_sha256
        yield Finding("list", holds, {"n": frame.height})
        counted = listing.counts_of(frame)
        yield Finding("counts", counted == self.folder.counts, {})

    def outcome(self) -> Iterator[Finding]:
        result = self.folder.public / "result"
        if not result.exists():
            return
        raw = (result / "outcome.json").read_bytes()
        self._outcome = check_members(jcs.parse(raw, "outcome.json"), "outcome")
        signed = (
            is_signed(self._outcome, signing.verify)
            and self._outcome["operator"] == self._commitment["operator"]
        )
        yield Finding("outcome", signed, {"signed_at": self._outcome["signed_at"]})
        commitment = sha256((self.folder.public / "commitment.json").read_bytes()).hexdigest()
        manifest = self.folder.manifest
        follows = (commitment, manifest.sha256(), manifest.draw_id)
        stated = tuple(self._outcome[name] for name in ("commitment_sha256", "manifest_sha256", "draw_id"))
        yield Finding("follows", follows == stated, {})
        yield from self._result_files(result)

    def _result_files(self, result: Path) -> Iterator[Finding]:
        stated = self._outcome["files"]
        unknown = sorted(_names_in(result) - {"outcome.json", *RESULTS})
        wrong = [name for name in RESULTS if name not in stated]
        for name, digest in sorted(stated.items()):
            path = self.folder.results_path if name == "results.csv" else result / name
            hidden = name == "results.csv" and not path.is_file() and self._commitment["publish"] == "roots"
            if not hidden and (name not in RESULTS or not path.is_file() or sha256_of(path) != digest):
                wrong.append(name)
        problem = [*wrong, *unknown]
        yield Finding("result files", not problem, {"file": f"result/{problem[0]}" if problem else ""})

    def chance(self) -> Iterator[Finding]:
        """The beacon's signature is genuine, and key and seed follow from it."""
        if not self._outcome:
            return
        manifest, stated = self.folder.manifest, self._outcome
        signature = stated["beacon_signature"]
        if stated["round"] != manifest.round:
            yield Finding("beacon", False, {"round": manifest.round})
        if manifest.beacon == NO_BEACON:
            yield Finding("no beacon", signature == NO_SIGNATURE, {"ceremony": stated["ceremony"]})
        else:
            formed = beacon.is_well_formed(manifest.round, signature)
            genuine = beacon.verify(manifest.round, signature) if formed else False
            yield Finding(
                "beacon", genuine, {"round": manifest.round, "libraries": ", ".join(beacon.installed())}
            )
        check_ceremony(manifest.ceremony, stated["ceremony"])
        key = key_of(manifest.sha256(), manifest.round, signature, stated["ceremony"])
        holds = (key.hex(), seed_of(key)) == (stated["key"], stated["seed"])
        yield Finding("seed", holds, {"seed": seed_of(key)})

    def repeat(self) -> Iterator[Finding]:
        """The whole draw once more, compared line by line."""
        if not self._outcome:
            yield Finding("not drawn", None, {"round": self.folder.manifest.round})
            return
        if not self._has_list:
            yield Finding("repeat", None, {})
            return
        manifest, stated = self.folder.manifest, self._outcome
        engine = registry.engine(self.engine, manifest.n)
        drawn = engine.select(self.folder.list_path, self.folder.policy, stated["seed"], self.progress)
        facts: dict[str, str | int] = {"engine": engine.name, "n": drawn.n, "selected": sum(drawn.accepted)}
        line = _first_difference(self.folder.results_path, drawn)
        yield Finding("repeat", line is None, {**facts, "line": line or 0})
        root = tree.root_of_file(self.folder.results_path, RESULT_WIDTH, self.progress).hex()
        digest = sha256_of(self.folder.results_path)
        totals = (list(drawn.accepted), self.folder.policy.household_cap, digest, root)
        names = ("selected", "household_cap", "results_sha256", "results_root")
        yield Finding("totals", totals == tuple(stated[name] for name in names), facts)
        yield self._cutoffs(drawn)

    def _cutoffs(self, drawn: Outcome) -> Finding:
        stated = self._outcome
        lines = [cutoff.line() for cutoff in cutoffs_of(self.folder, drawn, stated["seed"])]
        data = "".join(line + "\n" for line in lines).encode("ascii")
        published = (self.folder.public / "result" / "cutoffs.csv").read_bytes()
        computed = (data, Tree.of_lines(lines).root.hex(), len(lines))
        holds = computed == (published, stated["cutoffs_root"], stated["n_cutoffs"])
        return Finding("cutoffs", holds, {"n": len(lines)})

    def statements(self) -> Iterator[Finding]:
        folder = self.folder.public / "statements"
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise FileUnreadable(path="statements", problem="not a folder")
        for name in sorted(_names_in(folder)):
            yield from (
                Finding(check, holds, {"file": name, **facts})
                for check, holds, facts in verify_statements.check(self.folder, name, self._commitment)
            )


def _names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def _first_difference(path: Path, drawn: Outcome) -> int | None:
    """The first ticket whose published line is not the recomputed one."""
    ticket = 1
    with path.open("rb") as file:
        for piece in result_pieces(drawn):
            published = file.read(len(piece))
            if published != piece:
                pairs = zip(piece.splitlines(True), published.splitlines(True), strict=False)
                for offset, (ours, theirs) in enumerate(pairs):
                    if ours != theirs:
                        return ticket + offset
                return ticket + published.count(b"\n")
            ticket += piece.count(b"\n")
        return ticket if file.read(1) else None
