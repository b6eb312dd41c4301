"""Identity numbers: sound ones pass, impossible ones are refused, invented ones pass in a demonstration alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gelombang.people.identity import Fault, NumberWrong, Sex, check_birth, check_kk, check_nik, masked

ON = date(2026, 11, 24)
BORN = date(1995, 3, 7)
DAYS = st.dates(date(1930, 1, 1), date(2012, 12, 31))


def nik(born_on: date, *, female: bool, region: str = "130901", serial: str = "0000") -> str:
    return f"{region}{born_on.day + 40 * female:02d}{born_on:%m%y}{serial}"


def fault(text: str, *, born_on: date = BORN, may_be_invented: bool = True) -> Fault:
    with pytest.raises(NumberWrong) as wrong:
        check_nik(text, born_on=born_on, on=ON, may_be_invented=may_be_invented)
    assert not text or text not in str(wrong.value)
    return wrong.value.fault


@given(DAYS, st.booleans(), st.sampled_from(["0000", "0007"]))
def test_day_and_sex_are_read_and_must_agree(born_on: date, female: bool, serial: str) -> None:
    found = check_nik(
        nik(born_on, female=female, serial=serial), born_on=born_on, on=ON, may_be_invented=True
    )
    assert (found.born_on, found.sex) == (born_on, Sex.FEMALE if female else Sex.MALE)
    assert found.issued_in == "13.09.01"
    assert found.is_region_known


@given(DAYS, DAYS, st.booleans())
def test_another_birth_date_is_refused(born_on: date, stated: date, female: bool) -> None:
    if (stated.day, stated.month, stated.year % 100) != (born_on.day, born_on.month, born_on.year % 100):
        assert fault(nik(born_on, female=female), born_on=stated) == Fault.OTHER_BIRTH


def test_both_centuries_are_possible() -> None:
    for born_on in (date(1926, 5, 4), date(2026, 5, 4)):
        assert (
            check_nik(nik(born_on, female=False), born_on=born_on, on=ON, may_be_invented=True).born_on
            == born_on
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Fault.NOT_SIXTEEN_DIGITS),
        ("130901070395000", Fault.NOT_SIXTEEN_DIGITS),
        ("13090107039500000", Fault.NOT_SIXTEEN_DIGITS),
        ("13090107O3950000", Fault.NOT_SIXTEEN_DIGITS),
        ("١٣٠٩٠١٠٧٠٣٩٥٠٠٠٠", Fault.NOT_SIXTEEN_DIGITS),
        ("9909010703950000", Fault.NO_SUCH_PROVINCE),
        ("1300010703950000", Fault.NO_SUCH_REGION),
        ("1309000703950000", Fault.NO_SUCH_REGION),
        ("1309013202950000", Fault.NO_SUCH_DAY),
        ("1309017202950000", Fault.NO_SUCH_DAY),
        ("1309010013950000", Fault.NO_SUCH_DAY),
    ],
)
def test_what_cannot_be_a_number_is_refused(text: str, expected: Fault) -> None:
    assert fault(text) == expected


@pytest.mark.parametrize("text", ["1309010703950000", "0009010703950001"])
def test_an_invented_number_is_for_demonstrations_alone(text: str) -> None:
    assert check_nik(text, born_on=BORN, on=ON, may_be_invented=True).digits == text
    assert fault(text, may_be_invented=False) == Fault.INVENTED


def test_an_unknown_region_warns_and_never_refuses() -> None:
    found = check_nik("1398010703950001", born_on=BORN, on=ON, may_be_invented=False)
    assert not found.is_region_known


@pytest.mark.parametrize("text", ["1309 0107 0395 0000", "13.09.01.070395.0000", " 130901-070395-0000 "])
def test_spacing_is_forgiven(text: str) -> None:
    assert check_nik(text, born_on=BORN, on=ON, may_be_invented=True).digits == "1309010703950000"


def test_family_cards() -> None:
    assert check_kk("1309 0101 0112 0000", may_be_invented=True) == "1309010101120000"
    for text, expected in (("1309010101120000", Fault.INVENTED), ("1309014101120001", Fault.NO_SUCH_DAY)):
        with pytest.raises(NumberWrong) as wrong:
            check_kk(text, may_be_invented=False)
        assert wrong.value.fault == expected


def test_a_number_is_shown_masked() -> None:
    assert masked("1309010703950000") == "1309••••••••••00"


@pytest.mark.parametrize(
    ("born_on", "expected"),
    [
        (date(2089, 3, 7), Fault.NOT_BORN_YET),
        (date(2026, 11, 25), Fault.NOT_BORN_YET),
        (date(2026, 11, 24), Fault.TOO_YOUNG_TO_BE),
        (date(2016, 11, 25), Fault.TOO_YOUNG_TO_BE),
        (date(1905, 11, 24), Fault.TOO_OLD_TO_BE),
    ],
)
def test_nobody_registers_who_is_not_born_or_cannot_live(born_on: date, expected: Fault) -> None:
    with pytest.raises(NumberWrong) as wrong:
        check_birth(born_on, on=ON)
    assert wrong.value.fault == expected


@given(DAYS)
def test_every_age_that_somebody_can_have_is_taken(born_on: date) -> None:
    check_birth(born_on, on=ON)
