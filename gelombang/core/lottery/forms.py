"""Which members an object must have, and the form of each: nothing missing, nothing else.

What is read from strangers is held against a shape before anything is computed from it. A shape is exact, so
that a signed paper cannot carry a member that one reader minds and another passes over.

>>> shape = {"n": whole(1, 9), "name": like("[a-z]+")}
>>> fault({"n": 1, "name": "a"}, shape), fault({"n": True, "name": "a"}, shape), fault({"n": 1}, shape)
(None, 'n', 'name')
>>> fault({"n": 1, "name": "a", "x": 0}, shape)
'x'
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from .jcs import SAFE_INTEGER

Test = Callable[[Any], bool]
Shape = Mapping[str, Test]


def like(pattern: str) -> Test:
    """A text that matches as a whole."""
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def whole(least: int = 0, most: int = SAFE_INTEGER) -> Test:
    """An integer, and no boolean, from `least` to `most`."""
    return lambda value: type(value) is int and least <= value <= most


def list_of(test: Test, most: int) -> Test:
    """A list of at most `most` items."""
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(test, value))


def named(name: Test, test: Test) -> Test:
    """An object whose names and values pass."""
    return lambda value: isinstance(value, dict) and all(name(n) and test(v) for n, v in value.items())


def is_text(value: Any) -> bool:
    """Any text."""
    return isinstance(value, str)


_FILLERS = "\u115f\u1160\u3164\uffa0\U00013441\U00013442"
"""Letters that show nothing: the default-ignorable ones, of Hangul (Unicode, DerivedCoreProperties), and two blanks
among Egyptian hieroglyphs."""


def is_said(value: Any) -> bool:
    """A text that says something: at least one letter or digit (Unicode categories L and N) that can be seen.

    >>> is_said("x"), is_said("五"), is_said(" \\u200b\\u2800!"), is_said("\\u3164")
    (True, True, False, False)
    """
    return isinstance(value, str) and any(
        unicodedata.category(letter)[0] in "LN" and letter not in _FILLERS for letter in value
    )


_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""Unicode categories of what shows nothing, or something else on every machine: controls, formats, characters that are
not assigned or private, halves of characters, line and paragraph breaks."""

_BLANK = re.compile(
    r"[\u034f\u17b4\u17b5\u180b-\u180f\u2800\ufe00-\ufe0f\ufff0-\uffff\U00016fe4\U0001d159\U000e0000-\U000e0fff]"
    r"|^ | $|  "
)
"""Marks, a braille pattern and a note that show nothing, and spaces that nobody can count."""


def is_plain(text: str) -> bool:
    """Whether a text says something, and whoever saw or heard it can write it down again, letter for letter: nothing in
    it is invisible, no space is odd, and each letter is in its composed form (NFC, UAX #15).

    >>> is_plain("Dadu: 3, 1, 6"), is_plain("五")
    (True, True)
    >>> [is_plain(f"dadu 3{hidden}") for hidden in ("\u200b", "\u202e", "\u00a0", " ", "\n", "\ufe0f", "\u3164")]
    [False, False, False, False, False, False, False]
    >>> is_plain(" \u200b!"), is_plain("e\u0301"), is_plain("\u00e9")
    (False, False, True)
    """
    hidden = any(
        unicodedata.category(letter) in _UNSEEN
        or letter in _FILLERS
        or (unicodedata.category(letter) == "Zs" and letter != " ")
        for letter in text
    )
    composed = unicodedata.normalize("NFC", text) == text
    return is_said(text) and composed and not hidden and _BLANK.search(text) is None


def is_flag(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def is_any(_value: Any) -> bool:
    """For members that are read on their own."""
    return True


is_hash = like("[0-9a-f]{64}")
"""SHA-256 as 64 small hex digits."""


def fault(value: Any, shape: Shape, exact: bool = True) -> str | None:
    """The first member that is missing, has another form, or, where `exact`, does not belong; None when all is well.
    The empty name stands for a value that is no object."""
    if not isinstance(value, dict):
        return ""
    for name, test in shape.items():
        if name not in value or not test(value[name]):
            return name
    strange = sorted(set(value) - set(shape)) if exact else []
    return strange[0] if strange else None
