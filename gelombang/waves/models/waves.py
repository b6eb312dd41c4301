"""Waves, their past attempts, and what nobody decides alone about them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Wave(models.Model):
    """One wave. What it promises is fixed when it is announced: window, seats, rules (`policy_source`, the TOML as
    people read it), the values of the law that held on the opening day (`terms`), and which round of the beacon
    decides, `round`: the first at least `notice_hours` after closing.

    A wave is prepared, announced, closed, committed, drawn, published; it may be void. Each has its time, in order.
    Once published, seats are taken until a day; when all are taken or vacant for good, `seats_settled_at`, the
    `n_returned` go to a later wave. `groups` are names of groups and their bits. `is_rehearsal`: with a round already
    known, for practice.

    A void wave may be drawn again: then it is the next `attempt`, since `reopened_at`, everything after closing is
    empty again, and what it was stands in `PastAttempt`. `again_told_at`: when all who applied were told of it."""

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=80)
    draw_id = models.CharField(max_length=128, unique=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    notice_hours = models.PositiveIntegerField(default=72)
    n_seats = models.PositiveIntegerField()
    policy_source = models.TextField()
    terms = models.JSONField(default=dict)
    groups = models.JSONField(default=dict)
    round = models.PositiveBigIntegerField()
    beacon_signature = models.CharField(max_length=96, blank=True)
    is_rehearsal = models.BooleanField(default=False)
    prepared_by = models.CharField(max_length=80)
    prepared_at = models.DateTimeField()
    announced_by = models.CharField(max_length=80, blank=True)
    announced_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    n_submitted = models.PositiveBigIntegerField(null=True)
    n_entries = models.PositiveBigIntegerField(null=True)
    committed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    n_selected = models.PositiveBigIntegerField(null=True)
    notified_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.TextField(blank=True)
    void_notified_at = models.DateTimeField(null=True)
    n_returned = models.PositiveBigIntegerField(null=True)
    seats_settled_at = models.DateTimeField(null=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    reopened_at = models.DateTimeField(null=True)
    again_told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                name="a_wave_closes_after_it_opens", condition=Q(closes_at__gt=models.F("opens_at"))
            ),
            models.CheckConstraint(
                name="whoever_announces_a_wave_did_not_prepare_it",
                condition=Q(announced_at=None, announced_by="")
                | (
                    Q(announced_at__isnull=False)
                    & ~Q(announced_by="")
                    & ~Q(announced_by=models.F("prepared_by"))
                ),
            ),
            models.CheckConstraint(
                name="a_wave_closes_once_announced_and_counts_what_was_submitted",
                condition=Q(closed_at=None, n_submitted=None)
                | Q(closed_at__isnull=False, n_submitted__isnull=False, announced_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_list_is_committed_after_closing_and_counts_its_entries",
                condition=Q(committed_at=None, n_entries=None)
                | Q(committed_at__isnull=False, n_entries__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_wave_is_drawn_after_its_list_is_committed",
                condition=Q(drawn_at=None) | Q(committed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_result_is_published_after_the_draw_and_counts_the_selected",
                condition=Q(published_at=None, n_selected=None)
                | Q(published_at__isnull=False, n_selected__isnull=False, drawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_is_notified_before_the_result_is_published",
                condition=Q(notified_at=None) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="settled_seats_count_what_is_returned",
                condition=Q(seats_settled_at=None, n_returned=None)
                | Q(seats_settled_at__isnull=False, n_returned__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_void_wave_was_committed_and_says_why",
                condition=Q(voided_at=None, void_reason="")
                | (Q(voided_at__isnull=False, committed_at__isnull=False) & ~Q(void_reason="")),
            ),
            models.CheckConstraint(
                name="a_wave_drawn_again_says_since_when",
                condition=Q(attempt=1, reopened_at=None, again_told_at=None)
                | Q(attempt__gt=1, reopened_at__isnull=False, closed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"wave:{self.number}"


class PastAttempt(models.Model):
    """What an attempt of a wave was that is void and was drawn again, as the wave had it when it was reopened. What it
    made of each application stays too: `Judgement`, outcomes, seats and awards say of which attempt they are."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="past_attempts")
    attempt = models.PositiveSmallIntegerField()
    round = models.PositiveBigIntegerField()
    beacon_signature = models.CharField(max_length=96, blank=True)
    n_entries = models.PositiveBigIntegerField()
    committed_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    n_selected = models.PositiveBigIntegerField(null=True)
    notified_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField()
    void_reason = models.TextField()
    void_notified_at = models.DateTimeField()
    n_returned = models.PositiveBigIntegerField(null=True)
    seats_settled_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    again_told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField()

    KEPT: ClassVar[tuple[str, ...]] = (
        "attempt",
        "round",
        "beacon_signature",
        "n_entries",
        "committed_at",
        "drawn_at",
        "published_at",
        "n_selected",
        "notified_at",
        "voided_at",
        "void_reason",
        "void_notified_at",
        "n_returned",
        "seats_settled_at",
        "reopened_at",
        "again_told_at",
    )

    class Meta:
        ordering = ("wave_id", "attempt")
        constraints = (
            models.UniqueConstraint(fields=("wave", "attempt"), name="an_attempt_of_a_wave_is_past_once"),
            models.CheckConstraint(name="a_past_attempt_says_why", condition=~Q(void_reason="")),
        )

    def __str__(self) -> str:
        return f"wave:{self.wave_id}:{self.attempt}"


class Proposal(models.Model):
    """An act on a wave that nobody does alone: proposed by one person, decided by another. `facts` is exactly what is
    decided about, fixed when it is proposed; `why` belongs to a void, `reason` to a refusal. It is about the wave's
    `attempt` of then, and none other: AGAIN about the void one that is drawn again."""

    class Act(models.TextChoices):
        ANNOUNCE = "announce"
        PUBLISH = "publish"
        VOID = "void"
        AGAIN = "again"

    class Decision(models.TextChoices):
        APPROVED = "approved"
        REFUSED = "refused"

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="proposals")
    act = models.CharField(max_length=10, choices=Act.choices)
    attempt = models.PositiveSmallIntegerField(default=1)
    facts = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "act", "attempt"),
                condition=Q(decided_at=None),
                name="an_act_on_a_wave_is_proposed_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("wave", "act", "attempt"),
                condition=Q(decision="approved"),
                name="an_act_on_a_wave_is_approved_once",
            ),
            models.CheckConstraint(
                name="whoever_decides_a_proposal_did_not_make_it",
                condition=Q(decided_at=None, decided_by="", decision="", reason="")
                | (
                    Q(decided_at__isnull=False)
                    & ~Q(decided_by="")
                    & ~Q(decided_by=models.F("by"))
                    & (Q(decision="approved") | (Q(decision="refused") & ~Q(reason="")))
                ),
            ),
            models.CheckConstraint(
                name="a_void_is_proposed_with_its_reason", condition=~Q(act="void") | ~Q(why="")
            ),
        )

    def __str__(self) -> str:
        return f"proposal:{self.pk}"
