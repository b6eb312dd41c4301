"""Reading waves and applications."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncHour

from gelombang.cases.models import Case
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.receipt import bounds_of
from gelombang.people.models import Person

from .models import Application, ExclusionList, Judgement, PastAttempt, Proposal, Wave


def announced() -> QuerySet[Wave]:
    """What everybody may see, the latest first."""
    return Wave.objects.filter(announced_at__isnull=False)


def by_number(number: int) -> Wave | None:
    """An announced wave."""
    return announced().filter(number=number).first()


def open_at(at: datetime) -> Wave | None:
    """The wave that takes applications now."""
    return (
        announced().filter(opens_at__lte=at, closes_at__gt=at, closed_at=None).order_by("closes_at").first()
    )


def next_after(at: datetime) -> Wave | None:
    """The next that will open."""
    return announced().filter(opens_at__gt=at).order_by("opens_at").first()


def awaited_at(at: datetime) -> Wave | None:
    """The wave that has closed last and whose result is not published: what people look for then."""
    closed = announced().filter(Q(closes_at__lte=at) | Q(closed_at__isnull=False))
    return closed.filter(published_at=None, voided_at=None).order_by("-closes_at").first()


def application_to(*, wave: Wave, person: Person) -> Application | None:
    """The person's application to the wave, begun or submitted; not one that they withdrew."""
    found = Application.objects.select_related("wave").filter(Application.STANDS, wave=wave, person=person)
    return found.first()


def attempts_of(person: Person) -> QuerySet[Application]:
    """Every application that the person ever submitted, withdrawn ones too, the latest first."""
    found = Application.objects.filter(submitted_at__isnull=False, person=person)
    return found.select_related("wave", "person").order_by("-wave__number", "-pk")


def every_of(person: Person) -> QuerySet[Application]:
    """Every application of the person, begun ones too, the latest first."""
    found = Application.objects.filter(person=person)
    return found.select_related("wave").order_by("-wave__number", "-pk")


def last_joined(person: Person) -> Application | None:
    """The person's application to the latest wave that they joined and did not withdraw from."""
    return attempts_of(person).filter(Application.STANDS).first()


def under_way_of(person: Person) -> QuerySet[Application]:
    """The person's applications to waves that have no result yet and are not void, the one that closes first first."""
    found = Application.objects.filter(
        Application.SUBMITTED, person=person, wave__published_at=None, wave__voided_at=None
    )
    return found.select_related("wave").order_by("wave__closes_at", "pk")


def every() -> QuerySet[Wave]:
    """For staff: every wave, the latest first."""
    return Wave.objects.order_by("-number")


STATES: Mapping[str, Q] = {
    "prepared": Q(announced_at=None),
    "announced": Q(announced_at__isnull=False, closed_at=None),
    "closed": Q(closed_at__isnull=False, published_at=None, voided_at=None),
    "published": Q(published_at__isnull=False, voided_at=None),
    "void": Q(voided_at__isnull=False),
}
"""Where a wave can stand: each is in one of these."""


def listed(*, state: str = "", before: int = 0) -> QuerySet[Wave]:
    """For staff: waves, the latest first, from before the one with this number on; in a state, where given."""
    found = every().filter(STATES[state]) if state else every()
    return found.filter(number__lt=before) if before else found


def state_of(wave: Wave) -> str:
    """Which of `STATES` a wave is in."""
    if wave.voided_at is not None:
        return "void"
    if wave.published_at is not None:
        return "published"
    if wave.closed_at is not None:
        return "closed"
    return "prepared" if wave.announced_at is None else "announced"


def under_way() -> QuerySet[Wave]:
    """Announced waves whose result is not published and that are not void, with what was proposed about them."""
    found = Wave.objects.filter(announced_at__isnull=False, published_at=None, voided_at=None)
    return found.order_by("number").prefetch_related("proposals")


def any_by_number(number: int) -> Wave | None:
    """For staff: a wave, prepared ones too."""
    return Wave.objects.filter(number=number).first()


def proposals_waiting() -> QuerySet[Proposal]:
    """What waits for a second person, the oldest first; not what a void or another attempt has overtaken."""
    waiting = Proposal.objects.filter(decided_at=None, attempt=F("wave__attempt"))
    return (
        waiting.select_related("wave")
        .order_by("pk")
        .exclude(act=Proposal.Act.PUBLISH, wave__voided_at__isnull=False)
    )


def proposals_of(wave: Wave) -> QuerySet[Proposal]:
    """Everything that was proposed about a wave, the latest first."""
    return wave.proposals.order_by("-pk")


def void_waiting(wave: Wave) -> Proposal | None:
    """The proposal to declare the wave's present draw void that nobody decided yet."""
    return wave.proposals.filter(act=Proposal.Act.VOID, attempt=wave.attempt, decided_at=None).first()


