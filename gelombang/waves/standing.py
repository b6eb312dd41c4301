"""What the rules need to know of a person: their statements, what lists say, and what earlier waves brought."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.db.models import F
from django.utils import timezone

from gelombang import policy
from gelombang.core.rules import eligibility
from gelombang.core.rules.eligibility import Hit, Reason
from gelombang.core.rules.values import Plain, Value
from gelombang.people.models import Person

from .models import Application, Listed, PriorAward, Wave


class Facts(TypedDict):
    """What is read of one person, by the names that `FACTS` selects: keys of person and card, statements, and the
    index by which lists find them."""

    person_id: int
    card: int | None
    born_on: date
    statuses: Sequence[str]
    nik_index: str
    level: str


FACTS: dict[str, F] = {
    "card": F("person__family_card_id"),
    "born_on": F("person__born_on"),
    "statuses": F("person__statuses"),
    "nik_index": F("person__nik_index"),
    "level": F("person__level"),
}
"""Beside `person_id`: what a query over applications selects for `judged`."""


def reasons_against(*, person: Person, wave: Wave) -> tuple[Reason, ...]:
    """Every reason why the person may not join the wave, by the terms that it froze; empty where they may. What counts
    is the day on which the wave opens, the same for everybody."""
    facts = Facts(
        person_id=person.pk,
        card=person.family_card_id,
        born_on=person.born_on,
        statuses=person.statuses,
        nik_index=person.nik_index,
        level=person.level,
    )
    return judged([facts], wave=wave)[person.pk]


def judged(people: Sequence[Facts], *, wave: Wave) -> dict[int, tuple[Reason, ...]]:
    """The same of many, by person, with three questions to the database for all of them."""
    terms, on = policy.terms_of(frozen(wave)), timezone.localtime(wave.opens_at).date()
    return {
        facts["person_id"]: eligibility.judge(known, terms, on=on) for facts, known in _known(people, wave)
    }


def frozen(wave: Wave) -> dict[str, Value]:
    """The values of the law that the wave was announced with."""
    return thawed(wave.terms)


def thawed(terms: Mapping[str, Any]) -> dict[str, Value]:
    """Values as they were before a wave kept them."""
    return {
        name: Value(_plain(kept["value"]), date.fromisoformat(kept["since"]), kept["reference"])
        for name, kept in terms.items()
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


def _known(people: Sequence[Facts], wave: Wave) -> Iterator[tuple[Facts, eligibility.Person]]:
    awards = PriorAward.objects.filter(lapsed_at=None).exclude(wave=wave)
    own = Counter(
        awards.filter(person__in=[one["person_id"] for one in people]).values_list("person_id", flat=True)
    )
    cards = {one["card"] for one in people if one["card"] is not None}
    of_card = Counter(
        awards.filter(person__family_card__in=cards).values_list("person__family_card_id", flat=True)
    )
    hits = _hits({one["nik_index"] for one in people}, wave)
    for one in people:
        mine = own[one["person_id"]]
        yield (
            one,
            eligibility.Person(
                born_on=one["born_on"],
                statuses=frozenset(one["statuses"]),
                n_selected=mine,
                n_household_selected=of_card[one["card"]] - mine if one["card"] is not None else 0,
                hits=tuple(hits.get(one["nik_index"], ())),
                level=one["level"],
            ),
        )


def _hits(indices: Iterable[str], wave: Wave) -> dict[str, list[Hit]]:
    listed = Listed.objects.filter(Listed.COUNTS, nik_index__in=indices, exclusion_list__wave=wave)
    hits: dict[str, list[Hit]] = {}
    for one in listed.select_related("exclusion_list"):
        source = one.exclusion_list
        hits.setdefault(one.nik_index, []).append(Hit(source.status, source.source, source.dated_on))
    return hits


def has_applied(*, person: Person, wave: Wave) -> bool:
    """Whether the person has submitted an application to the wave."""
    return Application.objects.filter(Application.SUBMITTED, person=person, wave=wave).exists()
