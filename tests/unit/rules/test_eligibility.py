"""Ages, values with dates, and the reasons for which somebody may not join."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gelombang.core.rules.ages import age, reaches
from gelombang.core.rules.eligibility import LEVELS, Hit, Person, Rule, Terms, judge, last_day
from gelombang.core.rules.values import History, NotInForce, Value

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
TERMS = Terms(18, 64, frozenset({"in_education", "police"}), per_household=2, once=True)
ADULT = Person(date(1990, 5, 5), frozenset(), n_selected=0, n_household_selected=0)
ON = date(2026, 11, 24)


@given(DAYS, st.integers(0, 120))
def test_an_age_is_reached_on_one_day_and_not_the_day_before(born_on: date, years: int) -> None:
    first = reaches(born_on, years)
    assert age(born_on, on=first) == years
    assert age(born_on, on=first - timedelta(days=1)) == years - 1


@given(DAYS, DAYS, st.integers(0, 400))
def test_nobody_grows_younger(born_on: date, on: date, later: int) -> None:
    assert age(born_on, on=on) <= age(born_on, on=on + timedelta(days=later))


def test_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(OverflowError):
        reaches(date(9990, 1, 1), 18)


@given(st.lists(DAYS, min_size=1, max_size=6, unique=True), DAYS)
def test_the_value_in_force_is_the_last_that_began(begins: list[date], on: date) -> None:
    history = History("x", tuple(Value(n, since, "r") for n, since in enumerate(sorted(begins))))
    begun = [since for since in sorted(begins) if since <= on]
    if begun:
        assert history.on(on).since == begun[-1]
    else:
        with pytest.raises(NotInForce):
            history.on(on)


@pytest.mark.parametrize("begins", [(), (date(2020, 1, 1),) * 2, (date(2023, 1, 1), date(2020, 1, 1))])
def test_values_out_of_order_are_refused(begins: tuple[date, ...]) -> None:
    with pytest.raises(ValueError, match="x"):
        History("x", tuple(Value(1, since, "r") for since in begins))


@given(DAYS)
def test_who_is_neither_too_young_nor_too_old_may_join(born_on: date) -> None:
    person = Person(born_on, frozenset(), 0, 0)
    first, last = reaches(born_on, 18), last_day(born_on, 64)
    for on, may in ((first - timedelta(1), False), (first, True), (last, True), (last + timedelta(1), False)):
        assert (judge(person, TERMS, on=on) == ()) is may, on


def test_too_young_says_from_when() -> None:
    (reason,) = judge(Person(date(2008, 12, 3), frozenset(), 0, 0), TERMS, on=ON)
    assert (reason.rule, reason.age, reason.limit, reason.until) == (
        Rule.TOO_YOUNG,
        17,
        18,
        date(2026, 12, 3),
    )


def test_without_an_upper_age_nobody_is_too_old() -> None:
    old = Person(date(1920, 1, 1), frozenset(), 0, 0)
    assert judge(old, Terms(18, None, frozenset(), 2, once=True), on=ON) == ()


@pytest.mark.parametrize("born_on", [None, date(2027, 1, 1)])
def test_a_birth_that_is_unknown_or_to_come_is_a_reason(born_on: date | None) -> None:
    (reason,) = judge(Person(born_on, frozenset(), 0, 0), TERMS, on=ON)
    assert reason.rule == Rule.UNKNOWN_BIRTH


def test_every_reason_is_given_not_the_first_alone() -> None:
    hit = Hit("police", "Polri", date(2026, 10, 1))
    person = Person(date(2010, 1, 1), frozenset({"in_education"}), 1, 5, (hit,))
    reasons = judge(person, TERMS, on=ON)
    assert [reason.rule for reason in reasons] == [Rule.TOO_YOUNG, Rule.STATUS, Rule.LISTED, Rule.SERVED]
    assert [reason.may_appeal for reason in reasons] == [False, False, True, True]
    assert (reasons[2].source, reasons[2].dated_on) == ("Polri", date(2026, 10, 1))


def test_a_status_or_list_that_excludes_nobody_under_these_terms_is_no_reason() -> None:
    hit = Hit("aid_recipient", "DTKS", ON)
    person = Person(ADULT.born_on, frozenset({"aid_recipient"}), 0, 0, (hit,))
    assert judge(person, TERMS, on=ON) == ()


@pytest.mark.parametrize(("cap", "selected", "may"), [(2, 1, True), (2, 2, False), (0, 9, True)])
def test_a_household_has_its_limit(cap: int, selected: int, may: bool) -> None:
    terms = Terms(18, 64, frozenset(), cap, once=True)
    assert (judge(Person(ADULT.born_on, frozenset(), 0, selected), terms, on=ON) == ()) is may


def test_once_in_a_lifetime_only_where_the_terms_say_so() -> None:
    served = Person(ADULT.born_on, frozenset(), 1, 0)
    assert judge(served, TERMS, on=ON)[0].rule == Rule.SERVED
    assert judge(served, Terms(18, 64, frozenset(), 2, once=False), on=ON) == ()


@pytest.mark.parametrize(
    ("level", "least", "may"), [(a, b, LEVELS.index(a) >= LEVELS.index(b)) for a in LEVELS for b in LEVELS]
)
def test_a_level_that_is_too_low_is_a_reason_with_a_way_out(level: str, least: str, may: bool) -> None:
    reasons = judge(replace(ADULT, level=level), replace(TERMS, level_least=least), on=ON)
    assert (reasons == ()) is may
    assert all(reason.rule is Rule.LEVEL and reason.may_appeal for reason in reasons)
