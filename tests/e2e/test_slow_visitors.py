"""Visitors on slow lines, some of them on purpose, against the served site: nobody else waits for them."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

CHECK = "/undian/rehearsal-gelombang-1/periksa/"
LIST = "/undian/rehearsal-gelombang-1/berkas/list.csv"
PROMPT = 3.0  # seconds
HALF_SENT = (
    f"POST {CHECK} HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken={'a' * 32}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na=b"
)
LOOKING_AWAY = f"GET {LIST} HTTP/1.1\r\nHost: localhost\r\n\r\n" * 40
UPLOAD = f"POST {CHECK} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=X\r\n"


def connected(site: str) -> socket.socket:
    found = urlsplit(site)
    assert found.port is not None
    return socket.create_connection(("localhost", found.port), timeout=60)


@contextmanager
def visitors(site: str, number: int, said: str) -> Iterator[list[socket.socket]]:
    """So many connections, each of which says this and then nothing."""
    with ExitStack() as stack:
        opened = []
        for _ in range(number):
            opened.append(stack.enter_context(connected(site)))
            opened[-1].sendall(said.encode())
        time.sleep(1)
        yield opened


def seconds_of(site: str, path: str) -> float:
    """How long somebody else waits for a page."""
    connection = HTTPConnection("localhost", urlsplit(site).port or 0, timeout=30)
    started = time.monotonic()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200
    return time.monotonic() - started


def answer_of(connection: socket.socket) -> bytes:
    found = b""
    while piece := connection.recv(65_536):
        found += piece
    return found


@pytest.mark.parametrize(
    ("number", "said"),
    [(60, HALF_SENT), (600, ""), (600, "GET / HTTP/1.1\r\nHost: loc"), (60, LOOKING_AWAY)],
    ids=["forms half sent", "connections that say nothing", "heads half sent", "readers who look away"],
)
def test_nobody_waits_for_a_slow_visitor(site: str, number: int, said: str) -> None:
    seconds_of(site, CHECK)
    with visitors(site, number, said):
        waits = [seconds_of(site, path) for path in (CHECK, "/healthz/live", LIST, CHECK) * 3]
    assert max(waits) < PROMPT


def test_who_stays_silent_is_told_and_left(site: str) -> None:
    with visitors(site, 1, HALF_SENT) as forms, visitors(site, 1, "") as silent:
        answer = answer_of(forms[0])
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert "Kiriman Anda tidak sampai" in answer.decode()
        assert answer_of(silent[0]) == b""


def test_a_connection_between_two_requests_is_not_held_for_ever(site: str) -> None:
    with visitors(site, 1, "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n") as waiting:
        started = time.monotonic()
        assert answer_of(waiting[0]).startswith(b"HTTP/1.1 200 ")
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("path", [CHECK, "/", "/static/portal/style.css", "/en/tidak-ada/"])
def test_two_gigabytes_are_refused_before_they_are_sent(site: str, path: str) -> None:
    with connected(site) as connection:
        head = UPLOAD.replace(CHECK, path) + "Content-Length: 2000000000\r\n\r\n"
        connection.sendall(head.encode())
        answer = answer_of(connection)
    assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("chunked", [False, True])
def test_who_sends_a_photograph_reads_why_it_is_refused(site: str, chunked: bool) -> None:
    """Five megabytes are taken to their end: a browser that cannot send shows no answer."""
    piece, number = b"a" * 50_000, 100
    with connected(site) as connection:
        length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(piece) * number}"
        connection.sendall(f"{UPLOAD}{length}\r\n\r\n".encode())
        for _ in range(number):
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        connection.sendall(b"0\r\n\r\n" if chunked else b"")
        answer = answer_of(connection)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert "Kiriman Anda terlalu besar" in answer.decode()
