"""Which engine draws: the norm for small lists, the fast one for large, each proven equal to the other."""

import importlib
import importlib.util

from .errors import EngineUnknown, JavaMissing, PackageMissing
from .outcome import Engine
from .spark_session import has_java

ENGINES = {
    "python": ("python_engine", None, "draw"),
    "numba": ("numba_engine", "numba", "draw"),
    "duckdb": ("duckdb_engine", "duckdb", "draw"),
    "spark": ("spark_engine", "pyspark", "spark"),
}
"""Name → (module here, package it needs, extra that installs it)."""

LARGE = 20_000
"""Entries from which starting the fast engine pays."""


def engine(name: str, n: int = 0) -> Engine:
    """The engine of that name; "auto" chooses by the number of entries."""
    if name == "auto":
        name = "numba" if n >= LARGE and "numba" in installed() else "python"
    if name not in ENGINES:
        raise EngineUnknown(engine=name, known=", ".join(ENGINES))
    module, package, extra = ENGINES[name]
    if not _has(package):
        raise PackageMissing(package=package or module, extra=extra)
    if name == "spark" and not has_java():
        raise JavaMissing
    found: Engine = importlib.import_module(f"{__package__}.{module}")
    return found


def installed() -> list[str]:
    """The engines that can run here."""
    return [
        name for name, (_, package, _) in ENGINES.items() if _has(package) and (name != "spark" or has_java())
    ]


def _has(package: str | None) -> bool:
    return package is None or importlib.util.find_spec(package) is not None
