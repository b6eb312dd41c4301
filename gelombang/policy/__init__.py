"""The values of the law that a programme is run under, from `values/*.toml`: what held on a day, and by which text.

A wave freezes what is in force on the day it opens (`in_force`) and is judged by that for ever (`terms_of`).
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gelombang.core.rules.eligibility import LEVELS, Terms
from gelombang.core.rules.values import History, NotInForce, Plain, Value

FOLDER = Path(__file__).parent / "values"
UNITS = frozenset({"years", "days", "hours", "times", "persons", "rupiah", "statuses", "yes or no", "level"})


class ValuesWrong(ValueError):
    """A file of values that cannot be read as one; the message names file, value and fault."""


@cache
def histories(folder: Path = FOLDER) -> Mapping[str, History]:
    """Every value by name; raises `ValuesWrong`."""
    found: dict[str, History] = {}
    for path in sorted(folder.glob("*.toml")):
        for history in _read(path):
            if history.name in found:
                raise ValuesWrong(f"{path.name}: {history.name} is set in another file too")
            found[history.name] = history
    return found


def in_force(on: date, folder: Path = FOLDER) -> dict[str, Value]:
    """Every value that the programme had on a day; a value that begins later is not among them."""
    found = {}
    for name, history in histories(folder).items():
        try:
            found[name] = history.on(on)
        except NotInForce:
            continue
    return found


def terms_of(values: Mapping[str, Value]) -> Terms:
    """The terms of joining that these values make; raises KeyError naming one that is missing."""
    plain: dict[str, Any] = {name: value.value for name, value in values.items()}
    return Terms(
        age_least=plain["age_least"],
        age_most=plain["age_most"],
        excluded=frozenset(plain["excluded"]),
        per_household=plain["per_household"],
        once=plain["once"],
        level_least=plain.get("level_least", LEVELS[0]),  # waves that were prepared without it demand none
    )


def _read(path: Path) -> Iterator[History]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValuesWrong(f"{path.name}: {error}") from error
    for name, table in tables.items():
        try:
            yield _history(name, table)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValuesWrong(f"{path.name}: {name}: {error}") from error


def _history(name: str, table: dict[str, Any]) -> History:
    if set(table) != {"unit", "values"} or table["unit"] not in UNITS:
        raise ValueError(f"must have a unit ({', '.join(sorted(UNITS))}) and values")
    return History(name, tuple(_value(row, table["unit"]) for row in table["values"]), table["unit"])


def _value(row: dict[str, Any], unit: str) -> Value:
    unknown = set(row) - {"value", "since", "reference"}
    if unknown:
        raise ValueError(f"does not know {', '.join(sorted(unknown))}")
    since, reference = row["since"], row["reference"]
    if type(since) is not date or not isinstance(reference, str) or not reference.strip():
        raise ValueError("each value needs a day `since` and a `reference`")
    return Value(_plain(row.get("value"), unit), since, reference)


def _plain(value: object, unit: str) -> Plain:
    """The value, where it is of the kind that its unit demands; None is no limit."""
    if unit == "statuses":
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
    elif unit == "yes or no":
        if isinstance(value, bool):
            return value
    elif unit == "level":
        if value in LEVELS:
            return value
    elif value is None or (type(value) is int and value >= 0):
        return value
    raise ValueError(f"{value!r} is not in {unit}")
