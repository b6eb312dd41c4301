"""What a programme officer meets at the command line: rules in words, folders, chances, sentences."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gelombang.cli.options import moment_of
from gelombang.engines import registry
from gelombang.engines.command_errors import OffsetMissing
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

Said = Callable[[], str]
BY_ENTRIES = POLICY.replace(
    'quota = { "1309" = 9, "1673" = 9, "5305" = 9, "7210" = 9, "8106" = 9 }', 'quota = "by entries"'
)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return read


def test_a_quota_by_entries_is_told_before_there_is_a_list(tmp_path: Path, said: Said) -> None:
    policy = write_policy(tmp_path / "policy.toml", BY_ENTRIES)
    assert command("explain", policy) == 0
    text = said()
    assert "45 seats are shared out in proportion to the number of applicants of each region" in text
    assert "45 kursi dibagi antarwilayah menurut jumlah pendaftar" in text
    assert text.index("Cara undian ini memilih") < text.index("How this draw selects")
    assert "0000" not in text
    assert "SHA-256" not in text  # not known yet
    assert text.count("!") == 1  # the group that no phase uses
    assert command("explain", policy, "--lang", "en") == 0
    assert "kursi" not in said()
    assert command("explain", policy, "--lang", "id") == 0
    assert "seats" not in said()


def test_a_plan_tells_the_rules_with_the_numbers_that_follow(tmp_path: Path, said: Said) -> None:
    policy = write_policy(tmp_path / "policy.toml", BY_ENTRIES)
    assert command("plan", write_list(tmp_path / "list.csv"), "--policy", policy, "--lang", "en") == 0
    text = said()
    assert "in proportion to the number of applicants" in text
    assert "5 regions, 45 seats together" in text
    assert "Kepulauan Mentawai (1309)" in text
    assert "SHA-256" in text


def test_a_quota_by_table_names_its_table(tmp_path: Path, said: Said) -> None:
    (tmp_path / "seats.csv").write_text("stratum,quota\n1309,20\n1673,25\n")
    policy = write_policy(tmp_path / "policy.toml", BY_ENTRIES.replace("by entries", "by table seats.csv"))
    assert command("explain", policy) == 0
    text = said()
    assert "Each region's quota follows the table seats.csv." in text
    assert "Kuota tiap wilayah mengikuti tabel seats.csv." in text
    assert "2 regions, 45 seats together" in text
    assert "SHA-256" in text


def test_chances_are_told_region_by_region(tmp_path: Path, said: Said) -> None:
    listed, policy = write_list(tmp_path / "list.csv"), write_policy(tmp_path / "policy.toml")
    assert command("plan", listed, "--policy", policy, "--lang", "en") == 0
    short = said()
    for region in ("1309 Kepulauan Mentawai", "1673 Kota Lubuklinggau", "5305", "7210", "8106"):
        assert f"\n  {region}" in short
    assert "See all of them with --all" in short
    assert command("plan", listed, "--policy", policy, "--lang", "en", "--all") == 0
    everything = said()
    assert "group 1" not in everything
    assert "disability" in everything
    assert "1 others" not in everything
    assert "1 other)" in everything
    assert len(everything.splitlines()) > len(short.splitlines()) + 30
    rows = [line for line in everything.splitlines() if "about 1 in" in line]
    assert len({line.index("about 1 in") for line in rows}) == 1  # they stand under each other


def test_odds_use_the_policy_s_names(tmp_path: Path, said: Said) -> None:
    folder = committed(tmp_path, n=60)
    said()
    assert command("odds", folder, "--redraws", 99, "--all", "--lang", "id") == 0
    text = said()
    assert "1309 Kepulauan Mentawai" in text
    assert "disability" in text
    assert "kelompok 1" not in text


def place_for(out: str, where: Path) -> int:
    listed, policy = write_list(where / "list.csv", 30), write_policy(where / "policy.toml")
    fixed = ("--draw-id", "x", "--round", ROUND, "--rehearsal", "--lang", "en")
    return command("commit", listed, "--policy", policy, "--out", out, *fixed)


@pytest.mark.parametrize(
    ("out", "words"),
    [
        (".", "needs a new folder"),
        ("../here", "needs a new folder"),
        ("full", "holds other things"),
        ("nosuch/dir/d1", "there is no nosuch/dir"),
        ("list.csv", "is a file"),
    ],
)
def test_private_keys_are_not_scattered(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch, out: str, words: str
) -> None:
    here = tmp_path / "here"
    (here / "full").mkdir(parents=True)
    (here / "full" / "notes.txt").write_text("x")
    monkeypatch.chdir(here)
    assert place_for(out, here) == 2
    assert words in said()
    assert {path.name for path in here.iterdir()} == {"full", "list.csv", "policy.toml"}
    assert {path.name for path in (here / "full").iterdir()} == {"notes.txt"}


def test_an_empty_folder_and_one_that_an_interruption_left_are_new(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert place_for(str(tmp_path / "empty"), tmp_path) == 0
    (tmp_path / "left" / "secret").mkdir(parents=True)
    assert place_for(str(tmp_path / "left"), tmp_path) == 0


def test_the_known_answers_come_along(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "installed", lambda: ["python"])  # the others are tested where they are
    assert command("selftest", "--lang", "en") == 0
    text = said()
    assert text.count(".json") > 22 * 3
    assert "checks agree" in text
    refused = [line.split()[1:] for line in text.splitlines() if line.startswith("refuse.json")]
    assert {name: words[1:3] for name, *words in refused} == {
        "inclusion": ["refuses", "116"],
        "drand-verify": ["refuses", "8"],
        "pyblst": ["refuses", "8"],
    }  # as the documents say


@pytest.mark.parametrize(
    ("missing", "english", "indonesian"),
    [("pyspark", "install -e '.[spark]'", "«spark»"), ("java", "needs Java 17", "memerlukan Java 17")],
)
def test_spark_without_what_it_needs(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch, missing: str, english: str, indonesian: str
) -> None:
    folder = committed(tmp_path, n=30)
    monkeypatch.setattr(registry, "_has", lambda package: package != missing)
    monkeypatch.setattr(registry, "has_java", lambda: missing != "java")
    said()
    for language, words in (("en", english), ("id", indonesian)):
        assert command("run", folder, "--signature", SIGNATURE, "--engine", "spark", "--lang", language) == 2
        assert words in said()
    assert not (folder / "public" / "result").exists()


USAGE: dict[str, tuple[tuple[object, ...], str]] = {
    "no such command": (("fly",), "Perintah fly tidak dikenal. Lihat pilihannya dengan: gelombang draw --help"),
    "a near option": (("run", "x", "--engin", "numba"), "Mungkin maksudnya"),
    "a missing argument": (("run",), "'FOLDER' belum ditulis"),
    "a missing option": (("audit-sample", "x"), "'-n' belum ditulis"),
    "no value": (
        ("run", "x", "--signature"),
        "Pilihan --signature memerlukan nilai. Lihat pilihannya dengan: gelombang draw run",
    ),
    "a value too many": (("run", "x", "--wait=3"), "Pilihan --wait tidak memakai nilai"),
    "too much": (("run", "x", "y"), "Ini berlebih: y"),
    "no number": (("audit-sample", "x", "-n", "many"), "'-n' harus bilangan bulat, bukan 'many'"),
    "out of range": (("audit-sample", "x", "-n", 0), "'-n' tidak boleh 0; paling sedikit 1"),
    "no choice": (("run", "x", "--engine", "abacus"), "'--engine' tidak boleh 'abacus'"),
    "an option by its last word": (("run", "x", "--url", "y"), "Mungkin maksudnya --beacon-url"),
    "an option with one hyphen": (("prove", "x", "-tickets", 3), "Pilihan -tickets tidak dikenal. Mungkin maksudnya"),
    "an option in capitals": (("run", "x", "--Engine=numba"), "Mungkin maksudnya --engine"),
    "an option like no other": (("run", "x", "--qqqqqqqq"), "Pilihan --qqqqqqqq tidak dikenal. Lihat"),
    "which entry": (("prove", "x"), "Tulis satu saja dari --ticket, --id, --code"),
    "half a round": (("replace", "x", "--ticket", 1, "--reason", "x", "--round", 3), "bersama-sama"),
}  # fmt: skip


@pytest.mark.parametrize("case", USAGE)
def test_a_command_typed_wrongly_is_answered_in_indonesian(
    said: Said, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    arguments, words = USAGE[case]
    monkeypatch.setenv("GELOMBANG_LANG", "id")
    assert command(*arguments) == 2
    assert words in said()
    monkeypatch.setenv("GELOMBANG_LANG", "en")
    assert command(*arguments) == 2
    assert "This command is not right" in said()


SENTENCES: dict[str, tuple[str, tuple[object, ...], str, str]] = {
    "empty": ("", (), "no rows with applicants", "tidak berisi satu pendaftar pun"),
    "a comma too many": ("id,stratum\nA,1\nB,2,\n", (), "Row 3 has 3 cells", "Baris 3 punya 3 sel"),
    "an empty region": (
        "id,zip_msa_list\nA,1\nB,\n", ("--column", "stratum=zip_msa_list"), "Row 3, column zip_msa_list: empty",
        "Baris 3, kolom zip_msa_list: kosong",
    ),
    "an unknown group": (
        "id,groups\nA,woman\n", (), '"woman" is no group of this policy; its groups are: disability, remote',
        "«woman» bukan kelompok di aturan ini; yang ada: disability, remote",
    ),
    "half a column": ("id\nA\n", ("--column", "id"), "--column id is not complete", "--column id belum lengkap"),
    "not our column": (
        "nik\nA\n", ("--column", "nik=x"), "--column nik=… is not known", "--column nik=… tidak dikenal",
    ),
    "a title above": (
        "The applicants,,,\nid,household,stratum,band\nA,B,1,0\n", (), "must be in row 1", "harus di baris 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES)
def test_a_sentence_says_where_and_what_to_do(tmp_path: Path, said: Said, case: str) -> None:
    data, options, english, indonesian = SENTENCES[case]
    (tmp_path / "list.csv").write_text(data)
    policy = write_policy(tmp_path / "policy.toml")
    for language, words in (("en", english), ("id", indonesian)):
        assert command("plan", tmp_path / "list.csv", "--policy", policy, *options, "--lang", language) == 2
        assert words in said()


def test_a_time_without_its_zone(tmp_path: Path, said: Said) -> None:
    listed, policy = write_list(tmp_path / "list.csv", 30), write_policy(tmp_path / "policy.toml")
    fixed = ("--draw-id", "x", "--out", tmp_path / "d", "--round-at", "2030-01-01T10:00:00")
    for language, words in (("en", "time zone"), ("id", "zona waktu")):
        assert command("commit", listed, "--policy", policy, *fixed, "--lang", language) == 2
        text = said()
        assert words in text
        assert "2030-01-01T10:00:00+07:00" in text


def test_a_ceremony_that_was_announced(tmp_path: Path, said: Said) -> None:
    folder = committed(tmp_path, "--with-ceremony", n=30)
    said()
    for language, words in (("en", "--ceremony TEXT"), ("id", "--ceremony TEKS")):
        assert command("run", folder, "--signature", SIGNATURE, "--lang", language) == 2
        assert words in said()
    assert command("run", folder, "--signature", SIGNATURE, "--ceremony", "3 1 6") == 0


def test_more_records_than_there_are(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=30)
    said()
    for language, words in (("en", "99999 tickets cannot be audited"), ("id", "mengaudit 99999 nomor")):
        assert command("audit-sample", folder, "-n", 99999, "--lang", language) == 2
        assert words in said()


def test_json_tells_columns_rules_and_regions(tmp_path: Path, said: Said) -> None:
    listed, policy = write_list(tmp_path / "list.csv", 60), write_policy(tmp_path / "policy.toml")
    assert command("plan", listed, "--policy", policy, "--json") == 0
    answer = json.loads(said())
    assert answer["columns"]["household"] == "household"
    assert answer["columns_not_used"] == []
    assert {region["stratum"] for region in answer["regions"]} == {"1309", "1673", "5305", "7210", "8106"}
    assert sum(region["entries"] for region in answer["regions"]) == 60


def test_without_the_extra_draw_there_is_a_sentence(tmp_path: Path) -> None:
    """Where polars and its like are not installed, the command says which extra brings them."""
    (tmp_path / "polars.py").write_text(
        "raise ModuleNotFoundError('No module named polars', name='polars')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", "from gelombang.cli import main; main()", "draw", "explain", "x"],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    shutil.rmtree(tmp_path / "__pycache__", ignore_errors=True)
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
    assert "[draw]" in done.stderr


def test_seats_that_could_outgrow_their_column_are_refused_before_anything_is_fixed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = write_policy(
        tmp_path / "large.toml",
        'version = "undian/1"\nhousehold_cap = 0\ngroups = { disability = 1, remote = 2 }\n'
        '[[phase]]\nname = "a"\nseats = 1\ncarry = true\n'
        '[[phase]]\nname = "b"\nseats = 999999999\n',
    )
    arguments = ["commit", write_list(tmp_path / "list.csv"), "--policy", policy, "--draw-id", "x"]
    code = command(*arguments, "--round", ROUND, "--rehearsal", "--out", tmp_path / "draw", "--lang", "en")
    assert code == 2
    assert "more than 999999999 seats in all" in capsys.readouterr().err
    assert not (tmp_path / "draw" / "public").exists()


@pytest.mark.parametrize("typed", ["2027-03-01", "2027-03-01T10:00", "2027-03-01 10:00:00"])
def test_the_advice_about_a_time_can_be_followed(typed: str) -> None:
    with pytest.raises(OffsetMissing) as refused:
        moment_of(typed)
    assert moment_of(str(refused.value.facts["example"])).tzinfo is not None


def test_what_is_explained_into_a_file_is_plain_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("explain", write_policy(tmp_path / "policy.toml")) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\ufffd" not in said


def test_a_draw_that_was_drawn_says_so_and_changes_nothing(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=60)
    before = {path: path.read_bytes() for path in (folder / "public").rglob("*") if path.is_file()}
    said()
    for language, words in (
        ("en", ("ALREADY DRAWN, at 2", "nothing changed")),
        ("id", ("SUDAH DIUNDI", "tidak ada yang berubah")),
    ):
        assert command("run", folder, "--lang", language) == 0
        text = said()
        for word in words:
            assert word in text
    assert command("run", folder, "--json") == 0
    assert json.loads(said())["drawn_at"].endswith("Z")
    assert before == {path: path.read_bytes() for path in (folder / "public").rglob("*") if path.is_file()}


def test_a_round_that_is_past(tmp_path: Path, said: Said) -> None:
    listed, policy = write_list(tmp_path / "list.csv", 30), write_policy(tmp_path / "policy.toml")
    fixed = ("--policy", policy, "--draw-id", "x", "--out", tmp_path / "d")
    for language, words in (("en", "That time is past"), ("id", "Waktu itu sudah lewat")):
        assert command("commit", listed, *fixed, "--round", ROUND, "--lang", language) == 2
        text = said()
        assert words in text
        assert "--rehearsal" in text
    example = text.split("--round-at ")[1].split(";")[0]
    assert command("commit", listed, *fixed, "--round-at", example) == 0  # the advice can be followed
    said()
    rehearsal = (*fixed[:-1], tmp_path / "r", "--round", ROUND, "--rehearsal", "--lang", "en")
    assert command("commit", listed, *rehearsal) == 0
    text = said()
    assert f"Round {ROUND} came out at 2023" in text
    assert "comes out" not in text


def test_of_a_void_draw_the_last_word_is_void(tmp_path: Path, said: Said) -> None:
    folder = drawn(tmp_path, n=60)
    assert command("prove", folder, "--ticket", 5, "--out", tmp_path / "proof.json") == 0
    assert command("void", folder, "--reason", "a mistake", "--yes") == 0
    said()
    for language, words in (
        ("en", "THE DRAW rehearsal-try IS VOID"),
        ("id", "UNDIAN rehearsal-try DIBATALKAN"),
    ):
        command("verify", tmp_path / "proof.json", folder, "--lang", language)
        assert words in said().strip().splitlines()[-1]
    command("verify", tmp_path / "proof.json", folder, "--json")
    assert json.loads(said())["void"] == ["rehearsal-try"]


@pytest.mark.parametrize("act", ["prove", "bundle", "selected"])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, said: Said, act: str) -> None:
    folder = drawn(tmp_path, n=30)
    said()
    who = ("--ticket", 5) if act == "prove" else ()
    assert command(act, folder, *who, "--out", tmp_path / "nosuch" / "x.csv", "--lang", "en") == 2
    text = said()
    assert f"there is no {tmp_path / 'nosuch'}" in text
    assert ".part" not in text
