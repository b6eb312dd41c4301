"""Chances in words: who they are for, and how large they are."""

import re
from collections.abc import Mapping
from typing import Protocol

from .languages import Language
from .policy_words import number

ONE_IN = 0.35
"""Below this a chance is told as one of so many; above it that would be too coarse."""


class Described(Protocol):
    """Anything with the attributes of a class of equal chances."""

    @property
    def stratum(self) -> str: ...
    @property
    def band(self) -> int: ...
    @property
    def groups(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def composition(self) -> str: ...


def class_words(
    one: Described, names: Mapping[str, str], language: Language, groups: Mapping[int, str] | None = None
) -> str:
    """Who a class is, like: Sigi, 2 of one household."""
    english = language == "en"
    is_everywhere = one.stratum == "0000" and one.stratum not in names
    parts = [] if is_everywhere else [names.get(one.stratum, one.stratum)]
    if one.composition == "1":
        parts.append(("mendaftar sendiri", "alone")[english])
    elif one.composition.isdecimal():
        parts.append((f"{one.composition} orang sekeluarga", f"{one.composition} of one household")[english])
    elif one.composition != "-":
        parts.append(_mixed(one.composition, groups or {}, language))
    parts += _attributes(one.band, one.groups, one.weight, groups or {}, language)
    return ", ".join(parts) or ("semua", "everyone")[english]


def _attributes(
    band: int, mask: int, weight: int, groups: Mapping[int, str], language: Language
) -> list[str]:
    """What sets an applicant apart, in words; nothing for one of band 0, no group and weight 1."""
    english = language == "en"
    bits = [1 << place for place in range(8) if mask >> place & 1]
    parts = [groups.get(bit) or (f"kelompok {bit}", f"group {bit}")[english] for bit in bits]
    if band:
        parts.append((f"urutan layanan {band}", f"band {band}")[english])
    if weight > 1:
        parts.append((f"bobot {weight}", f"weight {weight}")[english])
    return parts


def _mixed(composition: str, groups: Mapping[int, str], language: Language) -> str:
    """A household whose members differ (b band, g groups, w weight of each), like: 3 of one household
    (1 disability, 2 others)."""
    english = language == "en"
    members = composition.split("+")
    kinds = []
    for kind in sorted(set(members), reverse=True):
        band, mask, weight = (int(part) for part in re.findall(r"[0-9]+", kind))
        n = members.count(kind)
        others = "other" if n == 1 else "others"
        words = " + ".join(_attributes(band, mask, weight, groups, language)) or ("lainnya", others)[english]
        kinds.append(f"{n} {words}")
    told = ", ".join(kinds)
    n = len(members)
    return (f"{n} orang sekeluarga ({told})", f"{n} of one household ({told})")[english]


def share_words(probability: float, language: Language) -> str:
    """A chance as people say it, in whole people: about 1 in 5, about 4 in 10."""
    english = language == "en"
    if probability <= 0:
        return ("tidak ada peluang", "no chance")[english]
    if probability >= 1:
        return ("pasti terpilih", "certain")[english]
    if probability < ONE_IN:
        n = number(round(1 / probability), language)
        return (f"sekitar 1 dari {n}", f"about 1 in {n}")[english]
    tenths, hundredths = round(probability * 10), round(probability * 100)
    told, of = (tenths, 10) if tenths < 10 else (hundredths, 100)
    if told == of:
        return ("hampir pasti terpilih", "almost certain")[english]
    return (f"sekitar {told} dari {of}", f"about {told} in {of}")[english]
