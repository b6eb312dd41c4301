"""Desks of the invented country: people whom officers registered, some of them joined, most with their slip."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from gelombang.people import invented
from gelombang.people.addresses import read
from gelombang.people.models import Account, Assistance, Consent
from gelombang.people.roles import Role
from gelombang.people.services import accounts, desk, roles, slips
from gelombang.regions.models import Region
from gelombang.waves.models import Wave

from . import cast, crowd
from .population import FIRST_FIVE

FIRST = 450_000
"""Numbers from here on are those of people at a desk."""
DESKS: Mapping[str, tuple[Role, int, int]] = {
    cast.STAFF[Role.OFFICER]: (Role.OFFICER, 6, 2),
    cast.STAFF[Role.FIELD]: (Role.FIELD, 8, 3),
    "petugas-alor": (Role.OFFICER, 5, 2),
    "petugas-sigi": (Role.OFFICER, 4, 9),
}
"""Who sits at a desk: on how many days, and how many people came on each. The last has busier days than the others, so
that there is something that stands out."""
TAKES = timedelta(minutes=11)
"""One sitting."""


@transaction.atomic
def make(*, at: datetime) -> None:
    """Every desk's days of the last weeks; again is harmless."""
    if Assistance.objects.exists():
        return
    chance = random.Random(11)  # noqa: S311  invented people, not a draw
    wave = Wave.objects.filter(opens_at__lte=at, closes_at__gt=at, announced_at__isnull=False).first()
    n = FIRST
    for name, (role, n_days, n_people) in DESKS.items():
        officer = _officer(name, role, at)
        for day in range(n_days, 0, -1):
            begin = at - timedelta(days=day) + timedelta(minutes=chance.randrange(90))
            for place in range(n_people):
                _sitting(officer, n, begin + TAKES * place, wave, chance)
                n += 1


def _officer(name: str, role: Role, at: datetime) -> Account:
    """The account at a desk, with its role."""
    account = accounts.enter(address=read(f"{name}@{cast.HOST}"), language="id", at=at - timedelta(days=60))
    if not account.roles.filter(role=role, ended_at=None).exists():
        roles.give_role(account=account, role=role, by="demonstration", at=at - timedelta(days=60))
    return account


def _sitting(officer: Account, n: int, at: datetime, wave: Wave | None, chance: random.Random) -> None:
    """Somebody comes, is registered, joins the wave where it was open then, and takes a slip home."""
    stratum = chance.choice(tuple(FIRST_FIVE))
    region = Region.objects.get(stratum=stratum)
    made = desk.begin(
        officer=officer, way=Consent.Way.SPOKEN, read_by=str(officer), may_ask=chance.random() < 0.7, at=at
    )
    desk.state_identity(
        assistance=made,
        name=invented.name(n),
        nik=invented.nik(n, stratum),
        born_on=invented.born_on(n),
        at=at,
    )
    desk.state_family(assistance=made, kk=invented.kk(n, stratum), region=region, at=at)
    desk.state_home(assistance=made, region=region, at=at)
    desk.state_about(
        assistance=made,
        education="junior",
        occupation="casual",
        heard_from="office",
        statuses=[],
        disability=False,
        at=at,
    )
    person = desk.finish(
        assistance=made, contact=None, contact_of="", saw_cards=chance.random() < 0.8, at=at + TAKES
    )
    if wave is not None and wave.opens_at <= at:
        crowd.apply([person], wave=wave, until=at + TAKES, chance=chance)
        desk.note_joined(assistance=made, at=at + TAKES)
    if chance.random() < 0.9:
        slips.issue(assistance=made, reason="", at=at + TAKES)
