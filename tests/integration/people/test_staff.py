"""The door of staff pages: nobody without a second step in this session, nobody idle, nobody without the permission."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.messages.models import Message
from gelombang.people.models import Account
from gelombang.people.roles import Role
from gelombang.people.services import roles
from gelombang.people.staff import idle_seconds
from tests.factories.people import AT, account, signed_in, staff, with_app
from tests.factories.totp import totp

pytestmark = pytest.mark.django_db
ADDRESS = "petugas@contoh.example"


def test_anonymous_visitors_are_led_to_the_door_and_back() -> None:
    answer = Client().get("/kantor/peran/")
    assert answer.headers["Location"] == "/masuk/?next=/kantor/peran/"


def test_people_without_a_role_read_that_the_page_is_not_theirs() -> None:
    answer = signed_in().get("/kantor/")
    assert answer.status_code == 403
    assert "tidak terbuka untuk Anda" in answer.content.decode()


def test_staff_without_a_second_step_set_one_up_and_read_why() -> None:
    account(ADDRESS, Role.OFFICER)
    browser = signed_in(ADDRESS)
    answer = browser.get("/kantor/")
    assert answer.headers["Location"] == "/akun/kunci/"
    assert "Peran Anda memerlukan langkah kedua" in browser.get("/akun/kunci/").content.decode()
    with_app(browser)
    codes = browser.get("/akun/kunci/cadangan/")
    assert 'href="/kantor/"' in codes.content.decode()
    assert codes.headers["Cache-Control"].find("no-store") >= 0
    assert browser.get("/kantor/").status_code == 200


def test_a_session_from_before_the_second_step_takes_it_first() -> None:
    account(ADDRESS, Role.OFFICER)
    early, other = signed_in(ADDRESS), signed_in(ADDRESS)
    secret = with_app(other)
    answer = early.get("/kantor/")
    assert answer.headers["Location"] == "/akun/kunci/ulang/?next=%2Fkantor%2F"
    passed = early.post("/akun/kunci/ulang/", {"code": totp(secret, step=1), "next": "/kantor/"})
    assert passed.headers["Location"] == "/kantor/"
    assert early.get("/kantor/").status_code == 200


def test_a_later_sign_in_is_not_complete_without_the_second_step() -> None:
    account(ADDRESS, Role.OFFICER)
    secret = with_app(signed_in(ADDRESS))
    browser = signed_in(ADDRESS)
    assert browser.get("/akun/data/").status_code == 302
    assert browser.post("/masuk/langkah-kedua/", {"code": "000000"}).status_code == 400
    assert browser.get("/akun/data/").status_code == 302
    assert browser.post("/masuk/langkah-kedua/", {"code": totp(secret, step=1)}).status_code == 302
    assert browser.get("/kantor/").status_code == 200


def test_a_second_step_that_is_removed_no_longer_counts() -> None:
    browser = staff(Role.OFFICER)
    assert browser.post("/akun/kunci/aplikasi/hapus/").status_code == 302
    assert browser.get("/kantor/").headers["Location"] == "/akun/kunci/"


def test_without_the_permission_the_page_says_whose_it_is() -> None:
    answer = staff(Role.ANALYST).get("/kantor/peran/")
    assert answer.status_code == 403
    words = answer.content.decode()
    assert "administrator" in words
    assert "analis" in words


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_staff_who_open_no_page_of_theirs_are_signed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    browser, idle, now = staff(Role.OFFICER), timedelta(seconds=idle_seconds()), timezone.now()
    assert browser.get("/kantor/").status_code == 200
    assert browser.session.get_expiry_age() <= 12 * 3600
    at(monkeypatch, now + idle * 0.9)
    assert browser.get("/kantor/").status_code == 200
    at(monkeypatch, now + idle * 1.8)
    assert browser.get("/kantor/").status_code == 200
    at(monkeypatch, now + idle * 2.9)
    assert browser.get("/akun/data/").status_code == 302
    assert browser.get("/kantor/").headers["Location"] == "/masuk/?next=/kantor/"


def test_a_second_step_of_yesterday_opens_no_staff_page(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = staff(Role.OFFICER)
    at(monkeypatch, timezone.now() + timedelta(seconds=idle_seconds() + 60))
    answer = browser.get("/kantor/")
    assert answer.headers["Location"] == "/masuk/?next=%2Fkantor%2F&sebab=diam"
    assert "Anda sudah dikeluarkan" in browser.get(answer.headers["Location"]).content.decode()
    assert browser.get("/akun/data/").status_code == 302


def test_applicants_stay_signed_in_for_thirty_days() -> None:
    browser = signed_in()
    assert browser.session.get_expiry_age() == 30 * 24 * 3600


def test_sessions_end_with_a_role() -> None:
    browser = staff(Role.OFFICER)
    assert browser.get("/kantor/").status_code == 200
    roles.end_role(account=Account.objects.get(), role=Role.OFFICER, by="account:9", at=AT)
    assert browser.get("/kantor/").headers["Location"] == "/masuk/?next=/kantor/"
    assert browser.get("/akun/data/").status_code == 302


def test_cookies_are_bound_and_unseen_by_scripts(settings: object) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True  # type: ignore[attr-defined]
    browser = Client()
    browser.get("/masuk/", secure=True)
    browser.post("/masuk/", {"address": "sri@contoh.example"}, secure=True)
    for name in ("sessionid", "csrftoken"):
        cookie = browser.cookies[name]
        assert cookie["httponly"]
        assert cookie["secure"]
        assert cookie["samesite"] == "Lax"


def test_a_code_of_the_app_works_once() -> None:
    account(ADDRESS)
    secret = with_app(signed_in(ADDRESS))
    code = totp(secret, step=1)
    first, second = signed_in(ADDRESS), signed_in(ADDRESS)
    assert first.post("/masuk/langkah-kedua/", {"code": code}).status_code == 302
    assert second.post("/masuk/langkah-kedua/", {"code": code}).status_code == 400
    assert second.get("/akun/data/").status_code == 302


def test_guesses_at_the_second_step_end_for_the_thief_and_not_for_the_owner() -> None:
    account(ADDRESS)
    secret = with_app(signed_in(ADDRESS))
    thief = signed_in(ADDRESS, network="198.51.100.9")
    for _ in range(5):
        thief.post("/masuk/langkah-kedua/", {"code": "12345"})
    right = totp(secret, step=1)
    refused = thief.post("/masuk/langkah-kedua/", {"code": right})
    assert refused.status_code == 400
    assert "Terlalu banyak kode yang salah" in refused.content.decode()
    owner = signed_in(ADDRESS)
    assert owner.post("/masuk/langkah-kedua/", {"code": right}).status_code == 302


def test_new_sessions_do_not_give_a_network_new_guesses_for_ever() -> None:
    account(ADDRESS)
    secret = with_app(signed_in(ADDRESS))
    answers = []
    for _ in range(5):
        thief = signed_in(ADDRESS, network="198.51.100.9")
        answers += [thief.post("/masuk/langkah-kedua/", {"code": "12345"}) for _ in range(5)]
    assert "Terlalu banyak" in answers[-1].content.decode()
    assert Message.objects.filter(key__startswith="guessed:").count() == 1
    assert signed_in(ADDRESS).post("/masuk/langkah-kedua/", {"code": totp(secret, step=1)}).status_code == 302


def test_a_recovery_code_replaces_the_second_step_once() -> None:
    account(ADDRESS)
    browser = signed_in(ADDRESS)
    with_app(browser)
    page = browser.get("/akun/kunci/cadangan/").content.decode()
    codes = [found.replace(" ", "") for found in re.findall(r"<code>([0-9]{4} [0-9]{4})</code>", page)]
    assert len(codes) == 10
    for expected in (302, 400):
        again = signed_in(ADDRESS)
        assert again.post("/masuk/langkah-kedua/", {"code": codes[0]}).status_code == expected


def test_a_change_of_keys_is_told_to_the_owner_and_written_down(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        browser = staff(Role.OFFICER)
    assert Message.objects.filter(key__startswith="key:").count() == 1
    browser.post("/akun/kunci/aplikasi/hapus/")
    told = Message.objects.filter(key__startswith="key:").first()
    assert told is not None
    assert "dihapus" in told.text
    acts = Event.objects.filter(act__startswith="people:key:").values_list("act", flat=True)
    assert sorted(acts) == ["people:key:added", "people:key:removed"]


FORGED = json.dumps(
    {
        "id": "a",
        "rawId": "a",
        "type": "public-key",
        "response": {
            "userHandle": "MQ",
            "clientDataJSON": "e30",
            "authenticatorData": "AA",
            "signature": "AA",
        },
    }
)


@pytest.mark.parametrize("sent", ["", "x", "{}", "[]", "null", '{"response": 1}', FORGED])
def test_a_passkey_that_cannot_be_read_is_a_sentence(sent: str) -> None:
    browser = signed_in()
    with_app(browser)
    browser.get("/akun/kunci/sandi/baru/")
    assert browser.post("/akun/kunci/sandi/baru/", {"credential": sent, "name": ""}).status_code == 400
    stranger = Client()
    stranger.get("/masuk/kunci/", headers={"Accept": "application/json"})
    answer = stranger.post("/masuk/kunci/", {"credential": sent})
    assert answer.status_code == 400
    assert "kunci sandi" in answer.content.decode()


def test_the_seconds_of_idleness_come_from_the_policy() -> None:
    assert idle_seconds() == 12 * 3600
