"""What the browser answers about a void draw, another draw, a result that is not announced, and a proof no more."""

from typing import Any

import pytest
from playwright.sync_api import expect

from gelombang.draws.check_words import Speaker
from tests.e2e.verifier.test_browser_verifier import RESULT, drawn, open_for, ticket_with
from tests.factories import draw_folder as made


def test_a_proof_of_another_draw_leads_to_its_page_where_there_is_one(desk):
    open_for(desk, drawn(), find_url="/cari.json")
    other = made.DrawFolder(drawn().lines, drawn().policy, draw_id="lain").proof(1)
    desk.serve("/cari.json", b'{"title":"Gelombang <7>","url":"/undian/lain/#periksa"}')
    desk.hand_in(other)
    link = desk.page.locator(f"{RESULT} .notice.warning a")
    expect(link).to_have_text("Periksa di halaman Gelombang <7>")
    assert link.get_attribute("href") == "/undian/lain/#periksa"
    desk.serve("/cari.json", b"", 404)
    desk.hand_in(other)
    expect(desk.page.locator(f"{RESULT} .notice")).to_contain_text("Undian itu tidak ada di situs ini.")


def test_an_altered_proof_of_this_draw_is_not_called_one_of_another(desk):
    open_for(desk, drawn())
    proof = drawn().proof(1)
    proof["manifest"]["n"] += 1
    desk.hand_in(proof)
    expect(desk.page.locator(f"{RESULT} .notice.danger h3")).to_have_text("Bukti ini TIDAK benar")
    step = desk.page.locator("[data-step=draw][data-state=no]")
    expect(step).to_contain_text("menyebut undian di halaman ini")
    expect(step).not_to_contain_text("bukan undian di halaman ini")


def test_what_is_a_proof_no_more_is_wrong(desk):
    open_for(desk, drawn())
    proof = drawn().proof(ticket_with(drawn(), "N"))
    proof["result"]["line"] = proof["result"]["line"].replace(",L,", ",W,")
    for value in (proof, {"kind": "proof", "version": "undian/1"}):
        desk.hand_in(value)
        expect(desk.page.locator(f"{RESULT} .notice.danger h3")).to_have_text("Bukti ini TIDAK benar")


@pytest.mark.parametrize("reason", ["-", "N"])
def test_of_a_void_draw_nothing_counts(desk, reason):
    desk.names = {"gone": {"at": "2026-11-25T01:00:00Z", "why": "Daftar tertukar."}}
    open_for(desk, drawn(), time_zone="Asia/Jakarta")
    desk.hand_in(drawn().proof(ticket_with(drawn(), reason)))
    notice = desk.page.locator(f"{RESULT} .notice.danger")
    expect(notice.locator("h3")).to_have_text("Undian ini BATAL: hasilnya tidak berlaku")
    expect(notice).to_contain_text(
        "Dinyatakan batal pada 25 November 2026 pukul 08.00 WIB. Alasannya: Daftar tertukar."
    )
    expect(notice).not_to_contain_text("TERPILIH")
    expect(notice).not_to_contain_text("tunggu kabar")


def test_a_result_that_the_page_does_not_know_is_not_told_as_one(desk):
    folder = drawn()
    desk.open(operator=folder.operator.public, manifest=folder.hash, draw=folder.draw_id)
    desk.hand_in(folder.proof(ticket_with(folder, "-")))
    notice = desk.page.locator(f"{RESULT} .notice.warning")
    expect(notice.locator("h3")).to_have_text("Hasil di bukti ini belum diumumkan di halaman ini")
    expect(notice).not_to_contain_text("TERPILIH")


def replaced(*groups: tuple[int, int | None]) -> made.DrawFolder:
    """The known draw with replacements: who gave a place up, and who has it then; each the place of the first."""
    folder = drawn()
    place = folder.results[groups[0][0] - 1][12:]
    for number, (gone, newcomer) in enumerate(groups, 1):
        lines = [] if newcomer is None else [f"{newcomer:012d}{place}"]
        more: dict[str, Any] = {"group": number, "round": 0, "beacon_signature": "", "reason": "x"}
        folder.add(f"replacement-{number:02d}", "replacement", vacated=[gone], selected=lines, **more)
    return folder


def told_since(desk: Any, folder: made.DrawFolder, n: int, ticket: int) -> Any:
    for name, body in folder.files.items():
        if name.startswith("statements/"):
            desk.serve(f"/berkas/{name}", body)
    open_for(desk, folder, replacements=str(n), replacement_url="/berkas/statements/replacement-NN.json")
    desk.hand_in(folder.proof(ticket))
    notice = desk.page.locator(f"{RESULT} .notice")
    expect(notice.locator("h3")).not_to_have_text("Sedang diperiksa …")
    expect(desk.page.locator("[data-step=beacon][data-state=yes]")).to_be_attached()
    return notice


def test_what_changed_after_the_draw_comes_first(desk):
    """In the server's words; of a place that was given up again the last who has it."""
    won, lost, other = (ticket_with(drawn(), reason) for reason in ("-", "N", "H"))
    phase, rank = (int(part) for part in drawn().results[won - 1].split(",")[2:4])
    facts = {"ticket": won, "phase": phase, "rank": rank}
    cases = [
        (((won, lost),), won, "warning", {**facts, "holder": lost, "number": 1}, True),
        (((won, None),), won, "warning", {**facts, "holder": 0, "number": 1}, True),
        (((won, lost), (lost, other)), won, "warning", {**facts, "holder": other, "number": 2}, True),
        (((won, lost),), lost, "success", {**facts, "ticket": lost, "holder": lost, "number": 1}, False),
    ]
    for groups, ticket, kind, told, left in cases:
        notice = told_since(desk, replaced(*groups), len(groups), ticket)
        title, reason = Speaker("id", "Asia/Jakarta").since(told, left=left)
        expect(notice.locator("h3")).to_have_text(title)
        expect(notice.locator("p").first).to_have_text(reason)
        assert kind in notice.get_attribute("class")
        expect(notice).to_contain_text(
            f"seperti di bukti ini: {'Anda terpilih' if left else 'Kursi sudah habis'}"
        )
        assert notice.locator("p").count() >= 4
    notice = told_since(desk, replaced((won, lost)), 1, other)
    expect(notice.locator("h3")).to_have_text("Anda belum terpilih")
    expect(notice).not_to_contain_text("sesudah undian")


@pytest.mark.parametrize("how", ["absent", "forged", "of another", "of another number"])
def test_replacements_that_cannot_be_read_are_not_passed_over(desk, how):
    won, lost = (ticket_with(drawn(), reason) for reason in ("-", "N"))
    folder, name = replaced((won, lost)), "statements/replacement-01.json"
    if how == "absent":
        del folder.files[name]
        desk.serve(f"/berkas/{name}", b"", 404)
    elif how == "forged":
        folder.files[name] = folder.files[name].replace(b'"reason":"x"', b'"reason":"y"')
    elif how == "of another":
        folder.files[name] = replaced((won, lost)).files[name].replace(folder.hash.encode(), b"ab" * 32)
    else:
        folder.files[name] = replaced((won, lost), (lost, None)).files["statements/replacement-02.json"]
    notice = told_since(desk, folder, 1, won)
    expect(notice.locator("h3")).to_have_text("Anda TERPILIH")
    expect(notice.locator("p").first).to_contain_text("TIDAK diperiksa: apakah ini berubah sesudah undian.")
    assert "warning" in notice.get_attribute("class")
