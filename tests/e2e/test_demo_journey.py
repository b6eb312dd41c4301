"""The whole life of an attempt, on a phone 360 points wide: come, register, join, wait, see the result and its proof,
and join the next wave with one tap. And being anybody with one tap."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

Accessible = Callable[[Page], None]
MOST = 50_000
"""Bytes that the first load of a page may take, compressed."""
SECONDS = 60_000
"""Milliseconds for closing, sealing and drawing on a busy machine."""


def look(page: Page, name: str, accessible: Accessible) -> None:
    """The page fits and is accessible; kept as a picture where GELOMBANG_PICTURES names a folder."""
    width = (page.viewport_size or {"width": 0})["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    accessible(page)
    if folder := os.environ.get("GELOMBANG_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def go_on(page: Page) -> None:
    """The form's own button."""
    page.locator("main form[method=post] button:not([name=siapa])").first.click()


def be(page: Page, who: str) -> None:
    page.goto("/peragaan/")
    page.locator(f"button[value={who}]").click()


def register(page: Page, accessible: Accessible) -> None:
    """By the one door, with the code that the demonstration shows, and the numbers that it offers."""
    page.goto("/masuk/")
    page.locator("[name=address]").fill(f"perjalanan-{os.getpid()}@contoh.example")
    go_on(page)
    shown = page.locator("blockquote").inner_text()
    page.locator("[name=code]").fill(re.findall(r"\b\d{6}\b", shown)[0])
    look(page, "2-kode", accessible)
    go_on(page)
    page.goto("/daftar/")
    offered = page.locator(".notice", has_text="NIK").inner_text()
    nik = re.findall(r"\d{16}", offered)[0]
    day, month, year = int(nik[6:8]) % 40 or 40, int(nik[8:10]), re.findall(r"\b(?:19|20)\d\d\b", offered)[-1]
    page.locator("[name=name]").fill("Sri Baru")
    page.locator("[name=nik]").fill(nik)
    page.locator("[name=born_on_day]").fill(str(day))
    page.locator("[name=born_on_month]").select_option(str(month))
    page.locator("[name=born_on_year]").fill(year)
    page.locator("[name=taking_part]").check()
    look(page, "3-identitas", accessible)
    go_on(page)
    page.locator("[name=province]").select_option("53")
    page.locator("main form button").first.click()
    page.locator("[name=region]").select_option("53.05")
    page.locator("[name=kk]").fill(
        re.findall(r"\d{16}", page.locator(".notice", has_text="KK").inner_text())[0]
    )
    look(page, "4-keluarga", accessible)
    go_on(page)
    go_on(page)  # lives where the card is from
    for name, value in (("education", "senior"), ("occupation", "seeking"), ("heard_from", "friend")):
        choose(page, name, value)
    look(page, "5-tentang", accessible)
    go_on(page)
    page.locator("[name=taking_part]").check()
    go_on(page)


