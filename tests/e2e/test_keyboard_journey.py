"""The whole journey of an applicant with a keyboard and nothing else: Tab, arrows, Space, Enter. Whatever has the focus
shows it, and no page holds it fast."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import applicant

Accessible = Callable[[Page], None]
MOST = 250
"""Stops on the longest page, that of somebody with thirty attempts."""
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    tag: one.tagName + (one.name ? `[${one.name}]` : ''),
    seen: one.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    within: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 &&
      box.left < innerWidth,
  };
}"""

HERE = """([selector, words]) =>
  document.activeElement.matches(selector) && document.activeElement.innerText.includes(words)"""


class Keys:
    """Somebody who has a keyboard only."""

    def __init__(self, page: Page, accessible: Accessible) -> None:
        self.page, self.accessible = page, accessible
        self.url = ""

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tab(self) -> bool:
        """One stop further; False when the focus has left the page."""
        self.press("Tab")
        stop = self.page.evaluate(FOCUS)
        if stop is None:
            return False
        assert stop["seen"], f"{stop['tag']} on {self.page.url} does not show that it has the focus"
        assert stop["within"], f"{stop['tag']} on {self.page.url} has the focus outside of the screen"
        return True

    def to(self, selector: str, *, words: str = "") -> None:
        """Go to the next stop that the selector matches, and that says these words where there are any."""
        for _ in range(MOST):
            self.tab()
            if self.page.evaluate(HERE, [selector, words]):
                return
        pytest.fail(f"{selector} {words!r} is not reached with Tab on {self.page.url}")

    def write(self, name: str, text: str) -> None:
        self.to(f"[name={name}]")
        self.press("Control+a")
        self.page.keyboard.type(text)

    def pick(self, name: str, value: str) -> None:
        """In a list or a group of choices, with the arrow keys."""
        self.to(f"[name={name}]")
        if self.page.evaluate("document.activeElement.type") == "radio":
            self.press("Space")
        js = "document.activeElement.value"
        for _ in range(600):
            if self.page.evaluate(js) == value:
                return
            self.press("ArrowDown")
        pytest.fail(f"{name} has no {value} on {self.page.url}")

    def tick(self, selector: str) -> None:
        self.to(selector)
        self.press("Space")

    def enter(
        self, selector: str = "main form button:not([name=siapa]):not(.second)", *, words: str = ""
    ) -> None:
        """Go there and press Enter; then look at the page that comes."""
        self.to(selector, words=words)
        with self.page.expect_navigation(wait_until="load"):
            self.press("Enter")
        self.accessible(self.page)

    def goes_through(self) -> None:
        """The focus passes every stop of the page once and leaves it: nothing holds it fast. It then begins anew."""
        n = 0
        while self.tab():
            n += 1
            assert n < MOST, f"the focus never leaves {self.page.url}"
        assert n > 5


@pytest.fixture
def keys(page: Page, accessible: Accessible) -> Keys:
    page.emulate_media(reduced_motion="reduce")  # or a page is still scrolling to where the focus is
    return Keys(page, accessible)


def test_register_and_join_by_keyboard_alone(keys: Keys) -> None:
    page = keys.page
    page.goto("/")
    keys.tab()
    assert page.evaluate("document.activeElement.className") == "skip"
    keys.press("Enter")
    assert page.url.endswith("#isi")
    keys.goes_through()
    keys.enter("header nav a", words="Masuk")
    keys.goes_through()
    keys.write("address", applicant.address())
    keys.enter()
    keys.write("code", applicant.code_shown(page))
    keys.enter()
    if "/daftar/" not in page.url:
        page.goto("/daftar/")
    offered = applicant.identity_offered(page)
    keys.goes_through()
    keys.write("name", "Sri Papan Ketik")
    keys.write("nik", offered.nik)
    keys.write("born_on_day", str(offered.day))
    keys.pick("born_on_month", str(offered.month))
    keys.write("born_on_year", offered.year)
    keys.tick("[name=taking_part]")
    keys.enter()
    keys.pick("province", "53")
    keys.enter()
    card = applicant.card_offered(page)
    names = page.locator("main form [name=region], main form [name=kk]").evaluate_all(
        "(all) => all.map((one) => one.name)"
    )
    for name in dict.fromkeys(names):
        if name == "region":
            keys.pick("region", "53.05")
        else:
            keys.write("kk", card)
    keys.enter()
    keys.enter()  # lives where the card is from
    for name, value in (("education", "senior"), ("occupation", "seeking"), ("heard_from", "friend")):
        keys.pick(name, value)
    keys.goes_through()
    keys.enter()
    keys.tick("[name=taking_part]")
    keys.enter()
    join(keys)


def join(keys: Keys) -> None:
    """From my page to the receipt."""
    page = keys.page
    if not page.url.endswith("/saya/"):
        page.goto("/saya/")
    keys.enter("main a.button", words="Ikut Gelombang")
    keys.pick("field", "office")
    keys.enter()
    for part in range(3):
        groups = page.locator("main input[type=radio]").evaluate_all("(all) => all.map((one) => one.name)")
        for name in list(dict.fromkeys(groups))[: 2 if part else 6]:
            keys.tick(f"[name={name}]")
        if not part:
            keys.goes_through()
        keys.enter()
    keys.enter()  # the baseline may be left out
    keys.tick("[name=declared]")
    keys.enter()
    expect(page.locator(".code-large")).to_be_visible()
    keys.goes_through()
    keys.enter("main a.button", words="Halaman saya")
    expect(page.locator(".attempts > li")).to_have_count(1)


def test_a_result_its_proof_and_the_next_wave_by_keyboard_alone(keys: Keys) -> None:
    page = keys.page
    page.goto("/peragaan/")
    keys.goes_through()
    keys.enter("button[value=sabar]")
    keys.goes_through()
    keys.enter(".attempts a", words="Lihat bukti")
    expect(page.locator("#hasil-periksa .notice").first).to_contain_text("benar", timeout=40_000)
    keys.goes_through()
    keys.enter("header nav a", words="Jadwal")
    keys.enter("main a", words="Gelombang 30")
    keys.goes_through()
    keys.to(".mapped summary")
    keys.press("Enter")
    expect(page.locator(".mapped details[open] table").first).to_be_visible()
    keys.enter("header nav a", words="Halaman saya")
    joined = page.locator("main form button", has_text=re.compile("^Ikut Gelombang"))
    if joined.count():
        keys.enter("main form button", words="Ikut Gelombang")
        expect(page.locator(".code-large")).to_be_visible()
