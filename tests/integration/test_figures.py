"""Published figures add up: with each other, with the rows, with what the draw published."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gelombang.draws import selectors as draws
from gelombang.draws.folders import folder_of
from gelombang.draws.models import Draw, Outcome, Seat
from gelombang.flow import counting, figures, lifecycle
from gelombang.flow.models import ProgrammeFigure, RegionFigure, WaveFigure
from gelombang.people.models import Account, Person
from gelombang.people.roles import Role
from gelombang.waves.models import Application, Wave
from gelombang.waves.services import applying
from tests.factories import programme
from tests.factories.people import account

pytestmark = pytest.mark.django_db

N, STUDENTS, N_BEGUN = 40, 3, 2


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


def filled(number: int, first: int) -> Wave:
    """A wave of forty who joined, three of whom have become students since, and two who only began."""
    alor, linggau = programme.regions()
    wave = programme.wave(number)
    for n in range(first, first + N):
        programme.applied(wave, programme.person(n, region=(alor, linggau)[n % 3 == 0]))
    for n in range(first + N, first + N + N_BEGUN):
        applying.start(wave=wave, person=programme.person(n, region=alor), at=wave.opens_at)
    keys = list(Person.objects.order_by("pk").values_list("pk", flat=True)[first : first + STUDENTS])
    Person.objects.filter(pk__in=keys).update(statuses=["in_education"])
    return wave


def drawn(wave: Wave) -> Wave:
    for _ in range(2):
        done = lifecycle.tick(timezone.now())
        assert -1 not in done.values(), done
    programme.published(wave)
    lifecycle.tick(timezone.now())
    wave.refresh_from_db()
    return wave


@pytest.fixture
def wave() -> Wave:
    return drawn(filled(1, 0))


def figure_of(wave: Wave) -> WaveFigure:
    found = figures.of_wave(wave)
    assert found is not None
    return found


def whole() -> ProgrammeFigure:
    found = figures.programme()
    assert found is not None
    return found


# One wave.


def test_joined_is_eligible_and_not_eligible(wave: Wave) -> None:
    found = figure_of(wave)
    assert (found.n_joined, found.n_eligible, found.n_not_eligible) == (N, N - STUDENTS, STUDENTS)
    assert found.n_begun == N + N_BEGUN


def test_eligible_are_the_lines_of_the_committed_list(wave: Wave) -> None:
    lines = (folder_of(wave).public / "list.csv").read_text("ascii").splitlines()
    draw = Draw.objects.get()
    assert figure_of(wave).n_eligible == len(lines) == draw.n_entries == folder_of(wave).manifest.n


def test_selected_is_the_outcome_that_was_published(wave: Wave) -> None:
    folder, draw = folder_of(wave), Draw.objects.get()
    assert figure_of(wave).n_selected == sum(folder.outcome["selected"]) == draw.n_selected == wave.n_seats
    assert figure_of(wave).n_selected == Outcome.objects.filter(is_selected=True).count()


def test_seats_taken_and_returned_are_the_selected(wave: Wave) -> None:
    Seat.objects.all().delete()
    now = timezone.now()
    for place, one in enumerate(Application.objects.filter(pk__in=won())):
        Seat.objects.create(
            application=one,
            offered_at=now,
            due_at=now + timedelta(days=7),
            taken_at=now if place < 4 else None,
        )
    assert counting.count_due(at=now) == 0  # within the hour
    assert counting.count_due(at=now + timedelta(hours=2)) == 1
    assert figure_of(wave).n_taken == 4
    Wave.objects.update(seats_settled_at=now + timedelta(hours=3), n_returned=wave.n_seats - 4)
    assert counting.count_due(at=now + timedelta(hours=3)) == 1
    assert counting.count_due(at=now + timedelta(hours=9)) == 0
    assert counting.count_programme(at=now).n_taken == 4
    Wave.objects.update(n_returned=1)
    with pytest.raises(counting.DoNotAddUp):
        counting.count_wave(wave=Wave.objects.get(), at=now)


def test_the_regions_add_up_to_the_wave(wave: Wave) -> None:
    found, regions = figure_of(wave), figures.by_region(wave)
    assert len(regions) == 2
    for name in ("n_joined", "n_eligible", "n_not_eligible", "n_selected"):
        assert sum(getattr(one, name) for one in regions) == getattr(found, name), name


def test_each_region_has_what_the_draw_published_of_it(wave: Wave) -> None:
    published = draws.regions(folder_of(wave))  # from counts.json and cutoffs.csv
    assert {(one.stratum, one.n_eligible, one.n_selected) for one in figures.by_region(wave)} == {
        (one.code, one.n_entries, one.n_selected) for one in published
    }


def test_an_open_wave_has_joined_and_nothing_that_is_not_decided() -> None:
    now = timezone.now()
    alor, _ = programme.regions()
    wave = programme.wave(opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=3))
    programme.applied(wave, programme.person(1, region=alor), at=now)
    assert counting.count_due(at=now) == 1
    found = figure_of(wave)
    assert (found.stage, found.n_joined) == ("open", 1)
    assert (found.n_eligible, found.n_not_eligible, found.n_selected) == (None, None, None)
    programme.applied(wave, programme.person(2, region=alor), at=now)
    assert counting.count_due(at=now + timedelta(minutes=4)) == 0
    assert figure_of(wave).n_joined == 1
    assert counting.count_due(at=now + timedelta(minutes=5)) == 1
    assert figure_of(wave).n_joined == 2


def test_a_wave_that_has_come_no_further_is_not_counted_again(
    wave: Wave, django_assert_max_num_queries
) -> None:
    before = figure_of(wave).counted_at
    with django_assert_max_num_queries(6):
        assert counting.count_due(at=timezone.now()) == 0
    assert figure_of(wave).counted_at == before


def test_drafts_that_were_forgotten_stay_counted(wave: Wave) -> None:
    Application.objects.filter(submitted_at=None).delete()
    counting.count_wave(wave=Wave.objects.get(), at=timezone.now())
    assert figure_of(wave).n_begun == N + N_BEGUN


def test_what_does_not_add_up_is_not_kept(wave: Wave, caplog: pytest.LogCaptureFixture) -> None:
    before = figure_of(wave).counted_at
    WaveFigure.objects.update(stage="sealed")
    Wave.objects.update(n_entries=wave.n_entries + 1 if wave.n_entries else 1)
    with caplog.at_level(logging.ERROR):
        assert counting.count_due(at=timezone.now()) == 0
    assert figure_of(wave).counted_at == before
    assert "do not add up" in caplog.text
    with pytest.raises(counting.DoNotAddUp) as raised:
        counting.count_wave(wave=Wave.objects.get(), at=timezone.now())
    assert (raised.value.counted, raised.value.published) == (N - STUDENTS, N - STUDENTS + 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"n_joined": N + N_BEGUN + 1, "n_eligible": None, "n_not_eligible": None, "n_selected": None},
        {"n_eligible": 1, "n_selected": 1},
        {"n_selected": N},
    ],
)
def test_the_database_keeps_no_figure_that_does_not_add_up(wave: Wave, wrong) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WaveFigure.objects.update(**wrong)
    if "n_joined" not in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            RegionFigure.objects.update(**wrong)


# The programme.


def test_the_waves_add_up_to_the_programme(wave: Wave) -> None:
    second = drawn(filled(2, 100))
    found, parts = whole(), [figure_of(wave), figure_of(second)]
    assert found.n_waves == 2
    assert found.n_applications == sum(one.n_joined for one in parts)
    assert found.n_applications == Application.objects.filter(Application.SUBMITTED).count()
    assert found.n_entries == sum(one.n_eligible or 0 for one in parts)
    assert found.n_entries == Application.objects.filter(is_entry=True).count()
    assert (
        found.n_seats_won
        == sum(one.n_selected or 0 for one in parts)
        == Outcome.objects.filter(is_selected=True).count()
    )
    added = figures.drawn_by_region(is_rehearsal=True)
    assert sum(one.n_eligible for one in added) == found.n_entries
    assert sum(one.n_selected for one in added) == found.n_seats_won


def test_people_are_counted_once_however_often_they_joined(wave: Wave) -> None:
    lost = Application.objects.filter(is_entry=True).exclude(pk__in=won()).first()
    assert lost is not None
    now = timezone.now()
    second = programme.wave(2, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=1))
    applying.again(wave=second, person=lost.person, at=now)
    counting.count_due(at=now)
    found = whole()
    assert (found.n_joined, found.n_eligible, found.n_selected) == (N, N - STUDENTS, wave.n_seats)
    assert found.n_applications == N  # the open wave's are counted when it has closed


def won():
    return Outcome.objects.filter(is_selected=True).values("application")


def test_accounts_are_everybody_registered_and_every_open_account_but_the_staffs(wave: Wave) -> None:
    account("baru@contoh.example")
    account("petugas@contoh.example", Role.OFFICER)
    closed = account("tutup@contoh.example")
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    found = counting.count_programme(at=timezone.now())
    assert found.n_accounts == Person.objects.count() + 1
    assert found.n_complete == found.n_declared + found.n_documented + found.n_verified == N + N_BEGUN


def test_a_void_wave_was_joined_and_selected_nobody(wave: Wave) -> None:
    Wave.objects.update(voided_at=timezone.now(), void_reason="Daftar keliru.")
    counting.count_due(at=timezone.now())
    assert figure_of(wave).stage == "void"
    found = whole()
    assert (found.n_joined, found.n_eligible, found.n_selected, found.n_seats_won) == (N, N - STUDENTS, 0, 0)
    assert found.n_entries == N - STUDENTS
    assert figures.drawn_by_region(is_rehearsal=True) == []


def test_practice_waves_are_counted_only_as_long_as_there_is_no_real_one(wave: Wave) -> None:
    assert whole().is_rehearsal
    other = programme.wave(
        2, opens_at=programme.OPENS + timedelta(days=9), closes_at=programme.CLOSES + timedelta(days=9)
    )
    Wave.objects.filter(pk=other.pk).update(is_rehearsal=False)
    found = counting.count_programme(at=timezone.now())
    assert not found.is_rehearsal
    assert (found.n_joined, found.n_waves, found.n_seats_won) == (0, 0, 0)
