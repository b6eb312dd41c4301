"""A void draw is drawn again: nothing of the void one is lost, nothing of it counts, anybody can follow the chain."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.cases.models import Case
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.draws import again, approvals, attempts
from gelombang.draws.folders import folder_of
from gelombang.draws.models import Draw, Outcome, Seat
from gelombang.flow import approving, figures, lifecycle
from gelombang.messages.models import Message
from gelombang.people.models import Person
from gelombang.waves.models import Application, Judgement, PastAttempt, PriorAward, Proposal, Wave
from gelombang.waves.services import appeals, exclusions, leaving, opening, proposals
from tests.factories import programme

pytestmark = pytest.mark.django_db

OFFICER, APPROVER = "account:901", "account:902"
WHY = "Daftar pengecualian yang dipakai salah."


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


def ticked(wave: Wave, *, times: int = 1, at: datetime | None = None) -> Wave:
    for _ in range(times):
        done = lifecycle.tick(at or timezone.now())
        assert -1 not in done.values(), done
    wave.refresh_from_db()
    return wave


def voided(wave: Wave, *, at: datetime | None = None) -> Wave:
    """Void by two people, and everybody told."""
    moment = at or timezone.now()
    approvals.propose_void(wave=wave, by=OFFICER, at=moment, why=WHY)
    approvals.void(wave=wave, by=APPROVER, at=moment)
    lifecycle.notify(moment)
    wave.refresh_from_db()
    return wave


def reopened(wave: Wave) -> Wave:
    now = timezone.now()
    proposal = again.propose_again(wave=wave, by=OFFICER, at=now)
    approving.approve(
        proposal=Proposal.objects.select_related("wave").get(pk=proposal.pk), by=APPROVER, at=now
    )
    wave.refresh_from_db()
    return wave


@pytest.fixture
def people() -> list[Person]:
    alor, linggau = programme.regions()
    return [programme.person(n, region=(alor, linggau)[n % 2]) for n in range(30)]


@pytest.fixture
def drawn(people: list[Person]) -> Wave:
    """A wave that is drawn, with one person kept out by a list."""
    wave = programme.wave()
    for one in people:
        programme.applied(wave, one)
    loaded(wave, people[0])
    return ticked(wave, times=2)


def loaded(wave: Wave, *listed: Person, source: str = "BKN") -> None:
    from gelombang.people.keys import vault

    numbers = "\n".join(vault().unlock(one.nik_locked) for one in listed)
    exclusions.load(
        wave=wave,
        status="civil_servant",
        source=source,
        dated_on=date(2026, 1, 1),
        content=f"nik\n{numbers}\n".encode(),
        by=OFFICER,
        at=timezone.now(),
    )


def test_a_void_wave_is_drawn_again_and_nothing_of_the_void_draw_is_lost(
    drawn: Wave, people: list[Person]
) -> None:
    programme.published(drawn)
    lifecycle.notify(timezone.now())
    first_folder, first_manifest = folder_of(drawn), folder_of(drawn).manifest.sha256()
    files = {path: path.read_bytes() for path in first_folder.public.rglob("*") if path.is_file()}
    first = set(PriorAward.objects.values_list("person_id", flat=True))
    assert drawn.n_entries == 29
    voided(drawn)
    before = {path: path.read_bytes() for path in first_folder.public.rglob("*") if path.is_file()}
    assert files.items() <= before.items()  # the void added its statement, and changed nothing

    # somebody objects, and it is granted; somebody else is put on a list that was not known
    case = appeals.object_to(wave=drawn, person=people[0], words="Saya bukan ASN.", by="x", at=timezone.now())
    appeals.decide(case=case, decision=Case.Decision.GRANTED, reason="Benar.", by="y", at=timezone.now())
    loaded(drawn, people[1], people[2], source="Kemensos")
    proposal = again.propose_again(wave=drawn, by=OFFICER, at=timezone.now())
    assert proposal.facts == {
        "manifest_sha256": first_manifest,
        "round": 9683710,
        "n_entries": 29,
        "n_more": 1,
        "n_fewer": 2,
    }
    with pytest.raises(proposals.SamePersonTwice):
        approving.approve(proposal=proposal, by=OFFICER, at=timezone.now())
    approving.approve(proposal=proposal, by=APPROVER, at=timezone.now())
    drawn.refresh_from_db()
    assert (drawn.attempt, drawn.voided_at, drawn.committed_at, drawn.n_selected) == (2, None, None, None)
    past = PastAttempt.objects.get()
    assert (past.attempt, past.void_reason, past.n_entries, past.n_selected) == (1, WHY, 29, 10)
    assert Judgement.objects.filter(is_entry=True, ticket__isnull=False).count() == 29
    assert Judgement.objects.get(is_entry=False).reasons[0]["rule"] == "listed"
    with pytest.raises(exclusions.ListWrong):  # its lists are fixed again
        loaded(drawn, people[3], source="Kemdikbud")

    ticked(drawn, times=2)
    assert (drawn.n_entries, drawn.round) == (28, 9683710)
    programme.published(drawn)
    ticked(drawn)
    assert {path: path.read_bytes() for path in first_folder.public.rglob("*") if path.is_file()} == before
    assert sorted(Outcome.objects.values_list("attempt", flat=True)) == [1] * 29 + [2] * 28
    assert Outcome.objects.filter(Outcome.IN_FORCE).count() == 28
    assert Seat.objects.filter(Seat.IN_FORCE).count() == 10 == drawn.n_selected
    assert PriorAward.objects.filter(attempt=1, lapsed_at=None).count() == 0
    assert set(PriorAward.objects.filter(attempt=1).values_list("person_id", flat=True)) == first
    assert PriorAward.objects.filter(attempt=2, lapsed_at=None).count() == 10
    void, redo = Draw.objects.order_by("attempt")
    assert (void.slug, void.attempt, void.is_void) == ("rehearsal-gelombang-1", 1, True)
    assert (redo.slug, redo.attempt, redo.is_void) == ("rehearsal-gelombang-1-2", 2, False)
    assert redo.prev == void.manifest_sha256
    assert attempts.repeats(redo) == (void, None)
    assert attempts.repeats(void) == (None, redo)
    assert attempts.of_wave(drawn) == redo
    assert folder_of(drawn).root.name == "rehearsal-gelombang-1.2"
    assert Event.objects.get(act="waves:wave:reopened").facts["attempt"] == 2
    figure = figures.of_wave(drawn)
    assert figure is not None
    assert (figure.n_joined, figure.n_eligible, figure.n_not_eligible, figure.n_selected) == (30, 28, 2, 10)
    told = {key.partition(":")[0]: 0 for key in ("result", "void", "again")}
    for key in Message.objects.values_list("key", flat=True):
        if (kind := key.partition(":")[0]) in told:
            told[kind] += 1
    assert told == {"result": 29 + 28, "void": 29, "again": 30}  # two are told that they are out
    assert Message.objects.filter(text__contains="Anda tidak masuk daftar baru").count() == 2
    _verified(first_folder.root, folder_of(drawn).root)


def _verified(*folders: Path) -> None:
    """Both verifiers find one chain of a void draw and its redo."""
    verifier = Path(__file__).parents[3] / "tools" / "verify_draw.py"
    for command in (
        [sys.executable, "-m", "gelombang", "draw", "verify"],
        [sys.executable, str(verifier)],
    ):
        found = subprocess.run(
            [*command, *map(str, folders)], capture_output=True, text=True, check=False, timeout=300
        )
        assert found.returncode == 0, found.stdout + found.stderr
