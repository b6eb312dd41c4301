"""What a page claims is no more than what was found, and every address says something."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from gelombang.draws import selectors, services
from gelombang.draws.models import Draw
from gelombang.engines.odds_words import share_words
from tests.factories.draws import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    selectors._prover.cache_clear()
    return services.publish(folder=drawn(tmp_path))


@pytest.mark.parametrize(
    ("powers", "said", "unsaid"),
    [
        ((False, False), "terlalu sedikit untuk dibandingkan", "diuntungkan"),
        (
            (True, False),
            "Tidak dibandingkan, karena yang terpilih terlalu sedikit untuk dinilai: besar",
            "urutan",
        ),
        ((True, True), "yang diuntungkan secara mencurigakan", "terlalu sedikit"),
    ],
)
def test_a_comparison_claims_no_more_than_it_could_see(
    powers: tuple[bool, bool], said: str, unsaid: str
) -> None:
    names = ("stratum", "household size")
    tests = [{"name": name, "has_power": power} for name, power in zip(names, powers, strict=True)]
    with translation.override("id"):
        page = render_to_string(
            "draws/_bias.html", {"bias": {"tests": tests, "redraws": 999, "passed": True}}
        )
    assert said in page
    assert unsaid not in page


def test_a_code_that_no_keyboard_types_is_refused_once(client: Client, draw: Draw) -> None:
    page = client.get(f"/undian/{draw.slug}/periksa/?code=%00").content.decode()
    assert page.count('class="error"') == 1
    assert "salah ketik" in page
    assert client.get("/undian/cari.json?undian=%00").status_code == 404


def test_where_the_draw_of_a_name_is(client: Client, draw: Draw) -> None:
    found = client.get("/en/undian/cari.json", {"undian": draw.draw_id}).json()
    assert found == {"title": draw.title, "url": f"/en/undian/{draw.slug}/#periksa"}
    assert client.get("/undian/cari.json", {"undian": "lain"}).status_code == 404


def test_an_address_of_a_form_says_so_to_who_opens_it(client: Client) -> None:
    for language, said in (
        ("", "Tidak ada yang bisa dibaca di sini"),
        ("/en", "There is nothing to read here"),
    ):
        answer = client.get(f"{language}/keluar/")
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
        assert said in answer.content.decode()


def test_robots_and_the_icon_are_there(client: Client) -> None:
    assert "Disallow: /saya/" in client.get("/robots.txt").content.decode()
    assert client.get("/favicon.ico")["Content-Type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "tidak ada peluang"),
        (0.0008, "sekitar 1 dari 1.250"),
        (0.122, "sekitar 1 dari 8"),
        (1 / 3, "sekitar 1 dari 3"),
        (0.37, "sekitar 4 dari 10"),
        (0.96, "sekitar 96 dari 100"),
        (0.999, "hampir pasti terpilih"),
        (1, "pasti terpilih"),
    ],
)
def test_a_chance_is_told_in_whole_people(share: float, said: str) -> None:
    assert share_words(share, "id") == said
