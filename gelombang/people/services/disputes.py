"""Deciding cases about numbers and cards, and doing what was decided, in one transaction."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.cases import services as cases
from gelombang.cases.models import Case
from gelombang.people.models import Account, FamilyCard, Person, Slip, fresh_salt
from gelombang.regions.models import Region

from . import levels, notices


class CannotBeDone(ValueError):
    """What would be granted is no longer possible: something else was changed meanwhile. The case stays open."""


@transaction.atomic
def decide_same_number(*, case: Case, decision: Case.Decision, reason: str, by: str, at: datetime) -> Case:
    """Two accounts state one identity number. Granted: the number belongs to whoever stated it later; the person moves
    to that account, with everything they did, and looks through the data once more before the next wave; the account
    before has no person and no session any more. Whoever stated it at a desk has no account: they come back to a desk
    and go on there. Refused: all stays. Raises `CaseDecided`, `CannotBeDone`."""
    decided = cases.decide(case_id=case.pk, decision=decision, reason=reason, by=by, at=at)
    if decision != Case.Decision.GRANTED:
        return decided
    person = Person.objects.select_for_update().get(pk=_key(case.subject))
    given = case.evidence.get("account")
    account = Account.objects.get(pk=given) if given else None
    before = person.account
    try:
        with transaction.atomic():
            person.account, person.completed_at = account, None
            person.contact, person.contact_of = "", ""
            person.save(update_fields=["account", "completed_at", "contact", "contact_of"])
    except IntegrityError as error:  # that account has stated another number since
        raise CannotBeDone(str(account)) from error
    Slip.objects.filter(person=person, ended_at=None, claimed_at=None).update(ended_at=at)
    if before is not None and before != account:
        Account.objects.filter(pk=before.pk).update(session_salt=fresh_salt())
        facts = {"complain": f"{settings.SITE_URL}/pengaduan/"}
        notices.tell(account=before, template="number_given", facts=facts, key=f"{case.key}:given", at=at)
    record(
        act=Act.NUMBER_GIVEN,
        by=by,
        subject=str(person),
        at=at,
        before=str(before) if before else "–",
        account=str(account) if account else "–",
    )
    return decided


@transaction.atomic
def decide_card_region(*, case: Case, decision: Case.Decision, reason: str, by: str, at: datetime) -> Case:
    """Members of one family card state different regions. Granted: the card has the region that was stated later, for
    all its members; what was submitted before keeps its receipt. Refused: the first stands. Raises `CaseDecided`,
    `CannotBeDone`."""
    decided = cases.decide(case_id=case.pk, decision=decision, reason=reason, by=by, at=at)
    if decision != Case.Decision.GRANTED:
        return decided
    before, after = case.evidence["stands"], case.evidence["stated"]
    region = Region.objects.filter(pk=after).first()
    standing = FamilyCard.objects.filter(pk=_key(case.subject), region_id=before)
    if region is None or standing.update(region=region) != 1:
        raise CannotBeDone(case.subject)
    record(
        act=Act.CARD_REGION_CHANGED,
        by=by,
        subject=case.subject,
        at=at,
        before=str(Region.objects.get(pk=before)),
        after=str(region),
    )
    return decided


@transaction.atomic
def decide_contradicted(*, case: Case, decision: Case.Decision, reason: str, by: str, at: datetime) -> Case:
    """A registry does not know this number, name and birth date together. Granted: an officer has seen the cards, which
    raises the level of identity. Refused: the person's statement stays what it was, a statement. Raises
    `CaseDecided`."""
    decided = cases.decide(case_id=case.pk, decision=decision, reason=reason, by=by, at=at)
    if decision == Case.Decision.GRANTED:
        levels.document(person=Person.objects.get(pk=_key(case.subject)), by=by, at=at)
    return decided


def _key(subject: str) -> int:
    """The primary key in `person:12`."""
    return int(subject.partition(":")[2])
