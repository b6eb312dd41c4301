"""What a person sees of the check in the browser: verdict, steps, sentences for bad input, nothing sent or stored."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import draw_folder as made
from tests.factories.verifier import vector

RESULT = "[data-result]"


def drawn(number: int = 7) -> made.DrawFolder:
    return made.from_vector(vector(number))


def open_for(desk: Any, folder: made.DrawFolder, lang: str = "id", **more: str) -> None:
    outcome = made.sha(folder.files["result/outcome.json"])
    known = {"operator": folder.operator.public, "manifest": folder.hash, "outcome": outcome}
    desk.open(lang, **{**known, "draw": folder.draw_id, **more})


def ticket_with(folder: made.DrawFolder, ending: str) -> int:
    return next(t for t, row in enumerate(folder.results, 1) if row[28] == ending)


def code_of(page: Page, commit: str) -> str:
    code: str = page.evaluate("async (c) => (await import('/draws/verify/protocol.js')).codeOf(c)", commit)
    return code


STEPS = (
    "file",
    "signature",
    "manifest",
    "draw",
    "list",
    "outcome",
    "beacon",
    "seed",
    "number",
    "result",
    "reason",
)
ANSWERS = [
    ("id", "-", "success", "Anda TERPILIH", "Bukti ini sudah diperiksa dan benar."),
    ("id", "H", "plain", "Anda belum terpilih", "orang dari keluarga Anda terpilih"),
    ("id", "N", "plain", "Anda belum terpilih", "Kursi sudah habis sebelum giliran nomor Anda."),
    ("en", "-", "success", "You were SELECTED", "This proof was checked and is valid."),
    ("en", "H", "plain", "You were not selected this time", "per household"),
    (
        "en",
        "N",
        "plain",
        "You were not selected this time",
        "The seats had run out before your number's turn.",
    ),
]


@pytest.mark.parametrize(("lang", "reason", "kind", "title", "said"), ANSWERS)
def test_a_proof_file(desk, lang, reason, kind, title, said):
    folder = drawn()
    open_for(desk, folder, lang)
    desk.hand_in(folder.proof(ticket_with(folder, reason)))
    expect(desk.page.locator(f"{RESULT} .notice.{kind} h3")).to_have_text(title)
    expect(desk.page.locator(f"{RESULT} .notice")).to_contain_text(said)
    fold = desk.page.locator(f"{RESULT} details")
    assert not fold.evaluate("(one) => one.open")
    fold.locator("summary").click()
    steps = desk.page.locator(".checks li")
    assert steps.evaluate_all("(all) => all.map((one) => `${one.dataset.step} ${one.dataset.state}`)") == [
        f"{name} yes" for name in STEPS
    ]
    # never by a mark alone: each says in words whether it holds, and why it matters
    assert all("✓" in text and len(text) > 60 for text in steps.all_inner_texts())
    assert steps.first.text_content().startswith("✓" + {"id": "Benar:", "en": "Right:"}[lang])
    assert "undefined" not in desk.page.locator("main").inner_text()


def test_the_reason_is_said_in_numbers(desk):
    folder = drawn()
    open_for(desk, folder)
    desk.hand_in(folder.proof(ticket_with(folder, "N")))
    notice = desk.page.locator(f"{RESULT} .notice.plain")
    expect(notice).to_contain_text("terakhir yang terpilih")
    households = [t for t, row in enumerate(folder.results, 1) if row[28] == "H"]
    decided = set()
    for ticket in households:
        desk.hand_in(folder.proof(ticket))
        expect(notice).to_contain_text("orang dari keluarga Anda terpilih")
        step = desk.page.locator("[data-step=reason]")
        said, why = notice.inner_text(), step.text_content() or ""
        alone = "kursi masih ada" in said
        decided.add(alone)
        assert alone != ("Anda tetap belum terpilih" in said)
        # where numbers did not decide, nobody would believe the reason beside "your number is smaller"
        assert alone == ("omor terakhir" not in said and "kelompok layanan" not in said)
        assert alone == ("sudah terpilih baris nomor" in why)
    assert decided == {True, False}


def test_a_region_has_its_name_and_a_loser_somebody_to_turn_to(desk):
    folder = drawn()
    names = {"regions": {row[65:69]: "Pulau Uji" for row in folder.lines}, "operator": "Panitia <b>Uji</b>"}
    names |= {"phases": ["umum"] * 9, "next": "Datang ke balai."}
    desk.names = names
    open_for(desk, folder, time_zone="Asia/Makassar")
    desk.hand_in(folder.proof(ticket_with(folder, "N")))
    notice = desk.page.locator(f"{RESULT} .notice")
    expect(notice).to_contain_text("Keberatan? Hubungi Panitia <b>Uji</b>.")
    expect(notice).to_contain_text("Anda boleh ikut gelombang berikutnya.")
    for ticket in {row[15:17]: t for t, row in enumerate(folder.results, 1) if row[13] == "W"}.values():
        proof = folder.proof(ticket)
        desk.hand_in(proof)
        expect(notice).to_contain_text("Datang ke balai.")
        own = next(line for line in (one["line"] for one in proof["cutoffs"]) if line[6:10] != "----")
        # a region is named exactly where its seats were all taken: else it is not what mattered
        assert ("di Pulau Uji" in notice.inner_text()) == (own[11:20] == own[21:30])
        assert ("di tahap ini" in notice.inner_text()) != (own[11:20] == own[21:30])
    assert "WITA." in (desk.page.locator("[data-step=signature]").text_content() or "")


def test_a_code_fetches_the_proof_and_the_proof_must_be_its_own(desk):
    folder = drawn()
    open_for(desk, folder)
    code = code_of(desk.page, folder.lines[0][:64])
    desk.give(code, folder.proof(1))
    desk.type(code.lower().replace("-", " "))
    expect(desk.page.locator(f"{RESULT} .notice:is(.success, .plain)")).to_be_visible()
    expect(desk.page.locator("[data-step=mine]")).to_contain_text("cocok")
    expect(desk.page.get_by_role("link", name="Simpan bukti saya")).to_have_attribute(
        "href", f"/bukti/{code}.json"
    )
    desk.give(code, folder.proof(2))
    desk.type(code)
    expect(desk.page.locator(f"{RESULT} .notice.danger")).to_contain_text("TIDAK benar")
    expect(desk.page.locator("[data-step=mine][data-state=no]")).to_contain_text("BUKAN")


def test_a_code_that_is_mistyped_unknown_or_cannot_be_asked(desk):
    folder = drawn()
    open_for(desk, folder)
    code = code_of(desk.page, folder.lines[0][:64])
    asked = len(desk.served.asked)
    desk.type(code[:-1] + ("0" if code[-1] != "0" else "1"))
    expect(desk.page.locator(".field.wrong .error")).to_contain_text("salah ketik")
    for typed, said in ((code[:14], "baru 12 dari 16 huruf"), (f"{code}7", "terlalu panjang: 17")):
        desk.type(typed)
        expect(desk.page.locator(".field.wrong .error")).to_contain_text(said)
    field = desk.page.locator("[name=code]")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", "error_code")
    expect(field).to_be_focused()
    assert len(desk.served.asked) == asked
    desk.give(code, b"", 404)
    desk.type(code)
    expect(desk.page.locator(f"{RESULT} .notice.warning h3")).to_have_text("Kode ini tidak ada di undian ini")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(desk.page.locator(f"{RESULT} .notice.warning")).to_contain_text("hubungi")
    expect(desk.page.get_by_role("button", name="Lihat tempat kosongnya")).to_be_visible()
    desk.give(code, b"", 500)
    desk.type(code)
    expect(desk.page.locator(f"{RESULT} .notice.danger")).to_contain_text(
        "Server sedang tidak dapat menjawab"
    )
    desk.page.route("**/bukti/*", lambda route: route.abort())
    desk.type(code)
    expect(desk.page.locator(f"{RESULT} .notice.danger")).to_contain_text("tidak ada sambungan")
    desk.type("")
    expect(desk.page.locator(".field.wrong .error")).to_contain_text("Ketik kode")


def test_code_and_file_have_a_form_each_and_the_answer_stands_between(desk):
    folder = drawn()
    open_for(desk, folder)
    code = code_of(desk.page, folder.lines[0][:64])
    desk.give(code, folder.proof(1))
    desk.hand_in(b"halo")
    expect(desk.page.locator(".field.wrong .error")).to_contain_text("bukan bukti")
    desk.type(code)
    expect(desk.page.locator("[data-step=mine]")).to_be_attached()
    expect(desk.page.locator(".field.wrong")).to_have_count(0)
    tops = [
        desk.page.locator(one).bounding_box()["y"] for one in ("[name=code]", RESULT, ".drop-hint", "#berkas")
    ]
    assert tops[0] < tops[1] < tops[3] < tops[2]
    desk.open()
    desk.submit_file()
    expect(desk.page.locator(".field.wrong .error")).to_contain_text("Pilih berkas bukti dulu")


def test_what_failed_comes_first_and_is_open(desk):
    folder = drawn()
    open_for(desk, folder)
    proof = folder.proof(1)
    proof["entry"]["path"][0] = "0" * 64
    desk.hand_in(proof)
    first = desk.page.locator(f"{RESULT} .checks li").first
    expect(first).to_be_visible()
    expect(first).to_have_attribute("data-step", "list")
    expect(desk.page.locator("[data-step=file]")).to_be_hidden()
    assert "Anda TERPILIH" not in desk.page.locator(RESULT).inner_text()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "kosong"),
        (b"halo", "bukan bukti"),
        (b'{"kind":"proof","version":"undi', "terpotong"),
        (b"\xff\xfe", "bukan bukti"),
        (b"{" + b"x" * 200_001, "terlalu besar"),
        (b'{"kind": "proof"}', "berubah sejak dibuat"),
        (b'{"kind":"void"}', "bukan bukti dan bukan tanda terima"),
        (b"null", "bukan bukti dan bukan tanda terima"),
        (b'{"kind":"receipt","version":"undian/1"}', "bukan bukti yang lengkap"),
    ],
)
def test_a_bad_file_gets_a_sentence(desk, data, said):
    open_for(desk, drawn())
    desk.hand_in(data)
    expect(desk.page.locator(".field.wrong .error")).to_contain_text(said)
    expect(desk.page.locator("input[type=file]")).to_have_attribute("aria-invalid", "true")
    assert "." in desk.page.locator(".field.wrong .error").inner_text().rstrip(".")  # and what to do next


def test_nothing_in_a_file_becomes_markup(desk):
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    folder = made.DrawFolder(drawn().lines, drawn().policy, draw_id=evil[:120], ceremony=evil)
    desk.open(operator=folder.operator.public)
    for value in (folder.proof(1), {"kind": "proof", "version": "undian/1", evil: 1}):
        desk.hand_in(value)
        expect(
            desk.page.locator(f"{RESULT} .notice:is(.danger, .plain, .success, .warning), .error").first
        ).to_be_visible()
        assert desk.page.locator(f"{RESULT} img, {RESULT} script").count() == 0
        assert desk.page.title() == "Periksa hasil saya"


def test_a_false_step_says_what_it_can_mean(desk):
    folder = drawn()
    open_for(desk, folder)
    proof = folder.proof(1)
    proof["entry"]["path"][0] = "0" * 64
    desk.hand_in(proof)
    expect(desk.page.locator(f"{RESULT} .notice.danger")).to_contain_text("TIDAK benar")
    step = desk.page.locator("[data-step=list][data-state=no]")
    expect(step).to_contain_text("TIDAK ada di daftar")
    expect(step).to_contain_text("ajukan pengaduan")


def test_a_proof_of_another_draw_is_named_as_that(desk):
    open_for(desk, drawn())
    desk.hand_in(made.DrawFolder(drawn().lines, drawn().policy, draw_id="lain").proof(1))
    notice = desk.page.locator(f"{RESULT} .notice.warning")
    expect(notice).to_contain_text("Bukti ini untuk undian lain, bukan untuk undian di halaman ini.")
    assert desk.page.locator(f"{RESULT} .checks").count() == 0


def test_the_curve_of_the_beacon_is_loaded_on_demand_and_may_be_missing(desk):
    folder = drawn()
    open_for(desk, folder)
    assert not desk.page.evaluate(
        "performance.getEntriesByType('resource').some(({name}) => name.includes('bls'))"
    )
    desk.page.route("**/bls12-381.js", lambda route: route.abort())
    desk.hand_in(folder.proof(1))
    expect(desk.page.locator(f"{RESULT} .notice.warning")).to_contain_text("angka acaknya belum diperiksa")
    expect(desk.page.locator("[data-step=beacon][data-state=open]")).to_contain_text("belum diperiksa")


def test_paste_and_drop(desk):
    folder = drawn()
    open_for(desk, folder)
    text = made.jcs(folder.proof(1)).decode()
    desk.page.get_by_text("Atau tempel isi bukti").click()
    desk.page.get_by_label("Isi berkas bukti").fill(text)
    desk.submit_file()
    expect(desk.page.locator(f"{RESULT} .notice:is(.success, .plain)")).to_be_visible()
    desk.page.evaluate(
        """(text) => { const data = new DataTransfer(); data.items.add(new File([text], 'b.json'));
        const drop = new DragEvent('drop', { dataTransfer: data, cancelable: true });
        document.querySelector('section').dispatchEvent(drop); }""",
        json.dumps({"kind": "void"}, separators=(",", ":")),
    )
    expect(desk.page.locator(f"{RESULT} .notice.danger")).to_contain_text(
        "bukan bukti dan bukan tanda terima"
    )


def test_a_receipt_and_an_identity_that_stays_here(desk):
    known = vector(7)
    folder = made.from_vector(known)
    person = known["applicants"][0]
    line = made.make_list([person], bytes.fromhex(known["household_key"]))[0]
    ticket = folder.lines.index(line) + 1
    open_for(desk, folder)
    page = desk.page
    desk.hand_in(folder.receipt(ticket, person["salt"]))
    expect(page.locator(f"{RESULT} .notice.plain")).to_contain_text("Tanda terima ini benar")
    code = code_of(page, line[:64])
    expect(page.locator(RESULT)).to_contain_text(code)
    asked = len(desk.served.asked)
    for identity, state in ((person["ident"] + "1", "no"), (person["ident"], "yes")):
        page.get_by_label("Nomor identitas").fill(identity)
        page.get_by_role("button", name="Cocokkan").click()
        expect(page.locator(f"[data-step=identity][data-state={state}]")).to_be_attached()
        assert page.get_by_label("Nomor identitas").input_value() == ""
    assert len(desk.served.asked) == asked
    kept = page.evaluate(
        "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])"
    )
    assert person["ident"] not in kept + page.content()
    desk.give(code, folder.proof(ticket))
    page.get_by_role("button", name="Periksa hasil saya").click()
    expect(page.locator("[data-step=mine][data-state=yes]")).to_be_attached()
    assert not [path for path in desk.served.asked if person["ident"] in path]


def test_the_verdict_is_announced_and_the_steps_are_not(desk):
    folder = drawn()
    open_for(desk, folder)
    desk.hand_in(folder.proof(1))
    expect(desk.page.locator(f"{RESULT} [aria-live=polite] .notice:is(.success, .plain)")).to_be_visible()
    assert desk.page.locator("[aria-live] .checks").count() == 0


def test_without_the_verifier_the_form_asks_the_server(desk):
    folder = drawn()
    desk.page.route("**/ed25519.js", lambda route: route.abort())
    desk.serve("/periksa", b"<p>dari server</p>")
    open_for(desk, folder, wait="")
    desk.page.wait_for_load_state("networkidle")
    assert desk.page.locator("[data-ready]").count() == 0
    desk.page.locator("[name=code]").fill("abc")
    desk.submit()
    expect(desk.page.get_by_text("dari server")).to_be_visible()


def test_offline_once_it_was_loaded(desk):
    folder = drawn()
    worker = desk.served.address + "/draws/worker.js"
    body = desk.page.request.get(worker).body()
    desk.serve("/pekerja.js", body)
    open_for(desk, folder, worker_url="/pekerja.js")
    expect(desk.page.get_by_text("tersimpan di perangkat ini")).to_be_visible()
    desk.page.get_by_role("button", name="Simpan juga pemeriksa angka acak").click()
    expect(desk.page.get_by_role("button", name="Simpan juga pemeriksa angka acak")).to_have_count(0)
    desk.page.context.set_offline(True)
    desk.page.goto(f"{desk.served.address}/undian")
    desk.page.locator("[data-ready]").wait_for()
    desk.hand_in(folder.proof(1))
    expect(desk.page.locator(f"{RESULT} .notice:is(.success, .plain)")).to_be_visible()
    kept: list[str] = desk.page.evaluate(
        """async () => { const found = [];
        for (const name of await caches.keys())
          for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
        return found; }"""
    )
    assert "/undian" in kept
    assert not [path for path in kept if not path.endswith(".js") and path != "/undian"]
