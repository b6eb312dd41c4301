"""What a person says that their data should be, where only an officer can decide it."""

from django.db import models

from gelombang.cases.models import Case
from gelombang.regions.models import Region

from .persons import Person


class Correction(models.Model):
    """What is to stand in place of a person's identity (`name`, number, `born_on`) or of their family card (its number,
    `region`). It exists only while its case waits: once that is decided, it is done or not, and the row is gone."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="correction")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    nik_locked = models.CharField(max_length=200, blank=True)
    nik_index = models.CharField(max_length=64, blank=True)
    born_on = models.DateField(null=True)
    is_region_code_known = models.BooleanField(default=True)
    kk_locked = models.CharField(max_length=200, blank=True)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_correction_is_of_an_identity_or_of_a_family_card",
                condition=(
                    models.Q(born_on__isnull=False, kk_locked="", region=None)
                    & ~models.Q(name="")
                    & ~models.Q(nik_locked="")
                    & ~models.Q(nik_index="")
                )
                | (
                    models.Q(name="", nik_locked="", nik_index="", born_on=None, region__isnull=False)
                    & ~models.Q(kk_locked="")
                ),
            ),
        )

    def __str__(self) -> str:
        return f"correction:{self.pk}"
