"""A served site and a Chromium to look at it with.

The site is what people run: granian, two workers, its own database in a temporary folder, filled as by
`make demo`.
It is another process, so these tests see pages and nothing else.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tools.postgres import free_port

PATIENCE = 240  # seconds; filling the demonstration takes 25 on a quiet machine
PHONE = {"width": 360, "height": 640}
NAMES = ("chromium", "chromium-browser", "google-chrome")

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder, so that `-m "not e2e"` leaves it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


def chromium() -> str:
    """The browser: `$CHROMIUM`, else the first known name on PATH."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("No Chromium found: apt-get install chromium, or export CHROMIUM=/path/to/it")
    return path


def answers(port: int) -> bool:
    """Whether the site at this port says that it is ready."""
    connection = HTTPConnection("localhost", port, timeout=5)
    try:
        connection.request("GET", "/healthz/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def served(folder: Path, *arguments: str, **settings: str) -> Iterator[str]:
    """A site of its own in this folder; its address, without a slash at the end."""
    port, log = free_port(), folder / "server.log"
    environment = {**os.environ, **site_settings(folder), **settings}
    environment.pop("GELOMBANG_DATABASE_URL", None)
    command = [sys.executable, "-m", "django", "serve", *arguments, "--port", str(port)]
    with log.open("wb") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as server:
        deadline = time.monotonic() + PATIENCE
        try:
            while not answers(port):
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"The site was not served:\n{log.read_text(errors='replace')[-4000:]}")
                time.sleep(0.1)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()


def site_settings(folder: Path) -> dict[str, str]:
    """The environment in which commands reach the site in this folder."""
    return {"DJANGO_SETTINGS_MODULE": "gelombang.settings", "GELOMBANG_DATA_DIR": str(folder)}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served demo site, without a slash at the end."""
    with served(tmp_path_factory.mktemp("site"), "--demo") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page in a profile of its own, paths relative to the site; an error on its console fails the test."""
    context = browser.new_context(base_url=site, locale="id-ID")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()
    assert not errors, "the page reported errors"


@pytest.fixture
def phone(page: Page) -> Page:
    """The same page, 360 points wide."""
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    return page


@pytest.fixture
def without_javascript(browser: Browser, site: str) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(base_url=site, locale="id-ID", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Asserts that axe finds nothing on the page against WCAG 2.2 A and AA, nor against its best practices."""

    def assert_accessible(page: Page) -> None:
        violations = Axe().run(page).response["violations"]
        found = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:160]}"
            for rule in violations
            for node in rule["nodes"]
        ]
        assert not found, "\n".join(found)

    return assert_accessible
