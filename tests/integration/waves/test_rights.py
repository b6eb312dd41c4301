"""Seeing, taking along and erasing one's own data, as far as running waves and the law allow."""

import json
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.cases.models import Case
from gelombang.cases.services import decide, open_case
from gelombang.draws import approvals
from gelombang.flow import lifecycle, rights
from gelombang.grievances import services as complaints
from gelombang.grievances.models import Decision, Grievance
from gelombang.messages.models import Message
from gelombang.people import fresh
from gelombang.people.models import Person
from gelombang.people.services.rights import StillNeeded
from gelombang.waves.models import Application, PriorAward
from gelombang.waves.services import applying, leaving
from tests.factories import programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, tmp_path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def people() -> list[Person]:
    region = programme.regions()[0]
    made = [programme.person(n, region=region) for n in range(6)]
    wave = programme.wave(seats=3)
    for one in made:
        programme.applied(wave, one)
    return made


def publish() -> None:
    now = timezone.now()
    lifecycle.tick(now)
    wave = Application.objects.all()[0].wave
    wave.refresh_from_db()
    programme.published(wave, at=now)


def test_nothing_is_erased_before_the_result(people: list[Person]) -> None:
    with pytest.raises(StillNeeded):
        leaving.erase(person=people[0], by="account:1", at=timezone.now())
    people[0].refresh_from_db()
    assert people[0].erased_at is None


def test_a_void_wave_keeps_nobody_from_being_forgotten(people: list[Person]) -> None:
    lifecycle.tick(timezone.now())
    wave = Application.objects.all()[0].wave
    wave.refresh_from_db()
    approvals.propose_void(wave=wave, by="account:901", at=timezone.now(), why="Daftarnya salah.")
    approvals.void(wave=wave, by="account:902", at=timezone.now())
    leaving.erase(person=people[0], by="account:1", at=timezone.now())
    people[0].refresh_from_db()
    assert people[0].erased_at is not None


def test_who_lost_is_forgotten_and_may_begin_anew_and_who_won_is_not_served_twice(
    people: list[Person],
) -> None:
    publish()
    won = set(PriorAward.objects.values_list("person_id", flat=True))
    winner = next(one for one in people if one.pk in won)
    loser = next(one for one in people if one.pk not in won)
    before = {one.pk: one.nik_index for one in people}
    for one in (winner, loser):
        leaving.erase(person=one, by=str(one), at=timezone.now())
        one.refresh_from_db()
        assert (one.name, one.nik_locked, one.lives_in) == ("–", "–", None)
        assert one.account is not None
        assert not one.account.is_active
    assert winner.nik_index == before[winner.pk]
    assert loser.nik_index != before[loser.pk]
    assert Application.objects.filter(person=loser, receipt__isnull=False).exists()
    assert not any("Orang" in str(event.facts) for event in Event.objects.all())


def everything_of(person: Person, client: Client) -> tuple[Grievance, Grievance, Case]:
    """Complaints, a case, and messages of a person who is signed in."""
    account, at = person.account, timezone.now()
    assert account is not None
    waits, done = (
        complaints.take(
            topic=Grievance.Topic.DRAW,
            way=Grievance.Way.FORM,
            contact="0812-1111-2222",
            words=words,
            account=account,
            at=at,
        )
        for words in ("Sri menunggu jawaban.", "Sri sudah dijawab.")
    )
    complaints.answer(
        grievances=[done], outcome=Decision.Outcome.NOT_UPHELD, words="Daftarnya benar.", evidence="Baris 1.",
        remedy="", by="account:9", at=at,
    )  # fmt: skip
    case = open_case(
        key="appeal:1:x", kind=Case.Kind.APPEAL, subject=str(person), by=str(person), at=at, days=7,
        words="Sri bukan pegawai.",
    )  # fmt: skip
    decide(case_id=case.pk, decision=Case.Decision.REFUSED, reason="Daftarnya sah.", by="account:9", at=at)
    client.force_login(account)
    UserSession.objects.create(
        user=account, ip="192.0.2.7", session_key="kunci", user_agent="Firefox/130.0 (Android; Mobile)"
    )
    return waits, done, case


def test_the_file_holds_all_that_is_kept(people: list[Person], client: Client) -> None:
    publish()
    everything_of(people[0], client)
    data = json.loads(client.post("/gelombang/data/unduh/").content)
    assert [one["words"] for one in data["grievances"]] == ["Sri menunggu jawaban.", "Sri sudah dijawab."]
    assert [one["answer"] for one in data["grievances"]] == [None, "Daftarnya benar."]
    assert [(one["words"], one["reason"]) for one in data["cases"]] == [
        ("Sri bukan pegawai.", "Daftarnya sah.")
    ]
    sent = Message.objects.filter(address=data["email"])
    assert (
        len(data["messages"]) == sent.count() + 1 > 1
    )  # and the answer, to the number left with the complaint
    assert all(one["text"] and one["queued_at"] for one in data["messages"])
    won = PriorAward.objects.filter(person=people[0]).exists()
    assert [one["is_selected"] for one in data["results"]] == [won]
    assert (len(data["awards"]), len(data["seats"])) == ((1, 1) if won else (0, 0))
    assert data["applications"][0]["past_attempts"] == []
    assert "Firefox" in data["devices"][0]["browser"]
    assert data["trail"]


