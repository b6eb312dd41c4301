"""A word on the next page about what was just done: whoever pressed a button reads that it worked."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

DONE = "done"
"""In the session: what was done and not told yet."""
WORDS: Mapping[str, tuple[Any, Any]] = {
    "claimed": (
        _("Everything from the desk is yours now."),
        _("The slip no longer works. From now on you sign in here by yourself, and all news comes to you."),
    ),
    "withdrawn": (
        _("Your application is withdrawn."),
        _("You are not in this draw. Until the wave closes you can join again; you then get a new receipt."),
    ),
    "corrected": (_("Your data are corrected."), _("The change is written down below.")),
    "card_region": (
        _("An officer looks at the region of your card."),
        _(
            "Somebody has stated another region for this card before. Until an officer decides, that one stands."
        ),
    ),
    "consent_withdrawn": (_("You have withdrawn this consent."), _("It changes nothing else.")),
    "time_over": (
        _("The time for the questions is over."),
        _(
            "What you had sent until then is kept; the rest stays empty. It does not change your chance. Go on here."
        ),
    ),
}
"""What each means: a title, and a sentence."""


def note(request: HttpRequest, what: str) -> None:
    """To be told on the next page; `what` is a key of `WORDS`."""
    request.session[DONE] = what


def told(request: HttpRequest) -> tuple[str, str] | None:
    """Title and sentence, once."""
    words = WORDS.get(request.session.pop(DONE)) if DONE in request.session else None
    return (str(words[0]), str(words[1])) if words is not None else None
