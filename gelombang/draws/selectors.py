"""What anyone may see of a draw."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from gelombang.core.lottery.beacon import NO_BEACON
from gelombang.core.lottery.cutoffs import WHOLE, Cutoff
from gelombang.core.lottery.receipt import code_of
from gelombang.engines.folder import Folder, sha256_of
from gelombang.engines.languages import Language
from gelombang.engines.odds_words import class_words, share_words
from gelombang.engines.policy_words import Names, Paragraph, explain
from gelombang.engines.prove import Prover

from .models import Draw

MANY = 20
"""Regions charted one by one; more are added up by province."""


@dataclass(frozen=True)
class Download:
    """A public file. `name` is its path below public/, `size` in bytes."""

    name: str
    size: int


@dataclass(frozen=True)
class Region:
    """A stratum, or a province where there are many: `share` selected of those who applied, 0 to 1."""

    code: str
    name: str
    n_entries: int
    n_selected: int

    @property
    def share(self) -> float:
        return self.n_selected / self.n_entries if self.n_entries else 0.0


def register() -> QuerySet[Draw]:
    """All draws, the newest first; voids stay among them."""
    return Draw.objects.all()


def latest() -> Draw | None:
    """The newest draw that was drawn and is not void."""
    return Draw.objects.filter(drawn_at__isnull=False, voided_at=None).first()


def by_slug(slug: str) -> Draw | None:
    """The draw at an address."""
    return Draw.objects.filter(slug=slug).first()


def folder_of(draw: Draw) -> Folder:
    """The draw's folder on disk."""
    return Folder.open(Path(settings.DATA_DIR) / draw.folder)


def prover_of(draw: Draw) -> Prover:
    """Makes proofs; kept open from one request to the next, anew when a result appears."""
    return _prover(str(Path(settings.DATA_DIR) / draw.folder), draw.is_drawn)


@lru_cache(maxsize=16)
def _prover(folder: str, drawn: bool) -> Prover:  # noqa: ARG001  a part of what is remembered
    return Prover(Folder.open(Path(folder)))


def outcome_sha256(draw: Draw) -> str | None:
    """SHA-256 of the published outcome.json, 64 hex: what a proof of this draw must carry. None before the draw."""
    if not draw.is_drawn:
        return None
    return sha256_of(folder_of(draw).public / "result" / "outcome.json")


def neighbours(draw: Draw) -> tuple[Draw | None, Draw | None]:
    """The draw before in the chain, and the one after."""
    before = Draw.objects.filter(manifest_sha256=draw.prev).first()
    return before, Draw.objects.filter(prev=draw.manifest_sha256).first()


def names_of(folder: Folder) -> Names:
    """What groups and strata are called."""
    about = folder.about
    groups = {int(bit): str(name) for bit, name in about.get("groups", {}).items()}
    return Names(groups, {str(code): str(name) for code, name in about.get("strata", {}).items()})


def language() -> Language:
    """The language of this request, as the engines' sentences know it."""
    return "en" if get_language() == "en" else "id"


def policy_words(folder: Folder) -> list[Paragraph]:
    """The policy in plain words."""
    return explain(folder.policy, names_of(folder), language())


def downloads(folder: Folder) -> list[Download]:
    """The public files, smallest part of the tree first."""
    paths = sorted(path for path in folder.public.rglob("*") if path.is_file())
    paths.sort(key=lambda path: (len(path.relative_to(folder.public).parts), path.name))
    return [Download(path.relative_to(folder.public).as_posix(), path.stat().st_size) for path in paths]


def file_of(folder: Folder, name: str) -> Path | None:
    """A public file by its path below public/, only if it is one of those listed."""
    return folder.public / name if name in {download.name for download in downloads(folder)} else None


def cutoffs(folder: Folder) -> Iterator[Cutoff]:
    """The lines of cutoffs.csv."""
    if folder.is_drawn:
        with (folder.public / "result" / "cutoffs.csv").open(encoding="ascii") as lines:
            yield from (Cutoff.parse(line.rstrip("\n")) for line in lines)


