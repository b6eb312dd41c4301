"""The door: one code, one account; nobody learns who has one, and nobody is kept out by a stranger."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gelombang.messages.models import Message
from gelombang.people import codes
from gelombang.people.models import Account

pytestmark = pytest.mark.django_db
SRI = "sri@contoh.example"


def code_sent() -> str:
    found = re.search(r"[0-9]{6}", Message.objects.latest("pk").text)
    assert found is not None
    return found[0]


def ask(client: Client, address: str = SRI, network: str = "203.0.113.5") -> int:
    return client.post("/masuk/", {"address": address}, REMOTE_ADDR=network).status_code


def come_in(client: Client, address: str = SRI, network: str = "203.0.113.5") -> None:
    assert ask(client, address, network) == 302
    assert client.post("/masuk/kode/", {"code": code_sent()}).status_code == 302


def test_a_code_opens_an_account_once_and_later_signs_in(client: Client) -> None:
    come_in(client)
    assert client.get("/daftar/").status_code == 200
    other = Client()
    come_in(other, "  SRI@Contoh.example ")
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "written", ["0812 3456 7891", "+62 812-3456-7891", "62 812 3456 7891", "(0812) 34567891"]
)
def test_one_number_however_it_is_written(client: Client, written: str) -> None:
    come_in(client, written)
    assert list(Account.objects.values_list("phone", flat=True)) == ["+6281234567891"]


@pytest.mark.parametrize(
    "written", ["", "bukan alamat", "sri@", "12345", "021 3456789", "sri@contoh", "é@contoh.id"]
)
def test_what_is_no_address_is_refused_and_sends_nothing(client: Client, written: str) -> None:
    assert ask(client, written) == 400
    assert not Message.objects.exists()


def test_the_page_is_the_same_for_who_has_an_account_and_who_has_none() -> None:
    come_in(Client())
    pages = []
    for address in (SRI, "lain@contoh.example"):
        asking = Client()
        ask(asking, address)
        page = asking.get("/masuk/kode/").content.decode()
        page = re.sub(r'value="[^"]{60,}"', "", page)
        pages.append(page.replace(address, "ADDRESS"))
    assert pages[0] == pages[1]


def test_five_wrong_guesses_end_a_code(client: Client) -> None:
    ask(client)
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(codes.GUESSES):
        assert client.post("/masuk/kode/", {"code": wrong}).status_code == 400
    assert client.post("/masuk/kode/", {"code": right}).status_code == 400
    assert not Account.objects.exists()


def test_a_code_works_in_the_browser_that_asked_and_in_no_other(client: Client) -> None:
    ask(client)
    right, thief = code_sent(), Client()
    ask(thief)  # its own code, which it does not see
    assert thief.post("/masuk/kode/", {"code": right}).status_code == 400 or right == code_sent()
    assert client.post("/masuk/kode/", {"code": right}).status_code == 302


def test_an_old_code_does_not_work(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(client)
    right, now = code_sent(), timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + codes.LASTS + timedelta(seconds=1))
    assert client.post("/masuk/kode/", {"code": right}).status_code == 400


def test_a_flood_of_codes_stops_and_locks_nobody_else_out() -> None:
    owner = Client()
    come_in(owner, network="198.51.100.7")
    stranger = Client()
    answers = [ask(stranger, network="203.0.113.9") for _ in range(codes.SENT_MOST + 2)]
    assert answers == [302] * codes.SENT_MOST + [400, 400]
    assert ask(Client(), network="192.0.2.44") == 302  # the owner, on a new phone, elsewhere
    again = Client()
    again.cookies["known"] = owner.cookies["known"].value
    assert ask(again, network="203.0.113.9") == 302  # the owner's own browser, in the stranger's very network


def test_the_session_is_another_one_after_signing_in(client: Client) -> None:
    ask(client)
    before = client.session.session_key
    client.post("/masuk/kode/", {"code": code_sent()})
    assert before
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("goal", "leads_to"),
    [
        ("/undian/", "/undian/"),
        ("https://evil.example/", "/saya/"),
        ("//evil.example", "/saya/"),
        ("/\\evil.example", "/saya/"),
    ],
)
def test_after_signing_in_only_pages_of_ours(client: Client, goal: str, leads_to: str) -> None:
    client.get("/masuk/", {"next": goal})
    ask(client)
    answer = client.post("/masuk/kode/", {"code": code_sent()})
    assert answer.headers["Location"] == leads_to


def test_signing_out_everywhere_ends_every_session() -> None:
    from gelombang.people.services.accounts import sign_out_everywhere

    one, two = Client(), Client()
    come_in(one)
    come_in(two)
    sign_out_everywhere(account=Account.objects.get(), at=timezone.now())
    assert [browser.get("/daftar/").status_code for browser in (one, two)] == [302, 302]


def test_a_closed_account_does_not_come_in(client: Client) -> None:
    come_in(client)
    Account.objects.update(is_active=False)
    other = Client()
    ask(other)
    other.post("/masuk/kode/", {"code": code_sent()})
    assert other.get("/daftar/").status_code == 302


def test_who_is_led_to_the_door_reads_why(client: Client) -> None:
    assert "Masuk dulu" in client.get("/saya/", follow=True).content.decode()
    assert "Masuk dulu" not in client.get("/masuk/").content.decode()
