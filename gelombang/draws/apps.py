"""The draws app."""

from django.apps import AppConfig


class DrawsConfig(AppConfig):
    """Published draws."""

    name = "gelombang.draws"
    label = "draws"
