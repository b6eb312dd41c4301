"""Chances are told in words, never in codes."""

from types import SimpleNamespace

import pytest

from gelombang.engines.languages import Language
from gelombang.engines.odds_words import class_words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", "Sigi, 3 orang sekeluarga (1 disabilitas, 2 lainnya), disabilitas"),
        ("en", "Sigi, 3 of one household (1 disabilitas, 2 others), disabilitas"),
    ],
)
def test_a_household_of_different_members_is_told_in_words(language: Language, words: str) -> None:
    one = SimpleNamespace(stratum="7210", band=0, groups=1, weight=1, composition="b0g0w1+b0g0w1+b0g1w1")
    assert class_words(one, {"7210": "Sigi"}, language, {1: "disabilitas"}) == words


def test_bands_and_weights_of_members_are_told() -> None:
    one = SimpleNamespace(stratum="0000", band=1, groups=0, weight=3, composition="b1g0w3+b0g2w1")
    told = class_words(one, {}, "id")
    assert (
        told == "2 orang sekeluarga (1 urutan layanan 1 + bobot 3, 1 kelompok 2), urutan layanan 1, bobot 3"
    )


def test_a_region_of_code_0000_that_has_a_name_is_named() -> None:
    one = SimpleNamespace(stratum="0000", band=0, groups=0, weight=1, composition="1")
    assert class_words(one, {"0000": "outside a city"}, "en") == "outside a city, alone"
    assert class_words(one, {}, "en") == "alone"
