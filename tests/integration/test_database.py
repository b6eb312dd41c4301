"""The database is the one that was asked for, and holds what it is given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for() -> None:
    wanted = "postgresql" if os.environ.get("GELOMBANG_DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == wanted


@pytest.mark.django_db
def test_the_database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 20000000 + 1")
        assert cursor.fetchone() == (20000001,)


def test_a_failing_command_on_postgresql_fails() -> None:
    command = [sys.executable, "-m", "tools.postgres", sys.executable, "-c", "raise SystemExit(7)"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 7
