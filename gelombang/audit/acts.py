"""Every act that leaves an event, and how it is told in Indonesian and English.

An act is `stage:thing:participle`. Its sentence names the facts of the event; {by} and {subject} are always there.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import get_language


class Act(StrEnum):
    """What can be done so that it matters afterwards who did it."""

    REGIONS_LOADED = "regions:table:loaded"


SENTENCES: Mapping[Act, tuple[str, str]] = {
    Act.REGIONS_LOADED: (
        "{by} memuat {n_regions} wilayah dan {n_designations} penetapan.",
        "{by} loaded {n_regions} regions and {n_designations} designations.",
    ),
}


def tell(act: str, *, by: str, subject: str, facts: Mapping[str, object], language: str = "") -> str:
    """One event as a sentence, in `language` or the reader's; an act of a later release is told by its name."""
    which = 0 if (language or get_language() or "id").startswith("id") else 1
    if act not in SENTENCES:
        return f"{by}: {act} ({subject})"
    return SENTENCES[Act(act)][which].format_map({**facts, "by": by, "subject": subject})
