"""Every published figure, each a query with a name. docs/figures.md says what they mean, and tests how they add up.

What is closed is counted once (`flow.counting`) and read from there; nothing here runs on a visitor's request but
`of_wave`, `by_region`, `programme` and their kin, which read what was counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from gelombang.draws.models import Outcome, Seat
from gelombang.people.models import Account, Person
from gelombang.waves.models import Application, Wave

from .models import ProgrammeFigure, RegionFigure, WaveFigure

Stage = WaveFigure.Stage


def stage_of(wave: Wave) -> WaveFigure.Stage:
    """How far an announced wave has come."""
    for has_come, stage in (
        (wave.voided_at, Stage.VOID),
        (wave.published_at, Stage.PUBLISHED),
        (wave.committed_at, Stage.SEALED),
        (wave.closed_at, Stage.CLOSED),
    ):
        if has_come is not None:
            return stage
    return Stage.OPEN


# What one wave came to.


@dataclass(frozen=True)
class Counted:
    """Applications of one stratum, or of a whole wave."""

    begun: int = 0
    joined: int = 0
    eligible: int = 0
    not_eligible: int = 0


def applications_by_stratum(wave: Wave) -> dict[str, Counted]:
    """Begun, submitted, judged; one pass over the wave's applications. Those never submitted have the stratum ""."""
    found = (
        Application.objects.filter(wave=wave)
        .order_by()
        .values_list("stratum")
        .annotate(
            begun=Count("pk", filter=Application.STANDS),
            joined=Count("pk", filter=Application.SUBMITTED),
            eligible=Count("pk", filter=Q(is_entry=True)),
            not_eligible=Count("pk", filter=Q(is_entry=False)),
        )
    )
    return {stratum: Counted(*numbers) for stratum, *numbers in found}


def selected_by_stratum(wave: Wave) -> dict[str, int]:
    """Entries that the draw selected; one pass over its outcomes."""
    found = Outcome.objects.filter(application__wave=wave, attempt=wave.attempt, is_selected=True).order_by()
    return dict(found.values_list("application__stratum").annotate(n=Count("pk")))


def n_taken(wave: Wave) -> int | None:
    """Seats of a published wave that are taken; None where it has offered none."""
    seats = Seat.objects.filter(application__wave=wave, attempt=wave.attempt)
    return seats.filter(taken_at__isnull=False).count() if seats.exists() else None


# The whole programme. People, each once.


def is_all_rehearsal() -> bool:
    """Whether no real wave was announced yet; then the rehearsals are what is counted."""
    return not Wave.objects.filter(announced_at__isnull=False, is_rehearsal=False).exists()


def waves_counted(*, is_rehearsal: bool) -> QuerySet[Wave]:
    """The announced waves that the programme's figures are about."""
    return Wave.objects.filter(announced_at__isnull=False, is_rehearsal=is_rehearsal)


def n_accounts() -> int:
    """Everybody with an account that is open, and everybody who was registered; not the staff's own accounts."""
    registered = Person.objects.count()
    others = Account.objects.filter(is_active=True, person=None, roles=None)
    return registered + others.count()


def complete_by_level() -> dict[str, int]:
    """Of those who stated all that a wave asks, how many are believed on which ground."""
    found = Person.objects.filter(completed_at__isnull=False).order_by()
    return dict(found.values_list("level").annotate(n=Count("pk")))


def n_joined(waves: QuerySet[Wave]) -> int:
    """People with a submitted application to any of these waves."""
    return _people(Application.objects.filter(Application.SUBMITTED, wave__in=waves))


def n_eligible(waves: QuerySet[Wave]) -> int:
    """People who were an entry in the list of any of these waves."""
    sealed = waves.filter(committed_at__isnull=False)
    return _people(Application.objects.filter(is_entry=True, wave__in=sealed))


def n_selected(waves: QuerySet[Wave]) -> int:
    """People whom a published draw of any of these waves selected, void ones apart."""
    standing = waves.filter(published_at__isnull=False, voided_at=None)
    in_force = OuterRef("wave__attempt")
    won = Outcome.objects.filter(application=OuterRef("pk"), attempt=in_force, is_selected=True)
    return _people(Application.objects.filter(Exists(won), wave__in=standing))


def _people(applications: QuerySet[Application]) -> int:
    return Person.objects.filter(Exists(applications.filter(person=OuterRef("pk")))).count()


def sums(waves: QuerySet[Wave]) -> dict[str, int | None]:
    """The counted figures of closed waves, added up: what the programme's applications come to."""
    found = WaveFigure.objects.filter(wave__in=waves).exclude(stage=Stage.OPEN)
    standing = Q(stage=Stage.PUBLISHED)
    added = found.aggregate(
        n_waves=Count("pk"),
        n_applications=Sum("n_joined"),
        n_entries=Sum("n_eligible"),
        n_seats_won=Sum("n_selected", filter=standing),
        n_taken=Sum("n_taken", filter=standing),
    )
    return {name: n if name == "n_taken" else n or 0 for name, n in added.items()}


# What was counted.


def of_wave(wave: Wave) -> WaveFigure | None:
    """The figure of a wave, as counted last; None before the first count."""
    return WaveFigure.objects.filter(wave=wave).first()


def by_region(wave: Wave) -> list[RegionFigure]:
    """The same by stratum, in order of their codes."""
    return list(RegionFigure.objects.filter(figure__wave=wave))


def of_waves(waves: QuerySet[Wave]) -> Mapping[int, WaveFigure]:
    """The figures of several waves, by the wave's key."""
    return {found.wave_id: found for found in WaveFigure.objects.filter(wave__in=waves)}


def programme() -> ProgrammeFigure | None:
    """The programme's figure, as counted last; None before the first count."""
    return ProgrammeFigure.objects.first()


@dataclass(frozen=True)
class Drawn:
    """What the published draws of all waves, void ones apart, gave one stratum."""

    stratum: str
    n_eligible: int
    n_selected: int


def drawn_by_region(*, is_rehearsal: bool) -> list[Drawn]:
    """Entries and selected of every published wave, added up by stratum."""
    found = RegionFigure.objects.filter(
        figure__stage=Stage.PUBLISHED, figure__wave__is_rehearsal=is_rehearsal
    )
    added = found.order_by("stratum").values_list("stratum")
    return [
        Drawn(stratum, entries or 0, selected or 0)
        for stratum, entries, selected in added.annotate(Sum("n_eligible"), Sum("n_selected"))
    ]
