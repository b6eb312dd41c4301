"""Serving begins with one command and ends with Ctrl+C, for good."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.conftest import PATIENCE, answers
from tools.postgres import free_port


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple["subprocess.Popen[bytes]", int, Path]]:
    """A server that answers, its port, and the file of what it says on standard error."""
    port, log = free_port(), folder / "log"
    environment = {**os.environ, "GELOMBANG_DATA_DIR": str(folder)}
    environment.pop("GELOMBANG_DATABASE_URL", None)
    command = [sys.executable, "-m", "gelombang", "manage", "serve", "--port", str(port), *options]
    with (
        log.open("wb") as lines,
        subprocess.Popen(command, env=environment, start_new_session=True, stderr=lines) as server,
    ):
        try:
            deadline = time.monotonic() + PATIENCE
            while not answers(port):
                assert server.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield server, port, log
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)


def said_by(port: int, data: bytes, answer: bytes) -> socket.socket:
    """An open connection that has said this and heard that."""
    held = socket.create_connection(("localhost", port))
    held.sendall(data)
    assert held.recv(len(answer)) == answer
    return held


def test_ctrl_c_ends_the_server_and_its_workers(tmp_path: Path) -> None:
    """Soon and silently, whoever is connected and however far they have come; and all that is logged is JSON."""
    with served(tmp_path) as (server, port, log):
        live = b"GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
        form = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
        strange = b"GET / HTTP/1.1\r\nHost: penipu.example\r\n\r\n"
        held = [said_by(port, strange + form, b"HTTP/1.1 400")]
        for _ in range(8):  # so that each worker has some of each kind
            held += [said_by(port, b"", b""), said_by(port, b"GET /", b""), said_by(port, form, b"")]
            held += [said_by(port, live, b"HTTP/1.1 200")]
        started = time.monotonic()
        os.killpg(server.pid, signal.SIGINT)  # what a terminal sends: to the server and to its workers
        code = server.wait(15)
        took = time.monotonic() - started
        for connection in held:
            connection.close()
    assert (code, took < 3) == (0, True), took
    assert not answers(port)
    assert [line for line in log.read_text().splitlines() if "level" not in json.loads(line)] == []
    assert "Killing" not in log.read_text()


def test_a_worker_ends_when_no_page_is_being_made_any_more() -> None:
    """It waits for a page at work, for nobody else, and hears the signal as the server does."""
    script = """
import asyncio, signal, sys, time
from gelombang.portal import ending
at_work = [1]
async def receive():
    if said:
        return said.pop()
    await asyncio.sleep(60)
async def send(message): pass
async def go():
    task = asyncio.create_task(ending.live(receive, send, lambda: at_work[0]))
    await asyncio.sleep(0.1)
    signal.raise_signal(signal.SIGTERM)
    await asyncio.sleep(1)
    print("waited", flush=True)
    at_work[0] = 0
    await asyncio.sleep(30)
said = [{"type": "lifespan.startup"}]
signal.signal(signal.SIGTERM, lambda *_: print("heard", flush=True))
asyncio.run(go())
"""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=25, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "heard\nwaited\n", "")
    assert time.monotonic() - started < 20
