"""Reading what the environment says, one function for each kind of value.

A variable that cannot be what it should be stops the start with one sentence that names it; a secret is never shown.
"""

import base64
import contextlib
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"true", "1", "yes", "on"}, {"false", "0", "no", "off", ""}
HOST = r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\]"
ORIGIN = r"https?://[^/\s]+"
ADDRESS = "an address like postgresql://name:password@host:5432/database"


def text(name: str, default: str) -> str:
    """The text of a variable."""
    return os.environ.get(name, default).strip()


def refused(name: str, given: str, expected: str) -> ImproperlyConfigured:
    """One sentence: the variable, what was given, what is expected."""
    return ImproperlyConfigured(f'{name} is "{given}"; write {expected}.')


def line(name: str, most: int) -> str:
    """One line of text for people to read, of at most so many characters; empty where it is not set."""
    value = text(name, "")
    if len(value) > most or not value.isprintable():
        raise refused(name, value[:40], f"one line of at most {most} characters")
    return value


def flag(name: str, *, default: bool) -> bool:
    """True or false; not set or empty means the default."""
    value = text(name, "").lower()
    if value not in TRUE | FALSE:
        raise refused(name, value, "true or false")
    return value in TRUE if value else default


def whole(name: str, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    value = text(name, "") or str(default)
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise refused(name, value, f"a whole number from {least} to {most}")
    return int(value)


def one_of(name: str, default: str, among: Sequence[str]) -> str:
    """One of a few words, in any case of letters."""
    value = text(name, "").upper() or default
    if value not in among:
        raise refused(name, value, " or ".join(among))
    return value


def time_zone(name: str, default: str) -> str:
    """The name of a time zone."""
    value = text(name, "") or default
    if value not in available_timezones():
        raise refused(name, value, "the name of a time zone, such as Asia/Jayapura")
    return value


def words(name: str, default: str = "", form: str = ".+", expected: str = "") -> list[str]:
    """A list of words separated by commas or spaces, each of the given form."""
    found = (text(name, "") or default).replace(",", " ").split()
    for word in found:
        if not re.fullmatch(form, word):
            raise refused(name, word, expected)
    return found


def data_folder(name: str, default: str) -> Path:
    """A folder that can be written to; made where it is missing."""
    path = Path(text(name, "") or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(name, str(path), f"a folder that can be written to ({error.strerror})") from error
    return path


def secret_key(folder: Path) -> str:
    """The secret key: given, in a file whose name is given, or made once and kept in the data folder."""
    given = text("GELOMBANG_SECRET_KEY", "")
    file = text("GELOMBANG_SECRET_KEY_FILE", "")
    if file:
        try:
            given = Path(file).read_text("utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f'GELOMBANG_SECRET_KEY_FILE is "{file}", which cannot be read.'
            ) from error
        except ValueError as error:
            raise ImproperlyConfigured(
                f'GELOMBANG_SECRET_KEY_FILE is "{file}", which holds no text; write 50 random characters or more.'
            ) from error
    if given:
        if len(given) < 50:  # never shown
            raise ImproperlyConfigured(
                f"GELOMBANG_SECRET_KEY has {len(given)} characters; write 50 random characters or more."
            )
        if len(set(given)) < 10:
            raise ImproperlyConfigured(
                f"GELOMBANG_SECRET_KEY is made of {len(set(given))} different characters; write 50 random ones or more."
            )
        return given
    if text("GELOMBANG_ALLOWED_HOSTS", ""):
        raise ImproperlyConfigured(
            "GELOMBANG_SECRET_KEY is not set; a site with a name of its own (GELOMBANG_ALLOWED_HOSTS) needs one "
            "of 50 random characters or more."
        )
    return kept_key(folder / "secret_key")


def vault_keys(folder: Path) -> list[str]:
    """The keys under which identity numbers are encrypted, the newest first: in a file whose name is given, one a line,
    or one that was made once and is kept in the data folder. Each is 32 bytes in url-safe base64."""
    file = text("GELOMBANG_VAULT_KEYS_FILE", "")
    lines = secret_lines("GELOMBANG_VAULT_KEYS_FILE", file) if file else [_kept_fernet(folder)]
    for key in lines:
        if not re.fullmatch(r"[A-Za-z0-9_-]{43}=", key):
            raise ImproperlyConfigured(
                "GELOMBANG_VAULT_KEYS_FILE holds a line that is no key; write one a line: 32 bytes in url-safe base64."
            )
    return lines


def vault_index_key(folder: Path) -> bytes:
    """The key of the index by which identity numbers are found: in a file whose name is given, or kept in the data
    folder. It can never be changed: all that was indexed would be lost."""
    file = text("GELOMBANG_VAULT_INDEX_FILE", "")
    key = (
        secret_lines("GELOMBANG_VAULT_INDEX_FILE", file)[0] if file else kept_key(folder / "vault_index_key")
    )
    if len(key) < 32:
        raise ImproperlyConfigured(
            f"GELOMBANG_VAULT_INDEX_FILE holds {len(key)} characters; write 32 random characters or more."
        )
    return key.encode("utf-8")


def secret_lines(name: str, file: str) -> list[str]:
    """The lines of a file that holds secrets; at least one."""
    try:
        lines = [line.strip() for line in Path(file).read_text("utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise ImproperlyConfigured(f'{name} is "{file}", which cannot be read.') from error
    except ValueError as error:
        raise ImproperlyConfigured(f'{name} is "{file}", which holds no text.') from error
    if not lines:
        raise ImproperlyConfigured(f'{name} is "{file}", which is empty.')
    return lines


def _kept_fernet(folder: Path) -> str:
    """A key for the vault from the kept secret, in the form that the vault wants."""
    made = base64.urlsafe_b64decode(kept_key(folder / "vault_key")[:44] + "==")[:32]
    return base64.urlsafe_b64encode(made).decode("ascii")


def kept_key(kept: Path) -> str:
    """The key in a file that only its owner may read, made by whichever process comes first."""
    if not kept.exists():
        fresh = kept.with_name(f"{kept.name}-{secrets.token_hex(8)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as made:
            made.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):  # another process was quicker: its key stands
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """PostgreSQL where GELOMBANG_DATABASE_URL says so, else SQLite in the data folder."""
    url = text("GELOMBANG_DATABASE_URL", "")
    if url:
        return postgresql(url)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "gelombang.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            # read-then-write transactions that begin as readers are refused when two of them meet
            "transaction_mode": "IMMEDIATE",
            # FULL: what was acknowledged survives a power cut
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """A database from its address, with a pool of connections; the password is never shown."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise refused("GELOMBANG_DATABASE_URL", "not an address", ADDRESS) from error
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise refused("GELOMBANG_DATABASE_URL", f"{parts.scheme}://…", ADDRESS)
    options = dict(parse_qsl(parts.query))
    most = whole("GELOMBANG_DATABASE_POOL", 8, 1, 500)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": most, "timeout": 10}},
    }


class MailServer(NamedTuple):
    """Where mail is handed over. `implicit_tls` from the first byte (port 465), `starttls` after a clear greeting."""

    host: str
    port: int
    name: str
    password: str
    implicit_tls: bool
    starttls: bool


def mail_server(name: str) -> MailServer | None:
    """The mail server that a variable names; None where it names none. The password is never shown."""
    url = text(name, "")
    expected = "an address like smtp://name:password@mail.example.go.id:587, or smtps:// for port 465"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise refused(name, "not an address", expected) from error
    if not url:
        return None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise refused(name, f"{parts.scheme}://…", expected)
    implicit = parts.scheme == "smtps"
    # a password never travels in clear, but to this very machine
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return MailServer(
        host=parts.hostname,
        port=port or (465 if implicit else 587),
        name=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        implicit_tls=implicit,
        starttls=not implicit and not here,
    )


def address(name: str) -> str:
    """An http or https address, or empty."""
    value = text(name, "")
    if value and not re.fullmatch(r"https?://[^/\s@]+(/\S*)?", value):
        raise refused(name, value, "an address such as https://gateway.example.go.id/send")
    return value
