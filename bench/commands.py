"""A whole draw on the command line: commit, run, verify, and proofs from its folder. `--rows 20000000` is a nation."""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import Figure, bench, nation_list, peak_megabytes
from gelombang.engines.folder import Folder
from gelombang.engines.prove import Prover

ROUND = 657413
SIGNATURE = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
N_PROOFS = 2000

COMMAND = """
import os, sys
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
from gelombang.cli.main import run
sys.exit(run(["draw", *sys.argv[1:]]))
"""


@bench("commands", rows=1_000_000)
def commands(rows: int) -> Iterator[Figure]:
    """A fifth of the entries win, by 514 quotas and a reserve; wall seconds, and peak memory with mapped files."""
    with tempfile.TemporaryDirectory() as place:
        source, policy, folder = (
            Path(place) / "list.parquet",
            Path(place) / "policy.toml",
            Path(place) / "draw",
        )
        nation_list.write(rows, source)
        policy.write_text(_policy(rows), "utf-8")
        named = ("--draw-id", "bench", "--round", str(ROUND), "--rehearsal", "--out", str(folder))
        yield _timed("commit", rows, "commit", str(source), "--policy", str(policy), *named)
        yield _timed("run", rows, "run", str(folder), "--signature", SIGNATURE)
        yield _timed("verify", rows, "verify", str(folder))
        yield from _proofs(folder, rows)


def _timed(name: str, rows: int, *arguments: str) -> Figure:
    _, wall, peak = peak_megabytes(COMMAND, *arguments, "--json")
    return Figure(name=name, rows=rows, value=wall, unit="s", peak_mb=peak)


def _policy(rows: int) -> str:
    shares = zip(nation_list.STRATA.tolist(), nation_list.strata_weights().tolist(), strict=True)
    quota = {f"{stratum:04d}": int(rows * share / 5) for stratum, share in shares}
    inside = ", ".join(f"{json.dumps(stratum)} = {limit}" for stratum, limit in quota.items())
    return f"""\
version = "undian/1"
household_cap = 1
groups = {{ disability = 1, remote = 2 }}
[[phase]]
name = "disability reserve"
groups = ["disability"]
seats = {rows // 100}
carry = true
[[phase]]
name = "regions"
quota = {{ {inside} }}
otherwise = 0
carry = true
[[phase]]
name = "left over"
seats = 1000
"""


def _proofs(folder: Path, rows: int) -> Iterator[Figure]:
    """Whole proofs, as given to people: entry, result and cut-offs; those with household mates apart."""
    started = time.perf_counter()
    prover = Prover(Folder.open(folder))
    yield Figure(name="tree kept for proofs", rows=rows, value=time.perf_counter() - started, unit="s")
    taken: dict[bool, list[float]] = {False: [], True: []}
    for ticket in range(1, rows + 1, max(1, rows // N_PROOFS)):
        by_household = prover.result(ticket).reason == "H"
        prover.proof(ticket)  # once before, so that the disk is not measured
        started = time.perf_counter()
        prover.proof(ticket)
        taken[by_household].append(time.perf_counter() - started)
    for by_household, name in ((False, "whole proof"), (True, "whole proof with household")):
        if taken[by_household]:
            value = statistics.median(taken[by_household]) * 1e6
            yield Figure(name=name, rows=rows, value=value, unit="µs")
