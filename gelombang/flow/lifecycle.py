"""What happens by itself, in order. The only place that knows the order.

Each step finds what is due by itself, may be interrupted and repeated, and is harmless when two run it at once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F

from gelombang.audit import services as audit
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.core.lottery.errors import LotteryError
from gelombang.draws import again, approvals, drawing, notices, seat_notices, seats
from gelombang.engines import beacon
from gelombang.grievances import services as grievances
from gelombang.messages import services as messages
from gelombang.messages.outlets import outlets
from gelombang.people import limits
from gelombang.people.providers import provider
from gelombang.people.services import levels
from gelombang.waves.models import Proposal, Wave
from gelombang.waves.services import acknowledging, closing

from . import counting, retention

logger = logging.getLogger(__name__)


def acknowledge(at: datetime) -> int:
    """Send receipts after those who submitted."""
    return acknowledging.send_receipts(at=at)


def close_waves(at: datetime) -> int:
    """Close what is due to the second."""
    due = Wave.objects.filter(announced_at__isnull=False, closed_at=None, closes_at__lte=at)
    return sum(closing.close(wave=wave, at=at) for wave in due)


def commit_lists(at: datetime) -> int:
    """Judge the applications of closed waves once more, and fix their lists."""
    due = list(Wave.objects.filter(closed_at__isnull=False, committed_at=None))
    for wave in due:
        closing.qualify(wave=wave)
        drawing.commit_list(wave=wave, at=at)
    return len(due)


def draw_waves(at: datetime) -> int:
    """Draw committed waves whose round is out and whose signature is known."""
    n = 0
    for wave in Wave.objects.filter(committed_at__isnull=False, drawn_at=None, voided_at=None):
        signature = signature_of(wave, at)
        if signature:
            drawing.draw(wave=wave, signature=signature, at=at)
            n += 1
    return n


def signature_of(wave: Wave, at: datetime) -> str:
    """The signature of exactly the wave's round: pasted by an officer, known from long ago, or fetched; else empty."""
    if at < QUICKNET.time_of(wave.round):
        return ""
    if known := signature_of_known(wave):
        return known
    if settings.BEACON_URL:
        return beacon.fetch(settings.BEACON_URL, wave.round) or ""
    return ""


def publish_results(at: datetime) -> int:
    """Finish what two people have decided and was not done, or was interrupted: voids, redos, then publications."""
    decided = Proposal.objects.filter(decision=Proposal.Decision.APPROVED, attempt=F("wave__attempt"))
    decided = decided.select_related("wave")
    voids = list(decided.filter(act=Proposal.Act.VOID, wave__voided_at=None))
    for one in voids:
        approvals.carry_out_void(wave=one.wave, at=at)
    redos = list(decided.filter(act=Proposal.Act.AGAIN))
    for one in redos:
        again.carry_out_again(wave=one.wave, at=at)
    results = list(decided.filter(act=Proposal.Act.PUBLISH, wave__published_at=None, wave__voided_at=None))
    for one in results:
        drawing.carry_out(wave=one.wave, at=at)
    return len(voids) + len(redos) + len(results)


def settle_seats(at: datetime) -> int:
    """Let seats lapse that were not taken in time; fill them, or return them to a later wave."""
    return seats.settle_due(at=at)


def signature_of_known(wave: Wave) -> str:
    """The signature that an officer brought, or that of a rehearsal's old round; else empty."""
    return wave.beacon_signature or (again.REHEARSED.get(wave.round, "") if wave.is_rehearsal else "")


def verify(at: datetime) -> int:
    """Ask the provider about people who are not verified yet, where there is one that can confirm."""
    return levels.verify_due(provider=provider(), at=at) if settings.IDENTITY_URL else 0


def notify(at: datetime) -> int:
    """Tell every entrant of a published wave their result; what there is to say of seats; and what is void, or
    drawn again."""
    due = list(Wave.objects.filter(published_at__isnull=False, notified_at=None, voided_at=None))
    return sum(notices.queue_results(wave=wave, at=at) for wave in due) + seat_notices.queue_all(at=at)


def send(at: datetime) -> int:
    """Send what waits in the outbox."""
    return messages.send_due(outlets=outlets(), at=at)


def escalate(at: datetime) -> int:
    """Let complaints rise that nobody answered in time."""
    return grievances.escalate(at=at)


def count(at: datetime) -> int:
    """Count the figures of waves that have come further, and of open ones from time to time."""
    return counting.count_due(at=at)


def seal(at: datetime) -> int:
    """Seal the audit trail, and forget windows of limits that are over."""
    limits.forget(at=at)
    return audit.seal()


def forget(at: datetime) -> int:
    """Forget data of people that were kept long enough."""
    return retention.forget(at)


@dataclass(frozen=True)
class Step:
    """One step: its name in logs, and what it does."""

    name: str
    act: Callable[[datetime], int]


STEPS = (
    Step("verify", verify),
    Step("acknowledge", acknowledge),
    Step("close", close_waves),
    Step("commit", commit_lists),
    Step("draw", draw_waves),
    Step("publish", publish_results),
    Step("seats", settle_seats),
    Step("count", count),
    Step("notify", notify),
    Step("send", send),
    Step("escalate", escalate),
    Step("forget", forget),
    Step("seal", seal),
)


def tick(at: datetime) -> dict[str, int]:
    """Do what is due; how much of each. A step that fails is logged and does not keep the others from their work."""
    done = {}
    for step in STEPS:
        try:
            done[step.name] = step.act(at)
        except (LotteryError, OSError, ValueError) as error:
            logger.error("step %s failed", step.name, exc_info=error)
            done[step.name] = -1
    return done
