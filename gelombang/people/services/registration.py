"""What a person states when registering, a page at a time; each page is kept as soon as it is right."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from gelombang import policy
from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.cases.models import Case
from gelombang.cases.selectors import about
from gelombang.cases.services import open_case
from gelombang.people import limits
from gelombang.people.identity import Fault, NumberWrong, check_birth, check_kk, check_nik
from gelombang.people.keys import vault
from gelombang.people.models import Account, Consent, FamilyCard, Person
from gelombang.regions.models import Region

from . import notices

CONSENT_VERSION = "2026-11"
"""The words of the consent, as templates/people/consent_words.html has them; new words, new version."""


class SamePerson(ValueError):
    """Another account has stated this identity number; `case` was opened."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__(str(case.pk))


class TooMany(ValueError):
    """This account has stated so many numbers today that it might be trying those of others."""


class AlreadyComplete(ValueError):
    """The person has finished registering: what may rest on their data is theirs to correct, and no longer to state."""


class NotComplete(ValueError):
    """Something that a wave needs to know is missing; `missing` names the fields."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(", ".join(missing))


def _case_days(at: datetime) -> int:
    value = policy.in_force(at.date())["case_days"].value
    if not isinstance(value, int):
        raise TypeError("case_days is a number of days")
    return value


def state_identity(*, account: Account, name: str, nik: str, born_on: date, at: datetime) -> Person:
    """Name, identity number and birth date of the person behind an account, who has agreed to the words of the consent
    on that page: nothing is kept without. Raises `NumberWrong`, `SamePerson` where another account has that number, or
    `TooMany` before that is known. May be repeated until the person is complete, then raises `AlreadyComplete`."""
    facts = identity(name=name, nik=nik, born_on=born_on, at=at)
    _must_not_be_decided(account, facts["nik_index"])
    is_own = Person.objects.filter(account=account, nik_index=facts["nik_index"]).exists()
    if not is_own and not limits.may_state(account=str(account), at=at):
        raise TooMany(str(account))
    try:
        with transaction.atomic():
            _must_be_open(Person.objects.select_for_update().filter(account=account).first())
            person, is_new = Person.objects.update_or_create(account=account, defaults=facts)
            act = Act.PERSON_STATED if is_new else Act.PERSON_CORRECTED
            record(act=act, by=str(account), subject=str(person), at=at)
            give_consent(person=person, purpose=Consent.Purpose.TAKING_PART, by=str(account), at=at)
    except IntegrityError as error:
        holder = Person.objects.get(nik_index=facts["nik_index"])
        evidence = {"account": account.pk}
        raise SamePerson(
            same_number(holder=holder, key=str(account.pk), by=str(account), at=at, evidence=evidence)
        ) from error
    return person


def _must_be_open(person: Person | None) -> None:
    if person is not None and person.completed_at is not None:
        raise AlreadyComplete(str(person))


def _must_not_be_decided(account: Account, nik_index: str) -> None:
    """A number that came with a decision may rest under applications already: it is looked through, and not changed by
    the way. Raises `NumberWrong`."""
    person = Person.objects.filter(account=account).exclude(nik_index=nik_index).first()
    if person is not None and _was_given(person):
        raise NumberWrong(Fault.DECIDED)


def _was_given(person: Person) -> bool:
    """Whether the person came to their account by a decision, with everything that they did before."""
    granted = about(str(person)).filter(kind=Case.Kind.SAME_NUMBER, decision=Case.Decision.GRANTED)
    return granted.exists()


def identity(*, name: str, nik: str, born_on: date, at: datetime) -> dict[str, Any]:
    """What is kept of a name, an identity number and a birth date; raises `NumberWrong`."""
    on = timezone.localtime(at).date()
    check_birth(born_on, on=on)
    found = check_nik(nik, born_on=born_on, on=on, may_be_invented=settings.INVENTED_PEOPLE)
    return {
        "name": " ".join(name.split()),
        "nik_locked": vault().lock(found.digits),
        "nik_index": vault().index("nik", found.digits),
        "born_on": born_on,
        "is_region_code_known": found.is_region_known,
        "stated_at": at,
    }


def same_number(*, holder: Person, key: str, by: str, at: datetime, evidence: Mapping[str, object]) -> Case:
    """Open the case of a number that is stated again; `key` says by whom or what. Whoever has the number hears of it at
    once, so that nobody takes it in silence."""
    case = open_case(
        key=f"same_number:{holder.pk}:{key}",
        kind=Case.Kind.SAME_NUMBER,
        subject=str(holder),
        by=by,
        at=at,
        days=_case_days(at),
        evidence=evidence,
    )
    if holder.account is not None:
        facts = {"mine": f"{settings.SITE_URL}/akun/", "complain": f"{settings.SITE_URL}/pengaduan/"}
        notices.tell(
            account=holder.account, template="number_stated", facts=facts, key=f"{case.key}:told", at=at
        )
    return case


@transaction.atomic
def state_family(*, person: Person, kk: str, region: Region, at: datetime) -> Person:
    """The family card and its region, as `keep_family` keeps them, of somebody who registers. Raises `NumberWrong`,
    also for another card than the one that came with a decision, and `AlreadyComplete`: waves and awards count by the
    card, so that whoever has registered corrects it (waves.services.correcting)."""
    stands = Person.objects.select_for_update(of=("self",)).select_related("family_card").get(pk=person.pk)
    _must_be_open(stands)
    if stands.family_card is not None and _was_given(stands):
        digits = check_kk(kk, may_be_invented=settings.INVENTED_PEOPLE)
        if stands.family_card.number_index != vault().index("kk", digits):
            raise NumberWrong(Fault.CARD_DECIDED)
    return keep_family(person=person, kk=kk, region=region, at=at)


@transaction.atomic
def keep_family(*, person: Person, kk: str, region: Region, at: datetime, by: str = "") -> Person:
    """The person's family card and its region, whatever rests on it: who may change it, the caller has decided. Raises
    `NumberWrong`. `by`: an officer, where one helps. The first who states a card states its region: another region
    opens a case, and the first stands until it is decided."""
    digits = check_kk(kk, may_be_invented=settings.INVENTED_PEOPLE)
    card, _ = FamilyCard.objects.get_or_create(
        number_index=vault().index("kk", digits),
        defaults={"number_locked": vault().lock(digits), "region": region, "stated_at": at},
    )
    if card.region_id != region.pk:
        open_case(
            key=f"card_region:{card.pk}:{person.pk}:{region.pk}",
            kind=Case.Kind.CARD_REGION,
            subject=str(card),
            by=by or str(person),
            at=at,
            days=_case_days(at),
            evidence={"person": person.pk, "stated": region.pk, "stands": card.region_id},
        )
    person.family_card = card
    person.save(update_fields=["family_card"])
    record(act=Act.PERSON_CORRECTED, by=by or str(person), subject=str(person), at=at)
    return person


@transaction.atomic
def state_home(*, person: Person, region: Region, at: datetime, by: str = "") -> Person:
    """Where the person lives now."""
    person.lives_in = region
    person.save(update_fields=["lives_in"])
    record(act=Act.PERSON_CORRECTED, by=by or str(person), subject=str(person), at=at)
    return person


@transaction.atomic
def state_about(
    *,
    person: Person,
    education: str,
    occupation: str,
    heard_from: str,
    statuses: list[str],
    disability: bool | None,
    at: datetime,
    by: str = "",
) -> Person:
    """What a wave's rules and the programme's figures ask besides."""
    person.education, person.occupation, person.heard_from = education, occupation, heard_from
    person.statuses, person.disability = sorted(statuses), disability
    person.save(update_fields=["education", "occupation", "heard_from", "statuses", "disability"])
    record(act=Act.PERSON_CORRECTED, by=by or str(person), subject=str(person), at=at)
    return person


@transaction.atomic
def complete(*, person: Person, may_ask: bool, by: str, at: datetime) -> Person:
    """Everything is stated and the person takes part; `may_ask`: surveys are allowed too. Raises `NotComplete`. Again
    is harmless."""
    missing = tuple(
        field
        for field in ("family_card_id", "lives_in_id", "education", "occupation", "heard_from")
        if not getattr(person, field)
    )
    if missing:
        raise NotComplete(missing)
    give_consent(person=person, purpose=Consent.Purpose.TAKING_PART, by=by, at=at)
    if may_ask:
        give_consent(person=person, purpose=Consent.Purpose.SURVEYS, by=by, at=at)
    if Person.objects.filter(pk=person.pk, completed_at=None).update(completed_at=at) == 1:
        person.completed_at = at
        record(act=Act.PERSON_COMPLETED, by=by, subject=str(person), at=at)
    return person


@transaction.atomic
def give_consent(
    *,
    person: Person,
    purpose: Consent.Purpose,
    by: str,
    at: datetime,
    way: str = Consent.Way.OWN,
    read_by: str = "",
) -> Consent:
    """Record that a person allows this, in the words of today; what stands already stays. `way` and `read_by`: where
    the words were read out."""
    consent, is_new = Consent.objects.get_or_create(
        person=person,
        purpose=purpose,
        withdrawn_at=None,
        defaults={
            "text_version": CONSENT_VERSION,
            "by": by,
            "way": way,
            "read_by": read_by,
            "given_at": at,
        },
    )
    if is_new:
        record(act=Act.CONSENT_GIVEN, by=by, subject=str(person), at=at, purpose=str(purpose))
    return consent


@transaction.atomic
def withdraw_consent(*, person: Person, purpose: Consent.Purpose, by: str, at: datetime) -> None:
    """Record that a person no longer allows this."""
    standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    if standing.update(withdrawn_at=at):
        record(act=Act.CONSENT_WITHDRAWN, by=by, subject=str(person), at=at, purpose=str(purpose))
