"""Small forms of the console."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gelombang.cases.models import Case


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
