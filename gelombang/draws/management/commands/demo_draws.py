"""The demonstration: a first wave of invented people, really drawn, as a rehearsal with a known round."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from gelombang.draws import checks, services
from gelombang.engines import chances, commit, odds, policy_toml, run, table
from gelombang.engines.folder import Folder

ROUND = 657413
SIGNATURE = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
N = 8_000
WEIGHTS = {"1309": 9, "1673": 22, "5305": 20, "7210": 25, "8106": 24}

POLICY = b"""\
# The five regions of the first gatherings. Seats by applicants; a reserve for people with a disability comes first.
version = "undian/1"
household_cap = 2
total_seats = 1500
groups = { disabilitas = 1 }

[strata]
"1309" = "Kepulauan Mentawai"
"1673" = "Kota Lubuklinggau"
"5305" = "Alor"
"7210" = "Sigi"
"8106" = "Seram Bagian Barat"

[[phase]]
name = "kursi penyandang disabilitas"
groups = ["disabilitas"]
seats = "10 %"
carry = true

[[phase]]
name = "wilayah"
quota = { "1309" = 250, "1673" = 250, "5305" = 250, "7210" = 250, "8106" = 250 }
carry = true

[[phase]]
name = "sisa kursi"
seats = 100
"""


GROUPS = {"1": "penyandang disabilitas"}
"""What the group is called for people; the policy names it in one word."""

ENGLISH = {
    "groups": {"1": "people with a disability"},
    "phases": {
        "kursi penyandang disabilitas": "seats for people with a disability",
        "wilayah": "regions",
        "sisa kursi": "remaining seats",
    },
}
"""What about.json offers to those who read English."""


class Command(BaseCommand):
    help = "Fill an empty register with a wave that was really drawn."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Folder(Path(settings.DATA_DIR) / "draws" / "rehearsal-gelombang-1")
        if not folder.is_drawn:
            self.stdout.write("  Drawing the first wave of 8,000 invented people …")
            draw_wave(folder, timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
        checks.bundle_of(services.publish(folder=folder.root))


def draw_wave(folder: Folder, at: str) -> None:
    """Commit and draw one wave."""
    written = policy_toml.read(POLICY)
    chance = random.Random(20230817)  # noqa: S311  invented people, not the draw
    rows = pl.DataFrame(list(people(N, chance)), orient="row", schema=SCHEMA)
    applicants = table.Applicants(rows, 1, table.COLUMNS)
    policy = policy_toml.compile_policy(written, None, lambda _: {}).policy
    about = {
        "title": "Gelombang 1",
        "note": "Orang-orang rekaan.",
        "groups": GROUPS,
        "strata": dict(written.strata),
        "notice_hours": 0,
        "en": ENGLISH,
    }
    terms = commit.Terms(
        "rehearsal-gelombang-1", at, ROUND, rehearsal=True, about=about, policy_source=written.source
    )
    if not folder.is_committed:
        commit.commit(folder, applicants, policy, terms, by=None, at=at)
    operator = run.operator_of(folder, None)
    publish(
        folder, "odds.json", chances.odds_statement(folder, odds.of(folder.list_path, policy), operator, at)
    )
    run.run(folder, run.chance_for(folder, SIGNATURE, None), by=operator, at=at)
    publish(folder, "bias.json", chances.bias_statement(folder, chances.check_bias(folder), operator, at))


def publish(folder: Folder, name: str, statement: dict[str, Any]) -> None:
    """Put one signed statement beside the draw, unless an interrupted start has done so."""
    if folder.statement(name) is None:
        with folder.writing() as work:
            folder.write_statement(work, name, statement)


SCHEMA = {
    "id": pl.String,
    "household": pl.String,
    "stratum": pl.String,
    "band": pl.UInt8,
    "groups": pl.UInt8,
    "weight": pl.UInt8,
}


def people(n: int, chance: random.Random) -> Iterator[tuple[str, str, str, int, int, int]]:
    """Invented people in families of one to five; identity numbers with serial 0000, which no real one has."""
    made = family = 0
    while made < n:
        family += 1
        stratum = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        for _ in range(min(n - made, chance.choices([1, 2, 3, 4, 5], [70, 18, 7, 4, 1])[0])):
            disabled = int(chance.random() < 0.05)
            identity = f"{stratum}{family % 90 + 10:02d}{made:06d}0000"
            yield identity, f"{stratum}00{family:06d}0000", stratum, 0, disabled, 1
            made += 1
