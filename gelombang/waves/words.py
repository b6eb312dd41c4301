"""What groups, and the phases that most waves have, are called in both languages.

A wave may name others; they are then shown as written, in quotation marks to those who read English.
"""

from collections.abc import Iterable, Mapping

GROUPS: Mapping[str, tuple[str, str]] = {
    "disability": ("penyandang disabilitas", "people with a disability"),
    "remote": ("warga daerah 3T", "people from the remotest regions (3T)"),
}
"""The groups that the programme itself knows of a person."""

PHASES: Mapping[str, str] = {
    "kursi penyandang disabilitas": "seats for people with a disability",
    "kursi daerah 3T": "seats for the remotest regions (3T)",
    "wilayah": "regions",
    "sisa kursi": "remaining seats",
}
"""Names of phases, Indonesian → English."""


def groups_in(language: str, bits: Mapping[str, int]) -> dict[str, str]:
    """Bit → name, as about.json has it; `bits` are the wave's groups by name."""
    which = 0 if language == "id" else 1
    return {str(bit): GROUPS[name][which] if name in GROUPS else name for name, bit in bits.items()}


def phases_in_english(names: Iterable[str]) -> dict[str, str]:
    """Those of the phases' names that are known in English."""
    return {name: PHASES[name] for name in names if name in PHASES}
