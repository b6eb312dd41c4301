"""The independent second engine: the same draw in SQL, by DuckDB.

It shares nothing with the fast engine, neither a line of code nor an idea of how to be fast, so that a fault would have
to be made twice. Households lie within a stratum and strata within the nation, and so the plain scan equals windows: of
each household the first as many as it still has room for, of each stratum the first of its quota, of those the first of
the phase's seats.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from gelombang.core.lottery.errors import HouseholdAcrossStrata, LineMalformed
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.seed import DRUM
from gelombang.core.lottery.selection import Seats

from .errors import FileUnreadable
from .outcome import Outcome, Progress, silent
from .python_engine import refuse

name = "duckdb"

WIDTH = 103
SCORE_LENGTH = 64
MEMORY = "2GB"
"""What the database keeps in memory; what is more lies in a temporary folder."""

LINE = "[0-9a-f]{64},[0-9]{4},[0-9],[0-9a-f]{2},[0-9a-f]{24},(0[1-9]|[1-5][0-9]|6[0-2])"

ENTRIES = """
CREATE TABLE entry AS
SELECT ticket, line[66:69] AS stratum, line[71:71]::UTINYINT AS band, ('0x' || line[73:74])::INTEGER AS groups,
       line[76:99] AS house, line[101:102]::UTINYINT AS weight,
       regexp_full_match(line, $form) AND (ticket = 1 OR before < line[1:64]) AS fits
FROM (
    SELECT line, row_number() OVER () AS ticket, lag(line[1:64]) OVER () AS before
    FROM read_csv($source, columns = {'line': 'VARCHAR'}, header = false, delim = '|', quote = '', escape = '',
                  comment = '', auto_detect = false, strict_mode = true, null_padding = false, compression = 'none')
)
"""

ENTRIES_OF_PARQUET = """
CREATE TABLE entry AS
SELECT *, coalesce(regexp_full_match(stratum, '[0-9]{4}') AND regexp_full_match(house, '[0-9a-f]{24}')
          AND band BETWEEN 0 AND 9 AND groups BETWEEN 0 AND 255 AND weight BETWEEN 1 AND 62, false) AS fits
FROM (
    SELECT file_row_number + 1 AS ticket,
           CASE WHEN typeof(stratum) = 'VARCHAR' THEN stratum::VARCHAR
                ELSE format('{:04d}', stratum::BIGINT) END AS stratum,
           band::BIGINT AS band, groups::BIGINT AS groups, house::VARCHAR AS house, weight::BIGINT AS weight
    FROM read_parquet($source, file_row_number = true)
)
"""

MISFITS = "SELECT coalesce(min(ticket), 0) FROM entry WHERE NOT fits"

DIVIDED = """
SELECT min(entry.ticket), min_by(first.ticket, entry.ticket)
FROM entry JOIN (
    SELECT house, min(ticket) AS ticket, min_by(stratum, ticket) AS stratum FROM entry
    WHERE $before = 0 OR ticket < $before
    GROUP BY house HAVING count(DISTINCT stratum) > 1
) AS first USING (house)
WHERE entry.stratum <> first.stratum AND ($before = 0 OR entry.ticket < $before)
"""

SCORES = """
CREATE TABLE scored AS
SELECT *, CASE WHEN weight = 1 THEN sha256($seed || '-0-' || lpad(ticket::VARCHAR, 12, '0'))
               ELSE list_min(list_transform(range(weight::BIGINT), lambda j:
                    sha256($seed || '-' || $drum[j + 1] || '-' || lpad(ticket::VARCHAR, 12, '0'))))
               END[1:$length] AS score
