"""How many calls of the API a visitor has: counted together by all processes, by windows of a minute."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries

from gelombang.portal.api import limits

pytestmark = pytest.mark.django_db


def alone(_visitor: str, n: int, _now: float, ends: float) -> tuple[int, float]:
    return n, ends


def test_a_window_ends_and_begins_anew() -> None:
    limiter = limits.Limiter(alone)
    assert [limiter.take("a", 2, now=0.0).may for _ in range(3)] == [True, True, False]
    assert limiter.take("a", 2, now=59.5).wait == 1
    assert limiter.take("a", 2, now=60.0) == limits.Allowed(True, 1, 60)


def test_processes_count_together_and_a_restart_forgets_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    most, one, other = 24, limits.Limiter(), limits.Limiter()  # in steps of two
    with django_assert_num_queries(0):
        assert one.take("a", most, now=100.0).left == 23
    passed = 1 + sum((one, other)[n % 2].take("a", most, now=101.0).may for n in range(60))
    assert most <= passed <= most + limits.step_of(most) - 1
    with django_assert_num_queries(0):  # who was told that it is too many costs nothing more
        assert not one.take("a", most, now=102.0).may
    again = limits.Limiter()
    assert [again.take("a", most, now=103.0).may for _ in range(3)] == [True, False, False]
    assert again.take("a", most, now=103.0).wait == 57  # the window is one for all
    assert again.take("b", most, now=103.0).left == 23
    assert again.take("a", most, now=160.0).left == 23


def test_a_limit_holds_where_the_database_does_not_answer(caplog: pytest.LogCaptureFixture) -> None:
    with patch("gelombang.people.limits.count", side_effect=OperationalError("x")):
        limiter = limits.Limiter()
        assert [limiter.take("a", 2, now=0.0).may for _ in range(3)] == [True, True, False]
    assert "not counted together" in caplog.text


def test_a_crowd_of_visitors_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEPT", 10)
    limiter = limits.Limiter(alone)
    for n in range(100):
        limiter.take(str(n), 1, now=0.0)
    assert len(limiter._windows) == 10


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2ff::9", "2001:db8:1:200::/56"),
        ("x", "unknown"),
    ],
)
def test_a_visitor_is_an_address_or_a_household(address: str, visitor: str) -> None:
    assert limits.visitor_of(address) == visitor


# The document.
