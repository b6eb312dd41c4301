"""Closing a wave on time, and deciding once more, by what is known now, who enters the draw."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gelombang import policy
from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.core.rules import eligibility
from gelombang.core.rules.eligibility import Hit, Reason
from gelombang.waves import locks
from gelombang.waves.models import Application, Listed, PriorAward, Wave
from gelombang.waves.standing import frozen

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
    terms, on = policy.terms_of(frozen(wave)), timezone.localtime(wave.opens_at).date()
    waiting = (
        Application.objects.filter(Application.SUBMITTED, wave=wave, is_entry=None)
        .order_by("pk")
        .values(
            "pk",
            "person_id",
            card=F("person__family_card_id"),
            born_on=F("person__born_on"),
            statuses=F("person__statuses"),
            nik_index=F("person__nik_index"),
        )
    )
    rows = waiting.iterator(STEP)
    while part := list(islice(rows, STEP)):
        _keep({row["pk"]: eligibility.judge(person, terms, on=on) for row, person in _known(part, wave)})
    return Application.objects.filter(wave=wave, is_entry=True).count()


@transaction.atomic
def _keep(judged: dict[int, tuple[Reason, ...]]) -> None:
    clean = [pk for pk, reasons in judged.items() if not reasons]
    Application.objects.filter(pk__in=clean).update(is_entry=True)
    for pk, reasons in judged.items():
        if reasons:
            kept = [_plain(reason) for reason in reasons]
            Application.objects.filter(pk=pk).update(is_entry=False, reasons=kept)


def _known(
    rows: Sequence[Mapping[str, Any]], wave: Wave
) -> Iterator[tuple[Mapping[str, Any], eligibility.Person]]:
    """What the rules need to know of each, with three questions to the database for all of them."""
    awards = PriorAward.objects.filter(lapsed_at=None).exclude(wave=wave)
    people, cards = {row["person_id"] for row in rows}, {row["card"] for row in rows}
    own = Counter(awards.filter(person__in=people).values_list("person_id", flat=True))
    of_card = Counter(
        awards.filter(person__family_card__in=cards).values_list("person__family_card_id", flat=True)
    )
    hits: dict[str, list[Hit]] = {}
    listed = Listed.objects.filter(
        Listed.COUNTS, nik_index__in={row["nik_index"] for row in rows}, exclusion_list__wave=wave
    )
    for one in listed.select_related("exclusion_list"):
        source = one.exclusion_list
        hits.setdefault(one.nik_index, []).append(Hit(source.status, source.source, source.dated_on))
    for row in rows:
        mine = own[row["person_id"]]
        yield (
            row,
            eligibility.Person(
                born_on=row["born_on"],
                statuses=frozenset(row["statuses"]),
                n_selected=mine,
                n_household_selected=of_card[row["card"]] - mine,
                hits=tuple(hits.get(row["nik_index"], ())),
            ),
        )


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
