"""The page about the API, for people. A test compares its calls with the OpenAPI document."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gelombang.portal.problems import ROOT

Words = str | Promise


@dataclass(frozen=True)
class Call:
    """One address: `path` below the root, as the document has it; `example` an address that can be tried, or empty."""

    path: str
    words: Words
    parameters: dict[str, Words] = field(default_factory=dict)
    example: str = ""

    @property
    def is_paged(self) -> bool:
        """Whether it answers in pages, by the parameters that the page about the API tells once for all."""
        return PAGES.keys() <= self.parameters.keys()

    @property
    def own(self) -> dict[str, Words]:
        """The parameters that are its own."""
        return {name: words for name, words in self.parameters.items() if name not in PAGES}


PAGES: dict[str, Words] = {
    "limit": gettext_lazy("how many on a page, from 1 to 100; 50 where it is left out"),
    "after": gettext_lazy("where the page begins; take the address in “next” instead of making it"),
}
CALLS = (
    Call("waves", gettext_lazy("Every wave that was announced, the latest first."), PAGES, "waves"),
    Call(
        "waves/{number}",
        gettext_lazy("One wave: its window, its figures, the values of the law, and the rules of its draw."),
        example="waves/1",
    ),
    Call(
        "waves/{number}/regions",
        gettext_lazy(
            "The figures of one wave by region. Small numbers that the draw does not publish are withheld."
        ),
        PAGES,
        "waves/1/regions",
    ),
    Call(
        "draws",
        gettext_lazy("The register of draws, the latest first; void ones stay in it."),
        PAGES,
        "draws",
    ),
    Call(
        "draws/{slug}",
        gettext_lazy(
            "One draw: seed, codes, applicants and selected by region, and the files to repeat it from."
        ),
    ),
    Call(
        "regions",
        gettext_lazy(
            "Provinces, regencies, cities and districts by their codes, with what decrees call them."
        ),
        {
            "level": gettext_lazy("1 for provinces, 2 for regencies and cities, 3 for districts"),
            "parent": gettext_lazy("only what lies directly in the region of this code"),
            **PAGES,
        },
        "regions?level=2&parent=53",
    ),
    Call("regions/{code}", gettext_lazy("One region."), example="regions/53.05"),
    Call("figures", gettext_lazy("The whole programme: how many came how far."), example="figures"),
)
FAULTS = (
    ("404", gettext_lazy("There is no such thing, or it was not announced yet.")),
    ("405", gettext_lazy("Something else than reading was tried.")),
    ("422", gettext_lazy("A parameter is wrong; “errors” names it and says what it takes.")),
    ("429", gettext_lazy("Too many calls; Retry-After says how many seconds to wait.")),
    ("500", gettext_lazy("Something is wrong on our side.")),
)


def page(request: HttpRequest) -> HttpResponse:
    """What programs can ask, and how."""
    facts = {
        "calls": CALLS,
        "pages": PAGES,
        "faults": FAULTS,
        "root": ROOT,
        "whole_root": request.build_absolute_uri(ROOT),
        "per_minute": settings.API_PER_MINUTE,
    }
    return render(request, "portal/api.html", facts)
