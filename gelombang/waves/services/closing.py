"""Closing a wave on time, and deciding once more, by what is known now, who enters the draw."""

from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import Any, cast

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.core.rules import eligibility
from gelombang.core.rules.eligibility import Reason
from gelombang.waves import locks
from gelombang.waves.models import Application, Wave
from gelombang.waves.standing import FACTS, Facts, judged

STEP = 5_000
"""Applications judged at once."""


@transaction.atomic
def close(*, wave: Wave, at: datetime) -> bool:
    """Close an announced wave whose time has come; whether this call did. Whoever submits at this moment is either
    counted or refused: nobody is acknowledged and forgotten."""
    locks.alone(wave.pk)
    due = Wave.objects.filter(pk=wave.pk, closed_at=None, announced_at__isnull=False, closes_at__lte=at)
    n = Application.objects.filter(Application.SUBMITTED, wave=wave).count()
    if due.update(closed_at=at, n_submitted=n) != 1:
        return False
    record(act=Act.WAVE_CLOSED, by="tick", subject=str(wave), at=at, name=wave.name, n_submitted=n)
    return True


def qualify(*, wave: Wave) -> int:
    """Judge every submitted application of a closed wave again, by the lists and awards of now; how many are entries.
    May be interrupted and repeated."""
    waiting = Application.objects.filter(Application.SUBMITTED, wave=wave, is_entry=None).order_by("pk")
    rows = waiting.values("pk", "person_id", **FACTS).iterator(STEP)
    while part := list(islice(rows, STEP)):
        reasons = judged(cast("list[Facts]", part), wave=wave)
        _keep({row["pk"]: reasons[row["person_id"]] for row in part})
    return Application.objects.filter(wave=wave, is_entry=True).count()


@transaction.atomic
def _keep(judged: dict[int, tuple[Reason, ...]]) -> None:
    clean = [pk for pk, reasons in judged.items() if not reasons]
    Application.objects.filter(pk__in=clean).update(is_entry=True)
    for pk, reasons in judged.items():
        if reasons:
            kept = [_plain(reason) for reason in reasons]
            Application.objects.filter(pk=pk).update(is_entry=False, reasons=kept)


def _plain(reason: Reason) -> dict[str, Any]:
    """The reason as a row keeps it."""
    kept: dict[str, Any] = {}
    for name, value in asdict(reason).items():
        if value not in (None, "", False):
            kept[name] = value.isoformat() if isinstance(value, date) else value
    return kept


def reason_of(kept: dict[str, Any]) -> Reason:
    """The reason that a row keeps."""
    days: dict[str, Any] = {
        name: date.fromisoformat(kept[name]) for name in ("until", "dated_on") if name in kept
    }
    facts: dict[str, Any] = {**kept, "rule": eligibility.Rule(kept["rule"]), **days}
    return Reason(**facts)
