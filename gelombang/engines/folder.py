"""The folder of a draw on disk: where things lie, and how they appear there all at once or not at all.

What is written is first complete in `.work/` and then moved into place by one rename. A process killed at any
moment leaves either the folder as it was, or as it should be, and some litter in `.work/` that the next
command sweeps away. docs/draw-folder.md describes the files.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from gelombang.core.lottery import jcs
from gelombang.core.lottery.errors import ProofMalformed, StatementInvalid
from gelombang.core.lottery.manifest import Manifest
from gelombang.core.lottery.policy import Policy
from gelombang.core.lottery.statement import check_members

from . import shapes
from .errors import (
    BundleGiven,
    ClockBehind,
    DiskFull,
    DrawVoid,
    FileTooLarge,
    FileUnreadable,
    FolderBusy,
    NotADrawFolder,
    NotDrawnYet,
    StatementStands,
    TargetUnwritable,
)

CHUNK = 1 << 20

CANNOT = (errno.EACCES, errno.EPERM, errno.EROFS)
"""What the system says where something may not be written."""

MAX_SMALL = 64 << 20
"""Bytes of a file that is read whole; a list of odds is the largest."""

MAX_FEW = 1 << 20
"""The same, of files that hold a few numbers and texts."""

FEW = {
    "manifest.json", "previous.json", "commitment.json", "outcome.json", "void.json", "bias.json", "policy.toml",
}  # fmt: skip


@dataclass(frozen=True)
class Folder:
    """One draw. `root` holds `public/`, and at the operator's `secret/` too; a bare copy of `public/` can be
    opened as well. `kept` is where lists lie that are not public, if elsewhere than in `auditors/`."""

    root: Path
    kept: Path | None = None

    @classmethod
    def open(cls, path: Path) -> "Folder":
        """The draw in `path`: its folder, or its `public/` folder alone. Either of the two files that make it one may
        be lacking: that is for a check to find."""
        if path.is_file():
            with path.open("rb") as file:
                if file.read(2) == b"PK":  # as every zip begins
                    raise BundleGiven(path=str(path))
        for folder in (cls(path), Published(path)):
            if any(os.path.lexists(folder.public / name) for name in ("manifest.json", "commitment.json")):
                return folder
        raise NotADrawFolder(path=str(path), missing="manifest.json")

    @property
    def given(self) -> Path:
        """What the reader knows it by."""
        return self.root

    @property
    def public(self) -> Path:
        return self.root / "public"

    @property
    def secret(self) -> Path:
        return self.root / "secret"

    @property
    def auditors(self) -> Path:
        return self.kept or self.root / "auditors"

    @property
    def cache(self) -> Path | None:
        """Where what was computed is kept, beside `public/`; None where there is no such place."""
        return self.root / "cache"

    @property
    def work(self) -> Path:
        return self.root / ".work"

    @property
    def list_path(self) -> Path:
        return self._level("list.csv", self.public / "list.csv")

    @property
    def results_path(self) -> Path:
        return self._level("results.csv", self.public / "result" / "results.csv")

    def _level(self, name: str, published: Path) -> Path:
        """At level "roots" lists and results lie with the auditors, not in public."""
        kept = self.auditors / name
        # whatever lies there is the reader's to judge, a link as well
        return kept if not os.path.lexists(published) and os.path.lexists(kept) else published

    @property
    def is_committed(self) -> bool:
        return (self.public / "commitment.json").is_file()

    @property
    def is_drawn(self) -> bool:
        return (self.public / "result" / "outcome.json").is_file()

    @cached_property
    def manifest(self) -> Manifest:
        return Manifest.parse(self._bytes("manifest.json"))

    @cached_property
    def policy(self) -> Policy:
        return Policy.parse(self._bytes("policy.json"))

    @cached_property
    def about(self) -> dict[str, Any]:
        with naming("about.json"):
            return shapes.check_about(jcs.parse(self._bytes("about.json"), "about.json"))

    @cached_property
    def counts(self) -> dict[str, Any]:
        found = jcs.parse(self._bytes("counts.json"), "counts.json")
        if not isinstance(found, dict):  # a list of pairs is no object, whatever dict() makes of it
            raise StatementInvalid(member="counts.json")
        return found

    @cached_property
    def commitment(self) -> dict[str, Any]:
        with naming("commitment.json"):
            return check_members(jcs.parse(self._bytes("commitment.json"), "commitment.json"), "commitment")

    @property
    def outcome(self) -> dict[str, Any]:
        if not self.is_drawn:
            raise NotDrawnYet(draw_id=self.manifest.draw_id)
        with naming("outcome.json"):
            return check_members(jcs.parse(self._bytes("result/outcome.json"), "outcome.json"), "outcome")

    def statements(self) -> dict[str, dict[str, Any]]:
        """The statements made after the draw, by file name."""
        paths = sorted(
            (self.public / "statements").glob("*.json"), key=lambda path: (len(path.name), path.name)
        )
        return {path.name: _statement_in(path) for path in paths if not path.name.startswith("._")}

    def statement(self, name: str) -> dict[str, Any] | None:
        path = self.public / "statements" / name
        return _statement_in(path) if path.is_file() else None

    def must_not_be_void(self) -> None:
        void = self.statement("void.json")
        if void is not None:
            raise DrawVoid(draw_id=self.manifest.draw_id, reason=str(void.get("reason", "")))

    def _bytes(self, name: str) -> bytes:
        path = self.public / name
        if not path.is_file():
            raise NotADrawFolder(path=str(self.given), missing=name)
        return read_small(path)

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """An empty work folder, for one command at a time; whatever is not moved out of it is swept away."""
        is_new = not self.root.exists()
        with self._locked() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise FolderBusy(path=str(self.root)) from error
            shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir(mode=0o700)
            try:
                yield self.work
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise DiskFull(path=str(self.root)) from error
                if error.errno == errno.EFBIG:
                    raise FileTooLarge(path=str(self.root)) from error
                raise
            finally:
                shutil.rmtree(self.work, ignore_errors=True)
                if is_new and {path.name for path in self.root.iterdir()} == {".lock"}:
                    shutil.rmtree(self.root, ignore_errors=True)  # nothing came of it

    def _locked(self) -> TextIO:
        """The file that one command at a time holds; raises `TargetUnwritable`."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            return (self.root / ".lock").open("w")
        except OSError as error:
            if error.errno not in CANNOT:
                raise
            place = self.root if self.root.exists() else self.root.parent
            raise TargetUnwritable(path=str(self.root), folder=str(place)) from error

    def must_be_behind(self, at: str) -> None:
        """Refuse a further statement signed before the last of those that it follows."""
        must_not_be_earlier(at, self.outcome["signed_at"] if self.is_drawn else self.commitment["signed_at"])

    def write_statement(self, work: Path, name: str, statement: dict[str, Any]) -> None:
        """Put a signed statement into `statements/` in one step."""
        if (self.public / "statements" / name).exists():
            raise StatementStands(file=f"statements/{name}")
        self.must_be_behind(statement["signed_at"])
        write(work / name, jcs.canonical(statement))
        published = self.public / "statements"
        is_first = not published.exists()
        published.mkdir(exist_ok=True)
        try:
            place(work / name, published / name)
        except OSError:
            if is_first and not (published / name).exists():
                published.rmdir()  # an empty one would be a change, and the failure says that there is none
            raise


