"""A last look before something is signed and published: the verifier's own rules, held against what would be there.

What is published cannot be taken back, and one statement that is false makes every check of its draw fail, for ever.
So a fault of these programs, or of a folder that was edited, must show itself here and not at the readers'.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gelombang.core.lottery import jcs
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.manifest import Manifest

from . import layout, shapes, verify_policy, verify_statements, verify_times
from .errors import FileUnreadable, StatementStands, WouldNotHold
from .finding_words import words
from .folder import MAX_SMALL, Folder, most_of, read_small
from .layout import MAX_FILES, PREVIOUS, STATEMENT
from .outcome import Progress, silent
from .sentences import sentence
from .verify import Finding, verify

CUTOFF_WIDTH = 111
"""Bytes of a line of cutoffs.csv (docs/draw-folder.md)."""

Check = tuple[str, bool | None, dict[str, str | int]]


def must_be_committable(folder: Folder) -> None:
    """Refuse to commit what stands complete in a work folder where its times, names, sums or rules would not hold;
    raises `WouldNotHold`. The list is not read: its root was just computed from it."""
    _must_hold("commitment.json", _of_commitment(folder))


def _of_commitment(folder: Folder) -> Iterator[Check]:
    shapes.check(folder.commitment, "commitment")
    shapes.check_counts(folder.counts, folder.manifest.n)
    _ = folder.about  # its form is checked by reading it
    yield from verify_times.of_commitment(folder, None)
    previous = folder.public / PREVIOUS
    if previous.is_file():
        earlier = Manifest.parse(read_small(previous))
        yield from verify_times.of_previous(folder.manifest, earlier, folder.commitment)
    yield from verify_policy.of_source(folder)
    n_lines = len(folder.policy.phases) * (1 + len(folder.counts["strata"]))
    if n_lines * CUTOFF_WIDTH > MAX_SMALL:  # a draw that nobody could check must not wait for its round
        raise FileUnreadable(path="result/cutoffs.csv", problem="too large")


def must_be_drawable(folder: Folder) -> None:
    """Refuse to draw from a commitment that does not hold, since no outcome of it would; raises `WouldNotHold`, and
    `FolderAmbiguous`."""
    _must_hold("result/outcome.json", _of_names(folder))
    _must_hold("result/outcome.json", _of_commitment(folder))


def _of_names(folder: Folder) -> Iterator[Check]:
    """Nothing lies in `public/`, or beside it, for which verifiers refuse the folder, whatever is signed in it."""
    layout.must_be_one(folder)
    problem = layout.of(folder.public).problem(set(folder.commitment["files"]), folder.manifest.n)
    if problem is not None:
        yield "files", False, {"file": problem[0], "how": problem[1]}


def publish(folder: Folder, work: Path, name: str, statement: dict[str, Any]) -> None:
    """Put a signed statement among the draw's, if every verifier will take it there; raises `StatementStands` for a
    name that is taken, `ClockBehind`, `FolderAmbiguous` and `WouldNotHold`. A void is declared whatever else lies
    there: a folder that is spoiled must not keep a result in force."""
    if (folder.public / "statements" / name).exists():
        raise StatementStands(file=f"statements/{name}")
    folder.must_be_behind(statement["signed_at"])
    if statement["kind"] != "void":
        _must_hold(name, _of_names(folder))
    _must_hold(name, _of_statement(folder, name, statement))
    folder.write_statement(work, name, statement)


def _of_statement(folder: Folder, name: str, statement: dict[str, Any]) -> Iterator[Check]:
    found = STATEMENT.fullmatch(name)
    if found is None:
        yield "files", False, {"file": f"statements/{name}"}
        return
    _must_fit(folder, name, statement)
    yield from verify_statements.of_one(folder, name, statement, has_list=folder.list_path.is_file())
    if found[2]:
        others = [n for n in folder.statements() if n.startswith(f"{found[2]}-")]
        yield "numbered", len(others) == int(found[3]) - 1, {"file": found[2]}


def _must_fit(folder: Folder, name: str, statement: dict[str, Any]) -> None:
    """No reader takes more, be it one file too many or one too large. Room for a void is always kept."""
    found = layout.of(folder.public)
    n_names = len(found.files) + len(found.folders) + len(found.odd)
    n_new = 1 + ("statements/" not in found.folders) + (name != "void.json")
    if n_names + n_new > MAX_FILES:
        raise FileUnreadable(path=folder.root.name, problem="too many files")
    if len(jcs.canonical(statement)) > most_of(name):
        raise FileUnreadable(path=name, problem="too large")


def must_be_sound(folder: Folder, target: Path, progress: Progress = silent) -> None:
    """Refuse to pack a folder whose check fails, into a bundle that would carry it around; raises `WouldNotHold`."""
    found = verify(folder, progress=progress).findings
    failed = next((one for one in found if one.holds is False or one.name == "junk"), None)
    if failed is not None:
        raise _refusal(target.name, failed)


def _must_hold(file: str, checks: Iterator[Check]) -> None:
    try:
        for name, holds, facts in checks:
            if holds is False:
                raise _refusal(file, Finding(name, False, facts))
    except WouldNotHold:
        raise
    except LotteryError as error:
        raise WouldNotHold(file=file, told=sentence(error, "en"), indonesian=sentence(error, "id")) from error


def _refusal(file: str, finding: Finding) -> WouldNotHold:
    return WouldNotHold(file=file, told=words(finding, "en"), indonesian=words(finding, "id"))
