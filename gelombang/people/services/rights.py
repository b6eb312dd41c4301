"""What the law gives everyone over their own data: to see it, to take it along, to withdraw, to be forgotten."""

import secrets
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from gelombang.audit import selectors as audit
from gelombang.audit.acts import Act
from gelombang.audit.selectors import events_of
from gelombang.audit.services import record
from gelombang.cases import selectors as cases
from gelombang.cases import services as cases_of_theirs
from gelombang.messages import selectors as messages
from gelombang.messages import services as outbox
from gelombang.messages.models import Message
from gelombang.people.addresses import Kind
from gelombang.people.devices import device
from gelombang.people.keys import vault
from gelombang.people.models import Account, Consent, Correction, FamilyCard, Person, Slip, fresh_salt
from gelombang.people.selectors import roles_of

from . import correcting, roles

ERASED = "–"
NEVER = date(1900, 1, 1)
"""In place of the birth date of somebody who is erased: nothing asks for their age again, not even a draw that is
repeated, in whose new list nobody is who was erased."""


class StillNeeded(ValueError):
    """Data that a running wave needs cannot be erased yet; `why` says which."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def exported(person: Person, *, by: str, at: datetime) -> dict[str, Any]:
    """Everything that is kept of a person, with their numbers in full: it is theirs. Leaves an event."""
    card, account = person.family_card, person.account
    record(act=Act.PERSON_EXPORTED, by=by, subject=str(person), at=at)
    return {
        "name": person.name,
        "nik": vault().unlock(person.nik_locked),
        "born_on": person.born_on.isoformat(),
        "kk": vault().unlock(card.number_locked) if card else None,
        "card_region": card.region_id if card else None,
        "lives_in": person.lives_in_id,
        "education": person.education,
        "occupation": person.occupation,
        "heard_from": person.heard_from,
        "statuses": person.statuses,
        "disability": person.disability,
        "level": person.level,
        "stated_at": person.stated_at.isoformat(),
        "completed_at": person.completed_at.isoformat() if person.completed_at else None,
        "correction": _asked(person),
        "contact": person.contact,
        "contact_of": person.contact_of,
        "email": account.email if account else None,
        "phone": account.phone if account else None,
        "consents": [
            {
                "purpose": consent.purpose,
                "text_version": consent.text_version,
                "way": consent.way,
                "read_by": consent.read_by,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
            }
            for consent in person.consents.all()
        ],
        "cases": _cases(person),
        "messages": [
            _message(one)
            for one in messages.of(addresses=_addresses(person), keys=_keys_of_messages(account))
        ],
        "devices": _devices(account),
        "trail": [
            {"at": one.at.isoformat(), "what": one.words}
            for one in audit.told_about([str(one) for one in (account, person) if one], most=None)
        ],
        "assistances": [
            {"by": str(one.officer), "begun_at": one.begun_at.isoformat()}
            for one in person.assistances.select_related("officer")
        ],
    }


def _cases(person: Person) -> list[dict[str, Any]]:
    """What was asked or objected to, and what was decided. Whose the other side is, is not said."""
    return [
        {
            "kind": one.kind,
            "words": one.words if one.subject == str(person) else "",
            "opened_at": one.opened_at.isoformat(),
            "due_at": one.due_at.isoformat(),
            "decision": one.decision or None,
            "reason": one.reason or None,
            "decided_at": one.decided_at.isoformat() if one.decided_at else None,
        }
        for one in cases.of_person(str(person), account=person.account_id)
    ]


def _addresses(person: Person) -> list[str]:
    """Where messages went that were this person's alone: not a neighbour's number."""
    account = person.account
    found = (account.email, account.phone) if account is not None else ()
    own = person.contact if person.contact_of == Person.ContactOf.OWN else ""
    return [address for address in (*found, own) if address]


def _keys_of_messages(account: Account | None) -> list[str]:
    """Of the messages that told an address, which was given up then, of its end."""
    if account is None:
        return []
    changed = events_of(str(account)).filter(act=Act.ADDRESS_CHANGED).values_list("pk", flat=True)
    return [f"address:{key}:{kind}" for key in changed for kind in Kind]


def _message(message: Message) -> dict[str, Any]:
    times = {"queued_at": message.queued_at, "sent_at": message.sent_at, "failed_at": message.failed_at}
    return {
        "channel": message.channel,
        "address": message.address,
        "subject": message.subject,
        "text": None if message.is_secret else message.text,
        **{name: time.isoformat() if time else None for name, time in times.items()},
    }


def messages_with(keys: Collection[str]) -> list[dict[str, Any]]:
    """For a file of somebody's data: messages by their keys, for stages that know which are about somebody."""
    return [_message(one) for one in messages.of(addresses=(), keys=keys)]