@dataclass(frozen=True)
class Published(Folder):
    """A bare copy of `public/`."""

    @property
    def public(self) -> Path:
        return self.root

    @property
    def cache(self) -> Path | None:
        """None: whatever is written into a public folder makes its check fail."""
        return None


def _statement_in(path: Path) -> dict[str, Any]:
    with naming(path.name):
        return check_members(jcs.parse(read_small(path), path.name))


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Whatever is found wrong with a statement inside is said of this file."""
    try:
        yield
    except (StatementInvalid, ProofMalformed) as error:
        error.facts.setdefault("file", file)
        raise


def most_of(name: str) -> int:
    """Bytes that a file of this name may have at most, if it is read whole."""
    return MAX_FEW if name in FEW else MAX_SMALL


def read_small(path: Path) -> bytes:
    """The bytes of a file that is read whole; raises `FileUnreadable` where it is larger than it can be."""
    most = most_of(path.name)
    with path.open("rb") as file:
        data = file.read(most + 1) if path.stat().st_size <= most else None
    if data is None or len(data) > most:
        raise FileUnreadable(path=path.name, problem="too large")
    return data


def must_not_be_earlier(at: str, before: str) -> None:
    """Refuse to sign with a clock that runs behind: every verifier would call the statement false, for ever."""
    if at < before:
        raise ClockBehind(at=at, before=before)


def write(path: Path, data: bytes) -> None:
    """Write and make sure that it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def place(source: Path, target: Path) -> None:
    """Move a finished file or folder to where it is seen, in one step, and make that last."""
    source.rename(target)
    sync_folder(target.parent)


def sync_folder(path: Path) -> None:
    """Make sure that a folder's entries are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 hex."""
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
