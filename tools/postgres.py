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
from collections.abc import Iterator
from contextlib import contextmanager
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
        return Path(on_path).parent
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


@contextmanager
def server() -> Iterator[str]:
    """A running server; yields its URL, stops and removes it at the end."""
    bin_folder = programs()
    with tempfile.TemporaryDirectory(prefix="gelombang-pg-", ignore_cleanup_errors=True) as name:
        folder, password, port = Path(name), secrets.token_hex(16), free_port()
        secret = folder / "password"
        secret.write_text(password)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            shutil.chown(secret, "postgres")
        data, log = folder / "data", folder / "log"
        run(
            bin_folder / "initdb", "--pgdata", data, "--username=gelombang", f"--pwfile={secret}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        options = [
            f"-p {port}",
            "-h 127.0.0.1",
            f"-k {folder}",
            *(f"-c {k}={v}" for k, v in SETTINGS.items()),
        ]
        run(bin_folder / "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", " ".join(options))
        try:
            yield f"postgresql://gelombang:{password}@127.0.0.1:{port}/postgres"
        finally:
            run(bin_folder / "pg_ctl", "stop", "-w", "-D", data, "-m", "immediate")


def end(_number: int, _frame: FrameType | None) -> None:
    """Turn a request to end into an exit that still stops the server."""
    raise SystemExit(130)


def main(command: list[str]) -> int:
    """Run the command with the server in its environment; returns its exit code."""
    signal.signal(signal.SIGTERM, end)
    try:
        with server() as url:
            return subprocess.run(
                command, check=False, env={SECRET: "0123456789" * 6, **os.environ, DATABASE: url}
            ).returncode
    except NoPostgreSQLError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
