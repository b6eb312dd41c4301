"""What the pages say: to whom to turn, why chances differ, what was compared; and that it is true of the draw shown."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from gelombang.core.lottery import jcs
from gelombang.core.lottery.receipt import code_of
from gelombang.draws import checks, selectors, services
from gelombang.draws.check_words import Speaker, million, words_of
from gelombang.draws.contacts import link_of
from gelombang.draws.models import Draw
from gelombang.draws.region_chances import LEAST, Named, chances_of
from gelombang.draws.templatetags.draw_words import divisions, give_or_take, percent, weight
from gelombang.engines import replacements
from gelombang.engines.folder import Folder
from gelombang.engines.languages import Language
from tests.factories.draws import command, drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    selectors._prover.cache_clear()
    return drawn(tmp_path)


@pytest.fixture
def draw(folder: Path) -> Draw:
    return services.publish(folder=folder)


def members(value: Any, path: str = "") -> set[str]:
    if not isinstance(value, dict):
        return {path}
    return {found for name, one in value.items() for found in members(one, f"{path}.{name}")}


def test_both_languages_have_the_same_sentences_with_the_same_facts() -> None:
    indonesian, english = words_of("id"), words_of("en")
    assert members(english) - members(indonesian) == {".people"}
    assert members(indonesian) <= members(english)
    for name, step in indonesian["steps"].items():
        for part, sentence in step.items():
            facts = set(re.findall(r"\{(\w+)\}", sentence))
            assert facts == set(re.findall(r"\{(\w+)\}", english["steps"][name][part])), (name, part)


def test_somebody_to_turn_to(client: Client, draw: Draw, settings: Any) -> None:
    assert "Hubungi penyelenggara program ini." in client.get(f"/undian/{draw.slug}/").content.decode()
    settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = "Balai Uji", "balai@uji.example"
    for path in ("/", f"/undian/{draw.slug}/", f"/undian/{draw.slug}/periksa/"):
        content = client.get(path).content.decode()
        assert "Balai Uji" in content
        assert 'href="mailto:balai@uji.example"' in content
    for code, reason in selectors.sample_codes(draw):
        answer = checks.of_code(draw, code, "id")
        asked = "Ada pertanyaan, atau lama tidak ada kabar?" if reason == "-" else "Keberatan?"
        assert answer.objection == f"{asked} Hubungi Balai Uji (balai@uji.example)."
        assert answer.kind == ("success" if reason == "-" else "plain")
        content = client.post(f"/undian/{draw.slug}/periksa/", {"code": code}).content.decode()
        link = 'Hubungi Balai Uji (<a href="mailto:balai@uji.example">balai@uji.example</a>).'
        assert f"{asked} {link}" in content


def test_what_changed_after_the_draw_comes_first(client: Client, draw: Draw, folder: Path) -> None:
    """For who gave a place up, and for who has it; and the page tells the browser where to read it."""
    page = f"/undian/{draw.slug}/"
    assert "data-replacements" not in client.get(page).content.decode()
    results = (folder / "public/result/results.csv").read_text().splitlines()
    gone = next(int(line[:12]) for line in results if ",W,03," in line)
    assert command("replace", folder, "--ticket", gone, "--reason", "moved") == 0
    services.publish(folder=folder)
    (made,) = replacements.published(Folder.open(folder))
    came, prover = int(made["selected"][0][:12]), selectors.prover_of(draw)
    proofs = {ticket: jcs.canonical(prover.proof(ticket)) for ticket in (gone, came)}
    left, moved = (checks.of_proof(draw, proofs[ticket], "id") for ticket in (gone, came))
    assert (left.kind, left.title[:15]) == ("warning", "Anda terpilih, ")
    assert f"sekarang milik nomor {came} (penggantian 1)" in left.sentences[0]
    assert left.sentences[1].startswith("Undiannya sendiri, seperti di bukti ini: Anda terpilih")
    assert left.objection.startswith("Keberatan?")
    assert (moved.kind, moved.title) == ("success", "Anda MENDAPAT TEMPAT sesudah undian")
    assert words_of("id")["answers"]["selected"]["next"] in moved.sentences
    content = client.get(page).content.decode()
    assert 'data-replacements="1"' in content
    url = f"{page}berkas/statements/replacement-NN.json"
    assert f'data-replacement-url="{url}"' in content
    assert client.get(url.replace("NN", "01")).getvalue() == jcs.canonical(made)


def test_what_the_operator_wrote_is_the_next_step(draw: Draw, settings: Any) -> None:
    settings.SELECTED_NEXT = "Datang ke balai."
    found = {reason: checks.of_code(draw, code, "id") for code, reason in selectors.sample_codes(draw)}
    assert found["-"].sentences[-1] == "Datang ke balai."
    assert all("gelombang berikutnya" in one.sentences[-1] for reason, one in found.items() if reason != "-")


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("balai@uji.example", "mailto:balai@uji.example"),
        ("https://uji.example/tanya", "https://uji.example/tanya"),
        ("(0800) 123-456", "tel:0800123456"),
        ("WA 0811-0000-000", "https://wa.me/628110000000"),
        ("WhatsApp: +62 811 0000 000", "https://wa.me/628110000000"),
        ("wa.me/628110000000", "https://wa.me/628110000000"),
        ("WA Balai Uji", ""),
        ("Jalan Uji 1, lantai 2", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_contact_leads_somewhere(contact: str, link: str) -> None:
    assert link_of(contact) == link


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.1875, "18,8"), (0.18749, "18,7"), (0.373924342, "37,4"), (1.0, "100,0"), (0.0, "0,0")],
)
def test_shares_are_rounded_half_up(share: float, said: str) -> None:
    assert percent(share) == f"{said}%"


def test_an_estimate_says_how_far_it_may_be_off() -> None:
    assert give_or_take(0.0003) == "0,1"
    assert give_or_take(0.0101) == "1,1"


def test_a_list_without_them_is_told_no_bands_and_weights(client: Client, draw: Draw) -> None:
    opened = Folder.open(selectors.folder_of(draw).root)
    content = client.get(f"/undian/{draw.slug}/").content.decode()
    assert ("dilayani lebih dulu" in content) == (set(opened.counts["bands"]) != {"0"})
    assert "Kalau daftar punya" not in content


def statement(*classes: tuple[str, int]) -> dict[str, Any]:
    made = [
        {
            "stratum": stratum,
            "band": 0,
            "groups": "00",
            "weight": 1,
            "composition": str(place + 1),
            "entries": entries,
            "probability": "0.250000000",
            "standard_error": "0.001000000",
        }
        for place, (stratum, entries) in enumerate(classes)
    ]
    return {"classes": made, "method": "re-draws", "redraws": 100}


def test_no_kind_is_so_small_that_somebody_is_recognised() -> None:
    named = Named({"1309": "Mentawai"}, {}, "id")
    one, two = chances_of(
        statement(("1309", 40), ("1309", 3), ("1309", 2), ("1673", 9), ("1673", 4)), named
    ).regions
    assert [(kind.words, kind.n_entries) for kind in one.kinds] == [("mendaftar sendiri", 40), ("", 5)]
    assert (one.name, one.n_entries, one.n_hidden) == ("Mentawai", 45, 0)
    assert (two.name, two.n_hidden, len(two.kinds)) == ("", 4, 1)  # never a bare code
    assert all(kind.n_entries >= LEAST for region in (one, two) for kind in region.kinds)


def test_the_comparison_names_what_was_compared() -> None:
    tests = [{"name": "stratum", "has_power": True}, {"name": "arrival", "has_power": True}]
    assert divisions({"tests": tests}) == "wilayah, atau urutan mendaftar"
    assert divisions({"tests": tests[:1]}) == "wilayah"
    assert divisions({"tests": [*tests[:1], {"name": "last digit", "has_power": False}]}) == "wilayah"


def test_moments_are_in_the_zone_of_the_site() -> None:
    known: tuple[tuple[Language, str, str], ...] = (
        ("id", "Asia/Jakarta", "24 November 2026 pukul 20.41 WIB"),
        ("en", "Asia/Jakarta", "24 November 2026, 20:41 WIB"),
        ("id", "Asia/Jayapura", "24 November 2026 pukul 22.41 WIT"),
    )
    for language, zone, said in known:
        assert Speaker(language, zone).moment("2026-11-24T13:41:59Z") == said
    assert Speaker("id", "Asia/Jakarta").moment("besok") == "besok"


def test_a_number_is_a_place_among_a_million() -> None:
    assert million("00" * 32) == 0
    assert million("ff" * 32) == 999_999
    assert million("80" + "00" * 31) == 500_000


def test_a_file_that_is_no_proof_says_which_kind_of_none(draw: Draw, folder: Path) -> None:
    code, _ = selectors.sample_codes(draw)[0]
    prover = selectors.prover_of(draw)
    whole = json.dumps(prover.proof(prover.ticket_of_code(code) or 1), sort_keys=True, separators=(",", ":"))
    receipt = json.dumps({"commit": "ab" * 32, "kind": "receipt"}, separators=(",", ":"))
    for data, said in (
        (b"", "kosong"),
        (b"halo", "bukan bukti"),
        (whole[:3000].encode(), "terpotong"),
        (f"{whole}\n".encode(), "berubah sejak dibuat"),
        (b'{"kind":"void"}', "bukan bukti dan bukan tanda terima"),
        (receipt.encode(), "Ini tanda terima, bukan bukti. Ketik kodenya: "),
    ):
        with pytest.raises(checks.Refused) as refused:
            checks.of_proof(draw, data, "id")
        assert said in refused.value.words
        assert refused.value.field == "proof"


def test_what_says_that_it_is_a_proof_and_is_not_as_it_was_made_is_wrong(draw: Draw) -> None:
    code, _ = selectors.sample_codes(draw)[-1]
    prover = selectors.prover_of(draw)
    proof = prover.proof(prover.ticket_of_code(code) or 1)
    proof["result"]["line"] = proof["result"]["line"].replace(",L,", ",W,")
    for data in (jcs.canonical(proof), b'{"kind":"proof","version":"undian/1"}'):
        answer = checks.of_proof(draw, data, "id")
        assert (answer.kind, answer.title) == ("danger", "Bukti ini TIDAK benar")
        assert "bukan bukti yang lengkap" in answer.sentences[0]


def test_what_is_wrong_with_a_code_is_counted(client: Client, draw: Draw) -> None:
    page = f"/undian/{draw.slug}/periksa/"
    for typed, said in (
        ("7K3M-9Q2X-4RTB", "Kode belum lengkap: baru 12 dari 16 huruf dan angka."),
        ("7K3M-9Q2X-4RTB-0HZC-0", "Kode terlalu panjang: 17 huruf dan angka."),
        ("0000-0000-0000-0000", "salah ketik"),
        ("", "Ketik kode dari tanda terima."),
    ):
        assert said in client.post(page, {"code": typed}).content.decode()
    assert "Pilih berkas bukti dulu." in client.post(page, {"proof": ""}).content.decode()


def test_a_code_that_is_not_on_the_list_is_met_kindly(client: Client, draw: Draw) -> None:
    answer = checks.of_code(draw, code_of("0" * 64), "id")
    assert (answer.kind, answer.title) == ("warning", "Kode ini tidak ada di undian ini")
    assert "hubungi penyelenggara program ini" in answer.sentences[0]


def test_an_answer_can_be_read_in_the_other_language(client: Client, draw: Draw) -> None:
    """Without scripts too, and without the code in an address."""
    code, _ = selectors.sample_codes(draw)[0]
    content = client.post(f"/undian/{draw.slug}/periksa/", {"code": code}).content.decode()
    found = re.search(r'<form method="post" action="([^"]+)" class="other">', content)
    assert found is not None
    assert found[1] == f"/en/undian/{draw.slug}/periksa/"
    assert f'<input type="hidden" name="code" value="{code}">' in content
    assert "This proof was checked and is valid." in client.post(found[1], {"code": code}).content.decode()


@pytest.mark.parametrize(
    ("size", "said"), [(12, "0,1 kB"), (932, "0,9 kB"), (27_400, "27 kB"), (4_539_000, "4,5 MB")]
)
def test_sizes_are_in_one_style(size: int, said: str) -> None:
    with translation.override("id"):
        assert weight(size) == said
    with translation.override("en"):
        assert weight(size) == said.replace(",", ".")


def test_the_page_names_its_programme_and_no_byte_in_words(client: Client, draw: Draw, settings: Any) -> None:
    settings.SITE_NAME, settings.OPERATOR_NAME = "Pelatihan Uji", "Balai Uji"
    content = client.get(f"/undian/{draw.slug}/").content.decode()
    assert "Program: Pelatihan Uji" in content
    assert "Balai Uji" in content
    assert "bita" not in content
    assert re.search(r"\d KB", content) is None


def test_who_lost_with_a_full_household_is_told_what_decided(draw: Draw) -> None:
    """Where seats had run out before the number's turn in every phase, the limit of the household did not decide."""
    prover = selectors.prover_of(draw)
    found: dict[bool, int] = {}
    for ticket in range(1, draw.n_entries + 1):
        if prover.result(ticket).reason == "H":
            answer = checks.of_code(draw, code_of(prover.entry(ticket).commit), "id")
            alone = "kursi masih ada" in answer.sentences[0]
            assert alone != ("Anda tetap belum terpilih" in answer.sentences[0])
            assert alone == (not any("terakhir" in one for one in answer.sentences))
            found[alone] = found.get(alone, 0) + 1
    assert found[True]
    assert found[False]


def test_english_readers_see_english_names_or_quotes(folder: Path) -> None:
    opened = Folder.open(folder)
    names = selectors.names_of(opened, "en")
    offered = opened.about.get("en", {}).get("phases", {})
    for phase in opened.policy.phases:
        assert names.phases[phase.name] == offered.get(phase.name, f"“{phase.name}”")
    assert selectors.names_of(opened, "id").phases == {p.name: p.name for p in opened.policy.phases}


def test_templates_know_the_filters() -> None:
    text = Template("{% load draw_words %}{{ share|percent }}").render(Context({"share": 0.5}))
    assert text == "50,0%"
