"""The engines in SQL, DuckDB's and Spark's: known answers, Parquet, and what they refuse."""

import json
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.errors import HouseholdAcrossStrata, LineMalformed, LotteryError
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.engines import duckdb_engine, numba_engine, python_engine, spark_engine
from gelombang.engines.errors import FileUnreadable
from gelombang.engines.outcome import Engine

VECTORS = Path(__file__).parents[2] / "vectors" / "undian"
NAMES = sorted(path.name for path in VECTORS.glob("[0-9]*.json"))
POLICY = Policy(1, (Phase("open", groups=1, quota={"1309": 3}, seats=5), Phase("rest", seats=50)))
SEED = "ab" * 20

SQL: tuple[Engine, ...] = (duckdb_engine, spark_engine)
BOTH = pytest.mark.parametrize("engine", SQL, ids=lambda engine: engine.name)

LINES = [Entry(f"{i:064x}", "1309", 0, 0, f"{i // 2:024x}", 1).line() for i in range(6)]


@BOTH
@pytest.mark.parametrize("name", NAMES)
def test_vector(name: str, engine: Engine, tmp_path: Path) -> None:
    vector: dict[str, Any] = json.loads((VECTORS / name).read_text())
    expect = vector["expect"]
    source, policy = tmp_path / "list.csv", Policy.from_json(vector["policy"])
    source.write_text("".join(line + "\n" for line in expect["list"]), "ascii")
    drawn = engine.select(source, policy, expect["seed"])
    assert list(drawn.lines()) == expect["results"]
    assert list(drawn.accepted) == expect["taken_by_phase"]
    assert drawn.same_as(python_engine.select(source, policy, expect["seed"]))


def _text(lines: list[str], end: str = "\n") -> bytes:
    return "".join(line + end for line in lines).encode()


REFUSED = {
    "capitals": _text([*LINES[:3], "A" + LINES[3][1:], *LINES[4:]]),
    "order": _text([LINES[1], LINES[0], *LINES[2:]]),
    "twice": _text([*LINES[:3], LINES[2], *LINES[3:]]),
    "strata": _text([*LINES[:5], LINES[5].replace("1309", "1673")]),
    "carriage return": _text([*LINES[:2], LINES[2] + "\r", *LINES[3:]]),
    "carriage returns for line ends": _text(LINES, "\r"),
    "carriage return at the end": _text(LINES)[:-1] + b"\r",
    "no end": _text(LINES)[:-1],
    "another end": _text(LINES)[:-1] + b"0",
    "a separator for the end": _text(LINES)[:-1] + b"|",
    "cut off": _text(LINES)[:-50],
    "empty line": _text([*LINES[:2], "", *LINES[2:]]),
    "only empty lines": b"\n" * 103,
    "weight": _text([*LINES[:2], LINES[2][:-2] + "63", *LINES[3:]]),
    "field": _text([*LINES[:2], LINES[2] + ",1", *LINES[3:]]),
    "zero byte": _text(LINES)[:200] + b"\0" + _text(LINES)[201:],
    "not ASCII": _text(LINES)[:200] + b"\xff" + _text(LINES)[201:],
    "byte order mark": b"\xef\xbb\xbf" + _text(LINES),
}


