"""What everybody may see of a wave: its window, its rules in words, and how many came how far."""

from collections.abc import Sequence
from dataclasses import dataclass

from gelombang.draws import selectors as draws
from gelombang.draws.models import Draw, Outcome
from gelombang.engines import policy_toml, policy_words
from gelombang.engines.languages import Language
from gelombang.engines.policy_words import Listed, Names, Paragraph, Sharing
from gelombang.people.models import Account, Person
from gelombang.regions import selectors as regions
from gelombang.waves.groups import PHASES, group_names
from gelombang.waves.models import Application, Wave


@dataclass(frozen=True)
class Stage:
    """One step of the funnel. `share` of the step before, from 0 to 1; None for the first, or after none."""

    name: str
    n: int
    share: float | None


def funnel(wave: Wave) -> Sequence[Stage]:
    """How many began, submitted, entered the draw and were selected. Each is a part of the one before: a figure that is
    not known yet is left out, and never guessed."""
    counts = [("begun", Application.objects.filter(wave=wave).count())]
    if wave.n_submitted is not None:
        counts.append(("submitted", wave.n_submitted))
    else:
        counts.append(("submitted", Application.objects.filter(Application.SUBMITTED, wave=wave).count()))
    if wave.n_entries is not None:
        counts.append(("entered", wave.n_entries))
    if wave.n_selected is not None:
        counts.append(("selected", wave.n_selected))
    return _shares(counts)


def reach() -> Sequence[Stage]:
    """The whole programme: accounts, people who stated who they are, who completed, who were selected at least once."""
    return _shares(
        [
            ("accounts", Account.objects.filter(is_active=True).count()),
            ("stated", Person.objects.filter(account__is_active=True).count()),
            ("complete", Person.objects.filter(account__is_active=True, completed_at__isnull=False).count()),
            (
                "ever_selected",
                Outcome.objects.filter(is_selected=True, application__wave__published_at__isnull=False)
                .values("application__person")
                .distinct()
                .count(),
            ),
        ]
    )


def _shares(counts: Sequence[tuple[str, int]]) -> list[Stage]:
    made: list[Stage] = []
    for name, n in counts:
        before = made[-1].n if made else 0
        made.append(Stage(name, n, n / before if before else None))
    return made


def draw_of(wave: Wave) -> Draw | None:
    """The wave's draw in the public register, once its list is sealed."""
    return draws.register().filter(draw_id=wave.draw_id).first()


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
