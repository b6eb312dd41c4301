"""From rows to what the API answers with: reads, and nothing that is not on a public page."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from gelombang.core.lottery.cutoffs import WHOLE
from gelombang.draws import attempts, checks
from gelombang.draws import selectors as draws
from gelombang.draws.models import Draw
from gelombang.engines.folder import Folder
from gelombang.flow import figures
from gelombang.portal import region_table, wave_page
from gelombang.regions import selectors as regions
from gelombang.regions.models import Designation, Region
from gelombang.waves import selectors as waves
from gelombang.waves import standing
from gelombang.waves.models import Wave

from . import shapes

R = TypeVar("R")
LIMIT = 50


def absolute(request: HttpRequest, name: str, /, **kwargs: Any) -> str:
    """The whole address of a page or a call."""
    return request.build_absolute_uri(reverse(name, kwargs=kwargs))


def paged(
    request: HttpRequest, rows: Sequence[R], limit: int, key: Callable[[R], object]
) -> tuple[Sequence[R], str | None]:
    """The page out of `limit` rows and one more, and the address of the following one, by the key of its last row."""
    if len(rows) <= limit:
        return rows, None
    asked = {name: value for name, value in request.GET.items() if name != "after"}
    query = urlencode({**asked, "after": str(key(rows[limit - 1]))})
    return rows[:limit], request.build_absolute_uri(f"{request.path}?{query}")


# Waves.


def waves_after(after: int | None, limit: int) -> list[Wave]:
    """Announced waves before this number, the latest first; one more than asked for."""
    found = waves.announced().order_by("-number")
    return list((found if after is None else found.filter(number__lt=after))[: limit + 1])


def wave_by(number: int) -> Wave:
    """The announced wave; raises `Http404`."""
    found = waves.by_number(number)
    if found is None:
        raise Http404
    return found


def waves_told(request: HttpRequest, found: Iterable[Wave]) -> list[dict[str, Any]]:
    """Waves, with one question for all of their draws."""
    kept = list(found)
    in_force, void = attempts.of_waves(kept), attempts.void_ones_of(kept)
    return [_wave(request, wave, in_force.get(wave.draw_id), void.get(wave.draw_id, ())) for wave in kept]


def _wave(request: HttpRequest, wave: Wave, draw: Draw | None, void: Iterable[Draw]) -> dict[str, Any]:
    kept = ("number", "name", "is_rehearsal", "n_seats", "announced_at", "opens_at", "closes_at", "closed_at")
    more = ("committed_at", "published_at", "voided_at", "void_reason", "round", "draw_id", "attempt")
    return {
        **{name: getattr(wave, name) for name in (*kept, *more)},
        "stage": wave_page.stage_now(wave, at=timezone.now()),
        "draw": draw.slug if draw is not None else None,
        "void_draws": [one.slug for one in void],
        "url": absolute(request, "api:wave", number=wave.number),
        "page": absolute(request, "portal:wave", number=wave.number),
    }


def one_wave(request: HttpRequest, wave: Wave) -> dict[str, Any]:
    """A wave with its figures and rules."""
    return {
        **waves_told(request, [wave])[0],
        "figures": figures.of_wave(wave),
        "terms": [
            {
                "name": name,
                "value": list(value.value) if isinstance(value.value, tuple) else value.value,
                "since": value.since,
                "reference": value.reference,
            }
            for name, value in standing.frozen(wave).items()
        ],
        "policy": wave.policy_source,
        "regions": absolute(request, "api:wave_regions", number=wave.number),
    }


def wave_regions(wave: Wave, after: str, limit: int) -> list[shapes.RegionNumbers]:
    """The wave's strata after this one, small numbers withheld; one more than asked for."""
    counted = figures.by_region(wave)
    known = regions.by_strata(one.stratum for one in counted)
    hidden = region_table.withheld_strata(counted, known)
    names = wave_page.strata_names_of(wave)
    wanted = [one for one in counted if one.stratum > after][: limit + 1]
    return [
        shapes.RegionNumbers(
            stratum=one.stratum,
            code=known[one.stratum].code if one.stratum in known else None,
            name=known[one.stratum].name if one.stratum in known else names.get(one.stratum, one.stratum),
            n_joined=None if one.stratum in hidden else one.n_joined,
            n_eligible=one.n_eligible,
            n_selected=one.n_selected,
            is_withheld=one.stratum in hidden,
        )
        for one in wanted
    ]


