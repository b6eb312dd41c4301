"""Roles are given and ended in the office; addresses and devices are changed by their owner alone."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from gelombang.audit.models import Event
from gelombang.messages.models import Message
from gelombang.people import devices
from gelombang.people.models import Account, GivenRole
from gelombang.people.roles import Role
from gelombang.people.services import roles
from tests.factories.people import AT, account, code_sent, signed_in, staff, with_app
from tests.factories.totp import totp

pytestmark = pytest.mark.django_db
BOSS, OTHER = "kepala@contoh.example", "rina@contoh.example"


def boss() -> Client:
    return staff(Role.ADMINISTRATOR, address=BOSS)


def found(browser: Client, address: str = OTHER) -> str:
    answer = browser.post("/kantor/peran/", {"address": address})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_an_administrator_finds_an_account_by_its_exact_address_and_gives_a_role() -> None:
    rina = account(OTHER)
    browser = boss()
    page = found(browser)
    assert browser.get(page).status_code == 200
    answer = browser.post(f"{page}beri/", {"role": "officer"})
    assert "sudah diberikan" in browser.get(answer.headers["Location"]).content.decode()
    assert rina.roles.get().given_by == str(Account.objects.get(email=BOSS))
    told = Message.objects.get(address=OTHER, key__startswith="role:")
    assert "petugas" in told.text
    acts = list(Event.objects.filter(subject=str(rina)).order_by("pk").values_list("act", flat=True))
    assert acts == ["people:account:opened", "people:account:found", "people:role:given"]


def test_an_administrator_ends_a_role_and_it_is_told() -> None:
    rina = account(OTHER, Role.OFFICER)
    browser = boss()
    page = found(browser)
    answer = browser.post(f"{page}akhiri/", {"role": "officer"})
    assert "sudah diakhiri" in browser.get(answer.headers["Location"]).content.decode()
    assert rina.roles.get().ended_at is not None
    assert Message.objects.filter(address=OTHER, key__endswith=":ended:email").exists()
    assert browser.post(f"{page}akhiri/", {"role": "officer"}).status_code == 400


@pytest.mark.parametrize("sent", ["", "rina", "ri@", "rina@contoh", "in@contoh.example", "%"])
def test_nobody_is_found_by_a_part_of_an_address(sent: str) -> None:
    account(OTHER)
    answer = boss().post("/kantor/peran/", {"address": sent})
    assert answer.status_code == 400
    assert not Event.objects.filter(act="people:account:found").exists()


def test_an_account_is_reached_only_by_whoever_searched_it() -> None:
    account(OTHER)
    page = found(boss())
    second = staff(Role.ADMINISTRATOR, address="wakil@contoh.example")
    assert second.get(page).status_code == 404
    assert second.get("/kantor/peran/2/").status_code == 404
    assert second.post(f"{page}beri/", {"role": "officer"}).status_code == 404
    assert not GivenRole.objects.filter(account__email=OTHER).exists()


def test_nobody_gives_a_role_to_themselves() -> None:
    browser = boss()
    page = found(browser, BOSS)
    assert browser.post(f"{page}beri/", {"role": "officer"}).status_code == 400
    mine = Account.objects.get(email=BOSS)
    with pytest.raises(roles.OwnRole):
        roles.give_role(account=mine, role=Role.OFFICER, by=str(mine), at=AT)
    assert [given.role for given in mine.roles.all()] == ["administrator"]


def test_the_last_administrator_stays_one() -> None:
    browser = boss()
    page = found(browser, BOSS)
    answer = browser.post(f"{page}akhiri/", {"role": "administrator"})
    assert answer.status_code == 400
    assert "administrator terakhir" in answer.content.decode()
    account("wakil@contoh.example", Role.ADMINISTRATOR)
    assert browser.post(f"{page}akhiri/", {"role": "administrator"}).status_code == 302


@pytest.mark.parametrize("role", ["", "applicant", "king"])
def test_what_is_no_role_is_not_given(role: str) -> None:
    account(OTHER)
    browser = boss()
    page = found(browser)
    assert browser.post(f"{page}beri/", {"role": role}).status_code == 400
    assert browser.post(f"{page}akhiri/", {"role": role}).status_code == 400


def test_a_role_is_given_once() -> None:
    rina = account(OTHER, Role.OFFICER)
    with pytest.raises(roles.RoleHad):
        roles.give_role(account=rina, role=Role.OFFICER, by="account:9", at=AT)


def test_the_first_administrator_comes_from_the_command_line() -> None:
    out = StringIO()
    call_command("give_role", BOSS, "administrator", stdout=out)
    assert "administrator" in out.getvalue()
    assert GivenRole.objects.get().given_by == "command line"
    for words in ((BOSS, "administrator"), (BOSS, "king"), ("kepala", "officer")):
        with pytest.raises(CommandError):
            call_command("give_role", *words)


def test_a_new_address_needs_its_code_and_the_old_one_is_told() -> None:
    browser = signed_in(OTHER)
    assert browser.post("/akun/alamat/", {"address": "baru@contoh.example"}).status_code == 302
    assert browser.post("/akun/alamat/kode/", {"code": "12"}).status_code == 400
    assert Account.objects.get().email == OTHER
    code = code_sent("baru@contoh.example")
    assert browser.post("/akun/alamat/kode/", {"code": code}).headers["Location"] == "/akun/data/"
    assert Account.objects.get().email == "baru@contoh.example"
    told = Message.objects.get(key__startswith="address:")
    assert told.address == OTHER
    assert "b•••@contoh.example" in told.text


def test_a_phone_is_added_beside_the_e_mail() -> None:
    browser = signed_in(OTHER)
    browser.post("/akun/alamat/", {"address": "0812 3456 7891"})
    browser.post("/akun/alamat/kode/", {"code": code_sent("+6281234567891")})
    mine = Account.objects.get()
    assert (mine.email, mine.phone) == (OTHER, "+6281234567891")
    signed_in("+6281234567891")
    assert Account.objects.count() == 1


def test_an_address_of_another_account_is_not_taken() -> None:
    account("baru@contoh.example")
    browser = signed_in(OTHER)
    browser.post("/akun/alamat/", {"address": "baru@contoh.example"})
    answer = browser.post("/akun/alamat/kode/", {"code": code_sent("baru@contoh.example")})
    assert answer.status_code == 400
    assert Account.objects.filter(email=OTHER).exists()
    assert not Message.objects.filter(key__startswith="address:").exists()


def test_who_has_a_second_step_takes_it_before_changing_an_address() -> None:
    account(OTHER)
    secret = with_app(signed_in(OTHER))
    browser = signed_in(OTHER)
    browser.post("/masuk/langkah-kedua/", {"code": totp(secret, step=1)})
    answer = browser.get("/akun/alamat/")
    assert answer.headers["Location"] == "/akun/kunci/ulang/?next=%2Fakun%2Falamat%2F"


def test_messages_come_in_the_language_that_was_chosen() -> None:
    browser = signed_in(OTHER)
    assert browser.post("/akun/bahasa/", {"language": "xx"}).status_code == 400
    assert browser.post("/akun/bahasa/", {"language": "en"}).status_code == 302
    roles.give_role(account=Account.objects.get(), role=Role.OFFICER, by="account:9", at=AT)
    assert "You now have the role officer" in Message.objects.get(key__startswith="role:").text


def test_devices_are_told_in_words_and_signed_out() -> None:
    here, there = signed_in(OTHER), signed_in(OTHER)
    page = here.get("/akun/perangkat/").content.decode()
    assert page.count("sejak") == 2
    assert here.post("/akun/perangkat/").status_code == 302
    assert here.get("/akun/perangkat/").content.decode().count("sejak") == 1
    assert there.get("/akun/data/").status_code == 302
    assert here.post("/keluar/semua/").status_code == 302
    assert here.get("/akun/perangkat/").status_code == 302


LINUX = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
APPLE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (f"{LINUX} SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36", "Samsung Internet, HP Android"),
        (f"{LINUX} Chrome/124.0 Mobile Safari/537.36", "Chrome, HP Android"),
        (f"{LINUX} Chrome/124.0 Safari/537.36", "Chrome, tablet Android"),
        (f"{APPLE} Version/17.4 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:125.0) Gecko/20100101 Firefox/125.0", "Firefox, komputer Windows"),
        ("", "perangkat tak dikenal"),
        ("<script>", "perangkat tak dikenal"),
    ],
)
def test_a_device_in_words(said: str, words: str) -> None:
    assert devices.device(said) == words


def test_an_account_never_reaches_the_keys_and_codes_of_another() -> None:
    owner = account(OTHER)
    with_app(signed_in(OTHER))
    key = Authenticator.objects.create(user=owner, type="webauthn", data={"name": "x", "credential": {}})
    stranger = signed_in("lain@contoh.example")
    for what in ("nama", "hapus"):
        assert stranger.get(f"/akun/kunci/sandi/{key.pk}/{what}/").status_code == 404
        assert stranger.post(f"/akun/kunci/sandi/{key.pk}/{what}/", {"name": "y"}).status_code == 404
    assert stranger.get("/akun/kunci/cadangan/").status_code == 404
    assert stranger.get("/akun/kunci/cadangan/simpan/").status_code == 404
    assert stranger.get("/akun/kunci/aplikasi/hapus/").status_code == 404
    assert OTHER not in stranger.get("/akun/data/", follow=True).content.decode()
    assert not re.search(r"sejak.*sejak", stranger.get("/akun/perangkat/").content.decode(), re.DOTALL)
    assert Authenticator.objects.filter(user=owner).count() == 3
