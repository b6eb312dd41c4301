"""What changed in the ways by which an account signs in."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.models import Account

from .notices import tell


class Key(StrEnum):
    """A way to sign in, or the second step of it."""

    PASSKEY = "passkey"
    APP = "authenticator_app"
    RECOVERY_CODES = "recovery_codes"


@transaction.atomic
def note_change(*, account: Account, key: Key, is_added: bool, at: datetime) -> None:
    """Leave an event, and tell the owner: whoever did not do it themselves learns of it."""
    act = Act.KEY_ADDED if is_added else Act.KEY_REMOVED
    event = record(act=act, by=str(account), subject=str(account), at=at, how=str(key))
    facts = {"key": str(key), "is_added": is_added}
    tell(account=account, template="key_changed", facts=facts, key=f"key:{event.pk}", at=at)
