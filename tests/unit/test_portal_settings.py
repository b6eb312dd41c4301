"""Settings refuse in one sentence that names the variable, what was given and what is expected."""

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from gelombang.settings import reading as settings

LONG = "k3Jw9-Qx_7" * 5


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "SECRET_KEY", "SECRET_KEY_FILE", "ALLOWED_HOSTS", "DATABASE_URL", "DATABASE_POOL", "DEBUG", "TIME_ZONE",
    ):  # fmt: skip
        monkeypatch.delenv(f"GELOMBANG_{name}", raising=False)


@pytest.mark.parametrize(
    ("value", "read", "expected"),
    [
        ("maybe", lambda: settings.flag("GELOMBANG_X", default=False), "true or false"),
        ("0", lambda: settings.whole("GELOMBANG_X", 8, 1, 500), "a whole number from 1 to 500"),
        ("501", lambda: settings.whole("GELOMBANG_X", 8, 1, 500), "a whole number from 1 to 500"),
        ("٣", lambda: settings.whole("GELOMBANG_X", 8, 1, 500), "a whole number from 1 to 500"),
        ("LOUD", lambda: settings.one_of("GELOMBANG_X", "INFO", ("INFO", "ERROR")), "INFO or ERROR"),
        ("Jakarta", lambda: settings.time_zone("GELOMBANG_X", "Asia/Jakarta"), "the name of a time zone"),
        (
            "https://a.id/x",
            lambda: settings.words("GELOMBANG_X", "", settings.HOST, "host names"),
            "host names",
        ),
        ("a.id", lambda: settings.words("GELOMBANG_X", "", settings.ORIGIN, "addresses"), "addresses"),
    ],
)
def test_a_value_that_is_not_understood_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str, read: Callable[[], object], expected: str
) -> None:
    monkeypatch.setenv("GELOMBANG_X", value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read()
    sentence = str(refusal.value)
    assert sentence.startswith(f'GELOMBANG_X is "{value}"; write ')
    assert expected in sentence


@pytest.mark.parametrize("spelling", ["true", "TRUE", "1", "yes", "on"])
def test_true_in_its_spellings(monkeypatch: pytest.MonkeyPatch, spelling: str) -> None:
    monkeypatch.setenv("GELOMBANG_X", spelling)
    assert settings.flag("GELOMBANG_X", default=False) is True


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GELOMBANG_X", "  ")
    assert settings.flag("GELOMBANG_X", default=True) is True
    assert settings.whole("GELOMBANG_X", 8, 1, 500) == 8
    assert settings.words("GELOMBANG_X", "a b") == ["a", "b"]


def test_a_data_folder_that_cannot_be_made_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GELOMBANG_X", str(tmp_path / "file" / "below"))
    with pytest.raises(ImproperlyConfigured, match="a folder that can be written to"):
        settings.data_folder("GELOMBANG_X", "var")


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = settings.secret_key(tmp_path)
    assert len(key) >= 50
    assert settings.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_public_site_must_be_given_its_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GELOMBANG_ALLOWED_HOSTS", "undian.example.go.id")
    with pytest.raises(ImproperlyConfigured, match="GELOMBANG_SECRET_KEY is not set"):
        settings.secret_key(tmp_path)
    monkeypatch.setenv("GELOMBANG_SECRET_KEY", LONG)
    assert settings.secret_key(tmp_path) == LONG


def test_a_short_key_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GELOMBANG_SECRET_KEY", "rahasia")
    with pytest.raises(ImproperlyConfigured, match="has 7 characters") as refusal:
        settings.secret_key(tmp_path)
    assert "rahasia" not in str(refusal.value)


def test_a_key_file_that_is_absent_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GELOMBANG_SECRET_KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        settings.secret_key(tmp_path)


def test_a_key_file_that_is_no_text_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(bytes(range(128, 256)))
    monkeypatch.setenv("GELOMBANG_SECRET_KEY_FILE", str(file))
    with pytest.raises(ImproperlyConfigured, match="holds no text; write 50 random characters"):
        settings.secret_key(tmp_path)


def test_a_key_of_one_letter_is_refused_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GELOMBANG_SECRET_KEY", "x" * 60)
    with pytest.raises(ImproperlyConfigured, match="is made of 1 different characters") as refusal:
        settings.secret_key(tmp_path)
    assert "xxx" not in str(refusal.value)


def test_sqlite_waits_for_the_disk_and_takes_its_lock_at_once(tmp_path: Path) -> None:
    options = settings.database(tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


def test_postgresql_by_its_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    address = "postgresql://ani:p%40ss@db.example:5433/undian?sslmode=require"
    monkeypatch.setenv("GELOMBANG_DATABASE_URL", address)
    found = settings.database(tmp_path)
    assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "undian", "ani", "p@ss", "db.example", "5433",
    ]  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] == 8


@pytest.mark.parametrize(
    "address",
    ["mysql://ani:rahasia@h/d", "postgresql://ani:rahasia@h", "postgresql://ani:rahasia@h:x/d", "rahasia"],
)
def test_another_address_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv("GELOMBANG_DATABASE_URL", address)
    with pytest.raises(
        ImproperlyConfigured, match=r"GELOMBANG_DATABASE_URL is .*write an address like"
    ) as refusal:
        settings.database(tmp_path)
    assert "rahasia" not in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"GELOMBANG_ALLOWED_HOSTS": "*"}, 'GELOMBANG_ALLOWED_HOSTS is "*"; write host names'),
        (
            {"GELOMBANG_ALLOWED_HOSTS": "undian.example.go.id", "GELOMBANG_DEBUG": "true"},
            "GELOMBANG_DEBUG is true on a site with a name of its own",
        ),
        ({"GELOMBANG_SECRET_KEY": "a" * 60}, "GELOMBANG_SECRET_KEY is made of 1 different characters"),
    ],
)
def test_what_opens_a_site_to_everyone_stops_the_start(
    tmp_path: Path, given: dict[str, str], sentence: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gelombang", "manage", "check"],
        env={"GELOMBANG_SECRET_KEY": LONG, "GELOMBANG_DATA_DIR": str(tmp_path), **given},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"✗ {sentence}")
    assert done.stderr.count("\n") == 1


def test_the_command_line_shows_the_sentence_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gelombang", "manage", "check"],
        env={"GELOMBANG_DEBUG": "maybe", "GELOMBANG_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.strip() == '✗ GELOMBANG_DEBUG is "maybe"; write true or false.'
