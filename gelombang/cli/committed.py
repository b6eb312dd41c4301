"""What `commit` says when a list is fixed: its hash, its round, and which command comes next."""

import shlex
from datetime import datetime

from gelombang.core.lottery import receipt
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.core.lottery.manifest import Manifest
from gelombang.engines.commit import Terms
from gelombang.engines.folder import Folder

from .options import stamp
from .screen import Screen


def show_commitment(screen: Screen, folder: Folder, manifest: Manifest, terms: Terms, at: datetime) -> None:
    """The commitment in words, for who has to publish it at once."""
    with folder.list_path.open("rb") as file:
        sample = file.read(64).decode("ascii")
    screen.note(
        draw_id=manifest.draw_id,
        n=manifest.n,
        manifest_sha256=manifest.sha256(),
        list_root=manifest.list_root,
        round=manifest.round,
        public=str(folder.public),
        operator=folder.commitment["operator"],
    )
    screen.say(
        f"✓ Daftar {manifest.draw_id} dikunci: {manifest.n} entri.",
        f"✓ The list of {manifest.draw_id} is committed: {manifest.n} entries.",
    )
    screen.line(f"  manifest  {manifest.sha256()}")
    is_out = bool(manifest.round) and QUICKNET.time_of(manifest.round) <= at
    _show_round(screen, folder, manifest, terms, is_out=is_out)
    if sample:
        code = receipt.code_of(sample)
        screen.say(
            f"  Kode entri pertama, untuk mencoba: {code}", f"  Code of the first entry, to try: {code}"
        )
    screen.say(f"  Simpan {folder.secret} baik-baik.", f"  Keep {folder.secret} safe; it never leaves you.")
    _show_next(screen, folder, manifest, is_out=is_out)


def _show_round(screen: Screen, folder: Folder, manifest: Manifest, terms: Terms, *, is_out: bool) -> None:
    if manifest.round:
        out_at = stamp(QUICKNET.time_of(manifest.round))
        when = ("sudah keluar", "came out") if is_out else ("keluar", "comes out")
        publish = (f" Terbitkan {folder.public} sekarang.", f" Publish {folder.public} now.")
        publish = ("", "") if terms.rehearsal else publish
        screen.say(
            f"  Ronde {manifest.round} {when[0]} pada {out_at}.{publish[0]}",
            f"  Round {manifest.round} {when[1]} at {out_at}.{publish[1]}",
        )
    if terms.rehearsal:
        known = ("angka acaknya sudah diketahui; ", "its random number is known already; ")
        known = known if is_out else ("", "")
        screen.say(
            f"  LATIHAN: {known[0]}undian ini tidak menentukan apa-apa.",
            f"  REHEARSAL (Latihan): {known[1]}this draw decides nothing.",
        )


def _show_next(screen: Screen, folder: Folder, manifest: Manifest, *, is_out: bool) -> None:
    """The command that draws."""
    command = f"gelombang draw run {shlex.quote(str(folder.root))}"
    signature = " --signature HEX" if is_out else " --wait --beacon-url URL"
    options = (signature if manifest.round else "", manifest.ceremony)
    when = ("", "") if is_out else (", sesudah ronde keluar", ", once the round is out")
    when = when if manifest.round else (", sesudah upacara", ", after the ceremony")
    screen.note(next=command)
    screen.say(
        f"  Berikutnya{when[0]}: {command}{options[0]}{' --ceremony TEKS' if options[1] else ''}",
        f"  Next{when[1]}: {command}{options[0]}{' --ceremony TEXT' if options[1] else ''}",
    )
