"""When things were signed, by their own word: what must be possible, although nobody can see whether it is true.

A statement states its time itself. So a time proves little; but one that lies in the future, before the beacon's
first round, or before the round whose number it holds, is false whoever signed it. Times are compared as they stand in
statements, which sort as text.

>>> fault("2026-01-31T17:00:00Z", not_before=["2026-02-01T00:00:00Z"])
'2026-02-01T00:00:00Z'
>>> fault("2001-01-31T17:00:00Z")
'2023-08-23T15:09:27Z'
>>> fault("2026-01-31T17:00:00Z", latest="2026-01-31T17:10:00Z") is None
True
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from .beacon import NO_BEACON, QUICKNET
from .manifest import Manifest

DRIFT = timedelta(minutes=10)
"""How far a clock may be ahead of the reader's."""


NOTICE_HOURS = 72
"""How long before its round the list of a real draw is public (undian/1, section 1)."""

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
PROMPT = timedelta(hours=1)
"""How long after its round a replacement may be signed without a word."""


def stamp(moment: datetime) -> str:
    """As times stand in statements; of a moment outside the calendar of UTC its first or last second."""
    try:
        there = moment.astimezone(UTC)
    except OverflowError:
        there = LAST if moment.year > 1 else FIRST
    return there.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


EARLIEST = stamp(QUICKNET.time_of(1))
"""undian/1 names the beacon chain that began then; nothing of it can be older."""


def latest_at(now: datetime | None) -> str | None:
    """The last time that is not in the future; None where nobody knows the present."""
    if now is None:
        return None
    return stamp(min(now, LAST - DRIFT) + DRIFT)


def out_at(manifest: Manifest) -> str | None:
    """When the round of a draw comes out (past the calendar, the calendar's last second); None without a beacon."""
    return None if manifest.beacon == NO_BEACON else stamp(manifest.beacon.time_of(manifest.round))


def fault(at: str, latest: str | None = None, not_before: Iterable[str | None] = ()) -> str | None:
    """The bound that a time breaks: what must have come before it, or the present; None when it is possible."""
    before = max([EARLIEST, *(bound for bound in not_before if bound is not None)])
    if at < before:
        return before
    return latest if latest is not None and at > latest else None


def of_statement(manifest: Manifest, statement: dict[str, Any], latest: str | None) -> str | None:
    """The bound that the commitment or outcome of a manifest breaks, as far as these two can tell. A real draw is
    committed before its round comes out, and drawn when it is."""
    at, out = statement["signed_at"], out_at(manifest)
    if statement["kind"] == "outcome":
        return fault(at, latest, [manifest.close_time, out])
    late = out is not None and not statement["rehearsal"] and at >= out
    return out if late else fault(at, latest, [manifest.close_time])


def of_receipt(receipt: dict[str, Any], latest: str | None) -> str | None:
    """The bound that a receipt breaks by itself: it is given when somebody has applied."""
    return fault(receipt["time"], latest) or fault(receipt["signed_at"], latest, [receipt["time"]])
