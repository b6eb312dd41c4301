"""Waves, applications to them, and what keeps somebody out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gelombang.people.models import Person


class Wave(models.Model):
    """One wave. What it promises is fixed when it is announced: window, seats, rules (`policy_source`, the TOML as
    people read it), the values of the law that held on the opening day (`terms`), and which round of the beacon
    decides, `round`: the first at least `notice_hours` after closing.

    A wave is prepared, announced, closed, committed, drawn, published; it may be void. Each has its time, in order.
    Once published, seats are taken until a day; when all are taken or vacant for good, `seats_settled_at`, the
    `n_returned` go to a later wave. `groups` are names of groups and their bits. `is_rehearsal`: with a round already
    known, for practice."""

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
        )

    def __str__(self) -> str:
        return f"wave:{self.number}"


class Proposal(models.Model):
    """An act on a wave that nobody does alone: proposed by one person, decided by another. `facts` is exactly what is
    decided about, fixed when it is proposed; `why` belongs to a void, `reason` to a refusal."""

    class Act(models.TextChoices):
        ANNOUNCE = "announce"
        PUBLISH = "publish"
        VOID = "void"

    class Decision(models.TextChoices):
        APPROVED = "approved"
        REFUSED = "refused"

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="proposals")
    act = models.CharField(max_length=10, choices=Act.choices)
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
                fields=("wave", "act"),
                condition=Q(decided_at=None),
                name="an_act_on_a_wave_is_proposed_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("wave", "act"),
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


class PriorAward(models.Model):
    """A person was selected in a wave. The draw fills this table, so that later waves can know it without asking later
    stages; `lapsed_at` where the seat was given back."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("wave", "person"), name="a_person_is_selected_in_a_wave_once"),
        )

    def __str__(self) -> str:
        return f"{self.wave_id} {self.person_id}"


class ExclusionList(models.Model):
    """A list of people who may not join a wave: whose (`source`), by which decree, of what day, for which status, and
    the file's SHA-256. Loaded, it is looked at; from `in_force_at` on it counts, in place of an earlier list of the
    same source, status and wave, until it is replaced or withdrawn."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="exclusion_lists")
    status = models.CharField(max_length=40)
    source = models.CharField(max_length=120)
    decree = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField()
    file_sha256 = models.CharField(max_length=64)
    n_lines = models.PositiveIntegerField()
    loaded_by = models.CharField(max_length=80)
    loaded_at = models.DateTimeField()
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
