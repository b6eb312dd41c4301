"""A lost second step goes by four eyes, and what cannot be undone asks once more who it is."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.messages.models import Message
from gelombang.people import fresh
from gelombang.people.models import Account, KeyRemoval, Person
from gelombang.people.roles import Role
from gelombang.people.services import second_step
from tests.factories import programme
from tests.factories.people import AT, account, code_sent, signed_in, staff, with_app
from tests.factories.totp import totp

pytestmark = pytest.mark.django_db
OWNER = "rina@contoh.example"
WHY = "Datang ke kantor dengan KTP; HP-nya hilang."


@pytest.fixture(autouse=True)
def _site(settings, tmp_path: Path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path


def asked(browser: Client, why: str = WHY):
    page = browser.post("/kantor/peran/", {"address": OWNER}).headers["Location"]
    return browser.post(f"{page}langkah-kedua/", {"why": why})


def owner() -> Client:
    return staff(Role.OFFICER, address=OWNER)


def test_one_asks_another_removes_all_sessions_end_and_the_owner_is_told() -> None:
    rina = owner()
    boss, second = (staff(Role.ADMINISTRATOR, address=f"{name}@contoh.example") for name in ("satu", "dua"))
    assert asked(boss).status_code == 302
    removal = KeyRemoval.objects.get()
    page = f"/kantor/langkah-kedua/{removal.pk}/"
    assert WHY in second.get(page).content.decode()
    assert "Hapus langkah kedua yang hilang" in second.get("/kantor/").content.decode()
    assert boss.post(f"{page}setuju/").status_code == 400
    assert Authenticator.objects.filter(user=removal.account).exists()
    assert second.post(f"{page}setuju/").status_code == 302
    assert not Authenticator.objects.filter(user=removal.account).exists()
    assert rina.get("/kantor/").status_code == 302
    assert rina.get("/kantor/").headers["Location"].startswith("/masuk/")
    told = Message.objects.filter(address=OWNER, key__startswith="second_step").order_by("pk")
    assert [one.key.split(":")[0] for one in told] == ["second_step_proposed", "second_step_removed"]
    acts = Event.objects.filter(act__startswith="people:second_step").order_by("pk")
    assert [one.act for one in acts] == ["people:second_step:asked", "people:second_step:removed"]
    assert second.post(f"{page}setuju/").status_code == 400
    again = signed_in(OWNER)
    assert again.get("/kantor/").headers["Location"] == "/akun/kunci/"
    with_app(again)
    assert again.get("/kantor/").status_code == 200


def test_a_refusal_has_a_reason_and_leaves_everything() -> None:
    rina = owner()
    boss, second = (staff(Role.ADMINISTRATOR, address=f"{name}@contoh.example") for name in ("satu", "dua"))
    asked(boss)
    removal = KeyRemoval.objects.get()
    page = f"/kantor/langkah-kedua/{removal.pk}/tolak/"
    assert second.post(page, {"reason": " "}).status_code == 400
    assert boss.post(page, {"reason": "Saya ragu."}).status_code == 400
    assert second.post(page, {"reason": "Pemiliknya tidak meminta."}).status_code == 302
    assert rina.get("/kantor/").status_code == 200
    assert asked(boss).status_code == 302


def test_it_is_not_asked_without_a_reason_twice_for_oneself_or_where_there_is_none() -> None:
    owner()
    boss = staff(Role.ADMINISTRATOR, address="satu@contoh.example")
    assert asked(boss, " ").status_code == 400
    assert asked(boss).status_code == 302
    assert asked(boss).status_code == 400
    mine = Account.objects.get(email="satu@contoh.example")
    with pytest.raises(second_step.NotTheirs):
        second_step.ask(account=mine, why=WHY, by=str(mine), at=AT)
    with pytest.raises(second_step.NothingToRemove):
        second_step.ask(account=account("kosong@contoh.example"), why=WHY, by="account:9", at=AT)


def test_the_database_too_knows_that_nobody_decides_what_they_asked() -> None:
    owner()
    rina = Account.objects.get(email=OWNER)
    removal = second_step.ask(account=rina, why=WHY, by="account:901", at=AT)
    with pytest.raises(second_step.NotTheirs):
        second_step.approve(removal=removal, by=str(rina), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyRemoval.objects.filter(pk=removal.pk).update(
            decision="approved", decided_by="account:901", decided_at=AT
        )


def stale(browser: Client) -> None:
    """As if the browser had signed in long ago."""
    session = browser.session
    session[fresh.FRESH] = timezone.now().timestamp() - fresh.LASTS - 1
    session.save()


def test_erasing_asks_for_a_code_once_more_unless_it_was_typed_just_now() -> None:
    programme.person(1, region=programme.regions()[0])
    address = "orang1@contoh.example"
    browser = signed_in(address)
    assert browser.get("/gelombang/data/hapus/").status_code == 200
    stale(browser)
    led = browser.post("/gelombang/data/hapus/", {"sure": "yes"}).headers["Location"]
    assert led == "/akun/pasti/?next=%2Fgelombang%2Fdata%2Fhapus%2F"
    assert Person.objects.get().erased_at is None
    goal = {"next": "/gelombang/data/hapus/"}
    assert browser.get(led).status_code == 200
    assert 'name="code"' in browser.post("/akun/pasti/", {**goal, "send": "1"}).content.decode()
    code = code_sent(address)
    wrong = "000000" if code != "000000" else "111111"
    assert browser.post("/akun/pasti/", {**goal, "code": wrong}).status_code == 400
    assert browser.post("/akun/pasti/", {**goal, "code": code}).headers["Location"] == goal["next"]
    assert browser.post("/gelombang/data/hapus/", {"sure": "yes"}).status_code == 200
    assert Person.objects.get().erased_at is not None


def test_whoever_has_a_second_step_takes_it_again_before_erasing(monkeypatch: pytest.MonkeyPatch) -> None:
    programme.person(1, region=programme.regions()[0])
    browser = signed_in("orang1@contoh.example")
    secret = with_app(browser)
    assert browser.get("/gelombang/data/hapus/").status_code == 200
    later = timezone.now() + timedelta(seconds=fresh.LASTS + 60)
    monkeypatch.setattr("gelombang.people.fresh.timezone.now", lambda: later)
    led = browser.get("/gelombang/data/hapus/").headers["Location"]
    assert led.startswith("/akun/kunci/ulang/")
    monkeypatch.undo()
    answer = browser.post(led, {"code": totp(secret, step=1), "next": "/gelombang/data/hapus/"})
    assert answer.headers["Location"] == "/gelombang/data/hapus/"


def test_a_goal_elsewhere_is_not_followed() -> None:
    browser = signed_in("orang1@contoh.example")
    for goal in ("https://jahat.example/", "//jahat.example/", "javascript:alert(1)"):
        browser.post("/akun/pasti/", {"next": goal, "send": "1"})
        code = code_sent("orang1@contoh.example")
        assert browser.post("/akun/pasti/", {"next": goal, "code": code}).headers["Location"] == "/"
    page = signed_in("orang1@contoh.example").get("/akun/pasti/").content.decode()
    assert re.search(r"orang1@contoh\.example", page)
