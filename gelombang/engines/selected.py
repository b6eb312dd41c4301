"""Who is selected, by the identities that the operator knows: the one table of a draw that is for the operator alone.

The public files name nobody, and the secret table says nothing of results. Joined here they are read and written a
piece at a time, so that twenty million entries need no more memory than a few. Each identity that is written is first
held against its line of the committed list: a secret table that was edited or belongs to another draw is refused.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gelombang.core.lottery.entries import commit_to
from gelombang.core.lottery.paper import read_result
from gelombang.core.lottery.selection import Result
from gelombang.core.lottery.statement import is_signed

from . import columns, new_file, signing
from .errors import FolderAltered, SecretMissing
from .folder import Folder
from .outcome import Progress, silent
from .table import ALONE

RESULT_WIDTH = 30
TABLE = "secret/entries.parquet"
STEP = 100_000
"""Entries that are held at once."""

HEADS = (
    "id", "household", "ticket", "result", "phase", "phase_name", "position", "reason",
    "stratum", "stratum_name", "band", "groups", "weight",
)  # fmt: skip
REASONS = {"-": "", "Q": "quota full", "H": "household at its cap", "N": "no seat left"}
FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""With which a cell begins that a spreadsheet takes for a formula (OWASP, CSV injection); the last four are wide."""


@dataclass(frozen=True)
class Written:
    """What was written: `rows`, of them `selected`; `marked` cells that got a ' in front of them."""

    rows: int
    selected: int
    marked: int


@dataclass(frozen=True)
class Moved:
    """What the replacements changed: the tickets that have left, and the results of those who moved up."""

    left: frozenset[int]
    results: Mapping[int, Result]


def write(folder: Folder, target: Path, wanted: str, progress: Progress = silent) -> Written:
    """Write a CSV for the operator, mode 0600, all at once or not at all. `wanted`: "selected", "not selected" or
    "all". Who has given a place up is not selected any more. The folder must be drawn and unaltered."""
    new_file.must_be_free(target)
    source = folder.secret / "entries.parquet"
    if not source.is_file():
        raise SecretMissing(path=str(source))
    with new_file.writing(target, 0o600) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        written = _write(folder, source, text, wanted, progress)
        text.detach()
    return written


def moved_of(folder: Folder) -> Moved:
    """What the published replacements changed; raises `FolderAltered` for one that its operator did not sign."""
    left: set[int] = set()
    results: dict[int, Result] = {}
    for name, made in folder.statements().items():
        if name.startswith("replacement-"):
            if made["operator"] != folder.commitment["operator"] or not is_signed(made, signing.verify):
                raise FolderAltered(file=f"statements/{name}")
            left |= set(made["vacated"])
            results |= {int(line[:12]): read_result(line, int(line[:12])) for line in made["selected"]}
    return Moved(frozenset(left), results)


def _write(folder: Folder, source: Path, file: TextIO, wanted: str, progress: Progress) -> Written:
    moved, row_of = moved_of(folder), _row_of(folder)
    rows = csv.writer(file)
    rows.writerow(HEADS)
    n = selected = marked = 0
    for ticket, person, result in _entries(folder, source, moved, wanted, progress):
        has_left = ticket in moved.left
        is_selected = result.is_selected and not has_left
        if wanted != "all" and is_selected != (wanted == "selected"):
            continue
        cells = row_of(ticket, person, result, "gave up" if has_left else "")
        safe = [_safe(cell) for cell in cells]
        rows.writerow(safe)
        n, selected = n + 1, selected + is_selected
        marked += sum(one is not other for one, other in zip(safe, cells, strict=True))
    return Written(n, selected, marked)


def _row_of(folder: Folder) -> Callable[[int, Mapping[str, Any], Result, str], list[str]]:
    names = [phase.name for phase in folder.policy.phases]
    strata, groups = folder.about.get("strata", {}), folder.about.get("groups", {})
    called = {1 << place: str(groups.get(str(1 << place), 1 << place)) for place in range(8)}

    def row_of(ticket: int, person: Mapping[str, Any], result: Result, state: str) -> list[str]:
        household, phase = person["household"], result.phase
        return [
            person["id"],
            "" if household.startswith(ALONE) else household,
            str(ticket),
            state or ("selected" if result.is_selected else "not selected"),
            str(phase) if result.is_selected else "",
            names[phase - 1] if result.is_selected else "",
            str(result.rank) if result.is_selected else "",
            REASONS[result.reason],
            person["stratum"],
            str(strata.get(person["stratum"], "")),
            str(person["band"]),
            " ".join(name for bit, name in called.items() if person["groups"] & bit),
            str(person["weight"]),
        ]

    return row_of


def _entries(
    folder: Folder, source: Path, moved: Moved, wanted: str, progress: Progress
) -> Iterator[tuple[int, dict[str, Any], Result]]:
    """(ticket, row of the secret table, result with what replacements changed) of those who may be wanted, in order of
    the tickets."""
    lines, results = (
        columns.line_bytes(folder.list_path),
        columns.line_bytes(folder.results_path, RESULT_WIDTH),
    )
    attributes = folder.commitment["publish"] != "reduced"
    changed = np.array(sorted({*moved.left, *moved.results}), np.int64) - 1
    first = 0
    for piece in _pieces(source, folder.manifest.n):
        last = first + len(piece)
        may_be = np.full(len(piece), wanted == "all") | (
            (results[first:last, 13] == ord("W")) == (wanted == "selected")
        )
        may_be[changed[(changed >= first) & (changed < last)] - first] = True
        places = np.flatnonzero(may_be)
        for place, person in zip(places.tolist(), piece.take(pa.array(places)).to_pylist(), strict=True):
            ticket = first + place + 1
            must_be_of(person, lines[ticket - 1].tobytes().decode("ascii"), attributes=attributes)
            line = results[ticket - 1, :-1].tobytes().decode("ascii")
            yield ticket, person, moved.results.get(ticket) or read_result(line, ticket)
        first = last
        progress("write", first, folder.manifest.n)


def _pieces(source: Path, n: int) -> Iterator[pa.RecordBatch]:
    """The secret table in pieces; raises `FolderAltered` where it is not one of `n` entries."""
    try:
        with pq.ParquetFile(source) as table:
            if table.metadata.num_rows != n:
                raise FolderAltered(file=TABLE)
            yield from table.iter_batches(STEP, columns=[*OF_A_PERSON])
    except (pa.ArrowInvalid, pa.ArrowKeyError, OSError) as error:
        raise FolderAltered(file=TABLE) from error


def must_be_of(person: Mapping[str, Any], line: str, *, attributes: bool) -> None:
    """Whether this person is the one of that line; `attributes`: whether the line says all that the table does."""
    stated = line.split(",")
    told = [f"{person['stratum']}", f"{person['groups']:02x}"] if attributes else [stated[1], stated[3]]
    told = [commit_to(person["id"], person["salt"]), told[0], f"{person['band']}", told[1]]
    if told != stated[:4] or f"{person['weight']:02d}" != stated[5].strip():
        raise FolderAltered(file=TABLE)


OF_A_PERSON = ("id", "household", "salt", "stratum", "band", "groups", "weight")


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
