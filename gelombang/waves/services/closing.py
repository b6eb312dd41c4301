"""Closing a wave on time, and deciding once more, by what is known now, who enters the draw."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, cast

from django.db import transaction
from django.db.models import F, QuerySet

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
    Whoever was erased since is none: nothing is left that could be drawn. May be interrupted and repeated; what is
    decided stays, and nothing is written for an attempt that is over."""
    waiting = Application.objects.filter(Application.SUBMITTED, wave=wave, is_entry=None)
    for part, reasons in _judged(waiting, wave):
        if not _keep(wave, {row["pk"]: reasons[row["person_id"]] for row in part if not row["erased_at"]}):
            break
    gone = waiting.filter(person__erased_at__isnull=False)
    gone.filter(wave__attempt=wave.attempt).update(is_entry=False)
    return Application.objects.filter(wave=wave, is_entry=True).count()


def _judged(
    waiting: QuerySet[Application], wave: Wave
) -> Iterator[tuple[list[dict[str, Any]], dict[int, tuple[Reason, ...]]]]:
    """Rows of applications in parts, each with the reasons against its people."""
    facts = waiting.order_by("pk").values(
        "pk", "person_id", "is_entry", erased_at=F("person__erased_at"), **FACTS
    )
    rows: Any = facts.iterator(STEP)
    while part := list(islice(rows, STEP)):
        yield part, judged(cast("list[Facts]", part), wave=wave)


@dataclass(frozen=True)
class Foreseen:
    """What judging anew would change now: `n_more` who were kept out would be entries, `n_fewer` who were entries would
    be kept out."""

    n_more: int
    n_fewer: int


def foresee(*, wave: Wave) -> Foreseen:
    """Judge the applications of a committed wave as if it were today, and change nothing."""
    n_more = n_fewer = 0
    decided = Application.objects.filter(Application.SUBMITTED, wave=wave, is_entry__isnull=False)
    for part, reasons in _judged(decided, wave):
        for row in part:
            would_be = not row["erased_at"] and not reasons[row["person_id"]]
            n_more += would_be and not row["is_entry"]
            n_fewer += row["is_entry"] and not would_be
    return Foreseen(n_more, n_fewer)


@transaction.atomic
def _keep(wave: Wave, judged: dict[int, tuple[Reason, ...]]) -> bool:
    """Whether the attempt still stands, and the rows were written."""
    if locks.hold(wave) is None:
        return False
    clean = [pk for pk, reasons in judged.items() if not reasons]
    undecided = Application.objects.filter(is_entry=None)
    undecided.filter(pk__in=clean).update(is_entry=True)
    for pk, reasons in judged.items():
        if reasons:
            kept = [_plain(reason) for reason in reasons]
            undecided.filter(pk=pk).update(is_entry=False, reasons=kept)
    return True


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
