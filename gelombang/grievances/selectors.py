"""Reading complaints: one by its code, those that wait, and how long answers take, for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from gelombang.people.models import Account

from .models import Decision, Grievance

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


def waiting(*, is_head: bool = True) -> QuerySet[Grievance]:
    """What has no answer, the most urgent first; without those about staff for who is no approver."""
    return _readable(Grievance.objects.filter(answered_at=None).order_by("due_at", "pk"), is_head)


def _readable(found: QuerySet[Grievance], is_head: bool) -> QuerySet[Grievance]:
    return found if is_head else found.exclude(topic=Grievance.Topic.OFFICER)


def of_account(account: Account) -> QuerySet[Grievance]:
    """What somebody complained about while signed in, the first one first."""
    return Grievance.objects.select_related("decision").filter(account=account).order_by("pk")


def by_key(pk: int) -> Grievance | None:
    """The complaint with this key, with its answer."""
    return Grievance.objects.select_related("decision", "account").filter(pk=pk).first()


def listed(
    *,
    is_head: bool = True,
    is_answered: bool = False,
    topic: str = "",
    held_by: str = "",
    is_escalated: bool = False,
    after: int = 0,
) -> QuerySet[Grievance]:
    """Those that wait, whose answer is owed first in front; or the answered, the latest first; on from behind the one
    with the key `after`. Of a topic, held by somebody, escalated, where asked; without those about staff for who is no
    approver (`is_head`)."""
    found = Grievance.objects.select_related("decision").filter(answered_at__isnull=not is_answered)
    found = _readable(found, is_head)
    found = found.order_by("-answered_at", "-pk") if is_answered else found.order_by("due_at", "pk")
    last = Grievance.objects.filter(pk=after).first() if after else None
    if last is not None:
        found = found.filter(_behind(last, is_answered))
    if topic:
        found = found.filter(topic=topic)
    if held_by:
        found = found.filter(held_by=held_by)
    return found.filter(escalated_at__isnull=False) if is_escalated else found


def _behind(last: Grievance, is_answered: bool) -> Q:
    """What comes after this one in the order of its list."""
    if is_answered:
        return Q(answered_at__lt=last.answered_at) | Q(answered_at=last.answered_at, pk__lt=last.pk)
    return Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, pk__gt=last.pk)


def perhaps_alike(grievance: Grievance, *, by: str, is_head: bool, most: int = 50) -> list[Grievance]:
    """Others about the same topic that wait too and that nobody else works on, the most urgent first: staff say which
    of them are alike. What went up is among them for an approver (`is_head`) alone."""
    found = waiting().filter(topic=grievance.topic, held_by__in=("", by)).exclude(pk=grievance.pk)
    found = found.exclude(escalated_by=by) if is_head else found.filter(escalated_at=None)
    return list(found[:most])


def earlier_answers(grievance: Grievance, *, most: int = 20) -> list[Decision]:
    """Decisions on complaints about the same topic, the latest first: who is affected alike gets the same."""
    found = Decision.objects.filter(grievances__topic=grievance.topic).exclude(
        outcome=Decision.Outcome.CLOSED
    )
    return list(found.distinct().order_by("-pk")[:most])


def decision_by_key(pk: int) -> Decision | None:
    """The answer with this key."""
    return Decision.objects.filter(pk=pk).first()


def waiting_by_keys(keys: Iterable[int]) -> list[Grievance]:
    """Those of these that have no answer."""
    return list(waiting().filter(pk__in=list(keys)))


def alike(grievance: Grievance) -> int:
    """How many others got the same answer."""
    if grievance.decision_id is None:
        return 0
    return Grievance.objects.filter(decision_id=grievance.decision_id).exclude(pk=grievance.pk).count()


def figures(*, at: datetime) -> Figures:
    """How long answers take; counted by the database, however many there are."""
    answered = Q(answered_at__isnull=False)
    counts = Grievance.objects.aggregate(
        n=Count("pk"),
        n_answered=Count("pk", filter=answered),
        n_waiting=Count("pk", filter=~answered),
        n_overdue=Count("pk", filter=~answered & Q(due_at__lt=at)),
        n_late=Count("pk", filter=answered & Q(answered_at__gt=F("due_at"))),
    )
    took = ExpressionWrapper(F("answered_at") - F("opened_at"), output_field=DurationField())
    durations = Grievance.objects.filter(answered).annotate(took=took).order_by("took")
    times, n = durations.values_list("took", flat=True), counts["n_answered"]
    middle = [_days(one) for one in times[(n - 1) // 2 : n // 2 + 1]] if n else []
    longest = times.last() if n else None
    return Figures(
        **counts,
        median_days=sum(middle) / len(middle) if middle else None,
        longest_days=_days(longest) if longest is not None else None,
    )


def _days(took: timedelta) -> float:
    return took.total_seconds() / 86_400
