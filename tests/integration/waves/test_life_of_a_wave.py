"""A wave from open to published, and into the next: every row follows from the evidence."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from gelombang.core.lottery import jcs
from gelombang.draws.folders import folder_of
from gelombang.draws.models import Draw, Outcome
from gelombang.engines.folder import Folder
from gelombang.engines.verify import verify
from gelombang.flow import lifecycle
from gelombang.messages.models import Message
from gelombang.waves.keys import operator
from gelombang.waves.models import Application, PriorAward, Wave
from gelombang.waves.services import applying
from tests.factories import programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def drawn() -> Wave:
    alor, linggau = programme.regions()
    people = [programme.person(n, region=(alor, linggau)[n % 2]) for n in range(40)]
    wave = programme.wave()
    for one in people:
        programme.applied(wave, one)
    now = timezone.now()
    for _ in range(2):
        done = lifecycle.tick(now)
        assert -1 not in done.values(), done
    wave.refresh_from_db()
    return wave


def test_a_wave_closes_is_committed_and_drawn_by_itself_and_published_by_a_person(drawn: Wave) -> None:
    assert (drawn.n_submitted, drawn.n_entries, drawn.published_at) == (40, 40, None)
    assert drawn.drawn_at is not None
    programme.published(drawn)
    drawn.refresh_from_db()
    assert drawn.n_selected == 10 == PriorAward.objects.count()
    assert Outcome.objects.count() == 40
    assert Draw.objects.get().n_selected == 10
    folder = Folder.open(folder_of(drawn).root)
    assert verify(folder, operator=operator().public_key, now=timezone.now()).holds


def test_everyone_finds_their_receipt_in_the_list_and_their_result_behind_it(drawn: Wave) -> None:
    programme.published(drawn)
    lines = (folder_of(drawn).public / "list.csv").read_text("ascii").splitlines()
    results = (folder_of(drawn).public / "result" / "results.csv").read_text("ascii").splitlines()
    for application in Application.objects.all():
        assert application.ticket is not None
        assert lines[application.ticket - 1].startswith(application.commit)
        assert application.receipt is not None
        assert application.receipt["commit"] == application.commit
        outcome = Outcome.objects.get(application=application)
        assert (results[application.ticket - 1].split(",")[1] == "W") is outcome.is_selected


def test_every_entrant_is_told_once(drawn: Wave) -> None:
    programme.published(drawn)
    for _ in range(3):
        lifecycle.notify(timezone.now())
    assert Message.objects.filter(key__startswith="result:").count() == 40
    assert Message.objects.filter(text__contains="tidak terpilih").count() == 30


def test_who_lost_joins_the_next_wave_with_nothing_to_type_and_who_won_does_not(drawn: Wave) -> None:
    programme.published(drawn)
    now = timezone.now()
    following = programme.wave(2, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=3))
    lost = Outcome.objects.filter(is_selected=False).select_related("application__person").first()
    won = Outcome.objects.filter(is_selected=True).select_related("application__person").first()
    assert lost is not None
    assert won is not None
    made = applying.again(wave=following, person=lost.application.person, at=now)
    assert made.submitted_at == now
    assert made.receipt is not None
    assert made.receipt["draw_id"] == following.draw_id
    assert made.commit != lost.application.commit
    with pytest.raises(applying.NotEligible) as raised:
        applying.again(wave=following, person=won.application.person, at=now)
    assert [reason.rule for reason in raised.value.reasons] == ["served"]


def test_nothing_is_taken_at_the_closing_second(drawn: Wave) -> None:
    alor, _ = programme.regions()
    now = timezone.now()
    wave = programme.wave(2, opens_at=now - timedelta(hours=2), closes_at=now)
    one = programme.person(77, region=alor)
    with pytest.raises(applying.NotOpen) as raised:
        programme.applied(wave, one, at=now)
    assert raised.value.when == "late"
    last = programme.applied(wave, one, at=now - timedelta(seconds=1))
    assert jcs.canonical(last.receipt)


def test_a_second_submission_changes_nothing() -> None:
    alor, _ = programme.regions()
    first = programme.applied(programme.wave(), programme.person(1, region=alor))
    again = applying.submit(application=first, at=first.wave.opens_at + timedelta(hours=5))
    assert (again.receipt, again.submitted_at) == (first.receipt, first.submitted_at)


def test_a_tick_that_was_interrupted_goes_on(drawn: Wave) -> None:
    before = folder_of(drawn).manifest.sha256()
    Wave.objects.update(drawn_at=None)
    Outcome.objects.all().delete()
    lifecycle.tick(timezone.now())
    drawn.refresh_from_db()
    assert drawn.drawn_at is not None
    assert folder_of(drawn).manifest.sha256() == before
