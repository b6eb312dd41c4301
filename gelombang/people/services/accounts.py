"""Opening an account, adding an address, choosing a language, signing out."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.addresses import Address
from gelombang.people.models import Account, fresh_salt
from gelombang.people.selectors import addresses_of

from .notices import tell


class AddressTaken(ValueError):
    """The address belongs to another account."""


@transaction.atomic
def enter(*, address: Address, language: str, at: datetime) -> Account:
    """The account at an address whose owner has just shown that it is theirs; opened where there is none."""
    account, is_new = Account.objects.get_or_create(
        **{str(address.kind): address.text}, defaults={"language": language, "opened_at": at}
    )
    if is_new:
        record(act=Act.ACCOUNT_OPENED, by=str(account), subject=str(account), at=at, how=str(address.kind))
    return account


@transaction.atomic
def add_address(*, account: Account, address: Address, at: datetime) -> Account:
    """Make an address, shown to be theirs, one of this account's, in place of one of the same kind; raises
    `AddressTaken`. All addresses that it had until now are told."""
    field = str(address.kind)
    before = addresses_of(account)
    if address in before:
        return account
    try:
        with transaction.atomic():
            Account.objects.filter(pk=account.pk).update(**{field: address.text})
    except IntegrityError as error:
        raise AddressTaken(field) from error
    setattr(account, field, address.text)
    event = record(act=Act.ADDRESS_CHANGED, by=str(account), subject=str(account), at=at, how=field)
    facts = {"kind": field, "new": address.masked}
    tell(
        account=account, template="address_changed", facts=facts, key=f"address:{event.pk}", at=at, to=before
    )
    return account


@transaction.atomic
def choose_language(*, account: Account, language: str, at: datetime) -> Account:
    """The language of messages from now on: id or en."""
    if Account.objects.filter(pk=account.pk).exclude(language=language).update(language=language):
        account.language = language
        record(act=Act.LANGUAGE_CHANGED, by=str(account), subject=str(account), at=at, language=language)
    return account


@transaction.atomic
def sign_out_everywhere(*, account: Account, at: datetime, but_here: bool = False) -> Account:
    """End every session of the account. `but_here`: the caller binds the session at hand to the account anew."""
    account.session_salt = fresh_salt()
    account.save(update_fields=["session_salt"])
    act = Act.SIGNED_OUT_ELSEWHERE if but_here else Act.SIGNED_OUT_EVERYWHERE
    record(act=act, by=str(account), subject=str(account), at=at)
    return account
