"""The calls themselves: parse, one read, answer. `api` describes them too, as an OpenAPI 3.1 document."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from gelombang.flow import figures
from gelombang.portal.problems import ROOT

from . import answers, found, shapes

ABOUT = """\
Everything that the site tells about waves, draws, regions and figures, to read. No key is needed and nobody's data are
in it. Answers carry an ETag: ask again with If-None-Match, and 304 costs nothing. RateLimit says how many calls are
left. Lists come in pages: follow `next`. Within version 1 fields may be added and none is taken away or changed."""
PROBLEM = "application/problem+json"
HEADERS = {
    "RateLimit": ("Calls left (r) and seconds until there are more (t)", "string"),
    "RateLimit-Policy": ("Calls (q) in a window of seconds (w)", "string"),
}
FOUND = {
    "ETag": ("Changes when the content does", "string"),
    "Cache-Control": ("How long it may be kept", "string"),
}


class Api(NinjaAPI):
    """Its document says which faults are problem details, and which headers come with them."""

    def get_openapi_schema(self, **_asked: Any) -> OpenAPISchema:
        """The OpenAPI document."""
        schema = super().get_openapi_schema(path_prefix=ROOT.removeprefix("/"))
        for calls in schema["paths"].values():
            for status, answer in calls["get"]["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {PROBLEM: next(iter(answer["content"].values()))}
                answer["headers"] = _described({**HEADERS, **(FOUND if int(status) < 400 else {})})
                if int(status) == 429:
                    answer["headers"]["Retry-After"] = {
                        "description": "Seconds to wait",
                        "schema": {"type": "integer"},
                    }
        return schema


def _described(headers: dict[str, tuple[str, str]]) -> dict[str, Any]:
    return {name: {"description": words, "schema": {"type": kind}} for name, (words, kind) in headers.items()}


api = Api(
    title="Gelombang",
    version="1",
    description=ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
)
api.add_exception_handler(ValidationError, answers.refused)
api.add_exception_handler(Http404, answers.missing)
api.add_exception_handler(Exception, answers.failed)

FAULTS = {304: None, 422: shapes.Problem, 429: shapes.Problem, 500: shapes.Problem}
ONE = {**FAULTS, 404: shapes.Problem}
Number = Annotated[int, Path(ge=1, le=2_147_483_647, description="The number of a wave")]
Slug = Annotated[str, Path(pattern=r"^[-a-zA-Z0-9_]{1,140}$", description="As the list of draws has it")]
Code = Annotated[str, Path(pattern=r"^[0-9A-Za-z.-]{1,20}$", description="The official code, such as 53.05")]
Limit = Annotated[int, Query(ge=1, le=100, description="How many on a page")]
After = Annotated[
    str, Query(pattern=r"^([-.a-zA-Z0-9_]{1,140})?$", description="As `next` of the page before says")
]


@api.get(
    "waves", response={200: shapes.Waves, **FAULTS}, summary="Waves, the latest first", operation_id="waves"
)
def waves(
    request: HttpRequest,
    after: Annotated[
        int | None, Query(ge=1, le=2_147_483_647, description="Waves before this number")
    ] = None,
    limit: Limit = found.LIMIT,
) -> Any:
    """Every wave that was announced, rehearsals and void ones too."""
    rows, following = found.paged(request, found.waves_after(after, limit), limit, lambda wave: wave.number)
    return {"items": found.waves_told(request, rows), "next": following}


@api.get("waves/{number}", response={200: shapes.OneWave, **ONE}, summary="One wave", operation_id="wave")
def wave(request: HttpRequest, number: Number) -> Any:
    """With its figures, the values of the law that it was announced with, and the rules of its draw."""
    return found.one_wave(request, found.wave_by(number))


@api.get(
    "waves/{number}/regions",
    response={200: shapes.WaveRegions, **ONE},
    summary="One wave by region",
    operation_id="wave_regions",
)
def wave_regions(request: HttpRequest, number: Number, after: After = "", limit: Limit = found.LIMIT) -> Any:
    """Small numbers that the draw does not publish are withheld."""
    rows = found.wave_regions(found.wave_by(number), after, limit)
    page, following = found.paged(request, rows, limit, lambda row: row.stratum)
    return {"items": page, "next": following}


@api.get("draws", response={200: shapes.Draws, **ONE}, summary="The register of draws", operation_id="draws")
def draws(request: HttpRequest, after: After = "", limit: Limit = found.LIMIT) -> Any:
    """The latest first. Nothing ever leaves it."""
    rows, following = found.paged(request, found.draws_after(after, limit), limit, lambda draw: draw.slug)
    return {"items": [found.draw_told(request, row) for row in rows], "next": following}


@api.get("draws/{slug}", response={200: shapes.OneDraw, **ONE}, summary="One draw", operation_id="draw")
def draw(request: HttpRequest, slug: Slug) -> Any:
    """With its files, from which anybody can repeat it, and its regions."""
    return found.one_draw(request, found.draw_by(slug))


@api.get(
    "regions", response={200: shapes.Regions, **FAULTS}, summary="Regions by code", operation_id="regions"
)
def regions(
    request: HttpRequest,
    level: Annotated[int | None, Query(ge=1, le=9, description="1 provinces, 2 regencies and cities")] = None,
    parent: Annotated[
        str, Query(pattern=r"^[0-9A-Za-z.-]{0,20}$", description="Directly in this region")
    ] = "",
    after: After = "",
    limit: Limit = found.LIMIT,
) -> Any:
    """With what decrees call them, and when."""
    rows = found.regions_after(level, parent, after, limit)
    page, following = found.paged(request, rows, limit, lambda region: region.code)
    return {"items": [found.region_told(request, row) for row in page], "next": following}


@api.get("regions/{code}", response={200: shapes.Region, **ONE}, summary="One region", operation_id="region")
def region(request: HttpRequest, code: Code) -> Any:
    """With what decrees call it, and when."""
    return found.region_told(request, found.region_by(code))


@api.get(
    "figures", response={200: shapes.Figures, **ONE}, summary="The whole programme", operation_id="figures"
)
def programme(request: HttpRequest) -> Any:
    """404 before the first count. docs/figures.md says what each number is, and how they add up."""
    counted = figures.programme()
    if counted is None:
        raise Http404
    return counted
