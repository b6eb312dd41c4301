"""Reopening a void wave, so that it is drawn again: the next attempt. Its window stays closed and every application
stays as it was submitted; what the void attempt made of them is kept beside them, and decided anew.
"""

from datetime import datetime

from django.db import connection, transaction

from gelombang.audit.acts import Act
from gelombang.audit.services import record
from gelombang.waves.models import Application, PastAttempt, Wave

EMPTIED = (
    "beacon_signature",
    "n_entries",
    "committed_at",
    "drawn_at",
    "published_at",
    "n_selected",
    "notified_at",
    "voided_at",
    "void_reason",
    "void_notified_at",
    "n_returned",
    "seats_settled_at",
    "again_told_at",
)
"""What a wave does not have yet when it is drawn again."""


@transaction.atomic
def reopen(*, wave: Wave, round_number: int, by: str, at: datetime) -> bool:
    """Make a void wave the next attempt, to be decided by this round or a later one; whether this call did. All or
    nothing, in a handful of statements however many applied."""
    kept = Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)
    if kept.attempt != wave.attempt or kept.voided_at is None or kept.void_notified_at is None:
        return False
    was = {name: getattr(kept, name) for name in PastAttempt.KEPT}
    PastAttempt.objects.create(wave=kept, ended_at=at, **was)
    _keep_judgements(kept)
    Application.objects.filter(Application.SUBMITTED, wave=kept).update(
        is_entry=None, reasons=[], ticket=None
    )
    for name in EMPTIED:
        setattr(kept, name, "" if isinstance(getattr(kept, name), str) else None)
    kept.attempt, kept.reopened_at, kept.round = kept.attempt + 1, at, round_number
    kept.save()
    record(
        act=Act.WAVE_REOPENED,
        by=by,
        subject=str(kept),
        at=at,
        name=kept.name,
        attempt=kept.attempt,
        round=round_number,
        reason=was["void_reason"],
    )
    return True


def _keep_judgements(wave: Wave) -> None:
    """One row for each application that was judged, written by the database itself."""
    statement = (
        "INSERT INTO waves_judgement (application_id, attempt, is_entry, reasons, ticket) "
        "SELECT id, %s, is_entry, reasons, ticket FROM waves_application "
        "WHERE wave_id = %s AND submitted_at IS NOT NULL AND is_entry IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [wave.attempt, wave.pk])
