"""The verifier's own files, served to Chromium from the source under the site's content security policy.

No site is needed here: a page with the form that docs/browser-verifier.md asks for, and whatever answers a test gives.
"""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.architecture.project import PACKAGE

STATIC = PACKAGE / "draws" / "static" / "draws"
PAGE = Path(__file__).with_name("page.html")
TYPES = {".js": "text/javascript", ".html": "text/html; charset=utf-8", ".json": "application/json"}
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'"

Run = Callable[..., Any]


class Answer(NamedTuple):
    status: int
    body: bytes


@dataclass
class Served:
    """A server on loopback: `address` without a slash at the end, `answers` by path, `asked` in order."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


def answer_of(served: Served, path: str) -> Answer:
    name = path.split("?", maxsplit=1)[0]
    if name in served.answers:
        return served.answers[name]
    file = STATIC / name.removeprefix("/draws/")
    known = {f"/draws/{found.relative_to(STATIC).as_posix()}" for found in STATIC.rglob("*.js")}
    return Answer(200, file.read_bytes()) if name in known else Answer(404, b"")


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    class Static(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            status, body = answer_of(found, self.path)
            self.send_response(status)
            ending = Path(self.path.split("?")[0]).suffix or ".html"
            self.send_header("Content-Type", TYPES.get(ending, "text/plain"))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing: a test says itself what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Static)
    found = Served(
        f"http://localhost:{server.server_port}", {"/": Answer(200, b"<!doctype html><title>x</title>")}
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def run(browser: Browser, served: Served) -> Iterator[Run]:
    """Runs JavaScript in Chromium: `run(names, body, data)` imports the modules and calls `(data) => body`."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served.address}/")

    def run_there(names: dict[str, str], body: str, data: Any = None) -> Any:
        imports = " ".join(f"const {name} = await import('/draws/{path}');" for name, path in names.items())
        return page.evaluate(f"async (data) => {{ {imports} {body} }}", data)

    yield run_there
    context.close()


@dataclass
class Desk:
    """A page with the form. `give` sets what it answers for a code; `place` shows one proof file."""

    page: Page
    served: Served
    errors: list[str]
    names: dict[str, Any] = field(default_factory=dict)

    def open(self, lang: str = "id", wait: str = "[data-ready]", **data: str) -> None:
        self.serve("/undian", markup(lang, data, self.names).encode())
        self.page.goto(f"{self.served.address}/undian")
        if wait:
            self.page.locator(wait).wait_for()

    def serve(self, path: str, body: bytes, status: int = 200) -> None:
        self.served.answers[path] = Answer(status, body)

    def give(self, code: str, value: Any, status: int = 200) -> None:
        body = value if isinstance(value, bytes) else canonical(value)
        self.serve(f"/bukti/{code}.json", body, status)

    def hand_in(self, value: Any, name: str = "bukti.json") -> None:
        body = value if isinstance(value, bytes) else canonical(value)
        file: Any = {"name": name, "mimeType": "application/json", "buffer": body}
        self.page.set_input_files("input[type=file]", files=[file])
        self.submit_file()

    def type(self, code: str) -> None:
        self.page.locator("[name=code]").fill(code)
        self.submit()

    def submit(self) -> None:
        self.page.get_by_role("button", name="Periksa", exact=True).click()

    def submit_file(self) -> None:
        self.page.get_by_role("button", name="Periksa berkas").click()


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def markup(lang: str, data: dict[str, str], names: dict[str, Any]) -> str:
    given = {
        "proof-url": "/bukti/KODE.json",
        "words-url": f"/draws/verify/words-{lang}.js",
        "ed25519-url": "/draws/vendor/ed25519.js",
        "bls-url": "/draws/vendor/bls12-381.js",
        **{name.replace("_", "-"): value for name, value in data.items()},
    }
    attributes = " ".join(f'data-{name}="{value}"' for name, value in given.items())
    told = json.dumps(names).replace("<", "\\u003C")  # as Django writes it
    return PAGE.read_text("utf-8").replace("LANG", lang).replace("DATA", attributes).replace("NAMES", told)


@pytest.fixture
def desk(browser: Browser, served: Served) -> Iterator[Desk]:
    """A fresh page; anything that the content security policy refuses, or a script throws, fails the test."""
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    yield Desk(page, served, errors)
    context.close()
    assert [error for error in errors if "Failed to load resource" not in error] == []
