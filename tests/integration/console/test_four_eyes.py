"""Nobody announces, publishes or voids alone, twice, out of order, or silently."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.draws import again, approvals, drawing
from gelombang.draws.models import Draw
from gelombang.engines.errors import NotThroughTheGate, SignatureForged
from gelombang.flow import approving, lifecycle
from gelombang.messages.models import Message
from gelombang.people.roles import Role
from gelombang.portal.console import board, refusals
from gelombang.waves.models import PriorAward, Proposal, Wave
from gelombang.waves.services import opening, proposals
from tests.factories import programme
from tests.factories.people import staff

OFFICER, APPROVER, OTHER = "account:901", "account:902", "account:903"


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")
    settings.BEACON_URL = ""


def drawn(n: int = 20) -> Wave:
    """A rehearsal with people, drawn, not published."""
    alor, linggau = programme.regions()
    wave = programme.wave()
    for number in range(n):
        programme.applied(wave, programme.person(number, region=(alor, linggau)[number % 2]))
    for _ in range(2):
        assert -1 not in lifecycle.tick(timezone.now()).values()
    wave.refresh_from_db()
    return wave


def acts() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("act", flat=True))


@pytest.mark.django_db
def test_preparing_proposes_and_another_person_announces() -> None:
    wave = programme.wave(announced=False)
    waiting = wave.proposals.get()
    assert waiting.facts["policy_sha256"] == opening.policy_sha256(wave)
    assert waiting.facts["round"] == wave.round
    with pytest.raises(proposals.SamePersonTwice):
        approving.approve(proposal=waiting, by=OFFICER, at=programme.OPENS)
    decided = approving.approve(proposal=waiting, by=APPROVER, at=programme.OPENS)
    assert (decided.decision, decided.decided_by) == ("approved", APPROVER)
    wave.refresh_from_db()
    assert wave.announced_by == APPROVER
    assert acts()[-4:] == [
        "waves:wave:prepared",
        "waves:proposal:made",
        "waves:proposal:approved",
        "waves:wave:announced",
    ]
    with pytest.raises(proposals.AlreadyDecided):
        approving.approve(proposal=decided, by=OTHER, at=programme.OPENS)


@pytest.mark.django_db
def test_a_refused_wave_is_changed_and_proposed_again_and_a_waiting_one_is_not() -> None:
    wave = programme.wave(announced=False)
    stated = {
        "name": "Gelombang lain",
        "opens_at": wave.opens_at,
        "closes_at": wave.closes_at,
        "policy_source": wave.policy_source,
        "n_seats": wave.n_seats,
        "groups": wave.groups,
    }
    with pytest.raises(opening.WaveNotReady):
        opening.change(wave=wave, **stated, by=OFFICER, at=programme.OPENS)
    with pytest.raises(proposals.ReasonNeeded):
        proposals.refuse(proposal=wave.proposals.get(), by=APPROVER, at=programme.OPENS, reason=" ")
    proposals.refuse(proposal=wave.proposals.get(), by=APPROVER, at=programme.OPENS, reason="Terlalu singkat")
    with pytest.raises(proposals.NotProposed):
        opening.announce(wave=wave, by=APPROVER, at=programme.OPENS)
    changed = opening.change(wave=wave, **stated, by=OFFICER, at=programme.OPENS)
    opening.announce(wave=changed, by=APPROVER, at=programme.OPENS)
    assert Wave.objects.get().name == "Gelombang lain"
    with pytest.raises(opening.WaveNotReady):
        opening.change(wave=changed, **stated, by=OFFICER, at=programme.OPENS)


@pytest.mark.django_db
def test_a_number_is_taken_once() -> None:
    programme.wave(announced=False)
    with pytest.raises(opening.NumberTaken):
        programme.wave(announced=False)


@pytest.mark.django_db
def test_a_result_is_published_by_two_and_not_before_it_is_drawn() -> None:
    soon = timezone.now() + timedelta(days=1)
    early = programme.wave(7, opens_at=soon, closes_at=soon + timedelta(days=1))
    for act in (approvals.propose_result, approvals.approve_result):
        with pytest.raises(opening.WaveNotReady):
            act(wave=early, by=OFFICER, at=timezone.now())
    wave, now = drawn(), timezone.now()
    with pytest.raises(proposals.NotProposed):
        drawing.publish_result(wave=wave, by=APPROVER, at=now)
    with pytest.raises(proposals.NotProposed):
        drawing.carry_out(wave=wave, at=now)
    made = approvals.propose_result(wave=wave, by=OFFICER, at=now)
    with pytest.raises(proposals.AlreadyProposed):
        approvals.propose_result(wave=wave, by=OTHER, at=now)
    with pytest.raises(proposals.SamePersonTwice):
        approving.approve(proposal=made, by=OFFICER, at=now)
    assert Draw.objects.get().drawn_at is None
    approving.approve(proposal=made, by=APPROVER, at=now)
    wave.refresh_from_db()
    assert wave.published_at == now
    assert Draw.objects.get().n_selected == wave.n_selected
    with pytest.raises(opening.WaveNotReady):
        approvals.propose_result(wave=wave, by=OFFICER, at=now)


@pytest.mark.django_db
def test_what_the_gate_stopped_can_only_be_void(monkeypatch: pytest.MonkeyPatch) -> None:
    wave, now = drawn(), timezone.now()
    made = approvals.propose_result(wave=wave, by=OFFICER, at=now)
    monkeypatch.setattr(approvals, "gate_of", lambda _wave: False)
    with pytest.raises(NotThroughTheGate):
        approving.approve(proposal=made, by=APPROVER, at=now)
    with pytest.raises(proposals.ReasonNeeded):
        approvals.propose_void(wave=wave, by=OFFICER, at=now, why="  ")
    void = approvals.propose_void(wave=wave, by=OFFICER, at=now, why="Uji kejanggalan menahan hasil ini.")
    with pytest.raises(proposals.SamePersonTwice):
        approving.approve(proposal=void, by=OFFICER, at=now)
    approving.approve(proposal=void, by=APPROVER, at=now)
    wave.refresh_from_db()
    assert (wave.voided_at, wave.void_reason) == (now, "Uji kejanggalan menahan hasil ini.")
    assert Draw.objects.get().void_reason == wave.void_reason
    assert lifecycle.tick(timezone.now())["notify"] == 20  # that it is void, and no result
    assert not Message.objects.filter(key__startswith="result:").exists()
    with pytest.raises(opening.WaveNotReady):
        approving.approve(proposal=made, by=APPROVER, at=now)


@pytest.mark.django_db
def test_a_void_after_publication_bars_nobody_from_later_waves() -> None:
    wave = programme.published(drawn())
    assert PriorAward.objects.filter(lapsed_at=None).count() == wave.n_selected
    approvals.propose_void(wave=wave, by=OFFICER, at=timezone.now(), why="Daftar pengecualian salah.")
    approvals.void(wave=wave, by=APPROVER, at=timezone.now())
    assert not PriorAward.objects.filter(lapsed_at=None).exists()


@pytest.mark.django_db
def test_an_approval_that_was_interrupted_is_carried_out_by_the_tick() -> None:
    wave, now = drawn(), timezone.now()
    approvals.propose_result(wave=wave, by=OFFICER, at=now)
    approvals.approve_result(wave=wave, by=APPROVER, at=now)
    assert lifecycle.tick(timezone.now())["publish"] == 1
    wave.refresh_from_db()
    assert wave.published_at is not None
    assert lifecycle.tick(timezone.now())["publish"] == 0


@pytest.mark.django_db
def test_a_signature_is_kept_only_for_its_round_once_it_is_out_and_genuine() -> None:
    wave = programme.wave()
    signature = again.REHEARSED[wave.round]
    now = timezone.now()
    with pytest.raises(opening.WaveNotReady):
        approvals.keep_signature(wave=wave, signature=signature, by=OFFICER, at=now)
    lifecycle.close_waves(now)
    lifecycle.commit_lists(now)
    Wave.objects.update(is_rehearsal=False)
    with pytest.raises(opening.WaveNotReady):
        approvals.keep_signature(
            wave=wave, signature=signature, by=OFFICER, at=QUICKNET.time_of(wave.round) - timedelta(seconds=1)
        )
    for forged in ("", "00" * 48, signature[:-1], signature[:-1] + ("0" if signature[-1] != "0" else "1")):
        with pytest.raises(SignatureForged):
            approvals.keep_signature(wave=wave, signature=forged, by=OFFICER, at=now)
    kept = approvals.keep_signature(wave=wave, signature=f" {signature.upper()}\n", by=OFFICER, at=now)
    assert kept.beacon_signature == signature
    assert acts()[-1] == "waves:signature:kept"
    with pytest.raises(opening.WaveNotReady):
        approvals.keep_signature(wave=wave, signature=signature, by=OFFICER, at=now)


@pytest.mark.django_db
def test_the_database_itself_refuses_one_pair_of_eyes() -> None:
    waiting = programme.wave(announced=False).proposals.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=waiting.pk).update(
            decision="approved", decided_by=waiting.by, decided_at=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(
            wave=waiting.wave, act="announce", by="account:7", at=timezone.now(), facts={}
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_is_told_that_it_is_done() -> None:
    wave = programme.wave(announced=False)
    start, told = Barrier(2), []

    def work(by: str) -> None:
        start.wait()
        try:
            opening.announce(wave=Wave.objects.get(pk=wave.pk), by=by, at=programme.OPENS)
            told.append("done")
        except (proposals.AlreadyDecided, proposals.NotProposed, opening.WaveNotReady):
            told.append("late")
        except DatabaseError:  # the tests' SQLite lies in memory and has no queue for its one lock
            assert connection.vendor == "sqlite"
            told.append("late")
        finally:
            connection.close()

    threads = [Thread(target=work, args=(by,)) for by in (APPROVER, OTHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if connection.vendor == "sqlite" and told == ["late", "late"]:
        return  # each was in the other's way, and nothing was done
    assert sorted(told) == ["done", "late"]
    wave.refresh_from_db()
    decided = wave.proposals.get()
    assert wave.announced_by == decided.decided_by
    assert acts().count("waves:wave:announced") == 1


@pytest.mark.django_db
def test_a_real_wave_is_not_announced_once_its_opening_time_is_over() -> None:
    wave = programme.wave(announced=False, is_rehearsal=False)
    waiting = wave.proposals.get()
    with pytest.raises(opening.WaveNotReady) as raised:
        approving.approve(proposal=waiting, by=APPROVER, at=wave.opens_at)
    assert raised.value.state == "begun"
    assert "waktu buka" in str(refusals.words(raised.value)).lower()
    proposals.refuse(proposal=waiting, by=APPROVER, at=wave.opens_at, reason="Terlambat")
    later = wave.opens_at + timedelta(hours=2)
    changed = opening.change(
        wave=wave,
        name=wave.name,
        opens_at=later,
        closes_at=wave.closes_at,
        policy_source=wave.policy_source,
        n_seats=wave.n_seats,
        groups=wave.groups,
        by=OFFICER,
        at=wave.opens_at,
    )
    assert opening.announce(wave=changed, by=APPROVER, at=later - timedelta(seconds=1)).announced_at


@pytest.mark.django_db
def test_a_rehearsal_that_two_close_at_once_is_closed_once_and_its_board_says_that_it_can_be() -> None:
    wave = programme.wave()
    first, second = (Wave.objects.get() for _ in range(2))
    at = wave.opens_at + timedelta(hours=1)
    assert "menutupnya sekarang" in board.of(wave, at=at).waits_for
    opening.close_rehearsal_now(wave=first, by=OFFICER, at=at)
    with pytest.raises(opening.WaveNotReady):
        opening.close_rehearsal_now(wave=second, by=OTHER, at=at - timedelta(seconds=1))
    assert Wave.objects.get().closes_at == at
    assert acts().count("waves:rehearsal:shortened") == 1
    real = programme.wave(2, is_rehearsal=False)
    assert "Tidak ada yang bisa menutup" in board.of(real, at=at).waits_for


@pytest.mark.django_db
def test_nothing_is_published_while_a_void_of_it_waits() -> None:
    wave, now = drawn(), timezone.now()
    result = approvals.propose_result(wave=wave, by=OFFICER, at=now)
    void = approvals.propose_void(wave=wave, by=OTHER, at=now, why="Daftar keliru.")
    page = staff(Role.APPROVER).get(f"/kantor/usul/{result.pk}/").content.decode()
    assert f'href="/kantor/usul/{void.pk}/"' in page
    assert f"/kantor/usul/{result.pk}/setuju/" not in page
    with pytest.raises(opening.WaveNotReady) as raised:
        approving.approve(proposal=result, by=APPROVER, at=now)
    assert raised.value.state == "void waits"
    proposals.refuse(proposal=void, by=APPROVER, at=now, reason="Daftar benar.")
    approving.approve(proposal=Proposal.objects.get(pk=result.pk), by=APPROVER, at=now)
    assert Wave.objects.get().published_at is not None
