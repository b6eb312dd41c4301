"""Levels of identity: a registry over HTTP on this machine, its silence, its no, and an officer's look."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gelombang.cases.models import Case
from gelombang.people.models import Person
from gelombang.people.providers import IdentityProvider, Offline, Registry, Verdict
from gelombang.people.services import levels
from tests.factories import programme

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


class Answers(BaseHTTPRequestHandler):
    """Answers with what the test has put into `reply`; keeps what was asked."""

    reply: bytes = b"{}"
    status = 200
    asked: list[tuple[str, Any]] = []  # noqa: RUF012  one server a test

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).asked.append((self.headers["Authorization"], json.loads(body)))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.reply)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def registry() -> Iterator[tuple[Registry, type[Answers]]]:
    handler = type("Fresh", (Answers,), {"asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Registry(f"http://127.0.0.1:{server.server_port}/", "secret", timeout=2), handler
    server.shutdown()
    server.server_close()


@pytest.fixture
def sri(settings: Any) -> Person:
    settings.INVENTED_PEOPLE = True
    return programme.person(1, region=programme.regions()[0])


def verify(provider: IdentityProvider, at: datetime = AT) -> int:
    return levels.verify_due(provider=provider, at=at)


def test_a_registry_that_says_yes_verifies(sri: Person, registry: tuple[Registry, type[Answers]]) -> None:
    provider, server = registry
    server.reply = b'{"same": true}'
    assert verify(provider) == 1
    sri.refresh_from_db()
    assert (sri.level, sri.level_source) == ("verified", "civil registry")
    assert server.asked == [
        ("Bearer secret", {"nik": server.asked[0][1]["nik"], "name": sri.name, "born_on": "1998-09-04"})
    ]
    assert verify(provider, AT + timedelta(days=1)) == 0
    assert len(server.asked) == 1


def test_a_no_opens_a_case_and_takes_nothing_away(
    sri: Person, registry: tuple[Registry, type[Answers]]
) -> None:
    provider, server = registry
    server.reply = b'{"same": false}'
    assert verify(provider) == 0
    sri.refresh_from_db()
    assert sri.level == "declared"
    assert Case.objects.get().kind == Case.Kind.CONTRADICTED
    programme.applied(programme.wave(), sri)


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (b"{}", 200),
        (b"yes", 200),
        (b'{"same": "true"}', 200),
        (b"[]", 200),
        (b'{"same": true}', 500),
        (b"\xff", 200),
    ],
)
def test_silence_and_nonsense_change_nothing_and_are_asked_again_later(
    sri: Person, registry: tuple[Registry, type[Answers]], reply: bytes, status: int
) -> None:
    provider, server = registry
    server.reply, server.status = reply, status
    assert verify(provider) == 0
    assert verify(provider, AT + timedelta(minutes=5)) == 0
    assert len(server.asked) == 1
    verify(provider, AT + levels.AGAIN + timedelta(seconds=1))
    assert len(server.asked) == 2
    assert not Case.objects.exists()


def test_a_registry_that_is_not_there_is_silence(sri: Person) -> None:
    assert verify(Registry("http://127.0.0.1:9/", "x", timeout=1)) == 0


def test_structure_alone_never_confirms(sri: Person) -> None:
    provider = Offline()
    asked = {"name": "Sri", "born_on": date(1998, 9, 4), "on": AT.date()}
    assert provider.ask(nik="3171014409980000", **asked) is Verdict.SILENT  # type: ignore[arg-type]
    assert provider.ask(nik="3171014409970000", **asked) is Verdict.OTHER  # type: ignore[arg-type]


def test_an_officer_documents_once_and_a_level_says_who_raised_it(sri: Person) -> None:
    assert levels.document(person=sri, by="account:7", at=AT)
    assert not levels.document(person=sri, by="account:8", at=AT)
    sri.refresh_from_db()
    assert (sri.level, sri.level_source) == ("documented", "account:7")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(level_source="")
