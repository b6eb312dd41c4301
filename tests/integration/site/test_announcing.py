"""Between the draw and its announcement nobody reads a result here, and after a void no result counts."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gelombang.core.lottery import jcs
from gelombang.core.lottery.receipt import code_of
from gelombang.draws import approvals, checks, selectors, services
from gelombang.draws.folders import folder_of
from gelombang.draws.models import Draw
from gelombang.engines import bundle as bundles
from gelombang.engines.prove import Prover
from gelombang.flow import lifecycle
from gelombang.waves.models import Application, Wave
from tests.factories import programme

pytestmark = pytest.mark.django_db

SECRET = ("result/results.csv", "result/cutoffs.csv", "result/outcome.json", "statements/bias.json")


@pytest.fixture
def wave(settings: Any, tmp_path: Path) -> Wave:
    """Drawn, and not announced."""
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")
    selectors._prover.cache_clear()
    regions = programme.regions()
    made = programme.wave()
    for n in range(40):
        programme.applied(made, programme.person(n, region=regions[n % 2]))
    for _ in range(2):
        lifecycle.tick(timezone.now())
    made.refresh_from_db()
    assert made.drawn_at is not None
    return made


@pytest.fixture
def draw(wave: Wave) -> Draw:
    return Draw.objects.get(draw_id=wave.draw_id)


@pytest.fixture
def code(wave: Wave) -> str:
    return code_of(str(Application.objects.filter(wave=wave).order_by("pk")[0].commit))


@pytest.fixture
def won(wave: Wave) -> tuple[str, bytes]:
    """The code of somebody who was selected, and the proof of it."""
    prover = Prover(folder_of(wave))
    ticket = next(ticket for ticket in range(1, 41) if prover.result(ticket).is_selected)
    return code_of(prover.entry(ticket).commit), jcs.canonical(prover.proof(ticket))


def handed_in(client: Client, draw: Draw, data: bytes, tmp_path: Path, language: str = "") -> str:
    (tmp_path / "bukti.json").write_bytes(data)
    with (tmp_path / "bukti.json").open("rb") as proof:
        answer = client.post(f"{language}/undian/{draw.slug}/periksa/", {"proof": proof})
    return answer.content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
def test_no_path_shows_a_result_before_it_is_announced(
    client: Client, draw: Draw, code: str, tmp_path: Path, language: str
) -> None:
    at = f"{language}/undian/{draw.slug}"
    for name in SECRET:
        assert client.get(f"{at}/berkas/{name}").status_code == 404
    proof = json.loads(client.get(f"{at}/bukti/{code}.json").content)
    assert (proof["statement"]["kind"], "result" in proof) == ("commitment", False)
    zipped = tmp_path / "bundel.zip"
    zipped.write_bytes(b"".join(client.get(f"{at}/bundel.zip").streaming_content))  # type: ignore[attr-defined]
    with bundles.opened(zipped) as folder:
        assert not folder.is_drawn
        assert not (folder.public / "statements" / "bias.json").exists()
    checked = client.get(f"{at}/periksa/?code={code}").content.decode()
    assert 'class="notice plain"' in checked
    assert ("belum diumumkan" if not language else "not been published yet") in checked
    page = client.get(f"{at}/").content.decode()
    for name in SECRET:
        assert name not in page
    assert folder_of(Wave.objects.get(draw_id=draw.draw_id)).outcome["seed"] not in page


def test_the_page_says_that_it_was_drawn_and_is_not_announced(client: Client, draw: Draw) -> None:
    page = client.get(f"/undian/{draw.slug}/").content.decode()
    assert "Sudah diundi, belum diumumkan" in page
    assert "menunggu undian" not in page
    assert "Pendaftar menurut wilayah" in page
    assert "(0,0%)" not in page  # nobody lost yet
    assert "Sebelum hasilnya terbit, Anda dapat memeriksa daftar" in page
    assert "Sudah diundi, belum diumumkan" in client.get("/undian/").content.decode()


def test_an_honest_proof_is_not_called_false_before_the_announcement(
    client: Client, draw: Draw, won: tuple[str, bytes], tmp_path: Path
) -> None:
    page = handed_in(client, draw, won[1], tmp_path)
    assert "TIDAK benar" not in page
    assert "TERPILIH" not in page
    assert "Hasil di bukti ini belum diumumkan di halaman ini" in page
    assert 'class="notice warning"' in page


def test_registering_a_folder_by_hand_announces_no_result_of_a_wave(wave: Wave, draw: Draw) -> None:
    assert services.publish(folder=folder_of(wave).root).is_drawn is False


def test_the_announcement_shows_all_of_it_and_when(client: Client, wave: Wave, code: str) -> None:
    at = timezone.now() + timedelta(hours=5)
    programme.published(wave, at=at)
    draw = Draw.objects.get(draw_id=wave.draw_id)
    for name in SECRET:
        answer = client.get(f"/undian/{draw.slug}/berkas/{name}")
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert "result" in json.loads(client.get(f"/undian/{draw.slug}/bukti/{code}.json").content)
    shown = selectors.timeline(draw, selectors.folder_of(draw))
    assert {moment.key: moment.at for moment in shown}["result"] == at
    assert {moment.key: moment.at for moment in shown}["seed"] == draw.drawn_at


def test_the_size_of_the_bundle_is_known_before_anybody_asks_for_it(wave: Wave, draw: Draw) -> None:
    assert checks.sum_of(checks.packed(draw))
    programme.published(wave)
    draw.refresh_from_db()
    assert checks.sum_of(checks.packed(draw))


@pytest.fixture
def void(wave: Wave, won: tuple[str, bytes]) -> Draw:
    programme.published(wave)
    approvals.propose_void(
        wave=wave, by="account:901", at=timezone.now(), why="Daftar dari dua kota tertukar."
    )
    return approvals.void(wave=wave, by="account:902", at=timezone.now())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "Undian ini BATAL: hasilnya tidak berlaku"),
        ("/en", "This draw is VOID: its result does not count"),
    ],
)
def test_a_void_is_said_first_everywhere(
    client: Client, void: Draw, won: tuple[str, bytes], tmp_path: Path, language: str, said: str
) -> None:
    pages = [
        client.get(f"{language}/undian/{void.slug}/periksa/?code={won[0]}").content.decode(),
        handed_in(client, void, won[1], tmp_path, language),
    ]
    for page in pages:
        assert said in page
        assert "Daftar dari dua kota tertukar." in page
        assert "notice success" not in page
        assert "TERPILIH" not in page
        assert page.index(said) < page.index('id="periksa"')


def test_a_void_draw_says_when_and_counts_nobody_as_selected(client: Client, wave: Wave, void: Draw) -> None:
    page = client.get(f"/undian/{void.slug}/").content.decode()
    assert "Dinyatakan batal" in page
    assert "tidak berlaku" in page
    assert "25,0" not in page.split('class="contents"')[0]
    register = client.get("/undian/").content.decode()
    assert "Daftar dari dua kota tertukar." in register
    for path in ("/gelombang/", f"/gelombang/{wave.number}/"):
        assert ">Batal<" in client.get(path).content.decode()
    head = client.get(f"/gelombang/{wave.number}/").content.decode()
    assert "Daftar dari dua kota tertukar." in head
    assert "<dt>Terpilih</dt>" not in head
