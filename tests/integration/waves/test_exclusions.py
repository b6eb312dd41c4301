"""Lists of those who may not join, and objecting to them: provenance, refusals, and what a decision does."""

import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.cases.models import Case
from gelombang.cases.services import CaseDecided
from gelombang.people.keys import vault
from gelombang.people.models import Account, Person
from gelombang.people.roles import Role
from gelombang.people.services import levels
from gelombang.waves.models import Application, ExclusionList, Listed, Wave
from gelombang.waves.services import appeals, applying, closing, exclusions
from gelombang.waves.standing import reasons_against
from tests.factories import desk, programme
from tests.factories.people import staff

pytestmark = pytest.mark.django_db
AT = programme.DURING
DATED = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _site(settings, tmp_path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def wave() -> Wave:
    return programme.wave()


@pytest.fixture
def sri() -> Person:
    return programme.person(1, region=programme.regions()[0])


def number_of(person: Person) -> str:
    return vault().unlock(person.nik_locked)


load = programme.listed


def test_who_is_listed_hears_whose_list_of_what_day_and_may_object(wave: Wave, sri: Person) -> None:
    load(wave, f"NIK\n{number_of(sri)}\n3171014409970000\n")
    (reason,) = reasons_against(person=sri, wave=wave)
    assert (reason.rule, reason.source, reason.dated_on, reason.may_appeal) == (
        "listed",
        "Data Sekolah",
        DATED,
        True,
    )
    with pytest.raises(applying.NotEligible):
        programme.applied(wave, sri)


def test_only_indices_are_kept(wave: Wave, sri: Person) -> None:
    load(wave, number_of(sri))
    kept = Listed.objects.get().nik_index
    assert number_of(sri) not in kept


@pytest.mark.parametrize(
    ("content", "problem", "line"),
    [
        ("", "empty", 0),
        ("NIK\n", "empty", 0),
        ("NIK\n12345\n", "digits", 2),
        ("NIK\n3,17101E+15\n", "digits", 2),
        ("3171014409980000\n3171014409980000\n", "twice", 2),
        ("3171014409980000\nbukan nomor\n", "digits", 2),
    ],
)
def test_a_list_that_is_wrong_is_refused_whole(wave: Wave, content: str, problem: str, line: int) -> None:
    with pytest.raises(exclusions.ListWrong) as raised:
        load(wave, content)
    assert (raised.value.problem, raised.value.line) == (problem, line)
    assert not Listed.objects.exists()


def test_an_unknown_status_a_future_day_and_a_closed_wave_are_refused(wave: Wave, sri: Person) -> None:
    with pytest.raises(exclusions.ListWrong):
        load(wave, number_of(sri), status="left_handed")
    with pytest.raises(exclusions.ListWrong):
        exclusions.stage(
            wave=wave,
            status="police",
            source="x",
            dated_on=AT.date() + timedelta(days=1),
            file=io.BytesIO(b"1" * 16),
            by="a",
            at=AT,
        )
    closing.close(wave=wave, at=programme.CLOSES)
    with pytest.raises(exclusions.ListWrong):
        load(wave, number_of(sri))


def test_a_new_list_replaces_the_old_and_keeps_what_was_granted(wave: Wave, sri: Person) -> None:
    load(wave, number_of(sri))
    case = appeals.object_to(wave=wave, person=sri, words="Sudah lulus.", by=str(sri), at=AT)
    appeals.decide(case=case, decision=Case.Decision.GRANTED, reason="Ijazah dilihat.", by="account:9", at=AT)
    load(wave, f"{number_of(sri)}\n3171014409970000")
    assert reasons_against(person=sri, wave=wave) == ()
    assert ExclusionList.objects.filter(replaced_at=None).count() == 1


def test_a_granted_objection_lets_the_person_join_and_a_refused_one_does_not(wave: Wave, sri: Person) -> None:
    load(wave, number_of(sri))
    case = appeals.object_to(wave=wave, person=sri, words="Sudah lulus.", by=str(sri), at=AT)
    assert appeals.object_to(wave=wave, person=sri, words="Lagi.", by=str(sri), at=AT) == case
    appeals.decide(case=case, decision=Case.Decision.REFUSED, reason="Masih aktif.", by="account:9", at=AT)
    with pytest.raises(CaseDecided):
        appeals.decide(case=case, decision=Case.Decision.GRANTED, reason="Berubah.", by="account:8", at=AT)
    assert reasons_against(person=sri, wave=wave)


def test_nobody_keeps_people_out_alone(wave: Wave, sri: Person) -> None:
    """Loading a list, letting it count and refusing the objections to it are never one person's."""
    made = exclusions.stage(
        wave=wave,
        status="police",
        source="Polri",
        dated_on=DATED,
        file=io.BytesIO(number_of(sri).encode()),
        by="account:901",
        at=AT,
    )
    with pytest.raises(exclusions.OwnList):
        exclusions.put_in_force(exclusion_list=made, by="account:901", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExclusionList.objects.filter(pk=made.pk).update(in_force_at=AT, in_force_by="account:901")
    assert reasons_against(person=sri, wave=wave) == ()
    exclusions.put_in_force(exclusion_list=made, by="account:902", at=AT)
    case = appeals.object_to(wave=wave, person=sri, words="Bukan saya.", by=str(sri), at=AT)
    assert appeals.lists_behind(case) == [made]
    for decision in Case.Decision:
        with pytest.raises(appeals.OwnMatter):
            appeals.decide(case=case, decision=decision, reason="Daftar saya.", by="account:901", at=AT)
    case.refresh_from_db()
    assert case.decided_at is None
    granted = Case.Decision.GRANTED
    appeals.decide(case=case, decision=granted, reason="Salah orang.", by="account:902", at=AT)
    assert reasons_against(person=sri, wave=wave) == ()


def test_somebody_at_a_desk_objects_there_and_somebody_else_decides() -> None:
    now = timezone.now()
    wave = programme.wave(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=3))
    browser = staff(Role.OFFICER, address="loket@contoh.example")
    officer = Account.objects.get(email="loket@contoh.example")
    sitting = desk.registered(officer)
    assert sitting.person is not None
    programme.listed(wave, number_of(sitting.person), at=now)
    place = f"/kantor/loket/{sitting.pk}/"
    refused = browser.post(f"{place}ikut/")
    assert (refused.status_code, f"{place}keberatan/" in refused.content.decode()) == (403, True)
    assert browser.post(f"{place}keberatan/", {"words": " "}).status_code == 400
    words = {"words": "Saya sudah lulus tahun lalu."}
    for _ in range(2):
        assert "sudah dicatat" in browser.post(f"{place}keberatan/", words).content.decode()
    case = Case.objects.get()
    assert (case.words, case.subject) == (words["words"], str(sitting.person))
    assert Event.objects.get(act="waves:objection:assisted").subject == str(sitting.person)
    mine = browser.get(f"/kantor/kasus/{case.pk}/").content.decode()
    assert "Orang lain yang memutuskan ini" in mine
    decision = {"decision": "granted", "reason": "Ijazah dilihat."}
    assert browser.post(f"/kantor/kasus/{case.pk}/", decision).status_code == 400
    other = staff(Role.OFFICER, address="lain@contoh.example")
    assert other.post(f"/kantor/kasus/{case.pk}/", decision).status_code == 302
    assert reasons_against(person=sitting.person, wave=wave) == ()
    assert "Ijazah dilihat." in browser.get(f"{place}keberatan/").content.decode()
    assert browser.post(f"{place}ikut/").status_code == 302


def test_nobody_objects_to_their_own_statement(wave: Wave) -> None:
    student = programme.person(2, region=programme.regions()[0], statuses=["in_education"])
    with pytest.raises(appeals.NothingToObject):
        appeals.object_to(wave=wave, person=student, words="Tidak.", by=str(student), at=AT)


def test_who_comes_onto_a_list_after_applying_is_no_entry_and_reads_why(wave: Wave, sri: Person) -> None:
    programme.applied(wave, sri)
    load(wave, number_of(sri))
    closing.close(wave=wave, at=programme.CLOSES)
    assert closing.qualify(wave=wave) == 0
    application = Application.objects.get()
    assert application.is_entry is False
    (reason,) = application.reasons
    assert closing.reason_of(reason).source == "Data Sekolah"


def test_pages_of_objecting(wave: Wave, sri: Person, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    load(wave, number_of(sri))
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    assert sri.account is not None
    client.force_login(sri.account)
    page = client.get("/gelombang/1/ikut/")
    assert page.status_code == 403
    assert "Data Sekolah" in page.content.decode()
    assert client.post("/gelombang/1/keberatan/", {"words": ""}).status_code == 400
    assert client.post("/gelombang/1/keberatan/", {"words": "Saya sudah lulus."}).status_code == 200
    assert Case.objects.get().words == "Saya sudah lulus."
    refused = client.get("/gelombang/1/ikut/").content.decode()
    assert ("Lihat keberatan saya" in refused, ">Ajukan keberatan<" in refused) == (True, False)
    home = client.get("/saya/").content.decode()
    assert "/gelombang/1/keberatan/" in home
    assert f"kasus nomor {Case.objects.get().pk}" in home
    case = Case.objects.get()
    appeals.decide(case=case, decision=Case.Decision.REFUSED, reason="Masih aktif.", by="account:9", at=AT)
    assert "Keberatan Anda di Gelombang 1 tidak dikabulkan." in client.get("/saya/").content.decode()


@pytest.fixture
def kept_out(wave: Wave, sri: Person, client: Client) -> Client:
    """The browser of somebody who applied, and came onto a list before the wave closed."""
    programme.applied(wave, sri)
    load(wave, number_of(sri))
    closing.close(wave=wave, at=programme.CLOSES)
    closing.qualify(wave=wave)
    assert sri.account is not None
    client.force_login(sri.account)
    return client


def test_who_was_kept_out_at_the_closing_reads_why_and_objects_until_the_result(
    wave: Wave, sri: Person, kept_out: Client
) -> None:
    page = kept_out.get("/saya/").content.decode()
    assert "Data Sekolah" in page
    assert "Lihat bukti" not in page
    assert "/gelombang/1/keberatan/" in page
    form = kept_out.get("/gelombang/1/keberatan/").content.decode()
    assert "<textarea" in form
    assert "sudah ditutup" in form
    assert kept_out.post("/gelombang/1/keberatan/", {"words": "Sudah lulus."}).status_code == 200
    assert Case.objects.get().evidence["rules"] == ["listed"]
    assert kept_out.get("/saya/").content.decode().count("/gelombang/1/keberatan/") == 1
    receipt = kept_out.get("/gelombang/1/tanda-terima/").content.decode()
    assert "Anda tidak ikut undian Gelombang 1." in receipt
    assert "Anda sudah ikut" not in receipt
    assert "Kode Anda harus ada di dalamnya" not in receipt


def test_who_objects_too_late_keeps_the_words_and_reads_where_else_to_go(
    wave: Wave, kept_out: Client
) -> None:
    Wave.objects.update(
        committed_at=programme.CLOSES,
        n_entries=0,
        drawn_at=programme.CLOSES,
        published_at=programme.CLOSES,
        n_selected=0,
    )
    assert "/gelombang/1/keberatan/" not in kept_out.get("/saya/").content.decode()
    page = kept_out.get("/gelombang/1/keberatan/").content.decode()
    assert "<textarea" not in page
    assert "/pengaduan/" in page
    answer = kept_out.post("/gelombang/1/keberatan/", {"words": "Saya sudah lulus Juni."})
    assert answer.status_code == 409
    assert answer.content.decode().count("Saya sudah lulus Juni.") == 2
    assert not Case.objects.exists()
    going_on = kept_out.post("/pengaduan/", {"words": "Saya sudah lulus Juni."}).content.decode()
    assert "Saya sudah lulus Juni.</textarea>" in going_on


def test_who_did_not_apply_objects_until_the_closing(wave: Wave, sri: Person) -> None:
    load(wave, number_of(sri))
    with pytest.raises(appeals.TooLate):
        appeals.object_to(wave=wave, person=sri, words="Lulus.", by=str(sri), at=programme.CLOSES)
    case = appeals.object_to(wave=wave, person=sri, words="Lulus.", by=str(sri), at=AT)
    assert case.kind == Case.Kind.LISTED


def demanding(wave: Wave, level: str) -> Wave:
    """The same wave, frozen while the rules demanded a level."""
    wave.terms["level_least"] = {"value": level, "since": "2020-01-01", "reference": "test"}
    wave.save()
    return wave


def test_a_level_that_a_wave_demands_is_reached_at_a_desk_or_by_an_objection(wave: Wave, sri: Person) -> None:
    wave = demanding(wave, "documented")
    with pytest.raises(applying.NotEligible):
        programme.applied(wave, sri)
    other = programme.person(2, region=programme.regions()[0], family=2)
    levels.document(person=other, by="account:9", at=AT)
    other.refresh_from_db()
    assert reasons_against(person=other, wave=wave) == ()
    case = appeals.object_to(wave=wave, person=sri, words="Kartu sudah dilihat.", by=str(sri), at=AT)
    appeals.decide(case=case, decision=Case.Decision.GRANTED, reason="Benar.", by="account:9", at=AT)
    sri.refresh_from_db()
    assert (sri.level, sri.level_source) == ("documented", "account:9")
    programme.applied(wave, sri)


def test_the_level_is_looked_at_again_when_the_wave_closes(wave: Wave, sri: Person) -> None:
    programme.applied(wave, sri)
    demanding(wave, "verified")
    closing.close(wave=wave, at=programme.CLOSES)
    assert closing.qualify(wave=wave) == 0
    kept = Application.objects.get(person=sri).reasons
    assert [closing.reason_of(one).rule for one in kept] == ["level"]
