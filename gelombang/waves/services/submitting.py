"""Submitting: what was filled in becomes an application that the draw will see, once, with its receipt.

In the worst minute of a real programme 80,000 people submit. So this is written for many at once, and one is many with
a single member: one transaction, a handful of questions to the database and one statement that writes, however many
there are. Each has its own receipt and its own event in the trail, and each its own refusal.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gelombang.audit.acts import Act
from gelombang.audit.services import Recorded, record_all
from gelombang.core.lottery import statement
from gelombang.core.lottery.entries import commit_to
from gelombang.core.rules.eligibility import Reason
from gelombang.engines.commit import NO_MANIFEST
from gelombang.people.keys import vault
from gelombang.regions.models import Designation
from gelombang.waves import locks
from gelombang.waves.keys import operator
from gelombang.waves.models import Application, Wave
from gelombang.waves.standing import FACTS, judged
from gelombang.waves.writing import set_columns

BAND, WEIGHT = "0", "01"
STEPS = (("field", "field"), ("answered_at", "questions"), ("baseline_at", "baseline"))
"""What must be there before an application can be submitted, and the step that brings it."""
FIXED = ("submitted_at", "stratum", "groups", "card_id", "salt", "commit", "receipt")
"""The columns that submitting fills."""


class NotOpen(ValueError):
    """The wave does not take applications now: `when` is early or late."""

    def __init__(self, when: str) -> None:
        self.when = when
        super().__init__(when)


class NotEligible(ValueError):
    """The rules of the wave stand in the way; `reasons` are all of them."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons = reasons
        super().__init__(", ".join(reason.rule for reason in reasons))


class Unfinished(ValueError):
    """A step is still to be done; `step` is its name."""

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__(step)


class Withdrawn(ValueError):
    """This application was withdrawn; whoever wants to join again begins another."""


Refusal = NotOpen | NotEligible | Unfinished | Withdrawn


def must_be_open(wave: Wave, at: datetime) -> None:
    """Raises `NotOpen` outside the window; the opening second is inside, the closing second outside."""
    if wave.announced_at is None or at < wave.opens_at:
        raise NotOpen("early")
    if at >= wave.closes_at or wave.closed_at is not None:
        raise NotOpen("late")


@transaction.atomic
def submit(keys: Iterable[int], *, wave: Wave, at: datetime, by: str = "") -> dict[int, Refusal | None]:
    """Submit applications to a wave by their keys: for each why it was refused, None where it is submitted, now or
    before. A key that is no application to this wave is left out. `by`: an officer who helps; else each does it."""
    locks.with_others(wave.pk)
    wave = Wave.objects.get(pk=wave.pk)
    rows = _read(keys, wave)
    answers: dict[int, Refusal | None] = {}
    waiting = []
    for row in rows:
        answers[row["pk"]] = refusal = _refusal(row, wave, at)
        if refusal is None and row["submitted_at"] is None:
            waiting.append(row)
    reasons = judged(waiting, wave=wave) if waiting else {}
    remote = remote_regions(wave)
    fixed = {}
    for row in waiting:
        if reasons[row["person_id"]]:
            answers[row["pk"]] = NotEligible(reasons[row["person_id"]])
            continue
        groups = groups_of(disability=row["disability"], region=row["region"], remote=remote)
        fixed[row["pk"]] = entry(
            wave,
            nik_locked=row["nik_locked"],
            stratum=row["home_stratum"],
            card=row["card"],
            groups=groups,
            at=at,
        )
    if fixed:
        changes = ((key, *(row[name] for name in FIXED)) for key, row in fixed.items())
        if set_columns(FIXED, changes) != len(fixed):
            raise RuntimeError("an application that is held is gone")
        record_all(
            Recorded(
                Act.APPLICATION_SUBMITTED,
                by=by or f"person:{row['person_id']}",
                subject=f"application:{row['pk']}",
                at=at,
                facts={"wave": wave.name},
            )
            for row in waiting
            if row["pk"] in fixed
        )
    return answers


def _read(keys: Iterable[int], wave: Wave) -> list[Any]:
    """What is known of each, the applications held until the transaction ends; always in the same order, so that two
    who hold some of the same do not wait for each other."""
    found = Application.objects.filter(pk__in=list(keys), wave=wave).order_by("pk")
    return list(
        found.select_for_update(of=("self",)).values(
            "pk",
            "person_id",
            "submitted_at",
            "withdrawn_at",
            "field",
            "answered_at",
            "baseline_at",
            disability=F("person__disability"),
            nik_locked=F("person__nik_locked"),
            region=F("person__family_card__region_id"),
            home_stratum=F("person__family_card__region__stratum"),
            **FACTS,
        )
    )


def _refusal(row: Mapping[str, Any], wave: Wave, at: datetime) -> Refusal | None:
    """Why an application cannot be submitted whoever the person is; None where it can, or was."""
    if row["withdrawn_at"] is not None:  # its last page was left open, or a slow line sends it again
        return Withdrawn(row["pk"])
    if row["submitted_at"] is not None:
        return None
    try:
        must_be_open(wave, at)
    except NotOpen as error:
        return error
    step = "registration" if row["card"] is None else missing_step(row)
    return Unfinished(step) if step else None


def missing_step(kept: Mapping[str, Any]) -> str:
    """The first step that is still to be done, by an application's columns; empty where only the submission is."""
    return next((step for column, step in STEPS if not kept[column]), "")


def entry(
    wave: Wave, *, nik_locked: str, stratum: str, card: int, groups: Iterable[str], at: datetime
) -> dict[str, Any]:
    """What the draw will see of somebody, and the receipt for it (docs/draw-folder.md): the columns of `FIXED`.
    `groups` are the person's, by name; those that the wave has no seats for do not count."""
    salt = secrets.token_bytes(16)
    bits = sum(wave.groups[name] for name in groups if name in wave.groups)
    seen = {"commit": commit_to(vault().unlock(nik_locked), salt), "stratum": stratum, "salt": salt.hex()}
    time = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    unsigned = statement.unsigned(
        "receipt",
        wave.draw_id,
        NO_MANIFEST,
        time,
        **seen,
        band=BAND,
        groups=f"{bits:02x}",
        weight=WEIGHT,
        time=time,
    )
    signer = operator()
    receipt = statement.sign(unsigned, signer.public_key, signer.sign)
    return {**seen, "submitted_at": at, "groups": bits, "card_id": card, "receipt": receipt}


def groups_of(*, disability: bool | None, region: str, remote: frozenset[str]) -> Iterable[str]:
    """The groups whose seats somebody may have: by their own statement, and by where the family card is."""
    if disability:
        yield "disability"
    if region in remote:
        yield "remote"


def remote_regions(wave: Wave) -> frozenset[str]:
    """The regions whose people count as remote on the day on which the wave opens, under any kind of designation."""
    on: date = timezone.localtime(wave.opens_at).date()
    standing = Designation.objects.filter(since_on__lte=on).exclude(until_on__lt=on)
    return frozenset(standing.values_list("region_id", flat=True))
