"""Regions in a hierarchy, and the designations that a decree gives some of them for a time."""

from django.db import models


class Region(models.Model):
    """A province, a regency or city, a district, or whatever another country has. `code` is the official one, `level`
    counts from 1 at the top; `stratum` is the four digits by which a draw knows it, empty where it is no stratum;
    `latitude`, `longitude` in degrees (WGS 84) of its main town."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    stratum = models.CharField(max_length=4, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("code",)
        indexes = (models.Index(fields=("level", "name"), name="region_by_level_and_name"),)
        constraints = (
            models.UniqueConstraint(
                fields=("stratum",), condition=~models.Q(stratum=""), name="a_stratum_is_one_region"
            ),
            models.CheckConstraint(
                name="only_a_top_region_has_no_parent",
                condition=models.Q(level=1, parent=None) | models.Q(level__gt=1, parent__isnull=False),
            ),
            models.CheckConstraint(
                name="a_place_has_both_coordinates",
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Designation(models.Model):
    """What a decree calls a region from `since_on` to `until_on`, both included; without `until_on` it stands."""

    class Kind(models.TextChoices):
        DISADVANTAGED = "disadvantaged"  # tertinggal
        BORDER = "border"  # terdepan
        OUTERMOST = "outermost"  # terluar

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="designations")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    decree = models.CharField(max_length=120)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("region", "kind", "since_on")
        constraints = (
            models.UniqueConstraint(
                fields=("region", "kind", "decree"), name="a_decree_designates_a_region_once"
            ),
            models.CheckConstraint(
                name="a_designation_ends_after_it_begins",
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("since_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.region_id} {self.kind}"
