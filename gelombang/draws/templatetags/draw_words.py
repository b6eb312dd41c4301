"""The words of a draw's page: for each step of the timeline, for each reason, for shares."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gelombang.draws import selectors
from gelombang.draws.check_words import Speaker
from gelombang.draws.contacts import link_of
from gelombang.draws.models import Draw
from gelombang.draws.selectors import Region, language

register = template.Library()

TITLES = {
    "policy": gettext_lazy("Rules published"),
    "list": gettext_lazy("List of applicants sealed"),
    "round": gettext_lazy("The random number is out"),
    "ceremony": gettext_lazy("The ceremony"),
    "seed": gettext_lazy("The numbers are computed"),
    "checking": gettext_lazy("Drawn, and not published yet"),
    "result": gettext_lazy("Result published"),
    "void": gettext_lazy("Declared void"),
}
WORDS = {
    "policy": gettext_lazy(
        "Who is selected, in which order, with how many seats. Nobody can change this any more."
    ),
    "list": gettext_lazy("Data of all applicants, without names. One changed letter would change this code."),
    "round": gettext_lazy("Only now does the number exist that nobody could know before."),
    "ceremony": gettext_lazy("Spoken before witnesses; what was spoken is only as trustworthy as they are."),
    "seed": gettext_lazy("The numbers are computed from the list and that random number."),
    "checking": gettext_lazy(
        "The result is being compared with trial draws. It is shown here to everybody at once, when two people have "
        "approved it."
    ),
    "result": gettext_lazy("The smallest numbers are selected, as the rules say."),
    "void": gettext_lazy("From then on the result does not count."),
}
HASHES = {
    "policy": (gettext_lazy("Code of the rules:"), "policy_sha256"),
    "list": (gettext_lazy("Code of the list:"), "list_sha256"),
    "seed": (gettext_lazy("Seed:"), "seed"),
    "result": (gettext_lazy("Code of the results:"), "results_sha256"),
}
"""What the code at a step is of, and its name in the files; the checking programs end with the same."""

DIVISIONS = {
    "stratum": gettext_lazy("region"),
    "household size": gettext_lazy("household size"),
    "band": gettext_lazy("service band"),
    "groups": gettext_lazy("group"),
    "weight": gettext_lazy("weight"),
    "arrival": gettext_lazy("order of applying"),
    "last digit": gettext_lazy("last digit of the identity number"),
    "last digit but one": gettext_lazy("last digit but one of the identity number"),
    "day of birth": gettext_lazy("day of birth"),
}
"""What each test of bias.json divides the applicants by."""

SECRET = ("arrival", "last digit", "last digit but one", "day of birth")
"""Those that nobody can repeat from the public files."""

FILES = {
    "list.csv": gettext_lazy(
        "One line an applicant: code of the identity, region, in which group they are served (0 first), groups, "
        "code of the household, number of chances."
    ),
    "result/results.csv": gettext_lazy(
        "One line an applicant, in the order of the list: ticket, W selected or L not, phase, rank, reason "
        "(Q region full, H household has its share, N no seat left)."
    ),
    "result/cutoffs.csv": gettext_lazy(
        "For each phase and region: groups, seats, how many were selected, and the last number selected."
    ),
    "policy.toml": gettext_lazy("The rules as they were written."),
    "counts.json": gettext_lazy("How many applicants of each kind."),
    "statements/odds.json": gettext_lazy("Everyone's chance."),
    "statements/bias.json": gettext_lazy("The comparison with trial draws."),
}
"""What stands in the public files that people open."""

REASONS = {
    "-": gettext_lazy("selected"),
    "Q": gettext_lazy("not selected: the region's seats are full"),
    "H": gettext_lazy("not selected: the household has its share"),
    "H+": gettext_lazy("not selected: the household has its share, and the seats had run out anyway"),
    "N": gettext_lazy("not selected: no seat left"),
}


@register.filter
def is_unannounced(draw: Draw) -> bool:
    """Whether a draw has run and its result is not published yet."""
    return selectors.is_unannounced(draw)


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
    return str(HASHES[key][0])


@register.filter
def hash_name(key: str) -> str:
    """The name of that code in the files."""
    return HASHES[key][1]


@register.filter
def breakable(text: str) -> SafeString:
    """A long code or command that also a page without its style can break: after each eight characters of a word."""
    pieces = re.split(r"((?:[^\s]){8}(?=[^\s]))", text)
    return format_html_join(
        "", "{}{}", ((p, mark_safe("<wbr>") if i % 2 else "") for i, p in enumerate(pieces))
    )


@register.filter
def reason_words(reason: str) -> str:
    """Why somebody was or was not selected."""
    return str(REASONS[reason])


@register.filter
def number(value: int) -> str:
    """1.000 in Indonesian, 1,000 in English."""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def so_many(value: int, noun: str) -> str:
    """A number with its noun: 1 seat, 2 seats; `noun` is seat, applicant, entry or application."""
    told = {
        "seat": ngettext("%(n)s seat", "%(n)s seats", value),
        "applicant": ngettext("%(n)s applicant", "%(n)s applicants", value),
        "entry": ngettext("%(n)s entry", "%(n)s entries", value),
        "application": ngettext("%(n)s application", "%(n)s applications", value),
    }
    return told[noun] % {"n": number(value)}


@register.filter
def weight(size: int) -> str:
    """The size of a file, in kB or MB (thousands and millions of bytes), the same in both languages."""
    unit, divisor = ("MB", 1_000_000) if size >= 1_000_000 else ("kB", 1_000)
    places = 0 if size >= 10 * divisor else 1
    told = max(Decimal("0.1"), (Decimal(size) / divisor).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return f"{number_format(told, decimal_pos=places, use_l10n=True)} {unit}"


@register.filter
def linked(text: str) -> str:
    """A sentence in which the operator's contact is a link, where it can be one."""
    contact = settings.OPERATOR_CONTACT
    link = link_of(contact)
    if not link or contact not in text:
        return text
    before, _found, after = text.partition(contact)
    return format_html('{}<a href="{}">{}</a>{}', before, link, contact, after)


