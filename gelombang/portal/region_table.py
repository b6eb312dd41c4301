"""Figures by region as pages show them: by province, sorted as asked, small numbers withheld, and the map of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from gelombang.flow.figures import Drawn
from gelombang.flow.models import RegionFigure
from gelombang.flow.small_numbers import Withheld, withheld
from gelombang.regions import selectors as regions
from gelombang.regions.models import Region

from .region_map import Map, Point, map_of

ELSEWHERE = ""
"""The code of the group of strata that lie in no province that is known."""
ORDERS = {
    "nama": gettext_lazy("name"),
    "jumlah": gettext_lazy("number"),
    "terpilih": gettext_lazy("selected"),
    "bagian": gettext_lazy("share selected"),
}
"""The orders that may be asked for, as the address has them, and what they are called."""


@dataclass(frozen=True)
class Numbers:
    """What was counted: `joined` None where it is withheld or was not asked for, the others None as long as they are
    not decided."""

    joined: int | None
    eligible: int | None
    selected: int | None

    @property
    def share(self) -> float | None:
        """Selected of those in the draw, 0 to 1."""
        return self.selected / self.eligible if self.selected is not None and self.eligible else None

    @property
    def size(self) -> int:
        """What is sorted by and drawn: those in the draw, before it those who joined."""
        return self.eligible if self.eligible is not None else self.joined or 0


@dataclass(frozen=True)
class Row:
    """A region, or a province with its `parts`."""

    code: str
    name: str
    numbers: Numbers
    parts: Sequence["Row"] = ()


@dataclass(frozen=True)
class Table:
    """All of it. `has_joined`: who joined is told beside who is in the draw; `has_withheld`: some of it is withheld;
    `order` is one of ORDERS."""

    rows: Sequence[Row]
    chart: Map | None
    order: str
    has_joined: bool
    has_withheld: bool
    is_drawn: bool

    @property
    def n_regions(self) -> int:
        """Regions in all provinces."""
        return sum(len(row.parts) for row in self.rows)


def of_wave(counted: Sequence[RegionFigure], names: Mapping[str, str], order: str) -> Table | None:
    """A wave's regions; `names` of strata that are no known region. None where nobody was counted."""
    kept = {one.stratum: Numbers(one.n_joined, one.n_eligible, one.n_selected) for one in counted}
    return _table(kept, names, order, has_joined=True)


def of_programme(drawn: Sequence[Drawn], order: str) -> Table | None:
    """The regions of all published draws added up; each number of it is public already."""
    kept = {one.stratum: Numbers(None, one.n_eligible, one.n_selected) for one in drawn}
    return _table(kept, {}, order, has_joined=False)


def withheld_strata(counted: Sequence[RegionFigure], known: Mapping[str, Region]) -> frozenset[str]:
    """Strata of which it is not told how many joined."""
    numbers = {one.stratum: Numbers(one.n_joined, one.n_eligible, one.n_selected) for one in counted}
    return withheld_of(numbers, {stratum: _province(known.get(stratum)) for stratum in numbers}).regions


def withheld_of(counted: Mapping[str, Numbers], provinces: Mapping[str, str]) -> Withheld:
    """Strata and provinces of which it is not told how many joined. What the draw publishes is never withheld, so that
    what is at stake is how many joined and are not in the draw; before the draw, how many joined."""
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for stratum, numbers in counted.items():
        groups[provinces[stratum]][stratum] = (numbers.joined or 0) - (numbers.eligible or 0)
    return withheld(groups)


def _table(
    counted: Mapping[str, Numbers], names: Mapping[str, str], order: str, *, has_joined: bool
) -> Table | None:
    if not counted:
        return None
    known = regions.by_strata(counted)
    provinces = {stratum: _province(known.get(stratum)) for stratum in counted}
    titles = {
        code: found.parent.name for found in known.values() if (code := _province(found)) and found.parent
    }
    hidden = withheld_of(counted, provinces) if has_joined else withheld({})
    chosen = order if order in ORDERS else "nama"
    parts: dict[str, list[Row]] = defaultdict(list)
    for stratum, numbers in counted.items():
        name = known[stratum].name if stratum in known else names.get(stratum, stratum)
        parts[provinces[stratum]].append(
            Row(stratum, name, _shown(numbers, is_hidden=stratum in hidden.regions))
        )
    rows = [
        Row(
            code,
            titles.get(code, ""),
            _shown(
                _sum(counted[row.code] for row in inside),
                is_hidden=not has_joined or code in hidden.groups,
            ),
            _sorted(inside, chosen),
        )
        for code, inside in parts.items()
    ]
    is_drawn = any(numbers.selected is not None for numbers in counted.values())
    shown = {row.code: row.numbers for inside in parts.values() for row in inside}
    chart = map_of(_points(shown, known))
    return Table(_sorted(rows, chosen), chart, chosen, has_joined, bool(hidden.regions), is_drawn)


def _province(region: Region | None) -> str:
    return region.parent_id or ELSEWHERE if region is not None else ELSEWHERE


def _shown(numbers: Numbers, *, is_hidden: bool) -> Numbers:
    return Numbers(None, numbers.eligible, numbers.selected) if is_hidden else numbers


def _sum(numbers: Iterable[Numbers]) -> Numbers:
    each = list(numbers)
    return Numbers(
        _added(one.joined for one in each),
        _added(one.eligible for one in each),
        _added(one.selected for one in each),
    )


def _added(numbers: Iterable[int | None]) -> int | None:
    known = [n for n in numbers if n is not None]
    return sum(known) if known else None


def _sorted(rows: Sequence[Row], order: str) -> list[Row]:
    """By name, or the largest first; regions that lie nowhere known come last."""
    by_name = sorted(rows, key=lambda row: (row.code == ELSEWHERE, row.name))
    pick = {
        "jumlah": lambda row: row.numbers.size,
        "terpilih": lambda row: row.numbers.selected or 0,
        "bagian": lambda row: row.numbers.share or 0.0,
    }
    return by_name if order == "nama" else sorted(by_name, key=pick[order], reverse=True)


def _points(numbers: Mapping[str, Numbers], known: Mapping[str, Region]) -> Iterable[Point]:
    for stratum, region in known.items():
        if region.longitude is not None and region.latitude is not None:
            one = numbers[stratum]
            yield Point(stratum, region.longitude, region.latitude, one.size, one.selected or 0)
