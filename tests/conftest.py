"""For every test: which skips are allowed, how many tests ran, where shared reference data lies."""

import json
import os
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED_SKIPS = ROOT / "tests" / "allowed_skips.toml"
COUNTED = ("passed", "failed", "skipped", "xfailed", "error")


def pytest_configure() -> None:
    """Static files by their plain names: what an earlier `serve` has collected is not what is tested."""
    from django.conf import settings

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def disallowed(skips: list[tuple[str, str]], allowed: list[dict[str, str]]) -> list[str]:
    """The skips (test, reason) that no entry of the list covers, as lines to print."""
    return [
        f"{test}: {reason}"
        for test, reason in skips
        if not any(fnmatch(test, entry["test"]) and entry["reason"] in reason for entry in allowed)
    ]


def skipped(reporter: pytest.TerminalReporter) -> list[tuple[str, str]]:
    """What this run skipped: the test, or the file when all of it was skipped, and the reason given."""
    found = []
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        found.append((report.nodeid, reason.removeprefix("Skipped: ")))
    return found


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> Iterator[None]:
    """In CI a skip that is not on the list fails the run; counts go to the file that `make test` adds up."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return (yield)
    bad = disallowed(skipped(reporter), tomllib.loads(ALLOWED_SKIPS.read_text())["skip"])
    if bad and os.environ.get("CI") == "true":
        reporter.write_line("\nSkipped, and not in tests/allowed_skips.toml:", red=True)
        for line in bad:
            reporter.write_line(f"  {line}")
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
    if tally := os.environ.get("GELOMBANG_TEST_TALLY"):
        counts = {name: len(reporter.stats.get(name, [])) for name in COUNTED}
        Path(tally).write_text(json.dumps({**counts, "errors": counts["error"]}))
    return (yield)


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder with reference data too large to commit; a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("GELOMBANG_REFERENCE", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("reference data absent: set GELOMBANG_REFERENCE")
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """On SQLite a test that commits is cleaned up after by deleting rows, which the guard of events forbids."""
    from django.db import connection

    from gelombang.audit import triggers

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for statement in triggers.drop("sqlite"):
                    cursor.execute(statement)
