"""The fields of a complaint, for whoever writes their own and for staff who take one down: one home for both forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .words import TOPICS

LONGEST = 4000
"""Letters of what somebody says."""


def topic() -> forms.ChoiceField:
    """What it is about."""
    return forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose …")), *TOPICS.items()],
        error_messages={"required": _("Choose what it is about.")},
    )


def words(label: Any, help_text: Any) -> forms.CharField:
    """What happened."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        error_messages={"required": _("Write what happened, in your own words.")},
        widget=forms.Textarea(attrs={"rows": 7}),
    )


def contact(help_text: Any, *, autocomplete: str) -> forms.CharField:
    """Where the answer should go, if anywhere."""
    return forms.CharField(
        label=_("Where should the answer go? (optional)"),
        help_text=help_text,
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete, "autocapitalize": "none"}),
    )
