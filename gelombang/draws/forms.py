"""What a person hands in to check: a code, or a proof."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_PROOF = 200_000


class CheckForm(forms.Form):
    """A receipt code or a proof file; one of the two."""

    code = forms.CharField(label=_("Receipt code"), max_length=60, required=False, strip=True)
    proof = forms.FileField(label=_("Proof file"), required=False, allow_empty_file=True)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not data.get("code") and not data.get("proof"):
            self.add_error("code", _("Type the code from your receipt, or choose a proof file."))
        if data.get("proof") and data["proof"].size > MAX_PROOF:
            self.add_error(
                "proof", _("That file is too large to be a proof. Choose the .json file that you downloaded.")
            )
        return data
