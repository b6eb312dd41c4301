"""What staff type about complaints."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gelombang.grievances import fields
from gelombang.grievances.models import Decision, Grievance
from gelombang.grievances.words import OUTCOMES


class TakeForm(forms.Form):
    """A complaint that somebody makes by phone or at a desk."""

    way = forms.ChoiceField(
        label=_("How does it come?"),
        choices=[(Grievance.Way.PHONE.value, _("by phone")), (Grievance.Way.DESK.value, _("at a desk"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    topic = fields.topic()
    words = fields.words(
        _("What happened, in the person's own words?"),
        _("Write it down, read it out, and correct it until they agree. No identity number."),
    )
    contact = fields.contact(
        _("An e-mail or mobile number. Without it they can look with the code that you give them."),
        autocomplete="off",
    )


class AnswerForm(forms.Form):
    """An answer, on what it rests, and to whom else it applies."""

    outcome = forms.ChoiceField(
        label=_("Is the person right?"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    words = forms.CharField(
        label=_("Answer"),
        help_text=_("The person reads this. Say what you found, simply, and what they can do next."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    evidence = forms.CharField(
        label=_("What this rests on"),
        help_text=_(
            "What anyone can look up: a line of the draw, a receipt code, an entry of the trail, a message, a rule "
            "with its reference. The person reads this too; nobody else's data."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    remedy = forms.CharField(
        label=_("What is done about it"),
        help_text=_(
            "Needed where the person is right, even in part. Everyone who is affected alike gets the same."
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    alike = forms.MultipleChoiceField(
        label=_("Who is affected alike?"),
        help_text=_("These wait too, about the same topic. Whoever you tick gets this answer and remedy."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, others: Sequence[Grievance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["alike"]
        if not others:
            del self.fields["alike"]
        elif isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(one.pk), f"{one.pk}: {_short(one.words)}") for one in others]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        right = {Decision.Outcome.UPHELD.value, Decision.Outcome.PARTLY.value}
        if data.get("outcome") in right and not data.get("remedy"):
            self.add_error("remedy", _("Whoever is right gets something done. Write what."))
        return data

    def others(self) -> list[int]:
        """The keys of those who are affected alike."""
        return [int(key) for key in self.cleaned_data.get("alike", [])]


def _short(words: str, most: int = 110) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most]}…"
