"""The gateway: what a page is asked, and what of a visitor it never sees."""

import asyncio
import itertools
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from gelombang.portal.gateway import REFUSED, TOO_LARGE, TOO_MANY, TOO_SLOW, Bounds, Gateway, OpenFile

Message = MutableMapping[str, Any]
SMALL = Bounds(body=1000, drained=5000, whole=0.5, silence=0.2, reading=0.2, held=3000, always=100)
SILENT: Message = {}
T = TypeVar("T")


class Page:
    """A WSGI application that remembers what it was asked and echoes the body."""

    def __init__(self, pieces: Iterator[bytes] | None = None) -> None:
        self.asked: list[dict[str, Any]] = []
        self.pieces, self.closed = pieces, False

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        self.asked.append(environ)
        start("200 OK", [("X-Said", "ya")])
        return self if self.pieces else [environ["wsgi.input"].read()]

    streaming = True

    def __iter__(self) -> Iterator[bytes]:
        assert self.pieces is not None
        return self.pieces

    def close(self) -> None:
        self.closed = True


def run(go: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: Playwright, where its tests ran before, keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, go).result()


def scope_of(
    method: str = "POST", headers: tuple[tuple[bytes, bytes], ...] = (), path: bytes = b"/"
) -> Message:
    return {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "raw_path": path,
        "query_string": b"", "headers": list(headers), "server": ("127.0.0.1", 80), "client": ("127.0.0.2", 5),
    }  # fmt: skip


def visit(
    gateway: Gateway, scope: Message, *messages: Message, reads: Callable[[Message], Any] | None = None
) -> list[Message]:
    """What is sent to a visitor who says these messages; after SILENT nothing comes any more."""
    sent: list[Message] = []

    async def go() -> None:
        said = iter(messages)

        async def receive() -> Message:
            message = next(said, SILENT)
            if not message:
                await asyncio.sleep(60)
            return message

        async def send(message: Message) -> None:
            sent.append(message)
            if reads:
                await reads(message)

        await gateway(scope, receive, send)

    run(go())
    return sent


