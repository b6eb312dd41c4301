"""Lists, policies and drawn folders for tests: invented people, in the shape of the real thing."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

from gelombang.cli.main import run

ROUND = 657413
SIGNATURE = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
STRATA = ("1309", "1673", "5305", "7210", "8106")

POLICY = """\
version = "undian/1"
household_cap = 1
total_seats = 60
groups = { disability = 1, remote = 2 }
strata = { "1309" = "Kepulauan Mentawai", "1673" = "Kota Lubuklinggau" }

[[phase]]
name = "disability reserve"
groups = ["disability"]
seats = "10 %"
carry = true

[[phase]]
name = "regions"
quota = { "1309" = 9, "1673" = 9, "5305" = 9, "7210" = 9, "8106" = 9 }
carry = true

[[phase]]
name = "left over"
seats = 9
"""


def write_list(path: Path, n: int = 300, seed: int = 7) -> Path:
    """`n` invented people in families of one to four, in five regions; identity numbers with serial 0000."""
    chance = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "household", "stratum", "band", "groups", "weight"])
        people = 0
        family = 0
        while people < n:
            family += 1
            stratum = chance.choice(STRATA)
            for member in range(min(n - people, chance.choice([1, 1, 1, 2, 3, 4]))):
                identity = f"{stratum}{member + 11:02d}{family:06d}0000"
                groups = chance.choice(["", "", "", "disability", "remote", "disability remote"])
                rows.writerow(
                    [
                        identity,
                        f"{stratum}09{family:06d}0000",
                        stratum,
                        chance.choice("001"),
                        groups,
                        chance.choice("112"),
                    ]
                )
                people += 1
    return path


def write_policy(path: Path, text: str = POLICY) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def command(*arguments: object) -> int:
    """Run `gelombang draw …` in this process; the exit code."""
    return run(["draw", *map(str, arguments)])


def committed(place: Path, *options: object, n: int = 300) -> Path:
    """A committed rehearsal in `place`/draw."""
    folder = place / "draw"
    arguments: Sequence[object] = (
        write_list(place / "list.csv", n),
        *("--policy", write_policy(place / "policy.toml")),
        *("--draw-id", "try", "--round", ROUND, "--rehearsal", "--out", folder),
    )
    assert command("commit", *arguments, *options) == 0
    return folder


def drawn(place: Path, *options: object, n: int = 300) -> Path:
    """A drawn rehearsal in `place`/draw."""
    folder = committed(place, *options, n=n)
    assert command("run", folder, "--signature", SIGNATURE) == 0
    return folder
