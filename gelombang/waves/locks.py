"""Submitting and closing may not meet: who submits holds the wave with others, who closes holds it alone.

On PostgreSQL by advisory locks of the transaction, which cost no row; SQLite lets one writer in at a time anyway.
"""

from django.db import connection

from .models import Wave

SPACE = 0x67656C6F
"""Keeps these locks apart from others in the database."""


def with_others(wave_id: int) -> None:
    """Hold the wave until the transaction ends, together with all who submit."""
    _lock("pg_advisory_xact_lock_shared", wave_id)


def alone(wave_id: int) -> None:
    """Hold the wave until the transaction ends, once all who submit are done."""
    _lock("pg_advisory_xact_lock", wave_id)


def hold(wave: Wave) -> Wave | None:
    """Hold the wave's row until the transaction ends, and return it as it is now; None where it was declared void or
    drawn again meanwhile, so that whoever still works for the attempt that they have read writes nothing more. Whoever
    joins the wave does not wait for this lock."""
    kept = Wave.objects.select_for_update(no_key=True).filter(pk=wave.pk, attempt=wave.attempt)
    return kept.filter(voided_at=None).first()


def _lock(function: str, wave_id: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s, %s)", [SPACE, wave_id])
