"""Lists of those who may not join a wave."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .waves import Wave


class ExclusionList(models.Model):
    """A list of people who may not join a wave: whose (`source`), by which decree, of what day, for which status, and
    the file's SHA-256. Loaded, it is looked at; once another person has put it in force it counts, in place of an
    earlier list of the same source, status and wave, until it is replaced or withdrawn."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="exclusion_lists")
    status = models.CharField(max_length=40)
    source = models.CharField(max_length=120)
    decree = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField()
    file_sha256 = models.CharField(max_length=64)
    n_lines = models.PositiveIntegerField()
    loaded_by = models.CharField(max_length=80)
    loaded_at = models.DateTimeField()
    in_force_by = models.CharField(max_length=80, blank=True)
    in_force_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ("-loaded_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "status", "source"),
                condition=Q(in_force_at__isnull=False, replaced_at=None, withdrawn_at=None),
                name="one_list_of_a_source_and_status_counts_in_a_wave",
            ),
            models.CheckConstraint(
                name="whoever_puts_a_list_in_force_did_not_load_it",
                condition=Q(in_force_at=None, in_force_by="")
                | (Q(in_force_at__isnull=False) & ~Q(in_force_by="") & ~Q(in_force_by=models.F("loaded_by"))),
            ),
            models.CheckConstraint(
                name="a_withdrawn_list_says_who_and_why",
                condition=Q(withdrawn_at=None, withdrawn_by="", withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_why="")),
            ),
        )

    def __str__(self) -> str:
        return f"exclusion_list:{self.pk}"

    @property
    def is_in_force(self) -> bool:
        return self.in_force_at is not None and self.replaced_at is None and self.withdrawn_at is None


class Listed(models.Model):
    """Somebody on an exclusion list, by the index of the identity number; `cleared_at`: an objection was granted."""

    exclusion_list = models.ForeignKey(ExclusionList, on_delete=models.CASCADE, related_name="listed")
    nik_index = models.CharField(max_length=64)
    cleared_at = models.DateTimeField(null=True)

    COUNTS: ClassVar[Q] = Q(
        cleared_at=None,
        exclusion_list__in_force_at__isnull=False,
        exclusion_list__replaced_at=None,
        exclusion_list__withdrawn_at=None,
    )

    class Meta:
        indexes = (models.Index(fields=("nik_index",), name="listed_people"),)

    def __str__(self) -> str:
        return f"{self.exclusion_list_id} {self.nik_index[:8]}"
