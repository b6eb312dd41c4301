"""What needs a human now, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from gelombang.cases import selectors as cases
from gelombang.cases.models import Case
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.draws.approvals import gate_of
from gelombang.flow.lifecycle import signature_of_known
from gelombang.grievances import selectors as grievances
from gelombang.grievances.models import Grievance
from gelombang.messages import selectors as messages
from gelombang.people import selectors as people
from gelombang.people.models import KeyRemoval
from gelombang.people.roles import Permission
from gelombang.waves import selectors as waves
from gelombang.waves.models import ExclusionList, Proposal, Wave

RECENT = timedelta(days=14)
"""So long a void wave stands here as one that can be drawn again; after that only on its own page."""
LATE = timedelta(minutes=10)
"""What the system does by itself is late after so long."""
MOST = 20


@dataclass(frozen=True)
class Stuck:
    """A wave that waits for a person: `why` is signature, gate, propose, late, granted (an objection was granted after
    the list was sealed) or void (whether it is drawn again is to be decided)."""

    wave: Wave
    why: str


@dataclass(frozen=True)
class Today:
    """Everything on the page; `lists` that nobody has let count yet; `n_failed` messages; of the complaints the most
    urgent, how many wait, how many are overdue, and how many only an approver answers."""

    proposals: Sequence[Proposal]
    stuck: Sequence[Stuck]
    lists: Sequence[ExclusionList]
    cases: Sequence[Case]
    n_cases: int
    n_overdue: int
    n_failed: int
    grievance: Grievance | None
    n_grievances: int
    n_late: int
    n_risen: int
    removals: Sequence[KeyRemoval]

    @property
    def is_quiet(self) -> bool:
        counts = self.n_cases or self.n_failed or self.n_grievances
        return not (self.proposals or self.stuck or self.lists or self.removals or counts)


def of(*, at: datetime, allowed: frozenset[Permission]) -> Today:
    """What needs a human at this moment, of what whoever has these permissions can open."""
    opens = allowed.__contains__
    waiting = cases.waiting() if opens(Permission.CASES_DECIDE) else cases.waiting().none()
    complaints = grievances.waiting(is_head=opens(Permission.GRIEVANCES_HEAD))
    complaints = complaints if opens(Permission.GRIEVANCES_ANSWER) else complaints.none()
    return Today(
        proposals=list(waves.proposals_waiting()[:MOST]) if opens(Permission.WAVES_SEE) else [],
        stuck=_stuck(at) if opens(Permission.WAVES_SEE) else [],
        lists=list(waves.lists_waiting()[:MOST]) if opens(Permission.WAVES_SEE) else [],
        cases=list(waiting[:5]),
        n_cases=waiting.count(),
        n_overdue=waiting.filter(due_at__lt=at).count(),
        n_failed=messages.counted().get("failed", 0) if opens(Permission.MESSAGES_SEE) else 0,
        grievance=complaints.first(),
        n_grievances=complaints.count(),
        n_late=complaints.filter(due_at__lt=at).count(),
        n_risen=complaints.filter(escalated_at__isnull=False).count(),
        removals=list(people.removals_waiting()[:MOST]) if opens(Permission.ROLES_GIVE) else [],
    )


def _stuck(at: datetime) -> list[Stuck]:
    under_way = list(waves.under_way())
    return [
        *(Stuck(wave, why) for wave in under_way if (why := why_stuck(wave, at))),
        *(Stuck(wave, "granted") for wave in under_way if waves.granted_too_late(wave)),
        *(Stuck(wave, "void") for wave in waves.may_be_drawn_again(at - RECENT)),
    ]


def why_stuck(wave: Wave, at: datetime) -> str:
    """What the wave waits for that only a person can bring; empty where nothing."""
    if wave.closed_at is None:
        return "late" if at > wave.closes_at + LATE else ""
    if wave.committed_at is None:
        return "late" if at > (wave.reopened_at or wave.closed_at) + LATE else ""
    if wave.drawn_at is None:
        return _before_the_draw(wave, at)
    if wave.published_at is None:
        if gate_of(wave) is False:
            return "gate"
        of_it = [p for p in wave.proposals.all() if p.attempt == wave.attempt]
        waits = any(p.act == Proposal.Act.PUBLISH and p.decision != "refused" for p in of_it)
        return "" if waits else "propose"
    return ""


def _before_the_draw(wave: Wave, at: datetime) -> str:
    out = QUICKNET.time_of(wave.round)
    if at < out:
        return ""
    if not settings.BEACON_URL and not signature_of_known(wave):
        return "signature"
    return "late" if at > max(out, wave.committed_at or out) + LATE else ""
