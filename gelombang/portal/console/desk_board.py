"""Desks in numbers: an officer's own, and everybody's for those who answer for them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gelombang import policy
from gelombang.people import selectors as people
from gelombang.people.desk_figures import HOUR, Bounds, Figures, Sign, Sitting, by_day, figures
from gelombang.people.models import Account, Assistance
from gelombang.people.services.desk import LASTS

from . import trail

OWN_DAYS = 7
PERIODS = (7, 30, 90)
"""Days that a page may look back."""
SIGNS: Mapping[Sign, Any] = {
    Sign.HOUR: _("more in one hour than can be asked"),
    Sign.TIMES: _("far more a day than other desks"),
    Sign.CONTACT: _("many people with one contact"),
    Sign.SOON: _("many accounts taken over at once"),
}


@dataclass(frozen=True)
class Board:
    """`sittings` that are still on, and the days of this officer."""

    sittings: Sequence[Assistance]
    days: Sequence[Figures]


@dataclass(frozen=True)
class Row:
    """The figures of an officer (`name`: a masked address) or of one of their days, with what stands out in words."""

    name: str
    figures: Figures
    signs: Sequence[str]


def of(*, officer: Account, at: datetime) -> Board:
    """The officer's own board."""
    on = people.assistances_since(at - LASTS, officer=officer).filter(person__account=None)
    days = by_day(_sittings(at - timedelta(days=OWN_DAYS), officer), bounds(at))
    return Board(sittings=[one for one in on if one.joined_at is None][:10], days=days)


def everybody(*, days: int, at: datetime) -> list[Row]:
    """Every officer who helped somebody in so many days, those that stand out first."""
    found = figures(_sittings(at - timedelta(days=days)), bounds(at))
    names = trail.names_of(f"account:{one.officer}" for one in found)
    return [_row(names[f"account:{one.officer}"], one) for one in found]


def one_officer(officer: Account, *, days: int, at: datetime) -> list[Row]:
    """One officer's days."""
    return [_row("", one) for one in by_day(_sittings(at - timedelta(days=days), officer), bounds(at))]


def bounds(at: datetime) -> Bounds:
    """From when on figures stand out, as the policy of the day has it."""
    values: dict[str, Any] = {name: value.value for name, value in policy.in_force(at.date()).items()}
    return Bounds(
        hour=values["desk_hour_most"],
        times=values["desk_times_most"],
        contact=values["desk_contact_most"],
        soon=values["desk_soon_most"],
    )


def _row(name: str, one: Figures) -> Row:
    return Row(name, one, [str(SIGNS[sign]) for sign in one.signs])


def _sittings(since: datetime, officer: Account | None = None) -> list[Sitting]:
    """Sittings as figures know them, in the site's time zone."""
    again: Counter[int] = Counter()
    claimed: Counter[int] = Counter()
    soon: Counter[int] = Counter()
    for slip in people.slips_since(since, officer=officer):
        key = slip.assistance_id
        again[key] += slip.n_before > 0
        claimed[key] += slip.claimed_at is not None
        soon[key] += slip.claimed_at is not None and slip.claimed_at - slip.issued_at < HOUR
    return [
        Sitting(
            officer=one.officer_id,
            begun_at=timezone.localtime(one.begun_at),
            registered_at=timezone.localtime(one.registered_at) if one.registered_at else None,
            has_joined=one.joined_at is not None,
            is_taken=one.holder_id is not None,
            n_again=again[one.pk],
            n_claimed=claimed[one.pk],
            n_soon=soon[one.pk],
            contact=one.person.contact if one.person else "",
        )
        for one in people.assistances_since(since, officer=officer)
    ]
