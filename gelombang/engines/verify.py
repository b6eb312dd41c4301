"""Checking a published draw from its public files alone: every hash, every number, every result, again.

Each check is a `Finding` with a name; what it means in words is in `gelombang.engines.sentences`. A check that
builds on one that failed is left out, so that the first failure shown is the cause.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from gelombang.core.lottery import jcs, times
from gelombang.core.lottery.beacon import NO_BEACON, NO_SIGNATURE
from gelombang.core.lottery.cutoffs import LINE_LENGTH
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.manifest import FIRST, Manifest
from gelombang.core.lottery.merkle import Tree
from gelombang.core.lottery.seed import check_ceremony, key_of, seed_of
from gelombang.core.lottery.statement import is_signed

from . import (
    beacon,
    columns,
    compare,
    layout,
    listing,
    reduced,
    registry,
    shapes,
    signing,
    tree,
    verify_cutoffs,
    verify_policy,
    verify_statements,
    verify_times,
)
from .bundle import Unpacked, top_of
from .errors import ClusterFailed, JavaMissing, PackageMissing
from .folder import Folder, naming, read_small, sha256_of
from .layout import COMMITTED, PREVIOUS, RESULTS
from .outcome import Outcome, Progress, silent
from .run import RESULT_WIDTH, cutoffs_of, result_pieces

LOOK = (
    *("beside", "notice", "notice short", "nobody", "void", "policy tables", "ceremony hidden"),
    *("previous round", "previous close", "previous real", "previous rehearsal"),
    *("audit chosen", "odds as stated", "bias as stated", "bias weak"),
    *("replacement choice", "replacement known", "replacement late", "replacement round"),
)
"""What no file can show, for the reader to look at."""

LOOK_FIRST = ("ceremony", "ceremony alone", "withheld", "withheld void", "bias failed", "junk")
"""The same, and so much turns on it that without it the check is not complete."""

OPTIONAL = ("operator", "not drawn", "no ceremony yet", *LOOK)
"""Checks that need something from the reader (the operator's key, a look), or the time to come."""


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


OURS = (PackageMissing, JavaMissing, ClusterFailed)
"""What is wrong here, and not with the draw."""


class _Stop(Exception):
    """A failure on which the checks after it would build."""


def verify(
    folder: Folder,
    *,
    operator: str | None = None,
    engine: str = "auto",
    progress: Progress = silent,
    now: datetime | None = None,
) -> Verdict:
    """Check a draw; `operator` pins the public key (64 hex) that must have signed it; `now` tells whether a result that
    is not there is withheld, and what was signed in the future. Raises `FolderAmbiguous` where it is unclear which
    files are the draw."""
    work = _Verification(folder, operator, engine, progress, now)
    beside = layout.must_be_one(folder)
    layout.must_be_few(folder)
    steps: list[Callable[[], Iterator[Finding]]] = [
        work.commitment,
        work.files,
        work.manifest,
        work.times,
        work.chain,
        work.listed,
        work.outcome,
        work.chance,
        work.repeat,
        work.statements,
    ]
    findings: list[Finding] = []
    if beside:
        findings.append(Finding("beside", None, {"file": ", ".join(beside)}))
    for step in steps:
        try:
            for finding in step():
                findings.append(finding)
                if finding.holds is False:
                    raise _Stop
        except _Stop:
            break
        except OURS:
            raise
        except (LotteryError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            # the folder is anybody's bytes: whatever they break while being read is a failed check, not a crash
            findings.append(Finding(step.__name__, False, error=error))
            break
    return Verdict(tuple(findings))


class _Verification:
    def __init__(
        self,
        folder: Folder,
        operator: str | None,
        engine: str,
        progress: Progress,
        now: datetime | None,
    ) -> None:
        self.folder, self.operator, self.engine, self.progress = folder, operator, engine, progress
        self.now = now
        self.latest = times.latest_at(now)
        self._commitment: dict[str, Any] = {}
        self._outcome: dict[str, Any] = {}

    @property
    def _is_hidden(self) -> bool:
        """Whether lists and results need not be public."""
        return bool(self._commitment["publish"] == "roots")

    @property
    def _list(self) -> Path:
        return self.folder.list_path if self._is_hidden else self.folder.public / "list.csv"

    @property
    def _results(self) -> Path:
        return self.folder.results_path if self._is_hidden else self.folder.public / "result" / "results.csv"

    @property
    def _has_list(self) -> bool:
        return self._list.is_file()

    def commitment(self) -> Iterator[Finding]:
        with naming("commitment.json"):
            self._commitment = shapes.check(self.folder.commitment, "commitment")
        signer = self._commitment["operator"]
        yield Finding("commitment", is_signed(self._commitment, signing.verify), {"operator": signer})
        yield Finding(
            "operator", None if self.operator is None else signer == self.operator, {"operator": signer}
        )

    def files(self) -> Iterator[Finding]:
        """Every file is what a statement says, and no file is there that none speaks of."""
        stated = dict(self._commitment["files"])
        own = self.folder.public / "manifest.json"
        if own.is_file() and sha256_of(own) != self._commitment["manifest_sha256"]:
            # before what it says is held against others
            yield Finding("files", False, {"file": "manifest.json", "how": "changed"})
        known = set(COMMITTED) | ({PREVIOUS} if self.folder.manifest.prev != FIRST else set())
        misnamed = sorted((set(COMMITTED) - set(stated)) | (set(stated) - known))
        found = layout.of(self.folder.public)
        # a bundle is packed by hand or by a program, and no file manager adds to it
        junk = [] if isinstance(self.folder, Unpacked) else found.junk
        problem = found.problem(set(stated), self.folder.manifest.n, junk)
        if misnamed:
            problem = misnamed[0], self._how(misnamed[0])
        if problem is not None:
            yield Finding("files", False, {"file": problem[0], "how": problem[1]})
        for name, digest in sorted(stated.items()):
            path = self._list if name == "list.csv" else self.folder.public / name
            if name == "list.csv" and not self._has_list and self._is_hidden:
                continue
            self.progress("files", 0, 1)
            if not path.is_file() or sha256_of(path) != digest:
                yield Finding("files", False, {"file": name, "how": self._how(name)})
        if junk:
            yield Finding("junk", None, {"file": ", ".join(junk)})
        else:
            yield Finding("files", True, {"file": "", "n": len(stated) + 1})

    def _how(self, name: str) -> str:
        """What is wrong with a file of the draw: it is missing, a link, changed, or no statement speaks of it."""
        path = self._list if name == "list.csv" else self.folder.public / name
        if not os.path.lexists(path):
            return "missing"
        if path.is_symlink():
            return "link"
        return "changed" if name in {*COMMITTED, PREVIOUS} & set(self._commitment["files"]) else "unknown"

    def manifest(self) -> Iterator[Finding]:
        manifest = self.folder.manifest
        named = (manifest.sha256(), manifest.draw_id)
        holds = named == (self._commitment["manifest_sha256"], self._commitment["draw_id"])
        yield Finding("manifest", holds, {"draw_id": manifest.draw_id, "manifest": manifest.sha256()})
        yield Finding("policy", self.folder.policy.sha256() == manifest.policy_sha256, {})
        if isinstance(self.folder, Unpacked):
            yield Finding(
                "bundle", self.folder.top == top_of(manifest.draw_id), {"draw_id": manifest.draw_id}
            )

    def times(self) -> Iterator[Finding]:
        """What was signed when, and what no file can show of it."""
        _ = self.folder.about  # its form is checked by reading it
        for name, holds, facts in verify_times.of_commitment(self.folder, self.latest):
            yield Finding(name, holds, facts)

    def chain(self) -> Iterator[Finding]:
        manifest, path = self.folder.manifest, self.folder.public / "previous.json"
        if path.is_file():
            previous = Manifest.parse(read_small(path))
            yield Finding("chain", previous.sha256() == manifest.prev, {"draw_id": previous.draw_id})
            for name, holds, facts in verify_times.of_previous(manifest, previous, self._commitment):
                yield Finding(name, holds, facts)
        elif manifest.prev != FIRST:
            yield Finding("chain", None, {"draw_id": manifest.prev})

    def listed(self) -> Iterator[Finding]:
        """The list is well formed, in order, and is the one whose root and hash are in the manifest."""
        manifest, path = self.folder.manifest, self._list
        with naming("counts.json"):
            counts = shapes.check_counts(self.folder.counts, manifest.n)
        if not manifest.n:
            yield Finding("nobody", None, {})
        for name, holds, facts in verify_policy.of_source(self.folder):
            yield Finding(name, holds, facts)
        astray = self._is_hidden and layout.is_astray(self.folder)
        if astray or (os.path.lexists(path) and not layout.is_ordinary(path)):
            yield Finding("list", False, {"n": manifest.n})
        if not self._has_list:
            yield Finding("list", None, {"n": manifest.n})
            return
        frame = columns.frame_of(path, self.progress)
        root = tree.root_of_file(path, columns.WIDTH, self.progress).hex()
        holds = (frame.height, root) == (manifest.n, manifest.list_root)
        holds = holds and self._commitment["files"]["list.csv"] == manifest.list_sha256
        yield Finding("list", holds, {"n": frame.height})
        counted = listing.counts_of(frame)
        yield Finding("counts", counted == counts, {})
        if self._commitment["publish"] == "reduced":
            ticket = reduced.first_that_tells_more(path, self.folder.policy)
            yield Finding("reduced", ticket is None, {"line": ticket or 0})

    def outcome(self) -> Iterator[Finding]:
        result = self.folder.public / "result"
        if not result.exists():
            return
        raw = read_small(result / "outcome.json")
        with naming("outcome.json"):
            self._outcome = shapes.check(jcs.parse(raw, "outcome.json"), "outcome")
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
        for name, holds, facts in verify_times.of_outcome(self.folder, self._outcome, self.latest):
            yield Finding(name, holds, facts)
        yield from self._result_files(result)

    def _result_files(self, result: Path) -> Iterator[Finding]:
        stated = self._outcome["files"]
        wrong = sorted(set(RESULTS) ^ set(stated))
        for name, digest in sorted(stated.items()):
            path = self._results if name == "results.csv" else result / name
            hidden = name == "results.csv" and not os.path.lexists(path) and self._is_hidden
            if not hidden and (not layout.is_ordinary(path) or sha256_of(path) != digest):
                wrong.append(name)
        if self._outcome["results_sha256"] != stated.get("results.csv"):
            wrong.append("results.csv")
        yield Finding("result files", not wrong, {"file": f"result/{wrong[0]}" if wrong else ""})

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
            yield self._missing()
            return
        if not self._has_list:
            yield Finding("repeat", None, {})
            n = self._outcome["n_cutoffs"]
            yield Finding("cutoffs alone", verify_cutoffs.holds(self.folder, self._outcome), {"n": n})
            return
        manifest, stated = self.folder.manifest, self._outcome
        engine = registry.engine(self.engine, manifest.n)
        drawn = engine.select(self._list, self.folder.policy, stated["seed"], self.progress)
        facts: dict[str, str | int] = {"engine": engine.name, "n": drawn.n, "selected": sum(drawn.accepted)}
        line = _first_difference(self._results, drawn)
        yield Finding("repeat", line is None, {**facts, "line": line or 0})
        root = tree.root_of_file(self._results, RESULT_WIDTH, self.progress).hex()
        digest = sha256_of(self._results)
        totals = (list(drawn.accepted), self.folder.policy.household_cap, digest, root)
        names = ("selected", "household_cap", "results_sha256", "results_root")
        yield Finding("totals", totals == tuple(stated[name] for name in names), facts)
        yield self._cutoffs(drawn)

    def _missing(self) -> Finding:
        """No result: to come, or withheld though its round is out; a draw declared void before it was has said why. The
        round of a rehearsal is always out."""
        manifest = self.folder.manifest
        if manifest.round and self.now is not None:
            out_at, void = manifest.beacon.time_of(manifest.round), compare.voided_at(self.folder)
            facts: dict[str, str | int] = {"at": times.stamp(out_at)}
            if out_at < self.now and void is None:
                return Finding("withheld", None, facts)
            if out_at < self.now and not manifest.is_rehearsal and times.stamp(out_at) <= str(void):
                return Finding("withheld void", None, {**facts, "void": str(void)})
        return Finding("not drawn" if manifest.round else "no ceremony yet", None, {"round": manifest.round})

    def _cutoffs(self, drawn: Outcome) -> Finding:
        stated = self._outcome
        lines = [cutoff.line() for cutoff in cutoffs_of(self.folder, drawn, stated["seed"])]
        data = "".join(line + "\n" for line in lines).encode("ascii")
        published = read_small(self.folder.public / "result" / "cutoffs.csv")
        computed = (data, Tree.of_lines(lines).root.hex(), len(lines))
        if any(len(line) != LINE_LENGTH for line in lines):  # seats that were carried beyond nine digits
            return Finding("cutoffs", False, {"n": len(lines)})
        holds = computed == (published, stated["cutoffs_root"], stated["n_cutoffs"])
        return Finding("cutoffs", holds, {"n": len(lines)})

    def statements(self) -> Iterator[Finding]:
        folder = self.folder.public / "statements"
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        junk = set(layout.of(self.folder.public).junk)  # of a bundle it was refused before
        names = [name for name in names if f"statements/{name}" not in junk]
        for name, holds, facts in verify_statements.check(
            self.folder, names, has_list=self._has_list, latest=self.latest
        ):
            yield Finding(name, holds, facts)


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
