"""A small programme: regions, people with accounts, a wave, applications."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from gelombang.draws import approvals, drawing
from gelombang.people.addresses import read
from gelombang.people.models import Person
from gelombang.people.services import accounts, registration
from gelombang.regions.models import Region
from gelombang.waves.bank import baseline
from gelombang.waves.models import Application, ExclusionList, Wave
from gelombang.waves.services import applying, exclusions, opening

OPENS = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 8, 1, 0, tzinfo=UTC)
DURING = OPENS + timedelta(days=2)
POLICY = """\
version = "undian/1"
household_cap = 2
total_seats = {seats}
groups = {{ disability = 1, remote = 2 }}

[[phase]]
name = "cadangan disabilitas"
groups = ["disability"]
seats = "10 %"
carry = true

[[phase]]
name = "semua"
seats = {rest}
"""


def regions() -> list[Region]:
    """Two regencies of two provinces."""
    made = []
    for code, top, name in (
        ("53.05", "Nusa Tenggara Timur", "Kabupaten Alor"),
        ("16.73", "Sumatera Selatan", "Kota Lubuklinggau"),
    ):
        province, _ = Region.objects.get_or_create(
            code=code[:2], defaults={"name": top, "kind": "province", "level": 1}
        )
        region, _ = Region.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "kind": "regency",
                "level": 2,
                "parent": province,
                "stratum": code.replace(".", ""),
                "time_zone": "Asia/Makassar",
            },
        )
        made.append(region)
    return made


def person(
    n: int,
    *,
    region: Region,
    born_on: date = date(1998, 9, 4),
    statuses: Sequence[str] = (),
    family: int | None = None,
    at: datetime = OPENS,
) -> Person:
    """Somebody registered and complete; `n` makes the numbers, `family` those of the card."""
    account = accounts.enter(address=read(f"orang{n}@contoh.example"), language="id", at=at)
    nik = f"{3171010 + n // 90:06d}"[:6] + f"{born_on:%d%m%y}" + "0000"
    nik = f"31{n % 70 + 1:02d}{n // 70 % 70 + 1:02d}{born_on:%d%m%y}0000"
    return complete(account, nik, region, born_on, statuses, n if family is None else family, at)


def complete(
    account, nik: str, region: Region, born_on: date, statuses: Sequence[str], family: int, at: datetime
) -> Person:
    """State everything of somebody with these numbers."""
    made = registration.state_identity(
        account=account, name=f"Orang {account.pk}", nik=nik, born_on=born_on, at=at
    )
    kk = f"53{family % 70 + 1:02d}{family // 70 % 70 + 1:02d}0101200000"
    made = registration.state_family(person=made, kk=kk, region=region, at=at)
    made = registration.state_home(person=made, region=region, at=at)
    made = registration.state_about(
        person=made,
        education="senior",
        occupation="seeking",
        heard_from="friend",
        statuses=list(statuses),
        disability=None,
        at=at,
    )
    return registration.complete(person=made, may_ask=True, by=str(account), at=at)


def wave(
    number: int = 1,
    *,
    seats: int = 10,
    opens_at: datetime = OPENS,
    closes_at: datetime = CLOSES,
    announced: bool = True,
    is_rehearsal: bool = True,
) -> Wave:
    """A wave, a rehearsal's unless said otherwise, prepared by one and announced by another."""
    made = opening.prepare(
        number=number,
        name=f"Gelombang {number}",
        opens_at=opens_at,
        closes_at=closes_at,
        policy_source=POLICY.format(seats=seats, rest=seats - seats // 10),
        n_seats=seats,
        groups={"disability": 1, "remote": 2},
        by="account:901",
        at=opens_at - timedelta(days=1),
        is_rehearsal=is_rehearsal,
    )
    return (
        opening.announce(wave=made, by="account:902", at=opens_at - timedelta(hours=1)) if announced else made
    )


def listed(
    wave: Wave,
    content: str,
    *,
    status: str = "in_education",
    source: str = "Data Sekolah",
    at: datetime = DURING,
) -> ExclusionList:
    """A list that counts: loaded by one, let count by another."""
    made = exclusions.stage(
        wave=wave,
        status=status,
        source=source,
        dated_on=date(2026, 10, 1),
        file=io.BytesIO(content.encode()),
        by="account:901",
        at=at,
    )
    return exclusions.put_in_force(exclusion_list=made, by="account:902", at=at)


def published(wave: Wave, *, at: datetime | None = None) -> Wave:
    """A drawn wave whose result one has proposed to publish and another has approved."""
    moment = at or timezone.now()
    approvals.propose_result(wave=wave, by="account:901", at=moment)
    drawing.publish_result(wave=wave, by="account:902", at=moment)
    wave.refresh_from_db()
    return wave


def applied(wave: Wave, person: Person, *, at: datetime | None = None) -> Application:
    """A submitted application."""
    moment = at or wave.opens_at + timedelta(hours=1)
    made = applying.start(wave=wave, person=person, at=moment)
    applying.choose_field(application=made, field="office", at=moment)
    applying.ask(application=made, at=moment)
    applying.answer(application=made, answers=dict.fromkeys(made.asked, "c1"), at=moment, is_done=True)
    applying.tell_baseline(application=made, baseline=dict.fromkeys(list(baseline())[:1], "yes"), at=moment)
    return applying.submit(application=made, at=moment)
