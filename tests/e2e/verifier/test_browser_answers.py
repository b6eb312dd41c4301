"""What the browser answers about a void draw, another draw, a result that is not announced, and a proof no more."""

import pytest
from playwright.sync_api import expect

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
