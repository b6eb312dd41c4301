"""Helping somebody at a desk: what an officer writes down for a person who has no device of their own.

The words of the consent are read out before anything is written down. Each step names the officer in its event, with
the person as its subject, who reads it in "my data" as soon as they have an account. An officer never works on the data
of somebody who has an account: such a person signs in, here or anywhere.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.cases.models import Case
from gelombang.people.addresses import Address
from gelombang.people.models import Account, Assistance, Consent, Person
from gelombang.people.selectors import addresses_of
from gelombang.regions.models import Region

from . import levels, registration, rights

LASTS = timedelta(hours=2)
"""One sitting: long enough for a slow line and all questions, too short to go on when the person has left."""


class SittingOver(ValueError):
    """The sitting lasted too long, or is another officer's: begin anew, with the person there."""


class OwnData(ValueError):
    """Nobody helps themselves at a desk."""


class NumberTaken(ValueError):
    """Somebody with an account of their own, or somebody who was erased, has this number; noted in the sitting."""


class NothingTaken(ValueError):
    """No number of this sitting is somebody else's, so that there is nothing to decide."""


class OwnAddress(ValueError):
    """An officer's own address is not that of the person they help."""


@transaction.atomic
def begin(*, officer: Account, way: Consent.Way, read_by: str, may_ask: bool, at: datetime) -> Assistance:
    """Begin a sitting: the words were read out (`read_by`: the officer's key, or whoever did), and the person agreed in
    this `way`. Raises ValueError for a way that is not of a desk."""
    if way is Consent.Way.OWN:
        raise ValueError(way)
    made = Assistance.objects.create(
        officer=officer,
        way=way,
        read_by=read_by,
        text_version=registration.CONSENT_VERSION,
        may_ask=may_ask,
        begun_at=at,
    )
    record(act=Act.ASSISTANCE_BEGUN, by=str(officer), subject=str(made), at=at)
    return made


def must_be_on(assistance: Assistance, at: datetime) -> None:
    """Raises `SittingOver`."""
    if at >= assistance.begun_at + LASTS:
        raise SittingOver(str(assistance))


def state_identity(*, assistance: Assistance, name: str, nik: str, born_on: date, at: datetime) -> Person:
    """Who it is: stated anew, corrected in the same sitting, or found again from an earlier one. Raises `NumberWrong`,
    `SittingOver`, `OwnData`, `NumberTaken`; what the last found out stays noted in the sitting."""
    must_be_on(assistance, at)
    facts = registration.identity(name=name, nik=nik, born_on=born_on, at=at)
    for _ in range(2):  # the second time where another desk has stated the number meanwhile
        found = Person.objects.filter(nik_index=facts["nik_index"]).first()
        if found is None or found == _own_draft(assistance):
            try:
                return _stated(assistance, facts, at)
            except IntegrityError:
                continue
        if found.account_id == assistance.officer_id:
            raise OwnData(str(assistance))
        if found.account_id is None and found.erased_at is None and found.born_on == born_on:
            return _again(assistance, found, at)
        break
    _note_taken(assistance, facts["nik_index"], at)
    raise NumberTaken(str(assistance))


def _own_draft(assistance: Assistance) -> Person | None:
    """The person whom this very sitting states, as long as they can still be corrected."""
    person = assistance.person if assistance.is_new else None
    return person if person is not None and person.completed_at is None else None


@transaction.atomic
def _stated(assistance: Assistance, facts: dict[str, Any], at: datetime) -> Person:
    """Somebody new, or the draft of this sitting corrected; raises `IntegrityError` where another has the number."""
    draft, by = _own_draft(assistance), str(assistance.officer)
    with transaction.atomic():
        if draft is None:
            draft = Person.objects.create(account=None, **facts)
            record(act=Act.PERSON_STATED, by=by, subject=str(draft), at=at)
        else:
            Person.objects.filter(pk=draft.pk, account=None, completed_at=None).update(**facts)
            draft.refresh_from_db()
            record(act=Act.PERSON_CORRECTED, by=by, subject=str(draft), at=at)
    _attach(assistance, draft, is_new=True, at=at)
    return draft


@transaction.atomic
def _again(assistance: Assistance, person: Person, at: datetime) -> Person:
    """Somebody from an earlier sitting, to go on with. What was stated in this one until now had a mistyped number,
    which is somebody else's to state: it is erased."""
    draft = _own_draft(assistance)
    _attach(assistance, person, is_new=False, at=at)
    if draft is not None:
        rights.erase(person=draft, keep_index=False, by=str(assistance.officer), at=at)
    return person


