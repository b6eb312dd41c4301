"""Ways to the check of a result, and its answer where something was wrong."""

from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_draw_page import DRAW, MOBILE, hand_in


def test_my_page_leads_to_the_check_on_this_device(page: Page, without_javascript: Page) -> None:
    asked: list[str] = []
    for one in (page, without_javascript):
        one.goto("/peragaan/")
        one.locator("button[value=terpilih]").click()
        one.wait_for_url("**/saya/")
    page.on("request", lambda request: asked.append(request.url))
    code = page.locator("a[data-code]").first.get_attribute("data-code") or ""
    page.locator("a[data-code]").first.click()
    expect(page.locator("#hasil-periksa .notice")).to_contain_text(code)
    expect(page.locator("#hasil-periksa .notice h3")).to_contain_text("Anda ")
    assert not [url for url in asked if code in url and "/bukti/" not in url]
    without_javascript.locator("a[data-code]").first.click()
    expect(without_javascript.locator(".answer .notice h2")).to_contain_text("Anda ")


def test_without_scripts_a_wrong_file_is_answered_first(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport=MOBILE, java_script_enabled=False)
    page = context.new_page()
    page.goto(DRAW)
    hand_in(page, b"halo")
    page.locator("#form-berkas button").click()
    expect(page.locator("h1")).to_have_text("Belum diperiksa")
    assert page.title().startswith("Belum diperiksa")
    box = page.locator(".answer .notice").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= MOBILE["height"]
    context.close()
