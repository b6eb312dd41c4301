"""Where allauth, which keeps passkeys and authenticator apps, meets the rest of the site."""

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .keys import vault
from .models import Account
from .services.keys import Key, note_change
from .visitors import client_address

CHANGES = {
    "mfa/email/totp_activated": (Key.APP, True),
    "mfa/email/totp_deactivated": (Key.APP, False),
    "mfa/email/webauthn_added": (Key.PASSKEY, True),
    "mfa/email/webauthn_removed": (Key.PASSKEY, False),
    "mfa/email/recovery_codes_generated": (Key.RECOVERY_CODES, True),
}
"""What allauth would write a mail of → what has changed."""


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
        """Nothing is sent past the outbox."""

    def send_notification_mail(self, template_prefix: str, user: Account, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """A key was added or removed: an event, and a message to the owner."""
        key, is_added = CHANGES[template_prefix]
        note_change(account=user, key=key, is_added=is_added, at=timezone.now())


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps lie in the vault, beside the identity numbers."""

    error_messages = {  # noqa: RUF012  never changed
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This is not the code. Wait for the next one in the app and type it."),
    }

    def encrypt(self, text: str) -> str:
        return vault().lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        return vault().unlock(encrypted_text)

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def get_totp_label(self, user: Account) -> str:
        return user.email or user.phone or str(user)

    def build_totp_svg(self, url: str) -> str:
        """For the page itself: no image of another address, no style."""
        code = segno.make(url, error="m", micro=False)
        return str(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr"))

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002, ARG002
        return _("My phone or computer")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        from allauth.core import context

        return {"id": context.request.get_host().partition(":")[0], "name": str(settings.SITE_NAME)}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """What the phone shows beside the passkey."""
        label = self.get_totp_label(user)
        return {"id": user_pk_to_url_str(user).encode("utf-8"), "display_name": label, "name": label}