FROM entry
"""

PHASE = """
INSERT INTO won
WITH held AS (SELECT house, count(*) AS n FROM won JOIN scored USING (ticket) GROUP BY house),
waiting AS (
    SELECT ticket, stratum, band, score, house FROM scored
    WHERE ($mask = 0 OR (groups & $mask) <> 0) AND ticket NOT IN (SELECT ticket FROM won)
),
by_household AS (
    SELECT waiting.*, row_number() OVER (PARTITION BY house ORDER BY band, score, ticket) + coalesce(held.n, 0) AS place
    FROM waiting LEFT JOIN held USING (house)
),
by_stratum AS (
    SELECT *, row_number() OVER (PARTITION BY stratum ORDER BY band, score, ticket) AS place_in_stratum
    FROM by_household WHERE $cap = 0 OR place <= $cap
),
by_phase AS (
    SELECT by_stratum.*, row_number() OVER (ORDER BY band, score, ticket) AS rank
    FROM by_stratum LEFT JOIN quota ON quota.phase = $phase AND quota.stratum = by_stratum.stratum
    WHERE coalesce(quota.most, $otherwise) IS NULL OR place_in_stratum <= coalesce(quota.most, $otherwise)
)
SELECT ticket, $phase AS phase, rank FROM by_phase WHERE $seats IS NULL OR rank <= $seats
"""

RESULTS = """
WITH held AS (SELECT house, count(*) AS n FROM won JOIN scored USING (ticket) GROUP BY house),
taken AS (SELECT phase, stratum, count(*) AS n FROM won JOIN scored USING (ticket) GROUP BY phase, stratum),
opened AS (
    SELECT groups, max(number) AS phase FROM (SELECT DISTINCT groups FROM scored), rule
    WHERE mask = 0 OR (groups & mask) <> 0 GROUP BY groups
)
SELECT coalesce(won.phase, opened.phase, 0)::UTINYINT AS phase, coalesce(won.rank, 0)::UINTEGER AS rank,
       ord(CASE WHEN won.ticket IS NOT NULL THEN '-'
                WHEN opened.phase IS NULL THEN 'N'
                WHEN $cap > 0 AND coalesce(held.n, 0) >= $cap THEN 'H'
                WHEN coalesce(taken.n, 0) >= coalesce(quota.most, rule.otherwise) THEN 'Q'
                ELSE 'N' END)::UTINYINT AS reason
