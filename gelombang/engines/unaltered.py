"""Whether a draw's folder still holds what was signed: asked before anything is made from it.

`verify` asks the same and much more, for readers who trust nothing. This is the short question of the commands
that work on a draw, so that no proof, report or bundle is made of files that were edited by hand.
"""

from hashlib import sha256
from pathlib import Path

from gelombang.core.lottery.statement import is_signed

from . import signing
from .errors import FolderAltered, ListNotPublic
from .folder import Folder, sha256_of


def must_be(folder: Folder) -> None:
    """The list and rules as they were committed, and the result, where there is one, as it was signed; raises
    `FolderAltered` with the first file that is not. Lists and results at level "roots" may be elsewhere."""
    must_be_committed(folder, needs_list=folder.commitment["publish"] != "roots")
    if folder.is_drawn:
        _must_be_drawn(folder)


def must_have_list(folder: Folder) -> None:
    """What needs each entry needs the list, and of a draw that has run the results; raises `ListNotPublic` where they
    are with the auditors only."""
    needed = [folder.list_path, *([folder.results_path] if folder.is_drawn else [])]
    if folder.commitment["publish"] == "roots" and not all(path.is_file() for path in needed):
        raise ListNotPublic(draw_id=folder.manifest.draw_id)


def must_be_committed(folder: Folder, *, needs_list: bool = True) -> None:
    """The list and rules as they were committed; a draw starts from them or not at all."""
    must_have_manifest(folder)
    commitment, manifest = folder.commitment, folder.manifest
    for name, expected in commitment["files"].items():
        if name == "list.csv":
            _must_have(folder.list_path, name, expected, needed=needs_list)
        else:
            _must_have(folder.public / name, name, expected)
    if manifest.policy_sha256 != folder.policy.sha256():
        raise FolderAltered(file="policy.json")


def must_have_manifest(folder: Folder) -> None:
    """The manifest as it was committed: quick, and before anything that follows from it is judged."""
    commitment = folder.commitment
    if not is_signed(commitment, signing.verify):
        raise FolderAltered(file="commitment.json")
    path = folder.public / "manifest.json"
    if path.is_file() and sha256_of(path) != commitment["manifest_sha256"]:
        raise FolderAltered(file="manifest.json")
    if folder.manifest.draw_id != commitment["draw_id"]:
        raise FolderAltered(file="commitment.json")


def _must_be_drawn(folder: Folder) -> None:
    outcome, commitment = folder.outcome, folder.commitment
    signer = (commitment["operator"], sha256((folder.public / "commitment.json").read_bytes()).hexdigest())
    named = (outcome["operator"], outcome["commitment_sha256"])
    if named != signer or not is_signed(outcome, signing.verify):
        raise FolderAltered(file="result/outcome.json")
    for name, expected in outcome["files"].items():
        is_results = name == "results.csv"
        path = folder.results_path if is_results else folder.public / "result" / name
        _must_have(
            path, f"result/{name}", expected, needed=not is_results or commitment["publish"] != "roots"
        )


def _must_have(path: Path, name: str, expected: str, *, needed: bool = True) -> None:
    if not path.is_file():
        if needed:
            raise FolderAltered(file=name)
    elif sha256_of(path) != expected:
        raise FolderAltered(file=name)
