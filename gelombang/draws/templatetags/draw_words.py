"""The words of a draw's page: for each step of the timeline, for each reason, for shares."""

from collections.abc import Sequence

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gelombang.draws.models import Draw
from gelombang.draws.selectors import Region

register = template.Library()

TITLES = {
    "policy": gettext_lazy("Rules published"),
    "list": gettext_lazy("List of applicants sealed"),
    "round": gettext_lazy("The beacon's round"),
    "ceremony": gettext_lazy("The ceremony"),
    "seed": gettext_lazy("Random number"),
    "result": gettext_lazy("Result published"),
}
WORDS = {
    "policy": gettext_lazy(
        "Who is served, in which order, with how many seats. Nobody can change this any more."
    ),
    "list": gettext_lazy("Everybody's entry, without names. One changed letter would change this code."),
    "round": gettext_lazy("Only now does the signature exist that nobody could know before."),
    "ceremony": gettext_lazy("Thrown before witnesses; this draw is only as trustworthy as they are."),
    "seed": gettext_lazy("Made of the sealed list and the beacon. Everyone's number follows from it."),
    "result": gettext_lazy("The smallest numbers are selected, as the rules say."),
}
HASHES = {
    "policy": gettext_lazy("Code of the rules:"),
    "list": gettext_lazy("Code of the list:"),
    "seed": gettext_lazy("Seed:"),
    "result": gettext_lazy("Code of the results:"),
}
REASONS = {
    "-": gettext_lazy("selected"),
    "Q": gettext_lazy("not selected: the region's seats are full"),
    "H": gettext_lazy("not selected: the household has its share"),
    "N": gettext_lazy("not selected: no seat left"),
}


@register.filter
def moment_title(key: str) -> str:
    """The title of a step."""
    return str(TITLES[key])


@register.filter
def moment_words(key: str) -> str:
    """What a step means."""
    return str(WORDS[key])


@register.filter
def hash_label(key: str) -> str:
    """What the code shown at a step is of."""
    return str(HASHES[key])


@register.filter
def reason_words(reason: str) -> str:
    """Why somebody was or was not selected."""
    return str(REASONS[reason])


@register.filter
def number(value: int) -> str:
    """1.000 in Indonesian, 1,000 in English."""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def percent(share: float) -> str:
    """A share from 0 to 1 as per cent."""
    return _("%(percent)s%%") % {"percent": number_format(share * 100, decimal_pos=1, use_l10n=True)}


@register.filter
def share_selected(draw: Draw) -> str:
    """The share of a draw's applicants who were selected."""
    return percent((draw.n_selected or 0) / draw.n_entries if draw.n_entries else 0.0)


@register.filter
def most_entries(regions: Sequence[Region]) -> int:
    """The longest bar."""
    return max((region.n_entries for region in regions), default=1) or 1


@register.filter
def of_most(value: int, most: int) -> str:
    """A bar's length in thousandths of the longest."""
    return f"{value * 1000 / most:.1f}"
