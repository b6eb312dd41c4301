"""Cases: one row is one question that only a person can decide."""

from django.db import models


class Case(models.Model):
    """A question to be decided. `key` says what it is about, once for ever, so that a repeated act opens nothing twice;
    `subject` names the row in question (person:12), `evidence` holds keys and figures, never a number of a card.
    `due_at`: until when an answer is owed. `opened_by`: whose act opened it; they do not decide it."""

    class Kind(models.TextChoices):
        SAME_NUMBER = "same_number"  # two people state one identity number
        CARD_REGION = "card_region"  # two members of one family card state different regions
        LISTED = "listed"  # somebody objects to being on a list
        CONTRADICTED = (
            "contradicted"  # a registry says that number, name and birth date do not belong together
        )
        CORRECTION = "correction"  # somebody's own data are wrong, and count already
        APPEAL = "appeal"  # somebody objects to another reason

    class Decision(models.TextChoices):
        GRANTED = "granted"
        REFUSED = "refused"

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject = models.CharField(max_length=80)
    words = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    opened_by = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("opened_at", "pk")
        indexes = (
            models.Index(
                fields=("due_at", "id"), condition=models.Q(decided_at=None), name="cases_that_wait"
            ),
            models.Index(fields=("subject", "-id"), name="cases_of_a_subject"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_decided_case_says_who_what_and_why",
                condition=models.Q(decided_at=None, decision="", reason="", decided_by="")
                | (
                    models.Q(decided_at__isnull=False)
                    & ~models.Q(decision="")
                    & ~models.Q(reason="")
                    & ~models.Q(decided_by="")
                ),
            ),
        )

    def __str__(self) -> str:
        return self.key
