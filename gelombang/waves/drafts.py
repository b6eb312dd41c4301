"""The page on which somebody submits carries a sealed word of what is submitted, and by whom.

It is a signed text: the application, and a mark of the session and of the account's salt, which changes when somebody
signs out everywhere. Only that page of that session has it, so it also stands against forms of other sites. Whoever
holds it needs no more questions to the database before their turn has come; then all of a turn are looked at together.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing

from gelombang.people.models import Account

from .models import Application

SALT = "gelombang.waves.draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """An application that is ready: keys of application, wave and account, the wave's number, and the session that
    sends it."""

    application: int
    wave: int
    number: int
    account: int
    session: str
    mark: str


def seal(application: Application, *, account: Account, session: str) -> str:
    """The text for the page; `session` is the key of the session that looks at it."""
    wave = application.wave
    mark = _mark(session, account.session_salt)
    return signing.dumps([application.pk, wave.pk, wave.number, account.pk, mark], salt=SALT)


def opened(text: str, *, session: str) -> Draft | None:
    """What was sealed, at most as long ago as a session lasts; None where it was not sealed here."""
    try:
        application, wave, number, account, mark = signing.loads(
            text, salt=SALT, max_age=settings.SESSION_COOKIE_AGE
        )
    except (signing.BadSignature, ValueError):
        return None
    return Draft(application, wave, number, account, session, mark)


def standing(drafts: Collection[Draft], *, at: datetime) -> frozenset[Draft]:
    """Those whose session still lasts, of an account that is open and has not signed out everywhere since; with two
    questions to the database for all of them."""
    keys = {draft.session for draft in drafts}
    live = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=at).values_list("session_key", flat=True)
    )
    accounts = Account.objects.filter(pk__in={draft.account for draft in drafts}, is_active=True)
    salts: Mapping[int, str] = dict(accounts.values_list("pk", "session_salt"))
    return frozenset(
        draft
        for draft in drafts
        if draft.session in live
        and draft.account in salts
        and draft.mark == _mark(draft.session, salts[draft.account])
    )


def _mark(session: str, salt: str) -> str:
    return sha256(f"{session}\0{salt}".encode()).hexdigest()[:32]
