"""After the draw: a seat is taken until a day; what is not goes to the next by the published order, or to a later wave,
as the wave announced; what is void is told to everybody."""

import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.draws import approvals, checks, decree, seats
from gelombang.draws import selectors as draws
from gelombang.draws.folders import folder_of
from gelombang.draws.models import Draw, Outcome, Seat
from gelombang.engines import replacements
from gelombang.engines.verify import verify
from gelombang.flow import counting, lifecycle
from gelombang.messages.models import Message
from gelombang.people.models import Person
from gelombang.people.roles import Role
from gelombang.portal import mine
from gelombang.waves.models import Application, PriorAward, Wave
from gelombang.waves.standing import reasons_against
from tests.factories import programme
from tests.factories.people import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")
    settings.BEACON_URL = ""


def published(n: int = 12, n_seats: int = 4, *, rounds: int = 0) -> Wave:
    """A wave with a result, whose rules let vacant seats go to the next so many times."""
    region = programme.regions()[0]
    wave = programme.wave(seats=n_seats)
    wave.terms["n_replacements"] = {"value": rounds, "since": "2020-01-01", "reference": "x"}
    wave.save(update_fields=["terms"])
    for number in range(n):
        programme.applied(wave, programme.person(number, region=region))
    tick()
    tick()
    wave.refresh_from_db()
    programme.published(wave)
    return wave


def tick(after: timedelta = timedelta(0)) -> dict[str, int]:
    done = lifecycle.tick(timezone.now() + after)
    assert -1 not in done.values(), done
    return done


def people_with_seats() -> list[Person]:
    found = Seat.objects.filter(Seat.OPEN).select_related("application__person__account").order_by("pk")
    return [seat.application.person for seat in found]


LATER = timedelta(days=31)


def let_the_days_pass() -> None:
    """What is signed now cannot lie in the future, so the deadline comes to us."""
    past = timezone.now() - timedelta(seconds=1)
    Seat.objects.filter(Seat.OPEN).update(due_at=past, offered_at=past - LATER)
    tick()


def test_everyone_selected_has_a_seat_until_the_last_second_of_the_announced_day() -> None:
    wave = published()
    assert Seat.objects.count() == Outcome.objects.filter(is_selected=True).count() == 4
    due = timezone.localtime(Seat.objects.all()[0].due_at)
    assert (due.date() - timezone.localdate()).days == seats.days_to_take(wave) == 15
    assert (due.hour, due.minute, due.second) == (23, 59, 59)
    tick()
    assert tick()["seats"] == 0


def test_who_takes_the_seat_in_time_has_it_and_the_rest_goes_to_a_later_wave() -> None:
    wave = published()
    first, *others = people_with_seats()
    seats.take(wave=wave, person=first, by=str(first), at=timezone.now())
    with pytest.raises(seats.SeatGone):
        seats.take(wave=wave, person=first, by=str(first), at=timezone.now())
    with pytest.raises(seats.SeatGone):
        seats.give_back(wave=wave, person=first, by=str(first), at=timezone.now())
    with pytest.raises(seats.SeatGone):
        seats.take(wave=wave, person=others[0], by="x", at=timezone.now() + LATER)
    tick(LATER)
    wave.refresh_from_db()
    assert (wave.n_returned, wave.seats_settled_at is not None) == (3, True)
    assert set(Seat.objects.filter(lapsed_at__isnull=False).values_list("why", flat=True)) == {"late"}
    assert list(PriorAward.objects.filter(lapsed_at=None).values_list("person", flat=True)) == [first.pk]
    assert Message.objects.filter(key__startswith="seat_lapsed:").count() == 3
    acts = list(Event.objects.filter(act__startswith="draws:seat").values_list("act", flat=True))
    assert sorted(acts) == ["draws:seat:taken", "draws:seats:lapsed", "draws:seats:returned"]
    figures = draws.seats_of(wave)
    assert figures.n_given == figures.n_taken + figures.n_open + figures.n_vacant == 4


def test_seats_that_nobody_could_be_drawn_for_go_to_a_later_wave_too() -> None:
    wave = published(n=3, n_seats=8)
    first, *_others = people_with_seats()
    seats.take(wave=wave, person=first, by=str(first), at=timezone.now())
    tick(LATER)
    wave.refresh_from_db()
    assert (wave.n_selected, wave.n_returned) == (3, 7)
    counting.count_wave(wave=wave, at=timezone.now())


