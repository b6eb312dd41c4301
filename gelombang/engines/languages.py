"""The two languages in which everything is said; Indonesian stands first in every pair."""

from typing import Literal

Language = Literal["id", "en"]
Pair = tuple[str, str]
"""(Indonesian, English)."""

Triple = tuple[str, str, str]
"""What is said of a check that holds, does not hold, or could not be made."""
