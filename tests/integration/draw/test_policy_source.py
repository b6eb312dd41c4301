"""The policy as written must be the one that was drawn by; the one-file verifier, which has no compiler, says so."""

from pathlib import Path

import pytest

from tests.factories import draw_folder as made
from tests.factories.draws import command
from tests.factories.hostile import answers, rehearsal
from tests.factories.hostile_cases import NOW, committed_anew
from tests.factories.verifier import vector, verify


def checked(place: Path, change: tuple[bytes, bytes]) -> tuple[int, int]:
    folder = rehearsal(5)
    source = folder.files["policy.toml"]
    assert change[0] in source
    committed_anew(folder, **{"policy.toml": source.replace(*change)})
    return answers(folder.write(place) / "public", "--now", NOW)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((b"household_cap = 0", b"household_cap = 0 # none"), 0),
        ((b"household_cap = 0", b"household_cap = 1"), 1),
        ((b"[[phase]]", b"[[phrase]]"), 1),
        ((b"carry = false", b"carry = nothing"), 1),
        ((b'version = "undian/1"', b"\xff"), 1),
    ],
)
def test_another_policy_than_the_written_one(tmp_path: Path, change: tuple[bytes, bytes], code: int) -> None:
    assert checked(tmp_path, change) == (code, 0)
    assert "compare the two yourself" in verify(tmp_path / "public", "--now", NOW)[1]


def written(place: Path, quota: str, quotas: dict[str, int]) -> Path:
    """A folder whose policy.toml shares ten seats by `quota`."""
    policy = {
        "version": "undian/1", "household_cap": 0,
        "phases": [{"name": "open", "groups": 0, "quota": quotas, "otherwise": 0, "seats": 10, "carry": False}],
    }  # fmt: skip
    folder = made.DrawFolder(vector(5)["expect"]["list"], policy)
    text = (
        f'version = "undian/1"\nhousehold_cap = 0\n[[phase]]\nname = "open"\nseats = 10\nquota = "{quota}"\n'
    )
    committed_anew(folder, **{"policy.toml": text.encode()})
    return folder.write(place) / "public"


def shares() -> dict[str, int]:
    """Ten seats by the entries of the list, by largest remainder."""
    rows = [line.split(",")[1] for line in vector(5)["expect"]["list"]]
    exact = {code: 10 * rows.count(code) / len(rows) for code in sorted(set(rows))}
    found = {code: int(share) for code, share in exact.items()}
    by_rest = sorted(exact, key=lambda code: (found[code] - exact[code], -rows.count(code), code))
    for code in by_rest[: 10 - sum(found.values())]:
        found[code] += 1
    return found


def test_seats_by_entries(tmp_path: Path) -> None:
    right = shares()
    assert command("verify", written(tmp_path / "a", "by entries", right), "--now", NOW) == 0
    first, *_, last = right
    wrong = {**right, first: right[first] + 1, last: right[last] - 1}
    assert command("verify", written(tmp_path / "b", "by entries", wrong), "--now", NOW) == 1


def test_seats_by_a_table_that_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public = written(tmp_path, "by table secret.csv", shares())
    assert command("verify", public, "--now", NOW, "--lang", "en") == 0
    assert "! The quotas of open come from a table that is not published" in capsys.readouterr().out
