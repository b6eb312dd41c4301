"""The first page that anybody sees."""

from collections.abc import Callable

from playwright.sync_api import Page


def test_home_is_accessible(page: Page, accessible: Callable[[Page], None]) -> None:
    page.goto("/")
    accessible(page)


def test_home_is_in_indonesian_first(page: Page) -> None:
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "id"


def test_home_fits_a_phone(phone: Page) -> None:
    phone.goto("/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_home_says_the_same_without_javascript(without_javascript: Page) -> None:
    response = without_javascript.goto("/")
    assert response is not None
    assert response.status == 200
    assert without_javascript.locator("h1").inner_text()


def test_home_asks_nobody_else(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    assert asked
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
