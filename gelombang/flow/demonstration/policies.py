"""The rules of the demonstration's waves, as an officer would have written them."""

from collections.abc import Mapping

from .population import FIRST_FIVE

NAMES: Mapping[str, str] = {
    "1309": "Kepulauan Mentawai",
    "1673": "Kota Lubuklinggau",
    "5305": "Alor",
    "7210": "Sigi",
    "8106": "Seram Bagian Barat",
}

FIRST_SEATS = 1_500
FIRST = """\
# The five regions of the first gatherings. Seats by applicants; a reserve for people with a disability comes first.
version = "undian/1"
household_cap = 2
total_seats = {seats}
groups = {{ disability = 1 }}

[strata]
{strata}

[[phase]]
name = "cadangan disabilitas"
groups = ["disability"]
seats = "10 %"
carry = true

[[phase]]
name = "wilayah"
quota = {{ {quota} }}
carry = true

[[phase]]
name = "sisa kursi"
seats = {rest}
"""

EVERYWHERE = """\
# All regions. Seats for people with a disability and for the remotest regions come first; the rest is for everybody.
version = "undian/1"
household_cap = 2
total_seats = {seats}
groups = {{ disability = 1, remote = 2 }}

[[phase]]
name = "cadangan disabilitas"
groups = ["disability"]
seats = "5 %"
carry = true

[[phase]]
name = "cadangan 3T"
groups = ["remote"]
seats = "10 %"
carry = true

[[phase]]
name = "sisa kursi"
seats = "85 %"
"""


def first() -> str:
    """The rules of the first wave, for the five regions."""
    return FIRST.format(
        seats=FIRST_SEATS,
        strata="\n".join(f'"{code}" = "{NAMES[code]}"' for code in FIRST_FIVE),
        quota=", ".join(f'"{code}" = 250' for code in FIRST_FIVE),
        rest=100,
    )


def everywhere(n_seats: int) -> str:
    """The rules of the other waves."""
    return EVERYWHERE.format(seats=n_seats)
