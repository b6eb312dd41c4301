"""Lists of those who may not join a wave: loading one, letting it count, withdrawing it, and clearing somebody whose
objection was granted.

A list is loaded first and looked at: how many lines, how many of them people here. Then somebody else puts it in force,
or it is put away. Whoever loaded a list decides no objection against it (`appeals`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import BinaryIO

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.keys import vault
from gelombang.people.models import Person
from gelombang.policy.reason_words import STATUSES
from gelombang.waves.models import Application, ExclusionList, Listed, Wave

from . import list_files
from .list_files import FileWrong

STEP = 2_000
SHOWN = 20
"""Problems that are named one by one."""
PIECE = 1 << 20


@dataclass(frozen=True)
class Problem:
    """A cell that is no identity number, or one that stands there twice (`n` is the first row): kind is digits,
    rewritten, letters or twice."""

    row: int
    column: str
    kind: str
    n: int = 0


class ListWrong(ValueError):
    """A list that cannot be taken; `problem` is empty, digits, twice, status, future, closed, or what `FileWrong` says;
    `line` the first that is wrong (0: the list as a whole), `problems` the first few, `n_problems` and `n_lines` how
    many in all."""

    def __init__(
        self,
        problem: str,
        line: int = 0,
        problems: Sequence[Problem] = (),
        n_problems: int = 0,
        n_lines: int = 0,
    ) -> None:
        self.problem, self.line, self.problems = problem, line, problems
        self.n_problems, self.n_lines = n_problems, n_lines
        super().__init__(f"{problem} {line}")


class NotLooking(ValueError):
    """The list is in force already, or was put away, replaced or withdrawn."""


class OwnList(ValueError):
    """Whoever loaded a list does not put it in force."""


class ReasonMissing(ValueError):
    """A list is withdrawn with a reason or not at all."""


@transaction.atomic
def stage(
    *,
    wave: Wave,
    status: str,
    source: str,
    dated_on: date,
    file: BinaryIO,
    by: str,
    at: datetime,
    decree: str = "",
) -> ExclusionList:
    """Load a list to look at it; it does not count yet. Only indices are kept, never the numbers, and of the file its
    SHA-256. Raises `ListWrong` and keeps nothing."""
    if status not in STATUSES:
        raise ListWrong("status")
    if dated_on > at.date():
        raise ListWrong("future")
    file_sha256 = _hash(file)
    indices = _indices(file)
    _must_be_open(wave)
    made = ExclusionList.objects.create(
        wave=wave,
        status=status,
        source=source,
        decree=decree,
        dated_on=dated_on,
        file_sha256=file_sha256,
        n_lines=len(indices),
        loaded_by=by,
        loaded_at=at,
    )
    Listed.objects.bulk_create(
        (Listed(exclusion_list=made, nik_index=index) for index in indices), batch_size=STEP
    )
    record(
        act=Act.LIST_STAGED,
        by=by,
        subject=str(wave),
        at=at,
        source=source,
        status=status,
        n_lines=made.n_lines,
        file_sha256=file_sha256,
    )
    return made


def _must_be_open(wave: Wave) -> None:
    """The lists of a closed wave are fixed; those of a void one count for the list that is made when it is drawn again,
    and until then they can be put right. Whoever changes them holds the wave: it is not reopened meanwhile."""
    kept = Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)
    if kept.closed_at is not None and kept.voided_at is None:
        raise ListWrong("closed")


@transaction.atomic
def put_in_force(*, exclusion_list: ExclusionList, by: str, at: datetime) -> ExclusionList:
    """Let a list that somebody else loaded count, in place of an earlier one of the same source and status; objections
    that were granted stay granted. Raises `OwnList`, `NotLooking`, and `ListWrong` where the wave has closed."""
    wave = exclusion_list.wave
    if by == exclusion_list.loaded_by:
        raise OwnList(str(exclusion_list))
    _must_be_open(wave)
    earlier = ExclusionList.objects.filter(
        wave=wave,
        status=exclusion_list.status,
        source=exclusion_list.source,
        in_force_at__isnull=False,
        replaced_at=None,
        withdrawn_at=None,
    )
    cleared = dict(
        Listed.objects.filter(exclusion_list__in=earlier, cleared_at__isnull=False).values_list(
            "nik_index", "cleared_at"
        )
    )
    earlier.update(replaced_at=at)
    waiting = ExclusionList.objects.filter(pk=exclusion_list.pk, in_force_at=None, withdrawn_at=None)
    if waiting.update(in_force_at=at, in_force_by=by) != 1:
        raise NotLooking(str(exclusion_list))
    for index, when in cleared.items():
        Listed.objects.filter(exclusion_list=exclusion_list, nik_index=index).update(cleared_at=when)
    kept = ExclusionList.objects.get(pk=exclusion_list.pk)
    record(
        act=Act.LIST_LOADED,
        by=by,
        subject=str(wave),
        at=at,
        source=kept.source,
        status=kept.status,
        n_lines=kept.n_lines,
        file_sha256=kept.file_sha256,
        loaded_by=kept.loaded_by,
    )
    return kept


@transaction.atomic
def put_away(*, exclusion_list: ExclusionList, by: str, at: datetime) -> None:
    """Forget a list that was only looked at. Raises `NotLooking`."""
    waiting = ExclusionList.objects.filter(pk=exclusion_list.pk, in_force_at=None, withdrawn_at=None)
    n = Listed.objects.filter(exclusion_list__in=waiting).count()
    if not waiting.exists():
        raise NotLooking(str(exclusion_list))
    waiting.delete()
    record(act=Act.LIST_PUT_AWAY, by=by, subject=str(exclusion_list.wave), at=at, n_lines=n)


@transaction.atomic
def withdraw(*, exclusion_list: ExclusionList, why: str, by: str, at: datetime) -> ExclusionList:
    """Let a list count no more, with the reason. Raises `ReasonMissing`, `NotLooking` where it does not count, and
    `ListWrong` where the wave has closed: who was kept out by it was told so."""
    said = why.strip()
    if not said:
        raise ReasonMissing
    _must_be_open(exclusion_list.wave)
    standing = ExclusionList.objects.filter(
        pk=exclusion_list.pk, in_force_at__isnull=False, replaced_at=None, withdrawn_at=None
    )
    if standing.update(withdrawn_at=at, withdrawn_by=by, withdrawn_why=said) != 1:
        raise NotLooking(str(exclusion_list))
    kept = ExclusionList.objects.get(pk=exclusion_list.pk)
    record(act=Act.LIST_WITHDRAWN, by=by, subject=str(kept.wave), at=at, source=kept.source, reason=said)
    return kept


@dataclass(frozen=True)
class Hits:
    """How many of a list are people here, and how many of them have applied to its wave. Counts, never who."""

    n_people: int
    n_applied: int


def hits_of(exclusion_list: ExclusionList) -> Hits:
    """What the list would mean for its wave."""
    on_it = Listed.objects.filter(exclusion_list=exclusion_list).values("nik_index")
    people = Person.objects.filter(nik_index__in=on_it, erased_at=None)
    applied = Application.objects.filter(
        Application.SUBMITTED, wave=exclusion_list.wave_id, person__nik_index__in=on_it
    )
    return Hits(people.count(), applied.count())


def _hash(file: BinaryIO) -> str:
    digest = sha256()
    file.seek(0)
    for piece in iter(lambda: file.read(PIECE), b""):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _indices(file: BinaryIO) -> list[str]:
    """The index of each number, once; raises `ListWrong` with everything that is wrong."""
    first: dict[str, int] = {}
    problems: list[Problem] = []
    n_problems = n_lines = 0
    for found in _numbers(file):
        n_lines += 1
        index = "" if found.kind else vault().index("nik", found.digits)
        if not found.kind and index not in first:
            first[index] = found.row
            continue
        n_problems += 1
        if len(problems) < SHOWN:
            problems.append(
                Problem(found.row, found.column, found.kind or "twice", found.n or first.get(index, 0))
            )
    if problems:
        worst = problems[0]
        named = "twice" if worst.kind == "twice" else "digits"
        raise ListWrong(named, worst.row, problems, n_problems, n_lines)
    if not first:
        raise ListWrong("empty")
    return list(first)


def _numbers(file: BinaryIO) -> Iterator[list_files.Number]:
    try:
        yield from list_files.numbers(file)
    except FileWrong as error:
        raise ListWrong(error.problem) from error


@transaction.atomic
def clear(*, wave: Wave, nik_index: str, by: str, at: datetime) -> int:
    """Take somebody off every list of a wave, because their objection was granted; how many entries that were."""
    standing = Listed.objects.filter(exclusion_list__wave=wave, nik_index=nik_index, cleared_at=None)
    n = standing.update(cleared_at=at)
    if n:
        record(act=Act.LISTED_CLEARED, by=by, subject=str(wave), at=at, n=n)
    return n
