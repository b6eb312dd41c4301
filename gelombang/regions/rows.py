"""Regions as rows of a table, and a table of any country read from CSV."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

COLUMNS = ("code", "name", "kind", "parent", "stratum", "latitude", "longitude", "time_zone")
NEEDED = ("code", "name", "kind", "parent")


class RegionsWrong(ValueError):
    """A table of regions that cannot be used; the message names the row and what to do."""


@dataclass(frozen=True)
class RegionRow:
    """One region; `parent` is a code, empty at the top, `stratum` four digits or empty."""

    code: str
    name: str
    kind: str
    parent: str
    stratum: str = ""
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str = ""


@dataclass(frozen=True)
class DesignationRow:
    """What a decree calls a region, by the region's code."""

    region: str
    kind: str
    decree: str
    since_on: date
    until_on: date | None


def read(path: Path) -> Iterator[RegionRow]:
    """The rows of a CSV file with the columns code, name, kind, parent, and if wanted stratum, latitude, longitude and
    time_zone; raises `RegionsWrong`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [column for column in NEEDED if column not in (table.fieldnames or ())]
            if missing:
                raise RegionsWrong(
                    f"{path.name} has no column {', '.join(missing)}. Its first line must name {', '.join(COLUMNS)}."
                )
            for number, row in enumerate(table, start=2):
                yield _row(number, {column: (row.get(column) or "").strip() for column in COLUMNS})
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegionsWrong(f"{path.name} cannot be read as a CSV file in UTF-8: {error}") from error


def _row(number: int, row: dict[str, str]) -> RegionRow:
    if not row["code"] or not row["name"]:
        raise RegionsWrong(f"Row {number} has no code or no name. Fill it in.")
    if not re.fullmatch(r"(\d{4})?", row["stratum"], re.ASCII):
        raise RegionsWrong(
            f"Row {number}: the stratum is {row['stratum']!r}; it has four digits, or is empty."
        )
    if row["time_zone"] and not _is_zone(row["time_zone"]):
        raise RegionsWrong(f"Row {number}: {row['time_zone']!r} is no time zone, as Asia/Jakarta is one.")
    latitude = _degrees(number, "latitude", row["latitude"], 90)
    longitude = _degrees(number, "longitude", row["longitude"], 180)
    if (latitude is None) != (longitude is None):
        raise RegionsWrong(f"Row {number} has one coordinate. Give both, or none.")
    return RegionRow(
        row["code"],
        row["name"],
        row["kind"],
        row["parent"],
        row["stratum"],
        latitude,
        longitude,
        row["time_zone"],
    )


def _degrees(number: int, column: str, text: str, most: int) -> float | None:
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        raise RegionsWrong(
            f"Row {number}: the {column} is {text!r}; it lies between -{most} and {most} degrees."
        )
    return degrees


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
