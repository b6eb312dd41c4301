"""Figures that were counted once, set by set, and stand for everybody who asks. Stages are joined here and nowhere
below, so that the tables are the flow's; docs/figures.md says what each figure means."""

from django.db import models
from django.db.models import F, Q

from gelombang.waves.models import Wave


class WaveFigure(models.Model):
    """What one wave came to, as counted at `counted_at`, when it was at `stage`. `n_begun` applications, of which
    `n_joined` were submitted; of those `n_eligible` are lines of the committed list and `n_not_eligible` are not; of
    the lines `n_selected` were selected; `n_taken` seats are taken, by them or by who followed. A number that is not
    decided yet is None."""

    class Stage(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"
        SEALED = "sealed"
        PUBLISHED = "published"
        VOID = "void"

    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    counted_at = models.DateTimeField()
    n_begun = models.PositiveBigIntegerField()
    n_joined = models.PositiveBigIntegerField()
    n_eligible = models.PositiveBigIntegerField(null=True)
    n_not_eligible = models.PositiveBigIntegerField(null=True)
    n_selected = models.PositiveBigIntegerField(null=True)
    n_taken = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="no_more_seats_are_taken_than_were_won",
                condition=Q(n_taken=None) | Q(n_selected__isnull=False, n_taken__lte=F("n_selected")),
            ),
            models.CheckConstraint(
                name="who_joined_a_wave_had_begun", condition=Q(n_joined__lte=F("n_begun"))
            ),
            models.CheckConstraint(
                name="who_joined_a_wave_is_eligible_or_is_not",
                condition=Q(n_eligible=None, n_not_eligible=None)
                | Q(n_joined=F("n_eligible") + F("n_not_eligible")),
            ),
            models.CheckConstraint(
                name="who_was_selected_in_a_wave_was_eligible",
                condition=Q(n_selected=None) | Q(n_eligible__isnull=False, n_selected__lte=F("n_eligible")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.wave_id} {self.stage}"


class RegionFigure(models.Model):
    """The part of a wave's figure that one stratum has, four digits."""

    figure = models.ForeignKey(WaveFigure, on_delete=models.CASCADE, related_name="regions")
    stratum = models.CharField(max_length=4)
    n_joined = models.PositiveBigIntegerField()
    n_eligible = models.PositiveBigIntegerField(null=True)
    n_not_eligible = models.PositiveBigIntegerField(null=True)
    n_selected = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ("stratum",)
        constraints = (
            models.UniqueConstraint(fields=("figure", "stratum"), name="a_region_is_counted_once_in_a_wave"),
            models.CheckConstraint(
                name="who_joined_from_a_region_is_eligible_or_is_not",
                condition=Q(n_eligible=None, n_not_eligible=None)
                | Q(n_joined=F("n_eligible") + F("n_not_eligible")),
            ),
            models.CheckConstraint(
                name="who_was_selected_from_a_region_was_eligible",
                condition=Q(n_selected=None) | Q(n_eligible__isnull=False, n_selected__lte=F("n_eligible")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.figure_id} {self.stratum}"


class ProgrammeFigure(models.Model):
    """The whole programme, in one row. People, each once: `n_accounts` (everybody with an account, and everybody who
    was registered without one), of whom `n_complete` stated all that a wave asks (on their word `n_declared`, their
    cards were seen `n_documented`, a registry confirmed them `n_verified`), `n_joined` a wave, were `n_eligible` and
    were `n_selected` at least once. Applications to closed waves, each once: `n_applications`, `n_entries`,
    `n_seats_won`; of those seats `n_taken` are taken, None as long as no wave's seats were counted.

    `is_rehearsal`: no wave was real yet, and the practice ones are counted; once one was, they are not."""

    is_rehearsal = models.BooleanField()
    counted_at = models.DateTimeField()
    n_accounts = models.PositiveBigIntegerField()
    n_complete = models.PositiveBigIntegerField()
    n_declared = models.PositiveBigIntegerField()
    n_documented = models.PositiveBigIntegerField()
    n_verified = models.PositiveBigIntegerField()
    n_joined = models.PositiveBigIntegerField()
    n_eligible = models.PositiveBigIntegerField()
    n_selected = models.PositiveBigIntegerField()
    n_waves = models.PositiveIntegerField()
    n_applications = models.PositiveBigIntegerField()
    n_entries = models.PositiveBigIntegerField()
    n_seats_won = models.PositiveBigIntegerField()
    n_taken = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="the_programme_is_counted_in_one_row", condition=Q(pk=1)),
            models.CheckConstraint(
                name="each_step_of_the_programme_is_a_part_of_the_one_before",
                condition=Q(
                    n_complete__lte=F("n_accounts"),
                    n_joined__lte=F("n_complete"),
                    n_eligible__lte=F("n_joined"),
                    n_selected__lte=F("n_eligible"),
                ),
            ),
            models.CheckConstraint(
                name="everyone_complete_has_one_level",
                condition=Q(n_complete=F("n_declared") + F("n_documented") + F("n_verified")),
            ),
            models.CheckConstraint(
                name="entries_are_applications_and_seats_are_won_by_entries",
                condition=Q(n_entries__lte=F("n_applications"), n_seats_won__lte=F("n_entries")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.counted_at:%Y-%m-%d %H:%M}"
