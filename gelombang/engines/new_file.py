"""A file that a command writes for people: always a new one, never inside a draw, there at once or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from .errors import DiskFull, FileThere, FileTooLarge, FolderParentMissing, PlaceInDraw, TargetUnwritable
from .folder import CANNOT, sync_folder

MARKS = (
    ("commitment.json",),
    ("entries.parquet",),
    ("household.key",),
    ("manifest.json", "policy.json"),
    ("manifest.json", "list.csv"),
)
"""What tells a folder of a draw: all the files of one of these lines in it, or in a `secret/` in it. A lone
manifest.json is no mark, since many programs leave one; nor is a lone operator.key, which a site keeps beside its
data; nor a `public/` downloaded to where somebody works."""

NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""What file systems say that know no second name for a file, such as those of memory sticks."""


def must_be_free(target: Path) -> None:
    """Refuse a place where something is already (a link too, wherever it leads), one in no folder, and one inside the
    folder of a draw, whichever draw that is."""
    if os.path.lexists(target):
        raise FileThere(path=str(target))
    if not target.parent.is_dir():
        raise FolderParentMissing(path=str(target), parent=str(target.parent))
    must_be_outside(target)


def must_be_outside(target: Path) -> None:
    """Refuse a place inside the folder of a draw: what is added to one that is published makes its check fail, and
    what lies among its secrets may be taken for one of them."""
    for folder in (target.parent.resolve() / target.name).parents:
        if any(_is_marked(folder / part) for part in ("", "secret")):
            raise PlaceInDraw(path=str(target), folder=str(folder))


def _is_marked(folder: Path) -> bool:
    return any(all(os.path.lexists(folder / name) for name in names) for names in MARKS)


@contextmanager
def writing(target: Path, mode: int = 0o644) -> Iterator[BinaryIO]:
    """A file to write; it gets its name when it is complete. Raises `DiskFull` or `FileTooLarge`, leaving nothing."""
    must_be_free(target)
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    descriptor = _new(part, target)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        _place(part, target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=str(target.parent)) from error
        if error.errno == errno.EFBIG:
            raise FileTooLarge(path=str(target)) from error
        raise
    finally:
        part.unlink(missing_ok=True)
    sync_folder(target.parent)


def _new(part: Path, target: Path) -> int:
    try:
        return os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        if error.errno not in CANNOT:
            raise
        raise TargetUnwritable(path=str(target), folder=str(target.parent)) from error


def _place(part: Path, target: Path) -> None:
    """Give a finished file its name; unlike a rename a link replaces nothing."""
    try:
        os.link(part, target)
    except FileExistsError as error:
        raise FileThere(path=str(target)) from error
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        must_be_free(target)
        part.rename(target)
