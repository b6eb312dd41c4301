"""What somebody who complains writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from . import fields


class GrievanceForm(forms.Form):
    """A complaint; nobody has to say who they are."""

    topic = fields.topic()
    words = fields.words(
        _("What happened?"), _("When, where, and what you expected. Do not write your identity number here.")
    )
    contact = fields.contact(
        _("An e-mail or mobile number. Without it you can look with the code that you get."),
        autocomplete="email",
    )


class CodeForm(forms.Form):
    """The code of a complaint."""

    code = forms.CharField(
        label=_("Code of your complaint"),
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
