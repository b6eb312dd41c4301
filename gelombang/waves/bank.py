"""The question bank: what applicants are asked, and what is asked of the baseline."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "questions"
N_ASKED = 18


@dataclass(frozen=True)
class Question:
    """A question and its choices, each in Indonesian and English; `right` is the right choice, empty where there is
    none (motivation, baseline)."""

    words: tuple[str, str]
    choices: Mapping[str, tuple[str, str]]
    right: str = ""

    def said(self, language: str) -> str:
        return self.words[0 if language == "id" else 1]

    def chosen(self, language: str) -> list[tuple[str, str]]:
        """The choices for a form."""
        return [(key, words[0 if language == "id" else 1]) for key, words in self.choices.items()]


@cache
def bank() -> Mapping[str, Question]:
    """The questions of which each applicant is asked some, by key."""
    return _read("applying.toml")


@cache
def baseline() -> Mapping[str, Question]:
    """What everybody is asked once before the draw, so that later answers can be compared; at most five."""
    return _read("baseline.toml")


def _read(name: str) -> Mapping[str, Question]:
    document = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    return {
        key: Question(
            (table["id"], table["en"]),
            {choice: (words[0], words[1]) for choice, words in table["choices"].items()},
            table.get("right", ""),
        )
        for key, table in document.items()
    }
