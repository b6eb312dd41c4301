"""The draw page on paper."""

from playwright.sync_api import Page, expect

from tests.e2e.test_draw_page import DRAW, check, codes_on


def test_what_is_printed(page: Page) -> None:
    code = codes_on(page)[0]
    page.emulate_media(media="print")
    expect(page.locator(".samples")).to_be_hidden()
    expect(page.locator("section.check")).to_be_hidden()
    page.emulate_media(media="screen")
    check(page, code)
    page.emulate_media(media="print")
    expect(page.locator("#hasil-periksa .notice")).to_be_visible()
    expect(page.locator("#hasil-periksa .checks li").first).to_be_visible()
    expect(page.locator("#form-periksa")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    seen = page.locator("main > .wrap > *").evaluate_all(
        "(all) => all.filter((one) => one.offsetHeight).map((one) => one.className)"
    )
    assert seen == ["title", "quiet programme", "card check forms drop"]
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 1 <= pages <= 3
    page.goto("/")
    colour = page.locator("h1").evaluate("(one) => getComputedStyle(one).color")
    assert colour == "rgb(0, 0, 0)"


def test_the_whole_page_is_printed(page: Page) -> None:
    """What is folded on the screen is read on paper."""
    codes_on(page)
    page.goto(DRAW)
    page.emulate_media(media="print")
    folded = page.locator("main details:not(.check details)")
    assert folded.count() > 5
    for content in folded.locator(":scope > :not(summary)").all():
        assert (content.bounding_box() or {"height": 0})["height"] > 5
    expect(page.get_by_text("Program:")).to_be_visible()
