"""What staff state about an exclusion list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gelombang.people.names import printable
from gelombang.policy.reason_words import STATUSES

from .frame import language


class ListForm(forms.Form):
    """A list: whose, by which decree, of what day, and the file."""

    status = forms.ChoiceField(label=_("What are the people on it?"), choices=[])
    source = forms.CharField(
        label=_("Whose list is it?"),
        help_text=_("The office that keeps it. Whoever is on it reads this, and may object."),
        max_length=120,
        validators=[printable],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decree = forms.CharField(
        label=_("By which decree or letter?"),
        help_text=_("With its number, so that anybody can ask for it."),
        max_length=200,
        validators=[printable],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    dated_on = forms.DateField(
        label=_("Of what day?"),
        help_text=_("The day on which the list was true."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "CSV or xlsx, one identity number in a row, at most 8 MB. We keep no number, only a code of each."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"empty": _("There is no number in this file.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["status"]
        if isinstance(field, forms.ChoiceField):
            english = language() == "en"
            field.choices = [("", _("Choose …")), *((key, both[english]) for key, both in STATUSES.items())]