# Draws.


def draws_after(after: str, limit: int) -> list[Draw]:
    """Draws that came into the register before this one, the latest first; raises `Http404` where there is no such."""
    found = draws.register().order_by("-pk")
    if after:
        found = found.filter(pk__lt=draw_by(after).pk)
    return list(found[: limit + 1])


def draw_by(slug: str) -> Draw:
    """The draw; raises `Http404`."""
    found = draws.by_slug(slug)
    if found is None:
        raise Http404
    return found


def draw_told(request: HttpRequest, draw: Draw) -> dict[str, Any]:
    """One line of the register."""
    kept = (
        "slug",
        "draw_id",
        "attempt",
        "title",
        "n_entries",
        "n_selected",
        "round",
        "round_at",
        "committed_at",
        "drawn_at",
    )
    more = ("voided_at", "void_reason", "manifest_sha256", "prev", "operator")
    return {
        **{name: getattr(draw, name) for name in (*kept, *more)},
        "is_rehearsal": draw.rehearsal,
        "seed": draw.seed or None,
        "url": absolute(request, "api:draw", slug=draw.slug),
        "page": absolute(request, "draws:draw", slug=draw.slug),
    }


def one_draw(request: HttpRequest, draw: Draw) -> dict[str, Any]:
    """A draw with its files and regions."""
    folder = draws.folder_of(draw)
    return {
        **draw_told(request, draw),
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "url": absolute(request, "draws:file", slug=draw.slug, name=file.name),
            }
            for file in draws.downloads(folder)
        ],
        "bundle": absolute(request, "draws:bundle", slug=draw.slug) if checks.packed(draw).exists() else None,
        "regions": _regions_of(folder),
    }


def _regions_of(folder: Folder) -> list[dict[str, Any]]:
    selected: dict[str, int] = {}
    for cutoff in draws.cutoffs(folder):
        if cutoff.scope != WHOLE:
            selected[cutoff.scope] = selected.get(cutoff.scope, 0) + cutoff.accepted
    names, counted = draws.names_of(folder).strata, folder.counts["strata"]
    known = regions.strata_names(code for code in counted if code not in names)
    return [
        {
            "stratum": code,
            "name": names.get(code) or known.get(code, code),
            "n_entries": int(n["entries"]),
            "n_selected": selected.get(code, 0) if folder.is_drawn else None,
        }
        for code, n in sorted(counted.items())
    ]


# Regions.


def regions_after(level: int | None, parent: str, after: str, limit: int) -> list[Region]:
    """Regions by code after this one; one more than asked for."""
    found = _with_designations().filter(code__gt=after)
    if level is not None:
        found = found.filter(level=level)
    if parent:
        found = found.filter(parent_id=parent)
    return list(found.order_by("code")[: limit + 1])


def region_by(code: str) -> Region:
    """The region; raises `Http404`."""
    found = _with_designations().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _with_designations() -> QuerySet[Region]:
    in_order = Designation.objects.order_by("since_on", "kind", "pk")
    return regions.all_regions().prefetch_related(Prefetch("designations", in_order))


def region_told(request: HttpRequest, region: Region) -> dict[str, Any]:
    """A region and what decrees call it."""
    kept = ("code", "name", "kind", "level", "latitude", "longitude", "time_zone")
    return {
        **{name: getattr(region, name) for name in kept},
        "parent": region.parent_id,
        "stratum": region.stratum or None,
        "designations": [
            {"kind": one.kind, "decree": one.decree, "since_on": one.since_on, "until_on": one.until_on}
            for one in region.designations.all()
        ],
        "url": absolute(request, "api:region", code=region.code),
    }
