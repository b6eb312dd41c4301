"""Before a draw: what the policy means, what it would do, and fixing the list."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from gelombang.core.lottery.beacon import NO_BEACON, QUICKNET
from gelombang.core.lottery.manifest import FIRST, REHEARSAL, Manifest
from gelombang.engines import doubts, table
from gelombang.engines.commit import Terms, must_be_possible
from gelombang.engines.commit import commit as fix
from gelombang.engines.errors import (
    DrawIdInvalid,
    FileMissing,
    PreviousDiffers,
    PreviousStands,
    RoundAlreadyOut,
    RoundTooFar,
    RoundTooSoon,
    RoundUnstated,
)
from gelombang.engines.folder import Folder, must_not_be_earlier
from gelombang.engines.policy_toml import Written
from gelombang.engines.signing import Operator

from . import policies
from .committed import show_commitment
from .doubtful import must_be_meant
from .odds_tables import ALL
from .options import (
    columns_of,
    local,
    moment_of,
    must_be_new,
    must_not_be_swapped,
    now,
    speaking,
    stamp,
    utf8,
    without_of,
)
from .screen import Screen

NOTICE_HOURS = 72
HEX64 = re.compile(r"[0-9a-f]{64}")
DRAW_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._,:()+-]{0,98}[A-Za-z0-9._,:()+-])?")
FAR = timedelta(days=3653)

LIST = click.argument("list_file", metavar="LIST", type=click.Path(path_type=Path, readable=False))
POLICY = click.option(
    "--policy",
    "policy_file",
    metavar="P.toml",
    type=click.Path(path_type=Path, readable=False),
    required=True,
    help="The rules of the draw, as docs/policy.md tells how to write them.",
)
COLUMN = click.option(
    "--column",
    "column",
    multiple=True,
    metavar="id=NIK,…",
    help="Which column of yours is which of ours (id, household, stratum, band, groups, weight); in quotes where its "
    'name has a space: "household=No KK".',
)
WITHOUT = click.option(
    "--without",
    "without",
    multiple=True,
    metavar="household,…",
    help="There is no such column (household, stratum, groups, band, weight): draw without it all the same.",
)


@click.command()
@click.argument("policy_file", metavar="POLICY", type=click.Path(path_type=Path, readable=False))
@speaking
def explain(screen: Screen, policy_file: Path) -> None:
    """Put a policy into plain Indonesian and English sentences."""
    written = policies.read(policy_file)
    made = policies.sketched(written, policy_file)
    policies.show_policy(screen, made, has_list=False)
    policies.show_warnings(screen, made)


@click.command()
@LIST
@POLICY
@COLUMN
@WITHOUT
@ALL
@speaking
def plan(
    screen: Screen,
    list_file: Path,
    policy_file: Path,
    column: tuple[str, ...],
    without: tuple[str, ...],
    show_all: bool,
) -> None:
    """Rules, counts, odds and conflicts of a list under a policy, before anything is fixed."""
    from . import planning

    must_not_be_swapped(list_file, policy_file)
    written, missing = policies.read(policy_file), without_of(without)
    applicants = table.read(list_file, columns_of(column), written.groups, missing)
    compiled = policies.compiled(written, policy_file, applicants, missing)
    planning.show(screen, applicants, compiled, show_all=show_all)


@click.command()
@LIST
@POLICY
@COLUMN
@WITHOUT
@click.option(
    "--draw-id",
    required=True,
    help="A name for this draw. Use each name once: this command knows DIR and --prev only, and cannot tell whether "
    "another folder has the name; `draw verify` of several draws together can.",
)
@click.option(
    "--out",
    "out",
    metavar="DIR",
    type=click.Path(path_type=Path, readable=False),
    required=True,
    help="A new folder, made here.",
)
@click.option(
    "--round-at",
    metavar="TIME",
    help="When the random number comes out, with the time zone: 2027-03-01T10:00:00+07:00.",
)
@click.option(
    "--round",
    "round_number",
    metavar="N",
    type=click.IntRange(min=1),
    help="Exactly this round of drand, instead of a time.",
)
@click.option("--no-beacon", is_flag=True, help="No beacon: a ceremony alone, before witnesses.")
@click.option(
    "--with-ceremony", is_flag=True, help="Announce a ceremony whose text goes into the seed as well."
)
@click.option(
    "--notice",
    "hours",
    metavar="HOURS",
    type=click.IntRange(0, 24 * 365),
    default=NOTICE_HOURS,
    show_default=True,
    help="Hours for objections before the round.",
)
@click.option("--close-time", metavar="TIME", help="When applications closed; now, if not said.")
@click.option(
    "--rehearsal",
    is_flag=True,
    help="Practise, if you like with a round that is out already; marked as such for ever.",
)
@click.option(
    "--prev", metavar="M", help="The draw before: its folder, its manifest.json, or the manifest's hash."
)
@click.option(
    "--publish",
    "level",
    type=click.Choice(["full", "reduced", "roots"]),
    default="full",
    show_default=True,
    help="How much of the list is public: all of it; only what the rules use; or its fingerprints alone, the list "
    "going to auditors.",
)
@click.option(
    "--operator-key",
    type=click.Path(path_type=Path, readable=False),
    help="The operator's key, 64 hex; else a new one.",
)
@click.option("--receipts", is_flag=True, help="Sign a receipt for every entry (secret/receipts.jsonl).")
@click.option("--yes", "is_meant", is_flag=True, help="Commit although something was pointed out.")
@click.option("--title", default="", callback=utf8, help="What people call this draw.")
@speaking
def commit(
    screen: Screen,
    list_file: Path,
    policy_file: Path,
    column: tuple[str, ...],
    without: tuple[str, ...],
    is_meant: bool,
    **options: Any,
) -> None:
    """Fix list, policy and round: writes DIR/public (to publish now) and DIR/secret (to keep)."""
    at = now()
    must_not_be_swapped(list_file, policy_file)
    written = policies.read(policy_file)
    terms, missing = _terms(options, written, at), without_of(without)
    must_be_possible(terms, stamp(at))
    must_be_new(options["out"])
    folder = Folder(options["out"])
    key = Operator.from_file(options["operator_key"]) if options["operator_key"] else None
    doubted = doubts.of_terms(terms, at, options["hours"])
    doubted += doubts.of_keys(terms, options["prev"], key.public_key if key else None)
    with screen.progress() as report:
        report("read", 0, 1)
        applicants = table.read(list_file, columns_of(column), written.groups, missing)
        compiled = policies.compiled(written, policy_file, applicants, missing)
        compiled = replace(compiled, warnings=(*compiled.warnings, *doubted))
        if not is_meant:
            must_be_meant(compiled.warnings, rehearsal=terms.rehearsal)
        manifest = fix(
            folder,
            applicants,
            compiled.policy,
            terms,
            by=key,
            at=stamp(at),
            receipts=options["receipts"],
            progress=report,
        )
    policies.show_columns(screen, applicants)
    policies.show_warnings(screen, compiled)
    show_commitment(screen, folder, manifest, terms, at)


def _terms(options: dict[str, Any], written: Written, at: datetime) -> Terms:
    chosen = [bool(options["round_at"]), options["round_number"] is not None, options["no_beacon"]]
    if sum(chosen) != 1:
        raise RoundUnstated
    rehearsal = options["rehearsal"]
    draw_id = options["draw_id"]
    if not DRAW_ID.fullmatch(draw_id):  # it names files too: no slashes
        raise DrawIdInvalid(value=draw_id[:40])
    if rehearsal and not draw_id.startswith(REHEARSAL):
        draw_id = f"{REHEARSAL}{draw_id}"
    prev, previous = _previous(options["prev"], draw_id, stamp(at))
    chain = NO_BEACON if options["no_beacon"] else QUICKNET
    round_number = 0 if options["no_beacon"] else _round(options, at)
    about: dict[str, Any] = {
        "groups": {str(bit): name for name, bit in written.groups.items()},
        "strata": dict(written.strata),
    }
    if previous is not None and Manifest.parse(previous).draw_id == draw_id:
        about["repeats"] = prev
    about |= {"title": options["title"] or draw_id, "notice_hours": 0 if rehearsal else options["hours"]}
    return Terms(
        draw_id=draw_id,
        close_time=stamp(moment_of(options["close_time"]) if options["close_time"] else at),
        round=round_number,
        chain=chain,
        ceremony=options["with_ceremony"] or options["no_beacon"],
        prev=prev,
        previous=previous,
        level=options["level"],
        rehearsal=rehearsal,
        about=about,
        policy_source=written.source,
    )


def _round(options: dict[str, Any], at: datetime) -> int:
    number: int = options["round_number"] or QUICKNET.first_round_at(moment_of(options["round_at"]))
    out_at = QUICKNET.time_of(number)
    if out_at > at + FAR:
        raise RoundTooFar(round=number, at=stamp(out_at))
    if not options["rehearsal"]:
        if out_at <= at:
            example = at + timedelta(days=2, hours=options["hours"])
            raise RoundAlreadyOut(round=number, at=stamp(out_at), example=local(example))
        if out_at < at + timedelta(hours=options["hours"]):
            raise RoundTooSoon(round=number, at=stamp(out_at), hours=options["hours"])
    return number


def _previous(prev: str | None, draw_id: str, at: str) -> tuple[str, bytes | None]:
    """Hash and bytes of the manifest before, which cannot be put right once this draw is fixed."""
    if prev is None:
        return FIRST, None
    if HEX64.fullmatch(prev):
        return prev, None
    path = Path(prev)
    if path.is_dir():
        before = Folder.open(path)
        if before.commitment["manifest_sha256"] != before.manifest.sha256():
            raise PreviousDiffers(path=prev)
        if before.manifest.draw_id == draw_id:
            void = before.statement("void.json")
            if void is None:
                raise PreviousStands(draw_id=draw_id, path=prev)
            must_not_be_earlier(at, str(void["signed_at"]))
        path = before.public / "manifest.json"
    if not path.is_file():
        raise FileMissing(path=prev)
    data = path.read_bytes()
    return Manifest.parse(data).sha256(), data
