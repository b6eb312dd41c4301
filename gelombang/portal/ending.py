"""How a worker of the server ends: soon, whoever is still connected.

granian waits for every open connection, and one that has said nothing, as browsers open them in advance, or half a
request keeps it until its time for heads is over. Here a worker that is told to end waits for the pages that are being
made, and for nobody else.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from functools import partial
from multiprocessing import current_process
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)
GRACE, AGAIN = 0.5, 0.05
"""Seconds that the server has to end by itself, and until pages at work are asked about once more."""

Message = MutableMapping[str, Any]
AtWork = Callable[[], int]


async def live(
    receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]], at_work: AtWork
) -> None:
    """The lifespan of an ASGI application (lifespan protocol 2.0). `at_work`: how many pages are being made."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            with suppress(ValueError):  # not in the main thread: the server has its own way to end
                _watch(asyncio.get_running_loop(), at_work)
            await send({"type": "lifespan.startup.complete"})
        else:
            await send({"type": "lifespan.shutdown.complete"})
            return


def while_loading() -> None:
    """Let a signal end a worker that is still loading the site. granian's workers inherit what their parent does with
    signals, which in them does nothing: one that is told too early would never know."""
    if current_process().name == "granian-worker":
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)


def _watch(loop: asyncio.AbstractEventLoop, at_work: AtWork) -> None:
    """Hear the signals that the server hears; what it does with them it does all the same."""
    for number in SIGNALS:
        before = signal.getsignal(number)
        signal.signal(number, partial(_told, loop=loop, at_work=at_work, before=before))


def _told(
    number: int, frame: FrameType | None, *, loop: asyncio.AbstractEventLoop, at_work: AtWork, before: Any
) -> None:
    if callable(before):
        before(number, frame)
    with suppress(RuntimeError):  # the loop has ended already
        loop.call_soon_threadsafe(loop.call_later, GRACE, _leave, loop, at_work)


def _leave(loop: asyncio.AbstractEventLoop, at_work: AtWork) -> None:
    """Every answer that is stored was committed by its page; what is left are connections."""
    if at_work():
        loop.call_later(AGAIN, _leave, loop, at_work)
        return
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)
