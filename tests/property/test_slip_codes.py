"""A slip's code, as people write it down and type it."""

from hypothesis import given
from hypothesis import strategies as st

from gelombang.people.services.slips import ALPHABET, CODE_LENGTH, read, shown

codes = st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH)
LOOKALIKES = {"0": "0Oo", "1": "1IiLl"}


@given(codes, st.data())
def test_a_code_is_read_however_it_is_typed(code: str, data: st.DataObject) -> None:
    typed = "".join(
        data.draw(st.sampled_from(LOOKALIKES.get(letter, letter + letter.lower())))
        + data.draw(st.sampled_from(["", "", " ", "-", "\u2013", "\t"]))
        for letter in code
    )
    assert read(typed) == read(shown(code)) == code


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_as_something_short(typed: str) -> None:
    assert len(read(typed)) <= CODE_LENGTH + 1


@given(codes, codes)
def test_two_codes_are_never_read_as_one(first: str, second: str) -> None:
    assert (read(first) == read(second)) == (first == second)
