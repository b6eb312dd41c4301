"""Canonical JSON against two libraries that implement RFC 8785, and what undian/1 refuses beyond it."""

import json
from typing import Any

import jcs as by_jcs
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from gelombang.core.lottery import jcs
from gelombang.core.lottery.errors import NotCanonical, ValueNotAllowed

NAMES = st.text(st.characters(max_codepoint=126, min_codepoint=32), max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LEAVES = st.none() | st.booleans() | st.integers(-jcs.SAFE_INTEGER, jcs.SAFE_INTEGER) | TEXTS
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_two_other_libraries_write_the_same_bytes(value: Any) -> None:
    ours = jcs.canonical(value)
    assert ours == rfc8785.dumps(value)
    assert ours == by_jcs.canonicalize(value)
    assert jcs.parse(ours) == value


@given(VALUES, st.data())
def test_no_other_bytes_of_the_same_value_are_read(value: Any, data: st.DataObject) -> None:
    """Another spacing or other escapes hold the same value, and would have another hash."""
    indent = data.draw(st.sampled_from((None, 1)))
    other = json.dumps(value, indent=indent, ensure_ascii=data.draw(st.booleans())).encode()
    if other == jcs.canonical(value):
        assert jcs.parse(other) == value
    else:
        with pytest.raises(NotCanonical):
            jcs.parse(other)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":2}',
        b"-0",
        b"1.0",
        b"1e3",
        b"01",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'{"a":1}\n',
        b"\xef\xbb\xbf{}",
        b'"\xff"',
        b'{"\xc3\xb6":1}',
        str(jcs.SAFE_INTEGER + 1).encode(),
        b"9" * 5000,
        b"[" * 20 + b"]" * 20,
        b"[" * 100_000,
        b"tru",
        b"'a'",
    ],
)
def test_what_is_not_canonical_is_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical) as caught:
        jcs.parse(data, "manifest")
    assert caught.value.facts == {"what": "manifest"}


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (0.5, "float"),
        (1.0, "float"),
        (2**53, "integer"),
        (-(2**53), "integer"),
        ("\ud800", "text"),
        ({"ö": 1}, "name"),
        ({1: 1}, "name"),
        (b"a", "bytes"),
        ((1,), "tuple"),
        ([[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]], "depth"),
    ],
)
def test_what_has_no_bytes_is_refused(value: Any, what: str) -> None:
    for nested in (value, {"a": [value]}):
        with pytest.raises(ValueNotAllowed) as caught:
            jcs.canonical(nested)
        assert caught.value.facts == {"what": what}


@pytest.mark.parametrize(
    ("value", "ascii_only"),
    [("a", True), ("é", False), ({"a": ["é"]}, False), ([{"a": 1}, None, True], True)],
)
def test_ascii(value: Any, *, ascii_only: bool) -> None:
    assert jcs.is_ascii(value) is ascii_only
