"""The words of a wave's page and of the programme's."""

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language, gettext_lazy

from gelombang.policy.reason_words import STATUSES
from gelombang.portal.wave_page import Stage

register = template.Library()

STAGES = {
    "begun": gettext_lazy("Began to apply"),
    "accounts": gettext_lazy("Have an account"),
    "complete": gettext_lazy("Identity checked"),
    "joined": gettext_lazy("Joined"),
    "eligible": gettext_lazy("Eligible, in the draw"),
    "selected": gettext_lazy("Selected"),
    "took_up": gettext_lazy("Took the seat"),
}
OF_WAVE = {
    "begun": gettext_lazy("Everybody who opened the form of this wave, whether they sent it or not."),
    "joined": gettext_lazy("Sent the form before the wave closed, and have a receipt."),
    "eligible": gettext_lazy(
        "May take part by the rules of this wave. They are the lines of the sealed list, one each."
    ),
    "selected": gettext_lazy(
        "Whom the draw gave a seat. Anybody can count them again from the files of the draw."
    ),
    "took_up": gettext_lazy(
        "Said until the announced day that they want their seat. A seat that nobody took goes on by the rules."
    ),
}
OF_PROGRAMME = {
    "accounts": gettext_lazy(
        "Everybody who signed up themselves, or was registered by a field team. Staff are not counted."
    ),
    "complete": gettext_lazy(
        "Said who they are. Their numbers were checked for mistakes, and nobody else has them."
    ),
    "joined": gettext_lazy("Sent the form of at least one wave. Who joined ten waves is counted once."),
    "eligible": gettext_lazy("Were in the draw of at least one wave."),
    "selected": gettext_lazy("Got a seat in a published draw. Void draws are not counted."),
    "took_up": OF_WAVE["took_up"],
}
"""What each step of the funnel is, truly: docs/figures.md has the query."""


@register.filter
def status_words(status: str) -> str:
    """What a status means: sedang sekolah atau kuliah."""
    which = 1 if get_language() == "en" else 0
    return STATUSES[status][which] if status in STATUSES else status


@register.filter
def stage_name(stage: Stage) -> str:
    """What a step of the funnel is called."""
    return str(STAGES[stage.name])


@register.filter
def stage_words(stage: Stage, whose: str) -> str:
    """Who is counted at a step, of a wave or of the programme."""
    return str((OF_PROGRAMME if whose == "programme" else OF_WAVE)[stage.name])


@register.filter
def of_longest(stage: Stage, stages: Sequence[Stage]) -> str:
    """The length of a step's bar in thousandths of the longest."""
    longest = max((one.n or 0 for one in stages), default=0) or 1
    return f"{(stage.n or 0) * 1000 / longest:.1f}"
