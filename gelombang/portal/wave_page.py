"""What everybody may see of a wave: its window, its rules in words, and how many came how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gelombang.core.lottery.beacon import QUICKNET
from gelombang.draws import attempts
from gelombang.draws.models import Draw
from gelombang.engines import policy_toml, policy_words
from gelombang.engines.languages import Language
from gelombang.engines.policy_words import Listed, Names, Paragraph, Sharing
from gelombang.flow import figures
from gelombang.flow.models import ProgrammeFigure, WaveFigure
from gelombang.regions import selectors as regions
from gelombang.waves.groups import PHASES, group_names
from gelombang.waves.models import Wave

from . import region_table
from .region_table import Table


@dataclass(frozen=True)
class Stage:
    """One step of the funnel, of so many people. `n` None: nobody has counted it yet. `share` of the step before,
    `whole` of the first, from 0 to 1; None where there is nothing to be a part of."""

    name: str
    n: int | None
    share: float | None
    whole: float | None


def funnel(wave: Wave, figure: WaveFigure | None) -> Sequence[Stage]:
    """How many began, joined, were eligible and were selected, each a part of the one before. Before the first count
    what the wave itself knows; a step that is not decided yet is left out, and never guessed."""
    begun = figure.n_begun if figure else None
    counts = [
        ("begun", begun),
        ("joined", figure.n_joined if figure else wave.n_submitted),
        ("eligible", figure.n_eligible if figure else wave.n_entries),
        ("selected", None if wave.voided_at else figure.n_selected if figure else wave.n_selected),
    ]
    known = [(name, n) for name, n in counts if n is not None]
    is_told = any(name == "selected" for name, _ in known)
    return _shares([*known, ("took_up", figure.n_taken if figure else None)] if is_told else known)


def programme(figure: ProgrammeFigure) -> Sequence[Stage]:
    """The whole programme, people each once: from an account to a benefit that was used."""
    return _shares(
        [
            ("accounts", figure.n_accounts),
            ("complete", figure.n_complete),
            ("joined", figure.n_joined),
            ("eligible", figure.n_eligible),
            ("selected", figure.n_selected),
            ("took_up", figure.n_taken),
        ]
    )


def _shares(counts: Sequence[tuple[str, int | None]]) -> list[Stage]:
    made: list[Stage] = []
    first = counts[0][1] if counts else None
    for name, n in counts:
        before = made[-1].n if made else None
        made.append(Stage(name, n, _part(n, before), _part(n, first)))
    return made


def _part(n: int | None, of: int | None) -> float | None:
    return n / of if n is not None and of else None


def regions_of(wave: Wave, order: str) -> Table | None:
    """The wave by region; None before anybody was counted."""
    return region_table.of_wave(figures.by_region(wave), strata_names_of(wave), order)


def strata_names_of(wave: Wave) -> dict[str, str]:
    """What the wave's rules call strata that are no region."""
    return dict(policy_toml.read(wave.policy_source.encode("utf-8")).strata)


def stage_now(wave: Wave, *, at: datetime) -> str:
    """How far an announced wave has come: announced, open, closed, sealed, published or void."""
    stage = figures.stage_of(wave)
    if stage == figures.Stage.OPEN:
        return "announced" if at < wave.opens_at else "open" if at < wave.closes_at else "closed"
    return str(stage)


def draw_ahead(wave: Wave, *, at: datetime) -> datetime | None:
    """When the random number of the wave is out; None where it is out already, as that of a rehearsal always is."""
    moment = QUICKNET.time_of(wave.round)
    return moment if moment > at else None


def regions_of_programme(figure: ProgrammeFigure, order: str) -> Table | None:
    """All published draws by region; None before there is one."""
    return region_table.of_programme(figures.drawn_by_region(is_rehearsal=figure.is_rehearsal), order)


def draw_of(wave: Wave) -> Draw | None:
    """The wave's draw in the public register, once its list is sealed; of several the one in force."""
    return attempts.of_wave(wave)


def void_draws_of(wave: Wave) -> Sequence[Draw]:
    """The wave's void draws that were drawn again, the first one first."""
    return attempts.void_ones_of([wave]).get(wave.draw_id, ())


def rules_of(wave: Wave, language: Language) -> list[Paragraph]:
    """The rules in words, as announced."""
    written = policy_toml.read(wave.policy_source.encode("utf-8"))
    compiled = policy_toml.sketch(written, lambda _: {})
    names = Names(
        groups=group_names(written.groups, language),
        strata={**regions.all_strata_names(), **written.strata},
        phases=PHASES if language == "en" else {},
    )
    shared = Sharing(policy_toml.sharing_of(written), is_known=False)
    return policy_words.explain(compiled.policy, names, language, shared, Listed(bands=False, weights=False))
