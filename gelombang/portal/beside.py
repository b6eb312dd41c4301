"""Keeps one command running beside the server, started anew when it dies, and ended with it.

    python -m gelombang.portal.beside PARENT COMMAND ...

Nothing but the standard library, so that it takes little memory and nothing in it can fail: it ends when the process
PARENT is no longer its parent, however that one ended, or when it is told to.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

LOOK = 0.25
"""Seconds between two looks at both processes."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before what has died is started anew: doubled each time, until it has lived for LONGEST_PAUSE."""
PATIENCE = 10.0
"""Seconds for it to finish what it is doing, once it is told to end."""


class _Told(BaseException):
    """Somebody told this process to end."""


def keep(parent: int, command: Sequence[str]) -> None:
    """Run the command until the parent is gone."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, _tell)
    pause, child = FIRST_PAUSE, None
    try:
        while os.getppid() == parent:
            began = time.monotonic()
            child = subprocess.Popen(command)
            while child.poll() is None and os.getppid() == parent:
                time.sleep(LOOK)
            pause = FIRST_PAUSE if time.monotonic() - began > LONGEST_PAUSE else pause
            _wait(parent, pause)
            pause = min(pause * 2, LONGEST_PAUSE)
    except _Told:
        pass
    finally:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)
        if child is not None:
            _end(child)


def _tell(*_: object) -> None:
    raise _Told


def _wait(parent: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and os.getppid() == parent:
        time.sleep(LOOK)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    keep(int(sys.argv[1]), sys.argv[2:])
