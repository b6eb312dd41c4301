"""Applications to waves, how they stood in past attempts, and who was selected before."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gelombang.people.models import Person

from .waves import Wave


class Application(models.Model):
    """One person's application to one wave, saved step by step until it is submitted; then it has a receipt, and what
    the draw will see of it is fixed: `stratum`, `groups` (bits), `card_id` (the household), `salt`, `commit`.
    `acknowledged_at`: when the receipt was sent after the person, or found to have no address to go to.
    `withdrawn_at`: its person took it back before the closing; it stays with its receipt and never is an entry. Whoever
    joins again has another application, with another receipt.

    At closing it becomes an entry, or not, with `reasons`; after the commitment it has a `ticket`."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    started_at = models.DateTimeField()
    field = models.CharField(max_length=40, blank=True)
    asked = models.JSONField(default=list)
    asked_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    baseline = models.JSONField(default=dict)
    baseline_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    stratum = models.CharField(max_length=4, blank=True)
    groups = models.PositiveSmallIntegerField(default=0)
    card_id = models.BigIntegerField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    commit = models.CharField(max_length=64, blank=True)
    receipt = models.JSONField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    is_entry = models.BooleanField(null=True)
    reasons = models.JSONField(default=list)
    ticket = models.PositiveBigIntegerField(null=True)

    SUBMITTED: ClassVar[Q] = Q(submitted_at__isnull=False, withdrawn_at=None)
    """Submitted, and not withdrawn since."""
    STANDS: ClassVar[Q] = Q(withdrawn_at=None)
    """Begun or submitted, and not withdrawn: at most one of a person in a wave."""

    class Meta:
        ordering = ("-wave_id",)
        indexes = (
            models.Index(fields=("person", "-wave"), name="attempts_of_a_person"),
            models.Index(fields=("commit",), condition=~Q(commit=""), name="applications_by_receipt"),
            models.Index(
                fields=("id",),
                condition=Q(submitted_at__isnull=False, acknowledged_at=None),
                name="applications_to_acknowledge",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "person"),
                condition=Q(withdrawn_at=None),
                name="a_person_applies_to_a_wave_once",
            ),
            models.UniqueConstraint(
                fields=("wave", "ticket"),
                condition=Q(ticket__isnull=False),
                name="a_ticket_is_one_application",
            ),
            models.CheckConstraint(
                name="a_submitted_application_has_its_receipt",
                condition=Q(submitted_at=None, receipt=None, commit="", salt="", stratum="")
                | (
                    Q(submitted_at__isnull=False, receipt__isnull=False)
                    & ~Q(commit="")
                    & ~Q(salt="")
                    & ~Q(stratum="")
                    & ~Q(field="")
                ),
            ),
            models.CheckConstraint(
                name="what_is_withdrawn_was_submitted_and_is_never_judged",
                condition=Q(withdrawn_at=None) | Q(submitted_at__isnull=False, is_entry=None, ticket=None),
            ),
            models.CheckConstraint(
                name="an_entry_was_submitted", condition=~Q(is_entry=True) | Q(submitted_at__isnull=False)
            ),
            models.CheckConstraint(
                name="only_an_entry_has_a_ticket", condition=Q(ticket=None) | Q(is_entry=True)
            ),
        )

    def __str__(self) -> str:
        return f"application:{self.pk}"


class Judgement(models.Model):
    """How an application stood in an attempt that is past: whether it was an entry, or why not, and its ticket."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="judgements", db_index=False
    )
    attempt = models.PositiveSmallIntegerField()
    is_entry = models.BooleanField()
    reasons = models.JSONField(default=list)
    ticket = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("application", "attempt"), name="an_application_is_judged_once_in_an_attempt"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id}:{self.attempt}"


class PriorAward(models.Model):
    """A person was selected in an attempt of a wave. The draw fills this table, so that later waves can know it without
    asking later stages; `lapsed_at` where the seat was given back, or the draw is void."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=1)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "person", "attempt"), name="a_person_is_selected_in_an_attempt_once"
            ),
            models.UniqueConstraint(
                fields=("wave", "person"),
                condition=Q(lapsed_at=None),
                name="a_person_has_one_award_of_a_wave_that_counts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.wave_id} {self.person_id}"