def _devices(account: Account | None) -> list[dict[str, Any]]:
    """Where the account is signed in."""
    if account is None:
        return []
    return [
        {"since": one.created_at.isoformat(), "last_seen_at": one.last_seen_at.isoformat(), "ip": one.ip,
         "browser": device(one.user_agent), "user_agent": one.user_agent}
        for one in UserSession.objects.filter(user=account).order_by("pk")
    ]  # fmt: skip


def _asked(person: Person) -> dict[str, Any] | None:
    """The correction that waits for its decision."""
    found = Correction.objects.filter(person=person).first()
    if found is None:
        return None
    return {
        "name": found.name or None,
        "nik": vault().unlock(found.nik_locked) if found.nik_locked else None,
        "born_on": found.born_on.isoformat() if found.born_on else None,
        "kk": vault().unlock(found.kk_locked) if found.kk_locked else None,
        "card_region": found.region_id,
        "asked_at": found.asked_at.isoformat(),
    }


@transaction.atomic
def close_account(*, account: Account, at: datetime) -> None:
    """Forget the addresses of an account in which nobody has stated who they are, and close it; raises `StillNeeded`
    where somebody has, or where it is staff's."""
    if Person.objects.filter(account=account).exists() or account.roles.filter(ended_at=None).exists():
        raise StillNeeded(str(account))
    _close(account, at)
    record(act=Act.ACCOUNT_CLOSED, by=str(account), subject=str(account), at=at)


def _close(account: Account, at: datetime) -> None:
    """Nobody signs in any more, and nothing by which anybody did is kept: addresses, keys, devices, messages."""
    addresses = [address for address in (account.email, account.phone) if address]
    outbox.forget_of(addresses=addresses, keys=_keys_of_messages(account), at=at)
    UserSession.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    Account.objects.filter(pk=account.pk).update(
        email=None, phone=None, is_active=False, session_salt=fresh_salt()
    )


@transaction.atomic
def erase(*, person: Person, keep_index: bool, by: str, at: datetime) -> None:
    """Forget who this was. What a published draw holds has no name anyway and stays; `keep_index`: the law serves
    everyone once, and counts the seats of a family, so of somebody who was selected the index of the number stays, and
    the key of the family card; no number can be read from them. Of messages and cases the words go. Roles end with the
    account; raises `LastAdministrator` for the last of them."""
    account, card = person.account, person.family_card
    fields: dict[str, Any] = {
        "name": ERASED,
        "born_on": NEVER,
        "nik_locked": ERASED,
        "education": "",
        "occupation": "",
        "heard_from": "",
        "statuses": [],
        "disability": None,
        "contact": "",
        "contact_of": "",
        "lives_in": None,
        "erased_at": at,
    }
    if not keep_index:
        fields |= {"nik_index": secrets.token_hex(32), "family_card": None}
    outbox.forget_of(addresses=_addresses(person), keys=(), at=at)
    cases_of_theirs.forget_words(subject=str(person))
    Person.objects.filter(pk=person.pk).update(**fields)
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=at)
    Slip.objects.filter(person=person, ended_at=None, claimed_at=None).update(ended_at=at)
    correcting.take_back(person=person, by=by, at=at)
    if account is not None:
        for role in sorted(roles_of(account)):
            roles.end_role(account=account, role=role, by=by, at=at)
        _close(account, at)
    if card is not None and not card.members.filter(erased_at=None).exists():
        fresh = {} if card.members.exists() else {"number_index": secrets.token_hex(32)}
        FamilyCard.objects.filter(pk=card.pk).update(number_locked=ERASED, **fresh)
    record(act=Act.PERSON_ERASED, by=by, subject=str(person), at=at)
