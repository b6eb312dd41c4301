"""One zip for one draw: the same folder gives the same bytes, on every machine; and opening one that somebody sent.

A zip has many bytes that belong to no file, and one content can be packed in many ways, which differ from one version
of a library to the next. So a bundle packs nothing: each member holds its file byte for byte, and everything around is
laid down here (docs/draw-folder.md, "Bundle"; PKWARE APPNOTE 6.3.10). Whoever opens one writes what surrounds the files
anew and compares: one changed byte anywhere is found.
"""

import os
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .errors import FileMissing, FileUnreadable, NotADrawFolder
from .folder import Folder, Published
from .layout import MAX_FILES

LIMIT = 0xFFFFFFFF
"""Sizes and places from here on are written in 64 bits (APPNOTE 4.3.9.2)."""

MAX_NAME, MAX_PART = 500, 200
"""Letters of a member's name, and of each of its parts."""

STEP = 1 << 20
DAY = 0x21
"""1 January 1980, the first day that a zip knows."""

MADE_BY = 3 << 8
"""Unix, whose permissions the attributes hold."""

ATTRIBUTES = 0o644 << 16


@dataclass(frozen=True)
class Unpacked(Published):
    """A bundle's files in a temporary folder. `top` is the name of its one folder, `bundle` the file itself."""

    top: str = ""
    bundle: Path | None = None

    @property
    def given(self) -> Path:
        return self.bundle or self.root


@dataclass(frozen=True)
class Member:
    """One file in a bundle; `start` is where its head begins."""

    name: str
    size: int
    crc: int
    start: int

    def head(self) -> bytes:
        """What stands before the file's bytes (APPNOTE 4.3.7)."""
        large = self.size >= LIMIT
        extra = struct.pack("<HHQQ", 1, 16, self.size, self.size) if large else b""
        size = LIMIT_MARK if large else self.size
        fields = (45 if large else 20, 0, 0, 0, DAY, self.crc, size, size, len(self.name), len(extra))
        return struct.pack("<4s5H3I2H", b"PK\3\4", *fields) + self.name.encode("ascii") + extra

    def entry(self) -> bytes:
        """Its line in the directory at the end (APPNOTE 4.3.12)."""
        large, far = self.size >= LIMIT, self.start >= LIMIT
        more = [self.size, self.size] * large + [self.start] * far
        extra = struct.pack(f"<HH{len(more)}Q", 1, 8 * len(more), *more) if more else b""
        size, start = (LIMIT_MARK if large else self.size), (LIMIT_MARK if far else self.start)
        needed = 45 if more else 20
        fields = (MADE_BY | needed, needed, 0, 0, 0, DAY, self.crc, size, size, len(self.name), len(extra))
        last = (0, 0, 0, ATTRIBUTES, start)
        name = self.name.encode("ascii")
        return struct.pack("<4s6H3I5H2I", b"PK\1\2", *fields, *last) + name + extra


LIMIT_MARK = 0xFFFFFFFF
"""Stands where the number is in 64 bits elsewhere."""


def tail(members: list[Member], start: int) -> bytes:
    """The directory that begins at `start`, and the end of the zip (APPNOTE 4.3.14 to 4.3.16)."""
    entries = b"".join(member.entry() for member in members)
    n, size, more = len(members), len(entries), b""
    place = start
    if start >= LIMIT:
        fields = (44, MADE_BY | 45, 45, 0, 0, n, n, size, start)
        more = struct.pack("<4sQ2H2I4Q", b"PK\6\6", *fields)
        more += struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1)
        place = LIMIT_MARK
    return entries + more + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, n, n, size, place, 0)


def top_of(draw_id: str) -> str:
    """What the one folder in the bundle of a draw is called: as the draw, but for what no folder can be called.

    >>> top_of("wave-1"), top_of("wave 1/2"), top_of("..")
    ('wave-1', 'wave 1_2', '_')
    """
    return "_" if draw_id in (".", "..") else draw_id.replace("/", "_").replace("\\", "_")


