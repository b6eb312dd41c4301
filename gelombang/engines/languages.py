"""The two languages in which everything is said; Indonesian stands first in every pair."""

from typing import Literal

Language = Literal["id", "en"]
Pair = tuple[str, str]
"""(Indonesian, English)."""

Triple = tuple[str, str, str]
"""What is said of a check that holds, does not hold, or could not be made."""


MOST_SHOWN = 1000
"""Characters of one text from a file that are shown."""


def shown(text: object, limit: int | None = MOST_SHOWN) -> str:
    """Text that came from a file, made safe for a terminal: nothing that moves the cursor, breaks the line or turns
    the direction of writing, and not endless."""
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in str(text))
    return plain if limit is None or len(plain) <= limit else plain[:limit] + "…"


def others_words(n: int, language: Language) -> str:
    """How many more there are than a list of examples names; nothing where it names all."""
    return (
        (f", dan {n} lainnya", f", and {n} {'other' if n == 1 else 'others'}")[language == "en"] if n else ""
    )
