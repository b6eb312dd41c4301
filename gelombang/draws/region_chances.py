"""The published odds as the page shows them: by region, in the order of the policy, with the kinds of households below.

A kind with fewer than `LEAST` people is not shown by itself: whoever knows the family would know whom it means. (It
stays in odds.json, which anyone can repeat from the list.)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gelombang.engines.languages import Language
from gelombang.engines.odds_words import class_words, share_words

LEAST = 5
"""People in the smallest kind shown."""

NO_REGION = "0000"


@dataclass(frozen=True)
class Chance:
    """People with the same chance, in words: `probability` from 0 to 1, `error` how far an estimate may be off (two
    standard errors); `words` is empty for several rare kinds together."""

    words: str
    n_entries: int
    probability: float
    error: float
    told: str


@dataclass(frozen=True)
class RegionChances:
    """A region: its mean chance, its kinds with the largest first, and how many people are in kinds not shown."""

    name: str
    n_entries: int
    probability: float
    told: str
    kinds: tuple[Chance, ...]
    n_hidden: int


@dataclass(frozen=True)
class Chances:
    """The published odds: how they were found, and the regions."""

    exact: bool
    redraws: int
    regions: tuple[RegionChances, ...]


@dataclass(frozen=True)
class _Class:
    stratum: str
    band: int
    groups: int
    weight: int
    composition: str


@dataclass(frozen=True)
class Named:
    """Names of regions by code and of groups by bit, in the language of the page."""

    regions: Mapping[str, str]
    groups: Mapping[int, str]
    language: Language


def chances_of(statement: Mapping[str, Any], named: Named) -> Chances:
    """The regions of odds.json."""
    by_region: dict[str, list[Mapping[str, Any]]] = {}
    for one in statement["classes"]:
        by_region.setdefault(one["stratum"], []).append(one)
    regions = tuple(_region(code, by_region[code], named) for code in sorted(by_region))
    return Chances(statement["method"] == "closed-form", statement["redraws"], regions)


def _region(code: str, classes: list[Mapping[str, Any]], named: Named) -> RegionChances:
    total, probability, _ = _mean(classes)
    large = [one for one in classes if one["entries"] >= LEAST]
    small = [one for one in classes if one["entries"] < LEAST]
    kinds = [_kind([one], _words(one, named), named.language) for one in large]
    kinds.sort(key=lambda kind: -kind.n_entries)
    rare = sum(one["entries"] for one in small)
    if rare >= LEAST:
        kinds.append(_kind(small, "", named.language))
    name = "" if code == NO_REGION else named.regions.get(code, "")
    told = share_words(probability, named.language)
    return RegionChances(name, total, probability, told, tuple(kinds), 0 if rare >= LEAST else rare)


def _kind(classes: list[Mapping[str, Any]], words: str, language: Language) -> Chance:
    total, probability, error = _mean(classes)
    return Chance(words, total, probability, error, share_words(probability, language))


def _words(one: Mapping[str, Any], named: Named) -> str:
    groups = int(one["groups"], 16)
    described = _Class(NO_REGION, one["band"], groups, one["weight"], one["composition"])
    return class_words(described, {}, named.language, named.groups)


def _mean(classes: Iterable[Mapping[str, Any]]) -> tuple[int, float, float]:
    """People, mean chance, and two standard errors at most (as if all erred the same way)."""
    rows = [(one["entries"], float(one["probability"]), float(one["standard_error"])) for one in classes]
    total = sum(n for n, _, _ in rows)
    if not total:
        return 0, 0.0, 0.0
    return total, sum(n * p for n, p, _ in rows) / total, 2 * sum(n * e for n, _, e in rows) / total
