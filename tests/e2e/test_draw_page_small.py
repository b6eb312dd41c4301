"""The draw page where little fits: a short screen, a slow line, no style at all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

DRAW = "/undian/rehearsal-gelombang-1/"


@pytest.fixture
def short(browser: Browser, site: str) -> Iterator[Page]:
    """A screen of 360 by 740 that moves at once, so that where it stands can be measured."""
    context = browser.new_context(
        base_url=site, locale="id-ID", viewport={"width": 360, "height": 740}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def test_the_answers_heading_is_on_the_screen_whatever_was_asked_before(short: Page) -> None:
    short.goto(DRAW)
    short.locator("[data-ready]").wait_for()
    short.get_by_text("Tidak punya kode?").click()
    for _ in range(2):
        for link in short.locator("[data-code]").all():
            link.click()
            expect(short.locator("#hasil-periksa .mark.yes")).to_have_count(12)
            expect(short.locator("#hasil-periksa .notice:is(.success, .plain) h3")).to_be_visible()
            short.wait_for_timeout(100)
            box = short.locator("#hasil-periksa .notice h3").bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= 740 - box["height"]


def test_with_very_large_letters_the_answer_is_read_from_its_heading(short: Page) -> None:
    short.goto(DRAW)
    short.evaluate("document.documentElement.style.fontSize = '200%'")
    short.locator("[data-ready]").wait_for()
    short.get_by_text("Tidak punya kode?").click()
    for link in short.locator("[data-code]").all()[:2]:
        link.click()
        expect(short.locator("#hasil-periksa .notice:is(.success, .plain) h3")).to_be_visible()
        short.wait_for_timeout(100)
        box = short.locator("#hasil-periksa .notice h3").bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 100


def test_nothing_competes_with_the_style(short: Page) -> None:
    """On a slow line the page is seen as soon as its style is there: the check is fetched after it."""
    asked: list[str] = []

    def held(route: Route) -> None:
        short.wait_for_timeout(500)
        asked.append("style")
        route.continue_()

    short.route("**/style*.css", held)
    short.on("request", lambda request: asked.append("check") if "/verify/check" in request.url else None)
    short.goto(DRAW)
    short.locator("[data-ready]").wait_for()
    assert asked == ["style", "check"]


@pytest.mark.parametrize("path", [DRAW, f"/en{DRAW}"])
def test_without_its_style_the_page_is_no_wider_than_the_screen(short: Page, path: str) -> None:
    short.route("**/*.css", lambda route: route.abort())
    short.goto(path)
    short.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    wide = short.evaluate(
        """() => [...document.querySelectorAll("main :not(svg *)")]
        .filter((one) => one.getBoundingClientRect().right > 361)
        .map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert wide == []
