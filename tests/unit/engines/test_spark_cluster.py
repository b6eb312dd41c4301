"""The draw on a cluster of its own: a master and two workers on the loopback, the list read in many pieces."""

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyspark
import pytest

from gelombang.core.lottery.entries import Entry

EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples"
SIGNATURE = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
SPARK = Path(pyspark.__file__).parent
PIECE = 100_000
"""Bytes: a list of 20,000 lines is then read in some twenty pieces."""

DEFAULTS = f"""
spark.sql.files.maxPartitionBytes {PIECE}
spark.sql.files.openCostInBytes 0
spark.executor.memory 512m
"""

DRAW = """
import sys
from pathlib import Path
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.engines import numba_engine, spark_engine
from gelombang.engines.spark_session import session
source = Path(sys.argv[1])
phases = (
    Phase("reserve", groups=1, seats=300, carry=True),
    Phase("regions", quota={"1309": 500}, otherwise=40),
    Phase("open", seats=900),
)
drawn = spark_engine.select(source, Policy(1, phases), "ab" * 20)
print("same", drawn.same_as(numba_engine.select(source, Policy(1, phases), "ab" * 20)))
with session(0) as spark:
    print("executors", spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1)
    print("pieces", spark.read.text(f"file:{source}").rdd.getNumPartitions() > 10)
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which `gelombang` finds the cluster."""
    place = tmp_path_factory.mktemp("spark")
    (place / "spark-defaults.conf").write_text(DEFAULTS)
    port = free_port()
    master = f"spark://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_CONF_DIR": str(place),
        "GELOMBANG_SPARK_MASTER": master,
    }
    here = "--host 127.0.0.1 --webui-port 0"
    worker = f"worker.Worker {here} --cores 1 --memory 700m --work-dir {place}"
    processes = []
    with (place / "log").open("wb") as log:
        for role in (f"master.Master {here} --port {port}", f"{worker}/1 {master}", f"{worker}/2 {master}"):
            command = [str(SPARK / "bin" / "spark-class"), *f"org.apache.spark.deploy.{role}".split()]
            processes.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
            wait_for(port)
        yield environment
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the master of the cluster did not start")


def write_list(path: Path, n: int) -> Path:
    """`n` invented entries, of households of two, in three regions."""
    chance = random.Random(20_240_917)
    houses = [
        (f"{chance.getrandbits(96):024x}", chance.choice(("1309", "1673", "9471"))) for _ in range(n // 2)
    ]
    lines = []
    for commit in sorted(f"{chance.getrandbits(256):064x}" for _ in range(n)):
        house, stratum = chance.choice(houses)
        groups, weight = chance.choice((0, 0, 1, 3)), chance.choice((1, 1, 1, 5))
        lines.append(Entry(commit, stratum, chance.randrange(3), groups, house, weight).line() + "\n")
    path.write_text("".join(lines), "ascii")
    return path


def run(environment: dict[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def test_two_workers_draw_what_one_machine_draws(cluster: dict[str, str], tmp_path: Path) -> None:
    done = run(cluster, "-c", DRAW, str(write_list(tmp_path / "list.csv", 24_000)))
    assert done.stdout == "same True\nexecutors 2\npieces True\n", done.stderr


def test_a_cluster_that_is_not_there_is_a_sentence_and_the_draw_waits(tmp_path: Path) -> None:
    environment = {**os.environ, "GELOMBANG_LANG": "en"}
    draw = tmp_path / "draw"
    command = (
        f"-m gelombang draw commit {EXAMPLES}/applicants.csv --policy {EXAMPLES}/policy.toml --draw-id a"
    )
    made = run(environment, *f"{command} --out {draw} --round 657413 --rehearsal".split())
    assert made.returncode == 0, made.stderr
    command = f"-m gelombang draw run {draw} --engine spark --signature {SIGNATURE}"
    failed = run({**environment, "GELOMBANG_SPARK_MASTER": "nonsense://127.0.0.1"}, *command.split())
    assert failed.returncode == 2
    assert "✗ Spark failed: " in failed.stderr
    assert "Master must" in failed.stderr
    assert "Traceback" not in failed.stderr
    drawn = run(environment, *command.split())
    assert drawn.returncode == 0, drawn.stderr
    assert "WARN" not in drawn.stderr
    verified = run(environment, *f"-m gelombang draw verify {draw}/public --engine python".split())
    assert "Everything agrees" in verified.stdout
