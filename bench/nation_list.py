"""A nation of invented applicants, the same for everyone: `python -m bench.nation_list N OUT.parquet [--committed]`.

Families of one to six in 514 regions of very different size, three bands, a group of one in twenty. Without an option
the file is what an agency has (id, household, and the attributes), for `gelombang draw commit`. With `--committed`
it is what an engine draws from (stratum, band, groups, house, weight, in ticket order), without the detour over hashes.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

N_STRATA = 514
STEP = 1_000_000
SIZES = (1, 2, 3, 4, 5, 6)
SHARES = (0.55, 0.2, 0.12, 0.08, 0.03, 0.02)
"""How many of a family apply, and how often."""

STRATA = np.arange(1101, 1101 + 17 * N_STRATA, 17, dtype=np.int64)
"""514 numbers of four digits that stand for districts."""


def strata_weights() -> NDArray[np.float64]:
    """The share of each region in the nation: the largest some hundred times the smallest."""
    weights = 1 / np.arange(10, 10 + N_STRATA, dtype=np.float64) ** 1.1
    return np.asarray(weights / weights.sum(), np.float64)


def write(n: int, target: Path, *, committed: bool = False) -> None:
    """Write `n` invented applicants; the same every time. Some 200 MB of memory, whatever `n`."""
    chance = np.random.default_rng(20_240_917)
    writer, family = None, 0
    for start in range(0, n, STEP):
        table, family = _part(chance, start, min(STEP, n - start), family, committed)
        writer = writer or pq.ParquetWriter(target, table.schema, compression="zstd")
        writer.write_table(table)
    if writer is not None:
        writer.close()


def _part(
    chance: np.random.Generator, start: int, n: int, family: int, committed: bool
) -> tuple[pa.Table, int]:
    sizes = chance.choice(SIZES, n, p=SHARES)
    families = np.repeat(np.arange(n), sizes)[:n]
    n_families = int(families[-1]) + 1
    stratum = STRATA[chance.choice(N_STRATA, n_families, p=strata_weights())][families]
    columns = {
        "stratum": pa.array(np.char.zfill(stratum.astype("U4"), 4)),
        "band": pa.array(chance.choice(3, n, p=(0.15, 0.35, 0.5)).astype(np.uint8)),
        "groups": pa.array(chance.choice(4, n, p=(0.9, 0.05, 0.04, 0.01)).astype(np.uint8)),
        "weight": pa.array(np.ones(n, np.uint8)),
    }
    if committed:
        # a list is in the order of its commits, so a family is scattered over it; handles are as random as hashes
        order = chance.permutation(n)
        handle = chance.integers(0, 256, (n_families, 12), np.uint8)[families[order]]
        columns = {name: column.take(pa.array(order)) for name, column in columns.items()}
        columns["house"] = hex_texts(handle)
        return pa.table(columns), family + n_families
    names = {"id": _numbers(start + np.arange(n), "32"), "household": _numbers(family + families, "31")}
    return pa.table({**names, **columns}), family + n_families


def _numbers(values: NDArray[np.int64], prefix: str) -> pa.Array:
    """Numbers of sixteen digits that end in 0000, as no real one does."""
    digits = np.char.zfill(values.astype("U10"), 10)
    return pa.array(np.char.add(np.char.add(prefix, digits), "0000"))


def hex_texts(data: NDArray[np.uint8]) -> pa.Array:
    """Rows of bytes as text in hex."""
    letters = np.frombuffer(b"0123456789abcdef", np.uint8)
    texts = np.stack([letters[data >> 4], letters[data & 15]], axis=2).reshape(len(data), -1)
    offsets = np.arange(len(data) + 1, dtype=np.int32) * texts.shape[1]
    return pa.StringArray.from_buffers(len(data), pa.py_buffer(offsets), pa.py_buffer(texts.tobytes()))


def main(given: list[str]) -> int:
    """Write the file that was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.nation_list", description="A list of invented applicants."
    )
    parser.add_argument("n", type=int)
    parser.add_argument("target", type=Path)
    parser.add_argument("--committed", action="store_true", help="as an engine draws from it")
    asked = parser.parse_args(given)
    if asked.n < 1:
        parser.error("N must be at least 1")
    write(asked.n, asked.target, committed=asked.committed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
