"""Opening a case, and deciding it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record

from .models import Case


class CaseDecided(ValueError):
    """Somebody else has decided it meanwhile; the decision stands."""


@transaction.atomic
def open_case(
    *,
    key: str,
    kind: Case.Kind,
    subject: str,
    by: str,
    at: datetime,
    days: int,
    evidence: Mapping[str, object] | None = None,
    words: str = "",
) -> Case:
    """Open a case that is to be answered within so many days; the same `key` again returns the first, unchanged.
    `words`: what the person says about it."""
    case, is_new = Case.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "subject": subject,
            "words": words,
            "evidence": dict(evidence or {}),
            "opened_by": by,
            "opened_at": at,
            "due_at": at + timedelta(days=days),
        },
    )
    if is_new:
        record(act=Act.CASE_OPENED, by=by, subject=f"case:{case.pk}", at=at, kind=str(kind), about=subject)
    return case


@transaction.atomic
def forget_words(*, subject: str) -> int:
    """Forget what somebody who is erased said in their cases; how many. What was decided, and why, stays."""
    return Case.objects.filter(subject=subject).exclude(words="").update(words="")


@transaction.atomic
def decide(*, case_id: int, decision: Case.Decision, reason: str, by: str, at: datetime) -> Case:
    """Decide a case, once; raises `CaseDecided` where it was decided already."""
    waiting = Case.objects.filter(pk=case_id, decided_at=None)
    n = waiting.update(decision=decision, reason=reason, decided_by=by, decided_at=at)
    if n != 1:
        raise CaseDecided(f"case {case_id}")
    case = Case.objects.get(pk=case_id)
    record(
        act=Act.CASE_DECIDED,
        by=by,
        subject=f"case:{case.pk}",
        at=at,
        kind=case.kind,
        about=case.subject,
        decision=str(decision),
    )
    return case
