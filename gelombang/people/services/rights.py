"""What the law gives everyone over their own data: to see it, to take it along, to withdraw, to be forgotten."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.keys import vault
from gelombang.people.models import Account, Consent, Correction, FamilyCard, Person, Slip, fresh_salt
from gelombang.people.selectors import roles_of

from . import roles

ERASED = "–"


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
        "assistances": [
            {"by": str(one.officer), "begun_at": one.begun_at.isoformat()}
            for one in person.assistances.select_related("officer")
        ],
    }


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
    _close(account)
    record(act=Act.ACCOUNT_CLOSED, by=str(account), subject=str(account), at=at)


def _close(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(
        email=None, phone=None, is_active=False, session_salt=fresh_salt()
    )


@transaction.atomic
def erase(*, person: Person, keep_index: bool, by: str, at: datetime) -> None:
    """Forget who this was. What a published draw holds has no name anyway and stays; `keep_index`: the law serves
    everyone once, so of somebody who was selected the index of the number stays, and nothing can be read from it. Roles
    end with the account; raises `LastAdministrator` for the last of them."""
    account, card = person.account, person.family_card
    fields: dict[str, Any] = {
        "name": ERASED,
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
        fields["nik_index"] = secrets.token_hex(32)
    Person.objects.filter(pk=person.pk).update(**fields)
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=at)
    Slip.objects.filter(person=person, ended_at=None, claimed_at=None).update(ended_at=at)
    Correction.objects.filter(person=person).delete()
    if account is not None:
        for role in sorted(roles_of(account)):
            roles.end_role(account=account, role=role, by=by, at=at)
        _close(account)
    if card is not None and not card.members.filter(erased_at=None).exists():
        FamilyCard.objects.filter(pk=card.pk).update(number_locked=ERASED)
    record(act=Act.PERSON_ERASED, by=by, subject=str(person), at=at)
