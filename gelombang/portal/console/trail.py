"""The audit trail in words, with colleagues by their masked address instead of their key."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from gelombang.audit import selectors as audit
from gelombang.audit.models import Event
from gelombang.audit.telling import tell
from gelombang.people import selectors as people

ACCOUNT = re.compile(r"account:([0-9]{1,15})")


@dataclass(frozen=True)
class Line:
    """An event as it is read; `event` is for its keys."""

    at: datetime
    words: str
    event: Event


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """What accounts, and the system itself, are called."""
    pks = {key: int(found[1]) for key in set(keys) if (found := ACCOUNT.fullmatch(key))}
    accounts = people.accounts_by_keys(pks.values())
    names = {"tick": _("The system")}
    for key, pk in pks.items():
        addresses = people.addresses_of(accounts[pk]) if pk in accounts else []
        names[key] = f"{addresses[0].masked} ({key})" if addresses else key
    return names


def told(events: Sequence[Event]) -> list[Line]:
    """Events in the reader's language, in the order given."""
    names = names_of(key for event in events for key in _keys(event))
    return [Line(event.at, _tell(event, names), event) for event in events]


def about(subjects: Sequence[str], *, most: int = 100) -> list[Line]:
    """What happened to these, the oldest first."""
    return told(list(audit.events_about(subjects, most=most)))[::-1]


def _keys(event: Event) -> list[str]:
    return [event.by, event.subject, *(value for value in event.facts.values() if isinstance(value, str))]


def _tell(event: Event, names: Mapping[str, str]) -> str:
    facts = {
        key: names.get(value, value) if isinstance(value, str) else value
        for key, value in event.facts.items()
    }
    return tell(
        event.act,
        by=names.get(event.by, event.by),
        subject=names.get(event.subject, event.subject),
        facts=facts,
    )
