"""Registering: each page is kept, each fault is said, one number is one person."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from gelombang.cases.models import Case
from gelombang.people.addresses import read
from gelombang.people.identity import Fault, NumberWrong
from gelombang.people.models import Account, Person
from gelombang.people.services import accounts, registration
from gelombang.regions.models import Region

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
BORN = date(1998, 9, 4)
NIK, KK = "3171014409980000", "5305010101200000"


@pytest.fixture(autouse=True)
def _invented(settings: object) -> None:
    settings.INVENTED_PEOPLE = True  # type: ignore[attr-defined]


@pytest.fixture
def regions() -> tuple[Region, Region]:
    top = Region.objects.create(code="53", name="Nusa Tenggara Timur", kind="province", level=1)
    made = [
        Region.objects.create(
            code=code, name=name, kind="regency", level=2, parent=top, stratum=code.replace(".", "")
        )
        for code, name in (("53.05", "Kabupaten Alor"), ("53.71", "Kota Kupang"))
    ]
    return made[0], made[1]


def account(address: str = "sri@contoh.example") -> Account:
    return accounts.enter(address=read(address), language="id", at=AT)


def person(address: str = "sri@contoh.example", nik: str = NIK) -> Person:
    return registration.state_identity(account=account(address), name="Sri", nik=nik, born_on=BORN, at=AT)


def test_a_number_is_kept_locked_and_found_by_its_index() -> None:
    made = person()
    assert NIK not in made.nik_locked
    assert NIK not in made.nik_index
    assert len(made.nik_index) == 64


def test_a_number_of_somebody_else_opens_a_case_and_keeps_the_first() -> None:
    first = person()
    with pytest.raises(registration.SamePerson) as raised:
        person("lain@contoh.example")
    again = account("lain@contoh.example")
    with pytest.raises(registration.SamePerson):
        registration.state_identity(account=again, name="Sri", nik=NIK, born_on=BORN, at=AT)
    assert Person.objects.get() == first
    assert Case.objects.get() == raised.value.case
    assert NIK not in str(raised.value.case.evidence)


def test_an_invented_number_is_refused_outside_demonstrations(settings: object) -> None:
    settings.INVENTED_PEOPLE = False  # type: ignore[attr-defined]
    with pytest.raises(NumberWrong) as raised:
        person()
    assert raised.value.fault is Fault.INVENTED
    assert not Person.objects.exists()


def test_a_second_region_for_one_card_is_a_case_and_the_first_stands(regions: tuple[Region, Region]) -> None:
    alor, kupang = regions
    first = registration.state_family(person=person(), kk=KK, region=alor, at=AT)
    other = person("adi@contoh.example", "3171010409980000")
    second = registration.state_family(person=other, kk=KK, region=kupang, at=AT)
    assert first.family_card == second.family_card
    assert second.family_card is not None
    assert second.family_card.region == alor
    assert Case.objects.get().kind == Case.Kind.CARD_REGION


def test_nobody_is_complete_without_everything(regions: tuple[Region, Region]) -> None:
    made = person()
    with pytest.raises(registration.NotComplete) as raised:
        registration.complete(person=made, may_ask=False, by="account:1", at=AT)
    assert set(raised.value.missing) == {
        "family_card_id",
        "lives_in_id",
        "education",
        "occupation",
        "heard_from",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(completed_at=AT)
    assert made.completed_at is None


def test_complete_once_with_consent(regions: tuple[Region, Region]) -> None:
    made = registration.state_family(person=person(), kk=KK, region=regions[0], at=AT)
    made = registration.state_home(person=made, region=regions[1], at=AT)
    made = registration.state_about(
        person=made,
        education="senior",
        occupation="seeking",
        heard_from="friend",
        statuses=[],
        disability=None,
        at=AT,
    )
    for _ in range(2):
        made = registration.complete(person=made, may_ask=True, by="account:1", at=AT)
    assert made.completed_at == AT
    assert sorted(made.consents.values_list("purpose", flat=True)) == ["surveys", "taking_part"]


def typed(**changed: str) -> dict[str, str]:
    """The first page, as a form sends it."""
    day = {"born_on_day": "4", "born_on_month": "9", "born_on_year": "1998"}
    return {"name": "Sri", "nik": NIK, **day, "taking_part": "on", **changed}


def test_a_year_of_birth_that_has_not_come_is_refused_in_a_sentence(client: Client) -> None:
    client.force_login(account())
    answer = client.post("/daftar/", typed(born_on_year="2098"))
    assert answer.status_code == 400
    assert "Tanggal ini belum tiba" in answer.content.decode()
    assert not Person.objects.exists()


def test_nothing_is_kept_before_the_consent(client: Client) -> None:
    client.force_login(account())
    refused = typed()
    del refused["taking_part"]
    assert client.post("/daftar/", refused).status_code == 400
    assert not Person.objects.exists()
    assert client.post("/daftar/", typed()).status_code == 302
    consent = Person.objects.get().consents.get()
    assert (consent.purpose, consent.by) == ("taking_part", str(account()))


def test_who_has_only_an_account_signs_out_or_closes_it(client: Client) -> None:
    mine = account()
    client.force_login(mine)
    assert "/keluar/" in client.get("/daftar/").content.decode()
    page = client.get("/akun/data/").content.decode()
    assert "/gelombang/data/hapus/" in page
    session = client.session
    session["fresh_at"] = timezone.now().timestamp()
    session.save()
    assert client.get("/gelombang/data/hapus/").status_code == 200
    assert "dihapus" in client.post("/gelombang/data/hapus/", {"sure": "yes"}).content.decode()
    mine.refresh_from_db()
    assert (mine.email, mine.is_active) == (None, False)
    assert client.get("/akun/data/").status_code == 302


def test_an_account_tries_ten_numbers_a_day_and_its_own_does_not_count(client: Client) -> None:
    person()
    client.force_login(account("lain@contoh.example"))
    for _ in range(10):
        assert client.post("/daftar/", typed()).status_code == 409
    refused = client.post("/daftar/", typed())
    assert refused.status_code == 400
    assert "sangat banyak nomor" in refused.content.decode()
    free = typed(nik="3171010409980000")
    assert client.post("/daftar/", free).status_code == 400  # neither does it tell that a number is free
    client.force_login(account())
    for _ in range(12):
        assert client.post("/daftar/", typed()).status_code == 302


def test_whoever_has_registered_corrects_and_no_longer_states(
    client: Client, regions: tuple[Region, Region]
) -> None:
    made = registration.state_family(person=person(), kk=KK, region=regions[0], at=AT)
    made = registration.state_home(person=made, region=regions[1], at=AT)
    about = {"education": "senior", "occupation": "seeking", "heard_from": "friend"}
    registration.state_about(person=made, statuses=[], disability=None, at=AT, **about)
    assert made.account is not None
    client.force_login(made.account)
    assert "Langkah 4 dari 5" in client.get("/daftar/tentang/").content.decode()
    stale = Person.objects.get()
    registration.complete(person=made, may_ask=False, by="account:1", at=AT)
    before = made.family_card_id
    with pytest.raises(registration.AlreadyComplete):
        registration.state_family(person=stale, kk="5305020202200000", region=regions[1], at=AT)
    with pytest.raises(registration.AlreadyComplete):
        person()
    form = {"kk": "5305020202200000", "region": "53.71"}
    answer = client.post("/daftar/keluarga/?province=53", form)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/akun/data/keluarga/")
    assert client.get("/daftar/").headers["Location"] == "/akun/data/identitas/"
    assert Person.objects.get().family_card_id == before
    for page in ("/daftar/tinggal/?province=53", "/daftar/tentang/"):  # which rest under nothing
        words = client.get(page).content.decode()
        assert "Langkah" not in words
        assert "Simpan" in words
