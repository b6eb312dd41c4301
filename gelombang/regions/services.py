"""Writing regions: a whole table at once, which may be repeated."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record

from .models import Designation, Region
from .rows import DesignationRow, RegionRow, RegionsWrong

STEP = 1000


@transaction.atomic
def load_regions(
    *, rows: Iterable[RegionRow], designations: Iterable[DesignationRow] = (), by: str, at: datetime
) -> int:
    """Add these regions, or bring them up to date; none is taken away, since what is past refers to them. Returns how
    many the table has; raises `RegionsWrong` and changes nothing where it contradicts itself."""
    table = list(rows)
    levels = _levels(table)
    stated = list(designations)
    for row in stated:
        if row.region not in levels:
            raise RegionsWrong(f"{row.decree} designates {row.region}, which has no row. Add it.")
    Region.objects.bulk_create(
        [_region(row, levels[row.code]) for row in sorted(table, key=lambda row: levels[row.code])],
        batch_size=STEP,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "level", "parent", "stratum", "latitude", "longitude", "time_zone"],
    )
    Designation.objects.bulk_create(
        [Designation(**_by_id(row)) for row in stated],
        batch_size=STEP,
        update_conflicts=True,
        unique_fields=["region", "kind", "decree"],
        update_fields=["since_on", "until_on"],
    )
    record(
        act=Act.REGIONS_LOADED,
        by=by,
        subject="regions",
        at=at,
        n_regions=len(table),
        n_designations=len(stated),
    )
    return len(table)


def _region(row: RegionRow, level: int) -> Region:
    given = asdict(row)
    return Region(level=level, parent_id=given.pop("parent") or None, **given)


def _by_id(row: DesignationRow) -> dict[str, object]:
    given = asdict(row)
    return {"region_id": given.pop("region"), **given}


def _levels(table: Sequence[RegionRow]) -> dict[str, int]:
    """How deep each region lies, 1 at the top."""
    parents: dict[str, str] = {}
    strata: dict[str, str] = {}
    for row in table:
        if row.code in parents:
            raise RegionsWrong(f"The region {row.code} is there twice. Remove one of the rows.")
        parents[row.code] = row.parent
        other = strata.setdefault(row.stratum, row.code)
        if row.stratum and other != row.code:
            raise RegionsWrong(
                f"The stratum {row.stratum} is that of {other} and of {row.code}. Each has its own."
            )
    levels: dict[str, int] = {}
    for code in parents:
        _climb(code, parents, levels)
    return levels


def _climb(code: str, parents: dict[str, str], levels: dict[str, int]) -> None:
    """Find the level of a region and of all above it."""
    path: list[str] = []
    while code and code not in levels:
        if code not in parents:
            raise RegionsWrong(f"The region {path[-1]} lies in {code}, which has no row. Add it.")
        if code in path:
            raise RegionsWrong(f"The region {code} lies within itself. Correct its parent.")
        path.append(code)
        code = parents[code]
    first = levels.get(code, 0) + 1
    levels.update({below: number for number, below in enumerate(reversed(path), start=first)})
