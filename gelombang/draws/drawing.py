"""A wave's draw: from its entries to a committed list, from the round to a result, from the result to rows.

The folder is what counts and what anyone can check (docs/draw-folder.md); rows follow from it. Every step may be
interrupted and repeated: a folder is committed once and drawn once, whatever happens.
"""

from collections.abc import Iterator, Set
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.core.lottery.manifest import FIRST, Manifest
from gelombang.core.lottery.paper import read_result
from gelombang.core.lottery.policy import Policy
from gelombang.engines import chances, columns, commit, odds, policy_toml, run, self_check, table
from gelombang.engines.errors import FileMissing
from gelombang.engines.folder import Folder
from gelombang.people.keys import vault
from gelombang.regions import selectors as regions
from gelombang.waves import locks
from gelombang.waves.groups import PHASES, group_names
from gelombang.waves.keys import operator
from gelombang.waves.models import Application, PriorAward, Proposal, Wave
from gelombang.waves.writing import set_columns

from . import again, approvals, checks, seats, services
from .folders import folder_of
from .models import Draw, Outcome

STEP, PART = 5_000, 100_000
SCHEMA = {
    "id": pl.String,
    "household": pl.String,
    "stratum": pl.String,
    "band": pl.UInt8,
    "groups": pl.UInt8,
    "weight": pl.UInt8,
    "salt": pl.Binary,
    "application": pl.Int64,
}


def commit_list(*, wave: Wave, at: datetime) -> Folder:
    """Fix the list of a closed wave whose entries are decided, publish it, and give every entry its ticket."""
    folder, at = folder_of(wave), _after_the_void(wave, at)
    if not folder.is_committed:
        folder.root.parent.mkdir(parents=True, exist_ok=True)
        rows = _frame(wave)
        number = round_of(wave, at)
        applicants = table.Applicants(rows, 1, table.COLUMNS)
        written = policy_toml.read(wave.policy_source.encode("utf-8"))
        by_stratum = dict(rows.group_by("stratum").len().iter_rows())
        compiled = policy_toml.compile_policy(written, by_stratum, lambda _: {})
        terms = _terms(wave, number, written, compiled.policy, by_stratum.keys())
        commit.commit(folder, applicants, compiled.policy, terms, by=operator(), at=_stamp(at))
    with folder.writing() as work:
        if folder.statement("odds.json") is None:
            found = odds.of(folder.list_path, folder.policy)
            self_check.publish(
                folder, work, "odds.json", chances.odds_statement(folder, found, operator(), _stamp(at))
            )
    checks.pack(services.publish(folder=folder.root))
    _give_tickets(wave, folder)
    _committed(wave, folder, at)
    return folder


def _after_the_void(wave: Wave, at: datetime) -> datetime:
    """When the list of a redo is fixed: never before the void of what it repeats, which readers hold against it. A pass
    over the waves takes its time once, at its start, and the void may be signed while it goes on."""
    if wave.attempt == 1:
        return at
    void = folder_of(wave, wave.attempt - 1).statement("void.json")
    return at if void is None else max(at, datetime.fromisoformat(void["signed_at"]))


def round_of(wave: Wave, at: datetime) -> int:
    """The round that decides a list which is published now: the announced one. Of a redo the one that two people have
    agreed on, or where its list comes later than they could know, the first that leaves the promised notice; nobody
    can know either."""
    if wave.attempt == 1 or wave.is_rehearsal:
        return wave.round
    return max(wave.round, again.round_for(wave, at))


def _frame(wave: Wave) -> pl.DataFrame:
    """The entries as a table, made in parts: as Python's own objects a nation would not fit into memory."""
    entries, parts = _entries(wave), []
    while part := list(islice(entries, PART)):
        parts.append(pl.DataFrame(part, orient="row", schema=SCHEMA))
    return pl.concat(parts) if parts else pl.DataFrame(schema=SCHEMA)


