"""The outbox: one row is one message to one person, and its delivery."""

from django.db import models


class Message(models.Model):
    """A message that waits, is being sent, was sent, or failed for good.

    `key` says what it is about, once for ever, so that a repeated act sends nothing twice. `subject` and `text` are
    what the person reads; `check_code` is printed in it, and the site confirms by it what was said. `is_urgent`: it may
    come at night; `is_secret`: it holds a code that the site never shows again."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"
        WHATSAPP = "whatsapp"

    class State(models.TextChoices):
        WAITING = "waiting"
        CLAIMED = "claimed"
        SENT = "sent"
        FAILED = "failed"

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=40)
    is_urgent = models.BooleanField(default=False)
    is_secret = models.BooleanField(default=False)
    check_code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    n_tries = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    provider_key = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=("due_at", "id"),
                condition=models.Q(state__in=("waiting", "claimed")),
                name="messages_that_are_due",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="a_message_was_sent_at_a_time",
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="a_failed_message_says_why",
                condition=(models.Q(state="failed", failed_at__isnull=False) & ~models.Q(problem=""))
                | (~models.Q(state="failed") & models.Q(failed_at=None)),
            ),
            models.CheckConstraint(
                name="a_claimed_message_was_claimed_at_a_time",
                condition=~models.Q(state="claimed") | models.Q(claimed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.key
