"""Counting what is due, and keeping it only where it adds up with what was published before.

A wave is counted anew at each stage that it reaches, every few minutes while it is open, and every hour while
its seats are being taken; the programme whenever a
wave has come further, and once an hour besides. Two at once do the same work and leave the same rows.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from gelombang.waves.models import Wave

from . import figures
from .figures import Counted, Stage
from .models import ProgrammeFigure, RegionFigure, WaveFigure

logger = logging.getLogger(__name__)

OPEN_EVERY, SEATS_EVERY, PROGRAMME_EVERY = timedelta(minutes=5), timedelta(hours=1), timedelta(hours=1)


class DoNotAddUp(ValueError):
    """A count disagrees with one that was published before; nothing is kept of it."""

    def __init__(self, what: str, counted: int, published: int) -> None:
        self.what, self.counted, self.published = what, counted, published
        super().__init__(f"{what}: counted {counted}, published {published}")


def count_due(*, at: datetime) -> int:
    """Count what is due; how many waves were counted. One that does not add up is logged and keeps its last figure."""
    n, has_come_further = 0, False
    for wave, is_further in due(at):
        try:
            count_wave(wave=wave, at=at)
            n, has_come_further = n + 1, has_come_further or is_further
        except DoNotAddUp as error:
            logger.error("the figures of %s do not add up", wave, exc_info=error)
    last = figures.programme()
    if has_come_further or last is None or last.counted_at + PROGRAMME_EVERY <= at:
        count_programme(at=at)
    return n


def due(at: datetime) -> Iterator[tuple[Wave, bool]]:
    """Announced waves that have come further than their figure (True), and open ones whose figure is old (False)."""
    counted = figures.of_waves(Wave.objects.all())
    for wave in Wave.objects.filter(announced_at__isnull=False, opens_at__lte=at).order_by("number"):
        figure, stage = counted.get(wave.pk), figures.stage_of(wave)
        if figure is None or figure.stage != stage or _is_of_another_attempt(figure, wave):
            yield wave, True
        elif _is_old(wave, stage, figure.counted_at, at):
            yield wave, False


def _is_of_another_attempt(figure: WaveFigure, wave: Wave) -> bool:
    """Whether a wave was reopened since it was counted."""
    return wave.reopened_at is not None and figure.counted_at < wave.reopened_at


def _is_old(wave: Wave, stage: Stage, counted_at: datetime, at: datetime) -> bool:
    """Whether the figure of a wave that stands where it stood may have changed: people join an open one, and seats of a
    published one are taken until all are settled."""
    if stage == Stage.OPEN:
        return counted_at + OPEN_EVERY <= at
    if stage != Stage.PUBLISHED:
        return False
    settled_at = wave.seats_settled_at
    return settled_at > counted_at if settled_at is not None else counted_at + SEATS_EVERY <= at


def count_wave(*, wave: Wave, at: datetime) -> WaveFigure:
    """Count a wave as it stands; raises `DoNotAddUp`."""
    stage = figures.stage_of(wave)
    is_sealed, is_drawn = wave.n_entries is not None, wave.n_selected is not None
    by_stratum = figures.applications_by_stratum(wave)
    selected = figures.selected_by_stratum(wave) if is_drawn else {}
    total = Counted(
        begun=sum(one.begun for one in by_stratum.values()),
        joined=sum(one.joined for one in by_stratum.values()),
        eligible=sum(one.eligible for one in by_stratum.values()),
        not_eligible=sum(one.not_eligible for one in by_stratum.values()),
    )
    _must_add_up(wave, total, sum(selected.values()))
    taken = figures.n_taken(wave) if is_drawn else None
    if taken is not None and wave.n_returned is not None and taken + wave.n_returned != wave.n_seats:
        raise DoNotAddUp("seats taken and returned", taken + wave.n_returned, wave.n_seats)
    before = figures.of_wave(wave)  # drafts are forgotten after a time; that they were begun is not
    with transaction.atomic():
        figure, _ = WaveFigure.objects.update_or_create(
            wave=wave,
            defaults={
                "stage": stage,
                "counted_at": at,
                "n_begun": max(total.begun, before.n_begun if before else 0),
                "n_joined": total.joined,
                "n_eligible": total.eligible if is_sealed else None,
                "n_not_eligible": total.not_eligible if is_sealed else None,
                "n_selected": sum(selected.values()) if is_drawn else None,
                "n_taken": taken,
            },
        )
        figure.regions.all().delete()
        RegionFigure.objects.bulk_create(
            RegionFigure(
                figure=figure,
                stratum=stratum,
                n_joined=one.joined,
                n_eligible=one.eligible if is_sealed else None,
                n_not_eligible=one.not_eligible if is_sealed else None,
                n_selected=selected.get(stratum, 0) if is_drawn else None,
            )
            for stratum, one in by_stratum.items()
            if one.joined
        )
    return figure


def _must_add_up(wave: Wave, total: Counted, n_selected: int) -> None:
    for what, counted, published in (
        ("joined", total.joined, wave.n_submitted),
        ("in the list", total.eligible, wave.n_entries),
        ("selected", n_selected, wave.n_selected),
    ):
        if published is not None and counted != published:
            raise DoNotAddUp(what, counted, published)
    if wave.n_entries is not None and total.joined != total.eligible + total.not_eligible:
        raise DoNotAddUp("eligible and not eligible", total.eligible + total.not_eligible, total.joined)


def count_programme(*, at: datetime) -> ProgrammeFigure:
    """Count the whole programme."""
    is_rehearsal = figures.is_all_rehearsal()
    waves = figures.waves_counted(is_rehearsal=is_rehearsal)
    levels = figures.complete_by_level()
    found, _ = ProgrammeFigure.objects.update_or_create(
        pk=1,
        defaults={
            "is_rehearsal": is_rehearsal,
            "counted_at": at,
            "n_accounts": figures.n_accounts(),
            "n_complete": sum(levels.values()),
            **{f"n_{level}": levels.get(level, 0) for level in ("declared", "documented", "verified")},
            "n_joined": figures.n_joined(waves),
            "n_eligible": figures.n_eligible(waves),
            "n_selected": figures.n_selected(waves),
            **figures.sums(waves),
        },
    )
    return found
