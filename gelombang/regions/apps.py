"""The regions app."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Regions and their designations."""

    name = "gelombang.regions"
    label = "regions"
