"""How many calls a visitor may make in a minute, counted together by all processes and kept when one of them restarts.

Nothing is written for most calls: a process counts in memory and tells the database of every `step_of` calls at once,
where it learns what the others have counted. Whoever calls a few times a minute is never written down; whoever calls
without end costs a dozen writes a minute, and none once it is too many. So a visitor of several processes may pass the
limit by less than a step for each further process. A write for each call would make it exact, and would make reading
compete with the applications of an open wave for the disk.
"""

import ipaddress
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import DatabaseError

from gelombang.people import limits

logger = logging.getLogger(__name__)

WINDOW = 60
"""Seconds."""
MOST_KEPT = 50_000
"""Visitors that are remembered; the longest forgotten first, so that no crowd of them fills the memory."""
STEPS = 12
"""A visitor who uses the limit up is written down so often."""

Shared = Callable[[str, int, float, float], tuple[int, float]]
"""Adds so many calls of a visitor at a time, of a window that would end then; all calls in its window, and its end."""


@dataclass(frozen=True)
class Allowed:
    """Whether a call may be answered, how many are left, and in how many seconds the window ends."""

    may: bool
    left: int
    wait: int


@dataclass
class Window:
    """`told`: what the database knew last, of every process. `fresh`: calls here that it does not know yet."""

    ends: float
    told: int = 0
    fresh: int = 0


def in_database(visitor: str, n: int, now: float, ends: float) -> tuple[int, float]:
    """What all processes have counted. Where the database does not answer, each counts for itself meanwhile."""
    at, until = datetime.fromtimestamp(now, UTC), datetime.fromtimestamp(ends, UTC)
    try:
        total, until = limits.count(what="api", key=visitor, n=n, at=at, until=until)
    except DatabaseError as error:
        logger.warning("The calls of the API are not counted together", exc_info=error)
        return n, ends
    return total, until.timestamp()


def step_of(most: int) -> int:
    """How many calls are told at once, where `most` are allowed."""
    return max(1, most // STEPS)


class Limiter:
    """A window of a minute for each visitor, beginning with the first call."""

    def __init__(self, shared: Shared = in_database) -> None:
        self._shared = shared
        self._lock = threading.Lock()
        self._windows: OrderedDict[str, Window] = OrderedDict()

    def take(self, visitor: str, most: int, *, now: float | None = None) -> Allowed:
        """Count one call at `now`, in seconds since 1970."""
        moment = time.time() if now is None else now
        with self._lock:
            window = self._window(visitor, moment)
            if window.told + window.fresh >= most:
                return _allowed(window, most, moment, may=False)
            window.fresh += 1
            n = window.fresh if window.fresh >= step_of(most) else 0
            if n:  # told at once, so that no other thread tells the same
                window.told, window.fresh = window.told + n, 0
        if n:
            total, ends = self._shared(visitor, n, moment, window.ends)
            with self._lock:
                window.told, window.ends = max(window.told, total), ends
                return _allowed(window, most, moment, may=total <= most)
        return _allowed(window, most, moment, may=True)

    def _window(self, visitor: str, moment: float) -> Window:
        found = self._windows.get(visitor)
        if found is None or moment >= found.ends:
            self._windows.pop(visitor, None)
            found = self._windows[visitor] = Window(moment + WINDOW)
            while len(self._windows) > MOST_KEPT:
                self._windows.popitem(last=False)
        return found

    def forget(self) -> None:
        """Begin anew, as a process that was just started."""
        with self._lock:
            self._windows.clear()


def _allowed(window: Window, most: int, moment: float, *, may: bool) -> Allowed:
    left = max(0, most - window.told - window.fresh)
    return Allowed(may, left, max(1, int(window.ends - moment + 0.999)))


def visitor_of(address: str) -> str:
    """Whom an IP address stands for: itself, or the /56 of IPv6 that one household has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(found) if found.version == 4 else str(ipaddress.ip_network(f"{found}/56", strict=False))


limiter = Limiter()
