"""Published draws. The folder of a draw holds what counts; a row is its entry in the register."""

from typing import ClassVar

from django.db import models

from gelombang.waves.models import Application


class Draw(models.Model):
    """One draw in the public register. `folder` is the draw's folder, relative to the data folder or absolute.

    A draw is committed, then drawn, and may be void; nothing is ever deleted from the register. A void one may be
    drawn again under its name: that is the next `attempt`."""

    draw_id = models.CharField(max_length=128)
    attempt = models.PositiveSmallIntegerField(default=1)
    slug = models.SlugField(max_length=140, unique=True)
    title = models.CharField(max_length=200)
    folder = models.CharField(max_length=500)
    manifest_sha256 = models.CharField(max_length=64, unique=True)
    prev = models.CharField(max_length=64)
    operator = models.CharField(max_length=64)
    n_entries = models.PositiveBigIntegerField()
    round = models.PositiveBigIntegerField()
    rehearsal = models.BooleanField(default=False)
    committed_at = models.DateTimeField()
    round_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=40, blank=True)
    n_selected = models.PositiveBigIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-committed_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("draw_id", "attempt"), name="a_name_is_drawn_again_as_another_attempt"
            ),
            models.CheckConstraint(
                name="a_drawn_draw_has_its_seed_and_its_total",
                condition=models.Q(drawn_at=None, seed="", n_selected=None)
                | (models.Q(drawn_at__isnull=False, n_selected__isnull=False) & ~models.Q(seed="")),
            ),
            models.CheckConstraint(
                name="a_void_draw_says_why",
                condition=models.Q(voided_at=None, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
            ),
            models.CheckConstraint(
                name="no_more_are_selected_than_applied",
                condition=models.Q(n_selected=None) | models.Q(n_selected__lte=models.F("n_entries")),
            ),
        )

    def __str__(self) -> str:
        return self.draw_id

    @property
    def is_drawn(self) -> bool:
        return self.drawn_at is not None

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None


class Outcome(models.Model):
    """What an attempt's draw decided for one entry. `probability` (0 to 1) is the chance that it had, as published;
    `phase` in which it was selected, or the last that was open to it; `reason` of a loser as the result line has it
    (Q quota full, H household, N no seat), empty for the selected."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+", db_index=False)
    attempt = models.PositiveSmallIntegerField(default=1)
    is_selected = models.BooleanField()
    phase = models.PositiveSmallIntegerField()
    probability = models.DecimalField(max_digits=10, decimal_places=9)
    reason = models.CharField(max_length=1, blank=True)

    IN_FORCE: ClassVar[models.Q] = models.Q(attempt=models.F("application__wave__attempt"))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("application", "attempt"), name="an_entry_has_one_outcome_of_an_attempt"
            ),
            models.CheckConstraint(
                name="only_who_was_not_selected_has_a_reason",
                condition=models.Q(is_selected=True, reason="")
                | models.Q(is_selected=False, reason__in=("Q", "H", "N")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {'W' if self.is_selected else self.reason}"


class Seat(models.Model):
    """The seat that an attempt's draw (`group` 0), or a replacement of this number, gave one entry: to be taken until
    `due_at`. Then it is taken, or vacant, and why: not taken in time, given back, or the person was served in another
    wave."""

    class Why(models.TextChoices):
        LATE = "late"
        GIVEN_BACK = "given_back"
        SERVED = "served"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+", db_index=False)
    attempt = models.PositiveSmallIntegerField(default=1)
    group = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    offer_told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    lapse_told_at = models.DateTimeField(null=True)

    OPEN: ClassVar[models.Q] = models.Q(taken_at=None, lapsed_at=None)
    IN_FORCE: ClassVar[models.Q] = models.Q(
        attempt=models.F("application__wave__attempt"), application__wave__voided_at=None
    )

    class Meta:
        indexes = (
            models.Index(
                fields=("due_at",),
                condition=models.Q(taken_at=None, lapsed_at=None),
                name="seats_that_are_open",
            ),
            models.Index(
                fields=("id",),
                condition=models.Q(taken_at=None, lapsed_at=None, offer_told_at=None),
                name="seats_offered_and_not_told",
            ),
            models.Index(
                fields=("due_at", "id"),
                condition=models.Q(taken_at=None, lapsed_at=None, reminded_at=None),
                name="seats_not_reminded_of",
            ),
            models.Index(
                fields=("id",),
                condition=models.Q(lapsed_at__isnull=False, lapse_told_at=None),
                name="seats_lapsed_and_not_told",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("application", "attempt"), name="an_entry_has_one_seat_of_an_attempt"
            ),
            models.CheckConstraint(
                name="a_seat_is_taken_or_vacant_and_says_why",
                condition=models.Q(lapsed_at=None, why="")
                | (models.Q(lapsed_at__isnull=False, taken_at=None) & ~models.Q(why="")),
            ),
            models.CheckConstraint(
                name="a_seat_is_taken_in_time",
                condition=models.Q(taken_at=None) | models.Q(taken_at__lte=models.F("due_at")),
            ),
        )

    def __str__(self) -> str:
        return f"seat:{self.application_id}"

    @property
    def is_open(self) -> bool:
        return self.taken_at is None and self.lapsed_at is None
