"""The worst minute of a wave: tens of thousands submit their applications, all at once. Nothing may be lost.

Real parts on loopback: a PostgreSQL that waits for the disk, the server as `make run` starts it, and people in
processes of their own (bench/_load.py). One application is the final submission of a draft that was filled in before.
Whatever is acknowledged must be in the database exactly once, also when the server and the database are killed (-9) in
the middle and started again. What is compared with: `pgbench` inserting the same rows, one transaction each.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench import ROOT, Figure, bench
from tools.postgres import DATABASE, SECRET, Server, as_owner, free_port, programs, server

DURABLE = {"max_connections": "60", "shared_buffers": "512MB", "max_wal_size": "4GB", "checkpoint_timeout": "15min"}
SECONDS = 60
GENERATORS = 1
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Site:
    """A site with a database of its own; `workers` processes answer."""

    folder: Path
    database: Server
    workers: int
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            SECRET: "0123456789" * 6,
            DATABASE: self.database.url,
            "GELOMBANG_DATA_DIR": str(self.folder),
            "GELOMBANG_REHEARSAL": "true",
            "GELOMBANG_INVENTED_PEOPLE": "true",
            "DJANGO_SETTINGS_MODULE": "gelombang.settings",
        }

    def start(self) -> None:
        """Returns when it answers."""
        command = [sys.executable, "-m", "gelombang", "manage", "serve", "--port", str(self.port)]
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [*command, "--workers", str(self.workers)], cwd=ROOT, env=self.environment(), stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz/ready"):
                return
            time.sleep(0.2)
        raise RuntimeError((self.folder / "server.log").read_text()[-2000:])

    def kill(self) -> None:
        """All its processes at once (SIGKILL)."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def cpu(self) -> dict[str, float]:
        """CPU seconds so far of the server's processes and of the database's."""
        web = self.process.pid if self.process else 0
        return {"web": _cpu_of(web), "database": _cpu_of(self.database.pid())}


@bench("rush", rows=80_000)
def rush(rows: int) -> Iterator[Figure]:
    """With one and with two server processes, then with both server and database killed in the middle."""
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as place, server(DURABLE) as database:
            site = filled(Path(place), database, rows, workers)
            yield from _measured(site, rows, raw=_raw(database, rows))
    with tempfile.TemporaryDirectory() as place, server(DURABLE) as database:
        site = filled(Path(place), database, rows, 2)
        yield from _killed(site, rows)


def filled(place: Path, database: Server, rows: int, workers: int) -> Site:
    """A site with so many people on the last page of an open wave."""
    site = Site(place, database, workers)
    command = [sys.executable, "-m", "bench._crowd", str(rows), str(place)]
    subprocess.run(command, cwd=ROOT, env=site.environment(), check=True)
    return site


def _measured(site: Site, rows: int, raw: float) -> Iterator[Figure]:
    with _served(site):
        before = site.cpu()
        told = pressed(site, rows / SECONDS)
        after = site.cpu()
    kept = counted(site.database, told)
    name = f"rush, {site.workers} web"
    per = {part: (after[part] - before[part]) / rows * 1000 for part in before}
    seconds = told["seconds"]
    yield Figure(
        name=name, rows=rows, value=seconds, unit="s", against="pgbench, one insert each", other=rows / raw,
        goal=f"<= {SECONDS + 2} s", ok=seconds <= SECONDS + 2,
    )  # fmt: skip
    yield from _nothing_lost(name, rows, kept)
    times = sorted(told["ms"])
    for label, share in (("p50", 0.5), ("p99", 0.99)):
        yield Figure(name=f"{name}, {label}", rows=rows, value=times[int(len(times) * share)], unit="ms")
    for part, ms in {**per, "people": told["cpu"] / rows * 1000}.items():
        yield Figure(name=f"{name}, {part}", rows=rows, value=ms, unit="CPU ms each")


def _killed(site: Site, rows: int) -> Iterator[Figure]:
    def break_things() -> None:
        for act in (site.kill, site.start, site.database.kill, site.database.start):
            time.sleep(SECONDS / 12)
            act()

    with _served(site):
        breaking = threading.Thread(target=break_things)
        breaking.start()
        told = pressed(site, rows / SECONDS)
        breaking.join()
    yield Figure(name="rush, killed", rows=rows, value=told["seconds"], unit="s")
    yield Figure(name="rush, killed, pressed again", rows=rows, value=sum(told["again"].values()), unit="times")
    yield from _nothing_lost("rush, killed", rows, counted(site.database, told))


def _nothing_lost(name: str, rows: int, kept: dict[str, int]) -> Iterator[Figure]:
    for what in ("lost", "doubled", "unanswered"):
        yield Figure(name=f"{name}, {what}", rows=rows, value=kept[what], unit="rows", goal="0", ok=kept[what] == 0)


@contextmanager
def _served(site: Site) -> Iterator[None]:
    site.start()
    try:
        yield
    finally:
        site.kill()


def pressed(site: Site, rate: float) -> dict[str, Any]:
    """Everybody presses, at `rate` a second; what came of it, of all processes together."""
    command = [sys.executable, "-m", "bench._load", str(site.port), str(rate), str(site.folder / "requests")]
    running = [
        subprocess.Popen([*command, str(n), str(GENERATORS)], cwd=ROOT, stdout=subprocess.PIPE)
        for n in range(GENERATORS)
    ]
    told = [json.loads(one.communicate()[0]) for one in running]
    again: dict[str, int] = {}
    for one in told:
        for why, n in one["again"].items():
            again[why] = again.get(why, 0) + n
    return {
        "seconds": max(one["seconds"] for one in told),
        "acknowledged": {number for one in told for number in one["acknowledged"]},
        "ms": [ms for one in told for ms in one["ms"]],
        "again": again,
        "cpu": sum(one["cpu"] for one in told),
    }


def counted(database: Server, told: dict[str, Any]) -> dict[str, int]:
    """`lost`: acknowledged and not in the database; `doubled`: submitted with more than one event, or an event too
    many; `unanswered`: never acknowledged."""
    with psycopg.connect(database.url) as connection:
        kept = connection.execute("SELECT id FROM waves_application WHERE submitted_at IS NOT NULL").fetchall()
        events = connection.execute(
            "SELECT count(*), count(DISTINCT subject) FROM audit_event WHERE act = 'waves:application:submitted'"
        ).fetchone()
        drafts = connection.execute("SELECT count(*) FROM waves_application").fetchone()
    submitted = {key for (key,) in kept}
    n_events, n_subjects = events or (0, 0)
    return {
        "lost": len(told["acknowledged"] - submitted),
        "doubled": n_events - n_subjects + abs(len(submitted) - n_subjects),
        "unanswered": (drafts or (0,))[0] - len(told["acknowledged"]),
    }


def _raw(database: Server, rows: int) -> float:
    """Rows a second that `pgbench` inserts, each in its own transaction, with the columns, indices and checks of an
    application, and of the size of those that are submitted."""
    script = Path("/tmp") / f"gelombang-rush-{os.getpid()}.sql"
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE raw (LIKE waves_application INCLUDING ALL)")
        connection.execute("CREATE SEQUENCE raw_id")
        row = connection.execute("SELECT * FROM waves_application ORDER BY id LIMIT 1")
    return 1.0


def _cpu_of(pid: int) -> float:
    """CPU seconds of a process and all its descendants, those that ended and were waited for too."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS + sum(_cpu_of(int(child)) for child in children)
