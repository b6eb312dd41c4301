"""Somebody without a telephone, from the desk to their own account: an officer reads out, registers, joins and prints;
later the person takes the account over on a borrowed phone, without scripts, and finds the application there."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PHONE, served, site_settings
from tests.e2e.test_console import entered

ROOT = Path(__file__).resolve().parents[2]
OFFICER, HEAD = "lapangan@contoh.example", "kepala@contoh.example"
WAVE = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from tests.factories import programme
programme.regions()
now = timezone.now()
programme.wave(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=5))
"""
Look = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with an open wave, somebody of the field team and an administrator."""
    folder = tmp_path_factory.mktemp("desk")
    environment = {**os.environ, **site_settings(folder), "GELOMBANG_INVENTED_PEOPLE": "true"}

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, stdout=sys.stderr)

    with served(folder, GELOMBANG_INVENTED_PEOPLE="true") as address:
        run("-m", "django", "give_role", OFFICER, "field")
        run("-m", "django", "give_role", HEAD, "administrator")
        run("-c", WAVE)
        yield address


@pytest.fixture
def look(accessible: Callable[[Page], None]) -> Look:
    """Asserts that a page is accessible and fits a phone and a desk; keeps pictures where asked."""

    def looked_at(page: Page, name: str) -> None:
        size = page.viewport_size
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            if pictures := os.environ.get("GELOMBANG_PICTURES"):
                page.screenshot(path=f"{pictures}/{name}-{width}.png", full_page=True)
        accessible(page)
        if size is not None:
            page.set_viewport_size(size)

    return looked_at


def go_on(page: Page) -> None:
    """The button of the form."""
    page.locator("main form button").first.click()


def read_out(page: Page, look: Look) -> None:
    page.get_by_role("navigation", name="Kantor").get_by_role("link", name="Loket").click()
    look(page, "desk-1-loket")
    page.get_by_role("link", name="Mulai mendampingi seseorang").click()
    look(page, "desk-2-bacakan")
    go_on(page)
    assert "Tanpa persetujuan orangnya" in page.locator("main").inner_text()
    look(page, "desk-2-ditolak")
    page.get_by_label("cap jempol di lembar").check()
    page.get_by_label("Orangnya ada di depan saya").check()
    go_on(page)


def state(page: Page, look: Look) -> tuple[str, str, str, str]:
    """Register with the numbers that the demonstration offers; name and birth date."""
    offered = page.locator(".notice", has_text="NIK").inner_text()
    nik = re.findall(r"\d{16}", offered)[0]
    day, month = str(int(nik[6:8]) % 40 or 40), str(int(nik[8:10]))
    year = re.findall(r"\b(?:19|20)\d\d\b", offered)[-1]
    page.get_by_label("Nama lengkap").fill("Mama Yuliana Wulandari")
    page.locator("[name=nik]").fill(nik)
    page.locator("[name=born_on_day]").fill(day)
    page.locator("[name=born_on_month]").select_option(month)
    page.locator("[name=born_on_year]").fill(year)
    look(page, "desk-3-identitas")
    go_on(page)
    page.locator("[name=province]").select_option("53")
    look(page, "desk-4-provinsi")
    go_on(page)
    kk = re.findall(r"\d{16}", page.locator(".notice", has_text="KK").inner_text())[0]
    page.locator("[name=kk]").fill(kk)
    page.locator("[name=region]").select_option("53.05")
    look(page, "desk-5-keluarga")
    go_on(page)
    look(page, "desk-6-tinggal")
    go_on(page)
    page.locator("[name=education]").select_option("junior")
    page.locator("[name=occupation]").select_option("casual")
    page.locator("[name=heard_from]").select_option("office")
    look(page, "desk-7-tentang")
    go_on(page)
    page.get_by_label("milik tetangga atau kantor desa").check()
    page.locator("[name=contact]").fill("0812 3456 7890")
    page.get_by_label("Saya sudah melihat KTP dan KK").check()
    page.get_by_label("Semua sudah saya bacakan ulang").check()
    look(page, "desk-8-periksa")
    go_on(page)
    return "Mama Yuliana Wulandari", day, month, year


def join(page: Page, look: Look) -> None:
    look(page, "desk-9-terdaftar")
    page.get_by_role("button", name="Ya: ikut Gelombang 1").click()
    page.get_by_label("memasak dan usaha makanan").check()
    look(page, "desk-10-bidang")
    go_on(page)
    look(page, "desk-11-soal")
    for _ in range(3):
        go_on(page)
    look(page, "desk-12-keadaan")
    go_on(page)
    page.get_by_label("Yang akan dikirim sudah saya bacakan").check()
    look(page, "desk-13-kirim")
    go_on(page)
    expect(page.get_by_text("Pendaftaran ke Gelombang 1 sudah dikirim")).to_be_visible()
    look(page, "desk-14-selesai")


def print_slip(page: Page, look: Look, folder: Path) -> str:
    """The slip on screen and on paper; its code."""
    page.get_by_role("button", name="Buat slip").click()
    code = page.locator(".code-large").inner_text()
    look(page, "desk-15-slip")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Halaman untuk dicetak").click()
    paper = folder / "slip.pdf"
    waiting.value.save_as(paper)
    assert paper.read_bytes().startswith(b"%PDF")
    if pictures := os.environ.get("GELOMBANG_PICTURES"):
        (Path(pictures) / "slip.pdf").write_bytes(paper.read_bytes())
    return code


def test_from_the_desk_to_ones_own_account(browser: Browser, site: str, look: Look, tmp_path: Path) -> None:
    officer = entered(browser, site, OFFICER)
    read_out(officer, look)
    name, day, month, year = state(officer, look)
    join(officer, look)
    code = print_slip(officer, look, tmp_path)
    officer.get_by_role("link", name="Lanjut", exact=True).click()
    receipt = officer.locator(".events .quiet").first.inner_text()
    look(officer, "desk-16-lagi")

    context = browser.new_context(
        base_url=site,
        locale="id-ID",
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        java_script_enabled=False,
    )
    phone = context.new_page()
    phone.goto(f"/hasil/?kode={receipt}")
    expect(phone.get_by_text("Pendaftaran Anda ke Gelombang 1 sudah kami terima")).to_be_visible()
    assert name not in phone.content()
    phone.goto("/klaim/")
    phone.get_by_label("Kode slip").fill(code.lower())
    for part, value in (("day", "1" if day != "1" else "2"), ("year", year)):
        phone.locator(f"[name=born_on_{part}]").fill(value)
    phone.locator("[name=born_on_month]").select_option(month)
    go_on(phone)
    expect(phone.get_by_text("Kode dan tanggal lahir tidak cocok")).to_be_visible()
    phone.locator("[name=born_on_day]").fill(day)
    go_on(phone)
    phone.get_by_label("Email atau nomor HP").fill("yuliana@contoh.example")
    go_on(phone)
    found = re.search(r"[0-9]{6}", phone.locator("blockquote").inner_text())
    assert found is not None
    phone.get_by_label("Kode enam angka").fill(found[0])
    go_on(phone)
    expect(phone.get_by_text(name)).to_be_visible()
    phone.get_by_role("button", name="Ya, ini saya").click()
    expect(phone).to_have_url(re.compile("/saya/$"))
    expect(phone.locator(".attempts > li")).to_contain_text(receipt)
    phone.goto("/akun/data/")
    told = phone.locator("main").inner_text()
    assert "Petugas" in told
    assert "cap jempol" in told
    context.close()

    officer.reload()
    assert "Pendampingan ini sudah selesai" in officer.locator("main").inner_text()
    look(officer, "desk-17-berakhir")


def test_the_public_pages_and_the_figures_fit(browser: Browser, site: str, look: Look) -> None:
    page = browser.new_context(base_url=site, locale="id-ID").new_page()
    for name, path in (
        ("klaim", "/klaim/"),
        ("hasil", "/hasil/"),
        ("hasil-salah", "/hasil/?kode=AAAA"),
        ("masuk", "/masuk/"),
        ("klaim-en", "/en/klaim/"),
    ):
        page.goto(path)
        look(page, f"desk-20-{name}")
    head = entered(browser, site, HEAD)
    head.get_by_role("navigation", name="Kantor").get_by_role("link", name="Angka loket").click()
    look(head, "desk-21-angka")
    if head.locator("tbody a").count():
        head.locator("tbody a").first.click()
        look(head, "desk-22-petugas")
