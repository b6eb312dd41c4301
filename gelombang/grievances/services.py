"""Taking a complaint, answering it, and letting it rise when nobody does."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

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


class HeldByAnother(ValueError):
    """Somebody else works on it."""


class ForTheHead(ValueError):
    """It went up, or is about staff: an approver answers it."""


class PassedUp(ValueError):
    """Whoever passed it up does not answer it."""


class NotAlike(ValueError):
    """An answer is for complaints about the same topic; closing one decides nothing for others."""


class WordsMissing(ValueError):
    """An answer has words and evidence, and a remedy where somebody is right; a step up has its reason. `field` is
    which."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


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
def hold(
    *, grievance: Grievance, by: str, at: datetime, is_head: bool = False, instead_of: str = ""
) -> Grievance:
    """Say that I work on it, so that no two do; my own again changes nothing. An approver (`is_head`) may take it over
    from whoever they saw working on it (`instead_of`). Raises `Answered`, `HeldByAnother`, `ForTheHead` where an
    approver answers and `by` is none, `PassedUp`."""
    kept = Grievance.objects.get(pk=grievance.pk)
    before = instead_of if is_head and kept.held_by else ""
    _must_be_theirs(kept, by, is_head, instead_of=before)
    free = _theirs(kept, by, is_head).filter(held_by=before)
    if kept.held_by != by and free.update(held_by=by, held_at=at) != 1:
        raise HeldByAnother(kept.held_by)
    if kept.held_by != by:
        facts = {"before": before} if before else {}
        act = Act.GRIEVANCE_TAKEN_OVER if before else Act.GRIEVANCE_HELD
        record(act=act, by=by, subject=str(kept), at=at, **facts)
    return Grievance.objects.get(pk=grievance.pk)


def _theirs(grievance: Grievance, by: str, is_head: bool) -> QuerySet[Grievance]:
    """The row while it may still be touched by them: what was checked is checked once more as it is written."""
    found = Grievance.objects.filter(pk=grievance.pk, answered_at=None).exclude(escalated_by=by)
    return found if is_head else found.filter(escalated_at=None)


@transaction.atomic
def release(*, grievance: Grievance, by: str, at: datetime) -> Grievance:
    """Give it back, for others to take; raises `HeldByAnother`."""
    mine = Grievance.objects.filter(pk=grievance.pk, answered_at=None, held_by=by)
    if mine.update(held_by="", held_at=None) != 1:
        raise HeldByAnother
    record(act=Act.GRIEVANCE_RELEASED, by=by, subject=str(grievance), at=at)
    return Grievance.objects.get(pk=grievance.pk)


@transaction.atomic
def pass_up(*, grievance: Grievance, why: str, by: str, at: datetime, is_head: bool = False) -> Grievance:
    """Let it rise before its time, with a reason: an approver answers it. Raises `WordsMissing`, `Answered`,
    `ForTheHead` where it rose already or is about staff and `by` is no approver (`is_head`), `HeldByAnother` where
    somebody else works on it and `by` is no approver."""
    said = why.strip()
    if not said:
        raise WordsMissing("reason")
    kept = Grievance.objects.get(pk=grievance.pk)
    if kept.answered_at is not None:
        raise Answered
    if kept.escalated_at is not None or (needs_head(kept) and not is_head):
        raise ForTheHead
    standing = Grievance.objects.filter(pk=kept.pk, answered_at=None, escalated_at=None)
    if not is_head:
        standing = standing.filter(held_by__in=("", by))
    if standing.update(escalated_at=at, escalated_by=by, escalated_why=said, held_by="", held_at=None) != 1:
        raise HeldByAnother(kept.held_by)
    record(act=Act.GRIEVANCE_PASSED_UP, by=by, subject=str(kept), at=at)
    return Grievance.objects.get(pk=grievance.pk)


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
    is_head: bool = False,
) -> Decision:
    """One answer to one complaint or to several that are alike; all are told. Raises `WordsMissing`, `Answered` where
    one of them has an answer, `HeldByAnother`, `PassedUp`, `NotAlike` where they are about several topics, and
    `ForTheHead` where one rose or is about staff and `by` is no approver (`is_head`); then nothing is changed."""
    said = {"words": words.strip(), "evidence": evidence.strip(), "remedy": remedy.strip()}
    is_right = outcome in (Decision.Outcome.UPHELD, Decision.Outcome.PARTLY)
    for field in ("words", "evidence", *(("remedy",) if is_right else ())):
        if not said[field]:
            raise WordsMissing(field)
    decision = Decision.objects.create(outcome=outcome, decided_by=by, decided_at=at, **said)
    _give(grievances, decision, by, at, is_head)
    return decision


