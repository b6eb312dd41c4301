"""The public API: what is answered and what is refused, in one form; limits, tags, and no fault for any call."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import schemathesis
from django.core import signals
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import settings as effort

from gelombang.draws.models import Draw
from gelombang.flow import counting, lifecycle
from gelombang.flow.models import RegionFigure
from gelombang.portal.api import limits
from gelombang.portal.api.calls import api
from gelombang.portal.api.page import CALLS
from gelombang.waves.models import Wave
from tests.factories import programme

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")
    limits.limiter.forget()


@pytest.fixture
def wave() -> Wave:
    """A published wave, one that is open and one that is only prepared."""
    alor, linggau = programme.regions()
    made = programme.wave()
    for n in range(12):
        programme.applied(made, programme.person(n, region=(alor, linggau)[n % 3 == 0]))
    for _ in range(2):
        lifecycle.tick(timezone.now())
    programme.published(made)
    now = timezone.now()
    following = programme.wave(2, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=3))
    for n in range(20, 23):
        programme.applied(following, programme.person(n, region=alor), at=now)
    programme.wave(3, opens_at=now + timedelta(days=9), closes_at=now + timedelta(days=10), announced=False)
    lifecycle.tick(timezone.now())
    return made


def told(client: Client, path: str, status: int = 200, **headers: str) -> Any:
    answer = client.get(ROOT + path, headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


# What is answered.


def test_waves_that_were_announced_the_latest_first(client: Client, wave: Wave) -> None:
    found = told(client, "waves")
    assert [(one["number"], one["stage"]) for one in found["items"]] == [(2, "open"), (1, "published")]
    assert found["next"] is None
    assert found["items"][1]["draw"] == Draw.objects.get().slug
    assert found["items"][1]["page"] == "http://testserver/gelombang/1/"


def test_a_wave_with_figures_that_add_up_terms_and_rules(client: Client, wave: Wave) -> None:
    found = told(client, "waves/1")
    figures = found["figures"]
    assert figures["n_joined"] == figures["n_eligible"] + figures["n_not_eligible"] == 12
    assert figures["n_selected"] == 10
    assert found["policy"] == wave.policy_source
    assert {"age_least", "per_household"} <= {one["name"] for one in found["terms"]}
    regions = told(client, "waves/1/regions")["items"]
    for name in ("n_joined", "n_eligible", "n_selected"):
        assert sum(one[name] for one in regions) == figures[name]


def test_figures_are_those_of_the_pages(client: Client, wave: Wave) -> None:
    found = told(client, "figures")
    assert (found["n_joined"], found["n_selected"], found["n_applications"]) == (15, 10, 12)
    assert found["is_rehearsal"]


def test_small_numbers_are_withheld_as_on_the_pages(client: Client, wave: Wave) -> None:
    (found,) = told(client, "waves/2/regions")["items"]
    assert (found["stratum"], found["n_joined"], found["is_withheld"]) == ("5305", None, True)
    RegionFigure.objects.filter(stratum="1673", figure__wave=wave).update(n_joined=6, n_not_eligible=2)
    assert [one["n_joined"] for one in told(client, "waves/1/regions")["items"]] == [None, None]


def test_a_draw_with_its_files_seed_and_regions(client: Client, wave: Wave) -> None:
    draw = Draw.objects.get()
    (line,) = told(client, "draws")["items"]
    found = told(client, f"draws/{draw.slug}")
    assert found.items() >= line.items()
    assert (found["seed"], found["manifest_sha256"]) == (draw.seed, draw.manifest_sha256)
    assert {"manifest.json", "list.csv", "result/results.csv"} <= {file["name"] for file in found["files"]}
    for file in found["files"][:3]:
        answer = client.get(file["url"])
        assert len(b"".join(answer.streaming_content)) == file["size"]  # type: ignore[attr-defined]
    assert sum(one["n_entries"] for one in found["regions"]) == draw.n_entries
    assert sum(one["n_selected"] for one in found["regions"]) == draw.n_selected


def test_regions_with_what_decrees_call_them(client: Client) -> None:
    call_command("load_regions", stdout=StringIO())
    found = told(client, "regions?level=2&parent=53&limit=100")
    (alor,) = [one for one in found["items"] if one["code"] == "53.05"]
    assert alor["name"] == "Kabupaten Alor"
    assert {
        "kind": "disadvantaged",
        "decree": "Perpres 63/2020",
        "since_on": "2020-01-01",
        "until_on": "2024-12-31",
    } in (alor["designations"])
    assert told(client, "regions/53.05") == alor


def test_pages_by_key_hold_everything_once(client: Client) -> None:
    call_command("load_regions", stdout=StringIO())
    seen: list[str] = []
    path: str | None = "regions?level=2&limit=100"
    while path:
        found = told(client, path)
        seen += [one["code"] for one in found["items"]]
        path = found["next"] and found["next"].removeprefix(f"http://testserver{ROOT}")
    assert len(seen) == len(set(seen)) == 514
    assert seen == sorted(seen)


def test_waves_and_draws_come_in_pages_too(client: Client, wave: Wave) -> None:
    first = told(client, "waves?limit=1")
    assert [one["number"] for one in first["items"]] == [2]
    second = client.get(first["next"]).json()
    assert ([one["number"] for one in second["items"]], second["next"]) == ([1], None)
    assert told(client, f"draws?after={Draw.objects.get().slug}")["items"] == []


def test_nobodys_data_are_in_any_answer(client: Client, wave: Wave) -> None:
    slug = Draw.objects.get().slug
    for path in ("waves", "waves/1", "waves/1/regions", "draws", f"draws/{slug}", "regions", "figures"):
        text = client.get(ROOT + path).content.decode()
        assert not re.search(
            r"Orang \d|contoh\.example|@|account:|(?<![0-9a-f])[0-9]{16}(?![0-9a-f])", text
        ), path


# Asked again.


def test_who_has_it_already_gets_304_and_nothing_else(client: Client, wave: Wave) -> None:
    first = client.get(f"{ROOT}waves/2")
    assert "max-age=60" in first["Cache-Control"]
    for tag in (first["ETag"], f"W/{first['ETag']}", f'"x", {first["ETag"]}', "*"):
        again = client.get(f"{ROOT}waves/2", headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(f"{ROOT}waves/2", headers={"If-None-Match": '"x"'}).status_code == 200
    counting.count_wave(wave=Wave.objects.get(number=2), at=timezone.now())
    changed = client.get(f"{ROOT}waves/2", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_head_is_answered_as_a_get(client: Client, wave: Wave) -> None:
    answer = client.head(f"{ROOT}waves/1")
    assert answer.status_code == 200
    assert answer["ETag"] == client.get(f"{ROOT}waves/1")["ETag"]


def test_scripts_of_other_sites_may_read(client: Client) -> None:
    answer = client.get(f"{ROOT}waves", headers={"Origin": "https://lain.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    asked = client.options(f"{ROOT}waves", headers={"Access-Control-Request-Method": "GET"})
    assert asked.status_code == 204
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    assert "Set-Cookie" not in answer
    assert not answer.cookies


# What is refused.


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("nowhere", 404, ""),
        ("", 404, ""),
        ("waves/99", 404, ""),
        ("waves/3", 404, ""),  # prepared, not announced
        ("waves/3/regions", 404, ""),
        ("draws/tidak-ada", 404, ""),
        ("draws?after=tidak-ada", 404, ""),
        ("regions/99.99", 404, ""),
        ("figures", 404, ""),  # nothing was counted
        ("waves/satu", 422, "number"),
        ("waves/0", 422, "number"),
        ("waves/99999999999999999999", 422, "number"),
        ("waves?limit=101", 422, "limit"),
        ("waves?after=x", 422, "after"),
        ("regions?parent=%00", 422, "parent"),
        ("regions?parent=';drop", 422, "parent"),
        ("draws/%2e%2e", 422, "slug"),
    ],
)
def test_what_is_wrong_is_told_in_one_form(client: Client, path: str, status: int, name: str) -> None:
    answer = client.get(ROOT + path)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    found = answer.json()
    assert found["status"] == status
    assert found["type"] == f"http://testserver/api/#{status}"
    assert {"title", "detail"} <= found.keys()
    assert [one["name"] for one in found.get("errors", [])] == ([name] if name else [])
    page = client.get("/api/").content.decode()
    assert f'id="{status}"' in page


def test_what_is_wrong_is_told_in_the_callers_language(client: Client) -> None:
    assert told(client, "waves/9", 404)["title"] == "Tidak ada yang seperti itu"
    english = client.get(f"{ROOT}waves?limit=x", headers={"Accept-Language": "en"})
    assert english.json()["errors"] == [
        {"where": "query", "name": "limit", "takes": "a whole number from 1 to 100"}
    ]
    assert english["Content-Language"] == "en"
    assert "Accept-Language" in english["Vary"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["waves", "waves/1", "openapi.json", "nowhere"])
def test_nothing_can_be_changed(client: Client, method: str, path: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)(ROOT + path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["status"] == 405


def test_what_is_refused_before_it_is_a_call_has_the_same_form(client: Client) -> None:
    large = client.generic("GET", f"{ROOT}waves", b"x", CONTENT_LENGTH="999999999")
    assert (large.status_code, large["Content-Type"]) == (413, "application/problem+json")
    host = client.get(f"{ROOT}waves", headers={"Host": "penipu.example"})
    assert host.status_code == 400
    assert "penipu" not in host.content.decode()


def test_a_fault_is_told_without_a_trace_and_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with (
        patch("gelombang.portal.api.found.waves_after", side_effect=RuntimeError("rahasia")),
        caplog.at_level(logging.ERROR),
    ):
        found = told(client, "waves", 500)
    assert "rahasia" not in str(found)
    assert "rahasia" in str(caplog.records[0].exc_info)


# Limits.


def test_a_visitor_has_so_many_calls_a_minute_and_keeps_nobody_else_out(
    client: Client, settings: Any
) -> None:
    settings.API_PER_MINUTE = 3
    left = [client.get(f"{ROOT}waves")["RateLimit"] for _ in range(3)]
    assert [int(re.findall(r"r=(\d+)", one)[0]) for one in left] == [2, 1, 0]
    answer = client.get(f"{ROOT}waves")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert answer["RateLimit-Policy"] == '"calls";q=3;w=60'
    assert answer.json()["status"] == 429
    assert client.get("/").status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.9").get(f"{ROOT}waves").status_code == 200


def test_the_document_is_served_and_names_the_calls_of_the_page(client: Client) -> None:
    found = told(client, "openapi.json")
    assert found["openapi"].startswith("3.1")
    assert set(found["paths"]) == {ROOT + call.path for call in CALLS}
    for call in CALLS:
        query = [one for one in found["paths"][ROOT + call.path]["get"]["parameters"] if one["in"] == "query"]
        assert {one["name"] for one in query} == set(call.parameters)


def test_the_document_is_valid_openapi_3_1() -> None:
    loaded = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
    loaded.validate()


@pytest.mark.parametrize("path", ["/api/", "/en/api/"])
def test_the_page_tells_every_call_in_both_languages(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    for call in CALLS:
        assert f"GET {ROOT}{call.path}" in page
    assert ("Data untuk program komputer" if path == "/api/" else "Data for programs") in page


def test_every_example_of_the_page_can_be_tried(client: Client, wave: Wave) -> None:
    call_command("load_regions", stdout=StringIO())
    for call in CALLS:
        if call.example:
            told(client, call.example)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A call that has ended would close the connection of the test."""
    asked = (signals.request_started, signals.request_finished)
    for signal in asked:
        signal.disconnect(close_old_connections)
    yield
    for signal in asked:
        signal.connect(close_old_connections)


schema = schemathesis.openapi.from_wsgi(f"{ROOT}openapi.json", get_wsgi_application())


@pytest.mark.usefixtures("one_connection")
@schema.parametrize()
@effort(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_call_has_a_fault_and_every_answer_is_as_described(case: Any, wave: Wave, settings: Any) -> None:
    settings.API_PER_MINUTE = 1_000_000
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
