"""One zip for one draw: the same folder gives the same bytes; and opening one that somebody sent."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from .errors import FileMissing, FileUnreadable
from .folder import Folder

EPOCH = (1980, 1, 1, 0, 0, 0)
MAX_FILES = 1_000
MAX_RATIO = 200
"""A list of hashes and digits shrinks by less than three; a hundredfold is an attack."""


def write(folder: Folder, target: Path) -> Path:
    """Write the bundle; `target` appears when it is complete, whoever else writes it at the same time."""
    public = folder.public
    descriptor, name = tempfile.mkstemp(".part", f"{target.name}-", target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out, zipfile.ZipFile(out, "w", compresslevel=6) as bundle:
            for path in sorted(path for path in public.rglob("*") if path.is_file()):
                place = f"{folder.manifest.draw_id}/{path.relative_to(public).as_posix()}"
                info = zipfile.ZipInfo(place, EPOCH)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with bundle.open(info, "w", force_zip64=True) as packed, path.open("rb") as file:
                    shutil.copyfileobj(file, packed, 1 << 20)
        unfinished.chmod(0o644)
        return unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """The draw inside a bundle, unpacked into a temporary folder that is removed again."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    with tempfile.TemporaryDirectory(prefix="gelombang-") as place:
        try:
            with zipfile.ZipFile(path) as bundle:
                _must_be_harmless(path, bundle)
                bundle.extractall(place)
        except (
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise FileUnreadable(path=str(path), problem="zip") from error
        manifests = sorted(Path(place).glob("**/manifest.json"))
        yield Folder.open(manifests[0].parent if manifests else Path(place))


def _must_be_harmless(path: Path, bundle: zipfile.ZipFile) -> None:
    members = bundle.infolist()
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_FILES or sum(member.file_size for member in members) > MAX_RATIO * max(packed, 1):
        raise FileUnreadable(path=str(path), problem="too large")
    seen = set()
    for member in members:
        name = PurePosixPath(member.filename)
        if name.is_absolute() or ".." in name.parts or "\\" in member.filename or member.filename in seen:
            raise FileUnreadable(path=str(path), problem="name")
        if member.external_attr >> 28 == 0o12:
            raise FileUnreadable(path=str(path), problem="link")
        seen.add(member.filename)
