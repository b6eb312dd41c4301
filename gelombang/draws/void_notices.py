"""Telling all who applied that a draw is void, why, and what follows; and, where it is drawn again, when, and whether
they are in the new list."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.formats import date_format

from gelombang.core.lottery.beacon import QUICKNET
from gelombang.core.lottery.receipt import code_of
from gelombang.messages import services as messages
from gelombang.messages.letters import Letter
from gelombang.messages.models import Message
from gelombang.waves.models import Application, Judgement, Wave

from .notices import address_of, key_of

STEP = 1_000

PERSON = {
    "email": F("person__account__email"),
    "phone": F("person__account__phone"),
    "contact": F("person__contact"),
    "language": F("person__account__language"),
    "zone": F("person__lives_in__time_zone"),
}


def queue_all(*, at: datetime) -> int:
    """Tell of every void, and of every redo whose list is published; how many messages. Repeated, it queues nothing
    twice."""
    announced = Wave.objects.filter(announced_at__isnull=False).order_by("number")
    voids = announced.filter(voided_at__isnull=False, void_notified_at=None)
    again = announced.filter(attempt__gt=1, committed_at__isnull=False, again_told_at=None, voided_at=None)
    return sum(queue_void(wave=wave, at=at) for wave in voids) + sum(
        queue_again(wave=wave, at=at) for wave in again
    )


def queue_void(*, wave: Wave, at: datetime) -> int:
    """Tell each entry of a void draw; how many."""
    facts = {**_page(wave), "reason": wave.void_reason}
    entries = Q(wave=wave, is_entry=True)
    return _queue(wave, entries, "void", lambda _: facts, "void_notified_at", at)


def queue_again(*, wave: Wave, at: datetime) -> int:
    """Tell each entry of a new list when it is drawn, and whoever was in the void list and is not in this one; how
    many."""
    was = Judgement.objects.filter(application__wave=wave, attempt=wave.attempt - 1, is_entry=True)
    concerned = Q(wave=wave) & (Q(is_entry=True) | Q(pk__in=was.values("application_id")))
    page = _page(wave)

    def facts(row: Mapping[str, Any]) -> dict[str, Hashable]:
        return {**page, "is_entry": row["is_entry"], "round_at": _round_at(wave, row)}

    return _queue(wave, concerned, "again", facts, "again_told_at", at)


def _page(wave: Wave) -> dict[str, Hashable]:
    return {
        "wave": wave.name,
        "page": f"{settings.SITE_URL}/gelombang/{wave.number}/",
        "mine": f"{settings.SITE_URL}/saya/",
        "is_rehearsal": wave.is_rehearsal,
    }


def _round_at(wave: Wave, row: Mapping[str, Any]) -> str:
    """When the random number comes out, where and as the person reads it; empty in a rehearsal, which knows it."""
    if wave.is_rehearsal:
        return ""
    zone = ZoneInfo(row["zone"] or settings.TIME_ZONE)
    local = timezone.localtime(QUICKNET.time_of(wave.round), zone)
    with translation.override(row["language"] or settings.LANGUAGE_CODE):
        return str(date_format(local, "j F Y, H.i T"))


def _queue(
    wave: Wave,
    concerned: Q,
    template: str,
    facts: Callable[[Mapping[str, Any]], Mapping[str, Hashable]],
    told: str,
    at: datetime,
) -> int:
    """One message for each application concerned, and the moment in the column `told`; where the wave is on another
    attempt meanwhile, it ends."""
    rows: Any = (
        Application.objects.filter(concerned).order_by("pk").values("pk", "commit", "is_entry", **PERSON)
    )
    standing = Wave.objects.filter(pk=wave.pk, attempt=wave.attempt)
    n, last = 0, 0
    while part := list(rows.filter(pk__gt=last)[:STEP]):
        with transaction.atomic():
            if not standing.select_for_update(no_key=True).first():
                return n
            n += messages.queue_all(_letters(wave, template, part, facts), at=at)
        last = part[-1]["pk"]
    standing.filter(**{told: None}).update(**{told: at})
    return n


def _letters(
    wave: Wave,
    template: str,
    rows: Iterable[Mapping[str, Any]],
    facts: Callable[[Mapping[str, Any]], Mapping[str, Hashable]],
) -> Iterable[Letter]:
    for row in rows:
        if address_of(row):
            key, own = key_of(template, row["pk"], wave.attempt), {"code": code_of(row["commit"])}
            yield letter(key, template, row, facts(row), own)


def letter(
    key: str,
    template: str,
    row: Mapping[str, Any],
    facts: Mapping[str, Hashable],
    own: Mapping[str, str] | None = None,
) -> Letter:
    """A message to whoever a row is about, by `template` with these facts; `key` makes it one."""
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
