"""One changed byte anywhere, one file more or less, and input made to hurt: always found, always a sentence."""

from __future__ import annotations

import json
import os
import stat
import struct
import zipfile

import pytest

from tests.factories import draw_folder as made
from tests.factories import reports
from tests.factories.hostile_cases import committed_anew
from tests.factories.verifier import failed, report, tool, vector, verify

FLIP_ALL_BELOW = 3000  # bytes; larger files are sampled


def sample() -> made.DrawFolder:
    """A small draw with every kind of file: previous manifest, ceremony, three further statements."""
    known = vector(4)
    first = made.DrawFolder(known["expect"]["list"][:2], known["policy"], draw_id="rehearsal-0")
    folder = made.DrawFolder(
        known["expect"]["list"], known["policy"], prev=first.files["manifest.json"], ceremony="dadu: 七"
    )
    seed = made.sha(b"undian/1/audit\0" + bytes.fromhex(folder.key))[:40]
    tickets = sorted(sorted(range(1, 7), key=lambda t: made.score(seed, t, 1))[:3])
    folder.add("audit-01", "audit", size=3, tickets=tickets)
    folder.add("void", "void", reason="listrik padam")
    more = {"false_alarm_rate": "0.001000", "passed": True, "redraws": 999}
    folder.add("bias", "bias", tests=reports.bias_tests(folder), **more)
    return folder


FILES = sorted(sample().files)


def positions(size: int) -> list[int]:
    if size <= FLIP_ALL_BELOW:
        return list(range(size))
    return sorted({*range(0, size, size // 500), *range(20), *range(size - 20, size)})


def test_the_sample_is_good(tmp_path):
    root = sample().write(tmp_path)
    assert failed(root) == set()
    assert failed(root / "public") == set()
    assert "THIS DRAW IS VOID" in verify(root)[1]


@pytest.mark.parametrize("name", FILES)
def test_every_changed_byte_is_found(name, tmp_path):
    folder = sample()
    target = folder.write(tmp_path) / "public" / name
    data = folder.files[name]
    for place in positions(len(data)):
        for flip in (1, 0x80) if place % 7 == 0 else (1 << place % 8,):
            changed = bytearray(data)
            changed[place] ^= flip
            target.write_bytes(changed)
            code, text = verify(tmp_path)
            assert code == 1, (name, place, flip)
            assert "NOT TRUE" in text or "✗" in text or "[XX]" in text
    for longer in (data[:-1], data + b"\n", data + b" ", b"", b"\n" + data, data * 2):
        target.write_bytes(longer)
        assert verify(tmp_path)[0] == 1, name
    target.write_bytes(data)
    assert verify(tmp_path)[0] == 3  # when its ceremony was fixed no file can show


def test_every_byte_of_a_larger_list_and_its_results_is_found(tmp_path):
    folder = made.from_vector(vector(7))
    root = folder.write(tmp_path) / "public"
    for name in ("list.csv", "result/results.csv", "result/cutoffs.csv"):
        data = folder.files[name]
        for place in range(0, len(data), 97):
            changed = bytearray(data)
            changed[place] ^= 1 << place % 8
            (root / name).write_bytes(changed)
            assert verify(tmp_path)[0] == 1, (name, place)
        (root / name).write_bytes(data)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("statements/")])
def test_a_removed_or_renamed_file_is_found(name, tmp_path):
    root = sample().write(tmp_path) / "public"
    (root / name).rename(root / (name + "x"))
    assert verify(tmp_path)[0] == 1
    (root / (name + "x")).unlink()
    assert verify(tmp_path)[0] == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("audit-01", "audit-02"),
        ("audit-01", "void"),
        ("void", "bias"),
        ("bias", "odds"),
        ("void", "other"),
        ("void", "void "),
    ],
)
def test_a_renamed_statement_is_found(old, new, tmp_path):
    root = sample().write(tmp_path) / "public" / "statements"
    (root / f"{old}.json").rename(root / f"{new}.json")
    assert verify(tmp_path)[0] == 1


@pytest.mark.parametrize(
    "name", [".hidden", "extra.csv", "result/extra", "statements/x.json", "a/b/c", "list.csv "]
)
def test_an_added_file_is_found(name, tmp_path):
    target = sample().write(tmp_path) / "public" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"")
    assert failed(tmp_path) == {"files_known"}


