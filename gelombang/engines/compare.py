"""Whether a paper that one person holds agrees with what was published for everybody: a proof or a receipt, held
against a draw's folder.

What is in a proof follows from signatures and roots; that these are the published ones only the published files can
tell. The folder itself is checked by `verify`; here nothing of it is trusted to be well formed.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gelombang.core.lottery import jcs
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.manifest import Manifest
from gelombang.core.lottery.proof import Checked
from gelombang.core.lottery.statement import is_signed

from . import signing
from .folder import Folder, sha256_of
from .prove import LIST_WIDTH, RESULT_WIDTH

Found = tuple[str, bool | None]
"""(what was compared, whether it agrees; None where the folder does not hold it)"""


def is_of(checked: Checked, folder: Folder) -> bool:
    """Whether a proof names this folder's manifest."""
    path = folder.public / "manifest.json"
    return path.is_file() and checked.manifest.sha256() == sha256_of(path)


def is_named(draw_id: str, folder: Folder) -> bool:
    """Whether a folder's manifest can be read and has this name."""
    try:
        return folder.manifest.draw_id == draw_id
    except LotteryError:
        return False


def draws_of(receipt: dict[str, Any], folders: list[Folder]) -> list[Folder]:
    """The draws that a receipt may be of, the one that decides first: of its manifest where it names one, else those of
    its name, of which the one in force comes first (not void; of the latest round, committed last). All folders where
    none is of it. Never empty where `folders` is not."""
    named = [folder for folder in folders if is_named(receipt["draw_id"], folder)]
    exact = [folder for folder in named if folder.manifest.sha256() == receipt["manifest_sha256"]]
    return exact[:1] or sorted(named, key=_in_force, reverse=True) or folders


def _in_force(folder: Folder) -> tuple[bool, int, str, str]:
    void = is_void(folder)
    try:
        signed = str(folder.commitment["signed_at"])
    except LotteryError:
        signed = ""
    return not void, folder.manifest.round, signed, folder.manifest.sha256()


def is_void(folder: Folder) -> bool:
    """Whether the operator of a draw has declared it void; a stranger's word is none."""
    return voided_at(folder) is not None


def voided_at(folder: Folder) -> str | None:
    """When the operator of a draw declared it void, as signed; None where that was not done."""
    try:
        void, commitment = folder.statement("void.json"), folder.commitment
    except (LotteryError, OSError):
        return None
    own = (commitment["operator"], folder.manifest.sha256(), folder.manifest.draw_id)
    if void is None or (void["operator"], void["manifest_sha256"], void["draw_id"]) != own:
        return None
    if void["kind"] != "void" or not is_signed(void, signing.verify):
        return None
    return str(void["signed_at"])


def in_common(one: Folder, other: Folder) -> int:
    """How many entries' commits two lists share; 0 where one is not there, or is no list. A commit is of a salt that is
    made for one application, so that none comes again under another name."""
    try:
        lists = [np.memmap(folder.list_path, np.uint8, "r") for folder in (one, other)]
        heads = [_heads(data) for data in lists]
    except (LotteryError, OSError, ValueError):
        return 0
    if not all(head.size for head in heads):
        return 0
    places = np.minimum(np.searchsorted(heads[1], heads[0]), heads[1].size - 1)
    hits = np.flatnonzero(heads[1][places] == heads[0])
    return sum(_commit(lists[0], int(k)) == _commit(lists[1], int(places[k])) for k in hits)


