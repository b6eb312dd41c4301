"""Desks in numbers: an officer sees their own, those who answer for them see all, and nobody sees whom they helped."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from gelombang.people.addresses import read
from gelombang.people.models import Account, Assistance
from gelombang.people.roles import Role
from gelombang.people.services import desk, slips
from tests.factories import desk as at_desk
from tests.factories import programme
from tests.factories.people import account, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def officers() -> list[Account]:
    """Three: two as they should be, one who registers eleven people in one hour."""
    found = [account(f"petugas{n}@contoh.example", Role.FIELD) for n in range(3)]
    at, region = timezone.now() - timedelta(hours=3), programme.regions()[0]
    for n in range(3):
        at_desk.registered(found[n % 2], n, at=at + timedelta(minutes=20 * n), region=region)
    for n in range(11):
        at_desk.registered(found[2], 10 + n, at=at + timedelta(minutes=n), region=region)
    return found


def test_the_unusual_officer_stands_out_and_nobody_they_helped_is_named(officers: list[Account]) -> None:
    browser = staff(Role.ADMINISTRATOR, address="kepala@contoh.example")
    page = browser.get("/kantor/loket/angka/").content.decode()
    assert "lebih banyak dalam satu jam" in page
    assert page.index(f"angka/{officers[2].pk}/") < page.index(f"angka/{officers[0].pk}/")
    for n in (0, 10):
        assert at_desk.identity(n)["name"] not in page
    assert "petugas2@contoh.example" not in page  # colleagues are shown by their masked address
    one = browser.get(f"/kantor/loket/angka/{officers[2].pk}/?hari=7").content.decode()
    assert "lebih banyak dalam satu jam" in one
    assert browser.get("/kantor/loket/angka/99999/").status_code == 404
    applicant = account("korban.rahasia@contoh.example")  # who never sat at a desk is not found here
    assert browser.get(f"/kantor/loket/angka/{applicant.pk}/").status_code == 404
    assert browser.get("/kantor/loket/angka/?hari=x").status_code == 200


def test_the_file_says_what_the_page_says(officers: list[Account]) -> None:
    browser = staff(Role.APPROVER, address="penyetuju@contoh.example")
    answer: Any = browser.get("/kantor/loket/angka/?unduh=1&hari=7")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row["registered"] for row in rows] == ["11", "2", "1"]
    assert rows[0]["most in an hour"] == "11"


def test_an_officer_sees_their_own_days_and_not_those_of_others(officers: list[Account]) -> None:
    browser = staff(Role.OFFICER, address="baru@contoh.example")
    assert "Belum ada" in browser.get("/kantor/loket/").content.decode()
    Assistance.objects.filter(officer=officers[2]).update(
        officer=Account.objects.get(email="baru@contoh.example")
    )
    page = browser.get("/kantor/loket/").content.decode()
    assert '<td class="num">11</td>' in page
    assert browser.get("/kantor/loket/angka/").status_code == 403


def test_claims_duplicates_and_new_slips_are_counted_where_they_were_made() -> None:
    officer = account("petugas@contoh.example", Role.FIELD)
    sitting = at_desk.registered(officer)
    at_desk.slip(sitting)
    slip, _code = at_desk.slip(sitting, reason="Kertas pertama basah.")
    slips.claim(slip=slip, account=account("ani@contoh.example"), at=timezone.now())
    other = at_desk.begun(officer)
    with pytest.raises(desk.NumberTaken):
        desk.state_identity(assistance=other, at=timezone.now(), **at_desk.identity(1))
    browser = staff(Role.AUDITOR, address="auditor@contoh.example")
    answer: Any = browser.get("/kantor/loket/angka/?unduh=1&hari=7")
    (row,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert (row["sittings"], row["registered"], row["taken over"], row["within the hour"]) == (
        "2",
        "1",
        "1",
        "1",
    )
    assert (row["numbers of others"], row["new slips"]) == ("1", "1")


def test_one_contact_for_many_is_counted() -> None:
    officer = account("petugas@contoh.example", Role.FIELD)
    for n in range(6):
        sitting = at_desk.registered(officer, n)
        desk.finish(
            assistance=sitting,
            contact=read("0812 3456 7890"),
            contact_of="neighbour",
            saw_cards=False,
            at=timezone.now(),
        )
    browser = staff(Role.APPROVER, address="penyetuju@contoh.example")
    assert "banyak orang dengan satu kontak" in browser.get("/kantor/loket/angka/").content.decode()
