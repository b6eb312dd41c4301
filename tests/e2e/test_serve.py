"""Serving begins with one command and ends with Ctrl+C, for good."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.e2e.conftest import PATIENCE, answers
from tools.postgres import free_port


def test_ctrl_c_ends_the_server_and_its_workers(tmp_path: Path) -> None:
    """Also while somebody is connected; and all that is logged is JSON."""
    port = free_port()
    environment = {**os.environ, "GELOMBANG_DATA_DIR": str(tmp_path)}
    environment.pop("GELOMBANG_DATABASE_URL", None)
    command = [sys.executable, "-m", "gelombang", "manage", "serve", "--port", str(port)]
    log = tmp_path / "log"
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
            held = socket.create_connection(("localhost", port))
            held.sendall(b"GET / HTTP/1.1\r\nHost: penipu.example\r\n\r\n")
            held.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
            assert held.recv(12) == b"HTTP/1.1 400"
            os.killpg(server.pid, signal.SIGINT)  # what a terminal sends: to the server and to its workers
            server.wait(15)
            held.close()
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
    assert not answers(port)
    assert [line for line in log.read_text().splitlines() if "level" not in json.loads(line)] == []
