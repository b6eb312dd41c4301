"""What the rules need to know of a person: their statements, what lists say, and what earlier waves brought."""

from datetime import date
from typing import Any

from django.utils import timezone

from gelombang import policy
from gelombang.core.rules import eligibility
from gelombang.core.rules.eligibility import Hit, Reason
from gelombang.core.rules.values import Plain, Value
from gelombang.people.models import Person

from .models import Application, Listed, PriorAward, Wave


def reasons_against(*, person: Person, wave: Wave) -> tuple[Reason, ...]:
    """Every reason why the person may not join the wave, by the terms that it froze; empty where they may. What counts
    is the day on which the wave opens, the same for everybody."""
    on = timezone.localtime(wave.opens_at).date()
    return eligibility.judge(_known(person, wave), policy.terms_of(frozen(wave)), on=on)


def frozen(wave: Wave) -> dict[str, Value]:
    """The values of the law that the wave was announced with."""
    return {
        name: Value(_plain(kept["value"]), date.fromisoformat(kept["since"]), kept["reference"])
        for name, kept in wave.terms.items()
    }


def to_freeze(on: date) -> dict[str, dict[str, object]]:
    """The values in force on a day, as a wave keeps them."""
    return {
        name: {
            "value": list(value.value) if isinstance(value.value, tuple) else value.value,
            "since": value.since.isoformat(),
            "reference": value.reference,
        }
        for name, value in policy.in_force(on).items()
    }


def _plain(kept: Any) -> Plain:
    return tuple(kept) if isinstance(kept, list) else kept


def _known(person: Person, wave: Wave) -> eligibility.Person:
    awards = PriorAward.objects.filter(lapsed_at=None).exclude(wave=wave)
    n_mates = 0
    if person.family_card_id is not None:
        n_mates = awards.filter(person__family_card=person.family_card_id).exclude(person=person).count()
    return eligibility.Person(
        born_on=person.born_on,
        statuses=frozenset(person.statuses),
        n_selected=awards.filter(person=person).count(),
        n_household_selected=n_mates,
        hits=_hits(person, wave),
    )


def _hits(person: Person, wave: Wave) -> tuple[Hit, ...]:
    found = Listed.objects.filter(
        Listed.COUNTS, nik_index=person.nik_index, exclusion_list__wave=wave
    ).select_related("exclusion_list")
    return tuple(
        Hit(one.exclusion_list.status, one.exclusion_list.source, one.exclusion_list.dated_on)
        for one in found
    )


def has_applied(*, person: Person, wave: Wave) -> bool:
    """Whether the person has submitted an application to the wave."""
    return Application.objects.filter(Application.SUBMITTED, person=person, wave=wave).exists()
