"""The same draw on a cluster, by Spark: for lists that no single machine should hold.

Nothing here needs all entries in one place. Places within a household and within a stratum are windows; a rank in the
nation is the number of entries in the buckets before (band and first digits of the score) plus the place in one's own
bucket. The tickets of a list.csv follow from where each piece of the file begins, since every line has 103 bytes.

What the list is read from must be where every worker can read it. `GELOMBANG_SPARK_MASTER` names the cluster; all else
is Spark's own configuration (spark-defaults.conf in `SPARK_CONF_DIR`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.seed import DRUM
from gelombang.core.lottery.selection import Seats

from .outcome import Outcome, Progress, silent
from .spark_list import entries_of
from .spark_session import Kept, session, table_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

name = "spark"

SCORE_LENGTH = 64
WON = {
    "ticket": pa.int64(),
    "house": pa.string(),
    "stratum": pa.string(),
    "phase": pa.int32(),
    "rank": pa.int64(),
}
REASONS = b"-QHN"

SCORED = """
SELECT ticket, stratum, band, groups, house,
       substring(CASE WHEN weight = 1 THEN sha2(concat(:seed, '-0-', lpad(string(ticket), 12, '0')), 256)
                      ELSE array_min(transform(sequence(1, weight), j ->
                           sha2(concat(:seed, '-', substring(:drum, j, 1), '-', lpad(string(ticket), 12, '0')), 256)))
                      END, 1, :length) AS score
FROM {entries}
"""

WAITING = """
SELECT scored.*, coalesce(held.n, 0) AS held
FROM {scored} AS scored
LEFT ANTI JOIN {won} AS won ON won.ticket = scored.ticket
LEFT JOIN (SELECT house, count(*) AS n FROM {won} GROUP BY house) AS held ON held.house = scored.house
WHERE :mask = 0 OR (scored.groups & :mask) <> 0
"""

BY_HOUSEHOLD = """
SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY house ORDER BY band, score, ticket) AS place FROM {waiting}
) WHERE place + held <= :cap
"""

BY_STRATUM = """
SELECT * FROM (
    SELECT first.*, coalesce(quota.most, :otherwise) AS most,
           row_number() OVER (PARTITION BY first.stratum ORDER BY band, score, ticket) AS place_in_stratum
    FROM {waiting} AS first LEFT JOIN {quota} AS quota ON quota.stratum = first.stratum
) WHERE most IS NULL OR place_in_stratum <= most
"""

BUCKETS = """
SELECT band, start, sum(n) OVER (ORDER BY band, start) - n AS before
FROM (SELECT band, substring(score, 1, 3) AS start, count(*) AS n FROM {waiting} GROUP BY ALL)
"""

BY_PHASE = """
SELECT * FROM (
    SELECT ticket, house, stratum, :phase AS phase, bucket.before + row_number() OVER (
           PARTITION BY bucket.band, bucket.start ORDER BY score, ticket) AS rank
    FROM {waiting} AS inside JOIN {buckets} AS bucket
    ON bucket.band = inside.band AND bucket.start = substring(inside.score, 1, 3)
) WHERE :seats IS NULL OR rank <= :seats
"""

RESULTS = """
SELECT scored.ticket, coalesce(won.phase, opened.phase) AS phase, coalesce(won.rank, 0) AS rank,
       CASE WHEN won.ticket IS NOT NULL THEN 0
            WHEN opened.phase = 0 THEN 3
            WHEN :cap > 0 AND coalesce(held.n, 0) >= :cap THEN 2
            WHEN coalesce(taken.n, 0) >= coalesce(quota.most, opened.otherwise) THEN 1
            ELSE 3 END AS reason
FROM {scored} AS scored
JOIN {opened} AS opened ON opened.groups = scored.groups
LEFT JOIN {won} AS won ON won.ticket = scored.ticket
LEFT JOIN (SELECT house, count(*) AS n FROM {won} GROUP BY house) AS held ON held.house = scored.house
LEFT JOIN {quota} AS quota ON quota.phase = opened.phase AND quota.stratum = scored.stratum
LEFT JOIN (SELECT phase, stratum, count(*) AS n FROM {won} GROUP BY phase, stratum) AS taken
    ON taken.phase = opened.phase AND taken.stratum = scored.stratum
