"""What an officer types in the console."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from gelombang.waves.models import Proposal


def typed(**changes: str) -> dict[str, str]:
    now = timezone.localtime()
    return {
        "number": "1",
        "name": "Gelombang 1",
        "opens_on": (now - timedelta(days=1)).strftime("%Y-%m-%d"),
        "opens_time": "08:00",
        "closes_on": (now + timedelta(days=3)).strftime("%Y-%m-%d"),
        "closes_time": "17:00",
        "notice_hours": "72",
        "n_seats": "1.000",
        "sharing": "entries",
        "shares": "",
        "disability": "5",
        "remote": "10",
        "order": "reserve_first",
        "n_replacements": "2",
        "expected": "20.000",
        "is_rehearsal": "on",
        **changes,
    }


def prepared(officer: Client) -> Proposal:
    answer = officer.post("/kantor/gelombang/baru/", {**typed(), "step": "propose"})
    assert answer.status_code == 302, answer.content.decode()
    return Proposal.objects.get()