def test_an_added_empty_folder_and_links_are_found(tmp_path):
    root = sample().write(tmp_path) / "public"
    (root / "empty").mkdir()
    assert failed(tmp_path) == {"files_known"}
    (root / "empty").rmdir()
    (tmp_path / "elsewhere").write_bytes((root / "list.csv").read_bytes())
    (root / "list.csv").unlink()
    (root / "list.csv").symlink_to(tmp_path / "elsewhere")
    assert {"r_link", "files_known"} <= failed(tmp_path)


def test_a_fifo_does_not_block(tmp_path):
    root = sample().write(tmp_path) / "public"
    (root / "about.json").unlink()
    os.mkfifo(root / "about.json")
    assert "r_link" in failed(tmp_path)


def test_a_resigned_folder_with_a_better_result_is_found(tmp_path):
    """The operator itself lies: everything signed and hashed anew, only the selection is not the draw's."""
    known = vector(7)
    results = list(known["expect"]["results"])
    loser = next(k for k, r in enumerate(results) if r[13] == "L" and r[28] == "N")
    winner = next(k for k, r in enumerate(results) if r[13:17] == "W,04")
    results[winner], results[loser] = (
        f"{winner + 1:012d}{results[loser][12:]}",
        f"{loser + 1:012d}{results[winner][12:]}",
    )
    folder = made.DrawFolder(known["expect"]["list"], known["policy"], results=results, round_=known["round"])
    assert failed(folder.write(tmp_path)) >= {"results_match", "results_sha", "results_root"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"close_time": "2026-01-31T17:00:00"}, "r_member"),
        ({"rehearsal": False}, "round_future"),
        ({"beacon": False}, "beacon_none"),
    ],
)
def test_a_wrong_manifest_signed_by_the_operator_is_found(change, expected, tmp_path):
    known = vector(6)
    assert expected in failed(
        made.DrawFolder(known["expect"]["list"], known["policy"], **change).write(tmp_path)
    )


def test_households_across_strata_and_a_bad_order_are_found(tmp_path):
    known = vector(7)
    lines = list(known["expect"]["list"])
    house = next(h for h in (x[75:99] for x in lines) if sum(x[75:99] == h for x in lines) > 1)
    k = next(i for i, x in enumerate(lines) if x[75:99] == house)
    moved = [
        *lines[:k],
        lines[k][:65] + ("8106" if lines[k][65:69] != "8106" else "1309") + lines[k][69:],
        *lines[k + 1 :],
    ]
    assert failed(made.DrawFolder(moved, known["policy"]).write(tmp_path / "a")) == {
        "house_stratum",
        "counts_sum",
    }
    swapped = [lines[1], lines[0], *lines[2:]]
    assert failed(made.DrawFolder(swapped, known["policy"]).write(tmp_path / "b")) == {"list_form"}
    doubled = [lines[0], *lines]
    assert failed(made.DrawFolder(doubled, known["policy"]).write(tmp_path / "c")) == {"list_form"}


POLICY = {"name": "a", "groups": 0, "quota": {}, "otherwise": None, "seats": 3, "carry": False}


@pytest.mark.parametrize(
    "phase",
    [{"carry": True}, {"seats": -1}, {"seats": "3"}, {"seats": True}, {"groups": 256}, {"quota": {"12": 1}},
     {"more": 1},
     {"name": "é"}, {"quota": {"1309": None}}, {"otherwise": 10**9}],
)  # fmt: skip
def test_a_policy_that_is_not_valid_is_found(phase, tmp_path):
    folder = made.DrawFolder([], {"version": "undian/1", "household_cap": 1, "phases": [POLICY]})
    broken = made.jcs({"version": "undian/1", "household_cap": 1, "phases": [{**POLICY, **phase}]})
    committed_anew(folder, policy_json=broken)  # one that nobody signed is not read
    assert failed(folder.write(tmp_path)) & {"r_member", "r_carry", "r_policy", "r_extra", "r_ascii"}


