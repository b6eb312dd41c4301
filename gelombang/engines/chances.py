"""Odds and the bias report of a draw's folder, as signed statements."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gelombang.core.lottery import statement

from . import bias, columns, odds
from .folder import Folder
from .outcome import Progress, silent
from .prove import RESULT_WIDTH
from .redraws import Field
from .signing import Operator

ARRIVAL_PARTS = 20
MANY_HOUSEHOLD = 6
MOST = 999_999_999_999.0
"""The largest statistic that is written: a cell that never varies and yet differs has none."""


def odds_statement(folder: Folder, found: odds.Odds, by: Operator, at: str) -> dict[str, Any]:
    """The odds as a signed statement; fractions as decimal strings."""
    manifest = folder.manifest
    classes = [
        {
            "stratum": one.stratum,
            "band": one.band,
            "groups": f"{one.groups:02x}",
            "weight": one.weight,
            "composition": one.composition,
            "entries": one.entries,
            "probability": f"{one.probability:.9f}",
            "standard_error": f"{one.standard_error:.9f}",
        }
        for one in found.classes
    ]
    unsigned = statement.unsigned(
        "odds",
        manifest.draw_id,
        manifest.sha256(),
        at,
        method=found.method,
        redraws=found.redraws,
        seats=f"{found.seats:.6f}",
        classes=classes,
    )
    return statement.sign(unsigned, by.public_key, by.sign)


def check_bias(folder: Folder, redraws: int = bias.REDRAWS, progress: Progress = silent) -> bias.Bias:
    """Test a drawn folder. At the operator's, where the secret half is, order of arrival and digits of the identity are
    tested too; from the public files alone only what they show."""
    frame = columns.frame_of(folder.list_path)
    results = columns.line_bytes(folder.results_path, RESULT_WIDTH)
    won = np.asarray(results[:, 13] == ord("W"))
    return bias.check(
        Field.of_frame(frame),
        folder.policy,
        won,
        _divisions(folder, frame),
        redraws=redraws,
        progress=progress,
    )


def bias_statement(folder: Folder, found: bias.Bias, by: Operator, at: str) -> dict[str, Any]:
    """The bias report as a signed statement."""
    manifest = folder.manifest
    tests = [
        {
            "name": test.name,
            "statistic": f"{min(test.statistic, MOST):.3f}",
            "p_value": f"{test.p_value:.6f}",
            "detail": f"{test.cell}: {test.observed}, {test.expected:.1f}",
            "has_power": test.has_power,
        }
        for test in found.tests
    ]
    unsigned = statement.unsigned(
        "bias",
        manifest.draw_id,
        manifest.sha256(),
        at,
        tests=tests,
        redraws=found.redraws,
        false_alarm_rate=f"{found.false_alarm_rate:.6f}",
        passed=found.passed,
    )
    return statement.sign(unsigned, by.public_key, by.sign)


def _divisions(folder: Folder, frame: pl.DataFrame) -> dict[str, NDArray[np.int32]]:
    sizes = frame.select(pl.len().over("house").clip(upper_bound=MANY_HOUSEHOLD)).to_series()
    made = {
        "stratum": _numbered(frame["stratum"]),
        "household size": _numbered(sizes),
        "band": _numbered(frame["band"]),
        "groups": _numbered(frame["groups"]),
        "weight": _numbered(frame["weight"]),
    }
    secret = folder.secret / "entries.parquet"
    if secret.is_file():
        entries = pl.read_parquet(secret, columns=["id", "arrival"])
        made["arrival"] = (entries["arrival"].to_numpy() * ARRIVAL_PARTS // max(1, frame.height)).astype(
            np.int32
        )
        made |= _digits(entries["id"])
    return {name: numbers for name, numbers in made.items() if len(numbers) and numbers.max() > 0}


def _digits(identities: pl.Series) -> dict[str, NDArray[np.int32]]:
    """The last two digits of the identity, and of a 16-digit one the day of birth (40 added for women)."""
    made = {}
    for name, place in (("last digit", -1), ("last digit but one", -2)):
        made[name] = _numbered(identities.str.slice(place, 1))
    if identities.str.contains(r"^\d{16}$").all():
        made["day of birth"] = _numbered(identities.str.slice(6, 2))
    return made


def _numbered(values: pl.Series) -> NDArray[np.int32]:
    return (values.rank("dense").cast(pl.Int32) - 1).to_numpy().astype(np.int32)
