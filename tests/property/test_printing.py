"""No text from outside can stop a paper."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.draws import decree
from gelombang.portal.console import slip_paper
from gelombang.waves import paper, printing

RECEIPT_FACTS = ("title", "rehearsal", "code_label", "code", "qr_alt", "keep", "signed_label", "signature")
DECREE_FACTS = ("title", "rehearsal", "about", "sign")
ANY = st.text(st.characters(exclude_categories=()), max_size=30)
QR = paper.qr("https://contoh.example/", inline=False)


def receipt(text: str) -> bytes:
    facts = dict.fromkeys(RECEIPT_FACTS, f"x{text}")
    texts = {"site": text, "language": "id", "lines": [("label", text), (text, "words")], "qr": QR}
    return printing.typeset(paper.RECEIPT, {**facts, **texts})


def decreed(text: str) -> bytes:
    facts = dict.fromkeys(DECREE_FACTS, f"x{text}")
    parts = [[f"x{text}", [["1", "ABCD"]]]]
    texts = {"site": text, "language": "id", "lines": [(text, text)], "parts": parts}
    return printing.typeset(decree.TYPESETTING, {**facts, **texts})


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_a_paper_is_made_of_any_text(text: str) -> None:
    assert receipt(text).startswith(b"%PDF-")
    assert decreed(text).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "text",
    [
        "Gelombang 🌊",
        "\x01",
        "\x00",
        "\ud7ff\uffff",
        "\ud800",
        "👩\u200d👩\u200d👧",
        "\u202e",
        "漢字 عمر",
        "\u0301",
        "🇮🇩",
        "e\ufe0f\u20e3",
    ],
)
def test_what_no_font_has_is_printed_as_a_mark(text: str) -> None:
    for made in (receipt(text), decreed(text)):
        assert made.startswith(b"%PDF-")


def test_only_what_cannot_be_printed_is_replaced() -> None:
    shown = [printing._shown(letter) for letter in "Aé🌊\x01\uffff\ud800"]
    assert shown == ["A", "é", *[printing.MARK] * 4]


def test_every_character_that_is_held_for_certain_is_printed() -> None:
    assert receipt("".join(sorted(printing._CERTAIN))).startswith(b"%PDF-")
    assert Path(slip_paper.TEMPLATE).exists()
