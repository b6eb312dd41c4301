"""Deciding an objection to being on an exclusion list, and striking the person off where it is granted."""

from datetime import datetime

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.cases import services as cases
from gelombang.cases.models import Case
from gelombang.people.models import Person
from gelombang.waves.models import Listed


@transaction.atomic
def decide_listed(*, case: Case, decision: Case.Decision, reason: str, by: str, at: datetime) -> Case:
    """Granted: the person of `case.subject` is struck off every list of waves that are not closed (of one list, where
    the evidence names `exclusion_list`). Raises `CaseDecided`."""
    decided = cases.decide(case_id=case.pk, decision=decision, reason=reason, by=by, at=at)
    if decision != Case.Decision.GRANTED:
        return decided
    person = Person.objects.get(pk=int(case.subject.partition(":")[2]))
    found = Listed.objects.filter(
        nik_index=person.nik_index,
        cleared_at=None,
        exclusion_list__replaced_at=None,
        exclusion_list__wave__closed_at=None,
    )
    if "exclusion_list" in case.evidence:
        found = found.filter(exclusion_list=case.evidence["exclusion_list"])
    n = found.update(cleared_at=at)
    record(act=Act.LISTED_CLEARED, by=by, subject=str(person), at=at, n=n)
    return decided
