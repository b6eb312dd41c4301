"""A throw-away PostgreSQL around one command: `python -m tools.postgres pytest tests/integration`.

The server lives in a temporary folder, listens on 127.0.0.1 at a free port with a random password, does not wait
for the disk (nothing in it is worth keeping), and is gone when the command ends. The command finds it in
`GELOMBANG_DATABASE_URL`. initdb refuses to run as root, so root runs the server as the account `postgres`.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

DATABASE = "GELOMBANG_DATABASE_URL"
SECRET = "GELOMBANG_SECRET_KEY"  # a site with a database of its own must have one
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
}


class NoPostgreSQLError(Exception):
    """No PostgreSQL server can be started here; the message says why."""


def programs() -> Path:
    """The folder with initdb and pg_ctl: that of PATH, else the newest that Debian installed."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0])
    )
    if not installed:
        raise NoPostgreSQLError("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    return installed[-1].parent


def as_owner(*command: str | Path) -> list[str]:
    """The command as the account that owns the server: `postgres` for root, oneself otherwise."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return [*prefix, *map(str, command)]


def run(*command: str | Path) -> None:
    """Run one of PostgreSQL's programs as the owner, from a folder that the owner may read."""
    done = subprocess.run(
        as_owner(*command), cwd="/", check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise NoPostgreSQLError(f"{Path(str(command[0])).name} failed:\n{done.stdout}")


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server in a folder that is there already and empty. It can be killed as a power cut kills it, and started
    again on what is in the folder."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.port, password = free_port(), secrets.token_hex(16)
        self.url = f"postgresql://gelombang:{password}@127.0.0.1:{self.port}/postgres"
        self._bin, self._data, self._log = programs(), folder / "data", folder / "log"
        told = {"p": str(self.port), "h": "127.0.0.1", "k": str(folder)}
        self._options = " ".join(
            [*(f"-{name} {value}" for name, value in told.items())]
            + [f"-c {name}={value}" for name, value in settings.items()]
        )
        secret = folder / "password"
        secret.write_text(password)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            shutil.chown(secret, "postgres")
        run(
            self._bin / "initdb", "--pgdata", self._data, "--username=gelombang", f"--pwfile={secret}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip

    def start(self) -> None:
        """Returns when it answers; after a kill it first brings its data in order."""
        run(self._bin / "pg_ctl", "start", "-w", "-D", self._data, "-l", self._log, "-o", self._options)

    def pid(self) -> int:
        """Of the process that all others of the server are children of."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """At once, with all its processes (SIGKILL): nothing is written or said any more."""
        first = self.pid()
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        pids = [first, *map(int, children)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(Path(f"/proc/{pid}").exists() for pid in pids):  # its memory is still in use
            time.sleep(0.05)

    def stop(self) -> None:
        """Without care for what it holds."""
        run(self._bin / "pg_ctl", "stop", "-w", "-D", self._data, "-m", "immediate")


@contextmanager
def server(settings: dict[str, str] | None = None) -> Iterator[Server]:
    """A running server, with the settings of tests where none are given; stopped and removed at the end."""
    with tempfile.TemporaryDirectory(prefix="gelombang-pg-", ignore_cleanup_errors=True) as name:
        made = Server(Path(name), SETTINGS if settings is None else settings)
        made.start()
        try:
            yield made
        finally:
            made.stop()


def end(_number: int, _frame: FrameType | None) -> None:
    """Turn a request to end into an exit that still stops the server."""
    raise SystemExit(130)


def main(command: list[str]) -> int:
    """Run the command with the server in its environment; returns its exit code."""
    signal.signal(signal.SIGTERM, end)
    try:
        with server() as made:
            return subprocess.run(
                command, check=False, env={SECRET: "0123456789" * 6, **os.environ, DATABASE: made.url}
            ).returncode
    except NoPostgreSQLError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
