"""Reading cases: what waits, and what there was about a subject."""

from django.db.models import Q, QuerySet

from .models import Case


def waiting() -> QuerySet[Case]:
    """What is not decided, the most urgent first."""
    return Case.objects.filter(decided_at=None).order_by("due_at", "pk")


def about(subject: str) -> QuerySet[Case]:
    """Every case of a subject, the latest first."""
    return Case.objects.filter(subject=subject).order_by("-pk")


def of_person(person: str, *, account: int | None) -> QuerySet[Case]:
    """Every case that a person is in: about them (`person:12`), about the region that they stated for a card, or about
    a number that their account stated; the first one first."""
    key = int(person.partition(":")[2])
    found = Q(subject=person) | Q(kind=Case.Kind.CARD_REGION, evidence__person=key)
    if account is not None:
        found |= Q(kind=Case.Kind.SAME_NUMBER, evidence__account=account)
    return Case.objects.filter(found).order_by("pk")


def is_open(subject: str, kind: Case.Kind) -> bool:
    """Whether a case of this kind about the subject waits for a decision."""
    return Case.objects.filter(subject=subject, kind=kind, decided_at=None).exists()


def by_key(pk: int) -> Case | None:
    """The case with this key."""
    return Case.objects.filter(pk=pk).first()


def listed(*, kind: str = "", is_open: bool = True, after: int = 0) -> QuerySet[Case]:
    """Cases that wait, the oldest first, from after the one with this key on; or decided ones, the newest first, from
    before it on. Of a kind, where given."""
    found = Case.objects.filter(decided_at__isnull=is_open).order_by("pk" if is_open else "-pk")
    if after:
        found = found.filter(**{"pk__gt" if is_open else "pk__lt": after})
    return found.filter(kind=kind) if kind else found