def test_two_ticks_lapse_tell_and_return_once() -> None:
    published()
    for _ in range(3):
        tick(LATER)
    assert Message.objects.filter(key__startswith="seat_lapsed:").count() == 4
    assert Event.objects.filter(act="draws:seats:returned").count() == 1


def test_vacant_seats_go_to_the_next_by_the_published_order_and_anyone_can_repeat_it() -> None:
    wave = published(rounds=1)
    first, second, *_others = people_with_seats()
    seats.take(wave=wave, person=first, by=str(first), at=timezone.now())
    seats.give_back(wave=wave, person=second, by=str(second), at=timezone.now())
    assert tick()["seats"] == 0  # the others may still take theirs
    let_the_days_pass()
    folder = folder_of(wave)
    (made,) = replacements.published(folder)
    assert replacements.holds(folder, made)
    assert verify(folder, now=timezone.now()).holds
    bundle = checks.packed(Draw.objects.get())
    assert bundle.exists(), "it is packed by the tick, not by whoever asks for it first"
    with zipfile.ZipFile(bundle) as packed:
        assert any("replacement" in name for name in packed.namelist())
    newcomers = Seat.objects.filter(group=1)
    assert newcomers.count() == 3
    assert {int(line[:12]) for line in made["selected"]} == set(
        newcomers.values_list("application__ticket", flat=True)
    )
    assert Message.objects.filter(key__startswith="moved_up:").count() == 3
    assert not Outcome.objects.filter(
        application__in=newcomers.values("application"), is_selected=True
    ).exists()
    wave.refresh_from_db()
    assert wave.seats_settled_at is None
    let_the_days_pass()
    wave.refresh_from_db()
    assert wave.n_returned == 3
    assert len(replacements.published(folder)) == 1


def test_who_was_served_elsewhere_leaves_the_seat_to_the_next() -> None:
    published(n=6, n_seats=2, rounds=2)
    losers = Application.objects.exclude(pk__in=Seat.objects.values("application"))
    other = programme.wave(2, announced=False)
    for one in losers:
        PriorAward.objects.create(wave=other, person=one.person)
    let_the_days_pass()
    assert set(Seat.objects.filter(group=1).values_list("why", flat=True)) == {"served"}
    assert not Message.objects.filter(key__startswith="moved_up:").exists()
    tick()
    assert Seat.objects.filter(group=2).count() == 2


