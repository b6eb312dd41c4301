"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, people, roles and consent."""

    name = "gelombang.people"
    label = "people"
