"""How sure we are of who somebody is: declared by themselves, documented by an officer, verified by a provider."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from gelombang import policy
from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.cases.models import Case
from gelombang.cases.services import open_case
from gelombang.core.rules.eligibility import LEVELS
from gelombang.people.keys import vault
from gelombang.people.models import Person
from gelombang.people.providers import IdentityProvider, Verdict

AGAIN = timedelta(hours=6)
"""After this a silent provider is asked again."""
MOST = 100


def document(*, person: Person, by: str, at: datetime) -> bool:
    """An officer has seen the cards; whether that raised the level."""
    return grant(person=person, level=Person.Level.DOCUMENTED, by=by, at=at)


@transaction.atomic
def grant(*, person: Person, level: str, by: str, at: datetime) -> bool:
    """An officer has decided that somebody is who they say, whatever cards or registry lack; whether that raised the
    level. Its source stays to be seen: it is the officer."""
    lower = LEVELS[: LEVELS.index(level)]
    waiting = Person.objects.filter(pk=person.pk, level__in=lower)
    if waiting.update(level=level, level_source=by, level_at=at) != 1:
        return False
    record(act=Act.LEVEL_RAISED, by=by, subject=str(person), at=at, level=level)
    return True


def verify_due(*, provider: IdentityProvider, at: datetime, most: int = MOST) -> int:
    """Ask the provider about people who completed their registration and are not verified; how many were verified. Each
    is claimed before it is asked, so that several may run at once."""
    unasked = Q(asked_at=None) | Q(asked_at__lt=at - AGAIN)
    due = Person.objects.filter(unasked, completed_at__isnull=False, erased_at=None)
    due = due.exclude(level=Person.Level.VERIFIED).exclude(is_contradicted=True)
    n = 0
    for pk in list(due.order_by("asked_at", "pk").values_list("pk", flat=True)[:most]):
        if Person.objects.filter(unasked, pk=pk).update(asked_at=at) == 1:
            n += _verify(Person.objects.get(pk=pk), provider, at)
    return n


def _verify(person: Person, provider: IdentityProvider, at: datetime) -> bool:
    verdict = provider.ask(
        nik=vault().unlock(person.nik_locked), name=person.name, born_on=person.born_on, on=at.date()
    )
    if verdict is Verdict.SAME:
        return _verified(person, provider.name, at)
    if verdict is Verdict.OTHER:
        _contradicted(person, provider.name, at)
    return False


@transaction.atomic
def _verified(person: Person, source: str, at: datetime) -> bool:
    Person.objects.filter(pk=person.pk).update(level=Person.Level.VERIFIED, level_source=source, level_at=at)
    record(act=Act.LEVEL_RAISED, by=source, subject=str(person), at=at, level="verified")
    return True


@transaction.atomic
def _contradicted(person: Person, source: str, at: datetime) -> None:
    """The provider says no: an officer looks at it, and until then nothing changes for the person."""
    Person.objects.filter(pk=person.pk).update(is_contradicted=True)
    days = policy.in_force(at.date())["case_days"].value
    open_case(
        key=f"contradicted:{person.pk}",
        kind=Case.Kind.CONTRADICTED,
        subject=str(person),
        by=source,
        at=at,
        days=days if isinstance(days, int) else 7,
        evidence={"provider": source},
    )
