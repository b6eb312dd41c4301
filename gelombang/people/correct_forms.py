"""What somebody types who corrects their own data; with their words, where an officer decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import FamilyForm, IdentityForm, ProvinceForm, add_fault, needs

__all__ = ["FamilyCorrectionForm", "IdentityCorrectionForm", "ProvinceForm", "add_fault"]


def _words() -> forms.CharField:
    return forms.CharField(
        label=_("What was wrong, and how did it come about?"),
        help_text=_("For example: I mistyped one digit. Do not write any number here."),
        max_length=2000,
        error_messages=needs(_("Write in your own words what was wrong.")),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class IdentityCorrectionForm(IdentityForm):
    """Name, number and birth date once more, as on the card."""

    def __init__(self, *args: Any, is_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_case:
            self.fields["words"] = _words()


class FamilyCorrectionForm(FamilyForm):
    """The number and the region of the family card once more."""

    def __init__(self, *args: Any, is_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_case:
            self.fields["words"] = _words()
