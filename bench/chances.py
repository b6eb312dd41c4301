"""Proofs and odds: how long one takes, and how long everybody's take."""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import Figure, bench, cpu_seconds, nation_list
from gelombang.core.lottery import merkle
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.engines import odds
from gelombang.engines.redraws import Field, count_winners

NODES = 25
"""Hashes on the path of one entry among 20 million."""


@bench("proof", rows=1_000_000)
def proofs(rows: int) -> Iterator[Figure]:
    """One inclusion proof made from a tree in memory, and checked, in microseconds."""
    leaves = [hashlib.sha256(i.to_bytes(8, "big")).digest() for i in range(rows)]
    tree = merkle.Tree.of_leaves(leaves)
    root, places = tree.root, range(0, rows, max(1, rows // 2000))
    paths = {place: tree.path(place) for place in places}
    made = _microseconds(lambda: [tree.path(place) for place in places]) / len(places)
    checked = _microseconds(
        lambda: [merkle.includes(root, rows, place, leaves[place], paths[place]) for place in places]
    ) / len(places)
    block = b"\1" + bytes(64)
    plain = _microseconds(lambda: [hashlib.sha256(block).digest() for _ in range(NODES * 1000)]) / 1000
    yield Figure(
        name="proof made",
        rows=rows,
        value=made,
        unit="µs",
        against="25 x hashlib",
        other=plain,
        goal="<= 50",
        ok=made <= 50,
    )
    yield Figure(
        name="proof checked", rows=rows, value=checked, unit="µs", against="25 x hashlib", other=plain, goal="<= 50",
        ok=checked <= 50,
    )  # fmt: skip


def _microseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1e6


@bench("odds", rows=20_000_000)
def all_odds(rows: int) -> Iterator[Figure]:
    """Everybody's chance in closed form, from columns in memory."""
    import polars as pl

    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "list.parquet"
        nation_list.write(rows, source, committed=True)
        frame = pl.read_parquet(source).with_columns(pl.col("house").rank("dense").cast(pl.UInt32))
    quota = {stratum: max(1, n // 25) for stratum, n in frame["stratum"].value_counts().iter_rows()}
    policy = Policy(1, (Phase("regions", quota=quota, otherwise=0),))
    found: list[odds.Odds] = []
    cpu, wall = cpu_seconds(lambda: found.append(odds.of_frame(frame, policy)))
    seats = found[0].seats / sum(quota.values())
    yield Figure(
        name="odds, wall", rows=rows, value=wall, unit="s", goal="<= 30", ok=wall <= 30 or rows != 20_000_000
    )
    yield Figure(name="odds, CPU", rows=rows, value=cpu, unit="CPU s")
    yield Figure(name="chances / seats", rows=rows, value=seats, unit="1", goal="1", ok=abs(seats - 1) < 1e-6)


@bench("redraws", rows=1_000_000)
def redraws(rows: int) -> Iterator[Figure]:
    """A thousand re-draws."""
    import numpy as np
    import polars as pl

    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "list.parquet"
        nation_list.write(rows, source, committed=True)
        frame = pl.read_parquet(source)
    field = Field.of_frame(frame)
    quota = {stratum: max(1, n // 25) for stratum, n in frame["stratum"].value_counts().iter_rows()}
    policy = Policy(1, (Phase("regions", quota=quota, otherwise=0),))
    cells = field.band.astype(np.int32)[None, :]
    count_winners(field, policy, cells, 3, 1, 1)
    cpu, _ = cpu_seconds(lambda: count_winners(field, policy, cells, 3, 1000, 2))
    yield Figure(
        name="1,000 re-draws",
        rows=rows,
        value=cpu,
        unit="CPU s",
        goal="<= 6",
        ok=cpu <= 6 or rows != 1_000_000,
    )
