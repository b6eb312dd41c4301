"""Whether the secret table of a draw can be read and is of its list: asked before the draw, when a copy may still be
found, and not only when somebody wants to know who was selected."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from . import columns
from .errors import FolderAltered, SecretTableUnfit
from .folder import Folder
from .selected import OF_A_PERSON, must_be_of

GROUPS_READ = 3
"""Row groups that are unpacked, of a million rows each: all of a small table, and of a nation's the first, one in the
middle, and the last."""

ROWS_COMPARED = 50
"""In each of them, held against the committed list."""


def must_be_whole(folder: Folder) -> None:
    """Raises `SecretTableUnfit` where the table is not there, cannot be read, or is of another list, as far as a sample
    of its rows tells; `selected` compares each row that it writes."""
    source = folder.secret / "entries.parquet"
    try:
        attributes = folder.commitment["publish"] != "reduced"
        lines = columns.line_bytes(folder.list_path)
        for ticket, person in _sampled(folder):
            must_be_of(person, lines[ticket - 1].tobytes().decode("ascii"), attributes=attributes)
    except (
        pa.ArrowException,
        OSError,
        FolderAltered,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise SecretTableUnfit(path=str(source)) from error


def _sampled(folder: Folder) -> Iterator[tuple[int, dict[str, Any]]]:
    """(ticket, row) of some rows, evenly from the row groups that are unpacked."""
    with pq.ParquetFile(folder.secret / "entries.parquet") as table:
        if table.metadata.num_rows != folder.manifest.n:
            raise ValueError
        sizes = [table.metadata.row_group(i).num_rows for i in range(table.num_row_groups)]
        last = len(sizes) - 1
        for group in sorted(
            {last * part // (GROUPS_READ - 1) for part in range(GROUPS_READ)} if sizes else ()
        ):
            rows = table.read_row_group(group, columns=[*OF_A_PERSON, "arrival"])
            places = range(0, len(rows), max(1, len(rows) // ROWS_COMPARED))
            chosen = rows.take(pa.array(places, pa.int64())).to_pylist()
            first = sum(sizes[:group])
            yield from ((first + place + 1, person) for place, person in zip(places, chosen, strict=True))
