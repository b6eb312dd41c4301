"""Reading complaints: one by its code, those that wait, and how long answers take, for everyone."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import QuerySet

from .models import Grievance

_SAME = str.maketrans("OIL", "011", " -")


@dataclass(frozen=True)
class Figures:
    """All complaints: `n` = `n_answered` + `n_waiting`; `n_overdue` of those waiting; days until an answer, the middle
    one and the longest, None where nothing was answered."""

    n: int
    n_answered: int
    n_waiting: int
    n_overdue: int
    median_days: float | None
    longest_days: float | None
    n_late: int


def by_code(code: str) -> Grievance | None:
    """The complaint with this code, however it was typed."""
    typed = code.upper().translate(_SAME)
    return Grievance.objects.select_related("decision").filter(code=typed).first()


def waiting() -> QuerySet[Grievance]:
    """What has no answer, the most urgent first."""
    return Grievance.objects.filter(answered_at=None).order_by("due_at", "pk")


def figures(*, at: datetime) -> Figures:
    """How long answers take."""
    rows = list(Grievance.objects.values_list("opened_at", "due_at", "answered_at"))
    answered = [(opened, due, done) for opened, due, done in rows if done is not None]
    days = [(done - opened).total_seconds() / 86_400 for opened, _, done in answered]
    open_ones = [due for _, due, done in rows if done is None]
    return Figures(
        n=len(rows),
        n_answered=len(answered),
        n_waiting=len(open_ones),
        n_overdue=sum(due < at for due in open_ones),
        median_days=median(days) if days else None,
        longest_days=max(days, default=None),
        n_late=sum(done > due for _, due, done in answered),
    )
