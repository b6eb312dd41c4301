"""Preparing a wave, and announcing it: two people, and from then on nothing of it changes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.engines import policy_toml
from gelombang.waves.models import Wave
from gelombang.waves.standing import to_freeze

REHEARSAL_ROUND = 657413
"""A round of the beacon that has long been out, for rehearsals."""


class WaveNotReady(ValueError):
    """What was asked for comes too early or too late; `state` is where the wave stands."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(state)


class SamePersonTwice(ValueError):
    """Whoever prepared something may not approve it."""


@transaction.atomic
def prepare(
    *,
    number: int,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    policy_source: str,
    n_seats: int,
    groups: Mapping[str, int],
    by: str,
    at: datetime,
    notice_hours: int = 72,
    is_rehearsal: bool = False,
) -> Wave:
    """A wave as an officer proposes it; nobody sees it until another person announces it. Raises `PolicyFileWrong` for
    rules that cannot be run."""
    policy_toml.read(policy_source.encode("utf-8"))
    notice = 0 if is_rehearsal else notice_hours
    decided = QUICKNET.first_round_at(closes_at + timedelta(hours=notice))
    wave = Wave.objects.create(
        number=number,
        name=name,
        draw_id=f"rehearsal-gelombang-{number}" if is_rehearsal else f"gelombang-{number}",
        opens_at=opens_at,
        closes_at=closes_at,
        notice_hours=notice,
        n_seats=n_seats,
        policy_source=policy_source,
        groups=dict(groups),
        terms=to_freeze(timezone.localtime(opens_at).date()),
        round=REHEARSAL_ROUND if is_rehearsal else decided,
        is_rehearsal=is_rehearsal,
        prepared_by=by,
        prepared_at=at,
    )
    record(act=Act.WAVE_PREPARED, by=by, subject=str(wave), at=at, name=name, n_seats=n_seats)
    return wave


@transaction.atomic
def announce(*, wave: Wave, by: str, at: datetime) -> Wave:
    """Publish a prepared wave; raises `SamePersonTwice` for whoever prepared it, `WaveNotReady` where it was announced
    already or its window has begun to close."""
    if by == wave.prepared_by:
        raise SamePersonTwice(by)
    if at >= wave.closes_at:
        raise WaveNotReady("over")
    waiting = Wave.objects.filter(pk=wave.pk, announced_at=None)
    if waiting.update(announced_at=at, announced_by=by) != 1:
        raise WaveNotReady("announced")
    record(
        act=Act.WAVE_ANNOUNCED, by=by, subject=str(wave), at=at, name=wave.name, prepared_by=wave.prepared_by
    )
    wave.refresh_from_db()
    return wave


@transaction.atomic
def close_rehearsal_now(*, wave: Wave, by: str, at: datetime) -> Wave:
    """In a rehearsal the window may be ended at once, so that a visitor sees what follows; a real wave closes when it
    said it would. Raises `WaveNotReady`."""
    open_ones = Wave.objects.filter(
        pk=wave.pk,
        is_rehearsal=True,
        closed_at=None,
        opens_at__lt=at,
        closes_at__gt=at,
        announced_at__isnull=False,
    )
    if open_ones.update(closes_at=at) != 1:
        raise WaveNotReady("closed")
    record(act=Act.REHEARSAL_SHORTENED, by=by, subject=str(wave), at=at, name=wave.name)
    wave.refresh_from_db()
    return wave
