"""Leaving a wave until it closes: what stays, what follows, and joining again."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.core.lottery.receipt import code_of
from gelombang.flow import figures, lifecycle
from gelombang.people.models import Person
from gelombang.waves import selectors
from gelombang.waves.models import Application, Wave
from gelombang.waves.services import applying, closing, leaving, submitting
from gelombang.waves.services.submitting import NotOpen
from tests.factories import programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def wave() -> Wave:
    """A wave that is open now."""
    now = timezone.now().replace(microsecond=0)
    return programme.wave(opens_at=now - timedelta(hours=2), closes_at=now + timedelta(days=1))


@pytest.fixture
def sri(wave: Wave) -> Person:
    made = programme.person(1, region=programme.regions()[0], at=wave.opens_at)
    programme.applied(wave, made)
    return made


def withdraw(wave: Wave, person: Person) -> Application:
    return leaving.withdraw(wave=wave, person=person, by=str(person), at=timezone.now())


def test_a_withdrawn_application_stays_and_is_no_entry(wave: Wave, sri: Person) -> None:
    made = withdraw(wave, sri)
    made.refresh_from_db()
    assert made.receipt is not None
    assert Event.objects.filter(act="waves:application:withdrawn", by=str(sri), subject=str(made)).exists()
    assert figures.applications_by_stratum(wave)[made.stratum].joined == 0
    with pytest.raises(leaving.NothingToWithdraw):
        withdraw(wave, sri)
    closing.close(wave=wave, at=wave.closes_at)
    assert closing.qualify(wave=wave) == 0
    made.refresh_from_db()
    wave.refresh_from_db()
    assert (wave.n_submitted, made.is_entry) == (0, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=made.pk).update(is_entry=False)


def test_a_last_page_that_was_left_open_joins_nobody_again(wave: Wave, sri: Person) -> None:
    made = withdraw(wave, sri)
    refused = submitting.submit([made.pk], wave=wave, at=timezone.now())
    assert isinstance(refused[made.pk], submitting.Withdrawn)
    assert not Application.objects.filter(Application.SUBMITTED).exists()


def test_who_withdrew_joins_again_with_one_tap_and_another_receipt(wave: Wave, sri: Person) -> None:
    first = withdraw(wave, sri)
    second = applying.again(wave=wave, person=sri, at=timezone.now())
    assert second.pk != first.pk
    assert second.commit != first.commit
    assert second.field == first.field
    assert selectors.application_to(wave=wave, person=sri) == second
    assert selectors.last_joined(sri) == second
    found = figures.applications_by_stratum(wave)[second.stratum]
    assert (found.begun, found.joined) == (1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=first.pk).update(withdrawn_at=None)
    Wave.objects.update(closes_at=timezone.now())
    done = lifecycle.tick(timezone.now())
    assert -1 not in done.values(), done
    second.refresh_from_db()
    assert (second.is_entry, second.ticket) == (True, 1)


def test_nobody_withdraws_from_the_closing_second_on(wave: Wave, sri: Person) -> None:
    with pytest.raises(NotOpen):
        leaving.withdraw(wave=wave, person=sri, by=str(sri), at=wave.closes_at)
    assert Application.objects.filter(Application.SUBMITTED).exists()


def test_pages_of_withdrawing_and_then_of_erasing(wave: Wave, sri: Person, client: Client) -> None:
    assert sri.account is not None
    client.force_login(sri.account)
    session = client.session
    session["fresh_at"] = timezone.now().timestamp()
    session.save()
    page = "/gelombang/1/tarik/"
    assert page in client.get("/saya/").content.decode()
    assert page in client.get("/gelombang/1/tanda-terima/").content.decode()
    assert page in client.get("/gelombang/data/hapus/").content.decode()
    assert client.post("/gelombang/data/hapus/", {"sure": "yes"}).status_code == 409
    assert client.get(page).status_code == 200
    assert Application.objects.filter(Application.SUBMITTED).exists()
    mine = client.post(page, follow=True).content.decode()
    assert "Pendaftaran Anda sudah ditarik" in mine
    assert "/gelombang/1/ikut-lagi/" in mine
    code = code_of(Application.objects.get().commit)
    assert "ditarik oleh orangnya sendiri" in client.get("/hasil/", {"kode": code}).content.decode()
    assert client.post("/gelombang/data/hapus/", {"sure": "yes"}).status_code == 200
    sri.refresh_from_db()
    assert sri.erased_at is not None


def test_who_comes_too_late_to_withdraw_reads_what_is_left(wave: Wave, sri: Person, client: Client) -> None:
    assert sri.account is not None
    client.force_login(sri.account)
    Wave.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert "/gelombang/1/tarik/" not in client.get("/saya/").content.decode()
    answer = client.post("/gelombang/1/tarik/")
    assert answer.status_code == 409
    assert "tidak dapat diubah lagi" in answer.content.decode()
