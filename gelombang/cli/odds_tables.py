"""Chances on the screen: a line for each region, and a line for each class of people with equal chances."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from gelombang.core.lottery.policy import Policy
from gelombang.engines.languages import Language
from gelombang.engines.odds import Class, Odds
from gelombang.engines.odds_words import class_words, share_words
from gelombang.engines.policy_words import Names, number

from .screen import Screen

MOST_REGIONS, MOST_CLASSES = 40, 30
"""More regions than these are cut off, and more classes than these are only counted, without --all."""

ALL = click.option(
    "--all", "show_all", is_flag=True, help="Show every region and every class of equal chances."
)


@dataclass(frozen=True)
class Region:
    """One stratum. `seats` are those it will get on average; `low` and `high` the chances of its entries, from 0 to 1;
    `quota` what all phases together set apart for it, None where no phase limits it."""

    stratum: str
    entries: int
    quota: int | None
    seats: float
    low: float
    high: float

    def as_json(self) -> dict[str, Any]:
        return vars(self)


def show_odds(screen: Screen, found: Odds, policy: Policy, names: Names, *, show_all: bool) -> None:
    """The odds as tables in words, region by region and then class by class."""
    regions = regions_of(found, policy)
    screen.note(
        method=found.method,
        redraws=found.redraws,
        seats=found.seats,
        regions=[region.as_json() for region in regions],
        classes=[vars(one) for one in found.classes],
    )
    screen.heading("Peluang menurut wilayah", "Chances by region")
    if found.method == "closed-form":
        screen.say("Dihitung tepat dengan rumus.", "Computed exactly, in closed form.")
    else:
        screen.say(
            f"Dari {found.redraws} undian ulang; ± adalah galat bakunya.",
            f"From {found.redraws} re-draws; ± is the standard error.",
        )
    _show_regions(screen, regions, names, show_all)
    _show_classes(screen, found, names, show_all)
    total = _decimal(found.seats, 1, screen.language)
    screen.say(f"Jumlah semua peluang: {total} kursi.", f"All chances together: {total} seats.")


def regions_of(found: Odds, policy: Policy) -> list[Region]:
    """The classes gathered by stratum, in the order of their codes."""
    by_stratum: dict[str, list[Class]] = {}
    for one in found.classes:
        by_stratum.setdefault(one.stratum, []).append(one)
    return [
        Region(
            stratum,
            sum(one.entries for one in classes),
            quota_of(policy, stratum),
            sum(one.entries * one.probability for one in classes),
            min(one.probability for one in classes),
            max(one.probability for one in classes),
        )
        for stratum, classes in sorted(by_stratum.items())
    ]


def quota_of(policy: Policy, code: str) -> int | None:
    """The seats that all phases together set apart for a stratum; None where no phase limits it."""
    limits = [phase.limit_of(code) for phase in policy.phases if phase.limits_strata]
    named = [limit for limit in limits if limit is not None]
    return sum(named) if named else None


def _show_regions(screen: Screen, regions: list[Region], names: Names, show_all: bool) -> None:
    heads = (
        ("wilayah", "pendaftar", "kuota", "kursi rata-rata", "peluang paling kecil – paling besar"),
        ("region", "applicants", "quota", "seats, average", "lowest – highest chance"),
    )[screen.language == "en"]
    shown = regions if show_all else regions[:MOST_REGIONS]
    rows = [heads, *(_region_cells(region, names, screen.language) for region in shown)]
    _show_rows(screen, rows, left=(0, 4))
    if len(regions) > len(shown):
        more = len(regions) - len(shown)
        screen.say(
            f"  … dan {more} wilayah lagi; semuanya dengan --all (atau --json).",
            f"  … and {more} more {'region' if more == 1 else 'regions'}; see all with --all (or --json).",
        )


def _region_cells(region: Region, names: Names, language: Language) -> tuple[str, ...]:
    everywhere = ("semua", "all")[language == "en"]
    code = region.stratum
    name = (
        everywhere
        if code == "0000" and code not in names.strata
        else f"{code} {names.strata.get(code, '')}".strip()
    )
    low, high = (_percent(chance, 1, language) for chance in (region.low, region.high))
    return (
        name,
        number(region.entries, language),
        "–" if region.quota is None else number(region.quota, language),
        _decimal(region.seats, 1, language),
        low if low == high else f"{low} – {high}",
    )


def _show_classes(screen: Screen, found: Odds, names: Names, show_all: bool) -> None:
    n, language = len(found.classes), screen.language
    screen.heading("Peluang menurut kelas", "Chances by class")
    there = "There is 1 class" if n == 1 else f"There are {n} classes"
    screen.say(
        f"Ada {n} kelas: di dalam satu kelas, peluang semua orang persis sama.",
        f"{there}: within a class everyone's chance is exactly the same.",
    )
    if n > MOST_CLASSES and not show_all:  # the first of them would all be of one region
        screen.say("Lihat semuanya dengan --all (atau --json).", "See all of them with --all (or --json).")
        return
    _show_rows(screen, [_class_cells(one, names, language) for one in found.classes], left=(0, 3, 4))


def _class_cells(one: Class, names: Names, language: Language) -> tuple[str, ...]:
    error = f"± {_decimal(one.standard_error * 100, 2, language)}" if one.standard_error else ""
    return (
        class_words(one, names.strata, language, names.groups),
        number(one.entries, language),
        _percent(one.probability, 3, language),
        error,
        share_words(one.probability, language),
    )


def _show_rows(screen: Screen, rows: list[tuple[str, ...]], left: tuple[int, ...]) -> None:
    """Rows of cells under each other; the columns in `left` begin together, the others end together."""
    if not rows:
        return
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.ljust(width) if place in left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        screen.line("  " + "  ".join(cells).rstrip())


def _decimal(value: float, digits: int, language: Language) -> str:
    """1,234.5 in English, 1.234,5 in Indonesian."""
    text = f"{value:,.{digits}f}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def _percent(chance: float, digits: int, language: Language) -> str:
    return f"{_decimal(chance * 100, digits, language)} %"


def names_in(about: Mapping[str, Any]) -> Names:
    """What bits and codes are called in a draw's about.json."""
    return Names({int(bit): name for bit, name in about.get("groups", {}).items()}, about.get("strata", {}))
