"""What anyone may see of a draw."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gelombang.core.lottery import proof as proofs
from gelombang.core.lottery.beacon import NO_BEACON
from gelombang.core.lottery.cutoffs import WHOLE, Cutoff
from gelombang.core.lottery.receipt import code_of
from gelombang.engines import replacements
from gelombang.engines.folder import Folder, sha256_of
from gelombang.engines.languages import Language
from gelombang.engines.policy_words import Names, Paragraph, explain, listed_in
from gelombang.engines.prove import Prover
from gelombang.regions.selectors import strata_names, top_regions
from gelombang.waves.models import PastAttempt, Wave

from .check_steps import details_of
from .check_words import Speaker
from .contacts import link_of
from .folders import files_of, withheld
from .models import Draw, Seat
from .region_chances import Chances, Named, chances_of

SAMPLED = ("-", "Q", "H", "H+", "N")
"""The kinds of results to try the check with, in the order in which they are shown."""

MANY = 20
"""Regions charted one by one; more are added up by province."""


@dataclass(frozen=True)
class Download:
    """A public file. `name` is its path below public/, `size` in bytes."""

    name: str
    size: int


@dataclass(frozen=True)
class Seats:
    """Seats of a wave: `n_given` = `n_taken` + `n_open` + `n_vacant`; `n_moved_up` of those given, by replacements;
    `due_at`: the last day of an open one."""

    n_given: int
    n_taken: int
    n_open: int
    n_vacant: int
    n_moved_up: int
    due_at: datetime | None


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


def seats_of(wave: Wave) -> Seats:
    """How many seats of a wave are taken, can be taken still, and fell vacant."""
    found = Seat.objects.filter(application__wave=wave, attempt=wave.attempt)
    counts = found.aggregate(
        n_given=Count("pk"),
        n_taken=Count("pk", filter=Q(taken_at__isnull=False)),
        n_open=Count("pk", filter=Seat.OPEN),
        n_vacant=Count("pk", filter=Q(lapsed_at__isnull=False)),
        n_moved_up=Count("pk", filter=Q(group__gt=0)),
        due_at=Max("due_at", filter=Seat.OPEN),
    )
    return Seats(**counts)


def register() -> QuerySet[Draw]:
    """All draws, the newest first; voids stay among them."""
    return Draw.objects.all()


def latest() -> Draw | None:
    """The newest draw that was drawn and is not void."""
    return Draw.objects.filter(drawn_at__isnull=False, voided_at=None).first()


def by_draw_id(draw_id: str) -> Draw | None:
    """The draw of this name; where it was drawn again, the last."""
    return Draw.objects.filter(draw_id=draw_id).order_by("-attempt").first()


def by_slug(slug: str) -> Draw | None:
    """The draw at an address."""
    return Draw.objects.filter(slug=slug).first()


def folder_of(draw: Draw) -> Folder:
    """The draw's folder on disk, as far as it is published: a result that lies there is shown when it is announced."""
    return _folder(str(_place_of(draw)), draw.is_drawn)


def _place_of(draw: Draw) -> Path:
    return Path(settings.DATA_DIR) / draw.folder


def _folder(place: str, is_announced: bool) -> Folder:
    opened = Folder.open(Path(place))
    return opened if is_announced else withheld(opened)


def is_unannounced(draw: Draw) -> bool:
    """Whether the draw has run and its result is not published yet."""
    return not draw.is_drawn and not draw.is_void and Folder.open(_place_of(draw)).is_drawn


def prover_of(draw: Draw) -> Prover:
    """Makes proofs; kept open from one request to the next, anew when a result is announced."""
    return _prover(str(_place_of(draw)), draw.is_drawn)


@lru_cache(maxsize=16)
def _prover(place: str, is_announced: bool) -> Prover:
    return Prover(_folder(place, is_announced))


def outcome_sha256(draw: Draw) -> str | None:
    """SHA-256 of the published outcome.json, 64 hex: what a proof of this draw must carry. None before the draw."""
    if not draw.is_drawn:
        return None
    return sha256_of(folder_of(draw).public / "result" / "outcome.json")


def since(draw: Draw, checked: proofs.Checked) -> replacements.Since | None:
    """What the published replacements made of a checked proof's ticket after the draw."""
    if not draw.is_drawn or checked.paper.result is None:
        return None
    return replacements.since(folder_of(draw), checked.ticket, checked.paper.result.line)


