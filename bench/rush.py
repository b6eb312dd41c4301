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
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from bench import ROOT, Figure, bench
from tools.postgres import DATABASE, SECRET, Server, free_port, programs, server

FILL = """
import sys, pathlib, django
django.setup()
from bench import _crowd
_crowd.fill_for_rush(int(sys.argv[1]), pathlib.Path(sys.argv[2]))
"""
COUNT = """
import json, django
django.setup()
from gelombang.audit.models import Event
from gelombang.waves.models import Application
submitted = Application.objects.filter(Application.SUBMITTED).values_list("pk", flat=True)
events = Event.objects.filter(act="waves:application:submitted").values_list("subject", flat=True)
print(json.dumps([list(submitted), list(events)]))
"""
DURABLE = {
    "max_connections": "60",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
}
SECONDS = 60
AT_ONCE = 20_000.0
"""Presses a second: more than anything here can take."""
GENERATORS = 1
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Site:
    """A site with a database of its own, SQLite where none is given; `workers` processes answer."""

    folder: Path
    database: Server | None
    workers: int
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            SECRET: "0123456789" * 6,
            DATABASE: self.database.url if self.database else "",
            "GELOMBANG_DATA_DIR": str(self.folder),
            "GELOMBANG_REHEARSAL": "true",
            "GELOMBANG_INVENTED_PEOPLE": "true",
            "DJANGO_SETTINGS_MODULE": "gelombang.settings",
        }

    @contextmanager
    def in_environment(self) -> Iterator[None]:
        """Processes started meanwhile find the site's database and folder."""
        before = dict(os.environ)
        os.environ.update(self.environment())
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)

    def start(self) -> None:
        """Returns when it answers."""
        command = [sys.executable, "-m", "gelombang", "manage", "serve", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
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
        database = {"database": _cpu_of(self.database.pid())} if self.database else {}
        return {"web": _cpu_of(web), **database}


@bench("rush", rows=80_000)
def rush(rows: int) -> Iterator[Figure]:
    """`rows` people in a minute, then half as many more at once; with one and with two server processes. Then `rows` in
    a minute while both server and database are killed."""
    for workers in (1, 2):
        with filled(rows + rows // 2, workers) as site:
            yield from _paced(site, rows)
            yield from _at_once(site, range(rows, rows + rows // 2))
    with filled(rows, 2) as site:
        yield from killed(site, rows)
    with filled(rows // 2, 1, is_embedded=True) as site:
        yield from _at_once(site, range(rows // 2))


@contextmanager
def filled(rows: int, workers: int, *, is_embedded: bool = False) -> Iterator[Site]:
    """A site that runs, with so many people on the last page of an open wave."""
    with (
        tempfile.TemporaryDirectory() as place,
        nullcontext() if is_embedded else server(DURABLE) as database,
    ):
        site = Site(Path(place), database, workers)
        command = [sys.executable, "-c", FILL, str(rows), place]
        subprocess.run(command, cwd=ROOT, env=site.environment(), check=True)
        site.start()
        try:
            yield site
        finally:
            site.kill()


def _paced(site: Site, rows: int) -> Iterator[Figure]:
    before = site.cpu()
    told = pressed(site, range(rows), rows / SECONDS)
    after, kept = site.cpu(), counted(site, told)
    name, times = f"rush in {SECONDS} s, {site.workers} web", sorted(told["ms"])
    is_soon = told["seconds"] <= SECONDS + 2
    yield Figure(
        name=name, rows=rows, value=told["seconds"], unit="s", goal=f"<= {SECONDS + 2} s", ok=is_soon, also=kept
    )  # fmt: skip
    yield _nothing_lost(name, rows, kept)
    for label, share in (("p50", 0.5), ("p99", 0.99)):
        yield Figure(
            name=f"{name}, {label}", rows=rows, value=times[int(len(times) * share)], unit="ms", also=kept
        )
    spent = {part: after[part] - before[part] for part in before} | {"people": told["cpu"]}
    for part, seconds in spent.items():
        each = seconds / rows * 1000
        yield Figure(name=f"{name}, {part}", rows=rows, value=each, unit="CPU ms each", also=kept)


def _at_once(site: Site, who: range) -> Iterator[Figure]:
    told = pressed(site, who, AT_ONCE)
    kept, n, seconds = counted(site, told), len(who), told["seconds"]
    name = f"rush at once, {site.workers} web" + ("" if site.database else ", SQLite")
    against, raw = ("pgbench, one insert each", _raw(site, n)) if site.database else ("", None)
    yield Figure(name=name, rows=n, value=seconds, unit="s", against=against, other=raw, also=kept)
    yield Figure(name=f"{name}, rate", rows=n, value=n / seconds, unit="a second", also=kept)
    yield _nothing_lost(name, n, kept)


def killed(site: Site, rows: int) -> Iterator[Figure]:
    """In the minute the server is killed and started, then the database."""

    database = cast("Server", site.database)

    def break_things() -> None:
        for act in (site.kill, site.start, database.kill, database.start):
            time.sleep(SECONDS / 12)
            act()

    breaking = threading.Thread(target=break_things)
    breaking.start()
    told = pressed(site, range(rows), rows / SECONDS)
    breaking.join()
    kept, again = counted(site, told), sum(told["again"].values())
    yield Figure(name="rush, killed", rows=rows, value=told["seconds"], unit="s", also=kept)
    yield Figure(name="rush, killed, pressed again", rows=rows, value=again, unit="times", also=kept)
    yield _nothing_lost("rush, killed", rows, kept)


def _nothing_lost(name: str, rows: int, kept: dict[str, int]) -> Figure:
    wrong = sum(kept.values())
    return Figure(
        name=f"{name}, lost, doubled, unanswered", rows=rows, value=wrong, unit="people", goal="0", ok=not wrong, also=kept
    )  # fmt: skip


def pressed(site: Site, who: range, rate: float) -> dict[str, Any]:
    """These people press, `rate` of them a second; what came of it, of all processes together."""
    lines = (site.folder / "requests").read_text().splitlines()
    running = []
    for part in range(GENERATORS):
        file, mine = site.folder / f"requests-{part}", who[part::GENERATORS]
        file.write_text("".join(f"{n + 1} {lines[n]}\n" for n in mine))
        command = [sys.executable, "-m", "bench._load", str(site.port), str(rate / GENERATORS), str(file)]
        running.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE))
    told = [json.loads(one.communicate()[0]) for one in running]
    again: dict[str, int] = {}
    for one in told:
        for why, n in one["again"].items():
            again[why] = again.get(why, 0) + n
    return {
        "seconds": max(one["seconds"] for one in told),
        "acknowledged": {number for one in told for number in one["acknowledged"]},
        "ms": [ms for one in told for ms in one["ms"]],
        "unanswered": len(who) - sum(len(one["acknowledged"]) for one in told),
        "again": again,
        "cpu": sum(one["cpu"] for one in told),
    }


def counted(site: Site, told: dict[str, Any]) -> dict[str, int]:
    """`lost`: acknowledged and not in the database; `doubled`: submitted with more than one event, or an event too
    many; `unanswered`: never acknowledged."""
    command = [sys.executable, "-c", COUNT]
    found = subprocess.run(command, cwd=ROOT, env=site.environment(), check=True, stdout=subprocess.PIPE)
    submitted, events = json.loads(found.stdout)
    subjects = set(events)
    return {
        "lost": len(told["acknowledged"].difference(submitted)),
        "doubled": len(events) - len(subjects) + abs(len(submitted) - len(subjects)),
        "unanswered": told["unanswered"],
    }


def _raw(site: Site, rows: int) -> float:
    """Seconds in which `pgbench` inserts as many rows, each in its own transaction: the columns, indices and checks of
    an application, what was filled in and what submitting adds."""
    url = cast("Server", site.database).url
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE raw (LIKE waves_application INCLUDING ALL EXCLUDING IDENTITY)")
        connection.execute("CREATE SEQUENCE raw_id")
        kept = connection.execute("SELECT * FROM waves_application WHERE submitted_at IS NOT NULL LIMIT 1")
        names = [column.name for column in kept.description or ()]
        row = dict(zip(names, kept.fetchone() or (), strict=True))
        row |= {name: Jsonb(row[name]) for name in ("asked", "answers", "baseline", "receipt", "reasons")}
        said = {name: sql.Literal(value).as_string(connection) for name, value in row.items()}
    said |= dict.fromkeys(("id", "person_id"), "nextval('raw_id')")
    script = site.folder / "raw.sql"
    named = ", ".join(f'"{name}"' for name in said)
    script.write_text(f"INSERT INTO raw ({named}) VALUES ({', '.join(said.values())});\n")
    command = [
        programs() / "pgbench",
        "-n",
        "-M",
        "prepared",
        "-c",
        "8",
        "-j",
        "1",
        "-t",
        rows // 8,
        "-f",
        script,
    ]
    done = subprocess.run(
        [*map(str, command), url],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    rate = re.search(r"tps = ([0-9.]+)", done.stdout)
    if rate is None:
        raise RuntimeError(done.stdout)
    return rows / float(rate[1])


def _cpu_of(pid: int) -> float:
    """CPU seconds of a process and all its descendants, those that ended and were waited for too."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS + sum(_cpu_of(int(child)) for child in children)