def _heads(data: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """The first 64 bits of each commit of a list, which is sorted by them."""
    rows = data.reshape(-1, LIST_WIDTH)[:, :16]
    return np.frombuffer(bytes.fromhex(rows.tobytes().decode("ascii")), ">u8").astype(np.uint64)


def _commit(data: npt.NDArray[np.uint8], index: int) -> bytes:
    return data[index * LIST_WIDTH : index * LIST_WIDTH + 64].tobytes()


def signed_of(folders: Iterable[Folder]) -> Iterator[dict[str, Any]]:
    """The signed commitments and outcomes in folders; what cannot be read is for their check to find."""
    for folder in folders:
        for name in ("commitment", "outcome"):
            try:
                statement: dict[str, Any] = getattr(folder, name)
            except (LotteryError, OSError):
                continue
            if is_signed(statement, signing.verify):
                yield statement


def of_outcome(outcome: dict[str, Any], folder: Folder) -> bool:
    """Whether an outcome given alone is, to the last byte, the one in a folder."""
    path = folder.public / "result/outcome.json"
    return path.is_file() and sha256_of(path) == sha256(jcs.canonical(outcome)).hexdigest()


def of_proof(checked: Checked, folder: Folder) -> Iterator[Found]:
    """Each comparison of a proof with the folder of its draw."""
    drawn = checked.result is not None
    path = folder.public / ("result/outcome.json" if drawn else "commitment.json")
    yield (
        "published" if drawn else "commitment",
        checked.statement_sha256 == sha256_of(path) if path.is_file() else None,
    )
    yield "list", _holds(folder.list_path, checked.paper.entry.line, checked.ticket, LIST_WIDTH)
    if checked.paper.result is not None:
        line = checked.paper.result.line
        yield "results", _holds(folder.results_path, line, checked.ticket, RESULT_WIDTH)


def of_receipt(receipt: dict[str, Any], folder: Folder) -> Iterator[Found]:
    """Each comparison of a well-formed receipt with a folder: the same draw and operator, and its entry in the list."""
    manifest = folder.manifest
    same = receipt["draw_id"] == manifest.draw_id
    same = same and receipt["manifest_sha256"] in ("0" * 64, manifest.sha256())
    yield "receipt_draw", same and receipt["operator"] == folder.commitment["operator"]
    yield "receipt_time", _is_timely(receipt, manifest, folder.commitment["signed_at"])
    if not folder.list_path.is_file():
        yield "receipt_entry", None
        return
    fields = _line_of(folder.list_path, receipt["commit"]).split(",")
    names = ("commit", "stratum", "band", "groups", "weight")
    stated = [receipt[name] for name in names]
    yield "receipt_entry", len(fields) == 6 and [*fields[:4], fields[5]] == stated


def _is_timely(receipt: dict[str, Any], manifest: Manifest, committed: str) -> bool:
    """Whether somebody applied before the close; a receipt that names the manifest is younger than the close, one that
    does not is no younger than the commitment. When applications opened no file says."""
    if receipt["manifest_sha256"] == "0" * 64:
        return bool(receipt["time"] <= manifest.close_time and receipt["signed_at"] <= committed)
    return bool(receipt["time"] <= manifest.close_time <= receipt["signed_at"])


def _holds(path: Path, line: str, ticket: int, width: int) -> bool | None:
    """Whether a file of lines of one width holds `line` at its place; None where the file is not published."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        file.seek((ticket - 1) * width)
        return file.read(width) == line.encode("ascii") + b"\n"


def result_of(receipt: dict[str, Any], folder: Folder) -> tuple[int, str] | None:
    """(ticket, result line) of a receipt's entry; None where the folder does not hold them."""
    if not folder.is_drawn or not folder.list_path.is_file() or not folder.results_path.is_file():
        return None
    index = _index_of(folder.list_path, receipt["commit"])
    with folder.results_path.open("rb") as file:
        file.seek(index * RESULT_WIDTH)
        line = file.read(RESULT_WIDTH).rstrip(b"\n").decode("ascii", "replace")
    return (index + 1, line) if len(line) == RESULT_WIDTH - 1 else None


def _line_of(path: Path, commit: str) -> str:
    """The first line of a sorted list that is not below `commit`; empty behind the last."""
    with path.open("rb") as file:
        file.seek(_index_of(path, commit) * LIST_WIDTH)
        return file.read(LIST_WIDTH).rstrip(b"\n").decode("ascii", "replace")


def _index_of(path: Path, commit: str) -> int:
    """Where the first line that is not below `commit` stands, from 0."""
    low, high = 0, path.stat().st_size // LIST_WIDTH
    with path.open("rb") as file:
        while low < high:
            middle = (low + high) // 2
            file.seek(middle * LIST_WIDTH)
            if file.read(64) < commit.encode("ascii"):
                low = middle + 1
            else:
                high = middle
    return low
