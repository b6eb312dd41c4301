"""People at the door of the site: signing in, second steps, roles."""

import re
from datetime import UTC, datetime

from django.test import Client

from gelombang.messages.models import Message
from gelombang.people.addresses import read
from gelombang.people.models import Account
from gelombang.people.roles import Role
from gelombang.people.services import accounts, roles
from tests.factories.totp import totp

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
NETWORK = "203.0.113.5"


def account(address: str = "sri@contoh.example", *given: Role) -> Account:
    """An account at an address, with these roles."""
    found = accounts.enter(address=read(address), language="id", at=AT)
    for role in given:
        roles.give_role(account=found, role=role, by="command line", at=AT)
    return found


def code_sent(address: str) -> str:
    """The six digits of the newest message to an address."""
    found = re.search(r"[0-9]{6}", Message.objects.filter(address=address, is_secret=True).latest("pk").text)
    assert found is not None
    return found[0]


def signed_in(address: str = "sri@contoh.example", *, network: str = NETWORK) -> Client:
    """A browser that has come in by code; at the second step where the account has one."""
    browser = Client(REMOTE_ADDR=network)
    assert browser.post("/masuk/", {"address": address}).status_code == 302
    assert browser.post("/masuk/kode/", {"code": code_sent(address)}).status_code == 302
    return browser


def with_app(browser: Client) -> str:
    """Set up an authenticator app in this browser; its secret."""
    page = browser.get("/akun/kunci/aplikasi/").content.decode()
    found = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)
    assert found is not None
    secret = found[1].replace(" ", "")
    answer = browser.post("/akun/kunci/aplikasi/", {"code": totp(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def staff(*given: Role, address: str = "petugas@contoh.example") -> Client:
    """A browser of staff with these roles, that has come through the second step."""
    account(address, *given)
    browser = signed_in(address)
    with_app(browser)
    return browser
