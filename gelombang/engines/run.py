"""Drawing: from the beacon's signature to the published result, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from gelombang.core.lottery import jcs, statement, times
from gelombang.core.lottery.beacon import NO_BEACON, NO_SIGNATURE
from gelombang.core.lottery.cutoffs import WHOLE, Cutoff, assemble
from gelombang.core.lottery.forms import is_plain
from gelombang.core.lottery.merkle import Tree
from gelombang.core.lottery.seed import key_of, score, seed_of
from gelombang.core.lottery.selection import Order

from . import beacon, columns, registry, shapes, tree, unaltered
from .errors import (
    AlreadyDrawn,
    CeremonyHidden,
    CeremonyMissing,
    CeremonyTooLong,
    CeremonyUnannounced,
    KeyNotTheDraws,
    SecretMissing,
    SignatureMissing,
    SignatureUnneeded,
)
from .folder import Folder, must_not_be_earlier, place, sync_folder, write
from .listing import digits_of
from .outcome import Outcome, Progress, silent
from .signing import Operator

RESULT_WIDTH = 30
STEP = 200_000


MAX_CEREMONY = 20_000
"""Bytes of a ceremony's text: it stands in every proof, of which readers take 200,000 in all."""


@dataclass(frozen=True)
class Chance:
    """What the seed is made of beside the manifest: the beacon's signature (96 hex) and the ceremony's text."""

    signature: str
    ceremony: str = ""


def chance_for(folder: Folder, signature: str | None, ceremony: str | None) -> Chance:
    """The chance of a draw, checked against what its manifest announced; the signature is verified."""
    manifest = folder.manifest
    if manifest.ceremony and not ceremony:
        raise CeremonyMissing
    if ceremony and not manifest.ceremony:
        raise CeremonyUnannounced
    if ceremony and len(ceremony.encode()) > MAX_CEREMONY:
        raise CeremonyTooLong(n=len(ceremony.encode()), most=MAX_CEREMONY)
    if ceremony and not is_plain(ceremony):
        raise CeremonyHidden
    if manifest.beacon == NO_BEACON:
        if signature is not None:
            raise SignatureUnneeded
        return Chance(NO_SIGNATURE, ceremony or "")
    if signature is None:
        raise SignatureMissing(round=manifest.round)
    beacon.must_be_genuine(manifest.round, signature)
    return Chance(signature, ceremony or "")


def run(
    folder: Folder,
    chance: Chance,
    *,
    by: Operator,
    at: str,
    engine: str = "auto",
    progress: Progress = silent,
) -> dict[str, Any]:
    """Draw, and publish the result in one step; returns the signed outcome."""
    with folder.writing() as work:
        if folder.is_drawn:
            raise AlreadyDrawn(path=str(folder.root), draw_id=folder.manifest.draw_id)
        folder.must_not_be_void()
        must_not_be_earlier(at, _earliest(folder))
        unaltered.must_be_committed(folder)
        manifest = folder.manifest
        key = key_of(manifest.sha256(), manifest.round, chance.signature, chance.ceremony)
        drawn = registry.engine(engine, manifest.n).select(
            folder.list_path, folder.policy, seed_of(key), progress
        )
        result = work / "result"
        result.mkdir()
        members = write_result(folder, drawn, seed_of(key), result, progress)
        outcome = _sign_outcome(folder, chance, key, members, by, at)
        shapes.check(outcome, "outcome")
        write(result / "outcome.json", jcs.canonical(outcome))
        if folder.commitment["publish"] == "roots":
            place(result / "results.csv", folder.auditors / "results.csv")
        sync_folder(result)
        place(result, folder.public / "result")
    return outcome


def _earliest(folder: Folder) -> str:
    """The moment before which no outcome can be signed: the commitment's, and that of the round."""
    committed: str = folder.commitment["signed_at"]
    return max(committed, times.out_at(folder.manifest) or committed)


def operator_of(folder: Folder, key: Path | None) -> Operator:
    """Who signs for this draw: the holder of the key that signed its commitment, given or made by commit. Another
    key is refused: what it signs nobody would accept, and published it could not be taken back."""
    path = key or folder.secret / "operator.key"
    if not path.is_file():
        raise SecretMissing(path=str(path))
    operator = Operator.from_file(path)
    if operator.public_key != folder.commitment.get("operator"):
        raise KeyNotTheDraws(path=str(path))
    return operator


