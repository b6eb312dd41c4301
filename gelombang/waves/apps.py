"""The waves app."""

from django.apps import AppConfig


class WavesConfig(AppConfig):
    """Waves and applications."""

    name = "gelombang.waves"
    label = "waves"
