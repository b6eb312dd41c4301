"""The flow app."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    """The lifecycle and its tick; it has no tables."""

    name = "gelombang.flow"
    label = "flow"
