"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Events, and the chain that seals them."""

    name = "gelombang.audit"
    label = "audit"
