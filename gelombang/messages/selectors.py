"""Reading messages: is this one real, and what is stuck."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from .models import Message

_SAME = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class Confirmed:
    """What the site says of a message by its code: the words (empty where they held a secret, or where `is_forgotten`),
    when, by which channel, and the end of the address."""

    text: str
    subject: str
    channel: str
    sent_at: datetime
    address: str
    is_forgotten: bool


def confirmed(code: str) -> Confirmed | None:
    """The message that was sent under this code; None where there is none. Letters that look alike are forgiven."""
    plain = re.sub(r"[\s\-]", "", code).upper().translate(_SAME)
    message = Message.objects.filter(check_code=plain, state=Message.State.SENT).first()
    if message is None or message.sent_at is None:
        return None
    words = "" if message.is_secret else message.text
    return Confirmed(
        words,
        message.subject,
        message.channel,
        message.sent_at,
        _veiled(message.address),
        not message.address,
    )


def _veiled(address: str) -> str:
    """Enough of an address for its owner to know it, and for nobody else."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}•••{at}{domain}" if at else f"•••{address[-3:]}"


def latest_to(address: str) -> Message | None:
    """The newest message to an address: what a demonstration shows in place of a phone."""
    return Message.objects.filter(address=address).order_by("-pk").first()


def listed(*, state: str = "", before: int = 0) -> QuerySet[Message]:
    """Messages, the newest first, from before the one with this key on; in a state, where given."""
    found = Message.objects.order_by("-pk")
    if before:
        found = found.filter(pk__lt=before)
    return found.filter(state=state) if state else found


def counted() -> dict[str, int]:
    """How many messages are in each state."""
    return dict(Message.objects.order_by().values_list("state").annotate(n=Count("pk")))


def to_addresses(addresses: Sequence[str], *, most: int = 20) -> list[Message]:
    """The newest messages to these addresses."""
    return list(Message.objects.filter(address__in=addresses).order_by("-pk")[:most])


def of(*, addresses: Collection[str], keys: Collection[str]) -> QuerySet[Message]:
    """Every message to one of these addresses, or with one of these keys: to an address that somebody had before."""
    return Message.objects.filter(Q(address__in=addresses) | Q(key__in=keys)).order_by("pk")


def veiled(message: Message) -> str:
    """Enough of the address for its owner to know it."""
    return _veiled(message.address)


def topic(message: Message) -> str:
    """What staff may know a message by: its subject, but never of one that holds a code to sign in with."""
    return message.channel if message.is_secret else message.subject or message.channel