def entries_before(applications: Iterable[Application]) -> frozenset[tuple[int, int]]:
    """Application and attempt, of past attempts in whose list each application was."""
    keys = [one.pk for one in applications]
    if not keys:
        return frozenset()
    found = Judgement.objects.filter(application__in=keys, is_entry=True)
    return frozenset(found.values_list("application_id", "attempt"))


def past_attempts(wave: Wave) -> QuerySet[PastAttempt]:
    """Void attempts of a wave that were drawn again, the first one first."""
    return wave.past_attempts.order_by("attempt")


def may_be_drawn_again(since: datetime) -> QuerySet[Wave]:
    """Waves declared void since then about whose redo nobody has decided or proposed anything."""
    of_it = Proposal.objects.filter(wave=OuterRef("pk"), attempt=OuterRef("attempt"), act=Proposal.Act.AGAIN)
    return Wave.objects.filter(~Exists(of_it), voided_at__gte=since).order_by("number")


def granted_too_late(wave: Wave) -> int:
    """How many people whose objection was granted after the list of a wave was sealed are not in it."""
    if wave.committed_at is None:
        return 0
    granted = Case.objects.filter(
        key__startswith=f"appeal:{wave.number}:",
        decision=Case.Decision.GRANTED,
        decided_at__gt=wave.committed_at,
    )
    people = [int(subject.partition(":")[2]) for subject in granted.values_list("subject", flat=True)]
    left_out = Application.objects.filter(Application.SUBMITTED, wave=wave, is_entry=False)
    return left_out.filter(person__in=people).count()


def proposal_by_key(pk: int) -> Proposal | None:
    """The proposal with this key, with its wave."""
    return Proposal.objects.select_related("wave").filter(pk=pk).first()


def by_receipt(code: str) -> Application | None:
    """The application with this receipt code; None where there is none, or it cannot be a code."""
    try:
        low, high = bounds_of(code)
    except LotteryError:
        return None
    found = Application.objects.select_related("wave").filter(commit__gte=low, commit__lte=high)
    return found.exclude(commit="").first()


def application_by_key(pk: int) -> Application | None:
    """The application of this number."""
    return Application.objects.filter(pk=pk).first()


def by_hour(wave: Wave) -> list[tuple[datetime, int]]:
    """Submitted applications by the hour of their submission, in order."""
    submitted = Application.objects.filter(Application.SUBMITTED, wave=wave).order_by()
    found = submitted.values_list(TruncHour("submitted_at")).annotate(n=Count("pk"))
    return sorted((hour, n) for hour, n in found if hour is not None)


def n_submitted_to(waves: Iterable[Wave]) -> dict[int, int]:
    """Submitted applications so far, by the key of the wave."""
    found = Application.objects.filter(Application.SUBMITTED, wave__in=[wave.pk for wave in waves]).order_by()
    return dict(found.values_list("wave").annotate(n=Count("pk")))


def by_stratum(wave: Wave) -> dict[str, int]:
    """Submitted applications by stratum."""
    submitted = Application.objects.filter(Application.SUBMITTED, wave=wave).order_by()
    return dict(submitted.values_list("stratum").annotate(n=Count("pk")))


def cells(wave: Wave) -> list[tuple[str, int, int]]:
    """Stratum, groups and how many, of the entries of a wave."""
    entries = Application.objects.filter(wave=wave, is_entry=True).order_by()
    return sorted(entries.values_list("stratum", "groups").annotate(n=Count("pk")))


def last_committed() -> Wave | None:
    """The latest wave whose list is sealed: what a forecast leans on."""
    return Wave.objects.filter(n_entries__gt=0).order_by("-committed_at").first()


def lists_of(wave: Wave, *, before: int = 0) -> QuerySet[ExclusionList]:
    """Every exclusion list of a wave, the latest first, from before the one with this key on."""
    found = wave.exclusion_lists.order_by("-pk")
    return found.filter(pk__lt=before) if before else found


def lists_may_change(wave: Wave) -> bool:
    """Whether its lists can still be put right: until it closes, and while its draw is void."""
    return wave.closed_at is None or wave.voided_at is not None


def lists_waiting() -> QuerySet[ExclusionList]:
    """Loaded lists that can still count and that nobody has let count, the oldest first."""
    can_count = Q(wave__closed_at=None) | Q(wave__voided_at__isnull=False)
    found = ExclusionList.objects.filter(can_count, in_force_at=None, withdrawn_at=None)
    return found.select_related("wave").order_by("pk")


def list_by_key(pk: int) -> ExclusionList | None:
    """The exclusion list with this key, with its wave."""
    return ExclusionList.objects.select_related("wave").filter(pk=pk).first()


def returned() -> list[Wave]:
    """Waves whose vacant seats went back, to be added to a later one; the latest first."""
    return list(
        Wave.objects.filter(n_returned__gt=0, voided_at=None, is_rehearsal=False).order_by("-number")[:10]
    )
