"""The pages of the portal: health, headers, languages, errors, weight."""

import gzip
import html
import json
import logging
import re
import resource
import socket
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from gelombang.portal.management.commands import serve

PAGES = ["/", "/en/", "/gaya/", "/en/gaya/", "/undian/", "/en/undian/", "/tidak-ada/"]
BUDGET = 50_000  # bytes, compressed: HTML, CSS, JavaScript and SVG of a first load

pytestmark = pytest.mark.django_db


class Parts(HTMLParser):
    """What a page loads, and what it holds that the content security policy would refuse."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.refused: list[str] = []
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.refused.append(tag)
        self.refused += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "link" and given.get("rel") in {"stylesheet", "icon", "modulepreload"}:
            self.loads.append(given["href"] or "")
        if tag in {"script", "img"} and given.get("src"):
            self.loads.append(given["src"] or "")


def parts(client: Client, path: str) -> Parts:
    return Parts(client.get(path).content.decode())


def test_ready_when_the_database_is(client: Client) -> None:
    assert client.get("/healthz/live").json() == {"status": "live"}
    response = client.get("/healthz/ready")
    assert (response.status_code, response.json()["status"]) == (200, "ready")
    assert "no-store" in response["Cache-Control"]


def test_not_ready_when_the_database_is_down(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with patch("gelombang.portal.views.MigrationExecutor", side_effect=OperationalError("password of ani")):
        response = client.get("/healthz/ready")
    assert (response.status_code, response.json()["database"]) == (503, "unreachable")
    assert "ani" not in response.content.decode()


def test_not_ready_while_migrations_wait(client: Client) -> None:
    with patch("gelombang.portal.views.MigrationExecutor") as executor:
        executor.return_value.migration_plan.return_value = [object()]
        response = client.get("/healthz/ready")
    assert (response.status_code, response.json()["migrations_waiting"]) == (503, 1)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_headers(client: Client, path: str) -> None:
    response = client.get(path)
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_what_the_policy_refuses(client: Client, path: str) -> None:
    assert parts(client, path).refused == []


def test_a_request_has_an_id_and_one_line_without_its_query(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="gelombang.request"):
        response = client.get("/undian/?page=3171010101990000", headers={"X-Request-ID": "dari-proksi-1"})
    assert response["X-Request-ID"] == "dari-proksi-1"
    (record,) = [record for record in caplog.records if record.name == "gelombang.request"]
    fields: dict[str, Any] = record.__dict__
    assert [fields[name] for name in ("request_id", "method", "path", "status")] == [
        "dari-proksi-1", "GET", "/undian/", 200,
    ]  # fmt: skip
    assert "3171010101990000" not in str(fields)


def test_an_id_that_is_not_one_is_replaced(client: Client) -> None:
    assert re.fullmatch("[0-9a-f]{16,}", client.get("/", headers={"X-Request-ID": "a b\tc"})["X-Request-ID"])


@pytest.mark.parametrize(
    ("path", "language"), [("/", "id"), ("/en/", "en"), ("/undian/", "id"), ("/en/undian/", "en")]
)
def test_an_address_has_one_language_whatever_the_browser_prefers(
    client: Client, path: str, language: str
) -> None:
    response = client.get(path, headers={"Accept-Language": "en" if language == "id" else "id"})
    assert Parts(response.content.decode()).language == language


def test_each_page_leads_to_itself_in_the_other_language(client: Client) -> None:
    assert 'href="/en/gaya/"' in client.get("/gaya/").content.decode()
    assert 'href="/gaya/"' in client.get("/en/gaya/").content.decode()


def test_no_page_mixes_languages(client: Client) -> None:
    indonesian, english = client.get("/").content.decode(), client.get("/en/").content.decode()
    assert "Mengapa undian ini adil" in indonesian
    assert "How the draw is fair" not in indonesian
    assert "How the draw is fair" in english
    assert "Mengapa" not in english


def test_a_missing_page_says_so(client: Client) -> None:
    response = client.get("/en/nowhere/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_a_fault_shows_a_page_and_no_trace() -> None:
    client = Client(raise_request_exception=False)
    with patch("gelombang.portal.views.draws.latest", side_effect=RuntimeError("rahasia")):
        response = client.get("/")
    text = response.content.decode()
    assert response.status_code == 500
    assert "Ada gangguan di pihak kami" in text
    assert not re.search("rahasia|Traceback|RuntimeError", text)
    assert Parts(text).refused == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/tidak-ada/", "LATIHAN"),
        ("/en/nowhere/", "REHEARSAL"),
        ("/gaya/", "LATIHAN"),
        ("/undian/tidak-ada/", "LATIHAN"),
        ("/en/undian/", "REHEARSAL"),
    ],
)
def test_a_site_that_rehearses_says_so_on_every_page(
    client: Client, settings: Any, path: str, words: str
) -> None:
    assert 'class="rehearsal"' not in client.get(path).content.decode().split("<main")[0]
    settings.REHEARSAL = True
    head = client.get(path).content.decode().split("<main")[0]
    assert head.count('class="rehearsal"') == 1
    assert words in head


@pytest.mark.parametrize("rehearsing", [True, False])
def test_a_fault_and_what_is_refused_say_so_too(settings: Any, rehearsing: bool) -> None:
    settings.REHEARSAL = rehearsing
    client = Client(raise_request_exception=False)
    with patch("gelombang.portal.views.draws.latest", side_effect=RuntimeError("x")):
        assert ("LATIHAN" in client.get("/").content.decode()) == rehearsing
    large = client.post("/", b"x", "text/plain", CONTENT_LENGTH="999999999")
    assert large.status_code == 413
    assert ("LATIHAN" in large.content.decode()) == rehearsing


def test_a_form_without_its_token_is_refused_in_words() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/undian/gelombang-1/periksa/", {"code": "x"})
    assert response.status_code == 403
    assert "Formulir" in response.content.decode() or "formulir" in response.content.decode()


def test_a_form_that_was_left_open_is_sent_again_with_one_press() -> None:
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    given = {"topic": "fraud", "words": 'Diminta "uang" <b>', "contact": "", "csrfmiddlewaretoken": "a" * 64}
    client.cookies["csrftoken"] = "b" * 32
    refused = client.post("/pengaduan/?x=1", given)
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "no-store" in refused["Cache-Control"]
    assert "Tekan sekali lagi" in page
    assert '<form method="post" action="/pengaduan/?x=1">' in page
    fields = {
        name: html.unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    }
    assert fields.keys() == given.keys()
    assert fields["words"] == given["words"]
    assert client.post("/pengaduan/?x=1", fields).status_code == 302


def test_a_form_of_another_site_is_not_offered_again() -> None:
    given = {"topic": "fraud", "words": "x"}
    for headers in ({"Origin": "https://lain.example"}, {}):
        client = Client(enforce_csrf_checks=True, headers=headers)
        page = client.post("/pengaduan/", given).content.decode()
        assert "yang Anda tulis masih ada" in page
        assert 'name="words"' not in page
    ours = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    page = ours.post("/undian/x/periksa/", {"proof": BytesIO(b"{}")}).content.decode()
    assert "pilih lagi berkasnya" in page


@pytest.mark.parametrize(
    ("referer", "leads_on"),
    [("http://testserver/masuk/?next=/x/", True), ("https://penipu.example/masuk/", False)],
)
def test_a_browser_without_cookies_reads_what_to_do(referer: str, leads_on: bool) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post("/masuk/", {"address": "x"}, headers={"Referer": referer}).content.decode()
    assert "Izinkan cookie" in page
    assert ('<a class="button" href="/masuk/">' in page) == leads_on


def test_an_unknown_host_is_refused(client: Client) -> None:
    response = client.get("/", headers={"Host": "penipu.example"})
    assert response.status_code == 400
    assert "penipu.example" not in response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_first_load_is_light(client: Client, path: str) -> None:
    response = client.get(path)
    weight = len(gzip.compress(response.content))
    for url in Parts(response.content.decode()).loads:
        found = finders.find(url.removeprefix("/static/"))
        assert isinstance(found, str), url
        weight += len(gzip.compress(Path(found).read_bytes()))
    assert weight <= BUDGET


def test_a_page_comes_compressed(client: Client) -> None:
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"


def test_the_style_sheet_asks_for_nothing_else() -> None:
    found = finders.find("portal/style.css")
    assert isinstance(found, str)
    assert not re.search(r"url\(|@import|@font-face", Path(found).read_text())


def test_serve_refuses_a_taken_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match=r"cannot be listened on.*make demo PORT=NUMBER"):
            call_command("serve", port=taken.getsockname()[1])


@pytest.mark.parametrize(
    "options",
    [{"port": 0}, {"port": 70_000}, {"port": "abc"}, {"port": "-1"}, {"workers": 0}, {"workers": "x"}],
)
def test_serve_refuses_numbers_out_of_range(options: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="write a whole number"):
        call_command("serve", **options)


@pytest.mark.parametrize(
    ("limits", "asked", "expected"),
    [
        ((1024, 1_048_576), [(4352, 1_048_576)], 4096),
        ((1024, 1024), [], 768),
        ((20_000, 20_000), [], 4096),
        ((1024, resource.RLIM_INFINITY), [(4352, resource.RLIM_INFINITY)], 4096),
        ((resource.RLIM_INFINITY, resource.RLIM_INFINITY), [], 4096),
        ((300, 300), [], 128),
    ],
)
def test_a_worker_holds_as_many_connections_as_the_system_allows(
    limits: tuple[int, int], asked: list[tuple[int, int]], expected: int
) -> None:
    with patch("resource.getrlimit", return_value=limits), patch("resource.setrlimit") as raised:
        assert serve.connections() == expected
    assert [call.args[1] for call in raised.call_args_list] == asked


def test_health_is_json(client: Client) -> None:
    assert json.loads(client.get("/healthz/ready").content)
