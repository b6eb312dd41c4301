"""Those whom a visitor can be: staff, and people who have an account and try again wave after wave."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction
from django.db.models import Count, QuerySet

from gelombang.draws.models import Outcome
from gelombang.people import invented
from gelombang.people.addresses import read
from gelombang.people.models import Account, Person
from gelombang.people.roles import Role
from gelombang.people.selectors import account_at, person_of
from gelombang.people.services import accounts, registration, roles
from gelombang.regions.models import Region

from .population import FIRST_FIVE

HOST = "contoh.example"
STAFF: Mapping[Role, str] = {
    Role.OFFICER: "petugas",
    Role.APPROVER: "penyetuju",
    Role.FIELD: "tim-lapangan",
    Role.ANALYST: "analis",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
}
N_PATIENT = 40
"""People who join every wave until they are selected: of so many, some lose thirty times."""
EVERY_SRI = 2
FIRST = 400_000
"""Numbers from here on are theirs."""


def staff(role: Role) -> Account | None:
    """Who has this role in the demonstration."""
    return account_at(read(f"{STAFF[role]}@{HOST}"))


@transaction.atomic
def hire(*, at: datetime) -> None:
    """One account for each role, with a second step set up; again is harmless."""
    for role, name in STAFF.items():
        account = accounts.enter(address=read(f"{name}@{HOST}"), language="id", at=at)
        if not account.roles.filter(role=role, ended_at=None).exists():
            roles.give_role(account=account, role=role, by="demonstration", at=at)
        if not Authenticator.objects.filter(user=account).exists():
            secret = get_adapter().encrypt(generate_totp_secret())
            Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": secret})


def enrol(*, at: datetime) -> None:
    """Those who will try again and again, each registered as people do it themselves; again is harmless."""
    strata = [code for code, weight in FIRST_FIVE.items() for _ in range(weight)]
    for n in range(N_PATIENT):
        name = invented.name(FIRST + n)
        if n % EVERY_SRI:
            name = f"Sri {name.split()[1]}"
        account = accounts.enter(address=read(f"warga{n + 1}@{HOST}"), language="id", at=at)
        person = person_of(account)
        if person is None or person.completed_at is None:
            _register(account, FIRST + n, name, strata[n * 37 % len(strata)], at)


@transaction.atomic
def _register(account: Account, n: int, name: str, stratum: str, at: datetime) -> Person:
    region = Region.objects.get(stratum=stratum)
    person = registration.state_identity(
        account=account, name=name, nik=invented.nik(n, stratum), born_on=invented.born_on(n), at=at
    )
    registration.state_family(person=person, kk=invented.kk(n, stratum), region=region, at=at)
    registration.state_home(person=person, region=region, at=at)
    registration.state_about(
        person=person,
        education="senior",
        occupation="seeking",
        heard_from="friend",
        statuses=[],
        disability=False,
        at=at,
    )
    return registration.complete(person=person, may_ask=True, by=str(account), at=at)


def newcomer(*, at: datetime) -> Account:
    """Somebody who has only just proved an address."""
    return accounts.enter(address=read(f"baru-{token_hex(4)}@{HOST}"), language="id", at=at)


def patient() -> QuerySet[Person]:
    """Those with an account of the demonstration who still wait."""
    won = Outcome.objects.filter(is_selected=True).values("application__person_id")
    found = Person.objects.filter(
        account__email__startswith="warga", account__email__endswith=HOST, completed_at__isnull=False
    )
    return found.exclude(pk__in=won).select_related("account", "family_card__region")


def most_patient() -> tuple[Person, int] | None:
    """Who has lost most often, and how often; a Sri before anybody else."""
    counts = dict(
        Outcome.objects.filter(application__person__in=patient())
        .values_list("application__person_id")
        .annotate(n=Count("pk"))
    )
    people = sorted(
        patient(), key=lambda one: (-counts.get(one.pk, 0), not one.name.startswith("Sri "), one.pk)
    )
    return (people[0], counts.get(people[0].pk, 0)) if people else None


def lucky() -> Person | None:
    """Who was selected last among those with an account."""
    found = Outcome.objects.filter(is_selected=True, application__person__account__isnull=False)
    last = found.select_related("application__person__account").order_by("-application__wave__number").first()
    return last.application.person if last else None
