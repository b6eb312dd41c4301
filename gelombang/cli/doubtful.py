"""What a commitment is asked about before it is made: --yes says that it is meant."""

from collections.abc import Sequence

from gelombang.engines.errors import CommitDoubtful, HouseholdsPlaceholders, StrataWithoutSeats
from gelombang.engines.policy_file_words import warning_words
from gelombang.engines.policy_toml import Warned

HOPELESS = "hopeless"
"""The warning that people are on the list who have no chance."""

PLACEHOLDERS = "placeholder household"
"""The warning that people share a household who only share a word for none."""

LOUD = (HOPELESS, PLACEHOLDERS)
"""What takes away somebody's chance."""

ASKED = (
    *("lookalike", "lookalike household", "another key", "earlier round", "previous close", "short notice"),
    "old close",
)
"""What everybody would remark on for ever; in a rehearsal it is said, and no more."""


def must_be_meant(warnings: Sequence[Warned], *, rehearsal: bool) -> None:
    """Raises `HouseholdsPlaceholders` where a word for no household makes one of many, in rehearsals too, since it is
    there that a list is tried; of a real draw `StrataWithoutSeats` where people are on the list whom no phase can
    select, and `CommitDoubtful` with everything else that is asked about."""
    facts_of = dict(warnings)
    if PLACEHOLDERS in facts_of:
        raise HouseholdsPlaceholders(**facts_of[PLACEHOLDERS])
    if rehearsal:
        return
    if HOPELESS in facts_of:
        raise StrataWithoutSeats(**facts_of[HOPELESS])
    told = [warning for warning in warnings if warning[0] in ASKED]
    if told:
        english, indonesian = (
            " ".join(warning_words(one, language) for one in told) for language in ("en", "id")
        )
        raise CommitDoubtful(told=english, indonesian=indonesian)
