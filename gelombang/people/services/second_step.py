"""Removing a second step that its owner has lost: one administrator asks, another decides, and the owner hears of both.

Nobody does it alone, nobody decides about their own account, and nothing of it is silent: whoever takes an account over
by this way is announced to its owner before, and all sessions end.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.models import Account, KeyRemoval, fresh_salt
from gelombang.people.selectors import addresses_of, keys_of

from .notices import tell


class NothingToRemove(ValueError):
    """The account is closed or has no second step."""


class RemovalAsked(ValueError):
    """It is asked for already."""


class NotTheirs(ValueError):
    """Whoever asked, and the owner, do not decide."""


class RemovalDecided(ValueError):
    """Somebody else has decided it meanwhile."""


class WhyMissing(ValueError):
    """It is asked for, and refused, with a reason."""


@transaction.atomic
def ask(*, account: Account, why: str, by: str, at: datetime) -> KeyRemoval:
    """Ask for the removal of everything by which an account takes its second step. Raises `WhyMissing`, `NotTheirs` for
    one's own account, `NothingToRemove`, `RemovalAsked`."""
    said = why.strip()
    if not said:
        raise WhyMissing
    if by == str(account):
        raise NotTheirs
    if not account.is_active or not keys_of(account):
        raise NothingToRemove
    try:
        with transaction.atomic():
            made = KeyRemoval.objects.create(account=account, why=said, by=by, at=at)
    except IntegrityError as error:
        raise RemovalAsked from error
    record(act=Act.KEY_REMOVAL_ASKED, by=by, subject=str(account), at=at, reason=said)
    _tell(made, "second_step_proposed", at)
    return made


@transaction.atomic
def approve(*, removal: KeyRemoval, by: str, at: datetime) -> None:
    """Remove it: keys, app and recovery codes; all sessions end. Raises `NotTheirs`, `RemovalDecided`."""
    _decide(removal, KeyRemoval.Decision.APPROVED, "", by, at)
    account = removal.account
    Authenticator.objects.filter(user=account).delete()
    Account.objects.filter(pk=account.pk).update(session_salt=fresh_salt())
    record(act=Act.KEY_REMOVAL_APPROVED, by=by, subject=str(account), at=at, asked_by=removal.by)
    _tell(removal, "second_step_removed", at)


@transaction.atomic
def refuse(*, removal: KeyRemoval, reason: str, by: str, at: datetime) -> None:
    """Leave everything as it is, with a reason. Raises `WhyMissing`, `NotTheirs`, `RemovalDecided`."""
    said = reason.strip()
    if not said:
        raise WhyMissing
    _decide(removal, KeyRemoval.Decision.REFUSED, said, by, at)
    record(
        act=Act.KEY_REMOVAL_REFUSED,
        by=by,
        subject=str(removal.account),
        at=at,
        asked_by=removal.by,
        reason=said,
    )


def _decide(removal: KeyRemoval, decision: KeyRemoval.Decision, reason: str, by: str, at: datetime) -> None:
    if by in (removal.by, str(removal.account)):
        raise NotTheirs
    waiting = KeyRemoval.objects.filter(pk=removal.pk, decided_at=None)
    if waiting.update(decision=decision, reason=reason, decided_by=by, decided_at=at) != 1:
        raise RemovalDecided


def _tell(removal: KeyRemoval, template: str, at: datetime) -> None:
    """At every address: a lost phone may be one of them."""
    account = removal.account
    tell(
        account=account,
        template=template,
        facts={},
        key=f"{template}:{removal.pk}",
        at=at,
        to=addresses_of(account),
    )
