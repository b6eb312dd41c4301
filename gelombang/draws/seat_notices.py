"""Telling people about their seat: that one came free for them, that the last days run, that it fell vacant; and
telling every entrant of a void draw that it is void, why, and what they can do next."""

from collections.abc import Hashable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format

from gelombang.core.lottery.receipt import code_of
from gelombang.messages import services as messages
from gelombang.messages.letters import Letter
from gelombang.messages.models import Message
from gelombang.waves.models import Application, Wave

from .models import Seat
from .notices import address_of

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
    standing = Seat.objects.filter(application__wave__voided_at=None)
    free = standing.filter(Seat.OPEN)
    soon = Q(due_at__lt=at + REMINDED_BEFORE, due_at__gte=at, offered_at__lt=at - REMINDED_BEFORE)
    return (
        _tell(free.filter(offer_told_at=None), "moved_up", "offer_told_at", at)
        + _tell(free.filter(soon, reminded_at=None), "seat_reminder", "reminded_at", at)
        + _tell(
            standing.filter(lapsed_at__isnull=False, lapse_told_at=None), "seat_lapsed", "lapse_told_at", at
        )
        + sum(queue_void(wave=wave, at=at) for wave in _void_waves())
    )


def _tell(found: QuerySet[Seat], template: str, told: str, at: datetime) -> int:
    n = 0
    rows: Any = found.order_by("pk").values(
        "pk",
        "due_at",
        key=F("application_id"),
        name=F("application__wave__name"),
        is_rehearsal=F("application__wave__is_rehearsal"),
        **PERSON,
    )
    while part := list(rows[:STEP]):
        with transaction.atomic():
            reached = (row for row in part if address_of(row))
            letters = (_letter(f"{template}:{row['key']}", template, row, _facts(row)) for row in reached)
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


def _void_waves() -> QuerySet[Wave]:
    return Wave.objects.filter(voided_at__isnull=False, void_notified_at=None).order_by("number")


def queue_void(*, wave: Wave, at: datetime) -> int:
    """Tell each entry of a void draw; how many. Repeated, it queues nothing twice."""
    entries = Application.objects.filter(wave=wave, is_entry=True).order_by("pk")
    rows = entries.values(
        "pk",
        "commit",
        email=F("person__account__email"),
        phone=F("person__account__phone"),
        contact=F("person__contact"),
        language=F("person__account__language"),
        zone=F("person__lives_in__time_zone"),
    )
    facts = {
        "wave": wave.name,
        "reason": wave.void_reason,
        "page": f"{settings.SITE_URL}/gelombang/{wave.number}/",
        "is_rehearsal": wave.is_rehearsal,
    }
    n, last = 0, 0
    while part := list(rows.filter(pk__gt=last)[:STEP]):
        reached = (row for row in part if address_of(row))
        letters = (
            _letter(f"void:{row['pk']}", "void", row, facts, {"code": code_of(row["commit"])})
            for row in reached
        )
        n += messages.queue_all(letters, at=at)
        last = part[-1]["pk"]
    Wave.objects.filter(pk=wave.pk, void_notified_at=None).update(void_notified_at=at)
    return n


def _letter(
    key: str,
    template: str,
    row: Mapping[str, Any],
    facts: Mapping[str, Hashable],
    own: Mapping[str, str] | None = None,
) -> Letter:
    address = address_of(row)
    return Letter(
        key=key,
        channel=Message.Channel.EMAIL if "@" in address else Message.Channel.SMS,
        address=address,
        template=template,
        facts=facts,
        own=own or {},
        language=row["language"] or settings.LANGUAGE_CODE,
        time_zone=row["zone"] or settings.TIME_ZONE,
    )
