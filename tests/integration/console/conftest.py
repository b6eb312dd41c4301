"""A site of its own for every test of the console, and who works at it."""

from pathlib import Path

import pytest
from django.test import Client

from gelombang.people.roles import Role
from tests.factories.people import staff


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")
    settings.BEACON_URL = ""


@pytest.fixture
def officer() -> Client:
    return staff(Role.OFFICER, address="petugas@contoh.example")


@pytest.fixture
def approver() -> Client:
    return staff(Role.APPROVER, address="penyetuju@contoh.example")
