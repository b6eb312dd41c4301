"""A wave in the hands of staff, at a desk: an officer prepares, an approver announces, time closes, the tick draws, the
officer proposes, the approver publishes, and everybody sees it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import served, site_settings
from tests.factories.totp import totp

ROOT = Path(__file__).resolve().parents[2]
OFFICER, APPROVER = "petugas@contoh.example", "penyetuju@contoh.example"
APPLICANTS = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from gelombang.waves.models import Wave
from tests.factories import programme
wave, regions = Wave.objects.get(), programme.regions()
for n in range(60):
    programme.applied(
        wave, programme.person(n, region=regions[n % 2]), at=timezone.now() - timedelta(hours=1 + n % 9)
    )
"""
OPEN_WAVE = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from tests.factories import programme
now = timezone.now()
programme.wave(7, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=3))
"""
Look = Callable[[Page], None]
Run = Callable[..., None]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("console")


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    """Runs Python with these arguments beside the site."""

    def ran(*arguments: str) -> None:
        environment = {**os.environ, **site_settings(folder), "GELOMBANG_INVENTED_PEOPLE": "true"}
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, stdout=sys.stderr)

    return ran


@pytest.fixture(scope="module")
def site(folder: Path, run: Run) -> Iterator[str]:
    """A site with an officer and an approver."""
    with served(folder, GELOMBANG_INVENTED_PEOPLE="true") as address:
        run("-m", "django", "give_role", OFFICER, "officer")
        run("-m", "django", "give_role", APPROVER, "approver")
        yield address


def entered(browser: Browser, site: str, address: str) -> Page:
    """A desk at which somebody has signed in with a second step."""
    page = browser.new_context(
        base_url=site, locale="id-ID", viewport={"width": 1280, "height": 800}
    ).new_page()
    page.set_default_timeout(10_000)
    page.goto("/kantor/")
    page.locator("input[name=address]").fill(address)
    page.locator("main button:visible").first.click()
    found = re.search(r"[0-9]{6}", page.locator("blockquote").inner_text())
    assert found is not None
    page.locator("input[name=code]").fill(found[0])
    page.locator("main button:visible").first.click()
    page.wait_for_url("**/akun/kunci/")
    page.goto("/akun/kunci/aplikasi/")
    page.locator("summary").click()
    secret = page.locator("code.key").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(totp(secret))
    page.locator("main form").filter(has=page.locator("input[name=code]")).get_by_role("button").click()
    page.wait_for_url("**/cadangan/")
    page.goto("/kantor/")
    return page


@pytest.fixture
def look(accessible: Look) -> Look:
    """Asserts that a page is accessible, and fits a desk and a phone; keeps a picture where one is asked for."""
    taken: list[str] = []

    def looked_at(page: Page) -> None:
        accessible(page)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
            if pictures := os.environ.get("GELOMBANG_PICTURES"):
                taken.append(page.url)
                page.screenshot(path=f"{pictures}/{len(taken):02d}-{width}.png", full_page=True)

    return looked_at


def prepare(page: Page, look: Look) -> None:
    page.get_by_role("navigation", name="Kantor").get_by_role("link", name="Gelombang").click()
    page.get_by_role("link", name="Siapkan gelombang baru").click()
    look(page)
    today = datetime.now(UTC)
    page.get_by_label("Tanggal dibuka").fill((today - timedelta(days=1)).strftime("%Y-%m-%d"))
    page.get_by_label("Tanggal ditutup").fill((today + timedelta(days=5)).strftime("%Y-%m-%d"))
    page.get_by_label("Kursi", exact=True).fill("20")
    page.get_by_label("menurut pendaftar").check()
    page.get_by_label("Kursi khusus penyandang disabilitas").fill("10")
    page.get_by_label("Berapa kali kursi kosong").fill("1")
    page.get_by_label("Perkiraan pendaftar").fill("60")
    page.get_by_label("Ini latihan").check()
    page.get_by_role("button", name="Baca kembali dengan kata-kata").click()
    assert "Ada yang belum benar" in page.locator("main").inner_text()  # which is drawn first was not chosen
    look(page)
    page.get_by_label("kursi khusus dulu").check()
    page.get_by_role("button", name="Baca kembali dengan kata-kata").click()
    assert "sekitar 1 dari 3" in page.locator("main").inner_text()
    look(page)
    page.get_by_role("button", name="Usulkan gelombang ini").click()
    page.wait_for_url("**/kantor/gelombang/1/")
    look(page)


def approve(page: Page, look: Look, what: str) -> None:
    page.goto("/kantor/")
    look(page)
    page.get_by_role("link", name=what).click()
    look(page)
    page.get_by_role("button", name="Setujui dan laksanakan").click()
    page.wait_for_url("**/kantor/gelombang/1/")


def draw_again(officer: Page, approver: Page, run: Run, look: Look) -> None:
    """A published result turns out wrong: void in public, then drawn again, each by two people."""
    officer.goto("/kantor/gelombang/1/")
    officer.get_by_text("Batalkan undian ini").click()
    officer.locator("#void_reason").fill("Daftar pengecualian yang dipakai salah.")
    officer.get_by_role("button", name="Usulkan pembatalan").click()
    officer.wait_for_load_state()
    approve(approver, look, "Batalkan undian")
    run("-m", "django", "tick")  # tells everybody
    officer.goto("/kantor/")
    officer.get_by_role("link", name="putuskan apakah diundi ulang").click()
    look(officer)
    officer.get_by_role("button", name="Usulkan undi ulang").click()
    officer.wait_for_load_state()
    approve(approver, look, "Undi ulang")
    run("-m", "django", "tick")  # seals the new list, and draws
    approver.reload()
    look(approver)
    for path in ("/gelombang/1/", "/undian/rehearsal-gelombang-1/", "/undian/rehearsal-gelombang-1-2/"):
        approver.goto(path)
        look(approver)
        assert "Daftar pengecualian yang dipakai salah." in approver.locator("main").inner_text()


def test_a_wave_goes_through_four_eyes_to_the_public_page(
    browser: Browser, site: str, run: Run, look: Look
) -> None:
    officer, approver = entered(browser, site, OFFICER), entered(browser, site, APPROVER)
    look(officer)
    prepare(officer, look)
    assert officer.get_by_role("button", name="Setujui").count() == 0
    approve(approver, look, "Umumkan gelombang")
    run("-c", APPLICANTS)
    officer.reload()
    assert "Kabupaten Alor" in officer.locator("main").inner_text()
    look(officer)
    officer.get_by_role("button", name="Tutup sekarang").click()
    run("-m", "django", "tick")
    officer.goto("/kantor/")
    officer.get_by_role("link", name="sudah diundi").click()
    look(officer)
    officer.get_by_role("button", name="Usulkan pengumuman hasil").click()
    officer.wait_for_load_state()
    approve(approver, look, "Umumkan hasil")
    assert "Hasil diterbitkan" in approver.locator("main").inner_text()
    look(approver)
    approver.get_by_role("link", name="Halaman undian untuk umum").click()
    assert "Terpilih" in approver.locator("main").inner_text()
    assert approver.get_by_text("20", exact=False).count() > 0
    draw_again(officer, approver, run, look)


def test_the_other_pages_fit_and_are_accessible(browser: Browser, site: str, run: Run, look: Look) -> None:
    run("-m", "django", "give_role", "serba@contoh.example", "officer")
    run("-m", "django", "give_role", "serba@contoh.example", "auditor")
    page = entered(browser, site, "serba@contoh.example")
    for path in ("orang/", "kasus/", "kasus/?status=selesai", "pesan/", "jejak/", "gelombang/"):
        page.goto(f"/kantor/{path}")
        look(page)
    page.goto("/kantor/orang/")
    page.get_by_label("NIK, e-mail").fill("orang1@contoh.example")
    page.get_by_role("button", name="Cari").click()
    page.wait_for_url("**/kantor/orang/*/")
    look(page)


def test_a_call_is_taken_down_answered_and_read_with_its_code(
    browser: Browser, site: str, run: Run, look: Look
) -> None:
    run("-m", "django", "give_role", "loket@contoh.example", "officer")
    officer = entered(browser, site, "loket@contoh.example")
    officer.goto("/kantor/pengaduan/baru/")
    look(officer)
    officer.get_by_label("lewat telepon").check()
    officer.get_by_label("Tentang apa?").select_option("money")
    officer.get_by_label("Apa yang terjadi").fill("Uang belum masuk sejak bulan lalu.")
    officer.get_by_role("button", name="Simpan dan tampilkan kodenya").click()
    code = officer.locator(".code-large").inner_text()
    look(officer)
    officer.get_by_role("link", name="Buka pengaduan ini").click()
    look(officer)
    officer.get_by_role("button", name="Saya tangani").click()
    officer.get_by_role("link", name="Tulis jawaban").click()
    look(officer)
    officer.get_by_label("orang ini benar", exact=True).check()
    officer.get_by_label("Jawaban", exact=True).fill("Anda benar. Uang dikirim ulang hari ini.")
    officer.get_by_label("Dasarnya").fill("Catatan penyaluran 12.")
    officer.get_by_label("Yang dilakukan").fill("Dikirim ulang.")
    officer.get_by_role("button", name="Baca sekali lagi").click()
    look(officer)
    officer.get_by_role("button", name="Kirim jawaban").click()
    look(officer)
    officer.goto("/kantor/pengaduan/?status=selesai")
    look(officer)
    caller = browser.new_context(base_url=site, locale="id-ID").new_page()
    caller.goto("/pengaduan/cari/")
    caller.get_by_label("Kode").fill(code.lower())
    caller.get_by_role("button", name="Tampilkan").click()
    assert "Uang dikirim ulang hari ini." in caller.locator("main").inner_text()


def test_a_list_is_loaded_looked_at_and_counts(
    browser: Browser, site: str, run: Run, look: Look, tmp_path: Path
) -> None:
    run("-c", OPEN_WAVE)
    run("-m", "django", "give_role", "muat@contoh.example", "officer")
    run("-m", "django", "give_role", "setuju@contoh.example", "approver")
    officer, approver = (entered(browser, site, f"{who}@contoh.example") for who in ("muat", "setuju"))
    officer.goto("/kantor/gelombang/7/daftar/")
    look(officer)
    file = tmp_path / "daftar.csv"
    for content in ("nama;NIK\nA;3171014409970000\nB;31710144\n", "nama;NIK\nA;3171014409970000\n"):
        file.write_text(content)
        officer.get_by_label("Siapa orang-orang di dalamnya?").select_option("police")
        officer.get_by_label("Daftar siapa ini?").fill("Polri")
        officer.get_by_label("Berdasarkan surat").fill("Surat 1/2026")
        officer.get_by_label("Keadaan tanggal berapa?").fill("2026-01-01")
        officer.get_by_label("Filenya").set_input_files(file)
        officer.get_by_role("button", name="Muat dan lihat dulu").click()
        look(officer)
    assert officer.get_by_role("button", name="Berlakukan").count() == 0
    approver.goto("/kantor/")
    look(approver)
    approver.get_by_role("link", name="Berlakukan daftar: Polri").click()
    look(approver)
    approver.get_by_role("button", name="Berlakukan").click()
    look(approver)
    officer.goto("/kantor/gelombang/7/daftar/")
    officer.get_by_role("link", name="Polri").click()
    look(officer)
    assert "3171014409970000" not in officer.content()
