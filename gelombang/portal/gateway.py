"""Between the server and the pages: a request reaches a page when it is complete, an answer leaves at the pace of its
reader, and neither keeps a thread while it waits.

Pages are plain functions that run in a few threads. A visitor on a slow line, or one who is slow on purpose, would
hold a thread for as long as the line takes; ten of them would hold the site. Here such a visitor costs a waiting
coroutine and at most `Bounds.body` bytes. docs/adr/0010 says why, docs/settings.md what a proxy must still do.
"""

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import unquote_to_bytes

from . import ending

REFUSED = "gelombang.refused"
"""Where a page finds why a request did not come through whole: one of the three below."""
TOO_LARGE, TOO_SLOW, TOO_MANY = "too large", "too slow", "too many"

LISTS = re.compile(r"(?:/en)?/kantor/gelombang/[0-9]{1,10}/daftar/")
"""Where staff load a list of numbers, the one thing here that is larger than a proof."""
BODIES = frozenset({"POST", "PUT", "PATCH"})
PIECE = 1 << 16
MANY, LEAST = 500, 256
"""Pieces that a body may come in: so many, and one more for so many bytes. A packet brings more; bytes that come one by
one cost more time than they carry."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]
"""A WSGI application; its answer is an iterable of bytes."""
Lane = Callable[[Scope, bytes], Awaitable[tuple[int, list[tuple[bytes, bytes]], bytes] | None]]
"""Answers a request that came whole with status, headers and body, or leaves it to the pages."""


@dataclass(frozen=True)
class Bounds:
    """What one visitor may ask of a worker: sizes in bytes, times in seconds.

    `body`: the largest body. `drained`: how much of a larger one is taken before its sender is told. `whole`: until a
    body must be complete; a proof of 200 kB takes 25 s at 8 kB/s. `silence`: the longest wait for its next piece.
    `reading`: the longest wait for a reader who takes nothing. `held`: all unfinished bodies of a worker together, but
    one of `always` bytes, a form without a file, is taken whoever else fills them. `lists`: the largest body where
    lists are loaded, of which `lists_at_once` are taken at a time."""

    body: int
    lists: int = 0
    lists_at_once: int = 2
    drained: int = 8_000_000
    whole: float = 60.0
    silence: float = 10.0
    reading: float = 120.0
    held: int = 64_000_000
    always: int = 8_000


@dataclass
class Answer:
    """What a page said. `pieces` is empty where `body` is all of it."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    pieces: Iterator[bytes] | None
    close: Callable[[], object]


class OpenFile:
    """What WSGI calls a file wrapper: a file read in large pieces."""

    def __init__(self, file: BinaryIO, _size: int = PIECE) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(PIECE), b"")

    def close(self) -> None:
        self.file.close()


class Gone(Exception):
    """The visitor hung up, or might as well."""


