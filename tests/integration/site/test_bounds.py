"""What no page takes: large bodies, other methods, foreign hosts, addresses that lead elsewhere; and what the log says
of it."""

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client

from gelombang.draws import selectors, services
from gelombang.draws.models import Draw
from gelombang.portal.logs import JsonLines
from tests.factories.draws import drawn

pytestmark = pytest.mark.django_db

EVERYWHERE = ["/", "/en/", "/undian/", "/undian/tidak-ada/", "/static/portal/style.css", "/tidak/ada"]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    selectors._prover.cache_clear()
    return services.publish(folder=drawn(tmp_path))


@pytest.fixture
def log(capfd: pytest.CaptureFixture[str]) -> Iterator[StringIO]:
    """What is written to standard error, with the site's own logging."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    logging_of: Any = site_settings.LOGGING
    known = logging_of["formatters"]["json"]
    handler.setFormatter(JsonLines(known["format"], rename_fields=known["rename_fields"]))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)
    assert capfd.readouterr().err == ""  # a logger without a handler writes there, in a form of its own


def lines(log: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("length", ["300001", "2000000000", "99999999999999999999", "-1", "x"])
def test_a_large_body_is_refused_everywhere_in_words(client: Client, path: str, length: str) -> None:
    answer = client.post(path, data=b"abc", content_type="text/plain", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    english = path.startswith("/en/")
    assert (
        "What you sent is too large" if english else "Kiriman Anda terlalu besar"
    ) in answer.content.decode()
    assert answer["Content-Language"] == ("en" if english else "id")
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(("why", "status"), [("too slow", 408), ("too many", 503), ("too large", 413)])
def test_what_the_gateway_refused_is_said(client: Client, why: str, status: int, log: StringIO) -> None:
    answer = client.post("/undian/", **{"gelombang.refused": why})  # type: ignore[arg-type]
    assert answer.status_code == status
    assert "Kiriman Anda" in answer.content.decode()
    assert [line["why"] for line in lines(log) if "why" in line] == [why]


def test_a_proof_fits_and_stays_in_memory(client: Client, draw: Draw) -> None:
    assert site_settings.FILE_UPLOAD_MAX_MEMORY_SIZE >= site_settings.LARGEST_BODY > 200_000
    file = StringIO("x" * 199_000)
    file.name = "p.json"
    assert client.post(f"/undian/{draw.slug}/periksa/", {"proof": file}).status_code == 200


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])
@pytest.mark.parametrize("path", EVERYWHERE)
def test_other_methods_are_not_answered(client: Client, method: str, path: str) -> None:
    answer = client.generic(method, path)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"
    assert answer.content == b""


@pytest.mark.parametrize("host", ["10.0.0.7", "10.0.0.7:8000", "penipu.example", "a_b", ""])
@pytest.mark.parametrize("https", [False, True])
def test_health_answers_whatever_the_host(
    client: Client, settings: Any, log: StringIO, host: str, https: bool
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_REDIRECT_EXEMPT = https, [r"^healthz/"]
    for path in ("/healthz/live", "/healthz/ready"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
    assert lines(log) == []


@pytest.mark.parametrize("https", [False, True])
def test_a_foreign_host_is_one_quiet_line(client: Client, settings: Any, log: StringIO, https: bool) -> None:
    settings.SECURE_SSL_REDIRECT = https
    assert client.get("/undian/?nik=3171010101990000", headers={"Host": "penipu.example"}).status_code == 400
    (line,) = lines(log)
    assert (line["level"], line["status"], line["why"]) == ("INFO", 400, "DisallowedHost")
    assert not re.search("penipu|3171010101990000|\\.py", log.getvalue())


@pytest.mark.parametrize("header", ["Referer", "Origin"])
def test_no_address_of_a_referer_reaches_the_log(log: StringIO, header: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    evil = {header: "https://evil.example/?token=rahasia"}
    answer = client.post("/undian/x/periksa/", {"code": "x"}, headers=evil, secure=True)
    assert answer.status_code == 403
    (line,) = lines(log)
    assert line["why"] == f"{header} checking failed"
    assert not re.search("evil|rahasia", log.getvalue())


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "///evil.example/",
        "//evil.example/en/",
        "/%5Cevil.example/",
        "/\\evil.example/",
        "/en//evil.example/",
    ],
)
def test_no_link_leads_to_another_site(client: Client, path: str) -> None:
    answer = client.generic("GET", "/", PATH_INFO=path.replace("%5C", "\\"))
    assert answer.status_code == 404
    links = re.findall(r'(?:href|src|action)="([^"]*)"', answer.content.decode())
    assert links
    assert not [link for link in links if re.match(r"[/\\]{2}|/%5C/|https?:", link)]


def test_a_code_is_not_kept_by_any_cache(client: Client, draw: Draw) -> None:
    code, _ = selectors.sample_codes(draw)[0]
    for answer in (
        client.get(f"/undian/{draw.slug}/periksa/", {"code": code}),
        client.post(f"/undian/{draw.slug}/periksa/", {"code": code}),
    ):
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/undian/{slug}/bukti/{code}.json", "/undian/x/bukti/{code}", "/undian/3171010101990000/"]
)
def test_no_code_and_no_number_of_a_person_reaches_the_log(
    client: Client, draw: Draw, log: StringIO, path: str
) -> None:
    code, _ = selectors.sample_codes(draw)[0]
    client.get(path.format(slug=draw.slug, code=code))
    (line,) = lines(log)
    assert "…" in str(line["path"])
    assert not re.search(f"{code}|3171010101990000", log.getvalue())