@BOTH
@pytest.mark.parametrize("what", REFUSED)
def test_refuses_what_the_norm_refuses(what: str, engine: Engine, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes(REFUSED[what])
    faults = []
    for one in (python_engine, engine):
        with pytest.raises(LotteryError) as caught:
            one.select(source, POLICY, SEED)
        faults.append((type(caught.value), caught.value.facts))
    assert faults[0] == faults[1]


@BOTH
@pytest.mark.parametrize("name", ["li'st.csv", "l[i]{s,t}*?^.csv", "daftar%20undian é.csv"])
def test_the_file_may_have_any_name(name: str, engine: Engine, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(_text(LINES))
    assert engine.select(source, POLICY, SEED).same_as(python_engine.select(source, POLICY, SEED))


@pytest.mark.parametrize("name", ["list.csv.gz", "li:st.csv"])
def test_but_for_those_that_spark_takes_for_something_else(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(_text(LINES))
    assert duckdb_engine.select(source, POLICY, SEED).same_as(python_engine.select(source, POLICY, SEED))
    with pytest.raises(FileUnreadable, match="Spark"):
        spark_engine.select(source, POLICY, SEED)


@BOTH
def test_an_empty_list(engine: Engine, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.touch()
    assert engine.select(source, POLICY, SEED).same_as(python_engine.select(source, POLICY, SEED))


def _parquet(path: Path, **changed: list[Any]) -> Path:
    columns: dict[str, list[Any]] = {
        "stratum": ["0309"] * 40,
        "band": [0] * 40,
        "groups": [1] * 40,
        "house": [f"{i // 2:024x}" for i in range(40)],
        "weight": [1 + i % 62 for i in range(40)],
    }
    pl.DataFrame({**columns, **changed}, strict=False).write_parquet(path)
    return path


@BOTH
def test_parquet_gives_what_the_list_gives(engine: Engine, tmp_path: Path) -> None:
    lines = [f"{i:064x},0309,0,01,{i // 2:024x},{1 + i % 62:02d}\n" for i in range(40)]
    source = tmp_path / "list.csv"
    source.write_text("".join(lines))
    expected = python_engine.select(source, POLICY, SEED)
    for stratum in (["0309"] * 40, [309] * 40):
        same = _parquet(tmp_path / "list.parquet", stratum=stratum)
        assert engine.select(same, POLICY, SEED).same_as(expected)


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        *(("stratum", "13O9"), ("stratum", "13"), ("stratum", "13091"), ("stratum", None), ("band", 10)),
        *(("band", -1), ("band", None), ("groups", 256), ("weight", 0), ("weight", 63), ("house", None)),
        *(("house", "g" * 24), ("house", "A" * 24), ("house", "0" * 23)),
    ],
)
def test_a_parquet_cell_that_no_line_could_hold_is_refused(
    column: str, wrong: object, tmp_path: Path
) -> None:
    right = {"stratum": "1309", "band": 0, "groups": 1, "house": "0" * 24, "weight": 1}[column]
    source = _parquet(tmp_path / "list.parquet", **{column: [right] * 33 + [wrong] * 7})
    for engine in (numba_engine, *SQL):
        with pytest.raises(LineMalformed) as caught:
            engine.select(source, POLICY, SEED)
        assert caught.value.facts == {"line": 34}


def test_the_first_fault_of_a_parquet_file_is_named(tmp_path: Path) -> None:
    stratum, band = ["1309"] * 40, [0] * 40
    stratum[21], stratum[31] = "1673", "1673"
    source = _parquet(tmp_path / "list.parquet", stratum=stratum)
    for engine in (numba_engine, *SQL):
        with pytest.raises(HouseholdAcrossStrata) as divided:
            engine.select(source, POLICY, SEED)
        assert divided.value.facts == {"ticket": 22, "other": 21}
    band[20] = 10
    source = _parquet(tmp_path / "list.parquet", stratum=stratum, band=band)
    for engine in (numba_engine, *SQL):
        with pytest.raises(LineMalformed) as malformed:
            engine.select(source, POLICY, SEED)
        assert malformed.value.facts == {"line": 21}


@BOTH
def test_a_parquet_file_that_cannot_be_read_is_refused(engine: Engine, tmp_path: Path) -> None:
    source = _parquet(tmp_path / "list.parquet")
    whole = source.read_bytes()
    source.write_bytes(whole[:-20])
    with pytest.raises(FileUnreadable):
        engine.select(source, POLICY, SEED)
    pl.DataFrame({"stratum": ["1309"]}).write_parquet(source)
    with pytest.raises(FileUnreadable):
        engine.select(source, POLICY, SEED)


def test_duckdb_leaves_nothing_on_disk_and_little_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with duckdb_engine._database() as database:
        assert isinstance(database, duckdb.DuckDBPyConnection)
        settings = dict(database.execute("SELECT name, value FROM duckdb_settings()").fetchall())
        assert settings["enable_progress_bar"] == "false"
        assert settings["memory_limit"] == "1.8 GiB"
        assert Path(settings["temp_directory"]).parent == tmp_path
    assert not list(tmp_path.iterdir())
