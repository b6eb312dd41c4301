"""Checking: a folder, a bundle, a proof, a receipt; and this program itself, on known answers."""

import os
import re
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from gelombang.core.lottery.manifest import is_time
from gelombang.engines import bundle as bundles
from gelombang.engines.errors import FileMissing
from gelombang.engines.finding_words import MARKS, mark_of, unseen, words
from gelombang.engines.folder import Folder
from gelombang.engines.registry import ENGINES
from gelombang.engines.verify import Verdict
from gelombang.engines.verify import verify as verify_folder

from . import chain, papers
from .chain import Given
from .codes import tell_codes
from .options import now, speaking
from .papers import FAILED, INCOMPLETE, Reader
from .screen import Screen


@click.command()
@click.argument(
    "paths",
    metavar="DIR|BUNDLE.zip|PROOF.json|RECEIPT.json|outcome.json …",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, readable=False),
)
@click.option("--operator", metavar="HEX", help="The operator's public key, as announced.")
@click.option(
    "--auditors",
    metavar="DIR",
    type=click.Path(path_type=Path, readable=False),
    help="Where list.csv and results.csv lie that are not public (level roots). Default: auditors/ beside public/.",
)
@click.option("--now", "present", metavar="TIME", help="The present, where this computer's clock is wrong.")
@click.option(
    "--engine",
    type=click.Choice(["auto", *ENGINES]),
    default="auto",
    show_default=True,
    help="What repeats the draw; all give the same result.",
)
@speaking
def verify(
    screen: Screen,
    paths: tuple[Path, ...],
    operator: str | None,
    auditors: Path | None,
    present: str | None,
    engine: str,
) -> int:
    """Check draws, bundles, proofs or receipts from public files alone. Several draws are also checked as a chain; a
    proof or receipt is compared with the draws (or the outcome.json) given beside it.

    Exit code: 0 everything agrees (a void draw too, and then it says so); 1 a check failed; 2 what was given cannot
    be read, or the command is wrong; 3 what was checked agrees, but something that decides was not: a proof, receipt
    or outcome.json without the draw's folder or bundle, the beacon, a list that is not public, the draw before, the
    text of a ceremony, a result that is withheld, a bias report "not passed"."""
    if operator is not None and not re.fullmatch("[0-9a-f]{64}", operator):
        raise click.UsageError("--operator must be 64 lower-case hex digits.")
    if auditors is not None and not os.path.lexists(auditors / "list.csv"):
        raise FileMissing(path=str(auditors / "list.csv"))
    reader = Reader(operator, now() if present is None else _present(present))
    codes: list[int] = []
    draws: list[Given] = []
    published = papers.Published()
    with ExitStack() as opened:
        for path in (path for path in paths if not papers.is_paper(path)):
            _head(screen, path, paths)
            folder = Folder.open(path) if path.is_dir() else opened.enter_context(bundles.opened(path))
            folder = replace(folder, kept=auditors)
            codes.append(_verify_folder(screen, folder, reader, engine, draws))
            published.folders.append(folder)
        given = papers.read_all(paths)
        for path, value in given:
            _head(screen, path, paths)
            codes.append(papers.verify(screen, path, value, reader, published))
        if not papers.are_single(screen, [value for _, value in given], published.folders):
            codes.append(FAILED)
    codes.append(0 if chain.holds(screen, draws) else FAILED)
    codes.append(0 if chain.is_clear(screen, draws) else INCOMPLETE)
    if len(paths) > 1:
        _end_with_voids(screen, draws)
    return FAILED if FAILED in codes else max(codes)


def _present(text: str) -> datetime:
    """As tools/verify_draw.py reads it, and as times stand in statements."""
    if not is_time(text):
        raise click.UsageError("--now must be a time like 2026-12-01T10:00:00Z.")
    return datetime.fromisoformat(text)


def _end_with_voids(screen: Screen, draws: list[Given]) -> None:
    """Of several papers and draws the last word is which draws are void, whatever holds of the rest."""
    void = [given.manifest.draw_id for given in draws if given.is_void]
    screen.note(void=void)
    for name in void:
        screen.say(
            f"\n!!! UNDIAN {name} DIBATALKAN: hasilnya tidak berlaku, dan bukti atau tanda terima darinya juga tidak.",
            f"\n!!! THE DRAW {name} IS VOID: its result is not in force, nor does any proof or receipt of it count.",
        )


def _head(screen: Screen, path: Path, paths: tuple[Path, ...]) -> None:
    if len(paths) > 1:
        screen.heading(str(path), str(path))


def _verify_folder(screen: Screen, folder: Folder, reader: Reader, engine: str, draws: list[Given]) -> int:
    """Check one draw; where its manifest holds, add it to those of the chain."""
    with screen.progress() as report:
        verdict = verify_folder(
            folder, operator=reader.operator, engine=engine, progress=report, now=reader.now
        )
    for finding in verdict.findings:
        screen.line(f"{mark_of(finding)} {words(finding, screen.language)}")
    if "manifest" in {finding.name for finding in verdict.findings if finding.holds}:
        void = any(finding.name == "void" for finding in verdict.findings)
        draws.append(Given.of(folder, is_void=void))
        if folder.commitment["rehearsal"]:
            screen.say(*papers.REHEARSAL)
    screen.note(
        holds=verdict.holds,
        complete=verdict.is_complete,
        findings=[
            {"check": f.name, "holds": f.holds, "sentence": words(f, screen.language)}
            for f in verdict.findings
        ],
    )
    code = _conclude(screen, verdict)
    if "manifest" in {finding.name for finding in verdict.findings if finding.holds}:
        screen.say(*unseen(folder.manifest.sha256()))
        tell_codes(screen, folder, holds=verdict.holds)
    return code


def _conclude(screen: Screen, verdict: Verdict) -> int:
    """The last sentences. A void draw whose files agree ends with 0: nothing in it is false, and it says so loudly."""
    if any(finding.name == "void" for finding in verdict.findings):
        screen.say(
            "\n!!! UNDIAN INI DIBATALKAN: HASILNYA TIDAK BERLAKU.",
            "\n!!! THIS DRAW IS VOID: ITS RESULT IS NOT IN FORCE.",
        )
    if not verdict.holds:
        screen.say(
            "\n✗ TIDAK COCOK. Jangan percaya hasil ini sebelum penyelenggara menjelaskannya.",
            "\n✗ IT DOES NOT AGREE. Do not trust this result before the operator has explained it.",
        )
        return FAILED
    if not verdict.is_complete:
        screen.say(
            "\n✓ Yang diperiksa cocok, tetapi tidak semuanya dapat diperiksa (tanda – dan !).",
            "\n✓ What was checked agrees, but not everything could be checked (marked – and !).",
        )
        return INCOMPLETE
    screen.say("\n✓ Semuanya cocok.", "\n✓ Everything agrees.")
    return 0


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, readable=False))
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
                    "refused": result.refused,
                }
            )
            told = result.difference
            if result.holds and result.refused:
                told = (f"menolak {result.refused} yang salah", f"refuses {result.refused} wrong ones")[
                    screen.language == "en"
                ]
            screen.line(f"{path.name:<16} {result.engine:<14} {mark} {told}".rstrip())
    screen.note(results=rows, failed=failed)
    screen.say(
        f"✗ {failed} dari {len(rows)} pemeriksaan tidak cocok."
        if failed
        else f"✓ Semua {len(rows)} pemeriksaan cocok.",
        f"✗ {failed} of {len(rows)} checks do not agree." if failed else f"✓ All {len(rows)} checks agree.",
    )
    return FAILED if failed else 0
