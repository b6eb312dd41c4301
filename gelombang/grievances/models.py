"""Complaints, the decisions on them, and who was told."""

from django.db import models

from gelombang.people.models import Account


class Decision(models.Model):
    """One answer, to one grievance or to all that are alike: `words` for the people who complained, `evidence` on what
    it rests, `remedy` what is done. Whoever is affected alike gets the same. Closed: there was nothing to decide (sent
    twice, taken back, empty), and the words say so."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld"
        PARTLY = "partly"
        NOT_UPHELD = "not_upheld"
        CLOSED = "closed"

    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    words = models.TextField()
    evidence = models.TextField()
    remedy = models.TextField(blank=True)
    decided_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_decision_has_words_and_evidence",
                condition=~models.Q(words="") & ~models.Q(evidence=""),
            ),
            models.CheckConstraint(
                name="what_is_upheld_has_a_remedy",
                condition=models.Q(outcome__in=("not_upheld", "closed")) | ~models.Q(remedy=""),
            ),
        )

    def __str__(self) -> str:
        return f"decision:{self.pk}"


class Grievance(models.Model):
    """A complaint. `code` is the receipt's; whoever has it can follow the complaint. `account` of who was signed in;
    `contact` where an answer should go besides, may be empty. `about` names the row it is about, where one was named.
    `held_by` works on it since `held_at`. An answer is owed by `due_at`; past it the grievance is escalated, once, or
    earlier by staff who may not decide it; then an approver answers."""

    class Topic(models.TextChoices):
        DRAW = "draw"
        REGISTRATION = "registration"
        MONEY = "money"
        TRAINING = "training"
        OFFICER = "officer"
        FRAUD = "fraud"
        OTHER = "other"

    class Way(models.TextChoices):
        FORM = "form"
        PHONE = "phone"
        DESK = "desk"

    code = models.CharField(max_length=12, unique=True)
    topic = models.CharField(max_length=20, choices=Topic.choices)
    way = models.CharField(max_length=10, choices=Way.choices)
    words = models.TextField()
    contact = models.CharField(max_length=254, blank=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    taken_by = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    held_by = models.CharField(max_length=80, blank=True)
    held_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    escalated_by = models.CharField(max_length=80, blank=True)
    escalated_why = models.TextField(blank=True)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="grievances")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_at", "pk")
        indexes = (
            models.Index(
                fields=("due_at", "id"),
                condition=models.Q(answered_at=None),
                name="grievances_that_wait",
            ),
            models.Index(
                fields=("-answered_at", "-id"),
                condition=models.Q(answered_at__isnull=False),
                name="grievances_that_are_answered",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="an_answered_grievance_has_its_decision",
                condition=models.Q(answered_at=None, decision=None)
                | models.Q(answered_at__isnull=False, decision__isnull=False),
            ),
            models.CheckConstraint(
                name="a_grievance_is_held_by_somebody_since_a_time",
                condition=models.Q(held_at=None, held_by="")
                | (models.Q(held_at__isnull=False) & ~models.Q(held_by="")),
            ),
            models.CheckConstraint(
                name="what_an_officer_took_down_says_who",
                condition=models.Q(way="form") | ~models.Q(taken_by=""),
            ),
        )

    def __str__(self) -> str:
        return f"grievance:{self.pk}"
