"""The receipt: the same code on screen, on paper and in the signed file; nobody sees another's."""

import json

import pytest
from django.test import Client

from gelombang.core.lottery import statement
from gelombang.core.lottery.entries import commit_to
from gelombang.core.lottery.receipt import code_of
from gelombang.engines import signing
from gelombang.messages.models import Message
from gelombang.people.keys import vault
from gelombang.people.models import Account, FamilyCard
from gelombang.waves import paper
from gelombang.waves.keys import operator
from gelombang.waves.models import Application
from gelombang.waves.services import acknowledging
from tests.factories import programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, tmp_path) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def application(client: Client) -> Application:
    made = programme.applied(programme.wave(), programme.person(1, region=programme.regions()[0]))
    assert made.person.account is not None
    client.force_login(made.person.account)
    return made


def test_the_receipt_is_signed_and_its_owner_can_compute_the_commit(application: Application) -> None:
    receipt = application.receipt
    assert receipt is not None
    assert signing.verify(operator().public_key, statement.message_of(receipt), receipt["signature"])
    number = vault().unlock(application.person.nik_locked)
    assert commit_to(number, bytes.fromhex(receipt["salt"])) == receipt["commit"] == application.commit


def test_screen_paper_and_file_agree(application: Application, client: Client) -> None:
    code = code_of(application.commit)
    assert code in client.get("/gelombang/1/tanda-terima/").content.decode()
    paper = client.get("/gelombang/1/tanda-terima.pdf")
    assert paper.content.startswith(b"%PDF-")
    assert len(paper.content) < 40_000
    file = client.get("/gelombang/1/tanda-terima.json")
    assert json.loads(file.content) == application.receipt


def test_it_says_the_region_that_was_submitted_whatever_the_card_says_since(
    application: Application, client: Client
) -> None:
    FamilyCard.objects.update(region=programme.regions()[1])
    page = client.get("/gelombang/1/tanda-terima/").content.decode()
    assert "Kabupaten Alor" in page
    assert "Kota Lubuklinggau" not in page
    assert "Kabupaten Alor" in dict(paper.lines(application)).values()


@pytest.mark.parametrize("page", ["tanda-terima/", "tanda-terima.pdf", "tanda-terima.json"])
def test_somebody_else_is_sent_to_join_and_sees_nothing(application: Application, page: str) -> None:
    other = programme.person(2, region=programme.regions()[1])
    assert other.account is not None
    client = Client()
    client.force_login(other.account)
    answer = client.get(f"/gelombang/1/{page}")
    assert answer.status_code == 302
    assert Client().get(f"/gelombang/1/{page}").status_code == 302


def test_what_people_type_is_never_typesetting(application: Application, client: Client) -> None:
    application.wave.name = '#sys.inputs *x* $1$ #read("/etc/passwd")'
    application.wave.save()
    assert client.get("/gelombang/1/tanda-terima.pdf").status_code == 200


def test_the_receipt_is_sent_after_whoever_submitted_once(application: Application) -> None:
    only_phone = programme.applied(application.wave, programme.person(2, region=programme.regions()[1]))
    assert application.person.account is not None
    assert only_phone.person.account is not None
    Account.objects.filter(pk=only_phone.person.account.pk).update(email=None, phone="+628111234567")
    at = application.wave.opens_at
    assert [acknowledging.send_receipts(at=at) for _ in range(3)] == [2, 0, 0]
    message = Message.objects.get()
    assert message.address == application.person.account.email
    assert code_of(application.commit) in message.text
    assert "/gelombang/1/tanda-terima/" in message.text
    assert (
        application.salt not in message.text
    )  # the salt is for the receipt's owner alone, not for whoever reads mail
