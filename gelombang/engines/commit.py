"""Fixing a list before the draw: the folder's public and secret halves, written together."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from gelombang.core.lottery import jcs, statement
from gelombang.core.lottery.beacon import QUICKNET, Chain
from gelombang.core.lottery.entries import SALT_LENGTH
from gelombang.core.lottery.errors import PolicyInvalid
from gelombang.core.lottery.manifest import FIRST, REHEARSAL, Manifest
from gelombang.core.lottery.policy import MAX_SEATS, Policy

from . import listing, self_check, tree
from .errors import AlreadyCommitted, CloseTimeAhead, DrawIdAgain, PreviousOfAnotherKind, RehearsalUnmarked
from .folder import Folder, place, sync_folder, write
from .outcome import Progress, silent
from .signing import Operator, write_secret
from .table import Applicants

ROWS = 1_000_000
"""Rows of the secret table that are gathered at once."""

NO_MANIFEST = "00" * 32
"""What a receipt names that was signed before the list was closed."""


@dataclass(frozen=True)
class Terms:
    """What the operator promises with a list. `previous` is the manifest of the draw before, as bytes;
    `prev` its hash, which may be known alone. `policy_source` is the policy as people wrote it."""

    draw_id: str
    close_time: str
    round: int
    chain: Chain = QUICKNET
    ceremony: bool = False
    prev: str = FIRST
    previous: bytes | None = None
    level: str = "full"
    rehearsal: bool = False
    about: dict[str, Any] = field(default_factory=dict)
    policy_source: bytes = b""


def commit(
    folder: Folder,
    applicants: Applicants,
    policy: Policy,
    terms: Terms,
    *,
    by: Operator | None,
    at: str,
    receipts: bool = False,
    progress: Progress = silent,
) -> Manifest:
    """Fix the list. `by` None makes a new operator's key for this draw, kept in its secret folder; `at` is
    now, as in the manifest's times. Nothing is seen in `public/` before everything is there."""
    must_be_possible(terms, at)
    _must_have_room(policy)
    with folder.writing() as work:
        if folder.is_committed:
            raise AlreadyCommitted(path=str(folder.root), draw_id=folder.manifest.draw_id)
        # public/ appears last: without it a secret/ left by an interrupted command promised nothing to anybody
        (work / "secret").mkdir(mode=0o700)
        (work / "public").mkdir()
        operator = by or Operator.create(work / "secret" / "operator.key")
        household_key = secrets.token_bytes(32)
        write_secret(work / "secret" / "household.key", household_key.hex())
        listed = listing.of(applicants, policy, terms.level, household_key, progress)
        manifest = _write_public(work / "public", listed, policy, terms, operator, at, progress)
        self_check.must_be_committable(Folder(work))
        _write_entries(work / "secret" / "entries.parquet", listed, applicants)
        if receipts:
            _write_receipts(work / "secret" / "receipts.jsonl", listed, manifest, operator, at, progress)
        if terms.level == "roots":
            (work / "auditors").mkdir(mode=0o700)
            (work / "public" / "list.csv").rename(work / "auditors" / "list.csv")
        progress("place", 0, 1)
        _place(work, folder)
    return manifest


def must_be_possible(terms: Terms, at: str) -> None:
    """What every verifier would call false: a list signed before applications closed, one draw's name used again for
    the same round or an earlier one, or a real draw called a rehearsal. And what breaks a chain in two for ever: a real
    draw that follows a rehearsal, or the reverse."""
    if terms.draw_id.lower().startswith(REHEARSAL) and not terms.rehearsal:
        raise RehearsalUnmarked(draw_id=terms.draw_id)
    if terms.close_time > at:
        raise CloseTimeAhead(close_time=terms.close_time, at=at)
    if terms.previous is not None:
        previous = Manifest.parse(terms.previous)
        if previous.is_rehearsal != terms.rehearsal:
            raise PreviousOfAnotherKind(draw_id=terms.draw_id, previous=previous.draw_id)
        if previous.draw_id == terms.draw_id and previous.round >= terms.round > 0:
            raise DrawIdAgain(draw_id=terms.draw_id, round=previous.round)


def _must_have_room(policy: Policy) -> None:
    """Seats that are carried on add up, and a line of cutoffs.csv has nine digits for them."""
    most = sum((phase.seats or 0) + sum(phase.quota.values()) for phase in policy.phases)
    if most > MAX_SEATS:
        raise PolicyInvalid(where="policy", problem=f"more than {MAX_SEATS} seats in all")


