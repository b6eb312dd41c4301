"""A void draw is drawn again: nothing of the void one is lost, nothing of it counts, anybody can follow the chain."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.cases.models import Case
from gelombang.cli.main import run
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.draws import again, approvals, attempts, drawing
from gelombang.draws.folders import folder_of
from gelombang.draws.models import Draw, Outcome, Seat
from gelombang.engines.folder import Folder
from gelombang.flow import approving, figures, lifecycle
from gelombang.messages.models import Message
from gelombang.people.keys import vault
from gelombang.people.models import Person
from gelombang.waves import selectors as waves
from gelombang.waves.models import Application, Judgement, PastAttempt, PriorAward, Proposal, Wave
from gelombang.waves.services import appeals, closing, exclusions, leaving, opening, proposals
from tests.factories import programme, verifier

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
    return [programme.person(n, region=(alor, linggau)[n % 2]) for n in range(14)]


@pytest.fixture
def drawn(people: list[Person]) -> Wave:
    """A wave that is drawn, with one person kept out by a list."""
    wave = programme.wave()
    for one in people:
        programme.applied(wave, one)
    loaded(wave, people[0])
    return ticked(wave, times=2)


def loaded(wave: Wave, *listed: Person, source: str = "BKN") -> None:
    numbers = "\n".join(vault().unlock(one.nik_locked) for one in listed)
    programme.listed(wave, f"nik\n{numbers}\n", status="civil_servant", source=source, at=timezone.now())


def kept_files(folder: Folder) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.public.rglob("*") if path.is_file()}


def test_a_void_wave_is_drawn_again_and_nothing_of_the_void_draw_is_lost(
    drawn: Wave, people: list[Person]
) -> None:
    programme.published(drawn)
    lifecycle.notify(timezone.now())
    first, files = folder_of(drawn), kept_files(folder_of(drawn))
    selected = set(PriorAward.objects.values_list("person_id", flat=True))
    voided(drawn)
    before = kept_files(first)
    assert files.items() <= before.items()  # the void added its statement, and changed nothing

    # somebody objects, and it is granted; two others are put on a list that was not known
    now = timezone.now()
    case = appeals.object_to(wave=drawn, person=people[0], words="Saya bukan ASN.", by="x", at=now)
    appeals.decide(case=case, decision=Case.Decision.GRANTED, reason="Benar.", by="y", at=now)
    loaded(drawn, people[1], people[2], source="Kemensos")
    reopened(drawn)
    facts = {"round": 9683710, "n_entries": 13, "n_more": 1, "n_fewer": 2}
    kept = Proposal.objects.get(act="again")
    assert kept.facts == {**facts, "manifest_sha256": first.manifest.sha256()}
    assert (drawn.attempt, drawn.voided_at, drawn.committed_at, drawn.n_selected) == (2, None, None, None)
    past = PastAttempt.objects.get()
    assert (past.attempt, past.void_reason, past.n_entries, past.n_selected) == (1, WHY, 13, 10)
    assert Judgement.objects.filter(is_entry=True, ticket__isnull=False).count() == 13
    assert Judgement.objects.get(is_entry=False).reasons[0]["rule"] == "listed"
    with pytest.raises(exclusions.ListWrong):  # its lists are fixed again
        loaded(drawn, people[3], source="Kemdikbud")

    ticked(drawn, times=2)
    assert (drawn.n_entries, drawn.round) == (12, 9683710)
    programme.published(drawn)
    ticked(drawn)
    assert kept_files(first) == before
    assert folder_of(drawn).root.name == "rehearsal-gelombang-1.2"
    _rows_of_both(drawn, selected)
    _in_the_register(drawn)
    _told()
    _verified(first.root, folder_of(drawn).root)


def _rows_of_both(wave: Wave, selected_before: set[int]) -> None:
    assert sorted(Outcome.objects.values_list("attempt", flat=True)) == [1] * 13 + [2] * 12
    assert Outcome.objects.filter(Outcome.IN_FORCE).count() == 12
    assert Seat.objects.filter(Seat.IN_FORCE).count() == 10 == wave.n_selected
    awards = PriorAward.objects.filter(attempt=1)
    assert set(awards.values_list("person_id", flat=True)) == selected_before
    assert not awards.filter(lapsed_at=None).exists()
    assert PriorAward.objects.filter(attempt=2, lapsed_at=None).count() == 10
    figure = figures.of_wave(wave)
    assert figure is not None
    assert (figure.n_joined, figure.n_eligible, figure.n_not_eligible, figure.n_selected) == (14, 12, 2, 10)


def _in_the_register(wave: Wave) -> None:
    void, redo = Draw.objects.order_by("attempt")
    assert (void.slug, void.attempt, void.is_void) == ("rehearsal-gelombang-1", 1, True)
    assert (redo.slug, redo.attempt, redo.is_void) == ("rehearsal-gelombang-1-2", 2, False)
    assert redo.prev == void.manifest_sha256
    assert (attempts.repeats(redo), attempts.repeats(void)) == ((void, None), (None, redo))
    assert attempts.of_wave(wave) == redo
    assert Event.objects.get(act="waves:wave:reopened").facts["attempt"] == 2


def _told() -> None:
    keys = Message.objects.values_list("key", flat=True)
    told = Counter(key.partition(":")[0] for key in keys if not key.startswith("receipt:"))
    assert (told["result"], told["void"], told["again"]) == (13 + 12, 13, 14)
    assert Message.objects.filter(text__contains="Anda tidak masuk daftar baru").count() == 2


def _verified(*folders: Path) -> None:
    """Both verifiers find one chain of a void draw and its redo."""
    assert run(["draw", "verify", *map(str, folders)]) == 0
    code, told = verifier.verify(*folders)
    assert code == 0, told


def test_a_redo_is_refused_out_of_order_alone_and_twice(drawn: Wave) -> None:
    now = timezone.now()
    with pytest.raises(opening.WaveNotReady, match="not void"):
        again.propose_again(wave=drawn, by=OFFICER, at=now)
    approvals.propose_void(wave=drawn, by=OFFICER, at=now, why=WHY)
    approvals.void(wave=drawn, by=APPROVER, at=now)
    with pytest.raises(opening.WaveNotReady, match="void not told"):
        again.propose_again(wave=drawn, by=OFFICER, at=now)
    lifecycle.notify(now)
    stale = approvals.propose_result  # what was proposed of the void attempt is never approved for the next
    proposal = again.propose_again(wave=drawn, by=OFFICER, at=now)
    with pytest.raises(proposals.AlreadyProposed):
        again.propose_again(wave=drawn, by=APPROVER, at=now)
    with pytest.raises(proposals.SamePersonTwice):
        approving.approve(proposal=proposal, by=OFFICER, at=now)
    approving.approve(proposal=proposal, by=APPROVER, at=now)
    with pytest.raises(proposals.AlreadyDecided):
        approving.approve(proposal=proposal, by="account:903", at=now)
    with pytest.raises(opening.WaveNotReady, match="overtaken"):
        stale(wave=drawn, by=OFFICER, at=now)
    drawn.refresh_from_db()
    voided(ticked(drawn, times=2))
    with pytest.raises(opening.WaveNotReady, match="rehearsed out"):
        again.propose_again(wave=drawn, by=OFFICER, at=now)
    assert Message.objects.filter(key__startswith="void:").count() == 26  # each void is told


def test_a_proposal_of_the_void_attempt_decides_nothing_of_the_next(drawn: Wave) -> None:
    now = timezone.now()
    stale = approvals.propose_result(wave=drawn, by=OFFICER, at=now)
    between = programme.wave(2)
    programme.applied(between, programme.person(50, region=programme.regions()[0]))
    voided(drawn)
    ticked(between, times=2)
    ticked(reopened(drawn), times=2)
    # what another wave committed since is the draw before: draws are one chain
    assert folder_of(drawn).manifest.prev == folder_of(between).manifest.sha256()
    _verified(*(folder_of(wave, n).root for wave, n in ((drawn, 2), (between, 1), (drawn, 1))))
    approvals.propose_result(wave=drawn, by=OFFICER, at=now)
    with pytest.raises(opening.WaveNotReady, match="overtaken"):
        approving.approve(proposal=Proposal.objects.get(pk=stale.pk), by=APPROVER, at=now)
    assert [one.attempt for one in waves.proposals_waiting()] == [2]


def test_the_notice_of_a_redo_is_never_shorter_than_promised(people: list[Person]) -> None:
    """A real wave: whatever comes late, the round comes the promised hours after the list."""
    start = timezone.now() - timedelta(days=30)
    wave = programme.wave(opens_at=start, closes_at=start + timedelta(days=1), is_rehearsal=False)
    for one in people[:4]:
        programme.applied(wave, one)
    closed = wave.closes_at
    lifecycle.close_waves(closed)
    lifecycle.commit_lists(closed)
    wave.refresh_from_db()
    voided(wave, at=closed + timedelta(hours=1))
    at = closed + timedelta(hours=2)
    proposal = again.propose_again(wave=wave, by=OFFICER, at=at)
    out = QUICKNET.time_of(proposal.facts["round"])
    assert timedelta() <= out - (at + timedelta(hours=72 + 25)) < timedelta(seconds=3)
    late = at + timedelta(hours=24, seconds=4)
    with pytest.raises(opening.WaveNotReady, match="notice too short"):
        again.again(wave=wave, by=APPROVER, at=late)
    again.again(wave=wave, by=APPROVER, at=at + timedelta(hours=24))
    wave.refresh_from_db()
    assert wave.round == proposal.facts["round"]
    published = at + timedelta(hours=40)  # nobody ran the tick for 16 hours
    lifecycle.commit_lists(published)
    lifecycle.notify(published)
    wave.refresh_from_db()
    assert (
        wave.round
        == folder_of(wave).manifest.round
        == QUICKNET.first_round_at(published + timedelta(hours=72))
    )
    assert Message.objects.filter(text__contains="Angka acaknya keluar").count() == 4


def test_whoever_was_erased_meanwhile_is_not_drawn(drawn: Wave, people: list[Person]) -> None:
    voided(drawn)
    leaving.erase(person=people[5], by="x", at=timezone.now())
    ticked(reopened(drawn), times=2)
    assert (drawn.n_submitted, drawn.n_entries) == (14, 12)
    application = Application.objects.get(person=people[5])
    assert (application.is_entry, application.ticket) == (False, None)


def test_a_redo_that_was_interrupted_between_folder_and_rows_goes_on(
    drawn: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    reopened(voided(drawn))
    with monkeypatch.context() as broken:
        broken.setattr("gelombang.draws.drawing._give_tickets", _fail)
        assert lifecycle.tick(timezone.now())["commit"] == -1
    before = folder_of(Wave.objects.get()).manifest.sha256()
    ticked(drawn, times=2)
    assert folder_of(drawn).manifest.sha256() == before
    assert drawn.drawn_at is not None
    assert Application.objects.filter(ticket__isnull=False).count() == drawn.n_entries


def _fail(*_: object) -> None:
    raise OSError("no room")


def test_who_works_for_an_attempt_that_is_over_writes_nothing(drawn: Wave) -> None:
    """A tick that was held up since before the void: it has read the wave as it was."""
    now = timezone.now()
    approvals.propose_result(wave=drawn, by=OFFICER, at=now)
    approvals.approve_result(wave=drawn, by=APPROVER, at=now)
    stale = Wave.objects.get()
    voided(drawn)
    drawing.carry_out(wave=stale, at=now)  # the void one: no award that would bar somebody from a later wave
    assert (Outcome.objects.count(), PriorAward.objects.count()) == (0, 0)
    ticked(reopened(drawn))
    rows = list(Application.objects.order_by("pk").values("is_entry", "ticket", "reasons"))
    closing.qualify(wave=stale)
    drawing.commit_list(wave=stale, at=now)
    drawing.carry_out(wave=stale, at=now)
    assert list(Application.objects.order_by("pk").values("is_entry", "ticket", "reasons")) == rows
    assert Outcome.objects.count() == 0
    drawn.refresh_from_db()
    assert (drawn.published_at, Draw.objects.count()) == (None, 2)


def test_the_page_of_a_third_attempt_says_how_often() -> None:
    second = Draw(slug="gelombang-1-2", attempt=2, voided_at=timezone.now(), void_reason=WHY)
    assert "sudah 2 kali dikunci" in render_to_string("draws/_again.html", {"repeated": second})
    first = Draw(slug="gelombang-1", attempt=1, voided_at=timezone.now(), void_reason=WHY)
    assert "kali dikunci" not in render_to_string("draws/_again.html", {"repeated": first})
