"""Checking: a folder, a bundle, a proof, a receipt; and this program itself, on known answers."""

from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import click

from gelombang.core.lottery.manifest import Manifest
from gelombang.engines import bundle as bundles
from gelombang.engines.finding_words import MARKS, words
from gelombang.engines.folder import Folder
from gelombang.engines.registry import ENGINES
from gelombang.engines.verify import Verdict
from gelombang.engines.verify import verify as verify_folder

from . import papers
from .options import speaking
from .papers import FAILED, INCOMPLETE
from .screen import Screen


@click.command()
@click.argument(
    "paths",
    metavar="DIR|BUNDLE.zip|PROOF.json|RECEIPT.json …",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option("--operator", metavar="HEX", help="The operator's public key, as announced.")
@click.option("--engine", type=click.Choice(["auto", *ENGINES]), default="auto", show_default=True)
@speaking
def verify(screen: Screen, paths: tuple[Path, ...], operator: str | None, engine: str) -> int:
    """Check draws, bundles, proofs or receipts from public files alone. Several draws are also checked as a chain; a
    proof or receipt is compared with the draws given beside it."""
    codes: list[int] = []
    manifests: list[Manifest] = []
    published = papers.Published()
    with ExitStack() as opened:
        for path in (path for path in paths if not papers.is_paper(path)):
            _head(screen, path, paths)
            folder = Folder.open(path) if path.is_dir() else opened.enter_context(bundles.opened(path))
            codes.append(_verify_folder(screen, folder, operator, engine, manifests))
            published.folders.append(folder)
        for path, value in papers.read_all(paths):
            _head(screen, path, paths)
            codes.append(papers.verify(screen, value, operator, published))
    if not _chain_holds(screen, manifests):
        codes.append(FAILED)
    return FAILED if FAILED in codes else max(codes)


def _head(screen: Screen, path: Path, paths: tuple[Path, ...]) -> None:
    if len(paths) > 1:
        screen.heading(str(path), str(path))


def _chain_holds(screen: Screen, manifests: list[Manifest]) -> bool:
    """Each draw names the one before it, and no name is used twice."""
    holds = True
    for earlier, later in pairwise(manifests):
        linked = later.prev == earlier.sha256()
        holds &= linked
        screen.say(
            f"{MARKS[linked]} {later.draw_id} {'menyambung' if linked else 'TIDAK menyambung'} ke {earlier.draw_id}.",
            f"{MARKS[linked]} {later.draw_id} {'follows' if linked else 'does NOT follow'} {earlier.draw_id}.",
        )
    names = [manifest.draw_id for manifest in manifests]
    if len(set(names)) < len(names):
        screen.say("✗ Satu nama undian dipakai dua kali.", "✗ One draw id is used twice.")
        holds = False
    return holds


def _verify_folder(
    screen: Screen, folder: Folder, operator: str | None, engine: str, manifests: list[Manifest]
) -> int:
    """Check one draw; where its manifest holds, add it to those of the chain."""
    with screen.progress() as report:
        verdict = verify_folder(folder, operator=operator, engine=engine, progress=report)
    for finding in verdict.findings:
        screen.line(f"{MARKS[finding.holds]} {words(finding, screen.language)}")
    held = {finding.name for finding in verdict.findings if finding.holds}
    if "manifest" in held:
        manifests.append(folder.manifest)
        if folder.commitment["rehearsal"]:
            screen.say(
                "! LATIHAN: undian ini bukan undian sungguhan.",
                "! REHEARSAL (Latihan): this is not a real draw.",
            )
    screen.note(
        holds=verdict.holds,
        complete=verdict.is_complete,
        findings=[
            {"check": f.name, "holds": f.holds, "sentence": words(f, screen.language)}
            for f in verdict.findings
        ],
    )
    return _conclude(screen, verdict)


def _conclude(screen: Screen, verdict: Verdict) -> int:
    if not verdict.holds:
        screen.say(
            "\n✗ TIDAK COCOK. Jangan percaya hasil ini sebelum penyelenggara menjelaskannya.",
            "\n✗ IT DOES NOT AGREE. Do not trust this result before the operator has explained it.",
        )
        return FAILED
    if not verdict.is_complete:
        screen.say(
            "\n✓ Yang diperiksa cocok, tetapi tidak semuanya dapat diperiksa (tanda –).",
            "\n✓ What was checked agrees, but not everything could be checked (marked –).",
        )
        return INCOMPLETE
    if any(finding.name == "void" for finding in verdict.findings):
        screen.say(
            "\n✓ Semuanya cocok, tetapi undian ini BATAL.", "\n✓ Everything agrees, but this draw is VOID."
        )
    else:
        screen.say("\n✓ Semuanya cocok.", "\n✓ Everything agrees.")
    return 0


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@speaking
def selftest(screen: Screen, files: tuple[Path, ...]) -> int:
    """Recompute known answers with every installed engine and both beacon libraries: those in FILES, or, if none are
    named, those that come with this program."""
    from gelombang.engines.selftest import check_file, vectors

    failed = 0
    rows = []
    for path in files or vectors():
        for result in check_file(path):
            failed += not result.holds
            mark = MARKS[result.holds]
            rows.append(
                {
                    "file": path.name,
                    "engine": result.engine,
                    "holds": result.holds,
                    "difference": result.difference,
                }
            )
            screen.line(f"{path.name:<16} {result.engine:<14} {mark} {result.difference}")
    screen.note(results=rows, failed=failed)
    screen.say(
        f"✗ {failed} dari {len(rows)} pemeriksaan tidak cocok."
        if failed
        else f"✓ Semua {len(rows)} pemeriksaan cocok.",
        f"✗ {failed} of {len(rows)} checks do not agree." if failed else f"✓ All {len(rows)} checks agree.",
    )
    return FAILED if failed else 0
