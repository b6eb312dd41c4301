"""Submitting and closing may not meet: who submits holds the wave with others, who closes holds it alone.

On PostgreSQL by advisory locks of the transaction, which cost no row; SQLite lets one writer in at a time anyway.
"""

from django.db import connection

SPACE = 0x67656C6F
"""Keeps these locks apart from others in the database."""


def with_others(wave_id: int) -> None:
    """Hold the wave until the transaction ends, together with all who submit."""
    _lock("pg_advisory_xact_lock_shared", wave_id)


def alone(wave_id: int) -> None:
    """Hold the wave until the transaction ends, once all who submit are done."""
    _lock("pg_advisory_xact_lock", wave_id)


def _lock(function: str, wave_id: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s, %s)", [SPACE, wave_id])
