"""Events, and the head of the chain that they are sealed into."""

from django.db import models

from .chain import START


class Event(models.Model):
    """One act. `by` and `subject` are keys such as `person:12` and `wave:3`; `facts` holds what the sentence needs, no
    personal data in clear. `position` and `hash` are empty until the event is sealed.

    The database itself refuses to delete an event, and to change one but for the seal (migration 0002)."""

    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    position = models.PositiveBigIntegerField(null=True, unique=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("subject", "-id"), name="events_of_a_subject"),
            models.Index(fields=("by", "-id"), name="events_by_somebody"),
            models.Index(
                fields=("id",), condition=models.Q(position=None), name="events_waiting_for_the_seal"
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="a_sealed_event_has_place_and_hash",
                condition=models.Q(position=None, hash="")
                | (models.Q(position__isnull=False) & ~models.Q(hash="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.act} {self.subject}"


class Chain(models.Model):
    """The head of the chain: how many events are sealed, and the hash of the last. One row, whose primary key is 1."""

    n_sealed = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=START)

    class Meta:
        constraints = (models.CheckConstraint(name="there_is_one_chain", condition=models.Q(pk=1)),)

    def __str__(self) -> str:
        return f"{self.n_sealed} {self.head}"
