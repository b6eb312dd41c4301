"""Forms of allauth's passkeys and authenticator apps, in our words and under our limits."""

from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import guesses
from .names import printable
from .visitors import network_of

NAME_LENGTH = 40


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Where digits are typed."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=40,
        error_messages={"required": gettext_lazy("Write the code.")},
        widget=forms.TextInput(attrs=attrs),
    )


def name_field() -> forms.CharField:
    """What a passkey is called in its owner's list."""
    return forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("So that you know it again, for example: my phone."),
        max_length=NAME_LENGTH,
        validators=[printable],
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def judged(form: Any, judge: Callable[[], str]) -> str:
    """A code, judged once within the limits; raises ValidationError."""
    request, at = context.request, timezone.now()
    who = {
        "account": form.user,
        "session": request.session.session_key or "",
        "network": network_of(request),
    }
    try:
        guesses.take(**who, at=at)
    except guesses.TooMany as error:
        until = timezone.localtime(error.until).strftime("%H.%M")
        words = _("There were too many wrong codes. Try again after %(at)s o'clock, or use a passkey.")
        raise forms.ValidationError(words % {"at": until}) from error
    try:
        code = judge()
    except forms.ValidationError:
        guesses.was_wrong(account=form.user, at=at)
        raise
    if not guesses.was_right(**who, code=code, at=at):
        raise forms.ValidationError(_("This code was used already. Wait for the next one in the app."))
    return code


class SecondStepForm(AuthenticateForm):
    """The second step of signing in: a code of the app, or a recovery code."""

    code = code_field(
        gettext_lazy("Code"), gettext_lazy("Six digits from the app, or one of your recovery codes.")
    )

    def clean_code(self) -> str:
        return judged(self, super().clean_code)


class AgainForm(ReauthenticateForm):
    """The same for somebody who is signed in."""

    code = code_field(
        gettext_lazy("Code"), gettext_lazy("Six digits from the app, or one of your recovery codes.")
    )

    def clean_code(self) -> str:
        return judged(self, super().clean_code)


class AppForm(ActivateTOTPForm):
    """The first code of an app that has just been set up."""

    code = code_field(gettext_lazy("Six-digit code from the app"))


class Passkey:
    """What a browser hands over may be anything; whatever cannot be read or does not verify is one sentence."""

    def _guarded(self, judge: Callable[[], Any]) -> Any:
        try:
            return judge()
        except Exception as error:  # libraries parse what a stranger sent, and fail in ways of their own
            raise forms.ValidationError(_("The passkey did not work. Try again.")) from error


class AddPasskeyForm(Passkey, AddWebAuthnForm):
    """A new passkey: always one that the owner unlocks, and that signs in alone."""

    name = name_field()
    passwordless = None

    def clean(self) -> Any:
        self.cleaned_data["passwordless"] = True
        return self._guarded(super().clean)


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = name_field()

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"].strip() or self.instance.wrap().name)


class EnterPasskeyForm(Passkey, LoginWebAuthnForm):
    """Signing in with a passkey alone."""

    def clean_credential(self) -> Any:
        return self._guarded(super().clean_credential)


class SecondStepPasskeyForm(Passkey, AuthenticateWebAuthnForm):
    """The second step of signing in."""

    def clean_credential(self) -> Any:
        return self._guarded(super().clean_credential)


class AgainPasskeyForm(Passkey, ReauthenticateWebAuthnForm):
    """The same for somebody who is signed in."""

    def clean_credential(self) -> Any:
        return self._guarded(super().clean_credential)