def choose(page: Page, name: str, value: str) -> None:
    field = page.locator(f"[name={name}]")
    if field.first.evaluate("(one) => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        page.locator(f"[name={name}][value={value}]").check()


def join(page: Page, accessible: Accessible) -> None:
    """Each step of applying, the first answer to every question."""
    page.goto("/saya/")
    page.get_by_role("link", name=re.compile("^Ikut Gelombang")).first.click()
    choose(page, "field", "office")
    look(page, "6-bidang", accessible)
    go_on(page)
    for part in range(3):
        for key in sorted(
            {str(one.get_attribute("name")) for one in page.locator("main input[type=radio]").all()}
        ):
            page.locator(f"[name={key}]").first.check()
        if not part:
            look(page, "7-soal", accessible)
        go_on(page)
    go_on(page)  # the baseline may be left out
    page.locator("[name=declared]").check()
    look(page, "8-kirim", accessible)
    go_on(page)
    expect(page.locator(".code-large")).to_be_visible()
    look(page, "9-tanda-terima", accessible)


def leave_and_join_again(page: Page, accessible: Accessible) -> None:
    """Own data are corrected by withdrawing, correcting and joining again, each as its page says."""
    first = page.locator(".code-large").inner_text()
    page.goto("/akun/data/identitas/")
    look(page, "9b-betulkan", accessible)
    page.get_by_role("link", name="Tarik pendaftaran saya").click()
    look(page, "9c-tarik", accessible)
    go_on(page)
    look(page, "9d-ditarik", accessible)
    page.goto("/akun/data/identitas/")
    look(page, "9e-betulkan-sendiri", accessible)
    page.goto("/akun/data/keluarga/?province=53")
    look(page, "9f-keluarga", accessible)
    page.goto("/saya/")
    page.get_by_role("button", name=re.compile("^Ikut Gelombang")).click()
    assert page.locator(".code-large").inner_text() != first


def through_the_draw(page: Page, accessible: Accessible) -> None:
    """Closed now, sealed and drawn by itself, published."""
    page.goto("/peragaan/")
    look(page, "10-peragaan", accessible)
    page.get_by_role("button", name="Tutup gelombang sekarang").click()
    publish = page.get_by_role("button", name="Umumkan hasilnya")
    expect(publish).to_be_visible(timeout=SECONDS)
    look(page, "11-diundi", accessible)
    publish.click()


def test_an_attempt_from_the_door_to_the_next_wave(phone: Page, accessible: Accessible) -> None:
    phone.goto("/")
    look(phone, "1-beranda", accessible)
    register(phone, accessible)
    join(phone, accessible)
    leave_and_join_again(phone, accessible)
    through_the_draw(phone, accessible)
    expect(phone).to_have_url(re.compile("/saya/$"))
    attempt = phone.locator(".attempts > li").first
    expect(attempt).to_contain_text(re.compile("Belum terpilih|Terpilih"))
    expect(attempt).to_contain_text(re.compile(r"Peluang Anda .*\(\d+,\d ?%\)"))
    look(phone, "12-hasil", accessible)
    attempt.get_by_role("link", name="Lihat bukti").click()
    expect(phone.locator("#hasil-periksa .notice").first).to_contain_text("benar", timeout=20_000)
    look(phone, "13-bukti", accessible)
    phone.goto("/saya/")
    if "Belum terpilih" in phone.locator(".attempts > li").first.inner_text():
        phone.get_by_role("button", name=re.compile("^Ikut Gelombang")).click()
        expect(phone.locator(".code-large")).to_be_visible()


def test_who_has_tried_thirty_times_joins_the_next_with_one_tap(phone: Page, accessible: Accessible) -> None:
    phone.goto("/peragaan/")
    card = phone.locator("form.card", has=phone.locator("button[value=sabar]"))
    tried = int(re.findall(r"\d+", card.inner_text())[0])
    assert tried >= 30
    card.get_by_role("button").click()
    expect(phone.locator(".attempts > li")).to_have_count(tried)
    look(phone, "20-tiga-puluh", accessible)
    phone.get_by_role("button", name=re.compile("^Ikut Gelombang")).click()
    expect(phone.locator(".code-large")).to_be_visible()


@pytest.mark.parametrize(
    "who", ["terpilih", "baru", "officer", "approver", "field", "analyst", "auditor", "administrator"]
)
def test_anybody_with_one_tap(page: Page, accessible: Accessible, who: str) -> None:
    be(page, who)
    expect(page.locator("h1")).to_be_visible()
    assert "/masuk/" not in page.url
    look(page, f"21-{who}", accessible)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_the_demonstration(
    browser: Browser, site: str, accessible: Accessible, width: int, prefix: str
) -> None:
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{prefix}/peragaan/")
    look(page, f"22-peragaan{prefix[1:]}", accessible)
    context.close()


@pytest.mark.parametrize("path", ["/", "/peragaan/", "/masuk/", "/saya/", "/gelombang/", "/undian/"])
def test_the_first_load_is_small(browser: Browser, site: str, path: str) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    be(page, "sabar")
    cookies = context.cookies()
    context.close()
    context = browser.new_context(base_url=site)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page, answers = context.new_page(), list[Response]()
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  a bound method is not taken
    page.goto(path, wait_until="networkidle")
    sizes = [answer.request.sizes() for answer in answers]
    assert sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes) <= MOST
    context.close()