def test_erasing_takes_messages_complaints_cases_birth_date_and_card(
    people: list[Person], client: Client
) -> None:
    publish()
    won = set(PriorAward.objects.values_list("person_id", flat=True))
    loser = next(one for one in people if one.pk not in won)
    winner = next(one for one in people if one.pk in won)
    waits, done, case = everything_of(loser, client)
    account = loser.account
    assert account is not None
    mine = list(Message.objects.filter(address=account.email).values_list("pk", flat=True))
    old = Message.objects.filter(key__startswith="receipt:", pk__in=mine)
    assert old.update(address="lama@contoh.example") == 1  # had been sent to an address before
    n = Message.objects.exclude(address="").count()
    rights.erase(person=loser, by=str(loser), at=timezone.now())
    rights.erase(person=winner, by=str(winner), at=timezone.now())
    assert Message.objects.filter(pk__in=mine, address="", text="", subject="").count() == len(mine)
    assert not Message.objects.filter(pk__in=mine, state=Message.State.WAITING).exists()
    assert 0 < Message.objects.exclude(address="").count() < n
    for one in (waits, done, case, loser, winner):
        one.refresh_from_db()
    assert (waits.account, waits.contact, waits.words) == (None, "", "Sri menunggu jawaban.")
    assert (done.account, done.contact, done.words) == (None, "", "–")
    assert done.decision is not None
    assert (case.words, case.reason) == ("", "Daftarnya sah.")
    assert (loser.born_on.year, loser.family_card) == (1900, None)
    assert winner.family_card is not None  # the seats of a family are counted
    assert winner.family_card.number_locked == "–"
    assert not UserSession.objects.filter(user=account).exists()


def test_the_page_of_erasing_names_what_stays(people: list[Person], client: Client) -> None:
    publish()
    assert people[0].account is not None
    client.force_login(people[0].account)
    session = client.session
    session[fresh.FRESH] = timezone.now().timestamp()
    session.save()
    page = client.get("/gelombang/data/hapus/").content.decode()
    for words in ("tanggal lahir", "setiap pesan", "pengaduan", "kartu keluarga", "persetujuan"):
        assert words in page, words


def test_the_file_holds_my_my_data_and_nobody_elses(people: list[Person], client: Client) -> None:
    assert people[0].account is not None
    client.force_login(people[0].account)
    answer = client.post("/gelombang/data/unduh/")
    data = json.loads(answer.content)
    assert len(data["nik"]) == 16
    assert [one["wave"] for one in data["applications"]] == ["Gelombang 1"]
    assert not any(str(other.name) in answer.content.decode() for other in people[1:])


def test_after_erasing_nobody_is_signed_in(people: list[Person], client: Client) -> None:
    publish()
    assert people[0].account is not None
    client.force_login(people[0].account)
    assert client.post("/gelombang/data/hapus/", {"sure": "yes"}).status_code == 302  # who it is, once more
    session = client.session
    session[fresh.FRESH] = timezone.now().timestamp()
    session.save()
    assert client.post("/gelombang/data/hapus/", {"sure": "yes"}).status_code == 200
    assert client.get("/saya/").status_code == 302
    assert client.get("/akun/data/").status_code == 302


def test_a_consent_to_surveys_is_withdrawn_and_that_to_taking_part_is_not_by_the_same_button(
    people: list[Person], client: Client
) -> None:
    assert people[0].account is not None
    client.force_login(people[0].account)
    asked = client.get("/gelombang/data/tarik/surveys/")
    assert "Ya, tarik" in asked.content.decode()
    assert people[0].consents.filter(purpose="surveys", withdrawn_at=None).exists()
    assert "sudah Anda tarik" in client.post("/gelombang/data/tarik/surveys/", follow=True).content.decode()
    client.post("/gelombang/data/tarik/taking_part/")
    standing = people[0].consents.filter(withdrawn_at=None)
    assert list(standing.values_list("purpose", flat=True)) == ["taking_part"]


def test_an_unfinished_application_goes_with_its_person() -> None:
    one = programme.person(9, region=programme.regions()[0])
    now = timezone.now()
    wave = programme.wave(3, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    applying.start(wave=wave, person=one, at=now)
    leaving.erase(person=one, by=str(one), at=now)
    assert not Application.objects.exists()
