"""A list or a Parquet file as a Spark table of entries, refused where the norm refuses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from gelombang.core.lottery.errors import HouseholdAcrossStrata, LineMalformed

from .errors import FileUnreadable
from .python_engine import refuse
from .spark_session import Kept, table_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

WIDTH = 103
PACKED = (".gz", ".bz2", ".deflate", ".lz4", ".snappy", ".zst")
COLUMNS = {
    "ticket": pa.int64(),
    "stratum": pa.string(),
    "band": pa.int32(),
    "groups": pa.int32(),
    "house": pa.string(),
    "weight": pa.int32(),
}

LINE = r"\A[0-9a-f]{64},[0-9]{4},[0-9],[0-9a-f]{2},[0-9a-f]{24},(0[1-9]|[1-5][0-9]|6[0-2])\z"

# Pieces of the file that are read apart, each with the first of the numbers that Spark gave its lines.
PIECES = """
SELECT start, min(place) AS place, count(*) AS n, min(line) AS first, max(line) AS last, count_if(NOT fits) AS misfits
FROM {lines} GROUP BY start ORDER BY start
"""

FALLING = """
SELECT count_if(line <= before) FROM (
    SELECT line, lag(line) OVER (PARTITION BY start ORDER BY place) AS before
    FROM (SELECT start, place, substring(line, 1, 64) AS line FROM {lines}))
"""

ENTRIES = """
SELECT lines.place - pieces.place + pieces.ticket AS ticket, substring(line, 66, 4) AS stratum,
       int(substring(line, 71, 1)) AS band, int(conv(substring(line, 73, 2), 16, 10)) AS groups,
       substring(line, 76, 24) AS house, int(substring(line, 101, 2)) AS weight
FROM {lines} AS lines JOIN {pieces} AS pieces ON pieces.start = lines.start
"""

CELLS = """
SELECT row_index + 1 AS ticket, stratum, band, groups, house, weight,
       coalesce(stratum RLIKE '^[0-9]{{4}}$' AND house RLIKE '^[0-9a-f]{{24}}$' AND band BETWEEN 0 AND 9
                AND groups BETWEEN 0 AND 255 AND weight BETWEEN 1 AND 62, false) AS fits
FROM {rows}
"""

DIVIDED = """
SELECT min(entry.ticket) AS ticket, min_by(first.ticket, entry.ticket) AS other
FROM {entries} AS entry JOIN (
    SELECT house, min(ticket) AS ticket, min_by(stratum, ticket) AS stratum FROM {entries}
    WHERE :before = 0 OR ticket < :before
    GROUP BY house HAVING count(DISTINCT stratum) > 1
) AS first ON first.house = entry.house
WHERE entry.stratum <> first.stratum AND (:before = 0 OR entry.ticket < :before)
"""


def entries_of(spark: "SparkSession", source: Path, kept: Kept) -> "DataFrame":
    """ticket, stratum, band, groups, house and weight of a list.csv or a Parquet file; raises the `LotteryError` of the
    first line or row that has a fault."""
    with source.open("rb") as file:
        is_parquet = file.read(4) == b"PAR1"
    if is_parquet:
        return _cells(spark, source, kept)
    entries = _lines(spark, source, kept) if source.stat().st_size else table_of(spark, [], **COLUMNS)
    return refuse(source) if entries is None else entries


def _lines(spark: "SparkSession", source: Path, kept: Kept) -> "DataFrame | None":
    """None where the file is not what the norm would accept."""
    from pyspark.sql import functions as f

    text = spark.read.option("lineSep", "\n").text(_address(source))
    lines = kept.keep(
        text.select(
            f.col("_metadata.file_block_start").alias("start"),
            f.monotonically_increasing_id().alias("place"),
            f.col("value").alias("line"),
            f.col("value").rlike(LINE).alias("fits"),
        )
    )
    pieces = spark.sql(PIECES, lines=lines).collect()
    tickets = _first_tickets([(piece["start"], piece["n"]) for piece in pieces], source.stat().st_size)
    in_order = all(before["last"] < after["first"] for before, after in pairwise(pieces))
    if tickets is None or not in_order or any(piece["misfits"] for piece in pieces):
        return None
    rows = [(piece["start"], piece["place"], ticket) for piece, ticket in zip(pieces, tickets, strict=True)]
    known = table_of(spark, rows, start=pa.int64(), place=pa.int64(), ticket=pa.int64())
    entries = kept.keep(spark.sql(ENTRIES, lines=lines, pieces=known))
    if _one(spark.sql(FALLING, lines=lines)) or _divided(spark, entries, 0):
        return None
    return entries


def _first_tickets(pieces: list[tuple[int, int]], size: int) -> list[int] | None:
    """The ticket of each piece's first line, where (start, number of lines) of all pieces make a file of whole lines.

    Whoever reads a piece reads the lines that begin in it, but for one at its very start, which belongs to the piece
    before (Hadoop's LineRecordReader)."""
    tickets = [start // WIDTH + 2 if start else 1 for start, _ in pieces]
    ends = [ticket + n for ticket, (_, n) in zip(tickets, pieces, strict=True)]
    return tickets if [*tickets[1:], size / WIDTH + 1] == ends else None


def _cells(spark: "SparkSession", source: Path, kept: Kept) -> "DataFrame":
    from pyspark.sql import functions as f

    with _damage_is_a_file_s(source):
        rows = spark.read.parquet(_address(source)).select("*", "_metadata.row_index")
        stratum = f.col("stratum").cast("string")
        if dict(rows.dtypes)["stratum"] != "string":
            stratum = f.lpad(stratum, 4, "0")
        cells = kept.keep(spark.sql(CELLS, rows=rows.withColumn("stratum", stratum)))
        misfit = _one(cells.where("NOT fits").agg(f.min("ticket")))
    divided = _divided(spark, cells, misfit)
    if divided is not None:
        raise HouseholdAcrossStrata(ticket=divided[0], other=divided[1])
    if misfit:
        raise LineMalformed(line=misfit)
    return cells


@contextmanager
def _damage_is_a_file_s(source: Path) -> Iterator[None]:
    """What Spark says of a damaged Parquet file, or of one without our columns, becomes `FileUnreadable`."""
    from py4j.protocol import Py4JError
    from pyspark.errors import AnalysisException, PySparkException

    try:
        yield
    except (KeyError, AnalysisException) as error:
        raise FileUnreadable(path=str(source), problem="parquet") from error
    except (PySparkException, Py4JError) as error:
        if "FAILED_READ_FILE" not in str(error):
            raise
        raise FileUnreadable(path=str(source), problem="parquet") from error


def _divided(spark: "SparkSession", entries: "DataFrame", before: int) -> tuple[int, int] | None:
    """(ticket, first of its household) of the first entry, ahead of `before` unless that is 0, whose household stated
    another stratum."""
    found = spark.sql(DIVIDED, {"before": before}, entries=entries).collect()
    return next(((row["ticket"], row["other"]) for row in found if row["ticket"] is not None), None)


def _one(frame: "DataFrame") -> int:
    return frame.collect()[0][0] or 0


def _address(source: Path) -> str:
    """The path as Hadoop reads it, patterns escaped. It takes no colon in a path, and unpacks what has such a name."""
    path = str(source.resolve())
    if ":" in path or source.suffix in PACKED:
        raise FileUnreadable(path=path, problem="Spark: ':', " + ", ".join(PACKED))
    return "file:" + "".join("\\" + letter if letter in "\\*?[]{},^" else letter for letter in path)