def _entries(wave: Wave) -> Iterator[tuple[Any, ...]]:
    """One row for each entry, in the order in which they were submitted, which the bias gate asks for."""
    found = Application.objects.filter(wave=wave, is_entry=True).order_by("submitted_at", "pk")
    columns = ("person__nik_locked", "card_id", "stratum", "groups", "salt", "pk")
    for locked, card, stratum, groups, salt, pk in found.values_list(*columns).iterator(STEP):
        yield vault().unlock(locked), f"card:{card}", stratum, 0, groups, 1, bytes.fromhex(salt), pk


def _terms(
    wave: Wave, number: int, written: policy_toml.Written, policy: Policy, listed: Set[str]
) -> commit.Terms:
    previous = _previous(wave)
    strata = set(listed).union(*(phase.quota for phase in policy.phases))
    phases = [str(phase["name"]) for phase in written.phases]
    about = {
        "title": wave.name,
        "groups": {str(bit): name for bit, name in group_names(written.groups, "id").items()},
        "strata": {**regions.strata_names(strata), **written.strata},
        "notice_hours": wave.notice_hours,
        "en": {
            "groups": {str(bit): name for bit, name in group_names(written.groups, "en").items()},
            "phases": {name: PHASES[name] for name in phases if name in PHASES},
        },
    }
    if wave.attempt > 1:
        about["repeats"] = folder_of(wave, wave.attempt - 1).manifest.sha256()
    return commit.Terms(
        wave.draw_id,
        _stamp(wave.closes_at),
        number,
        prev=FIRST if previous is None else Manifest.parse(previous).sha256(),
        previous=previous,
        rehearsal=wave.is_rehearsal,
        about=about,
        policy_source=written.source,
    )


def _previous(wave: Wave) -> bytes | None:
    """The manifest of the draw before: of the last of the same kind, practice or not, that was committed. Before a redo
    that is the void one, or what was committed since: draws are one chain."""
    kind = Draw.objects.filter(rehearsal=wave.is_rehearsal)
    kind = kind.exclude(draw_id=wave.draw_id, attempt__gte=wave.attempt)
    last = kind.order_by("-committed_at", "-pk").first()
    if last is None:
        return None
    return (Folder.open(Path(settings.DATA_DIR) / last.folder).public / "manifest.json").read_bytes()


@transaction.atomic
def _give_tickets(wave: Wave, folder: Folder) -> None:
    if locks.hold(wave) is None:
        return
    entries = pl.read_parquet(folder.secret / "entries.parquet", columns=["application"])["application"]
    set_columns(["ticket"], ((key, ticket) for ticket, key in enumerate(entries, start=1)))


@transaction.atomic
def _committed(wave: Wave, folder: Folder, at: datetime) -> None:
    waiting = Wave.objects.filter(pk=wave.pk, attempt=wave.attempt, committed_at=None)
    fixed = {"n_entries": folder.manifest.n, "round": folder.manifest.round}
    if waiting.update(committed_at=at, **fixed) == 1:
        record(
            act=Act.WAVE_COMMITTED,
            by="tick",
            subject=str(wave),
            at=at,
            name=wave.name,
            n_entries=folder.manifest.n,
            manifest_sha256=folder.manifest.sha256(),
        )


def draw(*, wave: Wave, signature: str, at: datetime) -> Folder:
    """Draw a committed wave with the signature of its round (96 hex, verified here), and sign the bias report. Nobody
    sees anything yet."""
    folder = folder_of(wave)
    if not folder.is_drawn:
        run.run(folder, run.chance_for(folder, signature, None), by=operator(), at=_stamp(at))
    if folder.statement("bias.json") is None:
        found = chances.check_bias(folder)
        with folder.writing() as work:
            self_check.publish(
                folder, work, "bias.json", chances.bias_statement(folder, found, operator(), _stamp(at))
            )
    with transaction.atomic():
        waiting = Wave.objects.filter(pk=wave.pk, attempt=wave.attempt, drawn_at=None)
        if waiting.update(drawn_at=at) == 1:
            n = sum(folder.outcome["selected"])
            record(act=Act.WAVE_DRAWN, by="tick", subject=str(wave), at=at, name=wave.name, n_selected=n)
    return folder


