"""Where allauth, which keeps passkeys and authenticator apps, meets the rest of the site."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .keys import vault
from .models import Account
from .visitors import client_address


class Adapter(DefaultAccountAdapter):
    """No sign-up of its own, no mail of its own: the door and the outbox are ours."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("portal:mine")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("portal:home")

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """What changed on an account is in its own list of events."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """As above."""


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps lie in the vault, beside the identity numbers."""

    def encrypt(self, text: str) -> str:
        return vault().lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        return vault().unlock(encrypted_text)

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def get_totp_label(self, user: Account) -> str:
        return user.email or user.phone or str(user)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        from allauth.core import context

        return {"id": context.request.get_host().partition(":")[0], "name": str(settings.SITE_NAME)}