"""


def select(
    source: Path, policy: Policy, seed: str, progress: Progress = silent, *, length: int = SCORE_LENGTH
) -> Outcome:
    """Draw from a list.csv or a Parquet file; `length` fewer digits of the score make ties, for tests."""
    progress("read", 0, 1)
    with session(source.stat().st_size) as spark, Kept() as kept:
        entries = entries_of(spark, source, kept)
        progress("score", 0, 1)
        terms = {"seed": seed, "drum": DRUM, "length": length}
        scored = kept.keep(spark.sql(SCORED, terms, entries=entries))
        quota = table_of(
            spark, _quota_rows(policy.phases), phase=pa.int32(), stratum=pa.string(), most=pa.int64()
        )
        won, accepted, seats = _run_phases(spark, policy, scored, quota, kept, progress)
        last = [_last_open(policy.phases, groups) for groups in range(256)]
        opened = table_of(spark, last, groups=pa.int32(), phase=pa.int32(), otherwise=pa.int64())
        results = spark.sql(
            RESULTS, {"cap": policy.household_cap}, scored=scored, won=won, opened=opened, quota=quota
        )
        return _outcome(results, accepted, seats)


def _run_phases(
    spark: "SparkSession",
    policy: Policy,
    scored: "DataFrame",
    quota: "DataFrame",
    kept: Kept,
    progress: Progress,
) -> tuple["DataFrame", list[int], list[int | None]]:
    share = Seats(policy)
    accepted: list[int] = []
    seats: list[int | None] = []
    won = table_of(spark, [], **WON)
    for number, phase in enumerate(policy.phases):
        progress("select", number, len(policy.phases))
        seats.append(share.of(number))
        waiting = spark.sql(WAITING, {"mask": phase.groups}, scored=scored, won=won)
        if policy.household_cap:
            waiting = spark.sql(BY_HOUSEHOLD, {"cap": policy.household_cap}, waiting=waiting)
        if phase.quota or phase.otherwise is not None:
            here = quota.where(quota.phase == number + 1)
            waiting = spark.sql(BY_STRATUM, {"otherwise": phase.otherwise}, waiting=waiting, quota=here)
        waiting = kept.keep(waiting.select("ticket", "house", "stratum", "band", "score"))
        buckets = spark.sql(BUCKETS, waiting=waiting)
        terms = {"phase": number + 1, "seats": seats[-1]}
        chosen = kept.keep(spark.sql(BY_PHASE, terms, waiting=waiting, buckets=buckets))
        accepted.append(chosen.count())
        share.close(number, seats[-1], accepted[-1])
        won = won.union(chosen)
    return won, accepted, seats


def _quota_rows(phases: Sequence[Phase]) -> list[tuple[int, str, int]]:
    return [
        (number, stratum, most)
        for number, phase in enumerate(phases, start=1)
        for stratum, most in phase.quota.items()
    ]


def _last_open(phases: Sequence[Phase], groups: int) -> tuple[int, int, int | None]:
    """(groups, the last phase open to them or 0, its limit for a stratum not named)."""
    for number in range(len(phases), 0, -1):
        phase = phases[number - 1]
        if phase.groups == 0 or phase.groups & groups:
            return groups, number, phase.otherwise
    return groups, 0, None


def _outcome(results: "DataFrame", accepted: list[int], seats: list[int | None]) -> Outcome:
    table = results.toArrow()
    n = table.num_rows
    order = table["ticket"].to_numpy() - 1
    phase, rank, reason = np.empty(n, np.uint8), np.empty(n, np.uint32), np.empty(n, np.uint8)
    phase[order] = table["phase"].to_numpy()
    rank[order] = table["rank"].to_numpy()
    reason[order] = np.frombuffer(REASONS, np.uint8)[table["reason"].to_numpy()]
    return Outcome(phase.data, rank.data, reason.data, tuple(accepted), tuple(seats))