def _write_public(
    public: Path,
    listed: listing.Listing,
    policy: Policy,
    terms: Terms,
    operator: Operator,
    at: str,
    progress: Progress,
) -> Manifest:
    list_sha256 = _write_list(public / "list.csv", listed, progress)
    manifest = Manifest(
        draw_id=terms.draw_id,
        n=listed.n,
        list_root=tree.root_of_file(public / "list.csv", 103, progress).hex(),
        list_sha256=list_sha256,
        policy_sha256=policy.sha256(),
        close_time=terms.close_time,
        beacon=terms.chain,
        round=terms.round,
        ceremony=terms.ceremony,
        prev=terms.prev,
    )
    small = {
        "manifest.json": manifest.canonical(),
        "policy.json": policy.canonical(),
        "about.json": jcs.canonical(terms.about),
        "counts.json": jcs.canonical(listing.counts_of(listed.frame())),
        "policy.toml": terms.policy_source,
    }
    if terms.previous is not None:
        small["previous.json"] = terms.previous
    for name, data in small.items():
        write(public / name, data)
    files = {name: sha256(data).hexdigest() for name, data in small.items()}
    members = {
        "publish": terms.level,
        "rehearsal": terms.rehearsal,
        "files": {**files, "list.csv": list_sha256},
    }
    unsigned = statement.unsigned("commitment", terms.draw_id, manifest.sha256(), at, **members)
    signed = statement.sign(unsigned, operator.public_key, operator.sign)
    write(public / "commitment.json", jcs.canonical(signed))
    return manifest


def _write_list(path: Path, listed: listing.Listing, progress: Progress) -> str:
    digest, written = sha256(), 0
    with path.open("wb") as file:
        for piece in listed.lines():
            digest.update(piece)
            file.write(piece)
            written += len(piece) // 103
            progress("list", written, listed.n)
    return digest.hexdigest()


def _write_entries(path: Path, listed: listing.Listing, applicants: Applicants) -> None:
    """Who is behind each ticket, in ticket order, with the attributes as given."""
    path.touch(0o600)
    schema = None
    with contextlib.ExitStack() as stack:
        for start in range(0, max(listed.n, 1), ROWS):
            part = slice(start, start + ROWS)
            rows = applicants.rows.drop("salt", strict=False)[listed.arrival[part]].with_columns(
                pl.Series("arrival", listed.arrival[part])
            )
            made = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
            salts = pa.FixedSizeBinaryArray.from_buffers(
                pa.binary(SALT_LENGTH), len(made), [None, pa.py_buffer(listed.salts[part].tobytes())]
            )
            made = made.append_column("salt", salts.cast(pa.large_binary()))
            if schema is None:
                schema = made.schema
                writer = stack.enter_context(pq.ParquetWriter(path, schema, compression="zstd"))
            writer.write_table(made)


def _write_receipts(
    path: Path, listed: listing.Listing, manifest: Manifest, operator: Operator, at: str, progress: Progress
) -> None:
    with path.open("wb") as file:
        path.chmod(0o600)
        for signed in receipts_of(listed, manifest, operator, at, progress):
            file.write(jcs.canonical(signed) + b"\n")


def receipts_of(
    listed: listing.Listing, manifest: Manifest, operator: Operator, at: str, progress: Progress
) -> Iterator[dict[str, Any]]:
    """One signed receipt for each ticket, in order; each holds the applicant's salt and is theirs alone."""
    lines = (line for piece in listed.lines() for line in piece.decode("ascii").splitlines())
    for ticket, line in enumerate(lines):
        commit, stratum, band, groups, _, weight = line.split(",")
        members = {
            "commit": commit,
            "stratum": stratum,
            "band": band,
            "groups": groups,
            "weight": weight,
            "salt": listed.salts[ticket].tobytes().hex(),
            "time": manifest.close_time,  # when each of them applied the list does not tell
        }
        unsigned = statement.unsigned("receipt", manifest.draw_id, manifest.sha256(), at, **members)
        yield statement.sign(unsigned, operator.public_key, operator.sign)
        if ticket % 1000 == 0:
            progress("receipts", ticket, listed.n)


def _place(work: Path, folder: Folder) -> None:
    for name in ("secret", "auditors", "public"):
        if (work / name).exists():
            shutil.rmtree(folder.root / name, ignore_errors=True)
            sync_folder(work / name)
            place(work / name, folder.root / name)