def test_an_interrupted_replacement_is_finished_from_what_was_published(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wave = published(rounds=1)

    def broken(**_: object) -> None:
        raise OSError

    Seat.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    with monkeypatch.context() as patched:
        patched.setattr("gelombang.draws.seats.services.publish", broken)
        assert lifecycle.tick(timezone.now())["seats"] == -1
    assert len(replacements.published(folder_of(wave))) == 1
    assert not Seat.objects.filter(group=1).exists()
    tick()
    assert len(replacements.published(folder_of(wave))) == 1
    assert Seat.objects.filter(group=1).count() == 4


def test_the_last_days_are_told_once_and_not_to_whoever_has_taken_theirs() -> None:
    wave = published()
    first, *_ = people_with_seats()
    seats.take(wave=wave, person=first, by=str(first), at=timezone.now())
    for _ in range(2):
        tick(timedelta(days=13))
    assert Message.objects.filter(key__startswith="seat_reminder:").count() == 3


def test_a_seat_is_either_taken_in_time_or_vacant_with_a_reason() -> None:
    published()
    for wrong in (
        {"lapsed_at": timezone.now()},
        {"why": "late"},
        {"taken_at": timezone.now(), "lapsed_at": timezone.now(), "why": "late"},
        {"taken_at": timezone.now() + LATER},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.update(**wrong)


def test_on_my_page_i_take_my_seat_or_give_it_back(client: Client) -> None:
    published()
    first, second, *_ = people_with_seats()
    assert first.account is not None
    assert second.account is not None
    client.force_login(first.account)
    assert "Saya ambil kursi saya" in client.get("/saya/").content.decode()
    assert client.post("/saya/kursi/1/ambil/").headers["Location"] == "/saya/"
    assert client.post("/saya/kursi/1/ambil/").status_code == 409
    assert client.post("/saya/kursi/1/lepas/").status_code == 409
    assert client.post("/saya/kursi/99/ambil/").status_code == 404
    assert "Anda mengambil kursi Anda" in client.get("/saya/").content.decode()
    client.force_login(second.account)
    assert client.post("/saya/kursi/1/lepas/").status_code == 302
    assert "Anda mengembalikan kursi Anda" in client.get("/saya/").content.decode()
    loser = Outcome.objects.filter(is_selected=False)[0].application.person
    assert loser.account is not None
    client.force_login(loser.account)
    assert client.post("/saya/kursi/1/ambil/").status_code == 409
    assert Client().post("/saya/kursi/1/ambil/").status_code == 302


def void(wave: Wave) -> None:
    approvals.propose_void(
        wave=wave, by="account:901", at=timezone.now(), why="Daftar memuat orang dua kali."
    )
    approvals.void(wave=wave, by="account:902", at=timezone.now())
    wave.refresh_from_db()


def test_a_void_is_told_to_every_entrant_once_and_counts_for_nobody(client: Client) -> None:
    wave = published()
    person, *_ = people_with_seats()
    void(wave)
    for _ in range(2):
        tick()
    told = Message.objects.filter(key__startswith="void:")
    assert told.count() == wave.n_entries == 12
    assert "Daftar memuat orang dua kali." in told[0].text
    assert person.account is not None
    client.force_login(person.account)
    page = client.get("/saya/").content.decode()
    assert "Daftar memuat orang dua kali." in page
    assert "Saya ambil kursi saya" not in page
    assert "Daftar memuat orang dua kali." in client.get("/gelombang/1/").content.decode()
    found = mine.of(person, at=timezone.now(), language="id")
    assert (found.is_selected, found.n_drawn, found.attempts[0].state) == (False, 0, "void")
    assert client.post("/saya/kursi/1/ambil/").status_code == 409
    tick(LATER)
    assert not Message.objects.filter(key__startswith="seat_lapsed:").exists()
    assert reasons_against(person=person, wave=programme.wave(2)) == ()


def test_the_decree_names_the_selected_by_code_and_follows_replacements(client: Client) -> None:
    wave = published(rounds=1)
    draw = Draw.objects.get()
    folder = folder_of(wave)
    chosen = set(Seat.objects.values_list("application__ticket", flat=True))
    assert {ticket for ticket, _, _ in decree.selected(folder)} == chosen
    answer: Any = client.get(f"/undian/{draw.slug}/keputusan.pdf")
    assert answer.status_code == 200
    before = b"".join(answer.streaming_content)
    assert before.startswith(b"%PDF")
    english: Any = client.get(f"/en/undian/{draw.slug}/keputusan.pdf")
    assert b"".join(english.streaming_content) != before
    let_the_days_pass()
    standing = set(Seat.objects.filter(lapsed_at=None).values_list("application__ticket", flat=True))
    assert {ticket for ticket, _, _ in decree.selected(folder)} == standing
    after: Any = client.get(f"/undian/{draw.slug}/keputusan.pdf")
    assert b"".join(after.streaming_content) != before
    officer = staff(Role.OFFICER)
    assert "keputusan.pdf" in officer.get("/kantor/gelombang/1/").content.decode()
    void(wave)
    assert client.get(f"/undian/{draw.slug}/keputusan.pdf").status_code == 404
    board = officer.get("/kantor/gelombang/1/").content.decode()
    assert "Daftar memuat orang dua kali." in board
    assert "keputusan.pdf" not in board, "a void has no decree"
    assert "Kursi sesudah undian" not in board, "and gives no seat"


def test_the_rules_of_a_wave_that_was_published_before_there_were_seats_stay(client: Client) -> None:
    wave = published()
    Seat.objects.all().delete()
    Wave.objects.filter(pk=wave.pk).update(seats_settled_at=timezone.now(), n_returned=0)
    tick(LATER)
    winner = Outcome.objects.filter(is_selected=True)[0].application.person
    assert winner.account is not None
    client.force_login(winner.account)
    assert "Anda terpilih" in client.get("/saya/").content.decode()


def test_somebody_without_a_phone_takes_the_seat_at_a_desk() -> None:
    published()
    person, *_ = people_with_seats()
    officer = staff(Role.OFFICER, address="loket@contoh.example")
    code = Application.objects.get(person=person).pk
    page = officer.post("/kantor/orang/", {"text": str(code), "born_on": "1998-09-04"}).headers["Location"]
    assert "mengambil kursinya" in officer.get(page).content.decode()
    assert officer.post(f"{page}kursi/1/").status_code == 302
    assert officer.post(f"{page}kursi/1/").status_code == 400
    assert officer.post(f"{page}kursi/9/").status_code == 404
    assert Event.objects.get(act="draws:seat:taken").by != str(person.account)
    assert "mengambil kursinya" not in officer.get(page).content.decode()
