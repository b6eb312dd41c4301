"""Checking what was published after a draw: voids, replacements, audit samples, odds, the bias report."""

from collections.abc import Iterator
from typing import Any

from gelombang.core.lottery import jcs
from gelombang.core.lottery.replacement import audit_sample
from gelombang.core.lottery.statement import check_members, is_signed

from . import replacements, signing
from .folder import Folder

Facts = dict[str, str | int]

STEMS = ("odds", "bias", "void", "replacement", "audit")


def check(folder: Folder, name: str, commitment: dict[str, Any]) -> Iterator[tuple[str, bool | None, Facts]]:
    """(check, holds, facts) for each thing that can be checked of one statement's file."""
    path = folder.public / "statements" / name
    stem = name.removesuffix(".json").split("-")[0]
    if stem not in STEMS or path.is_symlink() or not path.is_file():
        yield "files", False, {"file": f"statements/{name}"}
        return
    statement = check_members(jcs.parse(path.read_bytes(), name), stem)
    manifest = folder.manifest
    named = (statement["operator"], statement["manifest_sha256"], statement["draw_id"])
    expected = (commitment["operator"], manifest.sha256(), manifest.draw_id)
    yield "statement", named == expected and is_signed(statement, signing.verify), {"kind": stem}
    if stem == "void":
        yield "void", True, {"reason": statement["reason"]}
    elif stem == "audit":
        yield "audit", _audit_holds(folder, statement), {"n": len(statement["tickets"])}
    elif stem == "replacement":
        yield "replacement", replacements.holds(folder, statement), {"n": len(statement["selected"])}


def _audit_holds(folder: Folder, statement: dict[str, Any]) -> bool:
    key = bytes.fromhex(folder.outcome["key"])
    return bool(audit_sample(key, folder.manifest.n, statement["size"]) == statement["tickets"])
