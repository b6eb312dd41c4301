"""What a stranger needs who believes nothing: codes that meet, sums of the downloads, limits said in words."""

import hashlib
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from gelombang.cli.main import run
from gelombang.draws import checks, selectors, services
from gelombang.draws.models import Draw
from gelombang.draws.templatetags.draw_words import breakable, divisions, secret_divisions
from tests.factories.draws import drawn

VERIFIER = Path(__file__).parents[3] / "tools" / "verify_draw.py"

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    selectors._prover.cache_clear()
    return services.publish(folder=drawn(tmp_path))


def page_of(client: Client, draw: Draw, language: str = "") -> str:
    return client.get(f"{language}/undian/{draw.slug}/").content.decode().replace("<wbr>", "")


CODE = (
    r"<summary>([^<]+?):? <span class=\"hash\">[^<]+</span></summary>"
    r"<code class=\"hash\">([^<]+)</code><p[^>]*>[^<]+<code>(\w+)"
)


@pytest.mark.parametrize(("language", "spoken"), [("", "id"), ("/en", "en")])
def test_page_and_both_programs_say_the_same_codes(
    client: Client, draw: Draw, capsys: pytest.CaptureFixture[str], language: str, spoken: str
) -> None:
    shown = {
        f"{said} ({name}): {code}" for said, code, name in re.findall(CODE, page_of(client, draw, language))
    }
    shown = {line for line in shown if "(operator)" not in line}
    assert len(shown) == 5
    assert any(f"(manifest_sha256): {draw.manifest_sha256}" in line for line in shown)
    bundle = str(checks.bundle_of(draw))
    done = subprocess.run(
        [sys.executable, VERIFIER, bundle, "--lang", spoken], capture_output=True, text=True, check=False
    )
    assert {line.strip() for line in done.stdout.splitlines()[-5:]} == shown
    capsys.readouterr()
    run(["--lang", spoken, "draw", "verify", bundle])
    assert {line.strip() for line in capsys.readouterr().out.splitlines()[-5:]} == shown


def test_the_seal_is_seen_without_opening_anything(client: Client, draw: Draw) -> None:
    assert re.search(rf"<details class=\"full\" open>.*{draw.manifest_sha256}", page_of(client, draw))


def test_the_sums_of_the_downloads_stand_beside_them(client: Client, draw: Draw) -> None:
    assert checks.sum_of(checks.packed(draw)) == ""  # nothing is packed yet
    for path in ("bundel.zip", "../verify_draw.py"):
        answer = client.get(
            f"/undian/{draw.slug}/bundel.zip" if path == "bundel.zip" else "/undian/verify_draw.py"
        )
        whole = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert hashlib.sha256(whole).hexdigest() in page_of(client, draw)


def test_a_sum_that_is_cut_off_is_written_again(draw: Draw) -> None:
    bundle = checks.bundle_of(draw)
    assert bundle is not None
    bundle.with_suffix(".sha256").write_text("ab", "ascii")
    assert checks.sum_of(bundle) == ""
    checks.bundle_of(draw)
    assert checks.sum_of(bundle) == hashlib.sha256(bundle.read_bytes()).hexdigest()


def test_how_to_get_the_second_program(client: Client, draw: Draw, settings: Any) -> None:
    assert "tanyakan tempatnya kepada penyelenggara" in page_of(client, draw)
    settings.SOURCE_URL = "https://git.example.go.id/gelombang"
    page = page_of(client, draw)
    assert '<a href="https://git.example.go.id/gelombang" rel="external">' in page
    assert "tanyakan tempatnya" not in page
    assert "BELUM LENGKAP" in page
    assert "di koran, di surat keputusan" in page


def test_the_limits_are_said(client: Client, draw: Draw) -> None:
    limits = page_of(client, draw, "/en").partition('id="batas"')[2].partition("</section>")[0]
    for said in (
        "real person",
        "refused",
        "household",
        "withheld",
        "times of signing",
        draw.slug and "seal",
    ):
        assert said in limits
    assert "nobody can change who is selected" in client.get("/en/pesan/").content.decode()


