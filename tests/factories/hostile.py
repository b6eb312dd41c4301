"""One published folder, asked of both verifiers: the command and the one file."""

from pathlib import Path
from typing import Any

from tests.factories import draw_folder as made
from tests.factories.draws import command
from tests.factories.verifier import vector, verify


def answers(*paths: object) -> tuple[int, int]:
    """(exit code of `gelombang draw verify`, exit code of tools/verify_draw.py)."""
    return command("verify", *paths, "--lang", "en"), verify(*paths)[0]


def rehearsal(number: int = 7, **more: Any) -> made.DrawFolder:
    known = vector(number)
    return made.DrawFolder(known["expect"]["list"], known["policy"], **{"round_": known["round"], **more})


def sample_of(folder: made.DrawFolder, size: int) -> list[int]:
    seed = made.sha(b"undian/1/audit\0" + bytes.fromhex(folder.key))[:40]
    return sorted(sorted(range(1, len(folder.lines) + 1), key=lambda t: made.score(seed, t, 1))[:size])


def resign(folder: made.DrawFolder, name: str, at: str | None = None, **changes: Any) -> None:
    """Change members of a statement and sign it again; a changed commitment is signed before the outcome names it."""
    common = {"version", "kind", "draw_id", "manifest_sha256", "operator", "signed_at", "signature"}
    value = folder.commitment if name == "commitment.json" else folder.outcome
    members = {k: v for k, v in value.items() if k not in common} | changes
    moment = at or value["signed_at"]
    signed = folder.operator.sign(value["kind"], folder.draw_id, folder.hash, moment, **members)
    folder.files[name] = made.jcs(signed)
    if name == "commitment.json":
        folder.commitment = signed
        resign(folder, "result/outcome.json", commitment_sha256=made.sha(folder.files[name]))
    else:
        folder.outcome = signed


def write(folder: made.DrawFolder, place: Path) -> Path:
    """The bare public folder."""
    return folder.write(place) / "public"
