"""A wave on one page: where it stands, who did what, what waits for whom, counts, the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gelombang.core.lottery.beacon import QUICKNET
from gelombang.draws import again, attempts
from gelombang.draws import selectors as draws
from gelombang.draws.approvals import gate_of
from gelombang.draws.folders import folder_of
from gelombang.draws.models import Draw
from gelombang.draws.templatetags.draw_words import DIVISIONS
from gelombang.regions import selectors as regions
from gelombang.waves import selectors as waves
from gelombang.waves.models import Proposal, Wave
from gelombang.waves.services.opening import WaveNotReady

from . import today, trail

MOST_COLUMNS = 240
"""Hours in the chart, at most: ten days."""


@dataclass(frozen=True)
class Step:
    """One step of the life of a wave; `state` is done, current or next."""

    title: str
    state: str
    at: datetime | None
    words: str


@dataclass(frozen=True)
class Test:
    """One comparison of the gate in words; `holds` None: too few to tell."""

    name: str
    holds: bool | None
    words: str


@dataclass(frozen=True)
class Column:
    """One hour of the chart, in its units."""

    x: int
    height: int


@dataclass(frozen=True)
class Board:
    """Everything on the page. `seats`: None for a void wave, which gives none."""

    wave: Wave
    steps: Sequence[Step]
    waits_for: str
    proposals: Sequence[Proposal]
    events: Sequence[trail.Line]
    n_applications: int
    columns: Sequence[Column]
    n_hours: int
    busiest: int
    by_region: Sequence[tuple[str, int]]
    gate: bool | None
    tests: Sequence[Test]
    draw: Draw | None
    seats: draws.Seats | None
    round_at: datetime
    needs_signature: bool
    can_propose_result: bool
    can_propose_void: bool
    can_propose_again: bool
    again_round_at: datetime | None
    n_left_out: int
    void_draws: Sequence[Draw]
    can_close_now: bool
    can_change: bool


def of(wave: Wave, *, at: datetime) -> Board:
    """The board at this moment."""
    hours = waves.by_hour(wave)
    open_acts = {
        p.act for p in waves.proposals_of(wave) if p.decided_at is None and p.attempt == wave.attempt
    }
    redo = _redo(wave, at) if wave.voided_at is not None else None
    gate = gate_of(wave)
    why = today.why_stuck(wave, at) if wave.announced_at and not wave.voided_at else ""
    return Board(
        wave=wave,
        steps=_steps(wave, gate, at),
        waits_for=_waits_for(wave, why, open_acts, at),
        proposals=list(waves.proposals_of(wave)),
        events=trail.about([str(wave)]),
        n_applications=sum(n for _hour, n in hours),
        columns=_columns(hours),
        n_hours=min(MOST_COLUMNS, max(24, int((hours[-1][0] - hours[0][0]).total_seconds() // 3600) + 1))
        if hours
        else 0,
        busiest=max((n for _hour, n in hours), default=0),
        by_region=_by_region(wave),
        gate=gate,
        tests=_tests(wave),
        seats=None if wave.voided_at else draws.seats_of(wave),
        draw=attempts.of_wave(wave),
        void_draws=attempts.void_ones_of([wave]).get(wave.draw_id, ()),
        n_left_out=waves.granted_too_late(wave) if wave.voided_at is None else 0,
        can_propose_again=redo is not None and "again" not in open_acts,
        again_round_at=redo,
        round_at=QUICKNET.time_of(wave.round),
        needs_signature=why == "signature",
        can_propose_result=gate is True and _awaits_publication(wave) and "publish" not in open_acts,
        can_propose_void=wave.committed_at is not None and wave.voided_at is None and "void" not in open_acts,
        can_close_now=wave.is_rehearsal
        and wave.announced_at is not None
        and wave.closed_at is None
        and wave.opens_at < at < wave.closes_at,
        can_change=wave.announced_at is None and "announce" not in open_acts,
    )


def _redo(wave: Wave, at: datetime) -> datetime | None:
    """When the random number of a redo would come out that is proposed now; None where there can be none."""
    try:
        number = again.round_for(wave, at + again.TIME_TO_APPROVE + again.TIME_TO_PUBLISH)
    except WaveNotReady:
        return None
    return QUICKNET.time_of(number)


def _awaits_publication(wave: Wave) -> bool:
    return wave.drawn_at is not None and wave.published_at is None and wave.voided_at is None


def _steps(wave: Wave, gate: bool | None, at: datetime) -> list[Step]:
    opened = wave.opens_at if wave.announced_at and at >= wave.opens_at else None
    out = QUICKNET.time_of(wave.round)
    round_at = out if wave.committed_at and at >= out else None
    rows = [
        (_("Prepared"), wave.prepared_at, ""),
        (_("Announced"), wave.announced_at, ""),
        (_("Open"), opened, ""),
        (_("Closed"), wave.closed_at, _count(wave.n_submitted, _("applications"))),
        *([(_("Reopened, to be drawn again"), wave.reopened_at, "")] if wave.reopened_at else []),
        (_("List sealed"), wave.committed_at, _count(wave.n_entries, _("entries"))),
        (_("The random number is out"), round_at, ""),
        (_("Drawn"), wave.drawn_at, ""),
        (_("Bias gate passed"), wave.drawn_at if gate else None, ""),
        (_("Result published"), wave.published_at, _count(wave.n_selected, _("selected"))),
        (_("Everyone notified"), wave.notified_at, ""),
        (
            _("Seats settled"),
            wave.seats_settled_at,
            "" if wave.voided_at else _count(wave.n_returned, _("go back to a later wave")),
        ),
    ]
    made, is_next = [], False
    for title, moment, words in rows:
        state = "done" if moment else "next" if is_next or wave.voided_at else "current"
        is_next = is_next or not moment
        made.append(Step(title, state, moment, words))
    return made


def _count(n: int | None, words: str) -> str:
    return "" if n is None else f"{n:,} {words}".replace(",", ".")


WAITS: Mapping[str, Any] = {
    "signature": gettext_lazy("An officer: enter the beacon's signature of this wave's round."),
    "gate": gettext_lazy("An officer: the bias gate stopped this result. It can only be declared void."),
    "propose": gettext_lazy("An officer: propose to publish the result."),
    "late": gettext_lazy("The system, and it is late. Tell whoever runs it: gelombang manage tick --loop"),
    "void": gettext_lazy("Nobody: this draw is void. It can be drawn again, if two people decide so."),
    "decide again": gettext_lazy("An approver: decide whether to draw again."),
    "announce": gettext_lazy("An approver: decide whether to announce."),
    "publish": gettext_lazy("An approver: decide whether to publish the result."),
    "decide void": gettext_lazy("An approver: decide whether to declare the draw void."),
    "change": gettext_lazy("An officer: the announcement was refused; change the wave and propose it again."),
    "seats": gettext_lazy("The selected: they take their seats until the last day."),
    "opening": gettext_lazy("The opening time."),
    "closing": gettext_lazy("The closing time. Nobody can close it earlier."),
    "closing, rehearsal": gettext_lazy("The closing time. This is a rehearsal: an officer may close it now."),
    "round": gettext_lazy("The random number, which nobody knows yet."),
    "system": gettext_lazy("The system; the next step happens by itself."),
    "nothing": gettext_lazy("Nobody: everything is done."),
}


def _waits_for(wave: Wave, why: str, open_acts: set[str], at: datetime) -> str:
    return str(WAITS[_key_of_wait(wave, why, open_acts, at)])


def _key_of_wait(wave: Wave, why: str, open_acts: set[str], at: datetime) -> str:
    checks = (
        ("again" in open_acts, "decide again"),
        (wave.voided_at is not None, "void"),
        (wave.announced_at is None and "announce" in open_acts, "announce"),
        (wave.announced_at is None, "change"),
        ("void" in open_acts, "decide void"),
        ("publish" in open_acts, "publish"),
        (bool(why), why),
        (wave.seats_settled_at is not None, "nothing"),
        (wave.notified_at is not None, "seats"),
        (at < wave.opens_at, "opening"),
        (wave.closed_at is None and at < wave.closes_at, f"closing{', rehearsal' * wave.is_rehearsal}"),
        (wave.committed_at is not None and at < QUICKNET.time_of(wave.round), "round"),
    )
    return next((key for holds, key in checks if holds), "system")


def _columns(hours: Sequence[tuple[datetime, int]]) -> list[Column]:
    if not hours:
        return []
    most = max(n for _hour, n in hours)
    first = hours[0][0]
    placed = [(int((hour - first).total_seconds() // 3600), n) for hour, n in hours]
    return [Column(x, max(1, round(100 * n / most))) for x, n in placed if x < MOST_COLUMNS]


def _by_region(wave: Wave) -> list[tuple[str, int]]:
    counted = waves.by_stratum(wave)
    names = regions.strata_names(counted)
    return sorted(
        ((names.get(code, code), n) for code, n in counted.items()), key=lambda row: (-row[1], row[0])
    )


def _tests(wave: Wave) -> list[Test]:
    folder = folder_of(wave)
    report = folder.statement("bias.json") if folder.is_committed else None
    if report is None:
        return []
    powered = [test for test in report["tests"] if test["has_power"]]
    limit = float(report["false_alarm_rate"]) / max(1, len(powered))
    return [_test(test, limit) for test in report["tests"]]


def _test(test: Mapping[str, Any], limit: float) -> Test:
    name = str(DIVISIONS.get(test["name"], test["name"]))
    if not test["has_power"]:
        return Test(name, None, _("Too few were selected to tell."))
    p_value = float(test["p_value"])
    if p_value < limit:
        return Test(name, False, _("An honest draw almost never looks like this. Find the cause."))
    percent = number_format(p_value * 100, decimal_pos=1)
    words = _("Looks like a draw: %(percent)s%% of honest draws look at least as odd.")
    return Test(name, True, words % {"percent": percent})
