"""A nation applies to one wave: every step from the closing second to the notices, as the site does them.

`--rows 5600000` is the largest wave of the real programme. PostgreSQL on this machine; each step in a process of its
own, as `gelombang manage tick` runs them one after the other.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import ROOT, Figure, bench, peak_megabytes
from bench.rush import DURABLE, Site
from tools.postgres import server

FOUND = """
import sys, django
django.setup()
from bench import _crowd
_crowd.found(int(sys.argv[1]), days=7, is_over=True)
"""
LOAD = """
import sys, django
django.setup()
from bench import _crowd
from gelombang.waves.models import Wave
first, last = map(int, sys.argv[1:])
for start in range(first, last, 20_000):
    _crowd.fill(range(start, min(last, start + 20_000)), Wave.objects.get(), is_submitted=True)
"""
FINISH = "import django; django.setup(); from bench import _crowd; _crowd.finish()"
STEP = """
import sys, django
django.setup()
from django.utils import timezone
from gelombang.draws import again, approvals, drawing, notices
from gelombang.flow import counting, lifecycle
from gelombang.waves.models import Wave
from gelombang.waves.services import closing
from gelombang.audit import services as audit
wave, now = Wave.objects.get(), timezone.now()
signature = next(iter(again.REHEARSED.values()))
def publish():
    approvals.propose_result(wave=wave, by="account:901", at=now)
    drawing.publish_result(wave=wave, by="account:902", at=now)
{
    "close": lambda: closing.close(wave=wave, at=now),
    "eligibility": lambda: closing.qualify(wave=wave),
    "commit": lambda: drawing.commit_list(wave=wave, at=now),
    "draw": lambda: drawing.draw(wave=wave, signature=signature, at=now),
    "publish": publish,
    "figures": lambda: counting.count_due(at=now),
    "notices queued": lambda: notices.queue_results(wave=wave, at=now),
    "seal": audit.seal,
}[sys.argv[1]]()
"""
STEPS = ("close", "eligibility", "commit", "draw", "publish", "figures", "notices queued", "seal")


@bench("nation", rows=200_000)
def nation(rows: int) -> Iterator[Figure]:
    """Wall seconds and peak memory of each step, and how many people a second that is."""
    with tempfile.TemporaryDirectory() as place, server(DURABLE) as database:
        site = Site(Path(place), database, 1)
        with site.in_environment():
            yield from _load(rows)
            total = 0.0
            for step in STEPS:
                _, wall, peak = peak_megabytes(STEP, step)
                total += wall
                yield from _figures(step, rows, wall, peak)
            yield Figure(name="nation, closing to notices", rows=rows, value=total, unit="s")


def _load(rows: int) -> Iterator[Figure]:
    """By two processes; the first of its steps makes the wave."""
    started = time.perf_counter()
    peak_megabytes(FOUND, str(rows))
    half = rows // 4 * 2
    parts = [(2, half), (half, rows + 2)]
    running = [
        subprocess.Popen([sys.executable, "-c", LOAD, str(first), str(last)], cwd=ROOT)
        for first, last in parts
    ]
    if any(one.wait() for one in running):
        raise RuntimeError("loading failed")
    peak_megabytes(FINISH)
    yield from _figures("load", rows, time.perf_counter() - started, None)


def _figures(step: str, rows: int, seconds: float, peak: float | None) -> Iterator[Figure]:
    yield Figure(name=f"nation, {step}", rows=rows, value=seconds, unit="s", peak_mb=peak)
    yield Figure(name=f"nation, {step}, rate", rows=rows, value=rows / seconds, unit="people a second")
