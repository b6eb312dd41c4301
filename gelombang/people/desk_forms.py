"""What an officer fills in at a desk besides the person's own pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .addresses import Address, AddressWrong, read
from .forms import ADDRESS_WRONG
from .models import Consent, Person

WAYS = [
    (Consent.Way.SPOKEN.value, _("said yes, aloud")),
    (Consent.Way.SIGNED.value, _("signed the sheet")),
    (Consent.Way.THUMBPRINT.value, _("put a thumbprint on the sheet")),
]
NOBODY = "nobody"
WHOSE = [
    (NOBODY, _("nobody's: the person comes back to a desk, or looks with the slip")),
    (Person.ContactOf.OWN.value, _("the person's own")),
    (Person.ContactOf.FAMILY.value, _("of somebody in the family")),
    (Person.ContactOf.NEIGHBOUR.value, _("of a neighbour or the village office")),
]


class ReadOutForm(forms.Form):
    """What was read out to the person, by whom, and how they agreed."""

    reader = forms.ChoiceField(
        label=_("Who has read it out?"),
        choices=[("me", _("I have")), ("other", _("somebody else, in a language the person understands"))],
        initial="me",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    other = forms.CharField(
        label=_("Name and duty of who read it"),
        help_text=_("Only where it was somebody else. For example: Pak Markus, village head."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    way = forms.ChoiceField(
        label=_("How did the person agree?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    surveys = forms.BooleanField(
        label=_("The person may be asked later how they are doing (optional)."), required=False
    )
    agreed = forms.BooleanField(
        label=_("The person sits before me, has heard all of it and agrees."),
        error_messages={"required": _("Without the person's consent nothing may be written down.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reader") == "other" and not given.get("other"):
            self.add_error("other", _("Write who has read it out."))
        return given


class ReadBackForm(forms.Form):
    """Where the person is told things, and what the officer has seen."""

    contact_of = forms.ChoiceField(
        label=_("Whose telephone or e-mail may the result be sent to?"),
        choices=WHOSE,
        initial=NOBODY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    contact = forms.CharField(
        label=_("E-mail or mobile number"),
        help_text=_("Empty where there is none. Whoever has it will read the result."),
        max_length=254,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    saw_cards = forms.BooleanField(
        label=_("I have seen the identity card and the family card, and they say the same."), required=False
    )
    right = forms.BooleanField(
        label=_("I have read everything back, and the person says that it is right."),
        error_messages={"required": _("Read it back to the person first.")},
    )

    def clean_contact(self) -> Address | None:
        given = self.cleaned_data["contact"].strip()
        if not given or self.cleaned_data.get("contact_of") == NOBODY:
            return None
        try:
            return read(given)
        except AddressWrong as error:
            raise forms.ValidationError(ADDRESS_WRONG[error.looks_like]) from error

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        whose = given.get("contact_of")
        if whose and whose != NOBODY and "contact" in given and given["contact"] is None:
            self.add_error("contact", _("Write the number or e-mail, or choose that there is none."))
        if whose == NOBODY:
            given["contact_of"] = ""
        return given
