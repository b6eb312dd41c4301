"""Data of people are forgotten after their time, and not a day before; what proves something stays."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from gelombang.audit.models import Event
from gelombang.draws.folders import folder_of
from gelombang.engines.selected import TABLE
from gelombang.engines.verify import verify
from gelombang.flow import lifecycle, retention
from gelombang.messages import services as messages
from gelombang.messages.models import Message
from gelombang.people.models import Person
from gelombang.people.services import registration
from gelombang.waves.keys import operator
from gelombang.waves.models import Application
from gelombang.waves.services import applying
from tests.factories import people, programme

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


def sent(key: str, *, is_secret: bool = False, state: str = "sent") -> Message:
    """A message that went out."""
    made = messages.queue(
        key=key, channel=Message.Channel.EMAIL, address="sri@contoh.example", template="sign_in",
        facts={"code": "123456", "minutes": 10, "site_name": "x"}, language="id", time_zone="Asia/Jakarta", at=AT,
        is_secret=is_secret,
    )  # fmt: skip
    Message.objects.filter(pk=made.pk).update(state=state, sent_at=AT if state == "sent" else None)
    return made


def forgotten_after(days: float) -> int:
    return retention.forget(AT + timedelta(days=days))


def test_words_and_address_of_a_message_go_and_its_code_stays() -> None:
    made, waiting = sent("a"), sent("b", state="waiting")
    assert forgotten_after(364.9) == 0
    assert forgotten_after(365.1) == 1
    assert forgotten_after(365.1) == 0
    kept = Message.objects.get(pk=made.pk)
    assert (kept.subject, kept.text, kept.address, kept.check_code) == ("", "", "", made.check_code)
    assert Message.objects.get(pk=waiting.pk).text
    page = Client().get("/pesan/", {"kode": made.check_code}).content.decode()
    assert "Ya, pesan ini dari kami." in page
    assert "•••" not in page
    event = Event.objects.get(act="flow:data:forgotten")
    assert event.facts == {"what": "messages", "n": 1, "days": 365}


def test_a_code_to_sign_in_with_is_kept_a_day() -> None:
    made = sent("a", is_secret=True)
    forgotten_after(0.9)
    assert Message.objects.get(pk=made.pk).text
    forgotten_after(1.1)
    kept = Message.objects.get(pk=made.pk)
    assert (kept.text, kept.address) == ("", made.address)


def test_a_draft_goes_and_what_was_submitted_stays() -> None:
    wave, (alor, linggau) = programme.wave(), programme.regions()
    begun = applying.start(wave=wave, person=programme.person(1, region=alor), at=programme.DURING)
    kept = programme.applied(wave, programme.person(2, region=linggau))
    after = (wave.closes_at - AT) / timedelta(days=1)
    assert forgotten_after(after + 89.9) == 0
    assert forgotten_after(after + 90.1) == 1
    assert not Application.objects.filter(pk=begun.pk).exists()
    assert Application.objects.filter(pk=kept.pk).exists()


def test_the_table_behind_a_draw_goes_and_the_draw_can_still_be_checked() -> None:
    wave = programme.wave()
    for n in range(4):
        programme.applied(wave, programme.person(n, region=programme.regions()[0], family=n))
    now = datetime.now(UTC)
    for _ in range(2):
        assert -1 not in lifecycle.tick(now).values()
    wave.refresh_from_db()
    programme.published(wave, at=now)
    folder = folder_of(wave)
    retention.forget(now + timedelta(days=179))
    assert (folder.root / TABLE).exists()
    retention.forget(now + timedelta(days=181))
    assert not (folder.root / TABLE).exists()
    assert verify(folder, operator=operator().public_key, now=now).holds
    assert -1 not in lifecycle.tick(now + timedelta(days=181)).values()


def test_who_never_finished_registering_is_forgotten_and_who_did_is_not() -> None:
    done = programme.person(1, region=programme.regions()[0])
    account = people.account("ani@contoh.example")
    begun = registration.state_identity(
        account=account, name="Ani", nik="3171014409980000", born_on=date(1998, 9, 4), at=AT
    )
    assert forgotten_after(366) >= 1
    assert Person.objects.get(pk=begun.pk).erased_at is not None
    assert Person.objects.get(pk=done.pk).erased_at is None
