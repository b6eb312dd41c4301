"""The public pages of waves: what is told, what is withheld, in which order, and how much a page weighs."""

import gzip
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from gelombang.flow import counting, lifecycle
from gelombang.flow.models import RegionFigure, WaveFigure
from gelombang.portal.region_map import LARGEST, LEAST, OUTLINED, Point, map_of
from gelombang.portal.region_table import Numbers, withheld_of
from gelombang.regions.models import Region
from gelombang.waves.models import Wave
from tests.factories import programme

pytestmark = pytest.mark.django_db
BUDGET = 50_000


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.fixture
def wave() -> Wave:
    alor, linggau = programme.regions()
    made = programme.wave()
    for n in range(12):
        programme.applied(made, programme.person(n, region=(alor, linggau)[n % 3 == 0]))
    for _ in range(2):
        lifecycle.tick(timezone.now())
    programme.published(made)
    lifecycle.tick(timezone.now())
    return made


def test_a_published_wave_tells_how_many_came_how_far(client: Client, wave: Wave) -> None:
    told = text_of(client, "/en/gelombang/1/")
    for words in ("Began to apply 12", "Joined 12 (100.0% of the step before)", "Eligible, in the draw 12"):
        assert words in told
    assert re.search(r"Selected 10 \(83.3% of the step before\)", told)
    assert "Took the seat 0" in told
    assert "Dihitung pada" in text_of(client, "/gelombang/1/")


def test_the_programme_tells_the_same_of_people(client: Client, wave: Wave) -> None:
    told = text_of(client, "/en/gelombang/")
    for words in ("Have an account 12", "Identity checked 12", "Joined 12", "Eligible, in the draw 12"):
        assert words in told
    assert "these are the numbers of rehearsals" in told
    assert "One wave has closed. It had 12 applications; in the draw: 12, selected: 10." in told
    assert "Believed on their word: 12. An officer saw their cards: 0." in told


def test_a_closed_wave_stays_on_the_home_page_until_its_result_is_out(client: Client) -> None:
    now = timezone.now()
    made = programme.wave(closes_at=now - timedelta(minutes=1))
    assert "Gelombang 1 has closed" in text_of(client, "/en/")  # to the second, before anything has run
    for n in range(3):
        programme.applied(made, programme.person(n, region=programme.regions()[0]), at=made.opens_at)
    Wave.objects.filter(pk=made.pk).update(closed_at=now, n_submitted=3, round=made.round + 10**9)
    for path in ("/en/", "/en/gelombang/1/"):
        assert "Now the list is checked and sealed. The draw is on " in text_of(client, path)
    assert "Joined 3" in text_of(client, "/en/")
    Wave.objects.filter(pk=made.pk).update(round=made.round)
    for _ in range(2):
        lifecycle.tick(timezone.now())
    assert "The draw has been run. Two people look at it once more." in text_of(client, "/en/")
    assert 'href="/hasil/"' in page_of(client, "/")
    programme.published(made)
    assert "has closed" not in text_of(client, "/en/")
    assert "The draw has been run" not in text_of(client, "/en/gelombang/1/")


def test_nothing_is_told_before_it_is_counted(client: Client) -> None:
    now = timezone.now()
    programme.wave(opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=1))
    told = text_of(client, "/en/gelombang/1/")
    assert "How many came how far" not in told
    assert "By region" not in told
    assert "All waves together" not in text_of(client, "/en/gelombang/")


def test_a_closed_wave_that_was_not_counted_tells_what_it_knows_itself(client: Client, wave: Wave) -> None:
    WaveFigure.objects.all().delete()
    told = text_of(client, "/en/gelombang/1/")
    assert "Joined 12" in told
    assert "Began to apply" not in told


def test_a_void_wave_says_so_and_selected_nobody(client: Client, wave: Wave) -> None:
    Wave.objects.update(voided_at=timezone.now(), void_reason="Daftar keliru.")
    counting.count_due(at=timezone.now())
    told = text_of(client, "/en/gelombang/1/")
    assert "The draw of this wave is void" in told
    assert "Daftar keliru." in told
    assert not re.search(r"Selected 10 \(", told)


def test_before_the_draw_small_numbers_are_withheld(client: Client) -> None:
    now = timezone.now()
    alor, linggau = programme.regions()
    made = programme.wave(opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=1))
    for n in range(3):
        programme.applied(made, programme.person(n, region=alor), at=now)
    for n in range(3, 12):
        programme.applied(made, programme.person(n, region=linggau), at=now)
    counting.count_due(at=now)
    page = page_of(client, "/en/gelombang/1/")
    told = text_of(client, "/en/gelombang/1/")
    assert "Joined 12" in told
    assert '<td class="num">*</td>' in page
    assert '<td class="num">3</td>' not in page
    assert '<td class="num">9</td>' not in page  # or 12 less 9 would tell
    assert "<circle cx" not in page