def write(folder: Folder, target: Path, files: Mapping[str, Path] | None = None) -> Path:
    """Write the bundle; `target` appears when it is complete, whoever else writes it at the same time. `files`: those
    alone, by path below public/."""
    descriptor, name = tempfile.mkstemp(".part", f"{target.name}-", target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            write_to(out, folder, files)
        unfinished.chmod(0o644)
        return unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def write_to(out: BinaryIO, folder: Folder, files: Mapping[str, Path] | None = None) -> None:
    """Write the bundle into an empty file."""
    public = folder.public
    paths = files or {
        path.relative_to(public).as_posix(): path for path in public.rglob("*") if path.is_file()
    }
    members = [
        _write_member(out, f"{top_of(folder.manifest.draw_id)}/{inside}", paths[inside])
        for inside in sorted(paths)
    ]
    out.write(tail(members, out.tell()))


def _write_member(out: BinaryIO, name: str, path: Path) -> Member:
    """Write one file; its head is written last, when the CRC is known."""
    start, size = out.tell(), path.stat().st_size
    out.write(Member(name, size, 0, start).head())
    with path.open("rb") as file:
        crc = _copied(file, out, size)
    member = Member(name, size, crc, start)
    stop = out.tell()
    out.seek(start)
    out.write(member.head())
    out.seek(stop)
    return member


def _copied(source: BinaryIO, target: BinaryIO, size: int) -> int:
    """Copy `size` bytes; returns their CRC-32. Raises `EOFError` where there are fewer."""
    crc = 0
    while size:
        piece = source.read(min(STEP, size))
        if not piece:
            raise EOFError
        target.write(piece)
        crc = zlib.crc32(piece, crc)
        size -= len(piece)
    return crc


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
            with path.open("rb") as file:
                members = _unpack(file, path, Path(place))
        except (struct.error, EOFError, UnicodeDecodeError) as error:
            raise FileUnreadable(path=str(path), problem="zip") from error
        folder = Unpacked(Path(place), top=members[0].name.split("/")[0], bundle=path)
        if not any((folder.public / name).is_file() for name in ("manifest.json", "commitment.json")):
            raise NotADrawFolder(path=str(path), missing="manifest.json")
        yield folder


def _unpack(file: BinaryIO, path: Path, place: Path) -> list[Member]:
    """All members, from the first byte on; raises `FileUnreadable` where the zip is not as `write` lays it down."""
    members: list[Member] = []
    while (start := file.tell()) >= 0 and (signature := file.read(4)) == b"PK\3\4":
        if len(members) == MAX_FILES:
            raise FileUnreadable(path=str(path), problem="too many files")
        members.append(_unpack_member(file, path, place, start, members[-1:]))
    rest = tail(members, start)
    if not members or signature + file.read(len(rest) - 3) != rest:
        raise FileUnreadable(path=str(path), problem="zip")
    return members


def _unpack_member(file: BinaryIO, path: Path, place: Path, start: int, before: list[Member]) -> Member:
    """One member, below the same folder as those `before` it and behind the last of them by name."""
    head = struct.unpack("<5H3I2H", file.read(26))
    size, name = head[7], file.read(head[8]).decode("ascii")
    if head[9]:
        size = struct.unpack("<HHQQ", file.read(20))[2]
    inside = f"{path}: {name}"
    if not _is_safe(name, before[-1].name if before else name.split("/")[0] + "/"):
        raise FileUnreadable(path=inside, problem="member name")
    target = place.joinpath(*name.split("/")[1:])
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            member = Member(name, size, _copied(file, out, size), start)
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise FileUnreadable(path=inside, problem="member name") from error
    except EOFError as error:
        raise FileUnreadable(path=inside, problem="zip") from error
    stop = file.tell()
    file.seek(start)
    if file.read(len(member.head())) != member.head() or file.tell() + size != stop:
        raise FileUnreadable(path=inside, problem="zip")
    file.seek(stop)
    return member


def _is_safe(name: str, before: str) -> bool:
    """A name below the one folder, behind the one before it, that is nothing but a name."""
    parts = name.split("/")
    named = (
        len(name) <= MAX_NAME and name.isprintable() and "\\" not in name and max(map(len, parts)) <= MAX_PART
    )
    return (
        named
        and len(parts) > 1
        and not {"", ".", ".."} & set(parts)
        and before < name
        and (parts[0] == before.partition("/")[0])
    )