def test_what_only_the_operator_could_test_is_marked() -> None:
    report = {"tests": [{"name": "stratum"}, {"name": "arrival"}, {"name": "last digit", "has_power": False}]}
    with translation.override("id"):
        assert divisions(report) == "wilayah, atau urutan mendaftar"
        assert secret_divisions(report) == "urutan mendaftar"
    assert secret_divisions({"tests": [{"name": "stratum"}]}) == ""


def test_a_sample_is_labelled_by_the_answer_that_it_gives(draw: Draw) -> None:
    samples = {reason: code for code, reason in selectors.sample_codes(draw)}
    assert {"H", "H+"} <= samples.keys()
    assert "kursi masih ada" in checks.of_code(draw, samples["H"], "id").sentences[0]
    assert "Anda tetap belum terpilih" in checks.of_code(draw, samples["H+"], "id").sentences[0]


@pytest.mark.parametrize("size", [50, 250_000])
def test_a_photo_is_no_proof_however_large(client: Client, draw: Draw, size: int) -> None:
    photo = BytesIO(b"\xff\xd8\xff" + bytes(size))
    photo.name = "foto.jpg"
    page = client.post(f"/undian/{draw.slug}/periksa/", {"proof": photo}).content.decode()
    assert "Berkas ini bukan bukti." in page
    large = BytesIO(b'{"' + bytes(250_000))
    large.name = "p.json"
    page = client.post(f"/undian/{draw.slug}/periksa/", {"proof": large}).content.decode()
    assert "terlalu besar" in page


@pytest.mark.parametrize("language", ["", "/en"])
def test_who_sent_too_much_finds_the_way_back(client: Client, draw: Draw, language: str) -> None:
    answer = client.post(
        f"{language}/undian/{draw.slug}/periksa/", b"x", content_type="text/plain", CONTENT_LENGTH="400000"
    )
    assert answer.status_code == 413
    assert f'href="{language}/undian/{draw.slug}/#periksa"' in answer.content.decode()
    assert ("bukti" if not language else "proof") in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "length", "words"),
    [
        ("/pengaduan/", 400_000, "yang Anda tulis masih ada"),
        ("/en/undian/", 400_000, "what you wrote is still there"),
        ("/kantor/gelombang/7/daftar/", 9_000_000, "Sebuah daftar paling besar 8 MB"),
        ("/api/v1/waves", 400_000, "tanpa isi"),
    ],
)
def test_what_was_too_large_is_told_where_it_happened(
    client: Client, path: str, length: int, words: str
) -> None:
    answer = client.post(path, b"x", content_type="text/plain", CONTENT_LENGTH=str(length))
    assert answer.status_code == 413
    page = answer.content.decode().partition("<main")[2].partition("</main>")[0] or answer.content.decode()
    assert words in page
    assert not re.search(r"bukti|proof|periksa", page)


def test_an_over_long_code_is_refused_and_not_echoed(client: Client, draw: Draw) -> None:
    page = client.post(f"/undian/{draw.slug}/periksa/", {"code": "K" * 5000}).content.decode()
    assert "Kode terlalu panjang: 5.000 huruf dan angka." in page
    assert "K" * 60 in page
    assert "K" * 61 not in page


def test_long_codes_can_break_and_stay_what_they_are() -> None:
    assert breakable("a" * 20) == "aaaaaaaa<wbr>aaaaaaaa<wbr>aaaa"
    assert breakable("verify x") == "verify x"
    assert breakable("<b>&aaaaaaaaa") == "&lt;b&gt;&amp;aaaa<wbr>aaaaa"


def test_the_page_says_what_a_code_and_the_list_give_away(client: Client, draw: Draw) -> None:
    assert "bukan kata sandi" in page_of(client, draw)


def test_the_comparison_with_trial_draws_may_be_asked_of_a_bundle(
    draw: Draw, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = str(checks.bundle_of(draw))
    assert run(["--lang", "en", "draw", "bias", bundle, "--redraws", "999"]) in (0, 1)
    assert "Without the secret half" in capsys.readouterr().out
    assert run(["draw", "bias", bundle, "--publish", "--lang", "id"]) == 2
    assert "bukan bundelnya" in capsys.readouterr().err