def _attach(assistance: Assistance, person: Person, *, is_new: bool, at: datetime) -> None:
    if assistance.person_id == person.pk:
        return
    assistance.person, assistance.is_new = person, is_new
    assistance.save(update_fields=["person", "is_new"])
    by = str(assistance.officer)
    version = assistance.text_version
    record(
        act=Act.PERSON_ASSISTED, by=by, subject=str(person), at=at, text_version=version, way=assistance.way
    )
    purposes = [Consent.Purpose.TAKING_PART, *([Consent.Purpose.SURVEYS] if assistance.may_ask else [])]
    for purpose in purposes:
        registration.give_consent(
            person=person, purpose=purpose, by=by, at=at, way=assistance.way, read_by=assistance.read_by
        )


@transaction.atomic
def _note_taken(assistance: Assistance, nik_index: str, at: datetime) -> None:
    """Keep whose number was typed, and let its owner read it: once for each holder and sitting."""
    holder = Person.objects.get(nik_index=nik_index)
    others = Assistance.objects.filter(pk=assistance.pk).exclude(holder=holder)
    if others.update(holder=holder, disputed_at=None):
        record(act=Act.NUMBER_TAKEN, by=str(assistance.officer), subject=str(holder), at=at)
    assistance.holder, assistance.disputed_at = holder, None


@transaction.atomic
def dispute(*, assistance: Assistance, at: datetime) -> Case:
    """The person at the desk says that they never registered: a case is opened, and somebody else decides whose number
    it is. The same sitting opens one case. Raises `SittingOver`, `NothingTaken`."""
    must_be_on(assistance, at)
    if assistance.holder is None:
        raise NothingTaken(str(assistance))
    Assistance.objects.filter(pk=assistance.pk, disputed_at=None).update(disputed_at=at)
    return registration.same_number(
        holder=assistance.holder,
        key=str(assistance),
        by=str(assistance.officer),
        at=at,
        evidence={"assistance": assistance.pk},
    )


def helped(assistance: Assistance, at: datetime) -> Person:
    """The person of a sitting that is on, whom an officer may help now; raises `SittingOver` where there is none, or
    they have an account by now."""
    must_be_on(assistance, at)
    person = assistance.person
    if person is None or person.account_id is not None or person.erased_at is not None:
        raise SittingOver(str(assistance))
    return person


def state_family(*, assistance: Assistance, kk: str, region: Region, at: datetime) -> Person:
    """As the person's own act does; raises `NumberWrong`, `SittingOver`."""
    person, by = helped(assistance, at), str(assistance.officer)
    return registration.keep_family(person=person, kk=kk, region=region, at=at, by=by)


def state_home(*, assistance: Assistance, region: Region, at: datetime) -> Person:
    """As the person's own act does; raises `SittingOver`."""
    person, by = helped(assistance, at), str(assistance.officer)
    return registration.state_home(person=person, region=region, at=at, by=by)


def state_about(*, assistance: Assistance, at: datetime, **stated: Any) -> Person:
    """As the person's own act does; raises `SittingOver`."""
    person, by = helped(assistance, at), str(assistance.officer)
    return registration.state_about(person=person, at=at, by=by, **stated)


@transaction.atomic
def finish(
    *, assistance: Assistance, contact: Address | None, contact_of: str, saw_cards: bool, at: datetime
) -> Person:
    """Everything was read back and is right. `contact`: where the person wants to be told things, and whose it is;
    `saw_cards`: the officer has seen identity and family card. Again is harmless. Raises `NotComplete`, `SittingOver`,
    `OwnAddress`."""
    person, by = helped(assistance, at), str(assistance.officer)
    if contact is not None and contact in addresses_of(assistance.officer):
        raise OwnAddress(str(assistance))
    given = (contact.text, contact_of) if contact is not None else ("", "")
    if given != (person.contact, person.contact_of):
        still = Person.objects.filter(pk=person.pk, account=None)
        if still.update(contact=given[0], contact_of=given[1]) != 1:
            raise SittingOver(str(assistance))
        person.contact, person.contact_of = given
        record(act=Act.CONTACT_STATED, by=by, subject=str(person), at=at, of=person.contact_of)
    registration.complete(person=person, may_ask=False, by=by, at=at)
    if saw_cards:
        levels.document(person=person, by=by, at=at)
    if assistance.is_new:
        Assistance.objects.filter(pk=assistance.pk, registered_at=None).update(registered_at=at)
    return person


def note_joined(*, assistance: Assistance, at: datetime) -> None:
    """The sitting brought an application; the stage that took it says so, in its own transaction."""
    Assistance.objects.filter(pk=assistance.pk, joined_at=None).update(joined_at=at)
