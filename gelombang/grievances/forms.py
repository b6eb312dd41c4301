"""What somebody who complains writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gelombang.people.addresses import AddressWrong, read

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

    def clean_contact(self) -> str:
        """In its one form. What we could never write to is refused while the person is still here; at a desk an officer
        may write "through the neighbour" and reads the answer out."""
        given = str(self.cleaned_data["contact"])
        try:
            return read(given).text if given else ""
        except AddressWrong as error:
            words = _(
                "No answer can go there. Write an e-mail like nama@contoh.id, a mobile number like 0812 3456 7890, or "
                "nothing: then you look with the code."
            )
            raise forms.ValidationError(words) from error


class CodeForm(forms.Form):
    """The code of a complaint."""

    code = forms.CharField(
        label=_("Code of your complaint"),
        max_length=30,
        error_messages={"required": _("Write the code that you got when you complained.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
