"""Opening an account, adding an address, signing out everywhere, giving and ending roles."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.addresses import Address
from gelombang.people.models import Account, GivenRole, fresh_salt
from gelombang.people.roles import Role


class AddressTaken(ValueError):
    """The address belongs to another account."""


class RoleHad(ValueError):
    """The account has the role already, or does not have the one to be ended."""


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
    `AddressTaken`."""
    field = str(address.kind)
    try:
        with transaction.atomic():
            Account.objects.filter(pk=account.pk).update(**{field: address.text})
    except IntegrityError as error:
        raise AddressTaken(field) from error
    setattr(account, field, address.text)
    record(act=Act.ADDRESS_CHANGED, by=str(account), subject=str(account), at=at, how=field)
    return account


@transaction.atomic
def sign_out_everywhere(*, account: Account, at: datetime) -> Account:
    """End every session of the account, this one too."""
    account.session_salt = fresh_salt()
    account.save(update_fields=["session_salt"])
    record(act=Act.SIGNED_OUT_EVERYWHERE, by=str(account), subject=str(account), at=at)
    return account


@transaction.atomic
def give_role(*, account: Account, role: Role, by: str, at: datetime) -> GivenRole:
    """Give an account a role; raises `RoleHad`. The applicant's role is everybody's and is not given."""
    if role is Role.APPLICANT or account.roles.filter(role=role, ended_at=None).exists():
        raise RoleHad(role)
    given = GivenRole.objects.create(account=account, role=role, given_by=by, given_at=at)
    record(act=Act.ROLE_GIVEN, by=by, subject=str(account), at=at, role=str(role))
    return given


@transaction.atomic
def end_role(*, account: Account, role: Role, by: str, at: datetime) -> None:
    """End a role that an account has; raises `RoleHad`. Its sessions end, so that no open page still has it."""
    standing = GivenRole.objects.filter(account=account, role=role, ended_at=None)
    if standing.update(ended_by=by, ended_at=at) != 1:
        raise RoleHad(role)
    Account.objects.filter(pk=account.pk).update(session_salt=fresh_salt())
    record(act=Act.ROLE_ENDED, by=by, subject=str(account), at=at, role=str(role))
