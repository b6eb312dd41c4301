"""The demonstration: rows made in bulk are those that the services make, and it never runs where people are real."""

import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Model
from django.test import Client
from django.utils import timezone

from gelombang.core.lottery.entries import commit_to
from gelombang.flow.demonstration import cast, complaints, crowd, desks, history, policies, population
from gelombang.flow.management.commands.tick import done_now
from gelombang.grievances.models import Grievance
from gelombang.people import invented
from gelombang.people.keys import vault
from gelombang.people.models import Person
from gelombang.people.roles import Role
from gelombang.people.services import registration
from gelombang.portal.console import desk_board
from gelombang.waves.models import Application, Wave
from gelombang.waves.services import acknowledging, closing
from tests.factories import programme

pytestmark = pytest.mark.django_db
AMONG = {"5305": 1, "1673": 1}


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


def filled(row: Model) -> dict[str, bool | type]:
    """Which columns hold something, and of which kind."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: type(value) if value or value is False else bool(value) for name, value in kept.items()}


def test_a_person_in_bulk_is_a_person_who_registered(demonstration: None) -> None:
    programme.regions()
    at = programme.OPENS
    cast_person = programme.person(1, region=programme.regions()[0])
    made = population.invent(
        30,
        among=AMONG,
        chance=random.Random(1),
        by="account:1",
        at=at,
    )
    assert Person.objects.count() == 31
    known = Person.objects.get(pk=cast_person.pk)
    for one in Person.objects.filter(pk__in=[person.pk for person in made]):
        assert one.family_card is not None
        assert vault().index("nik", vault().unlock(one.nik_locked)) == one.nik_index
        assert (
            vault().index("kk", vault().unlock(one.family_card.number_locked)) == one.family_card.number_index
        )
        assert registration.complete(person=one, may_ask=False, by="account:1", at=at).completed_at == at
        assert one.consents.get().purpose == "taking_part"
        differ = {name for name, kind in filled(one).items() if filled(known)[name] != kind}
        assert differ <= {"account_id", "is_region_code_known", "disability", "statuses"}


def test_an_application_in_bulk_is_one_that_was_submitted(demonstration: None) -> None:
    alor, _ = programme.regions()
    wave = programme.wave()
    by_hand = programme.applied(wave, programme.person(1, region=alor))
    acknowledging.send_receipts(at=programme.OPENS)
    by_hand.refresh_from_db()
    people = population.invent(
        20,
        among=AMONG,
        chance=random.Random(1),
        by="account:1",
        at=programme.OPENS,
    )
    made = crowd.apply(people, wave=wave, until=wave.closes_at, chance=random.Random(1))
    for one in Application.objects.filter(pk__in=[application.pk for application in made]):
        card = one.person.family_card
        assert card is not None
        number = vault().unlock(one.person.nik_locked)
        assert one.commit == commit_to(number, bytes.fromhex(one.salt)) == one.receipt["commit"]  # type: ignore[index]
        assert (one.stratum, one.card_id) == (card.region.stratum, card.pk)
        assert (one.groups & 1 == 1) is bool(one.person.disability)
        assert set(one.receipt or {}) == set(by_hand.receipt or {})
        assert {name for name, kind in filled(one).items() if filled(by_hand)[name] != kind} <= {"groups"}
    closing.close(wave=wave, at=wave.closes_at)
    assert closing.qualify(wave=wave) == 21


def test_numbers_are_of_nobody_and_each_its_own() -> None:
    numbers = {invented.nik(n, "5305") for n in range(30_000)}
    assert len(numbers) == 30_000
    assert all(number.endswith("0000") for number in numbers)
    assert len({invented.kk(n, "5305") for n in range(30_000)}) == 30_000


def test_after_publication_the_next_wave_opens_by_itself(demonstration: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(history, "OPEN_APPLICANTS", 12)
    monkeypatch.setattr(history, "EVERYWHERE", AMONG)
    programme.regions()
    now = timezone.now()
    cast.hire(at=now - timedelta(days=30))
    assert history.keep_one_open(at=now) is None  # there is no wave to follow
    wave = programme.wave()
    crowd.apply(
        population.invent(9, among=AMONG, chance=random.Random(1), by="account:1", at=programme.OPENS),
        wave=wave,
        until=wave.closes_at,
        chance=random.Random(1),
    )
    assert history.keep_one_open(at=now) is None  # one is on its way
    history._drawn(Wave.objects.get())
    assert done_now(keep_one_open=True)["open"] == 1
    following = Wave.objects.get(number=2)
    assert following.is_rehearsal
    assert following.applications.filter(submitted_at__isnull=False).count() == 12
    assert "open" not in done_now(keep_one_open=True)


def test_staff_have_their_role_and_a_second_step(demonstration: None) -> None:
    for _ in range(2):
        cast.hire(at=timezone.now())
    for role in cast.STAFF:
        account = cast.staff(role)
        assert account is not None
        assert [given.role for given in account.roles.all()] == [role]
    assert Role.INSTITUTION not in cast.STAFF


@pytest.mark.parametrize("path", ["/peragaan/", "/peragaan/masuk/", "/peragaan/tutup/", "/peragaan/umumkan/"])
def test_where_people_are_real_there_is_no_such_page(client: Client, settings: Any, path: str) -> None:
    settings.INVENTED_PEOPLE = False
    assert client.get(path).status_code == 404
    assert client.post(path, {"siapa": "administrator"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_nobody_becomes_anybody_by_a_link_or_by_a_wrong_name(demonstration: None, client: Client) -> None:
    cast.hire(at=timezone.now())
    assert client.get("/peragaan/masuk/", {"siapa": "officer"}).status_code == 405
    assert client.post("/peragaan/masuk/", {"siapa": "raja"}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert client.post("/peragaan/masuk/", {"siapa": "officer"}).status_code == 302
    assert client.session["_auth_user_id"] == str(cast.staff(Role.OFFICER).pk)  # type: ignore[union-attr]


def test_nothing_is_invented_where_people_are_real(settings: Any) -> None:
    settings.INVENTED_PEOPLE = False
    for command, facts in (("demo", {}), ("tick", {"keep_one_open": True})):
        with pytest.raises(CommandError, match="GELOMBANG_INVENTED_PEOPLE"):
            call_command(command, **facts)
    assert not Person.objects.exists()


def test_a_public_site_refuses_to_be_a_demonstration(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "GELOMBANG_DATA_DIR": str(tmp_path),
        "GELOMBANG_ALLOWED_HOSTS": "undian.example.go.id",
        "GELOMBANG_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    }
    command = [sys.executable, "-m", "gelombang", "manage"]
    for arguments, more in (
        (["check"], {"GELOMBANG_INVENTED_PEOPLE": "true"}),
        (["serve", "--demo"], {}),
    ):
        told = subprocess.run(
            [*command, *arguments], env=environment | more, capture_output=True, text=True, check=False
        )
        assert told.returncode
        assert "GELOMBANG_ALLOWED_HOSTS" in told.stderr
        assert "Traceback" not in told.stderr


def test_the_policies_can_be_run() -> None:
    from gelombang.engines import policy_toml

    for source in (policies.first(), policies.everywhere(45)):
        assert policy_toml.read(source.encode()).household_cap == 2


def test_complaints_of_the_demonstration_are_answered_by_who_may_and_some_wait(demonstration: None) -> None:
    at = programme.OPENS
    cast.hire(at=at - timedelta(days=60))
    complaints.make(at=at)
    complaints.make(at=at)  # again is harmless
    answered = Grievance.objects.exclude(answered_at=None)
    assert (answered.count(), Grievance.objects.filter(answered_at=None).count()) == (7, 4)
    assert Grievance.objects.filter(answered_at=None, escalated_at=at).count() == 1
    assert answered.filter(decision__isnull=False, answered_at__gt=F("opened_at")).count() == 7


def test_desks_of_the_invented_country_have_figures(
    demonstration: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme.regions()
    now = timezone.now()
    wave = programme.wave(opens_at=now - timedelta(days=2), closes_at=now + timedelta(days=5))
    monkeypatch.setattr(desks, "FIRST_FIVE", AMONG)
    made = {"petugas": (Role.OFFICER, 3, 1), "alor": (Role.OFFICER, 1, 1), "sigi": (Role.OFFICER, 1, 7)}
    monkeypatch.setattr(desks, "DESKS", made)
    for _ in range(2):
        desks.make(at=now)
    rows = desk_board.everybody(days=30, at=now)
    assert sorted(row.figures.n_registered for row in rows) == [1, 3, 7]
    assert [row.figures.n_registered for row in rows if row.signs] == [7]
    joined = Application.objects.filter(Application.SUBMITTED, wave=wave).count()
    assert sum(row.figures.n_joined for row in rows) == joined > 7


def test_who_enters_with_one_tap_is_in_the_list_of_devices(demonstration: None, client: Client) -> None:
    client.post("/peragaan/masuk/", {"siapa": "baru"}, headers={"User-Agent": "Firefox/130 Android Mobile"})
    assert "Firefox" in client.get("/akun/perangkat/").content.decode()