def publish_result(*, wave: Wave, by: str, at: datetime) -> Draw:
    """Approve the publication that somebody else proposed, and show the result to everyone; raises as
    `approvals.approve_result`. Interrupted, the rest is done by `carry_out`."""
    approvals.approve_result(wave=wave, by=by, at=at)
    return carry_out(wave=wave, at=at)


def carry_out(*, wave: Wave, at: datetime) -> Draw:
    """Show a result whose publication is approved to everyone, and give each entry its outcome; may be repeated. Raises
    `NotProposed` where it is not approved, `NotThroughTheGate`."""
    approved = approvals.approved(wave=wave, act=Proposal.Act.PUBLISH)
    approvals.must_be_through_the_gate(wave)
    published = services.publish(folder=folder_of(wave).root)
    _give_outcomes(wave, folder_of(wave))
    with transaction.atomic():
        if locks.hold(wave) is not None:
            _published(wave, approved.decided_by, at)
    checks.pack(published)
    return published


def _published(wave: Wave, by: str, at: datetime) -> None:
    """A seat for each who was selected, and the wave is published. Whoever calls holds the wave."""
    selected = Outcome.objects.filter(application__wave=wave, attempt=wave.attempt, is_selected=True)
    seats.give(wave=wave, at=at)
    waiting = Wave.objects.filter(pk=wave.pk, published_at=None)
    if waiting.update(published_at=at, n_selected=selected.count()) == 1:
        record(act=Act.WAVE_PUBLISHED, by=by, subject=str(wave), at=at, name=wave.name)


def _give_outcomes(wave: Wave, folder: Folder) -> None:
    """One row for each entry, from the result lines; those that are there stay. Where the attempt is over meanwhile, it
    ends."""
    applications = Application.objects.filter(wave=wave, ticket__isnull=False).order_by("ticket")
    keys = applications.values_list("pk", "person_id", "ticket").iterator(STEP)
    chance = _chance_of(folder)
    with folder.results_path.open(encoding="ascii") as lines:
        pairs = zip(keys, lines, chance, strict=True)
        while part := list(islice(pairs, STEP)):
            if not _keep_outcomes(wave, part):
                break


def _chance_of(folder: Folder) -> Iterator[str]:
    """For each ticket in order the published chance, as a decimal string."""
    published = folder.statement("odds.json")
    if published is None:
        raise FileMissing(path="odds.json")
    of_class = [one["probability"] for one in published["classes"]]
    members = odds.classes_of(columns.frame_of(folder.list_path), folder.policy.household_cap).member
    return (of_class[number] for number in members)


@transaction.atomic
def _keep_outcomes(wave: Wave, part: list[tuple[tuple[int, int, int | None], str, str]]) -> bool:
    """Whether the attempt still stands, and the rows were written: an award that is written after a void would keep
    somebody out of later waves."""
    if locks.hold(wave) is None:
        return False
    made, awards = [], []
    for (application, person, ticket), line, probability in part:
        result = read_result(line.rstrip("\n"), ticket or 0)
        selected = result.is_selected
        made.append(
            Outcome(
                application_id=application,
                attempt=wave.attempt,
                is_selected=selected,
                phase=result.phase,
                probability=Decimal(probability),
                reason="" if selected else result.reason,
            )
        )
        if selected:
            awards.append(PriorAward(wave=wave, person_id=person, attempt=wave.attempt))
    Outcome.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    PriorAward.objects.bulk_create(awards, batch_size=1000, ignore_conflicts=True)
    return True


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
