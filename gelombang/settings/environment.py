"""Readers of environment variables: each gives a value of one type, or refuses in one sentence.

A sentence names the variable, what was given and what is expected, so that whoever runs the site can mend it
without reading code. Nothing is guessed: a value that is not understood never becomes a default.

>>> import os
>>> os.environ["GELOMBANG_EXAMPLE"] = "maybe"
>>> flag("GELOMBANG_EXAMPLE", default=False)
Traceback (most recent call last):
django.core.exceptions.ImproperlyConfigured: GELOMBANG_EXAMPLE is 'maybe', but must be true or false.
"""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
SHORTEST_KEY = 50  # characters, as Django's own check demands
POSTGRESQL = {"postgres", "postgresql"}
FORM = "postgresql://NAME:PASSWORD@HOST:PORT/DATABASE"  # noqa: S105


def refused(name: str, given: str, expected: str) -> ImproperlyConfigured:
    """The error for a variable whose value is not understood."""
    return ImproperlyConfigured(f"{name} is {given!r}, but must be {expected}.")


def text(name: str, default: str = "") -> str:
    """A text without spaces around it; `default` where it is not set or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """True or false, in the usual spellings."""
    given = text(name)
    if not given:
        return default
    if given.lower() not in TRUE | FALSE:
        raise refused(name, given, "true or false")
    return given.lower() in TRUE


def integer(name: str, *, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    given = text(name)
    if not given:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", given) or not least <= int(given) <= most:
        raise refused(name, given, f"a whole number from {least} to {most}")
    return int(given)


def choice(name: str, *, default: str, among: tuple[str, ...]) -> str:
    """One of a few words."""
    given = text(name, default)
    if given not in among:
        raise refused(name, given, f"one of {', '.join(among)}")
    return given


def time_zone(name: str, *, default: str) -> str:
    """The name of a time zone, such as Asia/Makassar."""
    given = text(name, default)
    if given not in available_timezones():
        raise refused(name, given, "the name of a time zone, such as Asia/Makassar")
    return ZoneInfo(given).key


def hosts(name: str) -> list[str]:
    """Host names separated by commas; a name that begins with a dot stands for all names below it."""
    given = [part.strip() for part in text(name).split(",") if part.strip()]
    for part in given:
        if not HOST.fullmatch(part):
            raise refused(name, part, "host names separated by commas, such as undian.example.go.id")
    return given


def folder(name: str, *, default: Path) -> Path:
    """A folder, which is made when it is missing."""
    path = Path(text(name, str(default))).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(name, str(path), f"a folder that can be written to ({error.strerror})") from error
    return path


def secret_key(name: str, *, public: bool, kept: Path) -> str:
    """The secret key: as given; for a site without a public name one of our own, kept in the file `kept`.

    A public site must be given its key, for all its machines must share it. The value is never shown.
    """
    given = os.environ.get(name, "").strip()
    if given and len(given) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"{name} has {len(given)} characters, but must have at least {SHORTEST_KEY}, chosen at random."
        )
    if given:
        return given
    if public:
        raise ImproperlyConfigured(
            f"{name} is not set, but must be at least {SHORTEST_KEY} random characters when "
            "GELOMBANG_ALLOWED_HOSTS is set."
        )
    return key_kept_in(kept)


def key_kept_in(path: Path) -> str:
    """The key in a file that only its owner may read; made by whichever process comes first."""
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    if not path.exists():
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, path)  # fails when another process was quicker; its key stands
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def database(name: str, *, file: Path, pool: int) -> dict[str, Any]:
    """Django's description of the database: PostgreSQL by its URL, otherwise SQLite in `file`.

    SQLite takes its write lock when a transaction begins (deferred, readers that turn writers meet "locked"), and
    waits for the disk at every commit: an acknowledged application survives a power failure.
    """
    url = os.environ.get(name, "").strip()
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": file,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
            },
        }
    return postgresql(name, url, pool)


def postgresql(name: str, url: str, pool: int) -> dict[str, Any]:
    """A PostgreSQL database with a pool of at most `pool` connections a process; the password is never shown."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise refused(name, "not an address", FORM) from error
    given = f"{parts.scheme or '(nothing)'}://…"
    database_name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in POSTGRESQL or not database_name or "/" in database_name:
        raise refused(name, given, FORM)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": pool, "timeout": 10}},
    }
