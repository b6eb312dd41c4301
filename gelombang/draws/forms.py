"""What a person hands in to check: a code, or a proof."""

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from .check_words import words_of
from .selectors import language

MAX_PROOF = 200_000
MAX_CODE = 60
"""Characters of a typed code, with room for dashes and spaces between its sixteen."""


class CheckForm(forms.Form):
    """A receipt code or a proof file, each from a form of its own; what is wrong is said in the words of the check in
    the browser."""

    code = forms.CharField(label=_("Receipt code"), required=False, strip=True)
    proof = forms.FileField(label=_("Proof file"), required=False, allow_empty_file=True)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        refused = words_of(language())["refused"]
        if "code" in self.errors:  # a character that no code can hold
            del self.errors["code"]
            self.add_error("code", refused["code"])
        elif not data.get("code") and not data.get("proof"):
            typed = "code" in self.data
            self.add_error("code" if typed else "proof", refused["nothing" if typed else "nothing_file"])
        if data.get("code") and len(data["code"]) > MAX_CODE:
            n = sum(letter.isalnum() for letter in data["code"])
            self.add_error("code", refused["long"].format(n=number_format(n, force_grouping=True)))
        if data.get("proof") and data["proof"].size > MAX_PROOF:
            start = data["proof"].read(64).lstrip()
            self.add_error("proof", refused["large" if start.startswith(b"{") else "json"])
        return data

    @property
    def shown_code(self) -> str:
        """What was typed, as far as a code can reach."""
        return str(self["code"].value() or "")[:MAX_CODE]
