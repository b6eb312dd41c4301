"""The grievances app."""

from django.apps import AppConfig


class GrievancesConfig(AppConfig):
    """Complaints and their answers."""

    name = "gelombang.grievances"
    label = "grievances"
