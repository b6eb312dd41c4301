"""What applicants choose when they apply."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .bank import Question
from .fields import FIELDS, name_of

KINDS = {"hard": _("Skills of a trade"), "soft": _("Skills for every work")}


def language() -> str:
    """id or en."""
    return "en" if (get_language() or "id").startswith("en") else "id"


class FieldForm(forms.Form):
    """What the person wants to learn."""

    field = forms.ChoiceField(
        label=_("What do you want to learn?"),
        help_text=_(
            "It does not change your chance, and you may choose another training if you are selected."
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one; if you are unsure, take what comes closest.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            (words, [(code, name_of(code, language())) for code in FIELDS if FIELDS[code][0] == kind])
            for kind, words in KINDS.items()
        ]


class QuestionsForm(forms.Form):
    """Questions with choices; each may be left out."""

    def __init__(self, *args: Any, questions: Mapping[str, Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, (key, question) in enumerate(questions.items(), start=1):
            self.fields[key] = forms.ChoiceField(
                label=f"{number}. {question.said(language())}",
                choices=question.chosen(language()),
                required=False,
                widget=forms.RadioSelect,
            )


class ObjectionForm(forms.Form):
    """Why the reason is wrong, in the person's own words."""

    words = forms.CharField(
        label=_("Why is it wrong?"),
        help_text=_("In your own words. For example: I graduated in June 2025."),
        max_length=2000,
        error_messages={"required": _("Write in your own words why it is wrong.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class SpokenObjectionForm(forms.Form):
    """The same, said at a desk and typed by an officer."""

    words = forms.CharField(
        label=_("What does the person say is wrong?"),
        help_text=_("In the person's own words. For example: I graduated in June 2025. No identity number."),
        max_length=2000,
        error_messages={"required": _("Write down what the person says is wrong.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DeclarationForm(forms.Form):
    """What the person declares when submitting."""

    declared = forms.BooleanField(
        label=_(
            "What I stated is true. I know that the seats are drawn by lot and that nobody can sell me one."
        ),
        error_messages={"required": _("Tick this to send your application.")},
    )


class SpokenDeclarationForm(forms.Form):
    """What the person declares when the officer sends the application."""

    declared = forms.BooleanField(
        label=_(
            "I have read out what will be sent. The person says that it is true, and knows that the seats are drawn by "
            "lot and that nobody can sell one."
        ),
        error_messages={"required": _("Read it out, and tick this to send the application.")},
    )
