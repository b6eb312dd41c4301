"""What an agency could sign although it is not true, and what a stranger could send: both verifiers say the same."""

import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gelombang.engines.folder import Folder
from gelombang.engines.verify import verify
from tests.factories import draw_folder as made
from tests.factories import hostile, reports
from tests.factories.draws import command, drawn
from tests.factories.hostile import answers, rehearsal, resign, sample_of
from tests.factories.verifier import vector
from tests.factories.verifier import verify as by_one_file

Change = Callable[[made.DrawFolder], None]


def test_an_honest_rehearsal_is_right_for_both(tmp_path: Path) -> None:
    assert answers(rehearsal().write(tmp_path)) == (0, 0)


CEREMONIES: dict[str, dict[str, Any]] = {
    "with a beacon": {"ceremony": "dadu: 3 5 1"},
    "alone": {"ceremony": "dadu: 3 5 1", "beacon": False},
}


@pytest.mark.parametrize("case", CEREMONIES)
def test_a_ceremony_is_never_checked_in_full(
    tmp_path: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = rehearsal(**CEREMONIES[case]).write(tmp_path)
    assert answers(root) == (3, 3)
    assert "! NOT checked: that the text of the ceremony was" in capsys.readouterr().out
    assert "NOT checked: that the text of the ceremony was" in by_one_file(root)[1]


TIMES: dict[str, Change] = {
    "outcome before its round": lambda f: resign(f, "result/outcome.json", "2001-01-01T00:00:00Z"),
    "outcome before its commitment": lambda f: resign(f, "result/outcome.json", "2026-01-31T18:00:00Z"),
    "list before closing": lambda f: resign(f, "commitment.json", "2026-01-31T16:00:00Z"),
    "a fraction of a second": lambda f: resign(f, "commitment.json", "2026-02-01T00:00:00.5Z"),
}


@pytest.mark.parametrize("case", TIMES)
def test_times_that_cannot_be(tmp_path: Path, case: str) -> None:
    folder = rehearsal()
    TIMES[case](folder)
    assert answers(folder.write(tmp_path)) == (1, 1)


@pytest.mark.parametrize("kind", ["void", "audit-01", "bias"])
def test_a_statement_before_the_outcome(tmp_path: Path, kind: str) -> None:
    folder = rehearsal()
    members: dict[str, dict[str, Any]] = {
        "void": {"reason": "listrik padam"},
        "audit-01": {"size": 5, "tickets": sample_of(folder, 5)},
        "bias": {
            "tests": reports.bias_tests(folder),
            "false_alarm_rate": "0.001000",
            "passed": True,
            "redraws": 999,
        },
    }
    folder.add(kind, kind.split("-", maxsplit=1)[0], **members[kind])
    assert answers(folder.write(tmp_path / "now")) == (0, 0)
    folder.add(kind, kind.split("-", maxsplit=1)[0], at="2026-01-01T00:00:00Z", **members[kind])
    assert answers(folder.write(tmp_path / "before")) == (1, 1)


def test_a_real_draw_signed_when_its_round_was_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = rehearsal(draw_id="wave-1", rehearsal=False)
    assert answers(folder.write(tmp_path)) == (1, 1)
    assert "the number was known" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["wave-1", "rehearsal-1"])
def test_the_name_of_a_rehearsal_and_its_flag(tmp_path: Path, name: str) -> None:
    folder = rehearsal(draw_id=name, rehearsal=name == "wave-1")
    assert answers(folder.write(tmp_path)) == (1, 1)


