"""When a message may come: by day, where the person lives.

>>> from datetime import datetime, UTC
>>> awake_at(datetime(2026, 11, 24, 15, 0, tzinfo=UTC), "Asia/Jayapura").isoformat()  # midnight there
'2026-11-24T23:00:00+00:00'
>>> awake_at(datetime(2026, 11, 24, 3, 0, tzinfo=UTC), "Asia/Jakarta").isoformat()  # ten in the morning
'2026-11-24T03:00:00+00:00'
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, EVENING = time(8), time(20)
TRIES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(hours=12),
)
"""The pause after the first failed try, the second, and so on; after the last a message has failed for good."""


def awake_at(at: datetime, zone: str) -> datetime:
    """`at`, or where it is night in `zone` then, the next morning at eight; in UTC."""
    there = at.astimezone(ZoneInfo(zone))
    if MORNING <= there.time() < EVENING:
        return at.astimezone(UTC)
    morning = there.date() if there.time() < MORNING else there.date() + timedelta(days=1)
    return datetime.combine(morning, MORNING, ZoneInfo(zone)).astimezone(UTC)


def next_try(n_tries: int, at: datetime) -> datetime | None:
    """When to try again after `n_tries` failed; None after the last."""
    return at + TRIES[n_tries - 1] if n_tries <= len(TRIES) else None