def test_after_the_draw_it_is_withheld_how_few_were_not_eligible() -> None:
    kept = {"5305": Numbers(40, 38, 5), "5301": Numbers(90, 83, 9), "1673": Numbers(50, 50, 5)}
    provinces = {"5305": "53", "5301": "53", "1673": "16"}
    assert withheld_of(kept, provinces).regions == {"5305", "5301"}


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("nama", "Nusa Tenggara Timur"),
        ("jumlah", "Nusa Tenggara Timur"),
        ("terpilih", "Sumatera Selatan"),
        ("bagian", "Sumatera Selatan"),
        ("'", "Nusa Tenggara Timur"),
    ],
)
def test_regions_come_in_the_order_that_is_asked_for(
    client: Client, wave: Wave, order: str, first: str
) -> None:
    RegionFigure.objects.filter(stratum="5305").update(n_selected=3)
    RegionFigure.objects.filter(stratum="1673").update(n_selected=4)
    page = page_of(client, f"/gelombang/1/?urut={order}")
    assert re.findall(r'<span class="name">([^<]+)', page)[0] == first
    assert page.count('aria-current="true">') >= 1
    assert re.findall(r'<span class="name">([^<]+)', page_of(client, f"/gelombang/?urut={order}"))[0] == first


def national() -> None:
    """A figure of all 514 regencies and cities, with numbers as long as the real programme's."""
    call_command("load_regions", stdout=StringIO())
    figure = WaveFigure.objects.get()
    figure.regions.all().delete()
    strata = Region.objects.exclude(stratum="").values_list("stratum", flat=True)
    RegionFigure.objects.bulk_create(
        RegionFigure(
            figure=figure,
            stratum=stratum,
            n_joined=(joined := 7_000 + 131 * place % 23_456),
            n_eligible=(eligible := joined - 900 - 17 * place % 321),
            n_not_eligible=joined - eligible,
            n_selected=eligible // 5 + 13 * place % 77,
        )
        for place, stratum in enumerate(sorted(strata))
    )


@pytest.mark.parametrize("path", ["/gelombang/1/", "/en/gelombang/1/", "/gelombang/"])
def test_a_national_wave_is_light_with_all_its_regions(client: Client, wave: Wave, path: str) -> None:
    national()
    page = page_of(client, path)
    assert page.count('<th scope="row">Kota ') > 90
    assert page.count("<circle cx") > 1000
    loads = ["portal/style.css", "portal/outline.svg", "portal/icon.svg"]
    weight = len(gzip.compress(page.encode(), 6))
    for name in loads:
        found = finders.find(name)
        assert isinstance(found, str)
        weight += len(gzip.compress(Path(found).read_bytes()))
    assert weight <= BUDGET, weight


# The map.


def test_the_area_of_a_circle_is_as_its_number() -> None:
    made = map_of([Point("a", 110, -7, 400, 0), Point("b", 120, -3, 100, 25), Point("c", 125, 1, 0, 0)])
    assert made is not None
    assert [(one.r, one.won) for one in made.circles] == [("26", ""), ("13", "6.5")]
    assert made.is_outlined
    assert [one.n for one in made.legend] == [400, 100, 20]


def test_no_circle_is_too_small_to_be_seen() -> None:
    made = map_of([Point("a", 110, -7, 1_000_000, 0), Point("b", 120, -3, 1, 0)])
    assert made is not None
    assert float(made.circles[1].r) == LEAST < LARGEST


def test_another_country_has_its_own_frame_and_no_outline() -> None:
    made = map_of([Point("a", 2.35, 48.86, 4, 0), Point("b", 5.37, 43.30, 1, 0)])
    assert made is not None
    assert not made.is_outlined
    for one in made.circles:
        assert 0 <= float(one.x) <= 1000
        assert 0 <= float(one.y) <= made.height
    alone = map_of([Point("a", 2.35, 48.86, 4, 0)])
    assert alone is not None
    assert alone.circles[0].x == "500"


def test_there_is_no_map_of_nobody() -> None:
    assert map_of([Point("a", 110, -7, 0, 0)]) is None
    assert map_of([]) is None


def test_every_region_lies_on_the_outlined_map() -> None:
    call_command("load_regions", stdout=StringIO())
    placed = Region.objects.exclude(stratum="").values_list("longitude", "latitude")
    assert len(placed) == 514
    assert all(OUTLINED.holds(x, y) for x, y in placed if x is not None and y is not None)


def test_the_outline_is_small_and_lies_in_its_frame() -> None:
    found = finders.find("portal/outline.svg")
    assert isinstance(found, str)
    svg = Path(found).read_text("utf-8")
    assert len(gzip.compress(svg.encode())) <= 12_000
    assert f'viewBox="0 0 1000 {OUTLINED.height}"' in svg
    assert "public domain" in svg
