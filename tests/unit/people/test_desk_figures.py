"""Figures of desks: they add up, whatever the order, and what is unusual stands out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gelombang.people.desk_figures import HOUR, Bounds, Sign, Sitting, by_day, figures, in_one_hour

BOUNDS = Bounds(hour=10, times=3, contact=5, soon=5)
START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@st.composite
def sittings(draw: st.DrawFn) -> Sitting:
    """Any sitting."""
    begun = draw(moments)
    done = draw(st.booleans())
    claimed = draw(st.integers(0, 2))
    return Sitting(
        officer=draw(st.integers(1, 5)),
        begun_at=begun,
        registered_at=begun + timedelta(minutes=draw(st.integers(0, 110))) if done else None,
        has_joined=draw(st.booleans()),
        is_taken=draw(st.booleans()),
        n_again=draw(st.integers(0, 2)),
        n_claimed=claimed,
        n_soon=draw(st.integers(0, claimed)),
        contact=draw(st.sampled_from(["", "a", "b"])),
    )


def slow(times: list[datetime]) -> int:
    """The same by trying every beginning."""
    return max((sum(at <= one < at + HOUR for one in times) for at in times), default=0)


@given(st.lists(moments))
def test_the_busiest_hour_is_what_trying_every_hour_finds(times: list[datetime]) -> None:
    assert in_one_hour(times) == slow(times)


@given(st.lists(sittings()), st.randoms(use_true_random=False))
def test_figures_add_up_and_do_not_depend_on_order(rows: list[Sitting], random: object) -> None:
    found = figures(rows, BOUNDS)
    shuffled = sorted(rows, key=lambda one: (one.contact, one.begun_at, one.officer))
    assert {(one.officer, one.n_registered, one.signs) for one in found} == {
        (one.officer, one.n_registered, one.signs) for one in figures(shuffled, BOUNDS)
    }
    assert sum(one.n_sittings for one in found) == len(rows)
    assert sum(one.n_registered for one in found) == sum(row.registered_at is not None for row in rows)
    assert sum(one.n_claimed for one in found) == sum(row.n_claimed for row in rows)
    for one in found:
        days = by_day([row for row in rows if row.officer == one.officer], BOUNDS)
        assert one.n_days == len(days)
        for name in ("n_sittings", "n_registered", "n_joined", "n_claimed", "n_taken", "n_again"):
            assert getattr(one, name) == sum(getattr(day, name) for day in days), name
        assert one.n_soon <= one.n_claimed
        assert max((day.busiest_hour for day in days), default=0) <= one.busiest_hour


@given(st.lists(sittings()))
def test_those_that_stand_out_come_first(rows: list[Sitting]) -> None:
    signs = [len(one.signs) for one in figures(rows, BOUNDS)]
    assert signs == sorted(signs, reverse=True)


def many(officer: int, n: int, *, minutes: int = 30, **facts: object) -> list[Sitting]:
    """So many people on one day, so far apart."""
    times = [START + timedelta(minutes=minutes * place) for place in range(n)]
    return [Sitting(officer, at, registered_at=at, **facts) for at in times]  # type: ignore[arg-type]


def signs(rows: list[Sitting]) -> dict[int, set[Sign]]:
    return {one.officer: set(one.signs) for one in figures(rows, BOUNDS)}


def test_ten_in_an_hour_are_many_and_eleven_stand_out() -> None:
    assert signs(many(1, 10, minutes=5)) == {1: set()}
    assert signs(many(1, 11, minutes=5)) == {1: {Sign.HOUR}}


def test_one_telephone_for_six_people_stands_out() -> None:
    assert signs(many(1, 5, contact="+62812")) == {1: set()}
    assert signs(many(1, 6, contact="+62812")) == {1: {Sign.CONTACT}}


def test_accounts_taken_over_at_once_stand_out() -> None:
    assert signs(many(1, 6, n_claimed=1, n_soon=1)) == {1: {Sign.SOON}}
    assert signs(many(1, 6, n_claimed=1)) == {1: set()}


def test_far_more_than_the_others_stands_out_from_three_desks_on() -> None:
    usual = [*many(1, 4), *many(2, 5)]
    assert signs([*usual, *many(3, 16)])[3] == {Sign.TIMES}
    assert signs([*usual, *many(3, 15)])[3] == set()
    assert signs([*many(1, 4), *many(3, 16)])[3] == set()


def test_nobody_makes_no_figures() -> None:
    assert figures([], BOUNDS) == []
    assert by_day([], BOUNDS) == []
