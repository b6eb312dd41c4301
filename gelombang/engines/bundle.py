"""One zip for one draw: the same folder gives the same bytes; and opening one that somebody sent."""

import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import FileMissing, FileUnreadable
from .folder import Folder, Published
from .layout import MAX_FILES

EPOCH = (1980, 1, 1, 0, 0, 0)
MAX_RATIO = 40
"""A list of hashes and digits shrinks by less than twenty, to a member; fortyfold is an attack."""

MAX_NAME, MAX_PART = 500, 200
"""Letters of a member's name, and of each of its parts."""

ALLOWANCE = 4096
"""Bytes of a member beyond the ratio: a small file can be very regular."""

STEP = 1 << 20
HEAD = 30
"""Bytes of a member before its name (PKWARE APPNOTE 4.3.7)."""

END = 22
"""Bytes at the end of a zip without a comment (PKWARE APPNOTE 4.3.16)."""


@dataclass(frozen=True)
class Unpacked(Published):
    """A bundle's files in a temporary folder. `top` is the name of its one folder, `as_laid_down` whether order and
    times of its members are those that `write` gives."""

    top: str = ""
    as_laid_down: bool = True


def write(folder: Folder, target: Path) -> Path:
    """Write the bundle; `target` appears when it is complete, whoever else writes it at the same time."""
    public = folder.public
    descriptor, name = tempfile.mkstemp(".part", f"{target.name}-", target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out, zipfile.ZipFile(out, "w", compresslevel=6) as bundle:
            paths = {
                path.relative_to(public).as_posix(): path for path in public.rglob("*") if path.is_file()
            }
            for inside in sorted(paths):
                info = zipfile.ZipInfo(f"{folder.manifest.draw_id}/{inside}", EPOCH)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with bundle.open(info, "w", force_zip64=True) as packed, paths[inside].open("rb") as file:
                    shutil.copyfileobj(file, packed, STEP)
        unfinished.chmod(0o644)
        return unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def is_bundle(path: Path) -> bool:
    """Whether a file says that it is a zip, whatever its name."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(2) == b"PK"


@contextmanager
def opened(path: Path) -> Iterator[Unpacked]:
    """The draw inside a bundle, unpacked into a temporary folder that is removed again."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    with tempfile.TemporaryDirectory(prefix="gelombang-") as place:
        try:
            with zipfile.ZipFile(path) as bundle:
                members = _members(path, bundle)
                for member in members:
                    _unpack(bundle, member, Path(place))
        except (
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            zlib.error,
            struct.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise FileUnreadable(path=str(path), problem="zip") from error
        names = [member.filename for member in members]
        laid_down = names == sorted(names) and all(member.date_time == EPOCH for member in members)
        yield Unpacked(Path(place), top=names[0].split("/")[0], as_laid_down=laid_down)


def _unpack(bundle: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> None:
    """One member, its size and CRC checked on the way; no more is written than it says it holds."""
    target = place.joinpath(*member.filename.split("/")[1:])
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with bundle.open(member) as packed, target.open("wb") as file:
        while piece := packed.read(STEP):
            left -= len(piece)
            if left < 0:
                raise zipfile.BadZipFile("size")
            file.write(piece)


def _members(path: Path, bundle: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members, when all of them can be unpacked without harm; raises `FileUnreadable`."""
    members = bundle.infolist()
    if len(members) > MAX_FILES:
        raise FileUnreadable(path=str(path), problem="too many files")
    if not members or not _is_one_zip(path, bundle, members):
        raise FileUnreadable(path=str(path), problem="zip")
    top = members[0].filename.split("/")[0]
    seen = set()
    for member in members:
        if member.filename in seen or not _is_safe(member, top):
            raise FileUnreadable(path=str(path), problem="member name")
        if member.file_size > MAX_RATIO * member.compress_size + ALLOWANCE:
            raise FileUnreadable(path=str(path), problem="too large")
        seen.add(member.filename)
    return members


def _is_one_zip(path: Path, bundle: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
    """Whether the file is this zip from its first byte to its last, and no two members share bytes."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - END))
        end = file.read()
    places = sorted(
        (member.header_offset, member.header_offset + HEAD + len(member.filename) + member.compress_size)
        for member in members
    )
    starts = [start for start, _ in places[1:]] + [bundle.start_dir]
    apart = all(stop <= start for (_, stop), start in zip(places, starts, strict=True))
    return places[0][0] == 0 and apart and end[:4] + end[20:] == b"PK\x05\x06\0\0"


def _is_safe(member: zipfile.ZipInfo, top: str) -> bool:
    """A plain file below the one folder, neither encrypted nor packed in a way that few can unpack."""
    name, parts = member.filename, member.filename.split("/")
    named = (
        len(name) <= MAX_NAME
        and name.isascii()
        and name == member.orig_filename
        and "\\" not in name
        and "\0" not in name
    )
    inside = (
        len(parts) > 1
        and max(map(len, parts)) <= MAX_PART
        and parts[0] == top
        and not {"", ".", ".."} & set(parts)
    )
    plain = member.external_attr >> 28 != 0o12 and not member.flag_bits & 1
    return named and inside and plain and member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
