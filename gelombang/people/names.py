"""What a name may hold that is printed and published."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_UNPRINTED = {"Cc", "Cf", "Cn", "Co", "Cs", "So", "Zl", "Zp"}
"""Unicode categories of what no name holds: controls, what is not seen, non-characters, private ones, halves, pictures,
breaks of lines."""
_SKIN = range(0x1F3FB, 0x1F400)
"""Tones of skin, which belong to pictures (category Sk)."""


def is_printable(text: str) -> bool:
    """Whether every character is one that people write in names.

    >>> is_printable("Siti Nur'aini, S.Pd."), is_printable("José"), is_printable("عمر")
    (True, True, True)
    >>> [is_printable(f"Sri{odd}") for odd in ("🌊", "\x01", "\uffff", "\u202e", "\n")]
    [False, False, False, False, False]
    """
    return not any(
        unicodedata.category(letter) in _UNPRINTED or ord(letter) in _SKIN or letter == "\ufe0f"
        for letter in text
    )


def printable(text: str) -> None:
    """Raises ValidationError for a name that holds pictures or characters that cannot be seen."""
    if not is_printable(text):
        raise ValidationError(
            _(
                "Write it with letters, digits and punctuation only, without pictures (emoji) or hidden characters."
            )
        )
