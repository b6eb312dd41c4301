"""Drawing a void wave again as people see it: the officer, the approver, who took part, and everybody."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gelombang.cases.models import Case
from gelombang.core.lottery import jcs
from gelombang.core.lottery.receipt import code_of
from gelombang.draws import attempts, selectors
from gelombang.draws.models import Draw
from gelombang.flow import lifecycle
from gelombang.people.keys import vault
from gelombang.people.models import Person
from gelombang.people.roles import Role
from gelombang.waves.models import Application, Proposal, Wave
from gelombang.waves.services import appeals
from tests.factories import programme
from tests.factories.people import staff

pytestmark = pytest.mark.django_db

WHY = "Keberatan yang dikabulkan belum ikut dihitung."


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def officer() -> Client:
    return staff(Role.OFFICER, address="petugas@contoh.example")


@pytest.fixture
def approver() -> Client:
    return staff(Role.APPROVER, address="penyetuju@contoh.example")


@pytest.fixture
def wave() -> Wave:
    """Drawn and not published; one of its people was ruled out by a list, and objects."""
    made, (alor, linggau) = programme.wave(seats=4), programme.regions()
    people = [programme.person(n, region=(alor, linggau)[n % 2]) for n in range(8)]
    for one in people:
        programme.applied(made, one)
    numbers = f"nik\n{vault().unlock(people[0].nik_locked)}\n"
    programme.listed(made, numbers, status="civil_servant", source="BKN", at=timezone.now())
    for _ in range(2):
        assert -1 not in lifecycle.tick(timezone.now()).values()
    appeals.object_to(wave=made, person=people[0], words="Saya bukan ASN.", by="x", at=timezone.now())
    made.refresh_from_db()
    return made


def told(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def void_by_two(officer: Client, approver: Client) -> None:
    officer.post("/kantor/gelombang/1/batal/", {"reason": WHY})
    proposal = Proposal.objects.get(act="void")
    assert approver.post(f"/kantor/usul/{proposal.pk}/setuju/").status_code == 302
    lifecycle.tick(timezone.now())


def redo_by_two(officer: Client, approver: Client) -> Proposal:
    assert officer.post("/kantor/gelombang/1/ulang/").status_code == 302
    proposal = Proposal.objects.get(act="again")
    page = told(approver, f"/kantor/usul/{proposal.pk}/")
    for words in ("Undi ulang", "9.683.710", WHY, "1 orang yang tadinya tidak masuk menjadi masuk"):
        assert words in page
    assert "0 orang yang tadinya masuk menjadi tidak masuk" in page
    assert officer.post(f"/kantor/usul/{proposal.pk}/setuju/").status_code == 403
    assert approver.post(f"/kantor/usul/{proposal.pk}/setuju/").status_code == 302
    lifecycle.tick(timezone.now())
    return proposal


def test_an_objection_granted_after_sealing_leads_to_a_redo_that_everybody_can_follow(
    client: Client, officer: Client, approver: Client, wave: Wave
) -> None:
    case = Case.objects.get()
    assert "sudah disegel tanpa orang ini" in told(officer, f"/kantor/kasus/{case.pk}/")
    answer = {"decision": "granted", "reason": "Surat BKN membenarkan."}
    assert officer.post(f"/kantor/kasus/{case.pk}/", answer).status_code == 302
    assert "sudah disegel tanpa orang ini" in told(officer, f"/kantor/kasus/{case.pk}/")
    assert "keberatan dikabulkan sesudah daftar disegel" in told(officer, "/kantor/")
    assert "Keberatan 1 orang dikabulkan" in told(officer, "/kantor/gelombang/1/")
    assert officer.post("/kantor/gelombang/1/ulang/").status_code == 400  # it is not void

    void_by_two(officer, approver)
    assert "putuskan apakah diundi ulang" in told(officer, "/kantor/")
    assert "Usulkan undi ulang" in told(officer, "/kantor/gelombang/1/")
    assert "Usulkan undi ulang" not in told(approver, "/kantor/gelombang/1/")
    redo_by_two(officer, approver)
    assert "putuskan apakah diundi ulang" not in told(officer, "/kantor/")
    board = told(officer, "/kantor/gelombang/1/")
    assert "Undian ke-1 gelombang ini batal" in board
    assert "Dibuka untuk diundi ulang" in board

    person = Person.objects.get(pk=int(case.subject.partition(":")[2]))
    assert Application.objects.get(person=person).ticket is not None
    assert person.account is not None
    client.force_login(person.account)
    mine = told(client, "/saya/")
    assert WHY in mine
    assert "Daftar terkunci" in mine or "Lihat bahwa saya ada di daftar" in mine
    assert "Gelombang ini diundi ulang" in told(client, "/gelombang/1/")
    assert "Ke undian penggantinya" in told(client, "/undian/rehearsal-gelombang-1/")
    assert "Undian ini mengulang undian yang batal" in told(client, "/undian/rehearsal-gelombang-1-2/")
    assert told(client, "/undian/").count("Diundi ulang") == 1

    found = client.get("/api/v1/waves/1").json()
    assert (found["attempt"], found["draw"]) == (2, "rehearsal-gelombang-1-2")
    assert found["void_draws"] == ["rehearsal-gelombang-1"]
    assert [one["attempt"] for one in client.get("/api/v1/draws").json()["items"]] == [2, 1]


def test_a_proof_of_the_void_draw_is_no_forgery_on_the_page_of_its_redo(
    client: Client, officer: Client, approver: Client, wave: Wave
) -> None:
    appeals.decide(
        case=Case.objects.get(), decision=Case.Decision.GRANTED, reason="Ya.", by="y", at=timezone.now()
    )
    void_by_two(officer, approver)
    redo_by_two(officer, approver)
    void, redo = Draw.objects.order_by("attempt")
    prover = selectors.prover_of(void)
    brought = SimpleUploadedFile("bukti.json", jcs.canonical(prover.proof(1)))
    page = client.post(f"/undian/{redo.slug}/periksa/", {"proof": brought}).content.decode()
    assert "Ini bukti undian lain" in page
    assert f"/undian/{void.slug}/" in page
    asked = {"undian": void.draw_id, "segel": void.manifest_sha256}
    assert client.get("/undian/cari.json", asked).json()["url"] == f"/undian/{void.slug}/#periksa"
    last = client.get("/undian/cari.json", {"undian": void.draw_id}).json()
    assert (last["url"], last["title"]) == (f"/undian/{redo.slug}/#periksa", "Gelombang 1 (diundi ulang)")
    receipt = code_of(prover.entry(1).commit)  # one receipt, in both lists
    assert attempts.of_wave(Wave.objects.get()) == redo
    assert client.get("/hasil/", {"kode": receipt}).url.startswith(f"/undian/{redo.slug}/periksa/")  # type: ignore[attr-defined]