FROM scored
LEFT JOIN won USING (ticket)
LEFT JOIN held USING (house)
LEFT JOIN opened USING (groups)
LEFT JOIN rule ON rule.number = opened.phase
LEFT JOIN quota ON quota.phase = opened.phase AND quota.stratum = scored.stratum
LEFT JOIN taken ON taken.phase = opened.phase AND taken.stratum = scored.stratum
ORDER BY scored.ticket
"""


def select(
    source: Path, policy: Policy, seed: str, progress: Progress = silent, *, length: int = SCORE_LENGTH
) -> Outcome:
    """Draw from a list.csv or a Parquet file; `length` fewer digits of the score make ties, for tests."""
    with _database() as database:
        progress("read", 0, 1)
        _read(database, source)
        progress("score", 0, 1)
        database.execute(SCORES, {"seed": seed, "drum": DRUM, "length": length})
        database.execute("DROP TABLE entry")
        _write_rules(database, policy.phases)
        accepted, seats = _run_phases(database, policy, progress)
        columns = database.execute(RESULTS, {"cap": policy.household_cap}).fetchnumpy()
    return Outcome(
        np.asarray(columns["phase"], np.uint8).data,
        np.asarray(columns["rank"], np.uint32).data,
        np.asarray(columns["reason"], np.uint8).data,
        tuple(accepted),
        tuple(seats),
    )


@contextmanager
def _database() -> Iterator["duckdb.DuckDBPyConnection"]:
    """A database in memory that goes when it is left, with whatever it put on disk."""
    with tempfile.TemporaryDirectory(prefix="gelombang-") as place:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": place,
        }
        with duckdb.connect(config=config) as database:
            database.execute("SET enable_progress_bar = false")  # it would be drawn on standard output
            yield database


def _run_phases(
    database: "duckdb.DuckDBPyConnection", policy: Policy, progress: Progress
) -> tuple[list[int], list[int | None]]:
    share = Seats(policy)
    accepted: list[int] = []
    seats: list[int | None] = []
    for number, phase in enumerate(policy.phases):
        progress("select", number, len(policy.phases))
        seats.append(share.of(number))
        terms = {"mask": phase.groups, "cap": policy.household_cap, "phase": number + 1}
        database.execute(PHASE, {**terms, "otherwise": phase.otherwise, "seats": seats[-1]})
        accepted.append(_one(database, "SELECT count(*) FROM won WHERE phase = ?", [number + 1]))
        share.close(number, seats[-1], accepted[-1])
    return accepted, seats


def _read(database: "duckdb.DuckDBPyConnection", source: Path) -> None:
    """Fill the table `entry`; raises the `LotteryError` of the first line or row that has a fault."""
    with source.open("rb") as file:
        is_parquet = file.read(4) == b"PAR1"
    if is_parquet:
        _read_parquet(database, source)
    elif not _is_read_without_fault(database, source):
        refuse(source)


def _read_parquet(database: "duckdb.DuckDBPyConnection", source: Path) -> None:
    try:
        database.execute(ENTRIES_OF_PARQUET, {"source": str(source)})
    except duckdb.Error as error:
        raise FileUnreadable(path=str(source), problem="parquet") from error
    misfit = _one(database, MISFITS)
    divided = _divided(database, misfit)
    if divided is not None:
        raise HouseholdAcrossStrata(ticket=divided[0], other=divided[1])
    if misfit:
        raise LineMalformed(line=misfit)


def _is_read_without_fault(database: "duckdb.DuckDBPyConnection", source: Path) -> bool:
    """Whether a list.csv was read and holds what the norm would accept."""
    if not _ends_its_lines_with_0a(source):
        return False
    try:
        database.execute(ENTRIES, {"source": str(source), "form": LINE})
    except duckdb.Error:
        return False
    whole = _one(database, "SELECT count(*) FROM entry") * WIDTH == source.stat().st_size
    return whole and _one(database, MISFITS) == 0 and _divided(database, 0) is None


def _ends_its_lines_with_0a(source: Path) -> bool:
    """Whether 0A alone ends lines, the last one too: the database would take 0D for an end, and forgive a last `|`."""
    piece = b"\n"
    with source.open("rb") as file:
        while following := file.read(1 << 20):
            piece = following
            if b"\r" in piece:
                return False
    return piece.endswith(b"\n")


def _divided(database: "duckdb.DuckDBPyConnection", before: int) -> tuple[int, int] | None:
    """(ticket, first of its household) of the first entry, ahead of `before` unless that is 0, whose household stated
    another stratum."""
    row = database.execute(DIVIDED, {"before": before}).fetchone()
    return None if row is None or row[0] is None else (int(row[0]), int(row[1]))


def _write_rules(database: "duckdb.DuckDBPyConnection", phases: Sequence[Phase]) -> None:
    database.execute("CREATE TABLE won (ticket BIGINT, phase INTEGER, rank BIGINT)")
    database.execute("CREATE TABLE rule (number INTEGER, mask INTEGER, otherwise BIGINT)")
    database.execute("CREATE TABLE quota (phase INTEGER, stratum VARCHAR, most BIGINT)")
    for number, phase in enumerate(phases, start=1):
        database.execute("INSERT INTO rule VALUES (?, ?, ?)", [number, phase.groups, phase.otherwise])
        rows = [[number, stratum, most] for stratum, most in phase.quota.items()]
        if rows:
            database.executemany("INSERT INTO quota VALUES (?, ?, ?)", rows)


def _one(database: "duckdb.DuckDBPyConnection", query: str, values: list[Any] | None = None) -> int:
    row = database.execute(query, values or []).fetchone()
    return int(row[0]) if row else 0
