"""What people type about themselves."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gelombang.policy.reason_words import MONTHS, STATUSES
from gelombang.regions import selectors as regions
from gelombang.regions.models import Region

from .addresses import Address, AddressWrong, Kind, read
from .identity import OF_THE_DAY, Fault, NumberWrong
from .models import Person
from .names import printable
from .roles import Role, duty_of, name_of

ADDRESS_WRONG = {
    Kind.EMAIL: _("This is not an e-mail address. Write it like nama@contoh.id."),
    Kind.PHONE: _("This is not a mobile number. Write it like 0812 3456 7890."),
}
FAULTS: Mapping[Fault, Any] = {
    Fault.NOT_SIXTEEN_DIGITS: _("The number has 16 digits. Count again, as on the card."),
    Fault.NO_SUCH_PROVINCE: _("The first two digits belong to no province. Look at the card again."),
    Fault.NO_SUCH_REGION: _("The first four digits belong to no region. Look at the card again."),
    Fault.NO_SUCH_DAY: _("Digits 7 to 12 are no date. Look at the card again."),
    Fault.OTHER_BIRTH: _(
        "The number and the birth date do not agree. Digits 7 to 12 are day, month and year of birth; for women 40 is "
        "added to the day."
    ),
    Fault.NOT_BORN_YET: _("This day has not come yet. Look at the year of birth again."),
    Fault.TOO_YOUNG_TO_BE: _(
        "Somebody born on this day is still a small child. Look at the year of birth again, all four digits."
    ),
    Fault.TOO_OLD_TO_BE: _(
        "Somebody born on this day would be older than 120. Look at the year of birth again, all four digits."
    ),
    Fault.DECIDED: _(
        "An officer has decided that the other number is yours. Go on with it; once you have finished, correct it "
        "under My data."
    ),
    Fault.CARD_DECIDED: _(
        "Another family card came with the number that an officer gave you. Go on with it; once you have finished, "
        "correct it under My data."
    ),
    Fault.INVENTED: _("This number is an example and belongs to nobody. Enter the number on your card."),
}
"""What each fault of a number means to whoever typed it."""

EDUCATION = [
    (Person.Education.NONE, _("did not finish primary school")),
    (Person.Education.PRIMARY, _("primary school (SD)")),
    (Person.Education.JUNIOR, _("junior secondary school (SMP)")),
    (Person.Education.SENIOR, _("senior secondary school (SMA)")),
    (Person.Education.VOCATIONAL, _("vocational school (SMK)")),
    (Person.Education.DIPLOMA, _("diploma (D1 to D3)")),
    (Person.Education.BACHELOR, _("university (D4, S1 or higher)")),
]
OCCUPATION = [
    (Person.Occupation.SEEKING, _("looking for work")),
    (Person.Occupation.LAID_OFF, _("lost my job in the last 12 months")),
    (Person.Occupation.EMPLOYEE, _("employed, with wages or salary")),
    (Person.Occupation.OWN_BUSINESS, _("own business, also small")),
    (Person.Occupation.CASUAL, _("casual work, paid by day or piece")),
    (Person.Occupation.HOUSEHOLD, _("looking after the household")),
    (Person.Occupation.OTHER, _("something else")),
]
HEARD = [
    (Person.HeardFrom.FRIEND, _("family, friend or neighbour")),
    (Person.HeardFrom.ALUMNUS, _("somebody who took part before")),
    (Person.HeardFrom.MEETUP, _("a meeting in my region")),
    (Person.HeardFrom.SOCIAL_MEDIA, _("social media or WhatsApp")),
    (Person.HeardFrom.RADIO_TV, _("radio, television or newspaper")),
    (Person.HeardFrom.OFFICE, _("village or government office")),
    (Person.HeardFrom.INSTITUTION, _("a training institution")),
    (Person.HeardFrom.OTHER, _("something else")),
]
EMPTY: tuple[str, Any] = ("", _("Choose …"))


def needs(words: Any) -> dict[str, Any]:
    """What is said where a field is left empty: always what to write, never that it is empty."""
    return {"required": words}


def add_fault(form: forms.Form, error: NumberWrong, field: str) -> None:
    """Say what is wrong with a number, at its field or at the birth date's."""
    form.add_error("born_on" if error.fault in OF_THE_DAY else field, FAULTS[error.fault])


def language() -> str:
    """id or en."""
    return "en" if (get_language() or "id").startswith("en") else "id"