def write_result(
    folder: Folder, drawn: Outcome, seed: str, target: Path, progress: Progress
) -> dict[str, Any]:
    """Write results.csv and cutoffs.csv into `target`; returns the members that the outcome says of them."""
    results_sha256 = _write_results(target / "results.csv", drawn, progress)
    lines = [cutoff.line() for cutoff in cutoffs_of(folder, drawn, seed)]
    data = "".join(line + "\n" for line in lines).encode("ascii")
    write(target / "cutoffs.csv", data)
    return {
        "household_cap": folder.policy.household_cap,
        "n_cutoffs": len(lines),
        "selected": list(drawn.accepted),
        "results_sha256": results_sha256,
        "results_root": tree.root_of_file(target / "results.csv", RESULT_WIDTH, progress).hex(),
        "cutoffs_root": Tree.of_lines(lines).root.hex(),
        "files": {"results.csv": results_sha256, "cutoffs.csv": sha256(data).hexdigest()},
    }


def cutoffs_of(folder: Folder, drawn: Outcome, seed: str) -> list[Cutoff]:
    """The cut-offs of an engine's outcome. Ranks rise in the order of the scan, so the highest rank of a phase and
    stratum is its last entry; only those need a number."""
    phase = np.frombuffer(drawn.phase, np.uint8)
    rank = np.frombuffer(drawn.rank, np.uint32)
    strata = columns.strata_of(folder.list_path)
    winners = np.flatnonzero(rank)
    place = phase[winners].astype(np.int64) * 10_000 + strata[winners]
    accepted: dict[tuple[int, str], int] = {}
    last: dict[tuple[int, str], int] = {}
    by_rank = np.argsort(rank[winners], kind="stable")
    for codes, name in ((place, _stratum_place), (place // 10_000, _whole_place)):
        values, n = np.unique(codes, return_counts=True)
        accepted |= {name(int(v)): int(count) for v, count in zip(values, n, strict=True)}
        final = dict(zip(codes[by_rank].tolist(), (winners[by_rank] + 1).tolist(), strict=True))
        last |= {name(code): ticket for code, ticket in final.items()}
    lines = columns.line_bytes(folder.list_path)

    def order(ticket: int) -> Order:
        line = lines[ticket - 1].tobytes()
        return line[70] - ord("0"), score(seed, ticket, int(line[100:102])), ticket

    occurring = [f"{stratum:04d}" for stratum in np.unique(strata)]
    return assemble(folder.policy, occurring, drawn.seats, accepted, last, order)


def _stratum_place(code: int) -> tuple[int, str]:
    return code // 10_000, f"{code % 10_000:04d}"


def _whole_place(code: int) -> tuple[int, str]:
    return code, WHOLE


def _write_results(path: Path, drawn: Outcome, progress: Progress) -> str:
    digest = sha256()
    with path.open("wb") as file:
        for done, piece in enumerate(result_pieces(drawn), start=1):
            digest.update(piece)
            file.write(piece)
            progress("results", min(done * STEP, drawn.n), drawn.n)
    return digest.hexdigest()


def result_pieces(drawn: Outcome) -> Iterator[bytes]:
    """The bytes of results.csv, in pieces."""
    phase = np.frombuffer(drawn.phase, np.uint8)
    rank = np.frombuffer(drawn.rank, np.uint32)
    reason = np.frombuffer(drawn.reason, np.uint8)
    for start in range(0, drawn.n, STEP):
        part = slice(start, min(start + STEP, drawn.n))
        lines = np.full((part.stop - start, RESULT_WIDTH), ord(","), np.uint8)
        lines[:, 0:12] = digits_of(np.arange(start + 1, part.stop + 1), 12)
        lines[:, 13] = np.where(rank[part] > 0, ord("W"), ord("L"))
        lines[:, 15:17] = digits_of(phase[part], 2)
        lines[:, 18:27] = digits_of(rank[part], 9)
        lines[:, 28] = reason[part]
        lines[:, 29] = ord("\n")
        yield lines.tobytes()


def _sign_outcome(
    folder: Folder, chance: Chance, key: bytes, members: dict[str, Any], by: Operator, at: str
) -> dict[str, Any]:
    manifest = folder.manifest
    unsigned = statement.unsigned(
        "outcome",
        manifest.draw_id,
        manifest.sha256(),
        at,
        commitment_sha256=sha256((folder.public / "commitment.json").read_bytes()).hexdigest(),
        round=manifest.round,
        beacon_signature=chance.signature,
        ceremony=chance.ceremony,
        key=key.hex(),
        seed=seed_of(key),
        **members,
    )
    return statement.sign(unsigned, by.public_key, by.sign)
