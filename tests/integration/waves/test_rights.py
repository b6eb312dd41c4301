"""Seeing, taking along and erasing one's own data, as far as running waves and the law allow."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.draws import approvals
from gelombang.flow import lifecycle
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


def test_the_file_holds_my_data_and_nobody_elses(people: list[Person], client: Client) -> None:
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
