"""Signing in as people do it: by code, by passkey alone, with an app or a passkey as the second step."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.e2e.conftest import served, site_settings
from tests.factories.totp import totp

Look = Callable[[Page], None]
ADMINISTRATOR = "kepala@contoh.example"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site that shows its messages, with an administrator."""
    folder = tmp_path_factory.mktemp("people")
    with served(folder, GELOMBANG_INVENTED_PEOPLE="true") as address:
        command = [sys.executable, "-m", "django", "give_role", ADMINISTRATOR, "administrator"]
        subprocess.run(command, env={**os.environ, **site_settings(Path(folder))}, check=True)
        yield address


@pytest.fixture(params=[360, 1280])
def screen(request: pytest.FixtureRequest, page: Page) -> Page:
    """The page at the width of a phone, and of a desk."""
    page.set_viewport_size({"width": request.param, "height": 800})
    return page


@pytest.fixture
def look(accessible: Look) -> Look:
    """Asserts that a page is accessible, fits and has targets for a thumb."""

    def looked_at(page: Page) -> None:
        width = page.viewport_size["width"] if page.viewport_size else 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        accessible(page)

    return looked_at


def authenticator(page: Page) -> CDPSession:
    """A phone's own authenticator that always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    verified = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **verified}})
    return session


def by_code(page: Page, address: str, *, begin: str = "/masuk/") -> None:
    """Sign in with the code that the demonstration shows."""
    page.goto(begin)
    page.get_by_label("Email atau nomor HP").fill(address)
    page.get_by_role("button", name="Kirim kodenya").click()
    found = re.search(r"[0-9]{6}", page.locator("blockquote").inner_text())
    assert found is not None
    page.get_by_label("Kode enam angka").fill(found[0])
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_url(lambda url: "/kode/" not in url)


def sign_out(page: Page) -> None:
    page.goto("/akun/perangkat/")
    page.get_by_role("button", name="Keluar dari semua").click()
    page.wait_for_url("**/masuk/")


def set_up_app(page: Page) -> str:
    page.goto("/akun/kunci/aplikasi/")
    page.locator("summary").click()
    secret = page.locator("code.key").inner_text().replace(" ", "")
    page.get_by_label("Kode enam angka dari aplikasi").fill(totp(secret))
    page.get_by_role("button", name="Selesai").click()
    page.wait_for_url("**/cadangan/")
    return secret


def test_a_passkey_is_added_and_signs_in_alone(screen: Page, look: Look) -> None:
    width = screen.viewport_size["width"] if screen.viewport_size else 0
    authenticator(screen)
    by_code(screen, f"ayu{width}@contoh.example")
    screen.goto("/akun/kunci/")
    look(screen)
    screen.get_by_role("link", name="Tambah kunci sandi").click()
    look(screen)
    screen.get_by_role("button", name="Tambah kunci sandi").click()
    screen.wait_for_url("**/cadangan/")
    assert screen.locator(".codes li").count() == 10
    look(screen)
    screen.goto("/akun/kunci/sandi/")
    look(screen)
    screen.get_by_role("link", name="Ganti nama").click()
    look(screen)
    screen.get_by_label("Nama").fill("HP Ayu")
    screen.get_by_role("button", name="Simpan").click()
    assert "HP Ayu" in screen.locator("main").inner_text()
    sign_out(screen)
    screen.goto("/masuk/")
    look(screen)
    screen.get_by_role("button", name="Masuk dengan kunci sandi").click()
    screen.wait_for_url(lambda url: "/masuk/" not in url)
    screen.goto("/akun/perangkat/")
    assert "yang ini" in screen.locator("main").inner_text()
    look(screen)


def test_a_passkey_is_the_second_step(page: Page, look: Look) -> None:
    authenticator(page)
    by_code(page, "budi@contoh.example")
    page.goto("/akun/kunci/sandi/baru/")
    page.get_by_role("button", name="Tambah kunci sandi").click()
    page.wait_for_url("**/cadangan/")
    sign_out(page)
    by_code(page, "budi@contoh.example")
    assert page.url.endswith("/masuk/langkah-kedua/")
    look(page)
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(lambda url: "/masuk/" not in url)
    page.goto("/akun/kunci/sandi/")
    page.get_by_role("link", name="Hapus").click()
    page.wait_for_url("**/ulang/**")
    look(page)


def test_an_app_is_the_second_step(screen: Page, look: Look) -> None:
    width = screen.viewport_size["width"] if screen.viewport_size else 0
    address = f"citra{width}@contoh.example"
    by_code(screen, address)
    screen.goto("/akun/kunci/aplikasi/")
    look(screen)
    secret = set_up_app(screen)
    sign_out(screen)
    by_code(screen, address)
    assert screen.url.endswith("/masuk/langkah-kedua/")
    look(screen)
    screen.get_by_label("Kode", exact=True).fill(totp(secret, step=1))
    screen.get_by_role("button", name="Lanjut").click()
    screen.wait_for_url(lambda url: "/masuk/" not in url)


def test_an_administrator_sets_up_a_second_step_and_gives_a_role(screen: Page, look: Look) -> None:
    width = screen.viewport_size["width"] if screen.viewport_size else 0
    other = f"dewi{width}@contoh.example"
    by_code(screen, other)
    sign_out(screen)
    authenticator(screen)
    by_code(screen, ADMINISTRATOR, begin="/masuk/?next=/kantor/peran/")
    if screen.url.endswith("/langkah-kedua/"):  # the second time: the passkey lies in the other browser
        screen.get_by_label("Kode", exact=True).fill(CODES.pop())
        screen.get_by_role("button", name="Lanjut").click()
    else:
        assert "memerlukan langkah kedua" in screen.locator("main").inner_text()
        look(screen)
        screen.get_by_role("link", name="Tambah kunci sandi").click()
        screen.get_by_role("button", name="Tambah kunci sandi").click()
        screen.wait_for_url("**/cadangan/")
        CODES.extend(screen.locator(".codes code").all_inner_texts())
        screen.get_by_role("link", name="Sudah saya catat: lanjut").click()
    screen.wait_for_url("**/kantor/peran/")
    look(screen)
    screen.get_by_label("Email atau nomor HP").fill(other)
    screen.get_by_role("button", name="Cari").click()
    screen.wait_for_url("**/kantor/peran/*/")
    look(screen)
    screen.get_by_label("petugas:").check()
    screen.get_by_role("button", name="Beri peran ini").click()
    screen.get_by_text("Peran sudah diberikan.").wait_for()
    look(screen)
    screen.goto("/kantor/")
    look(screen)


CODES: list[str] = []


def test_a_browser_that_cannot_is_told_what_to_do(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, locale="id-ID")
    context.add_init_script("delete window.PublicKeyCredential")
    page = context.new_page()
    by_code(page, "eka@contoh.example")
    page.goto("/akun/kunci/sandi/baru/")
    assert page.get_by_text("Peramban ini tidak bisa memakai kunci sandi.").is_visible()
    assert page.get_by_role("button", name="Tambah kunci sandi").count() == 0
    context.close()
