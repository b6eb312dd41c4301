"""A real lottery's list, 74,922 people in 66,385 households, from the file to the verdict of two independent verifiers.

The list is of the Oregon Health Insurance Experiment of 2008 (Finkelstein et al. 2012), public but too large to commit:
where it is absent, a generated list of its shape is drawn all the same.
"""

import csv
import gzip
import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from gelombang.engines.folder import Folder
from gelombang.engines.verify import verify
from tests.factories import verifier
from tests.factories.draws import ROUND, SIGNATURE, command, write_policy

PEOPLE, HOUSEHOLDS = 74_922, 66_385
SELECTED = 29_834
"""How many were selected in 2008; whoever was selected could bring their household, so that the cap was no cap."""

NATIONAL = """\
version = "undian/1"
household_cap = 1
[[phase]]
name = "national"
seats = {seats}
"""


def households(people: int, n: int, seed: int = 2008) -> Iterator[tuple[str, str]]:
    """(person, household) of an invented list: `n` households of one to three for `people`, in no order."""
    chance = random.Random(seed)
    sizes = [1] * n
    for _ in range(people - n):  # in Oregon nearly all larger households were couples, 59 were of three
        place = chance.randrange(n)
        while sizes[place] > (2 if chance.random() < 0.01 else 1):
            place = chance.randrange(n)
        sizes[place] += 1
    rows = [(f"P{place:06d}-{k}", f"H{place:06d}") for place, size in enumerate(sizes) for k in range(size)]
    chance.shuffle(rows)
    return iter(rows)


def generated(path: Path, people: int, n: int) -> Path:
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["person_id", "household_id"])
        rows.writerows(households(people, n))
    return path


def from_gzip(path: Path, source: Path) -> Path:
    with gzip.open(source) as packed:
        path.write_bytes(packed.read())
    return path


def drawn(place: Path, listed: Path, seats: int) -> Path:
    folder = place / "draw"
    policy = write_policy(place / "policy.toml", NATIONAL.format(seats=seats))
    columns = ("--column", "id=person_id,household=household_id")
    rehearsal = ("--draw-id", "oregon", "--round", ROUND, "--rehearsal")
    assert command("commit", listed, "--policy", policy, *columns, *rehearsal, "--out", folder) == 0
    assert command("run", folder, "--signature", SIGNATURE) == 0
    return folder


def check(folder: Path, people: int, n: int, seats: int) -> None:
    """Both verifiers hold; each finds one changed byte in the list, the results, the policy and the manifest."""
    public = folder / "public"
    lines = (public / "list.csv").read_text("ascii").splitlines()
    assert len(lines) == people
    assert len({line[75:99] for line in lines}) == n
    results = (public / "result" / "results.csv").read_text("ascii").splitlines()
    winners = [line for line, result in zip(lines, results, strict=True) if result[13] == "W"]
    assert len(winners) == len({line[75:99] for line in winners}) == seats
    assert verify(Folder.open(folder)).is_complete
    code, said = verifier.verify(public)
    assert code == (0 if verifier.tool.bls_libraries() else 3), said
    for name in ("list.csv", "result/results.csv", "policy.json", "manifest.json"):
        path = public / name
        original = path.read_bytes()
        middle = len(original) // 2
        path.write_bytes(original[:middle] + bytes([original[middle] ^ 1]) + original[middle + 1 :])
        assert not verify(Folder.open(folder)).holds, name
        assert verifier.verify(public)[0] == 1, name
        path.write_bytes(original)
    assert verify(Folder.open(folder)).holds


def test_a_list_of_its_shape(tmp_path: Path) -> None:
    people, n = 8000, 7088
    check(drawn(tmp_path, generated(tmp_path / "list.csv", people, n), 3000), people, n, 3000)


@pytest.mark.slow
def test_a_list_of_its_size(tmp_path: Path) -> None:
    listed = generated(tmp_path / "list.csv", PEOPLE, HOUSEHOLDS)
    check(drawn(tmp_path, listed, SELECTED), PEOPLE, HOUSEHOLDS, SELECTED)


def test_the_real_list(tmp_path: Path, reference: Path) -> None:
    source = reference / "evaluation" / "ohie_list.csv.gz"
    if not source.is_file():
        pytest.skip("reference data absent: evaluation/ohie_list.csv.gz")
    listed = from_gzip(tmp_path / "list.csv", source)
    with io.StringIO(listed.read_text()) as text:
        assert len({row["household_id"] for row in csv.DictReader(text)}) == HOUSEHOLDS
    check(drawn(tmp_path, listed, SELECTED), PEOPLE, HOUSEHOLDS, SELECTED)


def test_a_packed_list_is_the_same_list(tmp_path: Path) -> None:
    """The list is read from .csv.gz as it is published."""
    listed = generated(tmp_path / "list.csv", 300, 266)
    packed = tmp_path / "list.csv.gz"
    packed.write_bytes(gzip.compress(listed.read_bytes()))
    folder = drawn(tmp_path, packed, 100)
    assert verify(Folder.open(folder)).is_complete
