"""Bad input gets one sentence that names row and column and says what to do; nothing is half-written or shown."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from gelombang.cli.options import now, stamp
from tests.factories.draws import (
    POLICY,
    ROUND,
    SIGNATURE,
    command,
    committed,
    drawn,
    write_list,
    write_policy,
)

REFUSE = Path(__file__).parents[2] / "vectors" / "undian" / "refuse.json"
SECRET_ID = "1309110000010000"
HEADER = "id,household,stratum,band,groups,weight\n"
GOOD = f"{SECRET_ID},K1,1309,0,,1\n1309110000020000,K2,1309,0,disability,1\n"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def commit(
    place: Path, data: bytes | str, *options: object, name: str = "list.csv", policy: str = POLICY
) -> int:
    listed = place / name
    listed.write_bytes(data.encode() if isinstance(data, str) else data)
    given = options or ("--round", ROUND, "--rehearsal")
    files = (
        "--policy",
        write_policy(place / "policy.toml", policy),
        "--draw-id",
        "bad",
        "--out",
        place / "draw",
    )
    return command("commit", listed, *files, *given, "--lang", "en")


def refused(place: Path, code: int, said: Callable[[], str], *words: str) -> None:
    text = said()
    assert code == 2, text
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == 1, text
    for word in words:
        assert word in lines[0]
    assert "Traceback" not in text
    assert SECRET_ID not in text
    folder = place / "draw"
    assert not (folder / "public").exists()
    assert not (folder / "secret").exists()
    assert not (folder / ".work").exists()


ROWS: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "identity twice": (HEADER + GOOD + f"{SECRET_ID},K3,1309,0,,1\n", ("Row 4", "row 2")),
    "household across strata": (
        HEADER + GOOD + "1309110000030000,K1,1673,0,,1\n",
        ("Rows", "4", "2", "strata"),
    ),
    "empty identity": (HEADER + GOOD + ",K3,1309,0,,1\n", ("Row 4", "id", "empty")),
    "huge field": (HEADER + GOOD + "9" * 10_000_000 + ",K3,1309,0,,1\n", ("Row 4", "id", "too long")),
    "huge household": (
        HEADER + GOOD + "13," + "9" * 300 + ",1309,0,,1\n",
        ("Row 4", "household", "too long"),
    ),
    "scientific": (HEADER + GOOD + "1.30911E+15,K3,1309,0,,1\n", ("Row 4", "id", "scientific")),
    "spaces around": (HEADER + GOOD + " 13,K3,1309,0,,1\n", ("Row 4", "id", "spaces")),
    "stratum": (HEADER + GOOD + "13,K3,Alor,0,,1\n", ("Row 4", "stratum", "Alor")),
    "band": (HEADER + GOOD + "13,K3,1309,10,,1\n", ("Row 4", "band", "0 to 9")),
    "negative band": (HEADER + GOOD + "13,K3,1309,-1,,1\n", ("Row 4", "band")),
    "weight": (HEADER + GOOD + "13,K3,1309,0,,63\n", ("Row 4", "weight", "1 to 62")),
    "weight zero": (HEADER + GOOD + "13,K3,1309,0,,0\n", ("Row 4", "weight")),
    "group": (HEADER + GOOD + "13,K3,1309,0,veteran,1\n", ("Row 4", "groups", "veteran")),
    "no rows": (HEADER, ("no rows",)),
    "no column": ("nik,kk\n1,2\n", ("id", "nik, kk", "--column")),
    "latin-1": (
        HEADER.encode() + GOOD.encode() + "13,Jos\u00e9,1309,0,,1\n".encode("latin-1"),
        ("Row 4", "UTF-8"),
    ),
    "utf-16": ((HEADER + GOOD).encode("utf-16"), ()),
    "empty file": ("", ()),
    "binary": (bytes(range(256)) * 40, ()),
    "too many fields": (HEADER + GOOD + "13,K3,1309,0,,1,7,8,9\n", ()),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows(tmp_path: Path, said: Callable[[], str], case: str) -> None:
    data, words = ROWS[case]
    refused(tmp_path, commit(tmp_path, data), said, *words)


@pytest.mark.parametrize(
    "data",
    [
        ("\ufeff" + HEADER + GOOD).encode(),
        (HEADER + GOOD).replace(",", ";").encode(),
        (HEADER + GOOD).replace("\n", "\r\n").encode(),
        (HEADER + GOOD).replace(",", "\t").encode(),
    ],
    ids=["byte order mark", "semicolons", "carriage returns", "tabs"],
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, data: bytes) -> None:
    assert commit(tmp_path, data) == 0


def test_parquet_and_xlsx(tmp_path: Path, said: Callable[[], str]) -> None:
    frame = pl.read_csv(write_list(tmp_path / "source.csv", 50), infer_schema=False)
    frame.write_parquet(tmp_path / "good.parquet")
    whole = (tmp_path / "good.parquet").read_bytes()
    assert commit(tmp_path, whole, name="list.parquet") == 0
    said()
    (tmp_path / "two").mkdir()
    refused(
        tmp_path / "two",
        commit(tmp_path / "two", whole[: len(whole) // 2], name="list.parquet"),
        said,
        "cut off",
    )
    (tmp_path / "three").mkdir()
    refused(tmp_path / "three", commit(tmp_path / "three", b"PK\x03\x04 no", name="list.xlsx"), said, "xlsx")


POLICIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "typing error": (POLICY.replace("seats = 9", "seat = 9"), ("left over", "seat", "seats")),
    "unknown group": (POLICY.replace('["disability"]', '["disabilty"]'), ("disabilty", "disability")),
    "negative": (POLICY.replace("seats = 9", "seats = -9"), ("left over", "seats")),
    "boolean": (POLICY.replace("seats = 9", "seats = true"), ("left over", "seats")),
    "share over 100": (POLICY.replace("10 %", "110 %"), ("share", "100")),
    "share of nothing": (POLICY.replace("total_seats = 60\n", ""), ("total_seats",)),
    "carry to nobody": (POLICY.replace("seats = 9", "seats = 9\ncarry = true"), ()),
    "no cap": (POLICY.replace("household_cap = 1\n", ""), ("household_cap",)),
    "no phase": ('version = "undian/1"\nhousehold_cap = 1\n', ("phase",)),
    "not TOML": (POLICY + "\n[[phase\n", ("TOML", "Line")),
    "version": (POLICY.replace("undian/1", "undian/2"), ("undian/1",)),
    "stratum": (POLICY.replace('"1309" = 9,', '"Mentawai" = 9,'), ("Mentawai", "four digits")),
    "name": (POLICY.replace('"left over"', '"sisa \u2013 kursi"'), ("ASCII",)),
    "table": (POLICY.replace("quota = {", 'quota = "by table nowhere.csv" #'), ("nowhere.csv",)),
}


@pytest.mark.parametrize("case", POLICIES)
def test_policies(tmp_path: Path, said: Callable[[], str], case: str) -> None:
    policy, words = POLICIES[case]
    refused(tmp_path, commit(tmp_path, HEADER + GOOD, policy=policy), said, *words)


ROUNDS: dict[str, tuple[tuple[object, ...], tuple[str, ...]]] = {
    "past": (("--round", ROUND), ("657413", "2023-09-15", "--rehearsal")),
    "too soon": (("--round-at", "{soon}"), ("72 hours", "--notice")),
    "naive": (("--round-at", "2030-01-01T10:00:00"), ("2030-01-01T10:00:00", "+07:00")),
    "nonsense": (("--round-at", "besok"), ("besok",)),
    "two": (("--round", ROUND, "--no-beacon"), ("exactly one",)),
    "previous": (("--round", ROUND, "--rehearsal", "--prev", "nowhere"), ("nowhere",)),
    "key": (("--round", ROUND, "--rehearsal", "--operator-key", __file__), ("key",)),
}


@pytest.mark.parametrize("case", ROUNDS)
def test_rounds(tmp_path: Path, said: Callable[[], str], case: str) -> None:

    options, words = ROUNDS[case]
    given = [
        str(option).replace("{soon}", stamp(now().replace(microsecond=0)).replace("Z", "+00:00"))
        for option in options
    ]
    if case == "too soon":
        from datetime import timedelta

        given[-1] = stamp(now() + timedelta(hours=5))
    refused(tmp_path, commit(tmp_path, HEADER + GOOD, *given), said, *words)


BEACONS = [case for case in json.loads(REFUSE.read_text())["beacon"] if not case["accept"]]


@pytest.mark.parametrize("case", BEACONS, ids=lambda case: case["what"])
def test_forged_signatures(tmp_path: Path, said: Callable[[], str], case: dict[str, str]) -> None:
    folder = committed(tmp_path)
    said()
    code = command("run", folder, "--signature", case["signature"], "--lang", "id")
    text = said()
    assert code == 2
    malformed = case["what"] in ("too short", "not hex")
    assert ("96 digit" if malformed else "bukan dari suar") in text
    assert not (folder / "public" / "result").exists()


def test_ceremonies(tmp_path: Path, said: Callable[[], str]) -> None:
    folder = committed(tmp_path)
    said()
    assert command("run", folder, "--signature", SIGNATURE, "--ceremony", "enam") == 2
    assert "ceremony" in said()
    hall = tmp_path / "hall"
    hall.mkdir()
    assert commit(hall, HEADER + GOOD, "--no-beacon") == 0
    said()
    assert command("run", hall / "draw") == 2
    assert command("run", hall / "draw", "--ceremony", "3 1 6", "--signature", SIGNATURE) == 2
    assert command("run", hall / "draw", "--ceremony", "3 1 6") == 0
    assert command("verify", hall / "draw" / "public") == 3  # its trust rests on people
    assert "witnesses" in said()


@pytest.mark.parametrize(
    "name", ["manifest.json", "policy.json", "list.csv", "commitment.json", "about.json"]
)
def test_an_edited_folder_is_not_drawn(tmp_path: Path, said: Callable[[], str], name: str) -> None:
    folder = committed(tmp_path)
    said()
    path = folder / "public" / name
    data = path.read_bytes()
    path.write_bytes(data[:-3] + (b"1" if data[-3:-2] != b"1" else b"2") + data[-2:])
    assert command("run", folder, "--signature", SIGNATURE) == 2
    assert "Traceback" not in said()
    assert not (folder / "public" / "result").exists()
    assert command("verify", folder) == 1


def test_a_chain_of_another_beacon(tmp_path: Path, said: Callable[[], str]) -> None:
    folder = committed(tmp_path)
    path = folder / "public" / "manifest.json"
    path.write_text(path.read_text().replace("52db9ba7", "52db9ba8"))
    said()
    assert command("run", folder, "--signature", SIGNATURE) == 2
    assert "manifest.json" in said()  # blamed before what it says of the beacon


def test_without_the_secret_half(tmp_path: Path, said: Callable[[], str]) -> None:
    folder = drawn(tmp_path)
    said()
    for arguments in (
        ("prove", folder / "public", "--id", SECRET_ID),
        ("void", folder / "public", "--reason", "x"),
    ):
        assert command(*arguments) == 2
        text = said()
        assert "operator" in text
        assert SECRET_ID not in text


def test_who_is_not_on_the_list(tmp_path: Path, said: Callable[[], str]) -> None:
    folder = drawn(tmp_path)
    said()
    for who in (("--id", "0000000000000000"), ("--ticket", 301), ("--code", "0000-0000-0000-0000")):
        assert command("prove", folder, *who) == 2
        assert "0000000000000000" not in said()


def test_machines_get_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("verify", tmp_path / "nowhere", "--json") == 2
    answer = json.loads(capsys.readouterr().out)
    assert answer["error"]
    assert answer["message"]
    assert command("verify", drawn(tmp_path), "--json") == 0
    out = capsys.readouterr().out
    assert json.loads(out[out.index("{") :])["holds"] is True


def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: the writes fail half-way."""
    listed, policy = write_list(tmp_path / "list.csv", 3000), write_policy(tmp_path / "policy.toml")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "from gelombang.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    arguments = [
        "draw",
        "commit",
        listed,
        "--policy",
        policy,
        "--draw-id",
        "x",
        "--round",
        ROUND,
        "--rehearsal",
    ]
    program = [
        sys.executable,
        "-B",
        "-c",
        code,
        *map(str, arguments),
        "--out",
        str(tmp_path / "draw"),
        "--lang",
        "en",
    ]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "draw" / "public").exists()
    assert command("commit", *arguments[2:], "--out", tmp_path / "draw") == 0
