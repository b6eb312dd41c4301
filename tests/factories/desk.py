"""People at a desk, and what an officer types for them."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from gelombang.people import invented
from gelombang.people.models import Account, Assistance, Consent, Person, Slip
from gelombang.people.services import desk, slips
from gelombang.regions.models import Region
from tests.factories import programme

STRATUM = "5305"


def identity(n: int) -> dict[str, Any]:
    """Name, number and birth date of the n-th invented person."""
    return {"name": invented.name(n), "nik": invented.nik(n, STRATUM), "born_on": invented.born_on(n)}


def typed(n: int) -> dict[str, str]:
    """The same as a form sends it."""
    born = invented.born_on(n)
    return {
        "name": invented.name(n),
        "nik": invented.nik(n, STRATUM),
        "born_on_0": str(born.day),
        "born_on_1": str(born.month),
        "born_on_2": str(born.year),
        **day(n),
    }


def day(n: int) -> dict[str, str]:
    """The birth date as a form sends it."""
    born = invented.born_on(n)
    return {"born_on_day": str(born.day), "born_on_month": str(born.month), "born_on_year": str(born.year)}


def begun(officer: Account, *, at: datetime | None = None) -> Assistance:
    """A sitting whose words were read out."""
    return desk.begin(
        officer=officer,
        way=Consent.Way.SPOKEN,
        read_by=str(officer),
        may_ask=True,
        at=at or timezone.now(),
    )


def registered(
    officer: Account, n: int = 1, *, at: datetime | None = None, region: Region | None = None
) -> Assistance:
    """A sitting in which the n-th person was registered completely."""
    moment = at or timezone.now()
    place = region or programme.regions()[0]
    sitting = begun(officer, at=moment)
    desk.state_identity(assistance=sitting, at=moment, **identity(n))
    desk.state_family(assistance=sitting, kk=invented.kk(n, STRATUM), region=place, at=moment)
    desk.state_home(assistance=sitting, region=place, at=moment)
    about: dict[str, Any] = {"education": "junior", "occupation": "casual", "heard_from": "office"}
    desk.state_about(assistance=sitting, at=moment, statuses=[], disability=None, **about)
    desk.finish(assistance=sitting, contact=None, contact_of="", saw_cards=True, at=moment)
    sitting.refresh_from_db()
    return sitting


def slip(sitting: Assistance, *, at: datetime | None = None, reason: str = "") -> tuple[Slip, str]:
    """A slip and its code."""
    return slips.issue(assistance=sitting, reason=reason, at=at or timezone.now())


def person(sitting: Assistance) -> Person:
    """Whom the sitting helps, as the database has them."""
    return Person.objects.get(assistances=sitting)


def open_wave(number: int = 1) -> Any:
    """A wave that is open now."""
    now = timezone.now()
    return programme.wave(number, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=6))


def through(browser: Client, n: int, **contact: str) -> str:
    """All pages of registering, by an officer's browser; the address of the sitting."""
    read = {"reader": "me", "way": "spoken", "surveys": "on", "agreed": "on"}
    start = browser.post("/kantor/loket/baru/", read).headers["Location"].removesuffix("identitas/")
    browser.post(f"{start}identitas/", typed(n))
    kk = invented.kk(n, STRATUM)
    browser.post(f"{start}keluarga/?province=53", {"kk": kk, "region": "53.05"})
    browser.post(f"{start}tinggal/", {"same": "1"})
    browser.post(f"{start}tentang/", {"education": "junior", "occupation": "casual", "heard_from": "office"})
    back = {"contact_of": "nobody", "saw_cards": "on", "right": "on", **contact}
    answer = browser.post(f"{start}periksa/", back)
    assert answer.status_code == 302, answer.content.decode()
    return start


def joined(browser: Client, start: str) -> None:
    """All pages of joining, by an officer's browser."""
    browser.post(f"{start}ikut/")
    browser.post(f"{start}ikut/bidang/", {"field": "food"})
    for part in ("", "?bagian=2", "?bagian=3"):
        browser.get(f"{start}ikut/soal/{part}")
        browser.post(f"{start}ikut/soal/{part}", {})
    browser.post(f"{start}ikut/keadaan/", {})
    answer = browser.post(f"{start}ikut/kirim/", {"declared": "on"})
    assert answer.headers["Location"].endswith("/selesai/"), answer.content.decode()
