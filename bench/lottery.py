"""The draw's speed: list to winners, trees, proofs, growth. Each measurement runs in a process of its own."""

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import Figure, bench, nation_list
from bench.floor import library

NATION = 20_000_000
SEED = "ab" * 20

PRELUDE = """
import json, os, sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import numpy as np
import bench
def report(act, warm=None):
    if warm: warm()
    before, started = os.times(), time.perf_counter()
    made = act()
    wall, after = time.perf_counter() - started, os.times()
    peak = bench.own_peak_megabytes()
    print(json.dumps({"cpu": sum(after[:2]) - sum(before[:2]), "wall": wall, "peak": peak, "made": made}))
source, rows, seed = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
"""

POLICY = """
from bench.nation_list import STRATA, strata_weights
from gelombang.core.lottery.policy import Phase, Policy
shares = zip(STRATA.tolist(), strata_weights().tolist())
quota = {f"{stratum:04d}": max(1, int(rows * share / 25)) for stratum, share in shares}
policy = Policy(1, (Phase("regions", quota=quota, otherwise=0),))
"""

WARM = """
import tempfile
import bench.nation_list as nation_list
small = Path(tempfile.mkdtemp()) / "small.parquet"
nation_list.write(3000, small, committed=True)
"""

OURS = (
    PRELUDE
    + POLICY
    + WARM
    + """
from gelombang.engines import numba_engine
report(lambda: sum(numba_engine.select(source, policy, seed).accepted), lambda: numba_engine.select(small, policy, seed))
"""
)

FLOOR = (
    PRELUDE
    + POLICY
    + WARM
    + """
from bench.floor import library
from gelombang.engines import numba_engine, numba_list
c = library()
def keys_of(columns, seed, key_bits, progress):
    keys = np.empty(columns.n, np.uint64)
    def fill(piece):
        first, last = piece
        c.floor_keys(seed.encode(), first + 1, last - first, columns.band[first:last].ctypes.data, keys[first:last].ctypes.data)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(fill, numba_list.pieces(columns.n)))
    return keys
numba_engine._keys = keys_of
report(lambda: sum(numba_engine.select(source, policy, seed).accepted), lambda: numba_engine.select(small, policy, seed))
"""
)

PANDAS = (
    PRELUDE
    + """
import pandas as pd
def act():
    frame = pd.read_parquet(source)
    return len(frame.groupby("stratum").sample(frac=0.04, random_state=1))
report(act)
"""
)

DUCKDB = (
    PRELUDE
    + POLICY
    + """
from gelombang.engines import duckdb_engine
report(lambda: sum(duckdb_engine.select(source, policy, seed).accepted))
"""
)

LINES = """
lines = np.random.default_rng(1).integers(48, 58, (rows, 103), dtype=np.uint8)
lines[:, 102] = 10
"""

TREE = (
    PRELUDE
    + LINES
    + """
from gelombang.engines import numba_tree
def act():
    nodes = np.empty((rows, 8), np.uint32)
    data, step = lines.reshape(-1), 1 << 20
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(lambda first: numba_tree.leaves(data, 103, first, nodes[first:first + step]), range(0, rows, step)))
    n = rows
    while n > 1:
        n = numba_tree.parents(nodes, n)
    return nodes[0].astype(">u4").tobytes().hex()
def warm():
    nodes = np.empty((1000, 8), np.uint32)
    numba_tree.leaves(lines.reshape(-1), 103, 0, nodes)
    numba_tree.parents(nodes, 1000)
report(act, warm)
"""
)

FLOOR_TREE = (
    PRELUDE
    + LINES
    + """
from bench.floor import library
c, nodes = library(), np.zeros((2 * rows + 64, 32), np.uint8)
def act():
    total = c.floor_tree(lines.ctypes.data, 103, rows, nodes.ctypes.data)
    return nodes[total - 1].tobytes().hex()
report(act)
"""
)


def measured(code: str, source: Path, rows: int) -> dict[str, Any]:
    """Run code in a process of its own; cpu and wall in seconds, peak in MB, and what it made."""
    command = [sys.executable, "-c", code, str(source), str(rows), SEED]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@bench("draw", rows=NATION)
def draw(rows: int) -> Iterator[Figure]:
    """Parquet to winners, three bands, 514 quotas, household cap 1; against pandas, and against the C floor."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "list.parquet"
        nation_list.write(rows, source, committed=True)
        ours = measured(OURS, source, rows)
        pandas = measured(PANDAS, source, rows)
        yield _figure(
            "draw, CPU",
            rows,
            ours,
            "cpu",
            "pandas.groupby.sample",
            pandas,
            "<= pandas",
            ours["cpu"] <= pandas["cpu"],
        )
        fits = ours["peak"] <= 1500 or rows < NATION
        yield _figure("draw, wall", rows, ours, "wall", "pandas.groupby.sample", pandas, "<= 1,500 MB", fits)
        if library() is not None:
            floor = measured(FLOOR, source, rows)
            same = ours["made"] == floor["made"] and ours["cpu"] <= 1.6 * floor["cpu"]
            yield _figure("draw, CPU", rows, ours, "cpu", "C floor, SHA-NI", floor, "<= 1.6 x", same)
        if rows <= 5_000_000:
            second = measured(DUCKDB, source, rows)
            yield _figure("draw, CPU", rows, ours, "cpu", "the engine in SQL", second, "", None)


@bench("tree", rows=NATION)
def tree(rows: int) -> Iterator[Figure]:
    """Leaves and all levels of a list, against the C floor."""
    ours = measured(TREE, Path(), rows)
    if library() is None:
        yield _figure("tree, CPU", rows, ours, "cpu", "", None, "", None)
        return
    floor = measured(FLOOR_TREE, Path(), rows)
    good = ours["made"] == floor["made"] and ours["cpu"] <= 2 * floor["cpu"]
    yield _figure("tree, CPU", rows, ours, "cpu", "C floor, SHA-NI", floor, "<= 2 x", good)


@bench("growth", rows=NATION)
def growth(rows: int) -> Iterator[Figure]:
    """From a twentieth to all rows: the slope on log-log paper, 1 being proportional."""
    with tempfile.TemporaryDirectory() as place:
        found = []
        for n in (rows // 20, rows):
            source = Path(place) / f"{n}.parquet"
            nation_list.write(n, source, committed=True)
            found.append(measured(OURS, source, n))
    for what in ("cpu", "peak"):
        slope = math.log(found[1][what] / found[0][what]) / math.log(20)
        yield Figure(
            name=f"growth, {what}", rows=rows, value=slope, unit="slope", goal="<= 1.1", ok=slope <= 1.1
        )


def _figure(
    name: str,
    rows: int,
    ours: dict[str, Any],
    what: str,
    against: str,
    other: dict[str, Any] | None,
    goal: str,
    ok: bool | None,
) -> Figure:
    return Figure(
        name=name,
        rows=rows,
        value=ours[what],
        unit="CPU s" if what == "cpu" else "s",
        against=against,
        other=other[what] if other else None,
        peak_mb=ours["peak"],
        goal=goal,
        ok=ok,
    )
