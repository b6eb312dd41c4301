"""A Spark session: on the cluster that `GELOMBANG_SPARK_MASTER` names, else on this machine alone."""

import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ClusterFailed

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "local[*]"
FAILURE = re.compile(r"(?:Error|Exception): (.{1,300})")
SMALL = 2 << 20
PIECE = 64 << 20
"""Bytes."""


def table_of(spark: "SparkSession", rows: Sequence[Sequence[object]], **types: "pa.DataType") -> "DataFrame":
    """A small table from here. It goes as Arrow, so that no worker needs a Python."""
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else ([] for _ in types)
    arrays = [pa.array(list(column), kind) for column, kind in zip(columns, types.values(), strict=True)]
    return spark.createDataFrame(pa.table(arrays, names=list(types)))


def has_java() -> bool:
    """Whether a Java runtime is here, which Spark needs."""
    home = os.environ.get("JAVA_HOME")
    return (home is not None and Path(home, "bin", "java").exists()) or shutil.which("java") is not None


@contextmanager
def session(bytes_of_list: int) -> Iterator["SparkSession"]:
    """The session of this process, made on first use; what Spark cannot do becomes `ClusterFailed`."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        spark = _session(os.environ.get("GELOMBANG_SPARK_MASTER") or LOCAL, bytes_of_list)
        for key, value in _shape(bytes_of_list, spark.sparkContext.defaultParallelism).items():
            spark.conf.set(key, value)
        yield spark
    except (PySparkException, Py4JError) as error:
        raise ClusterFailed(problem=_first_line(error)) from error


class Kept:
    """Tables that are computed once and given up together."""

    def __init__(self) -> None:
        self._tables: list[DataFrame] = []

    def keep(self, table: "DataFrame") -> "DataFrame":
        self._tables.append(table.persist())
        return self._tables[-1]

    def __enter__(self) -> "Kept":
        return self

    def __exit__(self, *_: object) -> None:
        for table in self._tables:
            table.unpersist()


def _session(master: str, size: int) -> "SparkSession":
    logging.getLogger("py4j").setLevel(logging.WARNING)  # else it tells of its end on a closed stream
    with _errors_put_aside():
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("gelombang").master(master)
        for key, value in _settings(master, size).items():
            builder = builder.config(key, value)
        spark = builder.getOrCreate()
        spark.sparkContext.setLogLevel("OFF")
    return spark


@contextmanager
def _errors_put_aside() -> Iterator[None]:
    """Spark chats on standard error while it starts, where our own progress is; of that only a failure is passed on."""
    from pyspark.errors import PySparkRuntimeError

    sys.stderr.flush()
    screen = os.dup(2)
    with tempfile.TemporaryFile() as aside:
        os.dup2(aside.fileno(), 2)
        try:
            yield
        except PySparkRuntimeError as error:  # Java ended before it could be asked why
            aside.seek(0)
            said = FAILURE.findall(aside.read().decode(errors="replace"))
            raise ClusterFailed(problem=said[-1] if said else _first_line(error)) from error
        finally:
            os.dup2(screen, 2)
            os.close(screen)


def _settings(master: str, size: int) -> dict[str, str]:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.maxResultSize": "0",
        "spark.sql.session.timeZone": "UTC",
    }
    if master.startswith("local"):
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": "1g" if size < SMALL else "4g",
        }
    return settings


def _shape(size: int, cores: int) -> dict[str, str]:
    """How finely the work is cut: a list of a few thousand is not worth planning and compiling for."""
    is_small = size < SMALL
    return {
        "spark.sql.shuffle.partitions": str(1 if is_small else max(cores, size // PIECE)),
        "spark.sql.adaptive.enabled": str(not is_small).lower(),
        "spark.sql.codegen.wholeStage": str(not is_small).lower(),
        "spark.sql.codegen.factoryMode": "NO_CODEGEN" if is_small else "FALLBACK",
    }


def _first_line(error: Exception) -> str:
    cause = getattr(error, "java_exception", None)
    words = str(error if cause is None else cause.toString())
    return (words.strip().splitlines() or [type(error).__name__])[0][:300]
