"""What is done by kernels for a large list is what the plain functions do for a small one."""

import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gelombang.core.lottery.entries import Entry, commit_to, handle_of
from gelombang.core.lottery.errors import HouseholdAcrossStrata, LineMalformed, ListNotSorted, LotteryError
from gelombang.core.lottery.merkle import Tree
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.engines import columns, houses, listing, numba_engine, run, tree
from gelombang.engines.errors import FileUnreadable, HouseholdInTwoStrata, IdentityTwice
from gelombang.engines.folder import Folder
from gelombang.engines.outcome import silent
from gelombang.engines.table import Applicants

POLICY = Policy(1, (Phase("open", groups=1, quota={"1309": 3}, seats=5), Phase("rest", seats=50)))
KEY = bytes(range(32))


def _applicants(n: int) -> Applicants:
    chance = random.Random(n)
    households = [chance.randrange(1 + n // 2) for _ in range(n)]
    rows = {
        "id": [f"{row:012d}0000{'é' * (row % 70)}" for row in range(n)],
        "household": [f"keluarga {household}" * (1 + household % 9) for household in households],
        "stratum": ["1309" if household % 3 else "0007" for household in households],
        "band": pl.Series([row % 10 for row in range(n)], dtype=pl.UInt8),
        "groups": pl.Series([row % 256 for row in range(n)], dtype=pl.UInt8),
        "weight": pl.Series([1 + row % 62 for row in range(n)], dtype=pl.UInt8),
    }
    return Applicants(pl.DataFrame(rows), 2, tuple(rows))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is large."""
    for module in (listing, tree, columns):
        monkeypatch.setattr(module, "LARGE", 0, raising=False)


def _by_hand(applicants: Applicants, made: listing.Listing) -> list[str]:
    entries = []
    for ticket, row in enumerate(made.arrival.tolist()):
        given = applicants.rows.row(row, named=True)
        commit = commit_to(given["id"], made.salts[ticket].tobytes())
        house = handle_of(given["household"], KEY)
        entries.append(
            Entry(commit, given["stratum"], given["band"], given["groups"], house, given["weight"])
        )
    assert [entry.commit for entry in entries] == sorted(entry.commit for entry in entries)
    return [entry.line() for entry in entries]


@pytest.mark.parametrize("n", [1, 2, 15, 16, 17, 300])
def test_a_listing_by_kernels_is_the_one_by_hand(n: int, large: None) -> None:
    applicants = _applicants(n)
    made = listing.of(applicants, POLICY, "full", KEY)
    assert b"".join(made.lines()).decode().splitlines() == _by_hand(applicants, made)


def test_a_listing_without_kernels_is_the_same() -> None:
    applicants = _applicants(300)
    made = listing.of(applicants, POLICY, "full", KEY)
    assert b"".join(made.lines()).decode().splitlines() == _by_hand(applicants, made)


def _write_list(path: Path, n: int) -> Path:
    made = listing.of(_applicants(n), POLICY, "full", KEY)
    path.write_bytes(b"".join(made.lines()))
    return path


@pytest.mark.parametrize("n", [*range(1, 20), 255, 256, 257, 511, 513, 1000, 1024, 1030])
def test_a_tree_by_kernels_has_the_core_s_root(n: int, tmp_path: Path, large: None) -> None:
    lines = [f"{i:0102d}" for i in range(n)]
    path = tmp_path / "list.csv"
    path.write_text("".join(line + "\n" for line in lines))
    expected = Tree.of_lines(lines)
    assert tree.root_of_file(path, 103) == expected.root
    path_of = tree.paths_of(Folder(tmp_path), path, 103)
    for index in {0, n // 2, n - 1}:
        assert path_of(index) == expected.path(index)


@pytest.mark.parametrize("n", [1, 300])
def test_households_are_found_with_and_without_the_kept_file(n: int, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.public.mkdir()
    _write_list(folder.list_path, n)
    lines = folder.list_path.read_text().splitlines()
    assert folder.cache is not None
    for _ in range(2):
        members = houses.houses_of(folder)
        for line in lines:
            expected = [ticket for ticket, other in enumerate(lines, start=1) if other[75:99] == line[75:99]]
            assert members(line[75:99]) == expected
        assert members("f" * 24) == []
        assert (folder.root / "cache/list.csv.houses").stat().st_size == 12 * n
    (folder.root / "cache/list.csv.houses").write_bytes(b"too short")
    assert houses.houses_of(folder)(lines[0][75:99])[0] >= 1


def test_the_bytes_of_results_are_the_outcome_s_lines(tmp_path: Path) -> None:
    drawn = numba_engine.select(_write_list(tmp_path / "list.csv", 300), POLICY, "ab" * 20)
    assert b"".join(run.result_pieces(drawn)).decode().splitlines() == list(drawn.lines())


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (lambda lines: [*lines[:7], lines[7].upper(), *lines[8:]], LineMalformed(line=8)),
        (lambda lines: [*lines[:7], lines[7][:-2] + "63", *lines[8:]], LineMalformed(line=8)),
        (lambda lines: [*lines[:7], lines[7][:-2] + "00", *lines[8:]], LineMalformed(line=8)),
        (lambda lines: [*lines[:7], lines[7][:-1], *lines[8:]], LineMalformed(line=8)),
        (lambda lines: [*lines, "x"], LineMalformed(line=31)),
        (lambda lines: [*lines[:7], lines[6], *lines[8:]], ListNotSorted(line=8)),
        (lambda lines: [lines[1], lines[0], *lines[2:]], ListNotSorted(line=2)),
        (lambda lines: [*lines[:20], lines[20][:75] + lines[3][75:], lines[21][:5]], None),
    ],
)
def test_faults_are_named_like_the_norm_names_them(
    fault: Any, expected: LotteryError | None, tmp_path: Path
) -> None:
    lines = fault(_write_list(tmp_path / "list.csv", 30).read_text().splitlines())
    if expected is None:
        lines[20] = lines[20][:65] + "9999" + lines[20][69:]
        expected = HouseholdAcrossStrata(ticket=21, other=_first_of(lines, lines[20][75:99]))
    path = tmp_path / "bad.csv"
    path.write_text("".join(line + "\n" for line in lines))
    with pytest.raises(type(expected)) as caught:
        numba_engine.select(path, POLICY, "ab" * 20)
    assert caught.value.facts == expected.facts


def _first_of(lines: list[str], house: str) -> int:
    return next(ticket for ticket, line in enumerate(lines, start=1) if line[75:99] == house)


def _parquet(path: Path, **changed: object) -> Path:
    columns_ = {
        "stratum": ["1309"] * 40,
        "band": [0] * 40,
        "groups": [1] * 40,
        "house": [f"{i // 2:024x}" for i in range(40)],
        "weight": [1 + i % 62 for i in range(40)],
    }
    pl.DataFrame({**columns_, **changed}, strict=False).write_parquet(path)
    return path


def test_parquet_gives_what_the_list_gives(tmp_path: Path) -> None:
    source = _parquet(tmp_path / "list.parquet")
    lines = [f"{i:064x},1309,0,01,{i // 2:024x},{1 + i % 62:02d}\n" for i in range(40)]
    (tmp_path / "list.csv").write_text("".join(lines))
    drawn = numba_engine.select(source, POLICY, "ab" * 20)
    assert drawn.same_as(numba_engine.select(tmp_path / "list.csv", POLICY, "ab" * 20))
    numbers = _parquet(tmp_path / "numbers.parquet", stratum=[1309] * 40)
    assert drawn.same_as(numba_engine.select(numbers, POLICY, "ab" * 20))


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        *(("stratum", "13O9"), ("stratum", "13"), ("stratum", None), ("band", 10), ("band", None)),
        *(("groups", 256), ("weight", 0), ("weight", 63), ("house", None)),
        *(("house", "g" * 24), ("house", "A" * 24), ("house", "0" * 23)),
    ],
)
def test_a_parquet_cell_that_no_line_could_hold_is_refused(
    column: str, wrong: object, tmp_path: Path
) -> None:
    right = {"stratum": "1309", "band": 0, "groups": 1, "house": "0" * 24, "weight": 1}[column]
    source = _parquet(tmp_path / "list.parquet", **{column: [right] * 33 + [wrong] * 7})
    with pytest.raises(LineMalformed) as caught:
        numba_engine.select(source, POLICY, "ab" * 20)
    assert caught.value.facts == {"line": 34}


def test_a_truncated_parquet_file_is_refused(tmp_path: Path) -> None:
    source = _parquet(tmp_path / "list.parquet")
    source.write_bytes(source.read_bytes()[:-20])
    with pytest.raises(FileUnreadable):
        numba_engine.select(source, POLICY, "ab" * 20, silent)


def test_the_first_double_identity_and_the_first_divided_household_are_named() -> None:
    rows = _applicants(60).rows
    twice = rows.with_columns(
        pl.Series("id", [rows["id"][5] if i in (9, 20) else v for i, v in enumerate(rows["id"])])
    )
    with pytest.raises(IdentityTwice) as same:
        listing.must_be_consistent(Applicants(twice, 2, ()))
    assert same.value.facts == {"row": 11, "other": 7}
    houses_ = [rows["household"][0] if i == 30 else v for i, v in enumerate(rows["household"])]
    stratum = ["9999" if i == 30 else v for i, v in enumerate(rows["stratum"])]
    split = rows.with_columns(pl.Series("household", houses_), pl.Series("stratum", stratum))
    with pytest.raises(HouseholdInTwoStrata) as divided:
        listing.must_be_consistent(Applicants(split, 2, ()))
    assert divided.value.facts == {"row": 32, "other": 2}
