"""Preparing a wave, and announcing it: two people, and from then on nothing of it changes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.core.lottery.jcs import canonical
from gelombang.engines import policy_toml
from gelombang.waves.models import Proposal, Wave
from gelombang.waves.standing import to_freeze

from . import proposals
from .proposals import SamePersonTwice

__all__ = ["SamePersonTwice"]

OWN_TERM = "Announced with the wave"
"""The reference of a value that the operator chose for one wave."""
REHEARSAL_ROUND = 657413
"""A round of the beacon that has long been out, for rehearsals."""


class WaveNotReady(ValueError):
    """What was asked for comes too early or too late; `state` is where the wave stands."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(state)


class NumberTaken(ValueError):
    """There is a wave of this number."""


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
    n_replacements: int | None = None,
    is_rehearsal: bool = False,
    forecast: Mapping[str, Any] | None = None,
) -> Wave:
    """A wave as an officer proposes it; nobody sees it until another person announces it. `forecast` is shown to both
    beside the rules; `n_replacements`: another number of rounds for vacant seats than the policy's. Raises
    `PolicyFileWrong` for rules that cannot be run, `NumberTaken`."""
    policy_toml.read(policy_source.encode("utf-8"))
    if Wave.objects.filter(number=number).exists():
        raise NumberTaken(str(number))
    wave = Wave(
        number=number, draw_id=f"rehearsal-gelombang-{number}" if is_rehearsal else f"gelombang-{number}"
    )
    wave.is_rehearsal = is_rehearsal
    terms = terms_of(opens_at, n_replacements)
    _state(wave, name, opens_at, closes_at, notice_hours, policy_source, n_seats, groups, terms, by, at)
    record(act=Act.WAVE_PREPARED, by=by, subject=str(wave), at=at, name=name, n_seats=n_seats)
    _propose(wave, by, at, forecast)
    return wave


@transaction.atomic
def change(
    *,
    wave: Wave,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    policy_source: str,
    n_seats: int,
    groups: Mapping[str, int],
    by: str,
    at: datetime,
    notice_hours: int = 72,
    n_replacements: int | None = None,
    forecast: Mapping[str, Any] | None = None,
) -> Wave:
    """State a wave anew whose announcement was refused, and propose it again. Raises `WaveNotReady` where it was
    announced, or waits for a decision: what somebody is looking at does not change under their eyes."""
    policy_toml.read(policy_source.encode("utf-8"))
    kept = Wave.objects.select_for_update().get(pk=wave.pk)
    if kept.announced_at is not None:
        raise WaveNotReady("announced")
    if kept.proposals.filter(act=Proposal.Act.ANNOUNCE, decided_at=None).exists():
        raise WaveNotReady("waits")
    terms = terms_of(opens_at, n_replacements)
    _state(kept, name, opens_at, closes_at, notice_hours, policy_source, n_seats, groups, terms, by, at)
    record(act=Act.WAVE_CHANGED, by=by, subject=str(kept), at=at, name=name, n_seats=n_seats)
    _propose(kept, by, at, forecast)
    return kept


def _state(
    wave: Wave,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    notice_hours: int,
    policy_source: str,
    n_seats: int,
    groups: Mapping[str, int],
    terms: Mapping[str, Any],
    by: str,
    at: datetime,
) -> None:
    notice = notice_of(notice_hours, is_rehearsal=wave.is_rehearsal)
    wave.name, wave.opens_at, wave.closes_at, wave.notice_hours = name, opens_at, closes_at, notice
    wave.policy_source, wave.n_seats, wave.groups = policy_source, n_seats, dict(groups)
    wave.terms = dict(terms)
    wave.round = round_of(closes_at, notice_hours, is_rehearsal=wave.is_rehearsal)
    wave.prepared_by, wave.prepared_at = by, at
    wave.save()


def notice_of(notice_hours: int, *, is_rehearsal: bool) -> int:
    """Hours between closing and the random number: none in a rehearsal, whose number is known already."""
    return 0 if is_rehearsal else notice_hours


