"""Applications of many at once: the rows that applying step by step leaves, receipts signed one by one."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import cast

from django.db import transaction
from django.db.models import QuerySet

from gelombang.people.models import FamilyCard, Person
from gelombang.waves.bank import N_ASKED, bank, baseline
from gelombang.waves.fields import FIELDS
from gelombang.waves.models import Application, PriorAward, Wave
from gelombang.waves.services import submitting

STEP = 500


def hopeful(n: int, *, chance: random.Random) -> list[Person]:
    """At most so many of those without an account who have not been selected, nor anybody on their card."""
    found = _waiting().filter(account=None)
    keys = list(found.values_list("pk", flat=True))
    chosen = chance.sample(keys, min(n, len(keys)))
    made: list[Person] = []
    for start in range(0, len(chosen), STEP):
        part = Person.objects.filter(pk__in=chosen[start : start + STEP])
        made += part.select_related("family_card__region")
    return made


def _waiting() -> QuerySet[Person]:
    served = PriorAward.objects.values("person__family_card_id")
    return Person.objects.filter(completed_at__isnull=False).exclude(family_card_id__in=served)


@transaction.atomic
def apply(
    people: Iterable[Person], *, wave: Wave, until: datetime, chance: random.Random
) -> list[Application]:
    """Everybody's application, at any minute from the wave's opening to `until`, in the order in which they came."""
    remote = submitting.remote_regions(wave)
    window = (until - wave.opens_at).total_seconds()
    came = sorted((chance.random() * window, person.pk, person) for person in people)
    made = [
        _submitted(wave, person, wave.opens_at + timedelta(seconds=seconds), remote, chance)
        for seconds, _, person in came
    ]
    return Application.objects.bulk_create(made, batch_size=STEP)


def _submitted(
    wave: Wave, person: Person, at: datetime, remote: frozenset[str], chance: random.Random
) -> Application:
    card = cast("FamilyCard", person.family_card)
    asked = chance.sample(_keys(), N_ASKED)
    fixed = submitting.entry(
        wave,
        nik_locked=person.nik_locked,
        stratum=card.region.stratum,
        card=card.pk,
        groups=submitting.groups_of(disability=person.disability, region=card.region_id, remote=remote),
        at=at,
    )
    return Application(
        wave=wave,
        person=person,
        started_at=at,
        field=chance.choice(tuple(FIELDS)),
        asked=asked,
        asked_at=at,
        answers={key: chance.choice(_choices(key)) for key in asked},
        answered_at=at,
        baseline={key: chance.choice(tuple(one.choices)) for key, one in baseline().items()},
        baseline_at=at,
        acknowledged_at=at,
        **fixed,
    )


@cache
def _keys() -> tuple[str, ...]:
    return tuple(sorted(bank()))


@cache
def _choices(key: str) -> tuple[str, ...]:
    return tuple(bank()[key].choices)