class AddressForm(forms.Form):
    """Where a code is to be sent."""

    address = forms.CharField(
        label=_("E-mail or mobile number"),
        max_length=254,
        error_messages=needs(_("Write your e-mail or your mobile number.")),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "inputmode": "email",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )

    def clean_address(self) -> Address:
        try:
            return read(self.cleaned_data["address"])
        except AddressWrong as error:
            raise forms.ValidationError(ADDRESS_WRONG[error.looks_like]) from error


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Six-digit code"),
        max_length=20,
        error_messages=needs(_("Write the six digits from the message.")),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class DayWidget(forms.MultiWidget):
    """Day, month by name, year: three fields that a cheap phone fills with its number keys."""

    template_name = "people/day_widget.html"
    use_fieldset = True

    def __init__(self) -> None:
        number = {"inputmode": "numeric", "maxlength": "2", "autocomplete": "bday-day"}
        super().__init__(
            {
                "day": forms.TextInput(attrs=number),
                "month": forms.Select(attrs={"autocomplete": "bday-month"}),
                "year": forms.TextInput(
                    attrs={"inputmode": "numeric", "maxlength": "4", "autocomplete": "bday-year"}
                ),
            }
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        months = MONTHS[language()]
        self.widgets[1].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((str(n), word) for n, word in enumerate(months, start=1)),
        ]
        return super().get_context(name, value, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A day, of three parts."""

    widget = DayWidget

    def __init__(self, **kwargs: Any) -> None:
        digits, nowhere = (
            _("Write day and year in digits."),
            _("There is no such day. Look at the card again."),
        )
        said = {"invalid": digits, "min_value": nowhere, "max_value": nowhere}
        fields = tuple(
            forms.IntegerField(min_value=1, max_value=most, error_messages=said) for most in (31, 12, 2100)
        )
        kwargs.setdefault("error_messages", needs(_("Write day, month and year, as on your identity card.")))
        super().__init__(fields, require_all_fields=True, **kwargs)

    def compress(self, data_list: Sequence[int]) -> date | None:
        if not data_list:
            return None
        try:
            found = date(data_list[2], data_list[1], data_list[0])
        except ValueError as error:
            raise forms.ValidationError(_("There is no such day. Look at the card again.")) from error
        if found.year < 1900:
            raise forms.ValidationError(_("Write the year with four digits, for example 1998."))
        return found


class IdentityForm(forms.Form):
    """As on the identity card."""

    name = forms.CharField(
        label=_("Full name"),
        help_text=_("As on your identity card (KTP)."),
        max_length=120,
        validators=[printable],
        error_messages=needs(_("Write your name, as on your identity card.")),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    nik = forms.CharField(
        label=_("Identity number (NIK)"),
        help_text=_(
            "16 digits. We keep it locked. An officer sees it in full only for a reason, and you can read that."
        ),
        max_length=40,
        error_messages=needs(_("Write the 16 digits of your NIK, as on your identity card.")),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    born_on = DayField(label=_("Date of birth"))


class ProvinceForm(forms.Form):
    """First the province."""

    province = forms.ChoiceField(label=_("Province"), error_messages=needs(_("Choose a province.")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = regions.top_regions().values_list("code", "name")
        self.fields["province"].choices = [EMPTY, *found]  # type: ignore[attr-defined]


class RegionForm(forms.Form):
    """Then the regency or city in it."""

    region = forms.ChoiceField(
        label=_("Regency or city"), error_messages=needs(_("Choose a regency or city."))
    )

    def __init__(self, *args: Any, province: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = {region.code: region for region in regions.within(province)}
        choices = [(code, region.name) for code, region in self.regions.items()]
        self.fields["region"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]

    def clean_region(self) -> Region:
        return self.regions[self.cleaned_data["region"]]


class FamilyForm(RegionForm):
    """The family card, and the region that is written on it."""

    kk = forms.CharField(
        label=_("Family card number (KK)"),
        help_text=_("16 digits, at the top of the family card."),
        max_length=40,
        error_messages=needs(_("Write the 16 digits at the top of the family card.")),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("kk", "region")


class AboutForm(forms.Form):
    """What the rules of a wave and the programme's figures ask besides."""

    education = forms.ChoiceField(
        label=_("Highest school you finished"),
        choices=[EMPTY, *EDUCATION],
        error_messages=needs(_("Choose the highest school you finished.")),
    )
    occupation = forms.ChoiceField(
        label=_("What you do now"),
        choices=[EMPTY, *OCCUPATION],
        error_messages=needs(_("Choose what you do now.")),
    )
    statuses = forms.MultipleChoiceField(
        label=_("Are you one of these now?"),
        help_text=_("Some of them cannot join. Tick what is true; if none is, leave all empty."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    disability = forms.ChoiceField(
        label=_("Do you have a disability?"),
        help_text=_("You need not answer. Some seats are kept for people with disabilities."),
        required=False,
        choices=[("", _("I would rather not say")), ("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
    )
    heard_from = forms.ChoiceField(
        label=_("How did you hear of the programme?"),
        choices=[EMPTY, *HEARD],
        error_messages=needs(_("Choose how you heard of the programme.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        which = 0 if language() == "id" else 1
        self.fields["statuses"].choices = [  # type: ignore[attr-defined]
            (status, said[which]) for status, said in STATUSES.items()
        ]

    def clean_disability(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["disability"])


class AgreedIdentityForm(IdentityForm):
    """The same with the consent, which comes before anything is kept."""

    taking_part = forms.BooleanField(
        label=_("I have read what you do with my data, and I agree."),
        error_messages=needs(_("Without your consent we may not keep your data. Tick this to go on.")),
    )


class ConsentForm(forms.Form):
    """What the person allows, and that all of it is true."""

    taking_part = forms.BooleanField(
        label=_("I have read this. What I stated is true, and I agree to its use for the programme."),
        error_messages=needs(_("Without your consent we may not keep your data. Tick this to go on.")),
    )
    surveys = forms.BooleanField(label=_("You may ask me later how I am doing (optional)."), required=False)

    def __init__(self, *args: Any, has_agreed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_agreed:
            said = self.fields["taking_part"]
            said.label = _("What I stated is true.")
            said.error_messages["required"] = _("Read it once more, and tick this if all of it is true.")


class ClaimForm(forms.Form):
    """What is printed on a slip, and what only its owner knows."""

    code = forms.CharField(
        label=_("Slip code"),
        help_text=_("Ten letters and digits, in the lower half of your paper."),
        max_length=40,
        error_messages=needs(_("Write the ten letters and digits of your slip.")),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code",
            }
        ),
    )
    born_on = DayField(label=_("Date of birth"))


class LanguageForm(forms.Form):
    """The language of messages."""

    language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
        error_messages=needs(_("Choose a language.")),
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    """One of the roles that an account does not have, with its duty."""

    role = forms.ChoiceField(
        label=_("Which role?"), error_messages=needs(_("Choose a role.")), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, had: frozenset[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, f"{name_of(role, language())}: {duty_of(role, language())}")
            for role in Role
            if role is not Role.APPLICANT and role not in had
        ]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])
