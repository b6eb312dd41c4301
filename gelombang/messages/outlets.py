"""The ways out that the settings open: SMTP and a gateway where they are named, else a folder."""

from collections.abc import Mapping

from django.conf import settings

from .channels import Outlet
from .channels.email import Email
from .channels.folder import Folder
from .channels.gateway import Gateway
from .models import Message

Channel = Message.Channel


def outlets() -> Mapping[str, Outlet]:
    """One outlet for each channel."""
    folder = Folder(settings.DATA_DIR / "messages")
    opened: dict[str, Outlet] = {channel.value: folder for channel in Channel}
    if settings.MAIL_SERVER is not None:
        opened[Channel.EMAIL.value] = Email(settings.EMAIL_FROM)
    if settings.SMS_URL:
        for channel in (Channel.SMS, Channel.WHATSAPP):
            opened[channel.value] = Gateway(settings.SMS_URL, settings.SMS_TOKEN, channel.value)
    return opened
