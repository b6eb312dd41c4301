"""The pages that anybody sees first: accessible, narrow, in both languages, with and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

PAGES = ("/", "/peragaan/", "/gaya/", "/undian/", "/pesan/?kode=XXXX", "/tidak-ada/")
SMALL = """() => [...document.querySelectorAll("a, button, summary, input")].filter(e => {
  const box = e.getBoundingClientRect()
  const inline = getComputedStyle(e).display === "inline"
  const inText = e.tagName === "A" && inline && e.parentElement.matches("p, li, h2, h3, dd")
  return box.width && !inText && !e.matches(".skip") && Math.round(box.height) < 44
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(
    browser: Browser,
    site: str,
    accessible: Callable[[Page], None],
    path: str,
    prefix: str,
    width: int,
    scheme: str,
) -> None:
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(prefix + path)
    assert page.locator("html").get_attribute("lang") == (prefix[1:] or "id")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL) == []
    accessible(page)
    context.close()


def test_home_says_the_same_without_javascript(page: Page, without_javascript: Page) -> None:
    page.goto("/")
    response = without_javascript.goto("/")
    assert response is not None
    assert response.status == 200
    assert without_javascript.locator("body").inner_text() == page.locator("body").inner_text()


def test_home_reads_in_order_without_its_style(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto("/")
    headings = page.locator("h1, h2").all_inner_texts()
    assert headings[0].startswith("Kursi diundi dengan jujur")
    assert headings[1].startswith("Gelombang ")
    assert headings[2] == "Mengapa undian ini adil"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_keyboard_reaches_the_content_first_and_is_seen(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#isi"
    assert skip.evaluate("e => e.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("e => Boolean(e.closest('main'))")
    assert page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_the_language_is_one_tap_away_and_stays_on_the_page(phone: Page) -> None:
    phone.goto("/undian/")
    phone.get_by_role("link", name="English").click()
    assert phone.url.endswith("/en/undian/")
    assert phone.locator("h1").inner_text() == "All draws"


def test_home_leads_to_the_check(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="Periksa hasil saya").first.click()
    assert phone.locator("#periksa").is_visible()


def test_home_asks_nobody_else(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    assert asked
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


def test_static_files_come_compressed_and_are_kept(page: Page, site: str) -> None:
    with page.expect_response("**/*.css") as loaded:
        page.goto("/")
    headers = loaded.value.all_headers()
    assert headers["content-encoding"] in {"br", "gzip"}
    assert "immutable" in headers["cache-control"]
