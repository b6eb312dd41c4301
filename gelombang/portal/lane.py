"""A lane beside the pages for the one request that comes all at once: submitting an application.

A page takes milliseconds of work and a connection of its own. Here a submission waits for its turn as an entry in a
list, and a turn is one transaction for all who wait (waves.services.submitting); when more wait, turns get larger. The
lane says one thing only: submitted, see your receipt. Whatever else there is to say, the page says as always: a session
that is over, a wave that is closed, a step that is missing. Where the database does not answer, or more wait than can
be served soon, it says so at once and gives the same form back: submitting twice is submitting once.
"""

import asyncio
import logging
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from gelombang.waves import drafts
from gelombang.waves.drafts import Draft
from gelombang.waves.models import Wave
from gelombang.waves.services import submitting

logger = logging.getLogger("gelombang.request")

TURN = 250
"""Submissions of one transaction."""
WAITING = 6_000
"""Submissions that may wait in a worker: some seconds' worth. Who comes later is asked to press again."""
PATIENCE, PAUSE = 5.0, 0.25
"""Seconds for which a turn is tried again while the database does not answer, and between two tries."""

SENT, PAGE, BUSY = "sent", "page", "busy"
"""What becomes of a submission: it is in the database; the page must say more; the form is to be sent again."""

HEADERS = [
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
]
TYPED = (b"content-type", b"text/html; charset=utf-8")
ADDRESS = re.compile(r"(/en)?/gelombang/([1-9][0-9]{0,8})/ikut/kirim/")
"""Of the page `waves:send`, in either language."""
RECEIPT = "{}/gelombang/{}/tanda-terima/"
LARGEST = 4_000
"""Bytes of a form: the declaration, the sealed draft, and what else a page's form has."""

Reply = tuple[int, list[tuple[bytes, bytes]], bytes]
"""Status, headers, body."""


@dataclass(frozen=True, slots=True)
class Form:
    """A submission as it was posted: to which address, where its receipt will be, and the draft, sealed and opened."""

    path: str
    receipt: str
    sealed: str
    draft: Draft


@dataclass(slots=True)
class Waiting:
    """A submission that waits, and whom its end is told."""

    draft: Draft
    loop: asyncio.AbstractEventLoop
    told: "asyncio.Future[str]"


class Lane:
    """Answers what it can of the requests that a gateway has whole. One for each worker process."""

    def __init__(self, busy: Callable[[Form], bytes]) -> None:
        """`busy` makes the page for who must press again."""
        self._busy = busy
        self._waiting: list[Waiting] = []
        self._called = threading.Condition()
        self._thread: threading.Thread | None = None

    async def __call__(self, scope: Mapping[str, Any], body: bytes) -> Reply | None:
        """The reply; None where the page is to answer."""
        form = read(scope, body)
        if form is None:
            return None
        what = await self._enqueue(form.draft)
        if what == SENT:
            return 302, [(b"location", form.receipt.encode()), *HEADERS], b""
        if what == BUSY:
            return 503, [TYPED, (b"retry-after", b"5"), *HEADERS], self._busy(form)
        return None

    async def _enqueue(self, draft: Draft) -> str:
        loop = asyncio.get_running_loop()
        one = Waiting(draft, loop, loop.create_future())
        with self._called:
            if len(self._waiting) >= WAITING:
                return BUSY
            self._waiting.append(one)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="lane", daemon=True)
                self._thread.start()
            self._called.notify()
        return await one.told

    def _work(self) -> None:
        """Turn after turn, as long as the process lives."""
        while True:
            with self._called:
                while not self._waiting:
                    self._called.wait()
                turn, self._waiting = self._waiting[:TURN], self._waiting[TURN:]
            ends = _served([one.draft for one in turn])
            turn[0].loop.call_soon_threadsafe(_tell, turn, ends)


def read(scope: Mapping[str, Any], body: bytes) -> Form | None:
    """A declared submission with the draft of this very session; None for everything else."""
    place = ADDRESS.fullmatch(scope["path"]) if scope["method"] == "POST" else None
    session = cookie(scope, settings.SESSION_COOKIE_NAME) if place else ""
    if place is None or not session or len(body) > LARGEST or not is_safe(scope):
        return None
    try:
        given = dict(parse_qsl(body.decode("latin-1"), max_num_fields=10))
    except ValueError:  # more fields than the page's form has
        return None
    sealed = given.get("draft", "")
    draft = drafts.opened(sealed, session=session) if sealed and given.get("declared") == "on" else None
    if draft is None or draft.number != int(place[2]):
        return None
    return Form(scope["path"], RECEIPT.format(place[1] or "", place[2]), sealed, draft)


def is_safe(scope: Mapping[str, Any]) -> bool:
    """Whether the request came as the site wants it: over TLS, where it wants that. The page sends others there."""
    if not settings.SECURE_SSL_REDIRECT:
        return True
    given = settings.SECURE_PROXY_SSL_HEADER
    name, value = (
        (given[0][5:].replace("_", "-").lower().encode(), given[1].encode()) if given else (b"", b"")
    )
    return scope["scheme"] == "https" or (name, value) in [(header, one) for header, one in scope["headers"]]


def cookie(scope: Mapping[str, Any], name: str) -> str:
    """The value of a cookie; empty where it is not sent."""
    start = f"{name}=".encode()
    for header, value in scope["headers"]:
        if header == b"cookie":
            for part in value.split(b";"):
                if part.strip().startswith(start):
                    return bytes(part.strip()[len(start) :]).decode("latin-1")
    return ""


def _served(drafts_: Sequence[Draft]) -> list[str]:
    """What becomes of each of a turn. A database that does not answer is asked again for a while: whether an attempt
    that broke was kept is not known, and does not matter."""
    started = time.monotonic()
    while True:
        close_old_connections()
        try:
            ends = _submitted(drafts_)
            close_old_connections()
        except DatabaseError:
            connection.close()
            if time.monotonic() - started < PATIENCE:
                time.sleep(PAUSE)
                continue
            ends = [BUSY] * len(drafts_)
        except Exception:
            logger.exception("submissions")
            connection.close()
            ends = [PAGE] * len(drafts_)
        ms = round((time.monotonic() - started) * 1000, 1)
        logger.info("submissions", extra={"n": len(drafts_), "sent": ends.count(SENT), "ms": ms})
        return ends


def _submitted(drafts_: Sequence[Draft]) -> list[str]:
    at = timezone.now()
    standing = drafts.standing(drafts_, at=at)
    by_wave: dict[int, set[int]] = defaultdict(set)
    for draft in standing:
        by_wave[draft.wave].add(draft.application)
    refused: dict[int, object] = {}
    for wave in Wave.objects.filter(pk__in=by_wave):
        refused |= submitting.submit(by_wave[wave.pk], wave=wave, at=at)
    return [
        SENT if draft in standing and refused.get(draft.application, PAGE) is None else PAGE
        for draft in drafts_
    ]


def _tell(turn: Sequence[Waiting], ends: Sequence[str]) -> None:
    """In the loop that they wait in."""
    for one, end in zip(turn, ends, strict=True):
        if not one.told.done():
            one.told.set_result(end)
