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

STRATA = ("0000", "1309", "1673", "9999")


@st.composite
def phases(draw: st.DrawFn) -> tuple[Phase, ...]:
    made: list[Phase] = []
    receives = False  # made from the last phase to the first: whether one behind can take what is carried
    for number in range(draw(st.integers(1, 4)), 0, -1):
        seats = draw(st.none() | st.integers(0, 40))
        quota = draw(st.dictionaries(st.sampled_from(STRATA), st.integers(0, 25), max_size=3))
        carry = receives and draw(st.booleans())
        groups = draw(st.sampled_from((0, 0, 0, 1, 2, 3, 128)))
        made.insert(0, Phase(f"p{number}", groups, quota, draw(st.none() | st.integers(0, 12)), seats, carry))
        receives = receives or seats is not None
    return tuple(made)


@st.composite
def lists(draw: st.DrawFn) -> list[Entry]:
    n = draw(st.integers(0, 200))
    chance = draw(st.randoms(use_true_random=False))
    size, bands, heaviest = (
        draw(st.sampled_from((1, 2, 5))),
        draw(st.integers(1, 10)),
        draw(st.sampled_from((1, 1, 3, 62))),
    )
    commits = sorted({f"{chance.getrandbits(256):064x}" for _ in range(n)})
    houses: dict[str, str] = {}
    entries = []
    for commit in commits:
        house = f"{chance.randrange(len(commits) // size + 1) * 0x10001000100010001:024x}"
        stratum = houses.setdefault(house, chance.choice(STRATA))
        groups = chance.choice((0, 0, 1, 2, 3, 255))
        entries.append(
            Entry(commit, stratum, chance.randrange(bands), groups, house, chance.randint(1, heaviest))
        )
    return entries


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
