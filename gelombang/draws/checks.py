"""Checking a proof on the server: the same steps as in the browser, for those without JavaScript."""

import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from gelombang.core.lottery import jcs
from gelombang.core.lottery import proof as proofs
from gelombang.core.lottery.errors import LotteryError, NotCanonical
from gelombang.engines import beacon, signing
from gelombang.engines import bundle as bundles
from gelombang.engines.languages import Language
from gelombang.engines.proof_words import PUBLISHED, step_sentence, verdict_sentence
from gelombang.engines.sentences import sentence

from . import selectors
from .models import Draw

PACKED_ON_REQUEST = 200_000
"""Entries up to which a bundle is packed while somebody waits for it, some two seconds."""

LEFT_OVER = 3600
"""Seconds after which another bundle in the cache is nobody's."""

_packing = Lock()
"""One bundle at a time in a process; two processes may pack the same one, each under a name of its own."""


@dataclass(frozen=True)
class Line:
    """One step: whether it holds (None: not checked) and the sentence that says so."""

    holds: bool | None
    words: str


@dataclass(frozen=True)
class Answer:
    """What a check found. `code` is set where the proof can be downloaded."""

    holds: bool
    verdict: str
    lines: tuple[Line, ...] = ()
    code: str = ""


def of_proof(draw: Draw, data: bytes, language: Language) -> Answer:
    """Check a proof that somebody hands in."""
    try:
        checked = proofs.check(jcs.parse(data, "proof"), signing.verify, beacon.verify)
    except NotCanonical:
        words = (
            "Berkas itu bukan bukti, atau pernah diubah. Pilih berkas .json yang Anda unduh dari halaman ini."
        )
        english = "That file is no proof, or was altered. Choose the .json file as you downloaded it from this page."
        return Answer(False, english if language == "en" else words)
    except LotteryError as error:
        return Answer(False, sentence(error, language))
    lines = [Line(step.holds, step_sentence(step, checked, language)) for step in checked.steps]
    # whoever signs a draw of their own with a key of their own has a proof that agrees with itself
    own = checked.operator == draw.operator and checked.manifest.sha256() == draw.manifest_sha256
    lines.insert(0, Line(own, _own_words(own, draw, language)))
    # and whoever holds that key may sign a second outcome for one reader: the published one counts
    published = True
    if checked.result is not None:
        published = checked.statement_sha256 == selectors.outcome_sha256(draw)
        lines.insert(1, Line(published, PUBLISHED[published][language == "en"]))
    verdict = verdict_sentence(checked, own, language, published).removeprefix("✓ ").removeprefix("✗ ")
    return Answer(checked.holds and own and published, verdict, tuple(lines))


def _own_words(own: bool, draw: Draw, language: Language) -> str:
    """Whether a proof is of the draw on this page."""
    english = language == "en"
    if own:
        return (
            f"Bukti ini untuk {draw.title}, dengan kunci penyelenggara yang sama.",
            f"This proof is of {draw.title}, with the same operator's key.",
        )[english]
    return (
        f"Bukti ini BUKAN dari {draw.title}: kunci penyelenggara atau daftarnya lain.",
        f"This proof is NOT of {draw.title}: the operator's key or the list is another one.",
    )[english]


def of_code(draw: Draw, code: str, language: Language) -> Answer:
    """Find a receipt's entry and check its proof; where there is none, show the gap in the sorted list."""
    prover = selectors.prover_of(draw)
    try:
        ticket = prover.ticket_of_code(code)
    except LotteryError as error:
        return Answer(False, sentence(error, language))
    if ticket is None:
        before, after = prover.neighbours_of_code(code)
        words = (
            f"Tidak ada entri dengan kode ini: pada daftar yang urut, tempatnya di antara nomor {before} dan {after} "
            "kosong. "
            "Kalau tanda terima Anda untuk undian ini, ajukan pengaduan dan lampirkan tanda terimanya."
        )
        english = (
            f"No entry has this code: in the sorted list its place between tickets {before} and {after} is empty. "
            "If your receipt is for this draw, complain and attach the receipt."
        )
        return Answer(False, english if language == "en" else words)
    answer = of_proof(draw, jcs.canonical(prover.proof(ticket)), language)
    return Answer(answer.holds, answer.verdict, answer.lines, code)


def bundle_of(draw: Draw, most: int = PACKED_ON_REQUEST) -> Path | None:
    """The bundle of a draw, packed once and again when what is published has changed; None where packing it would keep
    a request waiting too long: `publish_draw` packs those."""
    folder = selectors.folder_of(draw)
    stamp = max(path.stat().st_mtime_ns for path in folder.public.rglob("*"))
    target = folder.cache / f"bundle-{stamp}.zip"
    if target.exists():
        return target
    if draw.n_entries > most:
        return None
    with _packing:
        if not target.exists():
            folder.cache.mkdir(exist_ok=True)
            bundles.write(folder, target)
            _forget_others(target)
    return target


def _forget_others(target: Path) -> None:
    """Remove bundles of what was published before, and what a process that was killed has left."""
    for path in target.parent.glob("bundle-*"):
        if path != target and path.stat().st_mtime < time.time() - LEFT_OVER:
            path.unlink(missing_ok=True)
