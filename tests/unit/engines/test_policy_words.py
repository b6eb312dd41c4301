"""A policy in words: every phase, every seat, both languages, and the order said as it is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.policy import MAX_SEATS, Phase, Policy
from gelombang.engines.languages import Language
from gelombang.engines.policy_words import Names, Paragraph, explain, listed_in, number
from tests.factories.policies import phases

LANGUAGES: tuple[Language, Language] = ("id", "en")
NONE = Names({}, {})
RESERVE, REST = Phase("reserve", groups=1, seats=20), Phase("open", seats=80)


def text_of(paragraphs: list[Paragraph]) -> str:
    return "\n".join(
        line
        for paragraph in paragraphs
        for line in (paragraph.heading, *paragraph.sentences, *(" ".join(item) for item in paragraph.items))
    )


def told(policy: Policy, language: Language = "en", names: Names = NONE) -> str:
    return text_of(explain(policy, names, language))


@settings(max_examples=300)
@given(phases(), st.integers(0, 3), st.sampled_from(LANGUAGES), st.booleans())
def test_any_policy_is_told(
    made: tuple[Phase, ...],
    cap: int,
    language: Language,
    named: bool,
) -> None:
    names = Names({1: "disability", 128: "remote"}, {"1309": "Mentawai"}) if named else NONE
    paragraphs = explain(Policy(cap, made), names, language)
    assert len(paragraphs) == len(made) + 3
    for phase, paragraph in zip(made, paragraphs[1:], strict=False):
        said = text_of([paragraph])
        assert phase.name in paragraph.heading
        if phase.seats is not None:
            assert re.search(rf"\b{number(phase.seats, language)} (kursi|seats?)", said)
        for limit in phase.quota.values():
            assert number(limit, language) in said
        if phase.groups & 1 and named:
            assert "disability" in said
    whole = text_of(paragraphs)
    assert "None" not in whole
    assert "{" not in whole
    assert "  " not in whole


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "id",
            (
                "urutan layanan yang lebih kecil dilayani lebih dulu",
                "nomor undian",
                "bobot 2 berarti dua kertas",
                "peluang",
            ),
        ),
        ("en", ("the smaller band is served first", "random number", "weight 2 means two tickets", "chance")),
    ],
)
def test_what_is_not_in_the_policy_is_said_too(language: Language, words: tuple[str, ...]) -> None:
    """Bands and weights stand in the list; who reads the policy must hear that they count."""
    whole = told(Policy(1, (REST,)), language)
    for word in words:
        assert word in whole


def test_once_there_is_a_list_only_what_it_has_is_told() -> None:
    quota = Phase("umum", quota={"1309": 5})
    names = Names({}, {"1309": "Mentawai"}, {"umum": "“umum”"})
    plain = {"bands": {"0": 9}, "weights": {"01": 9}}
    whole = text_of(explain(Policy(1, (quota,)), names, "en", listed=listed_in(plain)))
    assert "served first" not in whole
    assert "in the drum" not in whole
    assert "Phase 1: “umum”" in whole
    assert "1309" not in whole
    both = {"bands": {"0": 8, "1": 1}, "weights": {"01": 8, "02": 1}}
    whole = text_of(explain(Policy(1, (quota,)), names, "en", listed=listed_in(both)))
    assert "The smaller band is served first" in whole
    assert "Weight 2 means two tickets" in whole
    assert "If the list" not in whole


def test_reserve_first_and_open_first_are_told_apart() -> None:
    first, last = told(Policy(1, (RESERVE, REST))), told(Policy(1, (REST, RESERVE)))
    assert "Reserved seats (phase 1) are given FIRST" in first
    assert "minimum, not an addition" in first
    assert "on top" not in first
    assert "open draw comes FIRST and reserved seats (phase 2) after it" in last
    assert "on top" in last
    assert "minimum" not in last
    pertama, terakhir = told(Policy(1, (RESERVE, REST)), "id"), told(Policy(1, (REST, RESERVE)), "id")
    assert "Kursi khusus (tahap 1) dibagikan LEBIH DULU" in pertama
    assert "bukan tambahan" in pertama
    assert "Undian umum berjalan LEBIH DULU, kursi khusus (tahap 2) sesudahnya" in terakhir


def test_reserves_on_both_sides_are_both_told() -> None:
    whole = told(Policy(1, (RESERVE, RESERVE, REST, Phase("more", groups=2, seats=1))))
    assert "Reserved seats (phase 1 and 2) are given FIRST" in whole
    assert "reserved seats (phase 4) after it" in whole


@pytest.mark.parametrize("made", [(REST,), (RESERVE,), (REST, REST)])
def test_without_both_kinds_nothing_is_said_of_their_order(made: tuple[Phase, ...]) -> None:
    assert "FIRST" not in told(Policy(1, made))


def test_seats_handed_on_are_told_on_both_ends() -> None:
    policy = Policy(1, (Phase("a", seats=1, carry=True), Phase("b", quota={"1309": 2}, carry=True), REST))
    _, a, b, c, *_ = explain(policy, NONE, "en")
    assert "Seats left over are handed on to phase 3." in a.sentences
    assert "Seats left over are handed on to phase 3." in b.sentences
    assert "Seats left over in phase 1 and 2 are added here." in c.sentences
    assert "Kursi yang tidak terisi di tahap 1 dan 2 ditambahkan di sini." in told(policy, "id")


def test_limits_of_regions() -> None:
    names = Names({}, {"1309": "Kepulauan Mentawai"})
    few = Phase("few", quota={"1309": 1200, "1673": 3}, otherwise=0)
    paragraph = explain(Policy(1, (few,)), names, "id")[1]
    assert paragraph.items == (("Kepulauan Mentawai (1309)", "1.200"), ("1673", "3"))
    assert "2 wilayah, bersama-sama 1.203 kursi" in " ".join(paragraph.sentences)
    many = Phase("many", quota={f"{i:04d}": i for i in range(1, 515)}, otherwise=None)
    paragraph = explain(Policy(1, (many,)), names, "en")[1]
    assert paragraph.items == (("least – most", "1 – 514"),)
    assert "Other regions have no quota." in paragraph.sentences
    assert "514 regions, 132,355 seats together" in " ".join(paragraph.sentences)
    for otherwise, words in ((None, "no limit"), (0, "there is no seat"), (5, "at most 5 seats")):
        assert words in told(Policy(1, (Phase("each", otherwise=otherwise),)))


@pytest.mark.parametrize(("cap", "words"), [(0, "no limit on how many"), (1, "1 person"), (2, "2 people")])
def test_households(cap: int, words: str) -> None:
    assert words in told(Policy(cap, (REST,)))


def test_numbers_are_written_as_people_write_them() -> None:
    assert (number(MAX_SEATS, "id"), number(MAX_SEATS, "en")) == ("999.999.999", "999,999,999")
