"""The codes that the page of a draw shows, for whoever compares what lies here with what was published."""

from gelombang.engines.folder import Folder

from .screen import Screen

CODES = (
    ("policy_sha256", "Kode aturan", "Code of the rules"),
    ("list_sha256", "Kode daftar", "Code of the list"),
    ("manifest_sha256", "Kode segel", "Code of the seal"),
    ("seed", "Benih acak", "Seed"),
    ("results_sha256", "Kode hasil", "Code of the results"),
)
"""Name in the files, and what it is called; tools/verify_draw.py and the page of the draw say the same."""


def codes_of(folder: Folder, *, holds: bool) -> dict[str, str]:
    """Name → code, of a folder whose manifest holds; those of the outcome where all of it does."""
    manifest = folder.manifest
    codes = {
        "policy_sha256": manifest.policy_sha256,
        "list_sha256": manifest.list_sha256,
        "manifest_sha256": manifest.sha256(),
    }
    if holds and folder.is_drawn:
        codes |= {name: str(folder.outcome[name]) for name in ("seed", "results_sha256")}
    return codes


def tell_codes(screen: Screen, folder: Folder, *, holds: bool) -> None:
    """Say them, in the order of the page."""
    codes = codes_of(folder, holds=holds)
    screen.note(codes=codes)
    screen.say("\nKode di halaman undian:", "\nCodes on the draw's page:")
    for name, indonesian, english in CODES:
        if name in codes:
            screen.say(f"  {indonesian} ({name}): {codes[name]}", f"  {english} ({name}): {codes[name]}")
