"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """What needs a human decision."""

    name = "gelombang.cases"
    label = "cases"
