"""Taking a complaint, answering it, and letting it rise when nobody does."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from gelombang import policy
from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.messages import services as messages
from gelombang.messages.models import Message
from gelombang.people.addresses import AddressWrong, Kind, read
from gelombang.people.models import Account

from .models import Decision, Grievance

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10


class Answered(ValueError):
    """Some of these were answered already; an answer stands."""


def days_to_answer(at: datetime) -> int:
    """The days in which an answer is owed, by the programme's own rules on a day."""
    value = policy.in_force(at.date())["grievance_days"].value
    if not isinstance(value, int):
        raise TypeError("grievance_days is a number of days")
    return value


@transaction.atomic
def take(
    *,
    topic: Grievance.Topic,
    words: str,
    way: Grievance.Way,
    at: datetime,
    contact: str = "",
    account: Account | None = None,
    taken_by: str = "",
    about: str = "",
) -> Grievance:
    """Take a complaint; whoever makes it gets a code. Nobody has to say who they are."""
    grievance = Grievance.objects.create(
        code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        topic=topic,
        way=way,
        words=words,
        contact=contact,
        account=account,
        taken_by=taken_by,
        about=about,
        opened_at=at,
        due_at=at + timedelta(days=days_to_answer(at)),
    )
    by = taken_by or (str(account) if account else "anyone")
    record(act=Act.GRIEVANCE_TAKEN, by=by, subject=str(grievance), at=at, topic=str(topic), way=str(way))
    return grievance


@transaction.atomic
def answer(
    *,
    grievances: Sequence[Grievance],
    outcome: Decision.Outcome,
    words: str,
    evidence: str,
    remedy: str,
    by: str,
    at: datetime,
) -> Decision:
    """One answer to one complaint or to several that are alike; all are told. Raises `Answered` and changes nothing
    where one of them has an answer."""
    decision = Decision.objects.create(
        outcome=outcome, words=words, evidence=evidence, remedy=remedy, decided_by=by, decided_at=at
    )
    keys = [one.pk for one in grievances]
    waiting = Grievance.objects.filter(pk__in=keys, answered_at=None)
    if waiting.update(decision=decision, answered_at=at) != len(set(keys)):
        raise Answered
    for one in Grievance.objects.filter(pk__in=keys).select_related("account"):
        record(act=Act.GRIEVANCE_ANSWERED, by=by, subject=str(one), at=at, outcome=str(outcome))
        _tell(one, at)
    return decision


def _tell(grievance: Grievance, at: datetime) -> None:
    """Write to whoever left an address; others look with their code."""
    account = grievance.account
    given = grievance.contact or (account and (account.email or account.phone)) or ""
    try:
        address = read(given)
    except AddressWrong:
        return
    messages.queue(
        key=f"grievance:{grievance.pk}",
        channel=Message.Channel.EMAIL if address.kind is Kind.EMAIL else Message.Channel.SMS,
        address=address.text,
        template="grievance_answered",
        facts={"code": grievance.code, "page": f"{settings.SITE_URL}/pengaduan/{grievance.code}/"},
        language=account.language if account else settings.LANGUAGE_CODE,
        time_zone=settings.TIME_ZONE,
        at=at,
    )


def escalate(*, at: datetime) -> int:
    """Let what is overdue rise, once; how many."""
    n = 0
    for one in Grievance.objects.filter(answered_at=None, escalated_at=None, due_at__lt=at):
        with transaction.atomic():
            if Grievance.objects.filter(pk=one.pk, answered_at=None, escalated_at=None).update(
                escalated_at=at
            ):
                record(act=Act.GRIEVANCE_ESCALATED, by="tick", subject=str(one), at=at)
                n += 1
    return n
