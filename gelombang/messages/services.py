"""Queueing a message, and sending those that are due."""

import secrets
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from gelombang.audit.acts import Act
from gelombang.audit.services import record

from . import selectors
from .channels import Never, NotNow, Outlet
from .hours import awake_at, next_try
from .letters import Letter, Writer
from .models import Message

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U, which are mistaken for others."""
CODE_LENGTH = 10
STEP = 1_000
"""Messages queued by one statement."""
ABANDONED = timedelta(minutes=10)
"""After this a claim is nobody's: whoever made it was stopped."""


@transaction.atomic
def queue(
    *,
    key: str,
    channel: Message.Channel,
    address: str,
    template: str,
    facts: Mapping[str, Hashable],
    language: str,
    time_zone: str,
    at: datetime,
    is_urgent: bool = False,
    is_secret: bool = False,
) -> Message:
    """Put a message into the outbox, in the caller's transaction; the same `key` again returns the first and changes
    nothing. The rest is as in `Letter`."""
    letter = Letter(
        key=key, channel=channel, address=address, template=template, facts=facts, language=language,
        time_zone=time_zone, is_urgent=is_urgent, is_secret=is_secret,
    )  # fmt: skip
    message, _ = Message.objects.get_or_create(key=key, defaults=_columns(letter, Writer(), at))
    return message


@transaction.atomic
def queue_all(letters: Iterable[Letter], *, at: datetime) -> int:
    """Queue many, in the caller's transaction; how many that were. Of those whose `key` is there already nothing
    changes; if another process queues one of them at this moment, all of this is undone (IntegrityError)."""
    writer, n = Writer(), 0
    waiting = iter(letters)
    while part := list(islice(waiting, STEP)):
        known = set(Message.objects.filter(key__in=[one.key for one in part]).values_list("key", flat=True))
        fresh = [Message(**_columns(one, writer, at)) for one in part if one.key not in known]
        Message.objects.bulk_create(fresh)
        n += len(fresh)
    return n


def _columns(letter: Letter, writer: Writer, at: datetime) -> dict[str, Any]:
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    subject, text = writer.write(letter, code)
    return {
        "key": letter.key,
        "channel": letter.channel,
        "address": letter.address,
        "subject": subject[:200],
        "text": text,
        "language": letter.language,
        "time_zone": letter.time_zone,
        "is_urgent": letter.is_urgent,
        "is_secret": letter.is_secret,
        "check_code": code,
        "queued_at": at,
        "due_at": at if letter.is_urgent else writer.awake_at(at, letter.time_zone),
    }


def send_due(*, outlets: Mapping[str, Outlet], at: datetime, most: int = 500) -> int:
    """Send what is due, the oldest first, at most so many; how many were sent. Several at once share the work: each row
    is claimed by whoever changes it first. A claim that was abandoned is taken up again, so that a message may in the
    worst case come twice, with the same key, and never not at all."""
    n_sent = 0
    for message in _claimed(at, most):
        if not message.address:  # forgotten while another was sending it
            _give_up(message, at, ERASED)
            continue
        outlet = outlets.get(message.channel)
        if outlet is None:
            _put_off(message, at, f"no outlet for {message.channel}")
            continue
        try:
            found = outlet.send(
                address=message.address, subject=message.subject, text=message.text, key=message.key
            )
        except NotNow as error:
            _put_off(message, at, str(error))
        except Never as error:
            _give_up(message, at, str(error))
        else:
            _mine(message).update(state=Message.State.SENT, sent_at=at, provider_key=found[:200], problem="")
            n_sent += 1
    return n_sent


SECRET_KEPT = timedelta(days=1)
"""How long the words of a message that held a code to sign in with are kept; the code is over after minutes."""


def forget(*, before: datetime, at: datetime, most: int) -> int:
    """Forget words and address of messages queued before a day, at most so many; and the words of those that held a
    secret a day after. How many. What still waits to be sent is kept, whatever its age."""
    over = Message.objects.filter(state__in=(Message.State.SENT, Message.State.FAILED))
    old = over.filter(queued_at__lt=before).exclude(address="")
    secret = over.filter(is_secret=True, queued_at__lt=at - SECRET_KEPT).exclude(text="")
    Message.objects.filter(pk__in=list(secret.values_list("pk", flat=True)[:most])).update(text="")
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:most])
    return Message.objects.filter(pk__in=keys).update(subject="", text="", address="")


ERASED = "erased"
"""Why a message was not sent: whom it was to is erased."""


@transaction.atomic
def forget_of(*, addresses: Collection[str], keys: Collection[str], at: datetime) -> int:
    """Forget words and address of everything that was sent to somebody, by address or by key; how many. What waits is
    not sent any more. Key, channel and times stay: they are the figures of delivery."""
    found = selectors.of(addresses=[one for one in addresses if one], keys=keys).order_by()
    pks = list(found.values_list("pk", flat=True))
    gone = Message.objects.filter(pk__in=pks)
    gone.filter(state=Message.State.WAITING).update(state=Message.State.FAILED, failed_at=at, problem=ERASED)
    return gone.update(subject="", text="", address="", provider_key="")


class NotFailed(ValueError):
    """Only a message that failed for good is sent again by hand."""


@transaction.atomic
def retry(*, message_id: int, by: str, at: datetime) -> Message:
    """Put a failed message back into the outbox, with its tries counted anew; raises `NotFailed`."""
    failed = Message.objects.filter(pk=message_id, state=Message.State.FAILED).exclude(text="")
    n = failed.update(state=Message.State.WAITING, failed_at=None, n_tries=0, due_at=at)
    if n != 1:
        raise NotFailed(str(message_id))
    record(act=Act.MESSAGE_RETRIED, by=by, subject=f"message:{message_id}", at=at)
    return Message.objects.get(pk=message_id)


def _claimed(at: datetime, most: int) -> Iterator[Message]:
    """The messages that this process has claimed, one after the other, each just before it is sent."""
    due = Message.objects.filter(state=Message.State.WAITING, due_at__lte=at)
    abandoned = Message.objects.filter(state=Message.State.CLAIMED, claimed_at__lt=at - ABANDONED)
    for found in (due, abandoned):
        for pk in list(found.order_by("due_at", "pk").values_list("pk", flat=True)[:most]):
            claim = {"state": Message.State.CLAIMED, "claimed_at": at, "n_tries": F("n_tries") + 1}
            if found.filter(pk=pk).update(**claim) == 1:
                yield Message.objects.get(pk=pk)


def _put_off(message: Message, at: datetime, problem: str) -> None:
    again = next_try(message.n_tries, at)
    if again is None:
        _give_up(message, at, problem)
        return
    due_at = again if message.is_urgent else awake_at(again, message.time_zone)
    _mine(message).update(state=Message.State.WAITING, due_at=due_at, problem=problem[:300])


def _give_up(message: Message, at: datetime, problem: str) -> None:
    _mine(message).update(state=Message.State.FAILED, failed_at=at, problem=problem[:300] or "refused")


def _mine(message: Message) -> QuerySet[Message]:
    """The row, as long as nobody else has claimed it since."""
    return Message.objects.filter(
        pk=message.pk, state=Message.State.CLAIMED, claimed_at=message.claimed_at, n_tries=message.n_tries
    )