class Gateway:
    """An ASGI application (version 3: http and lifespan) in front of a WSGI application (PEP 3333). A `lane` is asked
    before the pages, and answers itself what it can."""

    def __init__(
        self, application: Application, threads: int, bounds: Bounds, lane: Lane | None = None
    ) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, "page")
        self._bounds = bounds
        self._lane = lane
        self._held = 0
        self._lists = 0
        self._at_work = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; or live, as long as the worker does."""
        if scope["type"] == "lifespan":
            await ending.live(receive, send, lambda: self._at_work)
            return
        try:
            body, refused = await self._body(scope, receive)
        except Gone:  # or one whose body breaks the rules of HTTP: who reads this is no browser
            await send({"type": "http.response.start", "status": 400, "headers": [(b"connection", b"close")]})
            await send({"type": "http.response.body", "body": b""})
            return
        if self._lane is not None and not refused and await self._by_lane(scope, body, send):
            return
        with suppress(Gone):
            environ = environ_of(scope, body)
            if refused:
                environ[REFUSED] = refused
            answer = await self._page(environ, send)
            if answer is not None:
                await self._stream(answer, receive, send)

    async def _by_lane(self, scope: Scope, body: bytes, send: Send) -> bool:
        """Whether the lane had the answer, which is then sent."""
        self._at_work += 1
        try:
            reply = await self._lane(scope, body) if self._lane else None
            if reply is None:
                return False
            status, headers, said = reply
            length = (b"content-length", str(len(said)).encode())
            await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
            await send({"type": "http.response.body", "body": said})
            return True
        finally:
            self._at_work -= 1

    async def _page(self, environ: dict[str, Any], send: Send) -> Answer | None:
        """Ask the page and send what it said; returns the answer where its pieces are still to be sent."""
        self._at_work += 1
        try:
            answer: Answer = await self._in_thread(self._asked, environ)
            if REFUSED in environ:  # what is left of the body is never read
                answer.headers.append((b"connection", b"close"))
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            if answer.pieces is None:
                await send({"type": "http.response.body", "body": answer.body})
                return None
            return answer
        finally:
            self._at_work -= 1

    async def _body(self, scope: Scope, receive: Receive) -> tuple[bytes, str]:
        """The whole body, or why it is refused."""
        length = length_of(scope)
        is_list = self._bounds.body < length <= self._bounds.lists and _is_of_lists(scope)
        if not is_list:
            return await self._bounded(scope, receive, length, self._bounds.body)
        if self._lists >= self._bounds.lists_at_once:
            return b"", TOO_MANY
        self._lists += 1
        try:
            return await self._bounded(scope, receive, length, self._bounds.lists)
        finally:
            self._lists -= 1

    async def _bounded(self, scope: Scope, receive: Receive, length: int, most: int) -> tuple[bytes, str]:
        """The whole body of at most so many bytes."""
        if length > self._bounds.drained:
            return b"", TOO_LARGE
        if scope["method"] not in BODIES:
            return b"", TOO_LARGE if length > most else ""
        pieces = bytearray()
        try:
            async with asyncio.timeout(self._bounds.whole):
                refused = await self._pieces(receive, pieces, most)
        except TimeoutError:
            return b"", TOO_SLOW
        finally:
            self._held -= len(pieces)
        if not refused and len(pieces) < length:
            raise Gone
        return (b"", refused) if refused else (bytes(pieces), "")

    async def _pieces(self, receive: Receive, pieces: bytearray, most: int) -> str:
        """Fill `pieces`. Of a body that is too large a part is still taken, and forgotten: a browser reads no answer
        before it has sent."""
        size, number, more = 0, 0, True
        while more:
            async with asyncio.timeout(self._bounds.silence):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            piece, more = message.get("body", b""), message.get("more_body", False)
            size, number = size + len(piece), number + 1
            if number > MANY + size // LEAST:
                raise Gone
            if size > self._bounds.drained:
                break
            if size <= most:
                pieces += piece
                self._held += len(piece)
            if self._held > self._bounds.held and size > self._bounds.always:
                return TOO_MANY
        return TOO_LARGE if size > most else ""

    async def _stream(self, answer: Answer, receive: Receive, send: Send) -> None:
        """At the reader's pace. Who takes nothing for too long is left, and for who hung up nothing more is read: a
        server takes what is sent to nobody as quickly as it is read."""
        gone = asyncio.ensure_future(_gone(receive))
        try:
            while not gone.done() and (piece := await self._in_thread(next, answer.pieces, b"")):
                async with asyncio.timeout(self._bounds.reading):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except (TimeoutError, OSError):
            raise Gone from None
        finally:
            gone.cancel()
            await self._in_thread(answer.close)

    async def _in_thread(self, call: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call, *given)

    def _asked(self, environ: dict[str, Any]) -> Answer:
        """Ask the page, in a thread. A page that is not a stream is taken whole."""
        said: list[tuple[int, list[tuple[bytes, bytes]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
            said.append((int(status[:3]), pairs))

        result = self._application(environ, start)
        close = getattr(result, "close", lambda: None)
        streamed = isinstance(result, OpenFile) or getattr(result, "streaming", False)
        if streamed and environ["REQUEST_METHOD"] != "HEAD":
            return Answer(*said[-1], b"", iter(result), close)
        try:
            body = b"" if streamed else b"".join(result)
        finally:
            close()
        return Answer(*said[-1], body, None, close)


def _is_of_lists(scope: Scope) -> bool:
    return LISTS.fullmatch(scope["raw_path"].decode("latin-1")) is not None


async def _gone(receive: Receive) -> None:
    """Returns when the visitor has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass


def length_of(scope: Scope) -> int:
    """The length that a request says its body has; 0 where it says none."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value) if len(value) < 18 else sys.maxsize
    return 0


def environ_of(scope: Scope, body: bytes) -> dict[str, Any]:
    """A request as WSGI has it (PEP 3333).

    A name with an underscore is dropped: in WSGI X_Forwarded_Proto and X-Forwarded-Proto become one, and a visitor
    could speak in the proxy's name. What comes twice is joined, so that it equals no single value."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": OpenFile,
        "CONTENT_LENGTH": str(len(body)),
    }
    for raw, value in scope["headers"]:
        name, text = raw.decode("latin-1"), value.decode("latin-1")
        if "_" in name or name in ("content-length", "transfer-encoding"):
            continue
        key = name.upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{text}" if key in environ else text
    return environ
