"""The outbox: nothing twice, nothing lost, at humane hours, through real servers on this machine."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gelombang.messages import services
from gelombang.messages.channels import Never, NotNow, Outlet
from gelombang.messages.channels.email import Email
from gelombang.messages.channels.folder import Folder
from gelombang.messages.channels.gateway import Gateway
from gelombang.messages.hours import EVENING, MORNING, TRIES, awake_at
from gelombang.messages.models import Message
from gelombang.messages.selectors import confirmed

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # ten in the morning in Jakarta
State, Channel = Message.State, Message.Channel


def put(key: str = "a", channel: Message.Channel = Message.Channel.EMAIL, **more: Any) -> Message:
    given = {"address": "sri@example.id", "language": "id", "time_zone": "Asia/Jakarta", "at": AT, **more}
    facts = {"code": "123456", "minutes": 10}
    return services.queue(key=key, channel=channel, template="sign_in", facts=facts, **given)


class Recorded:
    """An outlet that remembers, and refuses with what it is given."""

    def __init__(self, *faults: Exception) -> None:
        self.sent: list[dict[str, str]] = []
        self._faults = list(faults)

    def send(self, **message: str) -> str:
        if self._faults:
            raise self._faults.pop(0)
        self.sent.append(message)
        return f"provider-{len(self.sent)}"


def send(outlet: Outlet, at: datetime = AT) -> int:
    return services.send_due(outlets=dict.fromkeys(Channel.values, outlet), at=at)


@pytest.mark.django_db
def test_a_key_sends_once() -> None:
    first, outlet = put(), Recorded()
    assert put().pk == first.pk
    assert send(outlet) == 1
    assert send(outlet) == 0
    put()
    assert send(outlet) == 0
    (message,) = Message.objects.all()
    assert (message.state, message.sent_at, message.provider_key) == (State.SENT, AT, "provider-1")
    assert outlet.sent[0]["key"] == "a"
    assert message.check_code in outlet.sent[0]["text"]


@pytest.mark.django_db
def test_a_message_undone_with_its_act_is_never_sent() -> None:
    def act() -> None:
        with transaction.atomic():
            put()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert Message.objects.count() == 0


@pytest.mark.django_db
def test_it_is_written_in_the_person_s_language() -> None:
    assert "kode" in put("a", language="id").text
    assert "is your code to sign in" in put("b", language="en").text


@pytest.mark.django_db
def test_what_fails_for_now_is_tried_again_ever_later_and_then_given_up() -> None:
    put(is_urgent=True)
    outlet, at = Recorded(*[NotNow("SMTP 451")] * 9), AT
    for pause in TRIES:
        assert send(outlet, at) == 0
        message = Message.objects.get()
        assert (message.state, message.due_at, message.problem) == (State.WAITING, at + pause, "SMTP 451")
        assert send(outlet, at + pause - timedelta(seconds=1)) == 0
        assert Message.objects.get().n_tries == message.n_tries
        at += pause
    send(outlet, at)
    message = Message.objects.get()
    assert (message.state, message.failed_at) == (State.FAILED, at)
    assert send(Recorded(), at + timedelta(days=9)) == 0


@pytest.mark.django_db
def test_what_fails_for_good_is_not_tried_again_and_the_others_go() -> None:
    put("a")
    put("b")
    outlet = Recorded(Never("HTTP 404"))
    assert send(outlet) == 1
    assert Message.objects.get(key="a").state == State.FAILED
    assert Message.objects.get(key="b").state == State.SENT


@pytest.mark.django_db
def test_without_an_outlet_it_waits_and_says_so() -> None:
    put()
    assert services.send_due(outlets={}, at=AT) == 0
    assert Message.objects.get().problem == "no outlet for email"


@pytest.mark.django_db
def test_a_claim_that_was_abandoned_is_taken_up_again() -> None:
    put()

    class Killed:
        def send(self, **message: str) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(Killed())
    assert Message.objects.get().state == State.CLAIMED
    outlet = Recorded()
    assert send(outlet, AT + timedelta(minutes=5)) == 0
    assert send(outlet, AT + timedelta(minutes=11)) == 1


@pytest.mark.django_db
def test_at_night_it_waits_for_the_morning_there_unless_it_is_urgent() -> None:
    night = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)  # 20.30 in Jakarta, 22.30 in Jayapura
    assert put("a", at=night).due_at == datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    assert put("b", at=night, time_zone="Asia/Jayapura").due_at == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    assert put("c", at=night, is_urgent=True).due_at == night


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Europe/Berlin"]),
)
def test_it_comes_by_day_and_never_more_than_a_night_late(at: datetime, zone: str) -> None:
    from zoneinfo import ZoneInfo

    found = awake_at(at, zone)
    assert MORNING <= found.astimezone(ZoneInfo(zone)).time() < EVENING
    assert timedelta(0) <= found - at <= timedelta(hours=13)
    assert awake_at(found, zone) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "sent"},
        {"state": "failed", "problem": "x"},
        {"state": "failed", "failed_at": AT},
        {"state": "claimed"},
        {"sent_at": AT},
    ],
)
def test_the_database_refuses_a_state_without_its_evidence(wrong: dict[str, Any]) -> None:
    put()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_several_senders_share_the_work_and_send_nothing_twice() -> None:
    n = 1 if connection.vendor == "sqlite" else 4  # SQLite has one writer at a time: there is nothing to race
    for number in range(40):
        put(f"m{number}")
    outlet, start = Recorded(), threading.Barrier(n)

    def work() -> None:
        start.wait()
        try:
            send(outlet)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message["key"] for message in outlet.sent) == sorted(f"m{number}" for number in range(40))


class Mailbox:
    """What an SMTP server does with a mail: keeps it, or answers with a code."""

    def __init__(self) -> None:
        self.kept: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "nobody" in address:
            return "550 no such mailbox"
        if "full" in address:
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.kept.append(envelope)
        return "250 OK"


@pytest.fixture
def mail(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield box
    controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.django_db
def test_e_mail_through_a_real_server(mail: Mailbox) -> None:
    put("a")
    put("b", address="nobody@example.id")
    put("c", address="full@example.id")
    assert send(Email("Undian <undian@example.go.id>")) == 1
    states = dict(Message.objects.values_list("key", "state"))
    assert states == {"a": State.SENT, "b": State.FAILED, "c": State.WAITING}
    (envelope,) = mail.kept
    content = envelope.content if isinstance(envelope.content, bytes) else b""
    assert b"Message-ID: " + Message.objects.get(key="a").provider_key.encode() in content
    assert "550" in Message.objects.get(key="b").problem
    assert "nobody" not in Message.objects.get(key="b").problem


@pytest.mark.django_db
def test_a_mail_server_that_is_down_is_asked_again(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    put()
    assert send(Email("undian@example.go.id")) == 0
    assert Message.objects.get().problem == "ConnectionRefusedError"


class Asked(BaseHTTPRequestHandler):
    """A gateway: answers with the status in the address, and keeps what it was told."""

    kept: list[tuple[dict[str, str], dict[str, str]]]

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).kept.append((dict(self.headers), json.loads(content)))
        self.send_response(int(self.path[1:]))
        self.end_headers()
        self.wfile.write(b'{"id": "g-1"}')

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def gateway() -> Iterator[str]:
    Asked.kept = []
    server = HTTPServer(("127.0.0.1", 0), Asked)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_text_messages_through_a_real_gateway(gateway: str) -> None:
    put(channel=Channel.SMS, address="+628110000000")
    assert send(Gateway(f"{gateway}/200", "secret", "sms")) == 1
    ((headers, content),) = Asked.kept
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer secret", "a")
    assert (content["to"], content["channel"]) == ("+628110000000", "sms")
    assert Message.objects.get().provider_key == "g-1"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "state"),
    [(404, "failed"), (422, "failed"), (429, "waiting"), (500, "waiting"), (401, "waiting")],
)
def test_a_gateway_that_refuses(gateway: str, status: int, state: str) -> None:
    put(channel=Channel.SMS)
    assert send(Gateway(f"{gateway}/{status}", "secret", "sms")) == 0
    message = Message.objects.get()
    assert (message.state, message.problem) == (state, f"HTTP {status}")


def test_a_gateway_that_is_down_or_says_nonsense() -> None:
    with pytest.raises(NotNow):
        Gateway(f"http://127.0.0.1:{free_port()}/", "", "sms").send(
            address="1", subject="", text="t", key="k"
        )


def test_a_folder_keeps_a_message_for_its_owner_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "messages")
    for _ in range(2):
        name = folder.send(address="sri@example.id", subject="s", text="t", key="k")
    (path,) = (tmp_path / "messages").iterdir()
    assert path.name == f"{name}.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text())["to"] == "sri@example.id"


@pytest.mark.django_db
def test_the_command_sends_into_the_data_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    put(at=AT - timedelta(days=1))
    call_command("send_messages")
    assert len(list((tmp_path / "messages").iterdir())) == 1


@pytest.mark.django_db
def test_a_message_can_be_checked_and_a_secret_is_not_shown_again(client: Client) -> None:
    put("a", address="sri@example.id")
    put("b", address="+628110000123", is_secret=True)
    assert confirmed(Message.objects.get(key="a").check_code) is None  # not sent yet
    send(Recorded())
    code = Message.objects.get(key="a").check_code
    for typed in (code, code.lower(), f"{code[:5]}-{code[5:]}", code.replace("0", "O").replace("1", "l")):
        found = confirmed(typed)
        assert found is not None
        assert found.address == "s•••@example.id"
        assert "123456" in found.text
    secret = confirmed(Message.objects.get(key="b").check_code)
    assert secret is not None
    assert (secret.text, secret.address) == ("", "•••123")
    page = client.get("/pesan/", {"kode": code})
    assert "s•••@example.id" in page.content.decode()
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert client.get("/pesan/", {"kode": "<script>"}).status_code == 200
