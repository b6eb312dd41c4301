"""The CSV that a quota names, as an agency has it."""

from pathlib import Path

import pytest

from gelombang.cli.policies import read, sketched
from gelombang.core.lottery.errors import LotteryError
from gelombang.engines.errors import FileMissing, FileUnreadable, PolicyFileWrong
from gelombang.engines.sentences import sentence

POLICY = """\
version = "undian/1"
household_cap = 1
[[phase]]
name = "regions"
quota = "by table quotas.csv"
"""


def quota(place: Path, table: bytes | None) -> dict[str, int]:
    source = place / "policy.toml"
    source.write_text(POLICY)
    if table is not None:
        (place / "quotas.csv").write_bytes(table)
    return dict(sketched(read(source), source).policy.phases[0].quota)


@pytest.mark.parametrize(
    "table",
    [
        b"stratum,quota\n1309,4\n1673,6\n",
        b"\xef\xbb\xbfstratum;quota\r\n1309;4\r\n1673;6\r\n",
        b"name\tstratum\tquota\nMentawai, Kab.\t1309\t4\nLubuklinggau\t1673\t6\n",
        b'name,stratum,quota\n"Mentawai, Kab.", 1309 , 4 \n"Lubuklinggau",1673,6\n',
    ],
    ids=["commas", "semicolons", "tabs", "quotes and spaces"],
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, table: bytes) -> None:
    assert quota(tmp_path, table) == {"1309": 4, "1673": 6}


def test_a_spreadsheet_that_lost_the_zeros(tmp_path: Path) -> None:
    assert quota(tmp_path, b"stratum,quota\n21,4\n") == {"0021": 4}


@pytest.mark.parametrize(
    ("table", "kind", "words"),
    [
        (None, FileMissing, "quotas.csv"),
        (b"stratum,quota\n1309,4\n1309,6\n", PolicyFileWrong, '"1309" stands there twice'),
        (b"stratum,quota\n1309,4\n,6\n", PolicyFileWrong, "four-digit"),
        (b"stratum,quota\nAlor,4\n", PolicyFileWrong, "four-digit"),
        (b"stratum,quota\n1309,4.5\n", PolicyFileWrong, "«quotas.csv, 1309»: the column quota needs whole numbers"),
        (b"stratum,quota\n1309\n", PolicyFileWrong, "needs the columns stratum"),
        (b"code,quota\n1309,4\n", PolicyFileWrong, "needs the columns stratum"),
        (b"stratum,seats\n1309,4\n", PolicyFileWrong, "needs the columns stratum"),
        (b"", PolicyFileWrong, "needs the columns stratum"),
        (b"stratum,quota\n1309,4\n\xff", FileUnreadable, "CSV"),
        (b"stratum,quota\n1309," + b"9" * 200_000 + b"\n", FileUnreadable, "CSV"),
        (b"x" * 5_000_001, FileUnreadable, "too large"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    tmp_path: Path, table: bytes | None, kind: type[LotteryError], words: str
) -> None:
    with pytest.raises(kind) as caught:
        quota(tmp_path, table)
    assert words in sentence(caught.value, "en")
    assert sentence(caught.value, "id") != sentence(caught.value, "en")


def test_a_policy_that_is_no_policy(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read(tmp_path / "nowhere.toml")
    (tmp_path / "huge.toml").write_bytes(b"#" * 5_000_001)
    with pytest.raises(FileUnreadable):
        read(tmp_path / "huge.toml")