def piece(body: bytes, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def ask(
    *messages: Message, scope: Message | None = None, bounds: Bounds = SMALL
) -> tuple[Page, list[Message]]:
    page = Page()
    return page, visit(Gateway(page, 1, bounds), scope or scope_of(), *messages)


def test_a_body_comes_whole_to_the_page() -> None:
    page, sent = ask(piece(b"satu ", more=True), piece(b"dua"))
    assert [message.get("body") for message in sent] == [None, b"satu dua"]
    assert sent[0]["status"] == 200
    assert sent[0]["headers"] == [(b"x-said", b"ya")]
    assert page.asked[0]["CONTENT_LENGTH"] == "8"


@pytest.mark.parametrize(
    ("messages", "length", "why"),
    [
        ([piece(b"a=b", more=True), SILENT], b"1000", TOO_SLOW),
        ([piece(b"a" * 600, more=True), piece(b"a" * 600)], None, TOO_LARGE),  # chunked: no length is given
        ([piece(b"a" * 900, more=True)] * 9, None, TOO_LARGE),
        ([], b"9999999", TOO_LARGE),
        ([], b"9" * 5000, TOO_LARGE),
        ([piece(b"a" * 2000)], b"2000", TOO_LARGE),
    ],
)
def test_what_does_not_come_whole_is_refused(messages: list[Message], length: bytes | None, why: str) -> None:
    headers = ((b"content-length", length),) if length else ()
    page, sent = ask(*messages, scope=scope_of(headers=headers))
    assert page.asked[0][REFUSED] == why
    assert page.asked[0]["wsgi.input"].read() == b""
    assert (b"connection", b"close") in sent[0]["headers"]


def test_a_trickle_ends_too() -> None:
    """Each piece in time, the whole never."""
    page = Page()
    gateway = Gateway(page, 1, SMALL)

    async def go() -> float:
        async def receive() -> Message:
            await asyncio.sleep(0.05)
            return piece(b"a", more=True)

        async def send(message: Message) -> None: ...

        started = time.monotonic()
        await gateway(scope_of(), receive, send)
        return time.monotonic() - started

    assert run(go()) < 5
    assert page.asked[0][REFUSED] == TOO_SLOW


def test_all_bodies_together_are_bounded_and_given_back() -> None:
    page = Page()
    gateway = Gateway(page, 1, SMALL)

    async def go() -> None:
        async def receive(said: Iterator[Message]) -> Message:
            message = next(said, SILENT)
            return message or await asyncio.sleep(60, SILENT)

        async def send(message: Message) -> None: ...

        def one(said: Iterator[Message]) -> Any:
            return gateway(scope_of(), lambda: receive(said), send)

        large = [one(iter([piece(b"a" * 900, more=True)])) for _ in range(5)]
        await asyncio.gather(*large, one(iter([piece(b"a" * 90)])))  # a small form passes

    run(go())
    refused = [environ.get(REFUSED, "") for environ in page.asked]
    assert sorted(refused) == sorted(["", TOO_MANY, TOO_MANY, TOO_SLOW, TOO_SLOW, TOO_SLOW])
    assert gateway._held == 0


@pytest.mark.parametrize(
    "messages",
    [[{"type": "http.disconnect"}], [piece(b"abc", more=True), {"type": "http.disconnect"}], [piece(b"abc")]],
)
def test_for_who_hangs_up_no_page_is_made(messages: list[Message]) -> None:
    page, sent = ask(*messages, scope=scope_of(headers=((b"content-length", b"10"),)))
    assert page.asked == []
    assert [message.get("status") for message in sent] == [400, None]


def test_a_body_in_single_bytes_is_refused() -> None:
    page, sent = ask(*[piece(b"a", more=True)] * 900, piece(b""))
    assert page.asked == []
    assert sent[0]["status"] == 400


def test_slow_visitors_hold_no_thread() -> None:
    """A hundred who stopped in the middle, one thread, and still an answer at once."""
    page = Page()
    gateway = Gateway(page, 1, Bounds(body=1000))

    async def go() -> None:
        async def silent() -> Message:
            return await asyncio.sleep(60, SILENT)

        async def send(message: Message) -> None: ...

        slow = [asyncio.create_task(gateway(scope_of(), silent, send)) for _ in range(100)]
        await asyncio.sleep(0)

        async def quick() -> Message:
            return piece(b"")

        await asyncio.wait_for(gateway(scope_of(), quick, send), 5)
        for task in slow:
            task.cancel()

    run(go())
    assert len(page.asked) == 1


def test_a_stream_leaves_at_the_pace_of_its_reader() -> None:
    page = Page(itertools.repeat(b"a" * 100))
    taken = []

    async def reads(message: Message) -> None:
        taken.append(message)
        if len(taken) > 5:
            await asyncio.sleep(60)

    sent = visit(Gateway(page, 1, SMALL), scope_of("GET"), reads=reads)
    assert len(sent) == 6  # and nothing more was read for a reader who takes nothing
    assert page.closed


def test_for_who_hung_up_nothing_more_is_read() -> None:
    page = Page(itertools.repeat(b"a" * 100))
    sent = visit(Gateway(page, 1, SMALL), scope_of("GET"), piece(b""), {"type": "http.disconnect"})
    assert len(sent) < 50
    assert page.closed


def test_a_head_has_no_body_and_reads_no_file() -> None:
    page = Page(itertools.repeat(b"a"))
    sent = visit(Gateway(page, 1, SMALL), scope_of("HEAD"))
    assert sent[-1]["body"] == b""
    assert page.closed


def test_the_pages_run_in_no_more_threads_than_given() -> None:
    names = set()

    def page(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        names.add(threading.current_thread().name)
        start("200 OK", [])
        return []

    gateway = Gateway(page, 2, SMALL)
    for _ in range(8):
        visit(gateway, scope_of("GET"))
    assert 1 <= len(names) <= 2


@pytest.mark.parametrize(
    ("headers", "name", "value"),
    [
        ([(b"x_forwarded_proto", b"https")], "HTTP_X_FORWARDED_PROTO", None),
        (
            [(b"x-forwarded-proto", b"http"), (b"x_forwarded_proto", b"https")],
            "HTTP_X_FORWARDED_PROTO",
            "http",
        ),
        (
            [(b"x-forwarded-proto", b"http"), (b"x-forwarded-proto", b"https")],
            "HTTP_X_FORWARDED_PROTO",
            "http,https",
        ),
        ([(b"x_request_id", b"dari-luar-1")], "HTTP_X_REQUEST_ID", None),
        ([(b"cookie", b"a=1"), (b"cookie", b"b=2")], "HTTP_COOKIE", "a=1; b=2"),
        ([(b"content_length", b"7")], "CONTENT_LENGTH", "0"),
        ([(b"content-type", b"text/plain")], "CONTENT_TYPE", "text/plain"),
        ([(b"transfer-encoding", b"chunked")], "HTTP_TRANSFER_ENCODING", None),
        ([(b"gelombang.refused", b"too large")], REFUSED, None),
    ],
)
def test_headers(headers: list[tuple[bytes, bytes]], name: str, value: str | None) -> None:
    page, _ = ask(piece(b""), scope=scope_of(headers=tuple(headers)))
    assert page.asked[0].get(name) == value


def test_a_path_is_what_was_asked_for() -> None:
    page, _ = ask(piece(b""), scope=scope_of(path=b"//a%2Fb%ff"))
    assert page.asked[0]["PATH_INFO"] == "//a/b\xff"


def test_a_file_is_read_in_large_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a" * 600_000)
    with path.open("rb") as file:
        assert [len(one) for one in OpenFile(file)] == [65_536] * 9 + [10_176]


@pytest.mark.parametrize(
    ("path", "length", "why"),
    [
        (b"/kantor/gelombang/3/daftar/", 3000, None),
        (b"/en/kantor/gelombang/3/daftar/", 3000, None),
        (b"/kantor/gelombang/3/daftar/", 4500, TOO_LARGE),
        (b"/kantor/gelombang/x/daftar/", 3000, TOO_LARGE),
        (b"/undian/", 3000, TOO_LARGE),
    ],
)
def test_a_list_may_be_larger_where_lists_are_loaded_alone(path: bytes, length: int, why: str | None) -> None:
    bounds = Bounds(body=1000, lists=4000, drained=5000, whole=0.5, silence=0.2, held=9000)
    scope = scope_of(path=path, headers=((b"content-length", str(length).encode()),))
    page, _ = ask(piece(b"a" * length), scope=scope, bounds=bounds)
    assert page.asked[0].get(REFUSED) == why


def test_few_lists_are_taken_at_once() -> None:
    bounds = Bounds(body=1000, lists=4000, lists_at_once=0, drained=5000, held=9000)
    scope = scope_of(path=b"/kantor/gelombang/3/daftar/", headers=((b"content-length", b"3000"),))
    page, _ = ask(piece(b"a" * 3000), scope=scope, bounds=bounds)
    assert page.asked[0][REFUSED] == TOO_MANY
