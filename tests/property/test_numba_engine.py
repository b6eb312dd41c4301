"""The fast engine against the norm, on policies and lists nobody would write by hand."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.engines import numba_engine, python_engine
from tests.factories.policies import lists, phases


@settings(max_examples=300, deadline=None)
@given(
    lists(),
    phases(),
    st.integers(0, 3),
    st.binary(min_size=20, max_size=20),
    st.sampled_from((60, 60, 12, 1)),
)
def test_the_fast_engine_gives_the_norm_s_results(
    entries: list[Entry], made: tuple[Phase, ...], cap: int, seed: bytes, key_bits: int
) -> None:
    policy = Policy(cap, made)
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "list.csv"
        source.write_text("".join(entry.line() + "\n" for entry in entries), "ascii")
        expected = python_engine.select(source, policy, seed.hex())
        drawn = numba_engine.select(source, policy, seed.hex(), key_bits=key_bits)
    assert list(drawn.lines()) == list(expected.lines())
    assert drawn.same_as(expected)


def _fault(source: Path, engine: Any) -> tuple[str, Any]:
    with pytest.raises(Exception) as caught:  # noqa: PT011
        engine.select(source, Policy(1, (Phase("open"),)), "00" * 20)
    return type(caught.value).__name__, getattr(caught.value, "facts", None)


@settings(max_examples=200, deadline=None)
@given(lists().filter(len), st.data())
def test_one_changed_byte_is_refused_like_the_norm_refuses_it_or_drawn_like_it(
    entries: list[Entry], data: Any
) -> None:
    content = bytearray("".join(entry.line() + "\n" for entry in entries), "ascii")
    place = data.draw(st.integers(0, len(content) - 2))
    content[place] = data.draw(st.integers(0, 127))
    policy = Policy(1, (Phase("open", seats=5),))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "list.csv"
        source.write_bytes(content)
        try:
            expected = python_engine.select(source, policy, "ab" * 20)
        except Exception:  # noqa: BLE001
            assert _fault(source, numba_engine) == _fault(source, python_engine)
        else:
            assert numba_engine.select(source, policy, "ab" * 20).same_as(expected)
