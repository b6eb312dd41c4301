"""The public draw page as people use it: on a phone, without scripts, without a signal, with a forged proof."""

import json
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect

DRAW = "/undian/rehearsal-gelombang-1/"
MOBILE: ViewportSize = {"width": 360, "height": 720}

Accessible = Callable[[Page], None]


def codes_on(page: Page) -> list[str]:
    page.goto(DRAW)
    page.get_by_text("Tidak punya kode?").click()
    return [link.get_attribute("data-code") or "" for link in page.locator("[data-code]").all()]


def fetched(site: str, path: str) -> bytes:
    connection = HTTPConnection(urlsplit(site).netloc, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, path
    return body


def hand_in(page: Page, data: bytes) -> None:
    file: FilePayload = {"name": "bukti.json", "mimeType": "application/json", "buffer": data}
    page.set_input_files("#id_proof", files=[file])


def check(page: Page, code: str) -> str:
    page.get_by_label("Kode tanda terima").fill(code)
    page.get_by_role("button", name="Periksa", exact=True).click()
    # not the notice that the check goes on, which has no kind
    expect(
        page.locator("#hasil-periksa .notice:not([class='notice ']), #form-periksa .error").first
    ).to_be_visible()
    return page.locator("#hasil-periksa .notice, #form-periksa .error").first.inner_text()


def test_every_kind_of_result_is_checked_on_a_phone(phone: Page) -> None:
    verdicts = []
    for code in codes_on(phone):
        verdicts.append(check(phone, code.lower().replace("-", " ")))
        expect(phone.locator("#hasil-periksa .notice:is(.success, .plain)")).to_be_visible()
        expect(phone.locator(".checks .mark.yes")).to_have_count(12)
        expect(phone.locator(".checks .mark.no")).to_have_count(0)
    assert any("Anda TERPILIH" in verdict for verdict in verdicts)
    assert any("belum terpilih" in verdict for verdict in verdicts)
    assert any("keluarga" in verdict for verdict in verdicts)


def test_a_mistyped_and_an_unknown_code(page: Page) -> None:
    (code, *_) = codes_on(page)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "salah ketik" in check(page, wrong)


def test_a_forged_proof_is_refused_step_by_step(page: Page, site: str) -> None:
    lost = codes_on(page)[-1]
    proof = json.loads(fetched(site, f"{DRAW}bukti/{lost}.json"))
    won = json.loads(json.dumps(proof))
    won["result"]["line"] = won["result"]["line"][:13] + "W,02,000000001,-"
    moved = json.loads(json.dumps(proof))
    moved["entry"]["path"][0] = "0" * 64
    for forged, said in (
        (won, "TIDAK benar"),
        (moved, "TIDAK benar"),
    ):
        data = json.dumps(forged, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        hand_in(page, data)
        page.get_by_role("button", name="Periksa berkas", exact=True).click()
        expect(page.locator("#hasil-periksa .notice.danger")).to_contain_text(said)


def test_without_scripts_the_server_checks(without_javascript: Page, site: str) -> None:
    page = without_javascript
    code = codes_on(page)[0]
    page.get_by_label("Kode tanda terima").fill(code)
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.locator(".answer .notice")).to_contain_text("Bukti ini sudah diperiksa dan benar.")
    expect(page.locator(".checks .mark.yes")).to_have_count(12)
    proof = fetched(site, f"{DRAW}bukti/{code}.json")
    hand_in(page, proof)
    page.get_by_role("button", name="Periksa berkas", exact=True).click()
    expect(page.locator(".answer .notice")).to_contain_text("Bukti ini sudah diperiksa dan benar.")
    expect(page.locator(".checks .mark.yes")).to_have_count(11)
    page.get_by_label("Kode tanda terima").fill("bukan kode")
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.locator("#error_code")).to_contain_text("baru 9 dari 16")
    expect(page.get_by_label("Kode tanda terima")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Kode tanda terima")).to_have_attribute(
        "aria-describedby", "help_code error_code"
    )


def said_on(page: Page, within: str) -> list[str]:
    """The answer and each step with its note, as a reader gets them."""
    lines = page.locator(f"{within} .notice :is(h2, h3), {within} .notice p, {within} .checks li > div > div")
    return [" ".join(text.split()) for text in lines.all_text_contents()]


@pytest.mark.parametrize("language", ["", "/en"])
def test_server_and_browser_say_the_same_in_the_same_order(
    page: Page, without_javascript: Page, language: str
) -> None:
    for code in codes_on(page):
        page.goto(language + DRAW)
        page.locator("[data-ready]").wait_for()
        page.locator("#id_code").fill(code)
        page.locator("#form-periksa button[type=submit]").click()
        expect(page.locator("#hasil-periksa .mark.yes")).to_have_count(12)
        expect(page.locator("#hasil-periksa .notice:is(.success, .plain)")).to_be_visible()
        without_javascript.goto(f"{language}{DRAW}periksa/?code={code}")
        in_browser = said_on(page, "#hasil-periksa")
        at_server = said_on(without_javascript, ".answer")
        assert len(at_server) > 25
        assert [line.removeprefix("Benar: ").removeprefix("Right: ") for line in in_browser] == at_server


