"""The flow app."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    """The lifecycle and its tick, and the figures that it counts."""

    name = "gelombang.flow"
    label = "flow"
