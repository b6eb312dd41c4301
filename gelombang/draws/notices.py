"""Telling every entrant the result, with the proof and one next step."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.formats import date_format

from gelombang.core.lottery.receipt import code_of
from gelombang.messages import services as messages
from gelombang.messages.letters import Letter
from gelombang.messages.models import Message
from gelombang.waves import locks
from gelombang.waves.models import Wave

from .models import Draw, Outcome
from .seats import due_after

STEP = 1_000


def queue_results(*, wave: Wave, at: datetime) -> int:
    """Queue a notice for each entry of a published wave; how many. Repeated, it queues nothing twice."""
    slug = Draw.objects.get(draw_id=wave.draw_id, attempt=wave.attempt).slug
    facts = {
        "wave": wave.name,
        "page": f"{settings.SITE_URL}/undian/{slug}/#periksa",
        "mine": f"{settings.SITE_URL}/saya/",
        "site_name": settings.SITE_NAME,
        "is_rehearsal": wave.is_rehearsal,
    }
    rows, n = _rows(wave), 0
    while part := list(islice(rows, STEP)):
        reached = [row for row in part if address_of(row)]
        with transaction.atomic():
            if locks.hold(wave) is None:
                return n
            n += messages.queue_all(
                (_letter(wave, row, {**facts, "due": _due(wave, at, row)}) for row in reached), at=at
            )
    waiting = Wave.objects.filter(pk=wave.pk, attempt=wave.attempt, notified_at=None, voided_at=None)
    waiting.update(notified_at=at)
    return n


def key_of(what: str, application: int, attempt: int) -> str:
    """The key of a message about an application: one for each attempt, so that each is told once."""
    return f"{what}:{application}" if attempt == 1 else f"{what}:{application}:{attempt}"


def _rows(wave: Wave) -> Iterator[Mapping[str, Any]]:
    found = Outcome.objects.filter(application__wave=wave, attempt=wave.attempt).order_by("pk")
    facts = found.values(
        "is_selected",
        key=F("application_id"),
        commit=F("application__commit"),
        email=F("application__person__account__email"),
        phone=F("application__person__account__phone"),
        contact=F("application__person__contact"),
        language=F("application__person__account__language"),
        zone=F("application__person__lives_in__time_zone"),
    )
    return iter(facts.iterator(STEP))


def address_of(row: Mapping[str, Any]) -> str:
    """Where somebody is told: at their account, or where they said at a desk; empty where nowhere."""
    return str(row["email"] or row["phone"] or row["contact"])


def _letter(wave: Wave, row: Mapping[str, Any], facts: Mapping[str, Hashable]) -> Letter:
    address = address_of(row)
    return Letter(
        key=key_of("result", row["key"], wave.attempt),
        channel=Message.Channel.EMAIL if "@" in address else Message.Channel.SMS,
        address=address,
        template="selected" if row["is_selected"] else "not_selected",
        facts=facts,
        own={"code": code_of(row["commit"])},
        language=row["language"] or settings.LANGUAGE_CODE,
        time_zone=row["zone"] or settings.TIME_ZONE,
    )


def _due(wave: Wave, at: datetime, row: Mapping[str, Any]) -> str:
    """Until when the seat can be taken, where and as the person reads it."""
    due = due_after(wave, wave.published_at or at)
    local = timezone.localtime(due, ZoneInfo(row["zone"] or settings.TIME_ZONE))
    with translation.override(row["language"] or settings.LANGUAGE_CODE):
        return str(date_format(local, "j F Y, H.i"))
