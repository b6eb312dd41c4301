"""The whole journey of an applicant at 64 kbit/s with 800 ms of latency, on a phone: each step is usable, each page is
light when it is the first that is loaded, and accessible.

`-s` prints the measured table; docs/performance.md has one.
"""

import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e import applicant
from tests.e2e.conftest import PHONE

Accessible = Callable[[Page], None]
LINE = {"offline": False, "latency": 800, "downloadThroughput": 8_000, "uploadThroughput": 8_000}
"""Bytes in a second: 64 kbit/s."""
MOST = 50_000
"""Bytes of a first load, compressed, with heads of answers."""
VERIFIER = 100_000
"""The page of a draw brings the program that checks it; the result does not wait for it (the server can check too)."""
HEAD = 700
"""Bytes of an answer's head: measured 650."""
FIRST, NEXT = 15.0, 10.0
"""Seconds until the first page of all, and any later one, is complete; the machine may be busy besides."""
WEIGHT = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map((one) => [one.name, one.encodedBodySize])"""


@dataclass
class Meter:
    """A phone on a thin line, and what each step took."""

    page: Page
    accessible: Accessible
    steps: list[tuple[str, float, int]] = field(default_factory=list)

    def go(self, name: str, act: Callable[[], object], *, bytes_most: int = MOST) -> None:
        """Do what leads to another page; then weigh it, and look whether it is accessible."""
        started = time.monotonic()
        with self.page.expect_navigation(wait_until="load", timeout=60_000):
            act()
        took = time.monotonic() - started
        loaded = self.page.evaluate(WEIGHT)
        weight = sum(size + HEAD for _, size in loaded)
        most = (FIRST if not self.steps else NEXT) * bytes_most / MOST
        self.steps.append((name, took, weight))
        assert took <= most, f"{name} took {took:.1f} s"
        assert loaded[0][1] > 0, name
        assert weight <= bytes_most, f"{name}: {weight} bytes in {loaded}"
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        self.accessible(self.page)

    def told(self) -> str:
        """A line for each step."""
        return "\n".join(f"{name:<28}{took:5.1f} s {weight:7,} bytes" for name, took, weight in self.steps)


@pytest.fixture
def meter(browser: Browser, site: str, accessible: Accessible) -> Iterator[Meter]:
    context = browser.new_context(base_url=site, locale="id-ID", viewport=PHONE, has_touch=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(30_000)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    made = Meter(page, accessible)
    yield made
    sys.stdout.write(f"\n{made.told()}\n")
    context.close()


def button(page: Page) -> Locator:
    """The form's own."""
    return page.locator("main form button:not([name=siapa])").first


def choose(page: Page, name: str, value: str) -> None:
    one = page.locator(f"[name={name}]")
    if one.first.evaluate("(one) => one.tagName") == "SELECT":
        one.select_option(value)
    else:
        page.locator(f"[name={name}][value={value}]").check()


def test_register_and_join_on_a_thin_line(meter: Meter) -> None:
    page = meter.page
    meter.go("home", lambda: page.goto("/", wait_until="commit"))
    meter.go("door", page.locator("header nav a", has_text="Masuk").click)
    page.locator("[name=address]").fill(applicant.address())
    meter.go("code", button(page).click)
    page.locator("[name=code]").fill(applicant.code_shown(page))
    meter.go("after the code", button(page).click)
    if "/daftar/" not in page.url:
        meter.go("register", lambda: page.goto("/daftar/", wait_until="commit"))
    offered = applicant.identity_offered(page)
    page.locator("[name=name]").fill("Sri Lambat")
    page.locator("[name=nik]").fill(offered.nik)
    page.locator("[name=born_on_day]").fill(str(offered.day))
    page.locator("[name=born_on_month]").select_option(str(offered.month))
    page.locator("[name=born_on_year]").fill(offered.year)
    page.locator("[name=taking_part]").check()
    meter.go("province", button(page).click)
    page.locator("[name=province]").select_option("53")
    meter.go("family card", button(page).click)
    page.locator("[name=region]").select_option("53.05")
    page.locator("[name=kk]").fill(applicant.card_offered(page))
    meter.go("home address", button(page).click)
    meter.go("about", button(page).click)
    for name, value in (("education", "senior"), ("occupation", "seeking"), ("heard_from", "friend")):
        choose(page, name, value)
    meter.go("consent", button(page).click)
    page.locator("[name=taking_part]").check()
    meter.go("registered", button(page).click)
    if not page.url.endswith("/saya/"):
        meter.go("my page", lambda: page.goto("/saya/", wait_until="commit"))
    meter.go("field", page.get_by_role("link", name=re.compile("^Ikut Gelombang")).first.click)
    choose(page, "field", "office")
    for part in ("questions 1", "questions 2", "questions 3", "baseline"):
        meter.go(part, button(page).click)
    meter.go("check and send", button(page).click)
    page.locator("[name=declared]").check()
    meter.go("receipt", button(page).click)
    expect(page.locator(".code-large")).to_be_visible()
    meter.go("my attempts", page.get_by_role("link", name="Halaman saya").first.click)
    expect(page.locator(".attempts > li")).to_have_count(1)


def test_a_result_and_its_proof_on_a_thin_line(meter: Meter) -> None:
    page = meter.page
    meter.go("demonstration", lambda: page.goto("/peragaan/", wait_until="commit"))
    meter.go("thirty attempts", page.locator("button[value=sabar]").click)
    attempt = page.locator(".attempts > li", has_text="Belum terpilih").first
    expect(attempt).to_contain_text(re.compile(r"Peluang Anda .*\(\d+,\d ?%\)"))
    meter.go("all waves", page.locator("header nav a", has_text="Jadwal").click)
    meter.go("one wave", page.get_by_role("link", name="Gelombang 30", exact=True).click)
    expect(page.locator("#sejauh")).to_be_visible()
    meter.go("data for programs", page.locator("footer a", has_text="Data untuk program").click)
    # last: from here on the verifier keeps pages for when there is no line, and they are no longer weighed on it
    page.goto("/saya/")
    meter.go("proof", attempt.get_by_role("link", name="Lihat bukti").click, bytes_most=VERIFIER)
    expect(page.locator("#hasil-periksa .notice").first).to_contain_text("benar", timeout=40_000)
    assert len(meter.steps) == 6
