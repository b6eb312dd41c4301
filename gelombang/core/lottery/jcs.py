"""One JSON text for one value (RFC 8785, JSON Canonicalization Scheme).

A hash is a promise about bytes, and JSON may write one value in many ways. JCS allows one: members
sorted, no spacing, the shortest escapes. undian/1 needs only integers, booleans, null, text, lists
and objects with ASCII names; fractions are refused, because two machines may print them differently.

>>> canonical({"b": [1, True, None], "a": "ö"})
b'{"a":"\\xc3\\xb6","b":[1,true,null]}'
>>> parse(b'{"a": 1}')
Traceback (most recent call last):
...
gelombang.core.lottery.errors.NotCanonical: what=json
"""

import json
from typing import Any

from .errors import NotCanonical, ValueNotAllowed

SAFE_INTEGER = 2**53 - 1
"""Largest integer that every JSON reader keeps exactly (RFC 8785 §3.2.2.3, RFC 7493)."""

MAX_DEPTH = 16


def canonical(value: Any) -> bytes:
    """The JCS bytes of `value`; raises `ValueNotAllowed` for what undian/1 has no bytes for."""
    _check(value, 0)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def parse(data: bytes, what: str = "json") -> Any:
    """The value that `data` holds; raises `NotCanonical` unless `data` is exactly its JCS form."""
    try:
        value = json.loads(data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
        if canonical(value) == data:
            return value
    except (ValueError, RecursionError, ValueNotAllowed):
        pass
    raise NotCanonical(what=what)


def is_ascii(value: Any) -> bool:
    """True when every text inside `value` is ASCII, as manifest and policy must be."""
    if isinstance(value, str):
        return value.isascii()
    if isinstance(value, list):
        return all(is_ascii(item) for item in value)
    if isinstance(value, dict):
        return all(is_ascii(item) for item in value.values())
    return True


def _refuse(text: str) -> Any:
    raise ValueError(text)


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValueNotAllowed(what="depth")
    if isinstance(value, dict):
        _check_names(value)
        for item in value.values():
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
    else:
        _check_leaf(value)


def _check_names(value: dict[Any, Any]) -> None:
    # ASCII names only: their UTF-16 order, which RFC 8785 asks for, is then the order of Python's sort
    if not all(isinstance(name, str) and name.isascii() for name in value):
        raise ValueNotAllowed(what="name")


def _check_leaf(value: Any) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if abs(value) > SAFE_INTEGER:
            raise ValueNotAllowed(what="integer")
    elif isinstance(value, str):
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise ValueNotAllowed(what="text")
    else:
        raise ValueNotAllowed(what=type(value).__name__)
