"""Tables to download, and long lists a page at a time."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from gelombang.audit.services import note_sheet
from gelombang.people.signed_in import account_of

SIZE = 50
"""Rows of a page."""
DANGEROUS = re.compile(
    r"(^|[;\t\r\n])([ \u00a0\u2000-\u200b\u3000\ufeff\"']*)(?=[=+\-@\x00-\x1f\uff1d\uff0b\uff0d\uff20])"
)
"""Where a spreadsheet takes a text for a formula (OWASP, "CSV Injection"): where a cell begins, and after each
character that some spreadsheet holds for the end of a cell; in Indonesia that is the semicolon, whatever the quotes."""

M = TypeVar("M", bound=Model)


class Line:
    """What `csv.writer` writes to; it hands each line back."""

    def write(self, line: str) -> str:
        return line


def cell(value: object) -> str:
    """A cell that no spreadsheet computes: a quote before what would be a formula."""
    return DANGEROUS.sub(r"\1'\2", "" if value is None else str(value))


def download(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The rows as a CSV file, sent as they are read."""
    writer = csv.writer(Line(), quoting=csv.QUOTE_ALL)

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow([str(title) for title in head])
        for row in rows:
            yield writer.writerow([cell(value) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def note(request: HttpRequest, name: str, n: int) -> None:
    """Write into the trail that this reader takes a file of so many rows along."""
    note_sheet(file=name, n=n, by=str(account_of(request)), at=timezone.now())


def part(found: QuerySet[M], size: int = SIZE) -> tuple[list[M], int]:
    """The first rows of a query in order of its key, and the key to go on from; 0 where nothing is left."""
    rows = list(found[: size + 1])
    return rows[:size], (rows[size - 1].pk if len(rows) > size else 0)


def key_in(query: Any, name: str) -> int:
    """A key in an address; 0 for anything that is none."""
    text = str(query.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def text_in(sent: Any, name: str, longest: int) -> str:
    """What was typed, cut to a length, without the one character that a database cannot hold."""
    return str(sent.get(name, "")).replace("\0", "").strip()[:longest]