def regions(folder: Folder) -> list[Region]:
    """Applicants and selected by stratum, or by province where there are many strata."""
    selected: dict[str, int] = {}
    for cutoff in cutoffs(folder):
        if cutoff.scope != WHOLE:
            selected[cutoff.scope] = selected.get(cutoff.scope, 0) + cutoff.accepted
    names = names_of(folder).strata
    counted = {code: int(n["entries"]) for code, n in folder.counts["strata"].items()}
    rows = [Region(code, names.get(code, code), n, selected.get(code, 0)) for code, n in counted.items()]
    return rows if len(rows) <= MANY else _by_province(rows)


def _by_province(rows: list[Region]) -> list[Region]:
    totals: dict[str, tuple[int, int]] = {}
    for row in rows:
        entries, selected = totals.get(row.code[:2], (0, 0))
        totals[row.code[:2]] = entries + row.n_entries, selected + row.n_selected
    return [Region(code, code, entries, selected) for code, (entries, selected) in sorted(totals.items())]


@dataclass(frozen=True)
class Moment:
    """A step of the draw's timeline. `state` is done, current or next."""

    key: str
    at: datetime | None
    state: str
    hash: str = ""


def timeline(draw: Draw, folder: Folder) -> list[Moment]:
    """Policy published → list committed → round → seed → result."""
    drawn = "done" if draw.is_drawn else "next"
    waiting = "done" if draw.is_drawn else "current"
    ceremony = folder.manifest.beacon == NO_BEACON
    result = folder.outcome["results_sha256"] if draw.is_drawn else ""
    return [
        Moment("policy", draw.committed_at, "done", folder.manifest.policy_sha256),
        Moment("list", draw.committed_at, "done", folder.manifest.list_root),
        Moment("ceremony" if ceremony else "round", draw.round_at, waiting),
        Moment("seed", draw.drawn_at, drawn, draw.seed),
        Moment("result", draw.drawn_at, drawn, result),
    ]


@dataclass(frozen=True)
class Chance:
    """A class of people with equal chances, in words; `probability` from 0 to 1."""

    words: str
    n_entries: int
    probability: float
    told: str


@dataclass(frozen=True)
class Chances:
    """The published odds: how they were found, and the classes, the largest first."""

    exact: bool
    redraws: int
    classes: tuple[Chance, ...]


@dataclass(frozen=True)
class _Class:
    stratum: str
    band: int
    groups: int
    weight: int
    composition: str


def odds(folder: Folder) -> Chances | None:
    """The published odds, if they are."""
    statement = folder.statement("odds.json")
    if statement is None:
        return None
    names, spoken = names_of(folder), language()
    classes = []
    for one in statement["classes"]:
        groups = int(one["groups"], 16)
        described = _Class(one["stratum"], one["band"], groups, one["weight"], one["composition"])
        probability = float(one["probability"])
        told = class_words(described, names.strata, spoken, names.groups)
        classes.append(Chance(told, one["entries"], probability, share_words(probability, spoken)))
    classes.sort(key=lambda one: -one.n_entries)
    return Chances(statement["method"] == "closed-form", statement["redraws"], tuple(classes))


def bias(folder: Folder) -> dict[str, Any] | None:
    """The published bias report, if it is."""
    return folder.statement("bias.json")


def sample_codes(draw: Draw) -> list[tuple[str, str]]:
    """For a rehearsal: a few receipt codes to try the check with, each with the result it will show."""
    if not (draw.rehearsal and draw.is_drawn):
        return []
    return list(_samples(str(Path(settings.DATA_DIR) / draw.folder), min(draw.n_entries, 2000)))


@lru_cache(maxsize=16)
def _samples(folder: str, n: int) -> tuple[tuple[str, str], ...]:
    """Among the first `n` entries of a drawn folder one for each result; it never changes, and takes a third of the
    page's time to find."""
    prover = _prover(folder, True)
    found: dict[str, str] = {}
    for ticket in range(1, n + 1):
        reason = prover.result(ticket).reason
        if reason not in found:
            found[reason] = code_of(prover.entry(ticket).commit)
    return tuple(
        sorted(((code, reason) for reason, code in found.items()), key=lambda pair: "-QHN".index(pair[1]))
    )
