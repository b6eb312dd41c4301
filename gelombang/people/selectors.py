"""Reading accounts and people: the only door to what somebody may see of another."""

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from gelombang.regions.models import Region

from .addresses import Address, Kind
from .keys import vault
from .models import Account, Assistance, Consent, Correction, FamilyCard, GivenRole, KeyRemoval, Person, Slip
from .roles import PERMISSIONS, Permission, Role


def account_at(address: Address) -> Account | None:
    """The account with this address, closed ones too."""
    return Account.objects.filter(**{str(address.kind): address.text}).first()


def account_by_key(pk: int) -> Account | None:
    """The account with this key."""
    return Account.objects.filter(pk=pk).first()


def accounts_by_keys(pks: Iterable[int]) -> dict[int, Account]:
    """Accounts by their key."""
    return Account.objects.in_bulk(list(pks))


def addresses_of(account: Account) -> list[Address]:
    """Where an account can be reached, the e-mail first."""
    found = ((Kind.EMAIL, account.email), (Kind.PHONE, account.phone))
    return [Address(kind, text) for kind, text in found if text]


def contacts_of(person: Person) -> list[Address]:
    """Where somebody without an account is told things, if anywhere."""
    kind = Kind.EMAIL if "@" in person.contact else Kind.PHONE
    return [Address(kind, person.contact)] if person.contact else []


def given_to(account: Account) -> list[GivenRole]:
    """Every role the account has or had, those that stand first, then the newest."""
    return sorted(account.roles.order_by("-pk"), key=lambda given: given.ended_at is not None)


def person_of(account: Account) -> Person | None:
    """The person behind an account, with the card and the regions."""
    found = Person.objects.select_related("family_card__region__parent", "lives_in__parent")
    return found.filter(account=account).first()


def roles_of(account: Account) -> frozenset[Role]:
    """The roles that stand now."""
    return frozenset(
        Role(role) for role in account.roles.filter(ended_at=None).values_list("role", flat=True)
    )


def permissions_of(account: Account) -> frozenset[Permission]:
    """What the account's roles permit, together."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles_of(account)))


def has_agreed(person: Person, *, by: str) -> bool:
    """Whether this account has itself consented to taking part, and it stands."""
    purpose = Consent.Purpose.TAKING_PART
    return person.consents.filter(purpose=purpose, by=by, withdrawn_at=None).exists()


def correction_of(person: Person) -> Correction | None:
    """The correction of the person's data that waits for a decision, with its case."""
    return Correction.objects.select_related("case").filter(person=person).first()


def stratum_of(person: Person) -> Region | None:
    """The region of the person's family card, by which a draw counts them."""
    return person.family_card.region if person.family_card is not None else None


def card_by_index(number_index: str) -> FamilyCard | None:
    """The family card with this number, if anybody has stated it."""
    return FamilyCard.objects.filter(number_index=number_index).first()


def keys_of(account: Account) -> frozenset[str]:
    """The kinds of keys by which an account signs in: webauthn, totp, recovery_codes."""
    return frozenset(Authenticator.objects.filter(user=account).values_list("type", flat=True))


def removals_waiting() -> QuerySet[KeyRemoval]:
    """Second steps that somebody asked to remove, the oldest first."""
    return KeyRemoval.objects.filter(decided_at=None).select_related("account").order_by("pk")


def removal_by_key(pk: int) -> KeyRemoval | None:
    """The asked removal with this key."""
    return KeyRemoval.objects.select_related("account").filter(pk=pk).first()


def removal_of(account: Account) -> KeyRemoval | None:
    """The removal that waits for a decision about this account."""
    return removals_waiting().filter(account=account).first()


def newest_key(account: Account, kind: str) -> int:
    """The key of this kind that was added last, by its primary key; raises DoesNotExist."""
    return int(Authenticator.objects.filter(user=account, type=kind).latest("pk").pk)


def person_by_key(pk: int) -> Person | None:
    """The person with this key, with the card, the regions and the account."""
    return _people().filter(pk=pk).first()


def person_by_number(digits: str) -> Person | None:
    """The person with exactly this identity number."""
    return _people().filter(nik_index=vault().index("nik", digits)).first()


def person_at(address: Address) -> Person | None:
    """The person whose account has exactly this address."""
    return _people().filter(**{f"account__{address.kind}": address.text}).first()


def _people() -> QuerySet[Person]:
    return Person.objects.select_related("account", "family_card__region__parent", "lives_in__parent")


def assistance_by_key(pk: int, *, officer: Account) -> Assistance | None:
    """A sitting of this officer, with its people, card and regions."""
    found = Assistance.objects.select_related(
        "officer",
        "holder",
        "person__account",
        "person__family_card__region__parent",
        "person__lives_in__parent",
    )
    return found.filter(pk=pk, officer=officer).first()


def officer_by_key(pk: int) -> Account | None:
    """The account of somebody who sat at a desk."""
    sat = Assistance.objects.filter(officer=OuterRef("pk"))
    return Account.objects.filter(Exists(sat), pk=pk).first()


def assistances_since(since: datetime, *, officer: Account | None = None) -> QuerySet[Assistance]:
    """Sittings that began since then, the latest first; of one officer, where given."""
    found = Assistance.objects.filter(begun_at__gte=since).select_related("person").order_by("-pk")
    return found.filter(officer=officer) if officer is not None else found


def slips_since(since: datetime, *, officer: Account | None = None) -> QuerySet[Slip]:
    """Slips that were issued in sittings that began since then; of one officer, where given."""
    found = Slip.objects.filter(assistance__begun_at__gte=since).select_related("assistance").order_by("pk")
    return found.filter(assistance__officer=officer) if officer is not None else found


def slip_of(person: Person) -> Slip | None:
    """The newest slip of a person."""
    return Slip.objects.filter(person=person).order_by("-pk").first()
