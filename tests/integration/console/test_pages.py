"""The console as staff use it: without JavaScript, each act refused where it is out of order or alone."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.cases.models import Case
from gelombang.draws import again
from gelombang.flow import lifecycle
from gelombang.grievances import services as grievances
from gelombang.grievances.models import Grievance
from gelombang.messages.models import Message
from gelombang.people.keys import vault
from gelombang.people.models import Account
from gelombang.people.roles import Role
from gelombang.waves.models import Proposal, Wave
from gelombang.waves.services import exclusions
from tests.factories import programme
from tests.factories.console import prepared, typed
from tests.factories.people import staff

pytestmark = pytest.mark.django_db


def test_the_approver_sees_exactly_what_the_officer_sees(officer: Client, approver: Client) -> None:
    waiting = prepared(officer)
    address = f"/kantor/usul/{waiting.pk}/"
    theirs, mine = (
        browser.get(address).content.decode().replace("<wbr>", "") for browser in (approver, officer)
    )
    for words in (waiting.facts["policy_sha256"], "Ada 50 kursi", "20.000", "657.413"):
        assert words in theirs
        assert words in mine
    assert "Setujui dan laksanakan" in theirs
    assert "Setujui dan laksanakan" not in mine
    assert "Umumkan gelombang: Gelombang 1" in approver.get("/kantor/").content.decode()


def test_an_officer_cannot_approve_and_an_approver_cannot_propose(officer: Client, approver: Client) -> None:
    waiting = prepared(officer)
    assert officer.post(f"/kantor/usul/{waiting.pk}/setuju/").status_code == 403
    assert (
        approver.post("/kantor/gelombang/baru/", {**typed(number="2"), "step": "propose"}).status_code == 403
    )
    assert approver.post("/kantor/gelombang/1/hasil/").status_code == 403
    assert Wave.objects.get().announced_at is None


def test_who_has_both_roles_still_needs_another(approver: Client) -> None:
    both = staff(Role.OFFICER, Role.APPROVER, address="berdua@contoh.example")
    waiting = prepared(both)
    answer = both.post(f"/kantor/usul/{waiting.pk}/setuju/")
    assert answer.status_code == 400
    assert "Orang lain yang harus memutuskan" in answer.content.decode()
    assert approver.post(f"/kantor/usul/{waiting.pk}/setuju/").status_code == 302
    assert Wave.objects.get().announced_by == str(Account.objects.get(email="penyetuju@contoh.example"))


def test_a_refused_wave_comes_back_as_it_was_typed(officer: Client, approver: Client) -> None:
    waiting = prepared(officer)
    assert approver.post(f"/kantor/usul/{waiting.pk}/tolak/", {"reason": ""}).status_code == 400
    approver.post(f"/kantor/usul/{waiting.pk}/tolak/", {"reason": "Kursi terlalu sedikit"})
    page = officer.get("/kantor/gelombang/1/").content.decode()
    assert "Kursi terlalu sedikit" in page
    again = officer.get("/kantor/gelombang/1/ubah/").content.decode()
    assert 'value="1.000"' in again
    answer = officer.post("/kantor/gelombang/1/ubah/", {**typed(n_seats="2000"), "step": "propose"})
    assert answer.status_code == 302, answer.content.decode()
    assert Wave.objects.get().n_seats == 2000


def test_a_wave_from_the_office_to_the_public_page(officer: Client, approver: Client) -> None:
    waiting = prepared(officer)
    approver.post(f"/kantor/usul/{waiting.pk}/setuju/")
    wave = Wave.objects.get()
    alor, linggau = programme.regions()
    for n in range(24):
        programme.applied(
            wave, programme.person(n, region=(alor, linggau)[n % 2]), at=timezone.now() - timedelta(hours=2)
        )
    board = officer.get("/kantor/gelombang/1/").content.decode()
    assert "Kabupaten Alor" in board
    assert "Waktu tutup. Ini latihan: petugas boleh menutupnya sekarang." in board
    early = officer.post("/kantor/gelombang/1/hasil/")
    assert early.status_code == 400
    assert "belum diundi" in early.content.decode()
    assert officer.post("/kantor/gelombang/1/tutup/").status_code == 302
    assert officer.post("/kantor/gelombang/1/tutup/").status_code == 400
    for _ in range(2):
        assert -1 not in lifecycle.tick(timezone.now()).values()
    assert "usulkan pengumumannya" in officer.get("/kantor/").content.decode()
    assert "Uji kejanggalan" in officer.get("/kantor/gelombang/1/").content.decode()
    assert officer.post("/kantor/gelombang/1/hasil/").status_code == 302
    publish = Proposal.objects.get(act="publish")
    assert approver.post(f"/kantor/usul/{publish.pk}/setuju/").status_code == 302
    wave.refresh_from_db()
    assert wave.published_at is not None
    board = officer.get("/kantor/gelombang/1/").content.decode()
    assert "menyetujui untuk Gelombang 1: umumkan hasil" in board
    assert approver.post(f"/kantor/usul/{publish.pk}/setuju/").status_code == 400
    public = re.search(r'href="(/undian/[^"]+)">Halaman undian', board)
    assert public is not None
    assert Client().get(public[1]).status_code == 200


def test_a_signature_that_is_not_genuine_is_refused_with_a_sentence(officer: Client) -> None:
    wave = programme.wave()
    lifecycle.close_waves(timezone.now())
    lifecycle.commit_lists(timezone.now())
    Wave.objects.update(is_rehearsal=False)
    page = officer.get("/kantor/gelombang/1/").content.decode()
    assert "Tanda tangan putaran" in page
    refused = officer.post("/kantor/gelombang/1/suar/", {"signature": "00" * 48})
    assert refused.status_code == 400
    kept = officer.post("/kantor/gelombang/1/suar/", {"signature": again.REHEARSED[wave.round]})
    assert kept.status_code == 302


def test_people_are_found_one_at_a_time_and_see_that_they_were(officer: Client) -> None:
    alor, _ = programme.regions()
    one = programme.person(1, region=alor)
    nik = vault().unlock(one.nik_locked)
    missing = officer.post("/kantor/orang/", {"text": "tidak@ada.example"})
    assert missing.status_code == 400
    found = officer.post("/kantor/orang/", {"text": nik}).headers["Location"]
    page = officer.get(found).content.decode()
    assert nik not in page
    assert nik not in found
    short = officer.post(f"{found}nomor/", {"reason": "ya"})
    assert short.status_code == 400
    seen = officer.post(f"{found}nomor/", {"reason": "Mencocokkan kartu di loket"}).content.decode()
    assert nik in seen
    assert nik not in officer.get(found).content.decode()
    other = staff(Role.OFFICER, address="lain@contoh.example")
    assert other.get(found).status_code == 404
    assert officer.get("/kantor/orang/1/").status_code == 404
    told = Event.objects.filter(subject=str(one)).values_list("act", flat=True)
    assert {"people:person:found", "people:number:seen"} <= set(told)


def test_people_cannot_be_leafed_through_and_who_tries_is_stopped_and_seen(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = programme.person(1, region=programme.regions()[0])
    application = programme.applied(programme.wave(), one)
    alone = officer.post("/kantor/orang/", {"text": str(application.pk)})
    assert (alone.status_code, "Tanyakan kepada orangnya" in alone.content.decode()) == (400, True)
    monkeypatch.setattr("gelombang.portal.console.views.people.IN_VAIN", 2)
    for day in ("1998-09-01", "1998-09-02"):
        wrong = officer.post("/kantor/orang/", {"text": str(application.pk), "born_on": day})
        assert wrong.status_code == 400
    right = {"text": str(application.pk), "born_on": "1998-09-04"}
    stopped = officer.post("/kantor/orang/", right)
    assert (stopped.status_code, "tanpa hasil" in stopped.content.decode()) == (400, True)
    missed = Event.objects.filter(act="people:person:missed")
    assert [event.facts for event in missed] == [{"what": "application"}] * 2
    other = staff(Role.OFFICER, address="lain@contoh.example")
    assert other.post("/kantor/orang/", right).status_code == 302
    monkeypatch.setattr("gelombang.portal.console.views.people.SEARCHES", 1)
    assert "sangat sering" in other.post("/kantor/orang/", right).content.decode()


def test_a_case_is_decided_with_a_reason_and_the_decision_is_carried_out(approver: Client) -> None:
    alor, linggau = programme.regions()
    programme.person(1, region=alor, family=1)
    two = programme.person(2, region=linggau, family=1)
    case = Case.objects.get()
    listed = approver.get("/kantor/kasus/").content.decode()
    assert f"/kantor/kasus/{case.pk}/" in listed
    address = f"/kantor/kasus/{case.pk}/"
    assert "Kota Lubuklinggau" in approver.get(address).content.decode()
    assert approver.post(address, {"decision": "granted", "reason": ""}).status_code == 400
    assert approver.post(address, {"decision": "maybe", "reason": "x"}).status_code == 400
    assert approver.post(address, {"decision": "granted", "reason": "=Kartu dilihat"}).status_code == 302
    two.family_card.refresh_from_db()  # type: ignore[union-attr]
    assert two.family_card.region_id == "16.73"  # type: ignore[union-attr]
    late = approver.post(address, {"decision": "refused", "reason": "Terlambat"})
    assert late.status_code == 400
    file = b"".join(approver.get("/kantor/kasus/?status=selesai&unduh=1").streaming_content)  # type: ignore[attr-defined]
    assert b"'=Kartu dilihat" in file


def test_no_code_to_sign_in_with_is_shown_to_staff(officer: Client) -> None:
    alor, _ = programme.regions()
    programme.person(1, region=alor)
    Client().post("/masuk/", {"address": "orang1@contoh.example"})
    found = re.search(r"[0-9]{6}", Message.objects.filter(address="orang1@contoh.example").latest("pk").text)
    assert found is not None
    person = officer.post("/kantor/orang/", {"text": "orang1@contoh.example"}).headers["Location"]
    for path in ("/kantor/pesan/", person):
        page = officer.get(path).content.decode()
        assert "Kode masuk" in page
        assert found[0] not in page
    file = b"".join(officer.get("/kantor/pesan/?unduh=1").streaming_content)  # type: ignore[attr-defined]
    assert found[0].encode() not in file


def test_failed_messages_are_sent_again_by_an_officer_alone(officer: Client) -> None:
    programme.regions()
    message = Message.objects.latest("pk")
    Message.objects.filter(pk=message.pk).update(
        state="failed", failed_at=timezone.now(), problem="no such box", sent_at=None
    )
    page = officer.get("/kantor/pesan/?status=failed").content.decode()
    assert "no such box" in page
    assert message.text.strip() not in page
    auditor = staff(Role.AUDITOR, address="auditor@contoh.example")
    assert auditor.post(f"/kantor/pesan/{message.pk}/ulang/").status_code == 403
    assert officer.post(f"/kantor/pesan/{message.pk}/ulang/").status_code == 302
    message.refresh_from_db()
    assert (message.state, message.n_tries) == ("waiting", 0)


def test_the_trail_is_read_filtered_paged_by_key_and_taken_along(officer: Client) -> None:
    waiting = prepared(officer)
    auditor = staff(Role.AUDITOR, address="auditor@contoh.example")
    page = auditor.get("/kantor/jejak/", {"tentang": str(waiting.wave)}).content.decode()
    assert "mengusulkan untuk Gelombang 1" in page
    assert "p•••@contoh.example" in page
    assert "membuka" not in page
    alor, _ = programme.regions()
    for n in range(20):
        programme.person(n, region=alor)
    first = auditor.get("/kantor/jejak/").content.decode()
    following = re.search(r'href="\?sebelum=([0-9]+)', first)
    assert following is not None
    second = auditor.get("/kantor/jejak/", {"sebelum": following[1], "bagian": "people"}).content.decode()
    assert "Gelombang 1" not in second
    file = b"".join(auditor.get("/kantor/jejak/?unduh=1").streaming_content)  # type: ignore[attr-defined]
    assert file.count(b"\n") > 60
    lifecycle.seal(timezone.now())
    chain = b"".join(auditor.get("/kantor/jejak/rantai/").streaming_content)  # type: ignore[attr-defined]
    assert b'"act":"waves:proposal:made"' in chain
    assert auditor.get("/kantor/jejak/?sebelum=x&bagian=y&oleh=%00").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_each_page_opens_to_its_role_alone(role: Role) -> None:
    if role is Role.APPLICANT:
        assert Client().get("/kantor/").status_code == 302
        return
    browser = staff(role, address="siapa@contoh.example")
    opened = {
        path
        for path in ("", "gelombang/", "gelombang/baru/", "orang/", "kasus/", "pesan/", "jejak/")
        if browser.get(f"/kantor/{path}").status_code == 200
    }
    wanted = {
        Role.OFFICER: {"", "gelombang/", "gelombang/baru/", "orang/", "kasus/", "pesan/"},
        Role.APPROVER: {"", "gelombang/", "kasus/", "jejak/"},
        Role.ANALYST: {"", "gelombang/"},
        Role.AUDITOR: {"", "gelombang/", "pesan/", "jejak/"},
        Role.ADMINISTRATOR: {"", "gelombang/", "jejak/"},
    }
    assert opened == wanted.get(role, {""})


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.APPLICANT])
def test_today_shows_each_role_what_it_can_open_and_nothing_else(role: Role) -> None:
    wave = programme.wave(announced=False)
    alor, linggau = programme.regions()
    programme.person(1, region=alor, family=1)
    programme.person(2, region=linggau, family=1)
    grievances.take(
        topic=Grievance.Topic.DRAW, words="x", way=Grievance.Way.FORM, at=timezone.now() - timedelta(days=1)
    )
    exclusions.stage(
        wave=wave,
        status="police",
        source="Polri",
        dated_on=date(2026, 1, 1),
        file=BytesIO(b"3171014409970000"),
        by="account:901",
        at=timezone.now(),
    )
    browser = staff(role, address="siapa@contoh.example")
    Message.objects.update(state="failed", failed_at=timezone.now(), problem="no such box", sent_at=None)
    main = browser.get("/kantor/").content.decode().partition("<main")[2]
    links = re.findall(r'<li class="card">.*?href="([^"]+)"', main, re.DOTALL)
    assert main.count('<li class="card">') == len(links)
    assert {link: browser.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    shown = {
        Role.OFFICER: {"usul", "daftar", "kasus", "pengaduan", "pesan"},
        Role.APPROVER: {"usul", "daftar", "kasus", "pengaduan"},
        Role.ANALYST: {"usul", "daftar"},
        Role.AUDITOR: {"usul", "daftar", "pesan"},
        Role.ADMINISTRATOR: {"usul", "daftar"},
    }
    assert {link.split("/")[2] for link in links} == shown.get(role, set())


def test_a_quiet_day_says_so(officer: Client) -> None:
    assert "Tidak ada yang menunggu Anda" in officer.get("/kantor/").content.decode()
    assert officer.get("/kantor/gelombang/9/").status_code == 404
    assert officer.get("/en/kantor/").status_code == 200
