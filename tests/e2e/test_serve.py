"""Serving begins with one command and ends with Ctrl+C, for good."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.e2e.conftest import PATIENCE, answers
from tools.postgres import free_port


def test_ctrl_c_ends_the_server_and_its_workers(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "GELOMBANG_DATA_DIR": str(tmp_path)}
    environment.pop("GELOMBANG_DATABASE_URL", None)
    command = [sys.executable, "-m", "gelombang", "manage", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, start_new_session=True) as server:
        try:
            deadline = time.monotonic() + PATIENCE
            while not answers(port):
                assert server.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
            os.killpg(server.pid, signal.SIGINT)  # what a terminal sends: to the server and to its workers
            server.wait(15)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
    assert not answers(port)
