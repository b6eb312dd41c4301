"""The messages app."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The outbox."""

    name = "gelombang.messages"
    label = "messages"