def n_replacements(folder: Folder) -> int:
    """How many replacements are published; they are numbered without a gap."""
    return sum(name.startswith("statements/replacement-") for name in files_of(folder))


def neighbours(draw: Draw) -> tuple[Draw | None, Draw | None]:
    """The draw before in the chain, and the one after."""
    before = Draw.objects.filter(manifest_sha256=draw.prev).first()
    return before, Draw.objects.filter(prev=draw.manifest_sha256).first()


def language() -> Language:
    """The language of this request, as the engines' sentences know it."""
    return "en" if get_language() == "en" else "id"


def names_of(folder: Folder, spoken: Language | None = None) -> Names:
    """What groups, strata and phases are called: in English as about.json offers it, else as written, in quotes."""
    about, english = folder.about, (spoken or language()) == "en"
    offered = about.get("en", {}) if english else {}
    quoted = "“{}”" if english else "{}"
    groups = {
        int(bit): str(offered.get("groups", {}).get(bit) or quoted.format(name))
        for bit, name in about.get("groups", {}).items()
    }
    strata = {str(code): str(name) for code, name in about.get("strata", {}).items()}
    strata |= {str(code): str(name) for code, name in offered.get("strata", {}).items()}
    phases = {
        phase.name: str(offered.get("phases", {}).get(phase.name) or quoted.format(phase.name))
        for phase in folder.policy.phases
        if phase.name
    }
    return Names(groups, strata, phases)


def policy_words(folder: Folder) -> list[Paragraph]:
    """The policy in plain words; of bands and weights only where the list has them."""
    return explain(folder.policy, names_of(folder), language(), listed=listed_in(folder.counts))


def speaker_of(draw: Draw, spoken: Language) -> Speaker:
    """The words of a check of this draw's proofs."""
    return Speaker(spoken, settings.TIME_ZONE, **page_names(draw, folder_of(draw), spoken))


def page_names(draw: Draw, folder: Folder, spoken: Language) -> dict[str, Any]:
    """What the words of a check need to know of the draw and the site."""
    gone = {"at": draw.voided_at.isoformat(), "why": draw.void_reason} if draw.voided_at else None
    names = names_of(folder, spoken)
    contact = settings.OPERATOR_CONTACT
    name = settings.OPERATOR_NAME
    return {
        "regions": dict(names.strata),
        "phases": [names.phases.get(phase.name, "") for phase in folder.policy.phases],
        "operator": f"{name} ({contact})" if name and contact else name or contact,
        "contact": contact,
        "link": link_of(contact),
        "next": settings.SELECTED_NEXT,
        "gone": gone,
    }


def downloads(folder: Folder) -> list[Download]:
    """The public files, smallest part of the tree first."""
    return [Download(name, path.stat().st_size) for name, path in files_of(folder).items()]


def file_of(folder: Folder, name: str) -> Path | None:
    """A public file by its path below public/, only if it is one of those listed."""
    return files_of(folder).get(name)


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
    known = strata_names(code for code in counted if code not in names)
    rows = [
        Region(code, names.get(code) or known.get(code, code), n, selected.get(code, 0))
        for code, n in counted.items()
    ]
    return rows if len(rows) <= MANY else _by_province(rows)


def _by_province(rows: list[Region]) -> list[Region]:
    totals: dict[str, tuple[int, int]] = {}
    for row in rows:
        entries, selected = totals.get(row.code[:2], (0, 0))
        totals[row.code[:2]] = entries + row.n_entries, selected + row.n_selected
    known = dict(top_regions().values_list("code", "name"))
    return [
        Region(
            code,
            known.get(code) or _("Regions with codes from %(code)s") % {"code": code},
            entries,
            selected,
        )
        for code, (entries, selected) in sorted(totals.items())
    ]


@dataclass(frozen=True)
class Moment:
    """A step of the draw's timeline. `state` is done, current or next; `hash` the code of what it published, `seal` the
    SHA-256 of the manifest, which seals rules, list and round together."""

    key: str
    at: datetime | None
    state: str
    hash: str = ""
    seal: str = ""


def round_url(folder: Folder) -> str:
    """Where anyone can read the round of the draw from drand itself; empty without a beacon."""
    manifest = folder.manifest
    if manifest.beacon == NO_BEACON:
        return ""
    return f"https://api.drand.sh/{manifest.beacon.chain}/public/{manifest.round}"


