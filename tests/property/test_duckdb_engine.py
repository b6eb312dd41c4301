"""The second engine against the norm, on policies and lists nobody would write by hand."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.seed import score
from gelombang.core.lottery.selection import select
from gelombang.engines import duckdb_engine, python_engine
from tests.factories.policies import lists, phases

SEED = "ab" * 20


@settings(max_examples=60, deadline=None)
@given(lists(), phases(), st.integers(0, 3), st.sampled_from((64, 64, 3, 1)))
def test_sql_gives_the_norm_s_results(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, length: int
) -> None:
    """`length` cuts the numbers short, so that many are equal and the ticket decides."""
    policy = Policy(cap, made)
    scores = [score(SEED, ticket, entry.weight)[:length] for ticket, entry in enumerate(entries, start=1)]
    expected = python_engine.columns_of(select(policy, entries, scores))
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "list.csv"
        source.write_text("".join(entry.line() + "\n" for entry in entries), "ascii")
        assert duckdb_engine.select(source, policy, SEED, length=length).same_as(expected)


LINES = [Entry(f"{i:064x}", "1309", 0, 0, f"{i // 2:024x}", 1).line() for i in range(6)]


@pytest.mark.parametrize(
    "lines",
    [
        [*LINES[:3], "A" + LINES[3][1:], *LINES[4:]],
        [LINES[1], LINES[0], *LINES[2:]],
        [*LINES[:5], LINES[5].replace("1309", "1673")],
        [*LINES[:2], LINES[2] + "\r", *LINES[3:]],
        [*LINES[:2], "", *LINES[2:]],
        [*LINES[:2], LINES[2][:-2] + "63", *LINES[3:]],
        [*LINES[:2], LINES[2] + ",1", *LINES[3:]],
    ],
    ids=["capitals", "order", "strata", "carriage return", "empty line", "weight", "field"],
)
def test_sql_refuses_what_the_norm_refuses(tmp_path: Path, lines: list[str]) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes("".join(line + "\n" for line in lines).encode())
    policy = Policy(1, (Phase("open", seats=2),))
    faults = []
    for engine in (python_engine, duckdb_engine):
        with pytest.raises(LotteryError) as caught:
            engine.select(source, policy, SEED)
        faults.append((type(caught.value), caught.value.facts))
    assert faults[0] == faults[1]
