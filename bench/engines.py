"""Every engine on one list: the same bits, and what each costs. Spark runs on this machine alone."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import Figure, bench, nation_list
from bench.lottery import POLICY, PRELUDE, WARM, measured

DRAWN = """
def drawn(engine, source):
    outcome = engine.select(source, policy, seed)
    return sha256(bytes(outcome.phase) + bytes(outcome.rank) + bytes(outcome.reason)).hexdigest()
"""

COMMON = PRELUDE + "from hashlib import sha256\n" + POLICY + WARM + DRAWN

ONE = (
    COMMON
    + """
from gelombang.engines import {name}_engine as engine
report(lambda: drawn(engine, source), lambda: drawn(engine, small))
"""
)

SPARK = (
    COMMON
    + """
from gelombang.engines import spark_engine as engine
from gelombang.engines.spark_session import session
with session(source.stat().st_size) as spark:
    java = Path("/proc", str(spark.sparkContext._gateway.proc.pid))
drawn(engine, small)
def cpu():
    user, system = (java / "stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") + sum(os.times()[:2])
before, started = cpu(), time.perf_counter()
made = drawn(engine, source)
peak = int((java / "status").read_text().split("VmHWM:")[1].split()[0]) / 1000 + bench.own_peak_megabytes()
print(json.dumps({"cpu": cpu() - before, "wall": time.perf_counter() - started, "peak": peak, "made": made}))
"""
)

CODES = {name: ONE.replace("{name}", name) for name in ("numba", "duckdb")} | {"spark": SPARK}


@bench("engines", rows=1_000_000)
def engines(rows: int) -> Iterator[Figure]:
    """CPU and memory of each engine against the fast one, all started and warm; `ok` says that the bits are the same."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "list.parquet"
        nation_list.write(rows, source, committed=True)
        found = {name: measured(code, source, rows) for name, code in CODES.items()}
    for name, one in found.items():
        yield Figure(
            name=f"draw by {name}",
            rows=rows,
            value=one["cpu"],
            unit="CPU s",
            against="numba",
            other=found["numba"]["cpu"],
            peak_mb=one["peak"],
            goal="same bits",
            ok=one["made"] == found["numba"]["made"],
        )
