"""People, accounts and filled-in applications by the hundred thousand: rows as the pages leave them, copied into
PostgreSQL. All invented; their numbers have the serial 0000.

For a process in which Django is set up (bench.rush)."""

import io
import json
import random
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from gelombang.flow.demonstration import policies
from gelombang.people.keys import vault
from gelombang.people.models import Account
from gelombang.regions.models import Region
from gelombang.waves import drafts
from gelombang.waves.bank import N_ASKED, bank, baseline
from gelombang.waves.fields import FIELDS
from gelombang.waves.models import Application, Wave
from gelombang.waves.services import opening, submitting

FIRST_BORN, DAYS = date(1970, 1, 1), 13_000


def wave(*, seats: int, opens_at: datetime, closes_at: datetime) -> Wave:
    """An announced wave, a rehearsal."""
    made = opening.prepare(
        number=1,
        name="Gelombang 1",
        opens_at=opens_at,
        closes_at=closes_at,
        policy_source=policies.everywhere(seats),
        n_seats=seats,
        groups={"disability": 1, "remote": 2},
        by="account:901",
        at=opens_at - timedelta(hours=2),
        is_rehearsal=True,
    )
    return opening.announce(wave=made, by="account:902", at=opens_at - timedelta(hours=1))


def fill(numbers: range, of: Wave, *, is_submitted: bool = False, seed: int = 1) -> None:
    """One person for each number, two on a family card, with an account and an application that is submitted, with its
    receipt, or only has to be. Keys of the rows are the numbers; parts of a crowd, which begin with even numbers, may be
    filled by several processes."""
    chance, at = random.Random(f"{seed} {numbers.start}"), of.opens_at + timedelta(minutes=5)
    regions = list(Region.objects.filter(level=2).order_by("pk").values_list("pk", "stratum"))
    copy(
        "people_account",
        ("id", "last_login", "email", "language", "is_active", "opened_at", "session_salt"),
        ((n, None, f"orang{n}@contoh.example", "id", True, at, secrets.token_hex(16)) for n in numbers),
    )
    cards = sorted({n // 2 for n in numbers if n % 2 == 0 or n == numbers.start})
    copy(
        "people_familycard",
        ("id", "number_locked", "number_index", "region_id", "stated_at"),
        (_card(card, regions[card % len(regions)][0], at) for card in cards),
    )
    people = [(n, *regions[n // 2 % len(regions)]) for n in numbers]
    locked = {n: vault().lock(_nik(n, code)) for n, code, _ in people}
    copy("people_person", PERSON, (_person(n, code, locked[n], at, chance) for n, code, _ in people))
    remote = submitting.remote_regions(of)
    copy(
        "waves_application",
        (*APPLICATION, *submitting.FIXED)
        if is_submitted
        else (*APPLICATION, "stratum", "groups", "salt", "commit"),
        (
            _application(n, of, at, chance)
            + (_fixed(n, code, stratum, locked[n], of, remote) if is_submitted else EMPTY)
            for n, code, stratum in people
        ),
    )


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Many rows in one transaction: by COPY in PostgreSQL, one by one in SQLite."""
    named = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({named}) FROM STDIN") as stream:
            for row in rows:
                stream.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", [_plain(row) for row in rows])


def _plain(row: Sequence[Any]) -> list[Any]:
    """As Django writes it into SQLite."""
    return [
        connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, datetime)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for value in row
    ]


def finish() -> None:
    """After rows with keys of their own: new keys go on from there, and the planner knows the tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("people_account", "people_familycard", "people_person", "waves_application"):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                )
            cursor.execute("VACUUM")
        cursor.execute("ANALYZE")


def _card(card: int, region: str, at: datetime) -> tuple[Any, ...]:
    digits = f"{region.replace('.', '')}{card % 90 + 1:02d}{card // 90:08d}"[:16]
    locks = vault()
    return card, locks.lock(digits), locks.index("kk", f"{card:016d}"), region, at


PERSON = (
    "id", "account_id", "name", "nik_locked", "nik_index", "born_on", "is_region_code_known", "family_card_id",
    "lives_in_id", "education", "occupation", "heard_from", "statuses", "disability", "level", "level_source",
    "is_contradicted", "stated_at", "completed_at", "contact", "contact_of",
)  # fmt: skip


def _nik(n: int, region: str) -> str:
    born, place = _born(n), f"{n // DAYS % 90 + 1:02d}"
    return f"{region.replace('.', '')}{place}{born:%d%m%y}0000"


def _born(n: int) -> date:
    return FIRST_BORN + timedelta(days=n * 7_919 % DAYS)


def _person(n: int, region: str, locked: str, at: datetime, chance: random.Random) -> tuple[Any, ...]:
    index = vault().index("nik", f"{n}")
    about = ("senior", "seeking", "friend", "[]", chance.random() < 0.03)
    return (
        n, n, f"Orang {n}", locked, index, _born(n), True, n // 2, region, *about, "declared", "", False, at, at,
        "", "",
    )  # fmt: skip


APPLICATION = (
    "id", "wave_id", "person_id", "started_at", "field", "asked", "asked_at", "answers", "answered_at", "baseline",
    "baseline_at", "reasons",
)  # fmt: skip
EMPTY = ("", 0, "", "")


def _application(n: int, of: Wave, at: datetime, chance: random.Random) -> tuple[Any, ...]:
    asked = chance.sample(KEYS, N_ASKED)
    answers, before = json.dumps(dict.fromkeys(asked, "c1")), json.dumps(BEFORE)
    return (
        n, of.pk, n, at, chance.choice(tuple(FIELDS)), json.dumps(asked), at, answers, at, before, at, "[]",
    )  # fmt: skip


def _fixed(
    n: int, region: str, stratum: str, locked: str, of: Wave, remote: frozenset[str]
) -> tuple[Any, ...]:
    groups = submitting.groups_of(disability=n % 33 == 0, region=region, remote=remote)
    at = of.opens_at + (of.closes_at - of.opens_at) * (n * 0.6180339887 % 1)
    fixed = submitting.entry(of, nik_locked=locked, stratum=stratum, card=n // 2, groups=groups, at=at)
    return tuple(json.dumps(fixed[name]) if name == "receipt" else fixed[name] for name in submitting.FIXED)


KEYS = sorted(bank())
BEFORE = {key: next(iter(one.choices)) for key, one in baseline().items()}
NOW = datetime.now(UTC)


def sign_in(numbers: range, of: Wave) -> Iterator[tuple[str, str]]:
    """A session for each account, as signing in leaves it: its key, and the draft that the last page carries."""
    store, until = import_module(settings.SESSION_ENGINE).SessionStore(), NOW + timedelta(days=30)
    salts = dict(Account.objects.filter(pk__in=numbers).values_list("pk", "session_salt"))
    rows = []
    for n in numbers:
        account, key = Account(pk=n, session_salt=salts[n]), secrets.token_hex(16)
        told = {
            "_auth_user_id": str(n),
            "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
            "_auth_user_hash": account.get_session_auth_hash(),
        }
        rows.append((key, store.encode(told), until))
        yield key, drafts.seal(Application(pk=n, wave=of), account=account, session=key)
    copy("django_session", ("session_key", "session_data", "expire_date"), rows)


def found(n: int, *, days: int, is_over: bool) -> Wave:
    """An empty database becomes a site with a wave for `n` people: open now, or over."""
    call_command("migrate", verbosity=0)
    call_command("load_regions", if_empty=True, stdout=io.StringIO())
    end = NOW if is_over else NOW + timedelta(days=days)
    return wave(seats=n // 7, opens_at=end - timedelta(days=days + 1), closes_at=end)


def fill_for_rush(n: int, folder: Path) -> None:
    """Fill an empty database: a wave that is open, and `n` people on its last page. FOLDER/requests then has a line for
    each: the session and the sealed draft that their browsers hold."""
    of = found(n, days=1, is_over=False)
    numbers = range(1, n + 1)
    fill(numbers, of)
    with (folder / "requests").open("w") as file:
        for session, draft in sign_in(numbers, of):
            file.write(f"{session} {draft}\n")
    finish()
