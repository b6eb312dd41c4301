"""Passkeys, authenticator apps and recovery codes: allauth's pages, with our forms, templates and addresses."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from gelombang.people import key_forms as forms
from gelombang.people import selectors, staff
from gelombang.people.forms import AddressForm
from gelombang.people.signed_in import account_of

from .door import AFTER


class Page:
    """Never kept by a cache; 400 where the form is wrong; no colon behind a label."""

    request: HttpRequest

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label_suffix": ""}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = super().get_context_data(**kwargs)  # type: ignore[misc]
        goal = self.request.session.get(staff.GOAL, "")
        asked = self.request.GET.get("next") or self.request.POST.get("next") or ""
        for_staff = staff.is_staff_page(asked)
        return {**facts, **kwargs, "goal": goal, "asked": asked, "for_staff": for_staff}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        forms = (context.get("form"), context.get("webauthn_form"))
        is_wrong = any(form is not None and form.is_bound and form.errors for form in forms)
        kwargs.setdefault("status", 400 if is_wrong else 200)
        response: HttpResponse = super().render_to_response(context, **kwargs)  # type: ignore[misc]
        return response

    def used(self, kind: Authenticator.Type) -> None:
        """Whoever has just set up a key has just used it: nobody is asked for it again at once."""
        account = account_of(self.request)
        pk = selectors.newest_key(account, str(kind))
        record_authentication(self.request, account, "mfa", id=pk, type=str(kind), reauthenticated=True)


class Keys(Page, base.IndexView):
    """All ways to sign in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roles = selectors.roles_of(account_of(self.request))
        return {**super().get_context_data(**kwargs), "is_staff": bool(roles)}


class SecondStep(Page, base.AuthenticateView):
    """The second step of signing in."""

    form_class = forms.SecondStepForm
    webauthn_form_class = forms.SecondStepPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = super().get_context_data(**kwargs)
        held = selectors.keys_of(self.stage.login.user)
        return {**facts, "has_passkey": "webauthn" in held, "has_app": "totp" in held}


class Again(Page, base.ReauthenticateView):
    """The second step once more, for somebody who is signed in: with a code."""

    form_class = forms.AgainForm


class AgainWithPasskey(Page, webauthn.ReauthenticateWebAuthnView):
    """The same with a passkey."""

    form_class = forms.AgainPasskeyForm

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


class AddApp(Page, totp.ActivateTOTPView):
    """Setting up an authenticator app."""

    form_class = forms.AppForm

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.used(Authenticator.Type.TOTP)
        return response


class RemoveApp(Page, totp.DeactivateTOTPView):
    """Removing it."""


class RecoveryCodes(Page, recovery.ViewRecoveryCodesView):
    """The recovery codes that are left."""


class NewRecoveryCodes(Page, recovery.GenerateRecoveryCodesView):
    """New ones in place of the old."""


class SavedRecoveryCodes(Page, recovery.DownloadRecoveryCodesView):
    """The same as a file."""


class Passkeys(Page, webauthn.ListWebAuthnView):
    """My passkeys."""


class AddPasskey(Page, webauthn.AddWebAuthnView):
    """Adding one, which signs in alone."""

    form_class = forms.AddPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = super().get_context_data(**kwargs)
        options = auth.begin_registration(account_of(self.request), True)
        return {**facts, "js_data": {"creation_options": options}}

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.used(Authenticator.Type.WEBAUTHN)
        return response


class RenamePasskey(Page, webauthn.EditWebAuthnView):
    """Naming one anew."""

    form_class = forms.RenamePasskeyForm


class RemovePasskey(Page, webauthn.RemoveWebAuthnView):
    """Removing one."""


class EnterWithPasskey(Page, webauthn.LoginWebAuthnView):
    """Signing in with a passkey alone, from the door."""

    form_class = forms.EnterPasskeyForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_anonymous:
            clear_login(request)  # a sign-in that waits at its second step is given up
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        key = form.cleaned_data["credential"]
        login = Login(user=key.user, redirect_url=self.request.session.pop(AFTER, None))
        response: HttpResponse = flows.perform_passwordless_login(self.request, key, login)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        facts = {"form": AddressForm(label_suffix=""), "passkey_failed": True}
        return render(self.request, "people/enter.html", facts, status=400)
