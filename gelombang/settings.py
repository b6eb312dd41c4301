"""Settings, all from environment variables that begin with GELOMBANG_ (docs/settings.md lists them).

Without any of them the site runs on an embedded SQLite database in a folder of its own. A variable that cannot be
what it should be stops the start with one sentence that names it.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent

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


DEBUG = flag("GELOMBANG_DEBUG", default=False)
DATA_DIR = data_folder("GELOMBANG_DATA_DIR", "var")
SECRET_KEY = secret_key(DATA_DIR)
ALLOWED_HOSTS = words(
    "GELOMBANG_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]", HOST, "host names, such as undian.example.go.id"
)
if DEBUG and text("GELOMBANG_ALLOWED_HOSTS", ""):
    raise ImproperlyConfigured(
        "GELOMBANG_DEBUG is true on a site with a name of its own (GELOMBANG_ALLOWED_HOSTS): a fault would show its "
        "code and settings to everyone. Leave one of them out."
    )
CSRF_TRUSTED_ORIGINS = words(
    "GELOMBANG_TRUSTED_ORIGINS", "", ORIGIN, "addresses, such as https://undian.example.go.id"
)
HTTPS = flag("GELOMBANG_HTTPS", default=bool(text("GELOMBANG_ALLOWED_HOSTS", "")))

DATABASES = {"default": database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_cotton",
    "csp",
    "gelombang.portal",
    "gelombang.draws",
    "gelombang.regions",
    "gelombang.audit",
    "gelombang.messages",
]
MIDDLEWARE = [
    "gelombang.portal.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "gelombang.portal.middleware.Health",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gelombang.portal.middleware.Refusals",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gelombang.portal.middleware.Compressed",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "gelombang.urls"
WSGI_APPLICATION = "gelombang.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "gelombang.portal.context.site",
            ]
        },
    }
]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = time_zone("GELOMBANG_TIME_ZONE", "Asia/Jakarta")
USE_THOUSAND_SEPARATOR = True

SITE_NAME = text("GELOMBANG_SITE_NAME", "Gelombang")
REHEARSAL = flag("GELOMBANG_REHEARSAL", default=False)
OPERATOR_NAME = line("GELOMBANG_OPERATOR_NAME", 100)
OPERATOR_CONTACT = line("GELOMBANG_OPERATOR_CONTACT", 200)
SOURCE_URL = address("GELOMBANG_SOURCE_URL")
SELECTED_NEXT = line("GELOMBANG_SELECTED_NEXT", 300)

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gelombang.portal.storage.StaticFiles"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not (STATIC_ROOT / "staticfiles.json").exists()

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [NONE],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gelombang.portal.views.refused_form"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz/"]

LARGEST_BODY = DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 300_000
"""Bytes of a request: a proof of 200 kB and its form. Never spooled to disk."""

MAIL_SERVER, EMAIL_FROM = mail_server("GELOMBANG_EMAIL_URL"), text("GELOMBANG_EMAIL_FROM", "")
if MAIL_SERVER is not None:
    if not re.fullmatch(r"[^@<>\n]*<?[^@<>\s]+@[A-Za-z0-9.-]+>?", EMAIL_FROM):
        raise refused("GELOMBANG_EMAIL_FROM", EMAIL_FROM, "the sender, such as Undian <undian@example.go.id>")
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL_SERVER
    EMAIL_TIMEOUT = 10
SMS_URL, SMS_TOKEN = address("GELOMBANG_SMS_URL"), text("GELOMBANG_SMS_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "gelombang.portal.logs.JsonLines",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
        }
    },
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "json"},
        # a logger with no handler at all writes to standard error, in a form of its own
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {
        "handlers": ["out"],
        "level": one_of("GELOMBANG_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    "loggers": {
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "django.request": {"level": "ERROR"},  # what visitors mistype is in the request's own line
        # it would quote addresses with their query; the request's line says that and why it was refused
        "django.security": {"handlers": ["nowhere"], "propagate": False},
    },
}