def test_the_examples_are_checked_in_the_browser(phone: Page) -> None:
    codes_on(phone)
    phone.locator("[data-ready]").wait_for()
    phone.locator("[data-code]").first.click()
    expect(phone.locator("#hasil-periksa details")).to_be_visible()
    assert phone.url.endswith(DRAW)


def test_on_a_phone_the_form_comes_first(phone: Page) -> None:
    phone.goto(DRAW)
    top: dict[str, Any] = {
        name: phone.locator(name).first.bounding_box() or {}
        for name in ("#periksa", ".figures", "#jalan", ".contents")
    }
    assert top["#periksa"]["y"] < top[".figures"]["y"] < top[".contents"]["y"] < top["#jalan"]["y"]
    order = phone.locator(".contents a").evaluate_all("(all) => all.map((one) => one.hash.slice(1))")
    places: list[Any] = [phone.locator(f"[id={name}]").bounding_box() or {} for name in order]
    assert [place["y"] for place in places] == sorted(place["y"] for place in places)


CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
  const { width, right } = one.getBoundingClientRect()
  return width && right > innerWidth + 1 && !one.closest(".table, svg, .visually-hidden, .skip")
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("path", ["/", "/en/", "/undian/", DRAW, f"/en{DRAW}", f"{DRAW}periksa/", "/gaya/"])
def test_with_doubled_letters_on_the_smallest_phone_nothing_is_cut(
    browser: Browser, site: str, path: str
) -> None:
    context = browser.new_context(
        base_url=site, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(CUT) == []
    field = page.locator("input.code").first
    if field.count():
        field.fill("029D-QSHQ-H08G-694V")
        assert field.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    expect(page.locator(".drop-hint")).to_be_hidden()
    context.close()


def test_without_a_signal_once_it_was_loaded(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, locale="id-ID", viewport=MOBILE)
    page = context.new_page()
    code = codes_on(page)[0]
    proof = fetched(site, f"{DRAW}bukti/{code}.json")
    expect(page.get_by_text("tersimpan di perangkat ini")).to_be_visible()
    page.get_by_role("button", name="Simpan juga pemeriksa angka acak").click()
    expect(page.get_by_role("button", name="Simpan juga pemeriksa angka acak")).to_have_count(0)
    context.set_offline(True)
    page.reload()
    hand_in(page, proof)
    page.get_by_role("button", name="Periksa berkas", exact=True).click()
    expect(page.locator("#hasil-periksa .notice")).to_contain_text("Bukti ini sudah diperiksa dan benar.")
    expect(page.locator(".checks .mark.yes")).to_have_count(11)
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{DRAW}#periksa")
    expect(page.get_by_label("Kode tanda terima")).to_be_visible()
    check(page, code)
    expect(page.locator("#hasil-periksa .notice")).to_contain_text("tidak ada sambungan")
    context.close()


@pytest.mark.parametrize("path", ["/", "/en/", "/undian/", DRAW, f"/en{DRAW}", f"{DRAW}periksa/", "/gaya/"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(
    browser: Browser, site: str, accessible: Accessible, path: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=site,
        locale="id-ID",
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(path)
    for summary in page.locator("summary").all():
        summary.click()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("html").get_attribute("lang") == ("en" if path.startswith("/en") else "id")
    context.close()


def test_the_checked_page_is_accessible(phone: Page, accessible: Accessible) -> None:
    check(phone, codes_on(phone)[0])
    accessible(phone)


@pytest.mark.parametrize(("path", "most"), [("/", 50_000), (DRAW, 100_000)])
def test_first_load_is_light(browser: Browser, site: str, path: str, most: int) -> None:
    context = browser.new_context(base_url=site, locale="id-ID")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.goto(path, wait_until="networkidle")
    assert 1_000 < sum(received) <= most
    context.close()


def test_keyboard_alone(page: Page) -> None:
    code = codes_on(page)[0]
    page.goto(DRAW)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.get_by_label("Kode tanda terima").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator("#hasil-periksa [aria-live] .notice:is(.success, .plain)")).to_be_visible()


def test_downloads(site: str) -> None:
    assert fetched(site, f"{DRAW}bundel.zip")[:2] == b"PK"
    assert fetched(site, f"{DRAW}berkas/manifest.json").startswith(b'{"beacon"')
    assert b"undian/1" in fetched(site, "/undian/verify_draw.py")


@pytest.mark.parametrize("handed_in", ["code", "file", "mistyped"])
def test_the_answer_stays_when_the_language_changes(page: Page, site: str, handed_in: str) -> None:
    """And the code stands in no address that a server or a history could keep."""
    asked: list[str] = []
    code = codes_on(page)[0]
    proof = fetched(site, f"{DRAW}bukti/{code}.json")
    page.on("request", lambda request: asked.append(request.url))
    if handed_in == "file":
        hand_in(page, proof)
        page.get_by_role("button", name="Periksa berkas", exact=True).click()
        expect(page.locator("#hasil-periksa .notice h3")).to_contain_text("Anda ")
    else:
        check(page, code if handed_in == "code" else code[:9])
    said = ["only 8 of 16 letters", "You were"][handed_in != "mistyped"]
    page.get_by_role("link", name="English").click()
    expect(page.locator("#hasil-periksa .notice h3, #form-periksa .error")).to_contain_text(said)
    assert page.url.endswith(f"/en{DRAW}")
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert not [url for url in asked if code in url and "/bukti/" not in url]
    page.reload()
    page.locator("[data-ready]").wait_for()
    expect(page.locator("#hasil-periksa .notice")).to_have_count(0)


def edits(proof: dict[str, Any]) -> list[bytes]:
    """Files that somebody has changed: in one member, in their form, in their size."""

    def written(value: object) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def changed(*path: Any, value: object) -> bytes:
        copied = json.loads(json.dumps(proof))
        place = copied
        for name in path[:-1]:
            place = place[name]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value
        return written(copied)

    line, cutoff = proof["result"]["line"], proof["cutoffs"][0]["line"]
    return [
        b"",
        b"halo",
        b"\xff\xfe",
        b"{\xff",
        written(proof)[:2000],
        written(proof) + b"\n",
        json.dumps(proof).encode(),
        written(proof) + b" " * 200_000,
        b"\xff\xd8\xff\xe0" + bytes(50),
        b"\xff\xd8\xff\xe0" + bytes(250_000),
        b'{"kind":"void"}',
        changed("statement", "seed", value="0" * 40),
        changed("statement", "signature", value="0" * 128),
        changed("statement", "round", value=1),
        changed("manifest", "draw_id", value="rehearsal-lain"),
        changed("manifest", "n", value="8000"),
        changed("entry", "ticket", value=proof["entry"]["ticket"] + 1),
        changed("entry", "path", value=None),
        changed("result", "line", value=f"{line[:13]}W,02,000000001,-"),
        changed("result", "line", value=line.lower()),
        changed("cutoffs", 0, "line", value=f"{cutoff[:21]}000000001{cutoff[30:]}"),
        changed("cutoffs", 0, "line", value=f"{cutoff[:21]}999999999{cutoff[30:]}"),
        changed("cutoffs", 0, value=None),
        changed("cutoffs", value=[]),
        changed("tambahan", value=1),
    ]


@pytest.mark.parametrize("language", ["", "/en"])
def test_edited_and_large_files_get_the_same_words_from_browser_and_server(
    page: Page, without_javascript: Page, site: str, language: str
) -> None:
    proof = json.loads(fetched(site, f"{DRAW}bukti/{codes_on(page)[-1]}.json"))
    for data in edits(proof):
        said = []
        for one, within in ((page, "#hasil-periksa"), (without_javascript, ".answer")):
            one.goto(language + DRAW)
            if one is page:
                one.locator("[data-ready]").wait_for()
            hand_in(one, data)
            one.locator("#form-berkas button[type=submit]").click()
            answer = one.locator(f"{within} .notice:not([class='notice ']), #form-berkas .error").first
            expect(answer).to_be_visible()
            if one is page and one.locator(".checks").count():
                expect(one.locator("#hasil-periksa .mark").nth(10)).to_be_attached()
                expect(one.locator(".checks [data-state=open]")).to_have_count(0)
            said.append(said_on(one, within) or [answer.inner_text()])
        told = [line.split(": ", 1)[1] if line.startswith(MARKED) else line for line in said[0]]
        assert told == said[1], data[:80]
        assert told


MARKED = ("Benar: ", "Salah: ", "Belum diperiksa: ", "Right: ", "Wrong: ", "Not checked: ")


@pytest.mark.parametrize("language", ["", "/en"])
def test_an_answer_with_doubled_letters_is_whole(browser: Browser, site: str, language: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 720})
    page = context.new_page()
    for code in codes_on(page):
        page.goto(language + DRAW)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.locator("[data-ready]").wait_for()
        page.locator("#id_code").fill(code)
        page.locator("#form-periksa button[type=submit]").click()
        expect(page.locator("#hasil-periksa .checks")).to_have_count(1)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate(CUT) == []
        sizes = page.locator("main p").evaluate_all(
            "(all) => all.map((p) => parseFloat(getComputedStyle(p).fontSize))"
        )
        assert min(sizes) >= 28
    context.close()