def test_a_result_that_is_withheld(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = rehearsal()
    folder.files = {name: data for name, data in folder.files.items() if not name.startswith("result/")}
    assert answers(folder.write(tmp_path / "a")) == (3, 3)
    assert "no result is published" in capsys.readouterr().out
    folder.add("void", "void", reason="listrik padam")
    assert answers(folder.write(tmp_path / "b")) == (0, 0)


def odds(folder: made.DrawFolder, probability: str, seats: str) -> None:
    names, groups = ("stratum", "band", "groups", "weight"), dict[tuple[str, ...], int]()
    for row in (line.split(",") for line in folder.lines):
        key = (row[1], row[2], row[3], row[5])
        groups[key] = groups.get(key, 0) + 1
    classes = [
        dict(zip(names, (key[0], int(key[1]), key[2], int(key[3])), strict=True))
        | {"composition": "-", "entries": n, "probability": probability, "standard_error": "0.001000000"}
        for key, n in groups.items()
    ]
    folder.add("odds", "odds", method="re-draws", redraws=1000, seats=seats, classes=classes)


@pytest.mark.parametrize(
    ("probability", "seats", "code"),
    [
        ("0.275000000", "11.000000", 0),
        ("1.000000000", "11.000000", 1),
        ("1.000000000", "40.000000", 1),
        ("9.900000000", "396.000000", 1),
        ("0.000000000", "0.000000", 1),  # nobody has a chance, and yet eleven places are filled
        ("0.250000000", "10.000000", 1),
        ("0.275", "11.000", 1),
        ("0", "0", 1),
        ("0.0", "11", 1),
        ("0.2750000000", "11.000000", 1),
        ("00.275000000", "11.000000", 1),
        ("-0.275000000", "-11.000000", 1),
    ],
)
def test_odds_that_cannot_be(tmp_path: Path, probability: str, seats: str, code: int) -> None:
    folder = rehearsal(5)  # 40 entries, 11 seats
    odds(folder, probability, seats)
    assert answers(folder.write(tmp_path)) == (code, code)


BIASES: dict[str, tuple[dict[str, Any], int]] = {
    "as it should be": ({}, 0),
    "no tests": ({"tests": []}, 1),
    "p is 0 and passed": ({"p_value": "0.000000"}, 1),
    "p is 0 and not passed": ({"p_value": "0.000000", "passed": False}, 3),
    "all is well and not passed": ({"passed": False}, 1),
    "another rate": ({"false_alarm_rate": "0"}, 1),
    "another rate as long": ({"false_alarm_rate": "0.000001"}, 1),
    "a rate of fewer decimals": ({"false_alarm_rate": "0.001"}, 1),
    "p of no decimals": ({"p_value": "0"}, 1),
    "p of one decimal, not passed": ({"p_value": "0.0", "passed": False}, 1),
    "p over 1": ({"p_value": "1.000001"}, 1),
    "no number of re-draws": ({"redraws": None}, 1),
    "a test too many": ({"more": "shoe size"}, 1),
}


@pytest.mark.parametrize("case", BIASES)
def test_what_the_bias_report_concludes(tmp_path: Path, case: str) -> None:
    changes, code = BIASES[case]
    folder, changes = rehearsal(), dict(changes)
    tests = reports.bias_tests(folder, changes.pop("p_value", "0.200000"))
    if "more" in changes:
        tests.append({**tests[0], "name": changes.pop("more")})
    members = {"tests": tests, "false_alarm_rate": "0.001000", "passed": True, "redraws": 999} | changes
    folder.add("bias", "bias", **members)
    assert answers(folder.write(tmp_path)) == (code, code)


AUDITS: dict[str, tuple[str, int, int]] = {
    "good": ("audit-01", 5, 0),
    "gap": ("audit-07", 5, 1),
    "none": ("audit-01", 0, 1),
    "longer name": ("audit-001", 5, 1),
}


@pytest.mark.parametrize("case", AUDITS)
def test_audits(tmp_path: Path, case: str) -> None:
    name, size, code = AUDITS[case]
    folder = rehearsal()
    folder.add(name, "audit", size=size, tickets=sample_of(folder, size))
    assert answers(folder.write(tmp_path)) == (code, code)


@pytest.mark.parametrize(
    "change",
    [{"publish": "banana"}, {"rehearsal": "no"}, {"rehearsal": 1}],
    ids=str,
)
def test_members_of_the_commitment(tmp_path: Path, change: dict[str, Any]) -> None:
    folder = rehearsal()
    resign(folder, "commitment.json", **change)
    assert answers(folder.write(tmp_path)) == (1, 1)


def test_a_file_that_is_none_of_a_draw_and_one_that_is_missing(tmp_path: Path) -> None:
    folder = rehearsal()
    folder.files["names.csv"] = b"Budi\n"
    resign(folder, "commitment.json", files={**folder.commitment["files"], "names.csv": made.sha(b"Budi\n")})
    assert answers(folder.write(tmp_path / "a")) == (1, 1)
    folder = rehearsal()
    files = {name: digest for name, digest in folder.commitment["files"].items() if name != "policy.toml"}
    del folder.files["policy.toml"]
    resign(folder, "commitment.json", files=files)
    assert answers(folder.write(tmp_path / "b")) == (1, 1)


def test_more_in_counts_than_there_is_to_count(tmp_path: Path) -> None:
    folder = rehearsal()
    counts = made.jcs({**made.counted(folder.lines), "complaints": 0})
    folder.files["counts.json"] = counts
    resign(folder, "commitment.json", files={**folder.commitment["files"], "counts.json": made.sha(counts)})
    assert answers(folder.write(tmp_path)) == (1, 1)


def test_a_list_kept_by_auditors_is_no_public_list(tmp_path: Path) -> None:
    root = rehearsal().write(tmp_path)
    (root / "auditors").mkdir()
    (root / "public/list.csv").rename(root / "auditors/list.csv")
    assert answers(root) == (1, 1)


def test_reduced_lists_that_tell_more(tmp_path: Path) -> None:
    assert answers(rehearsal(5, publish="reduced").write(tmp_path)) == (1, 1)


@pytest.mark.parametrize("change", [{"n_cutoffs": 99}, {"household_cap": 77}], ids=str)
def test_roots_with_an_outcome_that_cannot_be(tmp_path: Path, change: dict[str, Any]) -> None:
    folder = rehearsal(publish="roots")
    assert answers(hostile.write(folder, tmp_path / "a")) == (3, 3)
    resign(folder, "result/outcome.json", **change)
    assert answers(hostile.write(folder, tmp_path / "b")) == (1, 1)


# ---- folders and zips -----------------------------------------------------------------------------------------------
def test_a_folder_that_is_two_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = rehearsal().write(tmp_path)
    (root / "notes.txt").write_text("for the press")
    assert answers(root) == (0, 0)
    assert "! Beside public/" in capsys.readouterr().out
    shutil.copytree(root / "public/result", root / "result")
    assert answers(root) == (2, 2)
    assert answers(root / "public") == (0, 0)


@pytest.mark.parametrize("name", ["list.csv", "commitment.json", "result/outcome.json", "result"])
def test_links(tmp_path: Path, name: str) -> None:
    public = hostile.write(rehearsal(), tmp_path)
    (public / name).rename(tmp_path / "elsewhere")
    (public / name).symlink_to(tmp_path / "elsewhere")
    assert answers(public) == (1, 1)


@pytest.mark.parametrize(
    "name", ["commitment.json", "statements/void.json", "result/cutoffs.csv", "about.json"]
)
def test_files_too_large_to_be_read(tmp_path: Path, name: str) -> None:
    public = hostile.write(rehearsal(), tmp_path)
    (public / name).parent.mkdir(exist_ok=True)
    with (public / name).open("wb") as file:
        file.truncate(30 << 30)  # sparse
    assert answers(public) == (1, 1)


MORE = {
    "top": "winners.csv",
    "mac": "__MACOSX/._x",
    "draws": "z/manifest.json",
    "letters": "rehearsal-sample/é",
}


def packed(folder: made.DrawFolder, path: Path, case: str) -> Path:
    """A bundle as it is laid down, but for one thing."""
    names, kinds = sorted(folder.files), {"lzma": zipfile.ZIP_LZMA, "deflated": zipfile.ZIP_DEFLATED}
    if case in ("order", "twice"):
        names = names[::-1] if case == "order" else [*names, names[0]]
    with zipfile.ZipFile(path, "w") as out:
        for name in names:
            info = _member(f"{'another' if case == 'name' else folder.draw_id}/{name}", case)
            out.writestr(info, folder.files[name], kinds.get(case, zipfile.ZIP_STORED))
        if case in MORE:
            out.writestr(_member(MORE[case], case), b"x")
        if case == "bomb":
            out.writestr(_member(f"{folder.draw_id}/bomb", case), b"0" * 50_000_000, zipfile.ZIP_DEFLATED)
        out.comment = b"x" if case == "comment" else b""
    path.write_bytes(_cut(path.read_bytes(), case))
    return path


def _member(name: str, case: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (0o600 if case == "attributes" else 0o644) << 16
    info.comment = b"x" if case == "comment of a member" else b""
    info.extra = struct.pack("<HH", 0xCAFE, 0) if case == "extra" else b""
    if case == "time":
        info.date_time = (2026, 1, 1, 0, 0, 0)
    return info


def _cut(data: bytes, case: str) -> bytes:
    at, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    (place,) = struct.unpack("<I", data[end + 16 : end + 20])
    moved = struct.pack("<I", place + 1)
    whole = {
        "before": b"PK here" + data,
        "after": data + b"x",
        "gap": data[:at] + b"x" + data[at : end + 16] + moved + data[end + 20 :],
        "damaged": data[:900] + bytes(200) + data[1100:],
    }
    return whole.get(case, data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("case", "code"),
    [("good", 0), ("name", 1), ("top", 2), ("mac", 2), ("draws", 2), ("letters", 2), ("bomb", 2), ("before", 2),
     ("after", 2), ("lzma", 2), ("damaged", 2), ("deflated", 2), ("order", 2), ("twice", 2), ("attributes", 2),
     ("comment", 2), ("comment of a member", 2), ("extra", 2), ("time", 2), ("gap", 2)],
)  # fmt: skip
def test_bundles(tmp_path: Path, case: str, code: int) -> None:
    folder = rehearsal()
    assert answers(packed(folder, tmp_path / "a.zip", case)) == (code, code)
    assert answers(packed(folder, tmp_path / "bundle", case)) == (code, code), "whatever it is called"


def test_an_empty_zip_and_one_whose_members_overlap(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    assert answers(tmp_path / "empty.zip") == (2, 2)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w") as out:
        out.writestr(zipfile.ZipInfo("x/0000"), zlib.compress(bytes(1000)))
        first = out.infolist()[0]
        for number in range(1, 200):
            again = zipfile.ZipInfo(f"x/{number:04d}")
            again.header_offset, again.CRC = 0, first.CRC
            again.compress_size = again.file_size = first.file_size
            out.filelist.append(again)
        out._didModify = True  # type: ignore[attr-defined]
    assert answers(tmp_path / "bomb.zip") == (2, 2)


# ---- honest draws ---------------------------------------------------------------------------------------------------
def test_a_replacement_in_a_phase_without_quotas(tmp_path: Path) -> None:
    folder = drawn(tmp_path)
    lines = (folder / "public/result/results.csv").read_text().splitlines()
    for phase in ("01", "03"):  # the reserve and what was left over limit no stratum
        winner = next(line for line in lines if f",W,{phase}," in line)
        assert command("replace", folder, "--ticket", int(winner[:12]), "--reason", "mundur") == 0
        assert answers(folder) == (0, 0)


def test_a_draw_done_again_after_a_void(tmp_path: Path) -> None:
    known = vector(5)
    first = made.DrawFolder(known["expect"]["list"], known["policy"], draw_id="rehearsal-1", round_=1000)
    again = made.DrawFolder(
        known["expect"]["list"], known["policy"], draw_id="rehearsal-1", round_=657413,
        prev=first.files["manifest.json"],
    )  # fmt: skip
    folders = [first.write(tmp_path / "1"), again.write(tmp_path / "2")]
    assert answers(*folders) == answers(*folders[::-1]) == (1, 1)
    first.add("void", "void", reason="listrik padam")
    first.write(tmp_path / "1")
    assert answers(*folders) == answers(*folders[::-1]) == (0, 0)


def test_a_proof_of_a_public_folder_leaves_it_as_it_was(tmp_path: Path) -> None:
    public = hostile.write(rehearsal(), tmp_path)
    names = sorted(public.rglob("*"))
    assert command("prove", public, "--ticket", 3, "--out", tmp_path / "p.json") == 0
    assert sorted(public.rglob("*")) == names
    assert answers(public) == (0, 0)


def test_words_in_a_file_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = rehearsal()
    folder.add("void", "void", reason="\x1b[2J\u202e\u2028x\n\n✓ Everything agrees.")
    assert answers(folder.write(tmp_path)) == (0, 0)
    out = capsys.readouterr().out
    assert not {"\x1b", "\u202e", "\u2028"} & set(out)
    assert "!!! THIS DRAW IS VOID" in out
    assert out.count("\n✓ Everything agrees.") == 1, "the program's own"


def test_no_class_of_python_stands_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public = hostile.write(rehearsal(), tmp_path)
    for name in ("about.json", "counts.json", "policy.json", "result/outcome.json"):
        data = (public / name).read_bytes()
        for wrong in (b"[]", b"{}", b"null", b'{"version":[]}'):
            (public / name).write_bytes(wrong)
            assert command("verify", public, "--lang", "en") == 1
        (public / name).write_bytes(data)
    assert "Error" not in capsys.readouterr().out


def test_the_site_refuses_what_was_signed_too_late(tmp_path: Path) -> None:
    folder = Folder.open(rehearsal(draw_id="wave-1", rehearsal=False).write(tmp_path))
    failed = [finding for finding in verify(folder).findings if finding.holds is False]
    assert [finding.name for finding in failed] == ["before the round"]
