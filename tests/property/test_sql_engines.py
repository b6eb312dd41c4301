"""The engines in SQL against the norm, on policies and lists nobody would write by hand."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.seed import score
from gelombang.core.lottery.selection import select
from gelombang.engines import duckdb_engine, python_engine, spark_engine
from gelombang.engines.outcome import Engine, Outcome
from tests.factories.policies import lists, phases

SEED = "ab" * 20


@settings(max_examples=60, deadline=None)
@given(lists(), phases(), st.integers(0, 3), st.sampled_from((64, 64, 3, 1)))
def test_sql_gives_the_norm_s_results(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, length: int
) -> None:
    """`length` cuts the numbers short, so that many are equal and the ticket decides."""
    assert_drawn_alike(duckdb_engine.select, entries, Policy(cap, made), length)


@settings(max_examples=4, deadline=None)
@given(lists(), phases(), st.integers(0, 3), st.sampled_from((64, 3, 1)))
def test_spark_gives_the_norm_s_results(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, length: int
) -> None:
    """A few only: each takes seconds."""
    assert_drawn_alike(spark_engine.select, entries, Policy(cap, made), length)


def assert_drawn_alike(
    select_: Callable[..., Outcome], entries: list[Entry], policy: Policy, length: int
) -> None:
    scores = [score(SEED, ticket, entry.weight)[:length] for ticket, entry in enumerate(entries, start=1)]
    expected = python_engine.columns_of(select(policy, entries, scores))
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "list.csv"
        source.write_text("".join(entry.line() + "\n" for entry in entries), "ascii")
        assert select_(source, policy, SEED, length=length).same_as(expected)


@settings(max_examples=60, deadline=None)
@given(lists().filter(len), st.data())
def test_one_changed_byte_is_refused_like_the_norm_refuses_it_or_drawn_like_it(
    entries: list[Entry], data: st.DataObject
) -> None:
    content = bytearray("".join(entry.line() + "\n" for entry in entries), "ascii")
    place = data.draw(st.integers(0, len(content) - 1) | st.just(len(content) - 1))
    content[place] = data.draw(st.integers(0, 255) | st.sampled_from(b'\r\n\0"|#,'))
    policy = Policy(1, (Phase("open", seats=5),))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "list.csv"
        source.write_bytes(content)
        assert answer(duckdb_engine, source, policy) == answer(python_engine, source, policy)


def answer(engine: Engine, source: Path, policy: Policy) -> list[str]:
    """The results, or the refusal."""
    try:
        return list(engine.select(source, policy, SEED).lines())
    except LotteryError as error:
        return [type(error).__name__, str(error.facts)]
