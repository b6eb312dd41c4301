"""The groups that a wave may keep seats for, and the phases of its draw, in words."""

from collections.abc import Mapping

GROUPS: Mapping[str, tuple[str, str]] = {
    "disability": ("penyandang disabilitas", "people with disabilities"),
    "remote": ("warga daerah 3T", "people of 3T regions"),
}
"""Name in a policy → Indonesian, English."""

PHASES: Mapping[str, str] = {
    "cadangan disabilitas": "disability reserve",
    "cadangan 3T": "3T reserve",
    "wilayah": "regions",
    "semua": "everyone",
    "sisa kursi": "remaining seats",
}
"""Name of a phase as policies have it → English."""


def group_names(bits: Mapping[str, int], language: str) -> dict[int, str]:
    """Bit → words, for the groups of a wave."""
    which = 0 if language == "id" else 1
    return {bit: GROUPS[name][which] if name in GROUPS else name for name, bit in bits.items()}
