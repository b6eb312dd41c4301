"""All that is kept of a person, given to them and forgotten: each stage for its own part."""

from datetime import datetime
from typing import Any

from django.db import transaction

from gelombang.draws import own as draws
from gelombang.grievances import selectors as grievances
from gelombang.grievances import services as complaints
from gelombang.grievances.models import Grievance
from gelombang.messages import services as messages
from gelombang.people.models import Account, Person
from gelombang.people.services import rights
from gelombang.waves.services import leaving, telling


@transaction.atomic
def exported(*, person: Person, by: str, at: datetime) -> dict[str, Any]:
    """Everything that is kept of a person, by name of what it is. Leaves an event."""
    data = rights.exported(person, by=by, at=at)
    known = {(one["address"], one["queued_at"], one["text"]) for one in data["messages"]}
    account = person.account
    found = list(grievances.of_account(account)) if account is not None else []
    keys = [*draws.keys_of_messages(person), *(f"grievance:{one.pk}" for one in found)]
    before = rights.messages_with(keys)
    data["messages"] += [
        one for one in before if (one["address"], one["queued_at"], one["text"]) not in known
    ]
    return {
        **data,
        **telling.exported(person),
        **draws.exported(person),
        "grievances": [_grievance(one) for one in found],
    }


def _grievance(one: Grievance) -> dict[str, Any]:
    answer = one.decision
    return {
        "code": one.code,
        "topic": one.topic,
        "words": one.words,
        "contact": one.contact,
        "about": one.about,
        "opened_at": one.opened_at.isoformat(),
        "due_at": one.due_at.isoformat(),
        "answered_at": one.answered_at.isoformat() if one.answered_at else None,
        "outcome": answer.outcome if answer else None,
        "answer": answer.words if answer else None,
        "remedy": answer.remedy if answer else None,
    }


@transaction.atomic
def erase(*, person: Person, by: str, at: datetime) -> None:
    """Erase a person everywhere; raises as `leaving.erase`, and then nothing is changed."""
    keys = draws.keys_of_messages(person)
    if person.account is not None:
        complaints.forget_account(account=person.account, at=at)
    leaving.erase(person=person, by=by, at=at)
    messages.forget_of(addresses=(), keys=keys, at=at)


@transaction.atomic
def close_account(*, account: Account, at: datetime) -> None:
    """Close an account in which nobody has stated who they are; raises `StillNeeded`, and then nothing is changed."""
    complaints.forget_account(account=account, at=at)
    rights.close_account(account=account, at=at)