def timeline(draw: Draw, folder: Folder) -> list[Moment]:
    """Policy published → list committed → round → seed → result, and a void."""
    has_run = draw.is_drawn or is_unannounced(draw)
    waiting = "done" if has_run else "current"
    beacon = folder.manifest.beacon != NO_BEACON
    chance = [Moment("round", draw.round_at, waiting)] if beacon else []
    if folder.manifest.ceremony:
        chance.append(Moment("ceremony", None, waiting))
    moments = [
        Moment("policy", draw.committed_at, "done", folder.manifest.policy_sha256),
        Moment("list", draw.committed_at, "done", folder.manifest.list_sha256, draw.manifest_sha256),
        *chance,
        *_outcome_moments(draw, folder, has_run),
    ]
    if draw.voided_at is None:
        return moments
    return [*(one for one in moments if one.state == "done"), Moment("void", draw.voided_at, "done")]


def _outcome_moments(draw: Draw, folder: Folder, has_run: bool) -> list[Moment]:
    if not draw.is_drawn:
        step = Moment("checking", None, "current") if has_run else Moment("seed", None, "next")
        return [step, Moment("result", None, "next")]
    return [
        Moment("seed", draw.drawn_at, "done", draw.seed),
        Moment("result", _published_at(draw), "done", folder.outcome["results_sha256"]),
    ]


def _published_at(draw: Draw) -> datetime | None:
    """When the result was published, where that is known: of a wave's draw, which is signed before and shown after."""
    now = Wave.objects.filter(draw_id=draw.draw_id, attempt=draw.attempt)
    past = PastAttempt.objects.filter(wave__draw_id=draw.draw_id, attempt=draw.attempt)
    return (
        now.values_list("published_at", flat=True).first()
        or past.values_list("published_at", flat=True).first()
    )


def odds(folder: Folder) -> Chances | None:
    """The published odds, if they are."""
    statement = folder.statement("odds.json")
    names = names_of(folder)
    groups = {**_seatless_groups(folder), **names.groups}
    return chances_of(statement, Named(names.strata, groups, language())) if statement else None


def _seatless_groups(folder: Folder) -> dict[int, str]:
    """What a group is called that stands in the list and for which the rules keep no seats."""
    kept = 0
    for phase in folder.policy.phases:
        kept |= phase.groups
    return {1 << place: _("a group without seats of its own") for place in range(8) if not kept >> place & 1}


@dataclass(frozen=True)
class Shares:
    """Why chances differ between regions: the best off and the worst off, as (name, seats, applicants); `equal` where
    all have the same seats."""

    equal: int | None
    best: tuple[str, int, int]
    worst: tuple[str, int, int]


def shares(folder: Folder) -> Shares | None:
    """Seats and applicants of the two regions that differ most; None where no quota makes them differ."""
    seats: dict[str, int] = {}
    for phase in folder.policy.phases:
        for code, n in phase.quota.items() if phase.groups == 0 else ():
            seats[code] = seats.get(code, 0) + n
    names = names_of(folder).strata
    counted = {code: int(n["entries"]) for code, n in folder.counts["strata"].items()}
    rows = [(names.get(code, ""), n, counted.get(code, 0)) for code, n in seats.items()]
    rows = sorted((row for row in rows if row[0] and row[2]), key=lambda row: row[1] / row[2])
    if len(rows) < 2 or rows[-1][1] * rows[0][2] == rows[0][1] * rows[-1][2]:
        return None
    equal = rows[0][1] if len(set(seats.values())) == 1 else None
    return Shares(equal, rows[-1], rows[0])


def bias(folder: Folder) -> dict[str, Any] | None:
    """The published bias report, if it is."""
    return folder.statement("bias.json")


def sample_codes(draw: Draw) -> list[tuple[str, str]]:
    """For a rehearsal: a few receipt codes to try the check with, each with the result it will show: the reason in the
    results, "H+" where seats had run out before the turn of a member of a household that had its share."""
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
        if reason == "H" and not {"H", "H+"} <= found.keys():
            reason = _household(prover, ticket)
        if reason not in found:
            found[reason] = code_of(prover.entry(ticket).commit)
    return tuple((found[reason], reason) for reason in SAMPLED if reason in found)


def _household(prover: Prover, ticket: int) -> str:
    """Whether the household alone decided; signatures are not asked, since the folder was checked when published."""
    proof = prover.proof(ticket)
    checked = proofs.check(proof, lambda *_: True, lambda *_: True)
    return "H" if any(detail.kind == "household" for detail in details_of(proof, checked)) else "H+"