@register.filter
def percent(share: float) -> str:
    """A share from 0 to 1 as per cent, rounded half up to one place."""
    rounded = Decimal(str(share * 100)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _("%(percent)s%%") % {"percent": number_format(rounded, decimal_pos=1, use_l10n=True)}


@register.filter
def give_or_take(error: float) -> str:
    """How far an estimated share may be off, in points of per cent; never less than the last place shown."""
    points = max(Decimal("0.1"), Decimal(str(error * 100)).quantize(Decimal("0.1"), ROUND_UP))
    return number_format(points, decimal_pos=1, use_l10n=True)


@register.filter
def when(moment: datetime) -> str:
    """A moment in the site's time zone, with its name."""
    return Speaker(language(), settings.TIME_ZONE).moment(moment)


@register.filter
def divisions(report: Mapping[str, Any]) -> str:
    """What a bias report compared, in words: "region, group or order of applying"; empty where it was nothing."""
    *first, last = _tested(report) or [""]
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


@register.filter
def untested_divisions(report: Mapping[str, Any]) -> str:
    """What could not be compared, since too few were selected to tell, in words; empty where there is none."""
    names = [test["name"] for test in report["tests"] if not test.get("has_power", True)]
    return ", ".join(str(DIVISIONS.get(name, name)) for name in names)


@register.filter
def secret_divisions(report: Mapping[str, Any]) -> str:
    """Those of them that need data which are not published, in words; empty where there is none."""
    return ", ".join(_tested(report, SECRET))


def _tested(report: Mapping[str, Any], among: Collection[str] | None = None) -> list[str]:
    names = [test["name"] for test in report["tests"] if test.get("has_power", True)]
    return [str(DIVISIONS.get(name, name)) for name in names if among is None or name in among]


@register.filter
def file_words(name: str) -> str:
    """What stands in a public file."""
    return str(FILES.get(name, ""))


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