def round_of(closes_at: datetime, notice_hours: int, *, is_rehearsal: bool) -> int:
    """The round of the beacon that decides a wave."""
    if is_rehearsal:
        return REHEARSAL_ROUND
    return QUICKNET.first_round_at(closes_at + timedelta(hours=notice_hours))


def terms_of(opens_at: datetime, n_replacements: int | None = None) -> dict[str, dict[str, object]]:
    """The values of the law that a wave freezes: those of its opening day, with its own number of rounds in which
    vacant seats go to the next, where it has one."""
    on = timezone.localtime(opens_at).date()
    terms = to_freeze(on)
    if n_replacements is not None and terms.get("n_replacements", {}).get("value") != n_replacements:
        terms["n_replacements"] = {"value": n_replacements, "since": on.isoformat(), "reference": OWN_TERM}
    return terms


def _propose(wave: Wave, by: str, at: datetime, forecast: Mapping[str, Any] | None) -> None:
    facts = {**_fixed(wave), "forecast": dict(forecast or {})}
    proposals.propose(wave=wave, act=Proposal.Act.ANNOUNCE, by=by, at=at, facts=facts)


def policy_sha256(wave: Wave) -> str:
    """SHA-256 of the rules as written, 64 hex."""
    return sha256(wave.policy_source.encode("utf-8")).hexdigest()


def terms_sha256(wave: Wave) -> str:
    """SHA-256 of the values of the law that the wave froze, in canonical JSON, 64 hex."""
    return sha256(canonical(wave.terms)).hexdigest()


def _fixed(wave: Wave) -> dict[str, Any]:
    """What an announcement fixes."""
    return {
        "name": wave.name,
        "is_rehearsal": wave.is_rehearsal,
        "policy_sha256": policy_sha256(wave),
        "terms_sha256": terms_sha256(wave),
        "n_seats": wave.n_seats,
        "opens_at": wave.opens_at.isoformat(),
        "closes_at": wave.closes_at.isoformat(),
        "notice_hours": wave.notice_hours,
        "round": wave.round,
    }


@transaction.atomic
def announce(*, wave: Wave, by: str, at: datetime) -> Wave:
    """Approve what was prepared, and publish it; raises `SamePersonTwice` for whoever prepared it, `WaveNotReady` where
    it was announced already, its window is over, or has begun (that of a rehearsal may have), `NotProposed` where its
    proposal was refused, `AlreadyDecided` where somebody else was first."""
    kept = Wave.objects.get(pk=wave.pk)
    if by == kept.prepared_by:
        raise SamePersonTwice(by)
    if kept.announced_at is not None:
        raise WaveNotReady("announced")
    if at >= kept.closes_at:
        raise WaveNotReady("over")
    if at >= kept.opens_at and not kept.is_rehearsal:
        raise WaveNotReady("begun")
    proposals.approve(proposal=proposals.open_for(wave=kept, act=Proposal.Act.ANNOUNCE), by=by, at=at)
    if Wave.objects.filter(pk=kept.pk, announced_at=None).update(announced_at=at, announced_by=by) != 1:
        raise WaveNotReady("announced")
    record(
        act=Act.WAVE_ANNOUNCED, by=by, subject=str(kept), at=at, name=kept.name, prepared_by=kept.prepared_by
    )
    wave.refresh_from_db()
    return wave


@transaction.atomic
def close_rehearsal_now(*, wave: Wave, by: str, at: datetime) -> Wave:
    """In a rehearsal the window may be ended at once, so that a visitor sees what follows; a real wave closes when it
    said it would. Raises `WaveNotReady`, also where somebody ended it since `wave` was read: `at` is to be later."""
    open_ones = Wave.objects.filter(
        pk=wave.pk,
        is_rehearsal=True,
        closed_at=None,
        opens_at__lt=at,
        closes_at=wave.closes_at,
        closes_at__gt=at,
        announced_at__isnull=False,
    )
    if open_ones.update(closes_at=at) != 1:
        raise WaveNotReady("closed")
    record(act=Act.REHEARSAL_SHORTENED, by=by, subject=str(wave), at=at, name=wave.name)
    wave.refresh_from_db()
    return wave
