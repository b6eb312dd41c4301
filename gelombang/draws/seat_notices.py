"""Telling people about their seat: that one came free for them, that the last days run, that it fell vacant."""

from collections.abc import Hashable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format

from gelombang.messages import services as messages

from . import void_notices
from .models import Seat
from .notices import address_of, key_of
from .void_notices import letter

STEP = 1_000
REMINDED_BEFORE = timedelta(days=3)

PERSON = {
    "email": F("application__person__account__email"),
    "phone": F("application__person__account__phone"),
    "contact": F("application__person__contact"),
    "language": F("application__person__account__language"),
    "zone": F("application__person__lives_in__time_zone"),
}


def queue_all(*, at: datetime) -> int:
    """Everything that is to be told now; how many messages. Repeated, it queues nothing twice."""
    standing = Seat.objects.filter(Seat.IN_FORCE)
    free = standing.filter(Seat.OPEN)
    soon = Q(due_at__lt=at + REMINDED_BEFORE, due_at__gte=at, offered_at__lt=at - REMINDED_BEFORE)
    return (
        _tell(free.filter(offer_told_at=None), "moved_up", "offer_told_at", at)
        + _tell(free.filter(soon, reminded_at=None), "seat_reminder", "reminded_at", at)
        + _tell(
            standing.filter(lapsed_at__isnull=False, lapse_told_at=None), "seat_lapsed", "lapse_told_at", at
        )
        + void_notices.queue_all(at=at)
    )


def _tell(found: QuerySet[Seat], template: str, told: str, at: datetime) -> int:
    n = 0
    rows: Any = found.order_by("pk").values(
        "pk",
        "due_at",
        "attempt",
        key=F("application_id"),
        name=F("application__wave__name"),
        is_rehearsal=F("application__wave__is_rehearsal"),
        **PERSON,
    )
    while part := list(rows[:STEP]):
        with transaction.atomic():
            reached = (row for row in part if address_of(row))
            letters = (
                letter(key_of(template, row["key"], row["attempt"]), template, row, _facts(row))
                for row in reached
            )
            n += messages.queue_all(letters, at=at)
            Seat.objects.filter(pk__in=[row["pk"] for row in part]).update(**{told: at})
    return n


def _facts(row: Mapping[str, Any]) -> dict[str, Hashable]:
    local = timezone.localtime(row["due_at"], ZoneInfo(row["zone"] or settings.TIME_ZONE))
    with translation.override(row["language"] or settings.LANGUAGE_CODE):
        due = date_format(local, "j F Y, H.i")
    return {
        "wave": row["name"],
        "due": due,
        "page": f"{settings.SITE_URL}/saya/",
        "is_rehearsal": row["is_rehearsal"],
    }
