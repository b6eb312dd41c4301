"""Reading regions: names for strata, what lies in what, and what was designated on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from .models import Designation, Region


def top_regions() -> QuerySet[Region]:
    """The provinces, by code."""
    return Region.objects.filter(level=1)


def all_regions() -> QuerySet[Region]:
    """Regions of every level, by code."""
    return Region.objects.all()


def within(code: str) -> QuerySet[Region]:
    """The regions directly in this one, by name."""
    return Region.objects.filter(parent_id=code).order_by("name")


def strata_names(strata: Iterable[str]) -> dict[str, str]:
    """The name of each stratum that is a known region."""
    found = Region.objects.filter(stratum__in=set(strata)).exclude(stratum="")
    return dict(found.values_list("stratum", "name"))


def all_strata_names() -> dict[str, str]:
    """The name of every region that is a stratum."""
    return dict(Region.objects.exclude(stratum="").values_list("stratum", "name"))


def names_by_codes(codes: Iterable[str]) -> dict[str, str]:
    """The names of regions by their official codes."""
    return dict(Region.objects.filter(code__in=set(codes)).values_list("code", "name"))


def designated(kind: Designation.Kind, *, on: date) -> QuerySet[Region]:
    """The regions that a decree calls this on a day, each once."""
    stands = Q(designations__until_on=None) | Q(designations__until_on__gte=on)
    return Region.objects.filter(stands, designations__kind=kind, designations__since_on__lte=on).distinct()


def by_strata(strata: Iterable[str]) -> dict[str, Region]:
    """The region that each stratum is, with the one that it lies in; strata that are no region are left out."""
    found = Region.objects.filter(stratum__in=set(strata)).exclude(stratum="").select_related("parent")
    return {region.stratum: region for region in found}
