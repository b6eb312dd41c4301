"""Objecting to a reason, and carrying out what was decided. A refusal is never a dead end."""

from datetime import datetime

from django.db import transaction

from gelombang import policy
from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.cases import services as cases
from gelombang.cases.models import Case
from gelombang.cases.selectors import about
from gelombang.core.rules.eligibility import Reason, Rule
from gelombang.people.models import Person
from gelombang.people.services import levels
from gelombang.waves.models import Application, ExclusionList, PriorAward, Wave
from gelombang.waves.standing import frozen, reasons_against

from . import exclusions
from .closing import reason_of


class OwnMatter(ValueError):
    """Whoever loaded a list decides no objection about it, nor does whoever took the objection down."""


class NothingToObject(ValueError):
    """No reason against this person rests on what others say."""


class TooLate(ValueError):
    """The wave is closed; who did not apply cannot come into its list any more, and who did waits for the result, or
    has it."""


def objectionable(*, wave: Wave, person: Person, application: Application | None) -> tuple[Reason, ...]:
    """The reasons against the person that rest on what others say: those that kept their application out at the
    closing, else those of now."""
    if application is not None and application.is_entry is False:
        reasons = tuple(reason_of(kept) for kept in application.reasons)
    else:
        reasons = reasons_against(person=person, wave=wave)
    return tuple(reason for reason in reasons if reason.may_appeal)


def may_object(*, wave: Wave, application: Application | None, at: datetime) -> bool:
    """Whether an objection can still be made: by anybody until the wave closes; after that by whoever applied and was
    kept out at the closing, as long as there is no result that counts."""
    if at < wave.closes_at and wave.closed_at is None:
        return True
    was_kept_out = application is not None and application.is_entry is False
    has_result = wave.published_at is not None and wave.voided_at is None
    return was_kept_out and not has_result  # a void wave may be drawn again


@transaction.atomic
def object_to(*, wave: Wave, person: Person, words: str, by: str, at: datetime, taken_by: str = "") -> Case:
    """Open a case against the reasons that others' lists or earlier waves give; once for each wave. `taken_by`: whoever
    typed it for the person at a desk, and does not decide it. Raises `TooLate`, `NothingToObject`."""
    application = Application.objects.filter(Application.STANDS, wave=wave, person=person).first()
    if not may_object(wave=wave, application=application, at=at):
        raise TooLate(str(wave))
    reasons = objectionable(wave=wave, person=person, application=application)
    if not reasons:
        raise NothingToObject(str(wave))
    is_listed = any(reason.rule is Rule.LISTED for reason in reasons)
    days = policy.in_force(at.date())["case_days"].value
    return cases.open_case(
        key=f"appeal:{wave.number}:{person.pk}",
        kind=Case.Kind.LISTED if is_listed else Case.Kind.APPEAL,
        subject=str(person),
        by=by,
        at=at,
        days=days if isinstance(days, int) else 7,
        evidence={
            "wave": wave.number,
            "rules": sorted({str(reason.rule) for reason in reasons}),
            **({"taken_by": taken_by} if taken_by else {}),
        },
        words=words,
    )


@transaction.atomic
def decide(*, case: Case, decision: Case.Decision, reason: str, by: str, at: datetime) -> Case:
    """Decide an objection and carry it out: whoever is granted it is off the lists of that wave, and an award that was
    never theirs no longer counts, and the identity is taken as sure enough. Raises `CaseDecided`, and `OwnMatter` for
    whoever loaded a list that it is about, or took it down at a desk."""
    if is_own_matter(case, by):
        raise OwnMatter(str(case))
    decided = cases.decide(case_id=case.pk, decision=decision, reason=reason, by=by, at=at)
    if decision is not Case.Decision.GRANTED:
        return decided
    person = Person.objects.get(pk=int(case.subject.partition(":")[2]))
    wave = Wave.objects.get(number=case.evidence["wave"])
    rules = set(case.evidence["rules"])
    if Rule.LISTED in rules:
        exclusions.clear(wave=wave, nik_index=person.nik_index, by=by, at=at)
    if Rule.SERVED in rules:
        n = PriorAward.objects.filter(person=person, lapsed_at=None).update(lapsed_at=at)
        record(act=Act.AWARD_CLEARED, by=by, subject=str(person), at=at, n=n)
    if Rule.HOUSEHOLD_SERVED in rules:
        mates = PriorAward.objects.filter(person__family_card=person.family_card_id, lapsed_at=None)
        n = mates.exclude(person=person).update(lapsed_at=at)
        record(act=Act.AWARD_CLEARED, by=by, subject=str(person), at=at, n=n)
    if Rule.LEVEL in rules:
        terms = policy.terms_of(frozen(wave))
        levels.grant(person=person, level=terms.level_least, by=by, at=at)
    return decided


def is_own_matter(case: Case, by: str) -> bool:
    """Whether somebody has a hand in what an objection is about: they loaded a list behind it, or took it down."""
    return case.evidence.get("taken_by") == by or any(one.loaded_by == by for one in lists_behind(case))


def lists_behind(case: Case) -> list[ExclusionList]:
    """The lists that an objection is about: every one that counts or counted in its wave with the person on it, the
    latest first. None for another kind of case."""
    if case.kind != Case.Kind.LISTED:
        return []
    person = Person.objects.get(pk=int(case.subject.partition(":")[2]))
    found = ExclusionList.objects.filter(
        wave__number=case.evidence["wave"], listed__nik_index=person.nik_index, in_force_at__isnull=False
    )
    return list(found.distinct().order_by("-pk"))


def case_of(*, wave: Wave, person: Person) -> Case | None:
    """The person's objection for this wave."""
    return Case.objects.filter(key=f"appeal:{wave.number}:{person.pk}").first()


def without_result(person: Person) -> list[tuple[Wave, Case]]:
    """The person's objections in waves that have no result yet and are not void, the latest wave first."""
    kinds = (Case.Kind.LISTED, Case.Kind.APPEAL)
    cases_of = {case.evidence["wave"]: case for case in about(str(person)).filter(kind__in=kinds)}
    found = Wave.objects.filter(number__in=cases_of, published_at=None, voided_at=None)
    return [(wave, cases_of[wave.number]) for wave in found]
