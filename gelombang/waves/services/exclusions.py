"""Lists of those who may not join a wave: loading one, and clearing somebody whose objection was granted."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.people.keys import vault
from gelombang.policy.reason_words import STATUSES
from gelombang.waves.models import ExclusionList, Listed, Wave

STEP = 2_000
_SPACING = re.compile(r"[\s.\-]")


class ListWrong(ValueError):
    """A list that cannot be taken; `line` from 1 (0: the list as a whole), `problem` is empty, digits, twice, status,
    future or closed."""

    def __init__(self, problem: str, line: int = 0) -> None:
        self.problem, self.line = problem, line
        super().__init__(f"{problem} {line}")


@transaction.atomic
def load(
    *, wave: Wave, status: str, source: str, dated_on: date, content: bytes, by: str, at: datetime
) -> ExclusionList:
    """Take a list of identity numbers, one a line (a first line without digits is its heading). It replaces an earlier
    one of the same source and status; objections that were granted stay granted. Only indices are kept, never the
    numbers. Raises `ListWrong` and changes nothing."""
    if status not in STATUSES:
        raise ListWrong("status")
    if dated_on > at.date():
        raise ListWrong("future")
    if Wave.objects.filter(pk=wave.pk, closed_at__isnull=False).exists():
        raise ListWrong("closed")
    indices = list(_indices(content))
    if not indices:
        raise ListWrong("empty")
    earlier = ExclusionList.objects.filter(wave=wave, status=status, source=source, replaced_at=None)
    cleared = dict(
        Listed.objects.filter(exclusion_list__in=earlier, cleared_at__isnull=False).values_list(
            "nik_index", "cleared_at"
        )
    )
    earlier.update(replaced_at=at)
    made = ExclusionList.objects.create(
        wave=wave,
        status=status,
        source=source,
        dated_on=dated_on,
        file_sha256=sha256(content).hexdigest(),
        n_lines=len(indices),
        loaded_by=by,
        loaded_at=at,
    )
    Listed.objects.bulk_create(
        (Listed(exclusion_list=made, nik_index=index, cleared_at=cleared.get(index)) for index in indices),
        batch_size=STEP,
    )
    record(
        act=Act.LIST_LOADED,
        by=by,
        subject=str(wave),
        at=at,
        source=source,
        status=status,
        n_lines=len(indices),
        file_sha256=made.file_sha256,
    )
    return made


def _indices(content: bytes) -> Iterable[str]:
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ListWrong("digits", 1) from error
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        digits = _SPACING.sub("", line.split(",")[0].strip('" '))
        if not digits or (number == 1 and not any(letter.isdecimal() for letter in digits)):
            continue
        if not re.fullmatch(r"[0-9]{16}", digits, re.ASCII):
            raise ListWrong("digits", number)
        index = vault().index("nik", digits)
        if index in seen:
            raise ListWrong("twice", number)
        seen.add(index)
        yield index


@transaction.atomic
def clear(*, wave: Wave, nik_index: str, by: str, at: datetime) -> int:
    """Take somebody off every list of a wave, because their objection was granted; how many entries that were."""
    standing = Listed.objects.filter(exclusion_list__wave=wave, nik_index=nik_index, cleared_at=None)
    n = standing.update(cleared_at=at)
    if n:
        record(act=Act.LISTED_CLEARED, by=by, subject=str(wave), at=at, n=n)
    return n
