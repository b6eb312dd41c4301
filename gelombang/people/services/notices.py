"""Telling the owner of an account what happened to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings

from gelombang.messages import services as messages
from gelombang.messages.models import Message
from gelombang.people.addresses import Address, Kind
from gelombang.people.models import Account
from gelombang.people.selectors import addresses_of


def tell(
    *,
    account: Account,
    template: str,
    facts: Mapping[str, object],
    key: str,
    at: datetime,
    to: Sequence[Address] = (),
) -> None:
    """Queue a message to the account in its language, in the caller's transaction: to these addresses, or to its e-mail
    or, where it has none, its phone."""
    for address in to or addresses_of(account)[:1]:
        messages.queue(
            key=f"{key}:{address.kind}",
            channel=Message.Channel.EMAIL if address.kind is Kind.EMAIL else Message.Channel.SMS,
            address=address.text,
            template=template,
            facts=facts,
            language=account.language,
            time_zone=settings.TIME_ZONE,
            at=at,
        )
