"""Reading accounts and people: the only door to what somebody may see of another."""

from gelombang.regions.models import Region

from .addresses import Address
from .models import Account, FamilyCard, Person
from .roles import PERMISSIONS, Permission, Role


def account_at(address: Address) -> Account | None:
    """The account with this address, closed ones too."""
    return Account.objects.filter(**{str(address.kind): address.text}).first()


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


def stratum_of(person: Person) -> Region | None:
    """The region of the person's family card, by which a draw counts them."""
    return person.family_card.region if person.family_card is not None else None


def card_by_index(number_index: str) -> FamilyCard | None:
    """The family card with this number, if anybody has stated it."""
    return FamilyCard.objects.filter(number_index=number_index).first()
