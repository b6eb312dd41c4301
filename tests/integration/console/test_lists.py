"""Exclusion lists in the console: told by content, named by row and column, looked at before they count, withdrawn with
a reason; and nowhere a number or a name."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.people.keys import vault
from gelombang.people.models import Person
from gelombang.people.roles import Role
from gelombang.waves.models import ExclusionList, Listed, Wave
from gelombang.waves.services import appeals, closing, exclusions
from gelombang.waves.standing import reasons_against
from tests.factories import programme
from tests.factories.people import staff
from tests.factories.tables import write_xlsx

pytestmark = pytest.mark.django_db
ONE, TWO = "3171014409970000", "3171014409980000"
PAGE = "/kantor/gelombang/1/daftar/"


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def wave() -> Wave:
    now = timezone.now()
    return programme.wave(opens_at=now - timedelta(days=2), closes_at=now + timedelta(days=2))


@pytest.fixture
def officer() -> Client:
    return staff(Role.OFFICER, address="petugas@contoh.example")


@pytest.fixture
def approver() -> Client:
    return staff(Role.APPROVER, address="penyetuju@contoh.example")


def person() -> Person:
    return programme.person(1, region=programme.regions()[0])


def number_of(found: Person) -> str:
    return vault().unlock(found.nik_locked)


def send(browser: Client, content: bytes, name: str = "daftar.csv", **changes: str):
    given = {
        "status": "civil_servant",
        "source": "Badan Kepegawaian",
        "decree": "Surat 12/2026",
        "dated_on": (timezone.localdate() - timedelta(days=3)).isoformat(),
        **changes,
    }
    return browser.post(PAGE, {**given, "file": SimpleUploadedFile(name, content)})


def xlsx(tmp_path: Path, rows: list[list[str | float]]) -> bytes:
    return write_xlsx(tmp_path / "a.xlsx", rows).read_bytes()


def test_a_list_is_looked_at_then_counts_then_is_withdrawn_with_a_reason(
    wave: Wave, officer: Client, approver: Client
) -> None:
    sri = person()
    programme.applied(wave, sri)
    answer = send(officer, f"nama;NIK\nA;{number_of(sri)}\nB;{ONE}\n".encode())
    assert answer.status_code == 302
    made = ExclusionList.objects.get()
    page = officer.get(answer.headers["Location"]).content.decode()
    assert (made.n_lines, exclusions.hits_of(made)) == (2, exclusions.Hits(1, 1))
    assert sri.name not in page
    assert number_of(sri) not in page
    assert reasons_against(person=sri, wave=wave) == ()
    assert officer.post(f"/kantor/daftar/{made.pk}/berlaku/").status_code == 403
    assert approver.post(f"/kantor/daftar/{made.pk}/berlaku/").status_code == 302
    (reason,) = reasons_against(person=sri, wave=wave)
    assert reason.source == "Badan Kepegawaian"
    assert approver.post(f"/kantor/daftar/{made.pk}/berlaku/").status_code == 400
    assert officer.post(f"/kantor/daftar/{made.pk}/tarik/", {"reason": " "}).status_code == 400
    assert reasons_against(person=sri, wave=wave)
    why = "Daftarnya tahun lalu."
    assert officer.post(f"/kantor/daftar/{made.pk}/tarik/", {"reason": why}).status_code == 302
    assert reasons_against(person=sri, wave=wave) == ()
    assert why in officer.get(f"/kantor/daftar/{made.pk}/").content.decode()
    assert officer.post(f"/kantor/daftar/{made.pk}/tarik/", {"reason": why}).status_code == 400
    acts = Event.objects.filter(act__startswith="waves:list:").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["waves:list:staged", "waves:list:loaded", "waves:list:withdrawn"]


def test_whoever_loaded_a_list_neither_lets_it_count_nor_decides_about_it(
    wave: Wave, officer: Client, approver: Client
) -> None:
    both = staff(Role.OFFICER, Role.APPROVER, address="berdua@contoh.example")
    sri = person()
    send(both, number_of(sri).encode())
    made = ExclusionList.objects.get()
    alone = both.post(f"/kantor/daftar/{made.pk}/berlaku/")
    assert (alone.status_code, "Orang lain yang memutuskan" in alone.content.decode()) == (400, True)
    approver.post(f"/kantor/daftar/{made.pk}/berlaku/")
    case = appeals.object_to(wave=wave, person=sri, words="Bukan saya.", by=str(sri), at=timezone.now())
    address = f"/kantor/kasus/{case.pk}/"
    page = both.get(address).content.decode()
    for words in ("Badan Kepegawaian", "Surat 12/2026", "b•••@contoh.example", "p•••@contoh.example"):
        assert words in page, words
    assert "Orang lain yang memutuskan" in page
    decision = {"decision": "refused", "reason": "Daftar saya benar."}
    assert both.post(address, decision).status_code == 400
    assert officer.post(address, decision).status_code == 302


def test_a_list_of_one_does_not_tell_whether_its_owner_is_here(wave: Wave, officer: Client) -> None:
    sri = person()
    pages = []
    for numbers in ([ONE], [number_of(sri)], [number_of(sri), TWO]):
        made = send(officer, "\n".join(numbers).encode()).headers["Location"]
        page = officer.get(made).content.decode()
        pages.append(re.search(r"<dt>Di antaranya orang di sini.*?</dl>", page, re.DOTALL))
    told = {found[0] for found in pages if found is not None}
    assert len(told) == 1
    assert told.pop().count("kurang dari 5") == 2


def test_what_was_only_looked_at_is_put_away_and_keeps_nothing(wave: Wave, officer: Client) -> None:
    send(officer, ONE.encode())
    made = ExclusionList.objects.get()
    assert officer.post(f"/kantor/daftar/{made.pk}/singkirkan/").status_code == 302
    assert not Listed.objects.exists()
    assert Event.objects.filter(act="waves:list:put_away").exists()
    assert officer.post(f"/kantor/daftar/{made.pk}/singkirkan/").status_code == 404


def test_the_newer_list_of_a_source_replaces_the_older(wave: Wave, officer: Client, approver: Client) -> None:
    for content in (ONE, f"{ONE}\n{TWO}"):
        send(officer, content.encode())
        approver.post(f"/kantor/daftar/{ExclusionList.objects.latest('pk').pk}/berlaku/")
    page = officer.get(PAGE).content.decode()
    assert "diganti" in page
    assert [one.is_in_force for one in ExclusionList.objects.order_by("pk")] == [False, True]


def test_a_workbook_is_known_by_its_content_and_not_by_its_name(
    wave: Wave, officer: Client, tmp_path: Path
) -> None:
    book = xlsx(tmp_path, [["Nama", "NIK"], ["A", ONE], ["B", TWO]])
    assert send(officer, book, "daftar.csv").status_code == 302
    assert ExclusionList.objects.get().n_lines == 2
    assert send(officer, f"{ONE}\n".encode(), "daftar.xlsx").status_code == 302


def test_every_wrong_cell_is_named_by_row_and_column_and_never_shown(wave: Wave, officer: Client) -> None:
    content = f'nama,NIK\nA,{ONE}\nB,31710144\nC,rahasia\nD,{ONE}\nE,"3,17101E+15"\n\nF,{TWO}\n'
    answer = send(officer, content.encode())
    page = answer.content.decode()
    assert answer.status_code == 400
    for words in ("4 dari 6", "Baris 3, kolom B: 8", "Baris 4, kolom B", "baris 2", "Baris 6, kolom B"):
        assert words in page, words
    assert "rahasia" not in page
    assert ONE not in page
    assert not ExclusionList.objects.exists()


def test_a_number_that_a_spreadsheet_rounded_is_refused(wave: Wave, officer: Client, tmp_path: Path) -> None:
    answer = send(officer, xlsx(tmp_path, [["NIK"], [3171014409970000.0]]))
    assert answer.status_code == 400
    assert "Baris 2, kolom A" in answer.content.decode()
    mixed = send(officer, xlsx(tmp_path, [["Nama", "NIK"], ["A", ONE], ["B", 3171014409980000.0]]))
    assert mixed.status_code == 400
    assert "seluruh kolomnya teks" in mixed.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tidak ada nomor"),
        (b"\n\n", "Tidak ada nomor"),
        (b"nama,alamat\nA,B\n", "kolom mana"),
        (b"NIK\n\xff\xfe1\n", "UTF-8"),
        (b"%PDF-1.7", "bukan CSV"),
        (b"\xff\xfe1\x000\x00", "bukan CSV"),
        (b"PK\x03\x04 rusak", "xlsx ini tidak bisa dibaca"),
        (b"NIK\n" + b"1" * 30_000, "terlalu panjang"),
    ],
    ids=["nothing", "blank", "no column", "not UTF-8", "PDF", "UTF-16", "broken", "one line"],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    wave: Wave, officer: Client, content: bytes, words: str
) -> None:
    answer = send(officer, content)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not ExclusionList.objects.exists()


def test_a_workbook_that_unpacks_to_very_much_is_refused(wave: Wave, officer: Client) -> None:
    packed = BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book,
        book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(210):
            part.write(b"0" * 1_000_000)
    assert len(packed.getvalue()) < 300_000
    answer = send(officer, packed.getvalue())
    assert answer.status_code == 400
    assert "terlalu besar" in answer.content.decode()


@pytest.mark.parametrize("field", ["status", "source", "decree", "dated_on"])
def test_a_list_without_its_provenance_is_refused(wave: Wave, officer: Client, field: str) -> None:
    assert send(officer, ONE.encode(), **{field: ""}).status_code == 400
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert send(officer, ONE.encode(), dated_on=tomorrow).status_code == 400
    assert not ExclusionList.objects.exists()


def test_nothing_changes_once_the_wave_has_closed(wave: Wave, officer: Client, approver: Client) -> None:
    send(officer, ONE.encode())
    made = ExclusionList.objects.get()
    Wave.objects.filter(pk=wave.pk).update(closes_at=timezone.now())
    wave.refresh_from_db()
    closing.close(wave=wave, at=timezone.now())
    assert send(officer, TWO.encode()).status_code == 400
    assert approver.post(f"/kantor/daftar/{made.pk}/berlaku/").status_code == 400
    assert "tidak bisa diubah" in officer.get(PAGE).content.decode()


def test_whoever_may_see_waves_sees_lists_and_loads_none(wave: Wave) -> None:
    auditor = staff(Role.AUDITOR, address="auditor@contoh.example")
    assert "Muat daftar" not in auditor.get(PAGE).content.decode()
    send(auditor, ONE.encode())
    assert not ExclusionList.objects.exists()


def test_a_list_may_be_larger_than_any_other_form_and_not_without_bound(client: Client) -> None:
    for path in (PAGE, f"/en{PAGE}"):
        small = client.post(path, data=b"x", content_type="text/plain", CONTENT_LENGTH="300001")
        assert small.status_code in (302, 403), path
        large = client.post(path, data=b"x", content_type="text/plain", CONTENT_LENGTH="8000001")
        assert large.status_code == 413, path
    other = client.post(
        "/kantor/daftar/1/berlaku/", data=b"x", content_type="text/plain", CONTENT_LENGTH="300001"
    )
    assert other.status_code == 413


def test_a_large_list_comes_from_the_command_line_and_counts_once_staff_let_it(
    wave: Wave, approver: Client, tmp_path: Path
) -> None:
    file = tmp_path / "besar.csv"
    file.write_text("NIK\n" + "".join(f"{3171014409970000 + n}\n" for n in range(5_000)))
    given = ["--status", "police", "--source", "Polri", "--decree", "Surat 1", "--dated-on", "2026-01-01"]
    call_command("load_list", "1", str(file), *given, stdout=StringIO())
    made = ExclusionList.objects.get()
    assert (made.n_lines, made.is_in_force, made.loaded_by) == (5_000, False, "command line")
    assert approver.post(f"/kantor/daftar/{made.pk}/berlaku/").status_code == 302
    file.write_text("NIK\n123\n")
    for number, path in (("1", file), ("9", file), ("1", tmp_path / "tidak-ada")):
        with pytest.raises(CommandError):
            call_command("load_list", number, str(path), *given)


def test_two_cells_at_the_ends_of_a_sheet_are_refused_before_room_is_made_between_them(
    officer: Client, wave: Wave, tmp_path: Path
) -> None:
    far = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(xlsx(tmp_path, [["NIK"], [ONE]]))) as near,
        zipfile.ZipFile(far, "w") as book,
    ):
        for part in near.infolist():
            moved = (
                near.read(part).replace(b'"A2"', b'"XFD1048576"').replace(b'<row r="2"', b'<row r="1048576"')
            )
            book.writestr(part, moved)
    answer = send(officer, far.getvalue(), "jauh.xlsx")
    assert answer.status_code == 400
    assert not ExclusionList.objects.exists()