# ---- input made to hurt ---------------------------------------------------------------------------------------------
BAD_JSON = {
    "empty": b"", "nul": b"\0", "latin": '{"a":"é"}'.encode("latin-1"), "utf16": '{"a":1}'.encode("utf-16"),
    "bom": b"\xef\xbb\xbf{}", "deep list": b"[" * 100_000, "deep object": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "closed": b"[" * 500 + b"]" * 500, "big int": b"9" * 5_000_000, "float": b'{"a":1.0}',
    "exponent": b'{"a":1e3}', "nan": b'{"a":NaN}',
    "infinity": b"-Infinity", "twice": b'{"a":1,"a":1}', "surrogate": b'{"a":"\\ud800"}', "spaced": b'{"a": 1}',
    "unsorted": b'{"b":1,"a":1}',
    "escaped": b'{"a":"\\u0041"}', "minus zero": b"-0", "past 2**53": b"9007199254740993", "list": b"[]",
    "text": b'"x"', "null": b"null",
    "lines": b"{}\n",
}  # fmt: skip


@pytest.mark.parametrize("data", BAD_JSON.values(), ids=BAD_JSON)
@pytest.mark.parametrize(
    "name",
    ["manifest.json", "commitment.json", "policy.json", "counts.json", "about.json", "result/outcome.json"],
)
def test_strange_json_in_a_folder_is_a_sentence(name, data, tmp_path):
    (sample().write(tmp_path) / "public" / name).write_bytes(data)
    code, text = verify(tmp_path)
    assert code == 1
    assert "Traceback" not in text


@pytest.mark.parametrize("data", BAD_JSON.values(), ids=BAD_JSON)
def test_strange_json_as_a_paper_is_a_sentence(data, tmp_path):
    (tmp_path / "p.json").write_bytes(data)
    assert verify(tmp_path / "p.json")[0] == 2


def test_words_in_a_file_cannot_steer_the_terminal(tmp_path):
    folder = sample()
    folder.add("void", "void", reason="\x1b[2J\x1b[1;32m\u202eall good\r")
    text = verify(folder.write(tmp_path))[1]
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\r" not in text


def test_a_bundle_is_verified_like_its_folder(tmp_path):
    folder = sample()
    assert failed(folder.bundle(tmp_path / "a.zip")) == set()
    folder.draw_id = "other"
    assert failed(folder.bundle(tmp_path / "b.zip")) == {"bundle_name"}


def wrong_zip(path, case):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        if case == "bomb":
            out.writestr("x/list.csv", b"0" * 50_000_000)
        elif case == "link":
            info = zipfile.ZipInfo("x/list.csv")
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            out.writestr(info, "/etc/passwd")
        elif case == "many":
            for k in range(3000):
                out.writestr(f"x/{k}", b"")
        else:
            out.writestr(case, b"{}")
            out.writestr("x/a", b"{}")


@pytest.mark.parametrize(
    "case", ["bomb", "link", "many", "../evil", "/abs", "x/../../y", "x//y", "x\\y/..\\z", "top", "other/a"]
)
def test_a_zip_made_to_hurt_is_a_sentence(case, tmp_path):
    wrong_zip(tmp_path / "a.zip", case)
    code, text = verify(tmp_path / "a.zip")
    assert code == 2, text
    assert "Traceback" not in text
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_a_truncated_and_an_encrypted_zip_are_sentences(tmp_path):
    data = sample().bundle(tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(data[: len(data) // 2])
    assert verify(tmp_path / "a.zip")[0] == 2
    at = data.index(b"PK\1\2") + 8
    flags = struct.pack("<H", struct.unpack("<H", data[at : at + 2])[0] | 1)
    (tmp_path / "a.zip").write_bytes(data[:at] + flags + data[at + 2 :])
    assert verify(tmp_path / "a.zip")[0] == 2
    (tmp_path / "a.zip").write_bytes(b"PK")
    assert verify(tmp_path / "a.zip")[0] == 2


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    root = sample().write(tmp_path)
    monkeypatch.setattr(tool, "MAX_JSON", 100)
    assert "r_big" in failed(root)


def test_the_tool_writes_nothing(tmp_path):
    root = sample().write(tmp_path)
    before = {p: p.stat().st_mtime_ns for p in root.rglob("*")}
    json.dumps(report(root))
    assert {p: p.stat().st_mtime_ns for p in root.rglob("*")} == before
