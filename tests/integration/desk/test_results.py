"""The result of somebody without an account: by the code on their paper, at a desk, and at the contact they gave."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gelombang.core.lottery.receipt import code_of
from gelombang.draws import notices
from gelombang.flow import lifecycle
from gelombang.messages.models import Message
from gelombang.people.addresses import read
from gelombang.people.models import Account, Person
from gelombang.people.roles import Role
from gelombang.people.services import desk
from gelombang.waves.models import Application
from tests.factories import desk as at_desk
from tests.factories import programme
from tests.factories.people import account, staff

pytestmark = pytest.mark.django_db
OFFICER = "petugas@contoh.example"


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


def test_a_receipt_code_shows_its_wave_and_nothing_of_the_person() -> None:
    sitting = at_desk.registered(account(OFFICER))
    person = at_desk.person(sitting)
    made = programme.applied(at_desk.open_wave(), person, at=timezone.now())
    code = code_of(made.commit)
    answer = Client().get("/hasil/", {"kode": code.lower()})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    page = answer.content.decode()
    assert made.wave.name in page
    assert person.name not in page
    made.is_entry, made.reasons = False, [{"rule": "stated", "status": "civil_servant"}]
    Application.objects.filter(pk=made.pk).update(is_entry=False, reasons=made.reasons)
    told = Client().get("/hasil/", {"kode": code}).content.decode()
    assert "Tidak ikut undian" in told
    assert "ASN" not in told


@pytest.mark.parametrize("code", ["x", "AAAA-AAAA-AAAA-AAAA", "\0", "' OR 1=1", "é" * 50])
def test_a_code_that_is_none_is_said_to_be_none(code: str) -> None:
    answer = Client().get("/hasil/", {"kode": code})
    assert answer.status_code == 404
    assert "Tidak ada tanda terima dengan kode ini" in answer.content.decode()
    assert Client().get("/hasil/").status_code == 200


def test_after_the_draw_the_code_leads_to_the_proof_and_the_neighbour_is_told() -> None:
    now = timezone.now()
    wave = programme.wave(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=2), seats=2)
    regions = programme.regions()
    for n in range(6):
        programme.applied(wave, programme.person(n, region=regions[n % 2], at=wave.opens_at))
    browser = staff(Role.FIELD, address=OFFICER)
    sitting = at_desk.registered(Account.objects.get(email=OFFICER), at=now)
    neighbour = read("0812 3456 7890")
    desk.finish(assistance=sitting, contact=neighbour, contact_of="neighbour", saw_cards=False, at=now)
    person = Person.objects.get(account=None)
    made = programme.applied(wave, person)
    lifecycle.tick(now)
    wave.refresh_from_db()
    programme.published(wave, at=now)
    notices.queue_results(wave=wave, at=now)
    code = code_of(made.commit)
    answer = Client().get("/hasil/", {"kode": code})
    assert answer.status_code == 302
    assert "/periksa/?code=" in answer.headers["Location"]
    assert Client().get(answer.headers["Location"]).status_code == 200
    message = Message.objects.get(key=f"result:{made.pk}")
    assert (message.address, message.channel) == (neighbour.text, Message.Channel.SMS)
    assert person.name not in message.text
    page = browser.get(f"/kantor/loket/{sitting.pk}/selesai/").content.decode()
    assert code in page
    assert "erpilih" in page
