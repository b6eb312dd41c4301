"""Reading cases: what waits, and what there was about a subject."""

from django.db.models import QuerySet

from .models import Case


def waiting() -> QuerySet[Case]:
    """What is not decided, the most urgent first."""
    return Case.objects.filter(decided_at=None).order_by("due_at", "pk")


def about(subject: str) -> QuerySet[Case]:
    """Every case of a subject, the latest first."""
    return Case.objects.filter(subject=subject).order_by("-pk")


def is_open(subject: str, kind: Case.Kind) -> bool:
    """Whether a case of this kind about the subject waits for a decision."""
    return Case.objects.filter(subject=subject, kind=kind, decided_at=None).exists()
