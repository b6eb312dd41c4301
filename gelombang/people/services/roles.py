"""Giving and ending roles."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.models import Account, GivenRole, fresh_salt
from gelombang.people.roles import Role, duty_of, name_of

from .notices import tell


class RoleHad(ValueError):
    """The account has the role already, or does not have the one to be ended."""


class OwnRole(ValueError):
    """Nobody gives a role to themselves."""


class LastAdministrator(ValueError):
    """Without an administrator nobody could give a role again."""


@transaction.atomic
def note_lookup(*, account: Account, by: str, at: datetime) -> None:
    """An administrator has looked an account up: its owner can read that."""
    record(act=Act.ACCOUNT_FOUND, by=by, subject=str(account), at=at)


@transaction.atomic
def give_role(*, account: Account, role: Role, by: str, at: datetime) -> GivenRole:
    """Give an account a role, and tell its owner; raises `RoleHad` and `OwnRole`. The applicant's role is everybody's
    and is not given."""
    if by == str(account):
        raise OwnRole(role)
    if role is Role.APPLICANT or not account.is_active:
        raise RoleHad(role)
    try:
        with transaction.atomic():
            given = GivenRole.objects.create(account=account, role=role, given_by=by, given_at=at)
    except IntegrityError as error:
        raise RoleHad(role) from error
    record(act=Act.ROLE_GIVEN, by=by, subject=str(account), at=at, role=str(role))
    _tell(given, account, is_given=True, at=at)
    return given


@transaction.atomic
def end_role(*, account: Account, role: Role, by: str, at: datetime) -> None:
    """End a role that an account has, and tell its owner; raises `RoleHad` and `LastAdministrator`. Its sessions end,
    so that no open page still has it."""
    if role is Role.ADMINISTRATOR:
        _keep_one(account)
    given = GivenRole.objects.filter(account=account, role=role, ended_at=None).first()
    standing = GivenRole.objects.filter(pk=given.pk if given else 0, ended_at=None)
    if given is None or standing.update(ended_by=by, ended_at=at) != 1:
        raise RoleHad(role)
    Account.objects.filter(pk=account.pk).update(session_salt=fresh_salt())
    record(act=Act.ROLE_ENDED, by=by, subject=str(account), at=at, role=str(role))
    _tell(given, account, is_given=False, at=at)


def _keep_one(account: Account) -> None:
    """Raises `LastAdministrator`. The rows stay locked to the end: of two administrators who end each other at the same
    moment, the second finds nobody else left."""
    standing = GivenRole.objects.select_for_update(of=("self",)).order_by("pk")
    found = list(standing.filter(role=Role.ADMINISTRATOR, ended_at=None, account__is_active=True))
    holders = {given.account_id for given in found}
    if holders == {account.pk}:
        raise LastAdministrator


def _tell(given: GivenRole, account: Account, *, is_given: bool, at: datetime) -> None:
    role = Role(given.role)
    facts = {
        "role": name_of(role, account.language),
        "duty": duty_of(role, account.language),
        "is_given": is_given,
    }
    key = f"role:{given.pk}:{'given' if is_given else 'ended'}"
    tell(account=account, template="role_changed", facts=facts, key=key, at=at)
