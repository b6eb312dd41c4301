"""The portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Base templates, components, static files."""

    name = "gelombang.portal"
    label = "portal"
