"""Changing many applications with one statement, each in its own way.

Django's own update of many rows names every row once for each column, and costs more than all else that is done with
them. Here the new values are a table that the old one is joined with; PostgreSQL and SQLite read it alike.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection

STEP = 2_000
"""Applications changed by one statement."""

COLUMNS = frozenset({"submitted_at", "stratum", "groups", "card_id", "salt", "commit", "receipt", "ticket"})


def set_columns(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
    """Set the columns `names` of applications, in the caller's transaction; each row is a key and the values in that
    order. Returns how many there were to change."""
    if not COLUMNS.issuperset(names):
        raise ValueError(f"columns: {names}")
    told = ", ".join(f'"{name}" = given.column{place}' for place, name in enumerate(names, start=2))
    line, n = f"({', '.join(['%s'] * (1 + len(names)))})", 0
    waiting = iter(rows)
    while part := list(islice(waiting, STEP)):
        statement = (
            f"UPDATE waves_application SET {told} FROM (VALUES {', '.join([line] * len(part))}) AS given "  # noqa: S608
            "WHERE waves_application.id = given.column1"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [_adapted(value) for row in part for value in row])
            n += cursor.rowcount
    return n


def _adapted(value: Any) -> Any:
    """As the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dict):
        return connection.ops.adapt_json_value(value, None)
    return value
