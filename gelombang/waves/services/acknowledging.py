"""Sending everybody who submitted the code of their receipt, a little later and many at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from gelombang.core.lottery.receipt import code_of
from gelombang.messages import services as messages
from gelombang.messages.letters import Letter
from gelombang.messages.models import Message
from gelombang.waves.models import Application

MOST = 5_000
"""Receipts of one transaction."""


@transaction.atomic
def send_receipts(*, at: datetime) -> int:
    """Queue the receipts of those who submitted since the last time, by e-mail to those who have one; how many
    applications were looked at. Two at once take different ones."""
    waiting = Application.objects.filter(Application.SUBMITTED, acknowledged_at=None).order_by("pk")
    rows = list(
        waiting.select_for_update(of=("self",), skip_locked=True).values(
            "pk",
            "commit",
            wave_name=F("wave__name"),
            number=F("wave__number"),
            is_rehearsal=F("wave__is_rehearsal"),
            email=F("person__account__email"),
            language=F("person__account__language"),
            zone=F("person__lives_in__time_zone"),
        )[:MOST]
    )
    messages.queue_all((_letter(row) for row in rows if row["email"]), at=at)
    return Application.objects.filter(pk__in=[row["pk"] for row in rows]).update(acknowledged_at=at)


def _letter(row: Mapping[str, Any]) -> Letter:
    return Letter(
        key=f"receipt:{row['pk']}",
        channel=Message.Channel.EMAIL,
        address=row["email"],
        template="receipt",
        facts={
            "wave": row["wave_name"],
            "page": f"{settings.SITE_URL}/gelombang/{row['number']}/tanda-terima/",
            "is_rehearsal": row["is_rehearsal"],
        },
        own={"code": code_of(row["commit"])},
        language=row["language"] or settings.LANGUAGE_CODE,
        time_zone=row["zone"] or settings.TIME_ZONE,
    )
