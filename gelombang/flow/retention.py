"""Forgetting: data of people that nothing needs any more, after the time that the policy sets.

What stays for ever has no name in it: the list and the result of a draw, the sums, the trail. Of each act that forgets
something one event remains, with how much it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from gelombang import policy
from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.draws.folders import folder_of
from gelombang.engines.selected import TABLE
from gelombang.messages import services as messages
from gelombang.people.models import Person
from gelombang.waves.models import Application, PastAttempt, Wave

from . import rights

STEP = 5_000
"""Rows of one kind forgotten at once; the rest at the next time."""


def sessions(_: datetime, at: datetime) -> int:
    """Sessions that are over."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]


def texts(before: datetime, at: datetime) -> int:
    """Words and address of messages; that one was sent under its code stays."""
    return messages.forget(before=before, at=at, most=STEP)


def drafts(before: datetime, _: datetime) -> int:
    """Applications that were begun and never submitted, of waves long closed."""
    old = Application.objects.filter(submitted_at=None, wave__closes_at__lt=before)
    return Application.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:STEP])).delete()[0]


def lists(before: datetime, _: datetime) -> int:
    """The table behind a draw that says whose each line is, identity numbers in clear. The database still knows which
    line is whose, and the receipt of each person proves it."""
    done = Wave.objects.filter(
        Q(published_at__lt=before) | Q(voided_at__lt=before), committed_at__isnull=False
    )
    past = PastAttempt.objects.filter(voided_at__lt=before).select_related("wave")
    places = [folder_of(wave) for wave in done] + [folder_of(one.wave, one.attempt) for one in past]
    n = 0
    for place in places:
        path = place.root / TABLE
        if path.exists():
            path.unlink()
            n += 1
    return n


def unfinished(before: datetime, at: datetime) -> int:
    """People who began to register, never finished and never applied."""
    idle = Person.objects.filter(completed_at=None, erased_at=None, stated_at__lt=before, applications=None)
    people = list(idle.select_related("account", "family_card")[:200])
    for person in people:
        rights.erase(person=person, by="tick", at=at)
    return len(people)


@dataclass(frozen=True)
class Rule:
    """What is forgotten: its name in the trail, the policy value with its days (none: as soon as it is over), and the
    act, which takes the time before which things are too old, and now; it returns how many they were."""

    what: str
    value: str
    act: Callable[[datetime, datetime], int]


RULES = (
    Rule("sessions", "", sessions),
    Rule("messages", "message_kept_days", texts),
    Rule("drafts", "draft_kept_days", drafts),
    Rule("lists", "list_kept_days", lists),
    Rule("unfinished", "unfinished_kept_days", unfinished),
)


def forget(at: datetime) -> int:
    """Forget what is due; how many things that were."""
    return sum(_by(rule, at) for rule in RULES)


@transaction.atomic
def _by(rule: Rule, at: datetime) -> int:
    days = policy.in_force(at.date())[rule.value].value if rule.value else 0
    if not isinstance(days, int):
        return 0  # no limit
    n = rule.act(at - timedelta(days=days), at)
    if n and rule.value:
        record(act=Act.DATA_FORGOTTEN, by="tick", subject=rule.what, at=at, what=rule.what, n=n, days=days)
    return n
