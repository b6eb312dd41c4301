"""What lies in a published folder, seen without following a link and before anything in it is read.

A folder is anybody's bytes. So its names are looked at first: what is no ordinary file is refused, what would not
fit into memory is refused, and where files of a draw lie beside `public/`, it is unclear which of the two counts.
"""

import os
import re
import stat
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from gelombang.core.lottery.errors import LotteryError

from .errors import FileUnreadable, FolderAmbiguous
from .folder import Folder, Published, most_of

MAX_FILES = 2_000
DEEPEST = 3

COMMITTED = ("manifest.json", "policy.json", "policy.toml", "about.json", "counts.json", "list.csv")
PREVIOUS = "previous.json"
RESULTS = ("results.csv", "cutoffs.csv")
WIDTHS = {"list.csv": 103, "result/results.csv": 30}
"""Bytes for each entry of the files that are read in pieces; every other is read whole and holds at most `most_of`."""

STATEMENT = re.compile(r"(?:(odds|bias|void)|(replacement|audit)-(0[1-9]|[1-9][0-9]{1,3}))\.json", re.ASCII)

_JUNK = {".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"}
"""What file managers of macOS and Windows leave in a folder that somebody opens, in small letters."""

_OF_A_DRAW = {*COMMITTED, PREVIOUS, *RESULTS, "commitment.json", "outcome.json", "result", "statements"}
_BESIDE = {"public", "secret", "auditors", "cache", ".work", ".lock"}


@dataclass
class Layout:
    """Sizes of the files in bytes by relative name; folders, with a slash at the end; what is neither."""

    files: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)

    @property
    def junk(self) -> list[str]:
        """Ordinary files that a file manager left in a folder of the draw."""
        return sorted(name for name in self.files if _is_junk(name))

    def problem(self, committed: set[str], n: int, spared: Collection[str] = ()) -> tuple[str, str] | None:
        """The first name that may not be there, or whose size cannot be right, and what is wrong with it: "unknown",
        "link", "large" or "length". `committed` are the names in the commitment, `n` the entries; those `spared` are
        told elsewhere."""
        known = {
            "commitment.json",
            "result/outcome.json",
            *(f"result/{name}" for name in RESULTS),
            *committed,
        }
        wrong = dict.fromkeys(self.odd, "link")
        for name, size in self.files.items():
            if name in WIDTHS and size != n * WIDTHS[name]:
                wrong[name] = "length"
            elif name not in WIDTHS and size > most_of(name.rpartition("/")[2]):
                wrong[name] = "large"
        strange = [name for name in self.files if name not in known and not _is_statement(name)]
        strange = [name for name in strange if name not in spared]
        strange += [name for name in self.folders if name not in ("result/", "statements/")]
        if "result/" in self.folders and "result/outcome.json" not in self.files:
            strange.append("result/")
        wrong |= dict.fromkeys(strange, "unknown")
        return min(wrong.items(), default=None)


def _is_statement(name: str) -> bool:
    folder, _, rest = name.partition("/")
    return folder == "statements" and STATEMENT.fullmatch(rest) is not None


def _is_junk(name: str) -> bool:
    folder, _, last = name.rpartition("/")
    named = (last.isascii() and last.lower() in _JUNK) or last.startswith(
        "._"
    )  # AppleDouble, as macOS leaves on other file systems
    return named and folder in ("", "result", "statements")


def of(public: Path) -> Layout:
    """The names in a public folder; raises `FileUnreadable` for more than a draw can have."""
    found = Layout()
    _walk(public, "", found)
    return found


def _walk(folder: Path, prefix: str, found: Layout) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                found.folders.add(f"{name}/")
                if prefix.count("/") < DEEPEST:
                    _walk(Path(entry.path), f"{name}/", found)
            elif entry.is_file(follow_symlinks=False):
                found.files[name] = entry.stat(follow_symlinks=False).st_size
            else:
                found.odd.append(name)
            if len(found.files) + len(found.folders) + len(found.odd) > MAX_FILES:
                raise FileUnreadable(path=str(folder), problem="too many files")


def must_be_few(folder: Folder) -> None:
    """Refuse a public folder, or an auditors' folder that is read, which holds more names than a draw can have."""
    _count(folder.public, folder.given)
    try:
        hidden = folder.commitment["publish"] == "roots"
    except LotteryError:
        return
    if hidden and folder.auditors in (folder.list_path.parent, folder.results_path.parent):
        _count(folder.auditors, folder.auditors)


def _count(place: Path, given: Path) -> None:
    try:
        of(place)
    except FileUnreadable as error:
        raise FileUnreadable(path=str(given), problem="too many files") from error


def is_ordinary(path: Path) -> bool:
    """Whether a file is one, and not a link, a folder or something else."""
    return path.is_file() and not path.is_symlink()


def is_astray(folder: Folder) -> bool:
    """Whether the list or the results of level "roots" are read through a link: `auditors` beside `public/` is one.
    Where the reader named the folder, it is theirs to say."""
    read = folder.auditors in (folder.list_path.parent, folder.results_path.parent)
    return read and folder.kept is None and folder.auditors.is_symlink()


def must_be_one(folder: Folder) -> list[str]:
    """Refuse a folder with `public/` inside and files of a draw of its own: people would open either. Returns what else
    lies beside `public/`, which nothing covers."""
    if isinstance(folder, Published):
        if os.path.lexists(folder.root / "public"):
            raise FolderAmbiguous(path=str(folder.given), file="manifest.json")
        return []
    if stat.S_ISLNK(folder.public.lstat().st_mode):
        raise FileUnreadable(path=str(folder.public), problem="link")
    names = sorted(path.name for path in folder.root.iterdir())
    twice = [name for name in names if name.lower() in _OF_A_DRAW]
    if twice:
        raise FolderAmbiguous(path=str(folder.root), file=", ".join(twice))
    return [name for name in names if name not in _BESIDE]
