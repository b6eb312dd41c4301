"""The public pages of waves in a browser: they fit, are accessible, show the map, and sort without scripts."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Accessible = Callable[[Page], None]


def look(page: Page, name: str, accessible: Accessible) -> None:
    """The page fits and is accessible; kept as a picture where GELOMBANG_PICTURES names a folder."""
    width = (page.viewport_size or {"width": 0})["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    accessible(page)
    if folder := os.environ.get("GELOMBANG_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/gelombang/", "/en/gelombang/", "/gelombang/1/", "/en/gelombang/31/"])
def test_the_pages_of_waves_fit_and_are_accessible(
    page: Page, accessible: Accessible, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    for folded in page.locator("main details").all()[:3]:
        folded.locator("summary").first.click()
    look(page, f"gelombang{path.replace('/', '-')}", accessible)


def test_the_map_shows_the_country_and_the_regions_on_it(page: Page) -> None:
    page.goto("/gelombang/1/")
    drawn = page.locator(".map > svg")
    land = drawn.locator("use").evaluate("(one) => one.getBBox().width")
    assert land > 900  # of 1000: from Sabang to Merauke
    assert drawn.locator(".all circle").count() == 5
    assert drawn.locator(".won circle").count() == 5


def test_regions_are_sorted_without_scripts(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/gelombang/30/")
    names = page.locator(".mapped .name").all_inner_texts()
    assert names == sorted(names)
    page.get_by_role("link", name="jumlah", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?urut=jumlah#urutan$"))
    told = page.locator(".mapped summary .facts span").all_inner_texts()
    numbers = [int(re.sub(r"\D", "", one)) for one in told]
    assert numbers == sorted(numbers, reverse=True)
    page.locator(".mapped summary").first.click()
    expect(page.locator(".mapped details[open] table").first).to_be_visible()
