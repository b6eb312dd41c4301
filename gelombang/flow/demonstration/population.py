"""Invented people, registered in bulk as a field team at a desk would have done: without accounts of their own."""

import random
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gelombang.people import invented
from gelombang.people.identity import check_kk, check_nik
from gelombang.people.keys import vault
from gelombang.people.models import Consent, FamilyCard, Person
from gelombang.people.services.registration import CONSENT_VERSION
from gelombang.regions.models import Region

FIRST_FIVE: Mapping[str, int] = {"1309": 9, "1673": 22, "5305": 20, "7210": 25, "8106": 24}
"""The regions of the first gatherings (Kepulauan Mentawai, Lubuklinggau, Alor, Sigi, Seram Bagian Barat), and how many
of a hundred people come from each."""
EVERYWHERE: Mapping[str, int] = {
    **FIRST_FIVE,
    "1171": 9,
    "1371": 12,
    "1871": 11,
    "3273": 24,
    "3374": 16,
    "3515": 22,
    "5171": 9,
    "5271": 8,
    "6171": 9,
    "7371": 15,
    "8171": 8,
    "9171": 7,
}
"""Those, and a city or regency of most other large islands."""
SIZES, OF_HUNDRED = (1, 2, 3, 4, 5), (70, 18, 7, 4, 1)
"""How many of a family apply."""
SHARE_DISABLED = 0.05
STEP = 500


@transaction.atomic
def invent(n: int, *, among: Mapping[str, int], chance: random.Random, by: str, at: datetime) -> list[Person]:
    """So many more people, complete, in families of one to five; `among` weighs the strata."""
    regions = {one.stratum: one for one in Region.objects.filter(stratum__in=among)}
    first, made = Person.objects.count(), list[Person]()
    cards = list[FamilyCard]()
    while len(made) < n:
        stratum = chance.choices(list(among), list(among.values()))[0]
        card = _card(first + len(made), stratum, regions[stratum], at)
        cards.append(card)
        for _ in range(min(n - len(made), chance.choices(SIZES, OF_HUNDRED)[0])):
            made.append(_person(first + len(made), stratum, card, chance, at))
    FamilyCard.objects.bulk_create(cards, batch_size=STEP)
    Person.objects.bulk_create(made, batch_size=STEP)
    Consent.objects.bulk_create((_consent(person, by, at) for person in made), batch_size=STEP)
    return made


def _card(n: int, stratum: str, region: Region, at: datetime) -> FamilyCard:
    digits = check_kk(invented.kk(n, stratum), may_be_invented=True)
    return FamilyCard(
        number_locked=vault().lock(digits),
        number_index=vault().index("kk", digits),
        region=region,
        stated_at=at,
    )


def _person(n: int, stratum: str, card: FamilyCard, chance: random.Random, at: datetime) -> Person:
    born_on = invented.born_on(n)
    found = check_nik(invented.nik(n, stratum), born_on=born_on, on=at.date(), may_be_invented=True)
    return Person(
        name=invented.name(n),
        nik_locked=vault().lock(found.digits),
        nik_index=vault().index("nik", found.digits),
        born_on=born_on,
        is_region_code_known=found.is_region_known,
        family_card=card,
        lives_in=card.region,
        education=chance.choice(Person.Education.values),
        occupation=chance.choice(Person.Occupation.values),
        heard_from=chance.choice(Person.HeardFrom.values),
        statuses=[],
        disability=chance.random() < SHARE_DISABLED,
        stated_at=at,
        completed_at=at,
    )


def _consent(person: Person, by: str, at: datetime) -> Consent:
    return Consent(
        person=person,
        purpose=Consent.Purpose.TAKING_PART,
        text_version=CONSENT_VERSION,
        by=by,
        given_at=at,
    )
