"""Small forms of the console."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gelombang.cases.models import Case

from .seeking import needs_birth_date


class ReasonForm(forms.Form):
    """A reason that others will read."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason. Others will read it.")},
    )


class DecisionForm(ReasonForm):
    """Granted or refused, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(Case.Decision.GRANTED.value, _("granted")), (Case.Decision.REFUSED.value, _("refused"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    field_order = ("decision", "reason")


class SignatureForm(forms.Form):
    """The beacon's signature."""

    signature = forms.CharField(
        label=_("Signature of the round"),
        max_length=300,
        help_text=_("96 letters and digits. Two libraries check it before it is kept."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )


class SeekForm(forms.Form):
    """What one person is found by."""

    text = forms.CharField(
        label=_("NIK, e-mail, mobile number, receipt code or application number"),
        max_length=254,
        help_text=_("Exactly and in full. The person sees in their data that you looked."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    born_on = forms.DateField(
        label=_("Birth date (with a receipt code or application number)"),
        required=False,
        help_text=_(
            "Others can know a code or a number. Only together with the birth date it finds somebody."
        ),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the day like 31/12/2026.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        text = data.get("text", "")
        if text and needs_birth_date(text) and not data.get("born_on") and "born_on" not in self.errors:
            self.add_error("born_on", _("Ask the person for it: the code or number alone finds nobody."))
        return data


class AgainForm(forms.Form):
    """Why another slip is needed."""

    reason = forms.CharField(
        label=_("Why is a new slip needed?"),
        help_text=_(
            "For example: the first one got wet. The person will read this. The old slip stops working."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the reason. Others will read it.")},
    )
