"""Setting a page in type, whatever text comes in.

PDF/A and PDF/UA allow no character that no font has, so a name in rare letters would stop a paper. Such characters are
printed as a mark; everything else of the text stays.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

MARK = "□"
"""What is printed for a character that no font has."""
_PROBE = b"""#set document(title: "x")
#set text(font: ("Libertinus Serif", "DejaVu Sans"))
#sys.inputs.letters"""
_NOT_TEXT = {"Cc", "Cs", "Cn", "Co"}
"""Unicode categories that no font shows: controls, halves of characters, non-characters, private ones."""
_CERTAIN = {chr(n) for n in (*range(0x20, 0x7F), *range(0xA1, 0x180))} | set("\n–—‘’“”…•□")
"""Characters that the font within the typesetter has, alone and beside each other."""


def typeset(template: Path, facts: Mapping[str, object]) -> bytes:
    """The page (PDF/A-2b, PDF/UA-1) that a template makes of these facts: texts, or lists of lists of texts, which the
    template reads as JSON. What cannot be printed is replaced by the mark."""
    typesetting = template.read_bytes()
    for letter in (_text, _shown):
        try:
            return _set(typesetting, facts, letter)
        except typst.TypstError:
            continue
    return _set(typesetting, facts, _certain)


def _set(typesetting: bytes, facts: Mapping[str, object], letter: Callable[[str], str]) -> bytes:
    given = {name: _written(_changed(value, letter)) for name, value in facts.items()}
    return _compiled(typesetting, given)


def _compiled(typesetting: bytes, given: dict[str, str]) -> bytes:
    return bytes(typst.compile(typesetting, sys_inputs=given, pdf_standards=["a-2b", "ua-1"]))


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _changed(value: Any, letter: Callable[[str], str]) -> Any:
    if isinstance(value, list | tuple):
        return [_changed(one, letter) for one in value]
    text = str(value)
    return text if text.isascii() and text.isprintable() else "".join(map(letter, text))


def _text(letter: str) -> str:
    if letter in "\n\t":
        return letter
    return MARK if unicodedata.category(letter) in _NOT_TEXT else letter


def _certain(letter: str) -> str:
    return letter if letter in _CERTAIN else MARK


@lru_cache(maxsize=20_000)
def _shown(letter: str) -> str:
    """The character where a font has it."""
    if letter in _CERTAIN or _text(letter) == MARK:
        return _text(letter)
    try:
        _compiled(_PROBE, {"letters": f"a{letter}"})
    except typst.TypstError:
        return MARK
    return letter
