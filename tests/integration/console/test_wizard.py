"""The wizard of a wave: nothing absurd is taken, nothing typed is lost, and everything that is announced is read back;
and the list of waves."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.waves.models import Proposal, Wave
from gelombang.waves.services import opening
from tests.factories import programme
from tests.factories.console import typed

pytestmark = pytest.mark.django_db


def test_a_wave_is_read_back_in_words_with_a_forecast_before_it_is_proposed(officer: Client) -> None:
    page = officer.get("/kantor/gelombang/baru/").content.decode()
    assert 'value="Gelombang 1"' in page
    assert not re.search(r'name="(order|sharing)"[^>]*checked', page)
    read = officer.post("/kantor/gelombang/baru/", {**typed(), "step": "preview"}).content.decode()
    for words in (
        "Kursi untuk penyandang disabilitas",
        "Ada 50 kursi",
        "20.000",
        "sekitar 1 dari",
        "anggapan",
    ):
        assert words in read, words
    assert "Rp4.200.000.000" in read  # 1000 × (3,500,000 + 600,000 + 2 × 50,000)
    assert not Wave.objects.exists()
    changed = officer.post("/kantor/gelombang/baru/", {**typed(), "step": "change"}).content.decode()
    assert 'value="1.000"' in changed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"n_seats": "banyak"}, "Tulis bilangan bulat dari 1"),
        ({"order": ""}, "Bidang ini"),
        ({"closes_on": "2020-01-01"}, "Gelombang harus ditutup sesudah dibuka"),
        ({"sharing": "table"}, "Isi tabelnya"),
        ({"sharing": "table", "shares": "9999 = 1"}, "Tidak ada wilayah dengan kode 9999"),
        ({"sharing": "table", "shares": "alor"}, "bukan: alor"),
        ({"sharing": "table", "shares": f"53.05 = {'9' * 5000}"}, "Bobot adalah bilangan bulat sampai"),
        ({"sharing": "table", "shares": "53.05 = 1000000001"}, "Bobot adalah bilangan bulat sampai"),
        ({"n_seats": "9" * 5000}, "Tulis bilangan bulat dari 1"),
        ({"opens_on": "kemarin"}, "Tulis tanggal seperti"),
        ({"disability": "50", "remote": "50"}, "paling banyak 90 persen"),
        ({"n_seats": "0"}, "Tulis bilangan bulat dari 1"),
        ({"n_replacements": ""}, "Bidang ini"),
        ({"n_replacements": "13"}, "Tulis bilangan bulat dari 0 sampai 12"),
        ({"opens_on": "1900-01-01"}, "Hari itu sudah lewat"),
        ({"opens_on": "0001-01-01"}, "Hari itu sudah lewat"),
        ({"opens_on": "2999-01-01", "closes_on": "2999-01-08"}, "lebih dari setahun lagi"),
        ({"closes_on": "9999-12-31"}, "lebih dari setahun lagi"),
        ({"opens_on": "2026-01-01", "is_rehearsal": ""}, "Hari itu sudah lewat"),
        (
            {"opens_on": str(timezone.localdate()), "opens_time": "00:00", "is_rehearsal": ""},
            "sesudah sekarang",
        ),
        (
            {"closes_on": str(timezone.localdate()), "closes_time": "00:00"},
            "Waktu ini sudah lewat",
        ),
    ],
)
def test_wrong_input_is_told_and_nothing_is_lost(
    officer: Client, changes: dict[str, str], words: str
) -> None:
    answer = officer.post(
        "/kantor/gelombang/baru/", {**typed(name="Nama saya"), **changes, "step": "propose"}
    )
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert 'value="Nama saya"' in answer.content.decode()
    assert not Wave.objects.exists()


def test_everything_that_is_announced_is_read_back_and_kept(officer: Client, approver: Client) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    real = typed(
        number="7",
        name="Gelombang Tujuh",
        opens_on=tomorrow.strftime("%Y-%m-%d"),
        notice_hours="1",
        is_rehearsal="",
    )
    read = officer.post("/kantor/gelombang/baru/", {**real, "step": "preview"}).content.decode()
    said = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", read, re.DOTALL))
    closes_at = timezone.make_aware(datetime.fromisoformat(f"{real['closes_on']}T{real['closes_time']}"))
    decides = QUICKNET.first_round_at(closes_at + timedelta(hours=1))
    for label, words in (
        ("Nomor", "7"),
        ("Nama", "Gelombang Tujuh"),
        ("Jenis", "gelombang sungguhan"),
        ("Dibuka", "08.00"),
        ("Ditutup", "17.00"),
        ("Jam antara penutupan dan angka acak", "1"),
        ("Putaran suar yang menentukan", f"{decides:,}".replace(",", ".")),
        ("Kursi", "1.000"),
        ("Dari satu keluarga paling banyak", "2"),
        ("Kursi kosong jatuh ke urutan berikutnya", "2 kali"),
        ("Umur paling muda", "18 tahun"),
        ("Umur paling tua", "64 tahun"),
        ("Yang tidak bisa ikut", "anggota TNI"),
        ("Kursi harus diambil dalam", "15 hari"),
    ):
        assert words in said[label], (label, said[label])
    rehearsed = officer.post("/kantor/gelombang/baru/", {**typed(), "step": "preview"}).content.decode()
    assert "angka latihan sudah diketahui" in rehearsed
    officer.post("/kantor/gelombang/baru/", {**real, "step": "propose"})
    wave, proposed = Wave.objects.get(), Proposal.objects.get()
    assert (wave.notice_hours, wave.round, wave.terms["n_replacements"]["value"]) == (1, decides, 2)
    assert proposed.facts["terms_sha256"] == opening.terms_sha256(wave)
    page = approver.get(f"/kantor/usul/{proposed.pk}/").content.decode()
    assert "2 kali" in page
    assert "anggota TNI" in page


def test_waves_are_paged_by_number_filtered_and_taken_along(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        programme.wave(number, announced=number != 3)
    Wave.objects.filter(number=1).update(name="=1+1")
    monkeypatch.setattr("gelombang.portal.console.sheets.part.__defaults__", (2,))
    first = officer.get("/kantor/gelombang/").content.decode()
    assert re.findall(r'href="/kantor/gelombang/([0-9]+)/"', first) == ["3", "2"]
    following = re.search(r'href="(\?sebelum=2[^"]*)"', first)
    assert following is not None
    second = officer.get(f"/kantor/gelombang/{following[1]}".replace("&amp;", "&")).content.decode()
    assert re.findall(r'href="/kantor/gelombang/([0-9]+)/"', second) == ["1"]
    prepared = officer.get("/kantor/gelombang/?status=prepared").content.decode()
    assert re.findall(r'href="/kantor/gelombang/([0-9]+)/"', prepared) == ["3"]
    assert "Tidak ada yang cocok" in officer.get("/kantor/gelombang/?status=void").content.decode()
    file = b"".join(officer.get("/kantor/gelombang/?unduh=1&status=apa").streaming_content)  # type: ignore[attr-defined]
    assert [line.split(b",")[1] for line in file.splitlines()[1:]] == [
        b'"Gelombang 3"',
        b'"Gelombang 2"',
        b'"\'=1+1"',
    ]
    assert Event.objects.get(act="audit:sheet:exported").facts == {"file": "gelombang.csv", "n": 3}


def test_an_open_wave_is_listed_with_its_applications_so_far(officer: Client) -> None:
    wave = programme.wave()
    programme.applied(wave, programme.person(1, region=programme.regions()[0]))
    programme.wave(2, announced=False)
    page = officer.get("/kantor/gelombang/").content.decode()
    assert re.findall(r'<td class="num">([^<]*)</td></tr>', page) == ["–", "1"]


@pytest.mark.parametrize("name", ["Gelombang 🌊", "Gelombang\x01", "Gelombang \uffff", "Gelombang \u202e1"])
def test_a_name_that_cannot_be_printed_is_refused_with_a_sentence(officer: Client, name: str) -> None:
    answer = officer.post("/kantor/gelombang/baru/", {**typed(name=name), "step": "propose"})
    assert answer.status_code == 400
    assert "tanpa gambar (emoji)" in answer.content.decode()
    assert not Wave.objects.exists()


def test_a_reserve_that_rounds_to_no_seat_is_warned_of(officer: Client) -> None:
    few = {**typed(n_seats="10", disability="4", remote="10"), "step": "preview"}
    page = officer.post("/kantor/gelombang/baru/", few).content.decode()
    assert "Kuota khusus tanpa kursi" in page
    assert "khusus untuk penyandang disabilitas. Naikkan" in page
    full = officer.post("/kantor/gelombang/baru/", {**typed(), "step": "preview"}).content.decode()
    assert "Kuota khusus tanpa kursi" not in full


def test_seats_by_a_table_are_written_out(officer: Client) -> None:
    programme.regions()
    table = typed(sharing="table", shares="53.05 = 3\n1673; 7", disability="0", remote="0")
    officer.post("/kantor/gelombang/baru/", {**table, "step": "propose"})
    source = Wave.objects.get().policy_source
    assert '"1673" = 700, "5305" = 300' in source
    assert '"5305" = "Kabupaten Alor"' in source