@transaction.atomic
def answer_as(
    *, grievance: Grievance, decision: Decision, by: str, at: datetime, is_head: bool = False
) -> Decision:
    """The same answer and remedy that others had who are affected alike; raises as `answer`, and `NotAlike` where that
    answer was to another topic, or closed a complaint without a decision."""
    alike = decision.grievances.filter(topic=grievance.topic).exists()
    if not alike or decision.outcome == Decision.Outcome.CLOSED:
        raise NotAlike
    _give([grievance], decision, by, at, is_head)
    return decision


def _give(grievances: Sequence[Grievance], decision: Decision, by: str, at: datetime, is_head: bool) -> None:
    keys = {one.pk for one in grievances}
    standing = list(Grievance.objects.filter(pk__in=keys).select_related("account").order_by("pk"))
    if len({one.topic for one in standing}) > 1:
        raise NotAlike
    for one in standing:
        _must_be_theirs(one, by, is_head)
    waiting = Grievance.objects.filter(pk__in=keys, answered_at=None)
    if waiting.update(decision=decision, answered_at=at) != len(keys):
        raise Answered
    for one in standing:
        record(act=Act.GRIEVANCE_ANSWERED, by=by, subject=str(one), at=at, outcome=str(decision.outcome))
        _tell(one, at)


def _must_be_theirs(grievance: Grievance, by: str, is_head: bool, instead_of: str = "") -> None:
    """Whether this answer is theirs to give."""
    if grievance.answered_at is not None:
        raise Answered
    if grievance.escalated_by == by:
        raise PassedUp
    if needs_head(grievance) and not is_head:
        raise ForTheHead
    if grievance.held_by not in ("", by, instead_of):
        raise HeldByAnother(grievance.held_by)


def may_read(grievance: Grievance, *, is_head: bool) -> bool:
    """Whether staff may read it: what is about staff, approvers alone."""
    return is_head or grievance.topic != Grievance.Topic.OFFICER


def needs_head(grievance: Grievance) -> bool:
    """Whether an approver must answer: it was late or passed up, or is about how staff treated somebody."""
    return grievance.escalated_at is not None or grievance.topic == Grievance.Topic.OFFICER


@transaction.atomic
def note_export(*, by: str, at: datetime, n: int) -> None:
    """Somebody takes a list of complaints along; what people wrote is in it."""
    record(act=Act.GRIEVANCES_EXPORTED, by=by, subject="grievances", at=at, n=n)


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


ERASED = "–"


@transaction.atomic
def forget_account(*, account: Account, at: datetime) -> int:
    """Cut what somebody who is erased complained about off from them: no account, no address any more, nor in what they
    sent without signing in; how many. The words of what is answered go. What waits keeps its words, or nobody could
    answer; whoever has the code still reads the answer. The answer itself stays, others may have the same."""
    own = [address for address in (account.email, account.phone) if address]
    found = Grievance.objects.filter(Q(account=account) | Q(contact__in=own))
    keys = list(found.order_by().values_list("pk", flat=True))
    mine = Grievance.objects.filter(account=account, answered_at__isnull=False)
    mine.update(words=ERASED)
    messages.forget_of(addresses=(), keys=[f"grievance:{key}" for key in keys], at=at)
    return Grievance.objects.filter(pk__in=keys).update(contact="", account=None)


def escalate(*, at: datetime) -> int:
    """Let what is overdue rise, once; how many."""
    n = 0
    for one in Grievance.objects.filter(answered_at=None, escalated_at=None, due_at__lt=at):
        with transaction.atomic():
            if Grievance.objects.filter(pk=one.pk, answered_at=None, escalated_at=None).update(
                escalated_at=at, escalated_by="tick", held_by="", held_at=None
            ):
                record(act=Act.GRIEVANCE_ESCALATED, by="tick", subject=str(one), at=at)
                n += 1
    return n
