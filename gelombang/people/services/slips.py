"""Slips: by what is printed on one, and their birth date, somebody registered at a desk takes their account over.

A code has 50 random bits and cannot be guessed; the birth date can, by whoever finds a slip. So each network and each
browser tries a few times in a quarter of an hour, and a slip ends after some wrong dates in all: its owner gets a new
one at a desk. Whatever is wrong, code or date, old or unknown, the answer is the same.
"""

import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from gelombang import policy
from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.messages import services as messages
from gelombang.messages.models import Message
from gelombang.people.addresses import Address, Kind
from gelombang.people.keys import vault
from gelombang.people.models import Account, Assistance, Person, Slip
from gelombang.people.selectors import addresses_of, contacts_of

from . import desk

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U, which are mistaken for others."""
CODE_LENGTH = 10
LEAST = 10
"""Letters of a reason, at least."""
WRONG_MOST = 10
"""Wrong birth dates with one slip, in all."""
_READ = str.maketrans("OIL", "011", " -\u2010\u2011\u2013\t\r\n")


class SlipWrong(ValueError):
    """Code and birth date do not belong together, or the slip is over; nobody learns which."""


class SlipNotPossible(ValueError):
    """A slip is for somebody whose registration is complete and who has no account."""


class ReasonNeeded(ValueError):
    """Whoever had a slip gets another for a reason that others can understand."""


class AlreadyIssued(ValueError):
    """Another desk has just issued a slip to this person."""


class HasPerson(ValueError):
    """The account that would take a person over has one already."""


class OwnHelp(ValueError):
    """An officer does not take over whom they helped."""


def days(at: datetime) -> int:
    """How long a slip works."""
    value = policy.in_force(at.date())["claim_days"].value
    if not isinstance(value, int):
        raise TypeError("claim_days is a number of days")
    return value


def read(code: str) -> str:
    """A typed code in its one form: small letters, spaces, and O, I, L for 0, 1, 1 are forgiven."""
    return code.upper().translate(_READ)[: CODE_LENGTH + 1]


def shown(code: str) -> str:
    """A code as it is printed, in two fives."""
    return f"{code[:5]}-{code[5:]}"


@transaction.atomic
def issue(*, assistance: Assistance, reason: str, at: datetime) -> tuple[Slip, str]:
    """A slip for the person of a sitting, and its code, which is kept nowhere. The one before ends, and needs a reason.
    Raises `SittingOver`, `SlipNotPossible`, `ReasonNeeded`, `AlreadyIssued`."""
    person, by = desk.helped(assistance, at), str(assistance.officer)
    if person.completed_at is None:
        raise SlipNotPossible(str(person))
    n_before, said = Slip.objects.filter(person=person).count(), " ".join(reason.split())
    if n_before and len(said) < LEAST:
        raise ReasonNeeded(str(person))
    Slip.objects.filter(person=person, ended_at=None, claimed_at=None).update(ended_at=at)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    try:
        with transaction.atomic():
            slip = Slip.objects.create(
                person=person,
                assistance=assistance,
                code_index=_index(code),
                n_before=n_before,
                reason=said if n_before else "",
                issued_by=by,
                issued_at=at,
                until_at=at + timedelta(days=days(at)),
            )
    except IntegrityError as error:
        raise AlreadyIssued(str(person)) from error
    if n_before:
        record(act=Act.SLIP_REPLACED, by=by, subject=str(person), at=at, reason=said)
    else:
        record(act=Act.SLIP_ISSUED, by=by, subject=str(person), at=at)
    return slip, code


def of_code(*, person: Person, code: str, at: datetime) -> Slip | None:
    """The person's slip with this code, as long as it works: what may be printed."""
    return _working(code, at).filter(person=person).first()


def check(*, code: str, born_on: date, at: datetime) -> Slip:
    """The slip that a code and a birth date name; raises `SlipWrong`, and counts a wrong date."""
    slip = _working(code, at).select_related("person").first()
    if slip is None:
        raise SlipWrong
    if slip.person.born_on != born_on:
        _count_wrong(slip, at)
        raise SlipWrong
    return slip


@transaction.atomic
def claim(*, slip: Slip, account: Account, at: datetime) -> Person:
    """The person becomes that of the account, once. Raises `SlipWrong` where the slip is over or was used meanwhile,
    `HasPerson`, `OwnHelp`."""
    person = slip.person
    if Assistance.objects.filter(person=person, officer=account).exists():
        raise OwnHelp(str(person))
    standing = Slip.objects.filter(pk=slip.pk, ended_at=None, claimed_at=None, until_at__gt=at)
    if standing.update(claimed_at=at, claimed_by=str(account)) != 1:
        raise SlipWrong
    contacts = contacts_of(person)
    try:
        with transaction.atomic():
            free = Person.objects.filter(pk=person.pk, account=None, erased_at=None)
            n = free.update(account=account, contact="", contact_of="")
    except IntegrityError as error:
        raise HasPerson(str(account)) from error
    if n != 1:
        raise SlipWrong
    record(act=Act.PERSON_CLAIMED, by=str(account), subject=str(person), at=at)
    for contact in contacts:
        _tell(slip, contact, account, at)
    return Person.objects.get(pk=person.pk)


def _working(code: str, at: datetime) -> QuerySet[Slip]:
    return Slip.objects.filter(
        code_index=_index(read(code)),
        ended_at=None,
        claimed_at=None,
        until_at__gt=at,
        person__account=None,
        person__erased_at=None,
    )


@transaction.atomic
def _count_wrong(slip: Slip, at: datetime) -> None:
    Slip.objects.filter(pk=slip.pk).update(n_wrong=F("n_wrong") + 1)
    spent = Slip.objects.filter(pk=slip.pk, n_wrong__gte=WRONG_MOST, ended_at=None, claimed_at=None)
    if spent.update(ended_at=at):
        record(act=Act.SLIP_SPENT, by="anyone", subject=str(slip.person), at=at, n=WRONG_MOST)


def _tell(slip: Slip, contact: Address, account: Account, at: datetime) -> None:
    """Where the person was told things until now, they are told this too."""
    if contact in addresses_of(account):
        return
    messages.queue(
        key=f"claimed:{slip.pk}",
        channel=Message.Channel.EMAIL if contact.kind is Kind.EMAIL else Message.Channel.SMS,
        address=contact.text,
        template="claimed",
        facts={"page": f"{settings.SITE_URL}/pengaduan/"},
        language=settings.LANGUAGE_CODE,
        time_zone=settings.TIME_ZONE,
        at=at,
    )


def _index(code: str) -> str:
    return vault().index("slip", code)
