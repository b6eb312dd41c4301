"""How many calls a visitor may make in a minute, counted in this process: nothing is written for a call that reads."""

import ipaddress
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

WINDOW = 60
"""Seconds."""
MOST_KEPT = 50_000
"""Visitors that are remembered; the longest forgotten first, so that no crowd of them fills the memory."""


@dataclass(frozen=True)
class Allowed:
    """Whether a call may be answered, how many are left, and in how many seconds the window ends."""

    may: bool
    left: int
    wait: int


class Limiter:
    """A window of a minute for each visitor, beginning with the first call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def take(self, visitor: str, most: int, *, now: float | None = None) -> Allowed:
        """Count one call; never more than `most` are allowed in a window."""
        moment = time.monotonic() if now is None else now
        with self._lock:
            ends, taken = self._windows.get(visitor, (0.0, 0))
            if moment >= ends:
                ends, taken = moment + WINDOW, 0
                self._windows.pop(visitor, None)
            may = taken < most
            taken += may
            self._windows[visitor] = (ends, taken)
            while len(self._windows) > MOST_KEPT:
                self._windows.popitem(last=False)
        return Allowed(may, most - taken, max(1, int(ends - moment + 0.999)))

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._windows.clear()


def visitor_of(address: str) -> str:
    """Whom an IP address stands for: itself, or the /56 of IPv6 that one household has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(found) if found.version == 4 else str(ipaddress.ip_network(f"{found}/56", strict=False))


limiter = Limiter()
