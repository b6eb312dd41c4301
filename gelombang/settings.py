"""Settings, all from environment variables that begin with GELOMBANG_ (docs/settings.md lists them).

Without any of them the site runs on an embedded SQLite database in a folder of its own. A variable that cannot be
what it should be stops the start with one sentence that names it.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent

TRUE, FALSE = {"true", "1", "yes", "on"}, {"false", "0", "no", "off", ""}


def text(name: str, default: str) -> str:
    """The text of a variable."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    """True or false."""
    value = os.environ.get(name, str(default)).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f'{name} is "{value}"; write true or false.')
    return value in TRUE


def whole(name: str, default: int, least: int = 0) -> int:
    """A whole number of at least `least`."""
    value = os.environ.get(name, str(default)).strip()
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f'{name} is "{value}"; write a whole number of at least {least}.')
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list of words separated by commas or spaces."""
    return os.environ.get(name, default).replace(",", " ").split()


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
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("GELOMBANG_SECRET_KEY is too short; use 50 characters or more.")
        return given
    if os.environ.get("GELOMBANG_DATABASE_URL"):
        raise ImproperlyConfigured(
            "GELOMBANG_SECRET_KEY is not set; with a database of its own a site needs one."
        )
    kept = folder / "secret_key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as made:
            made.write(secrets.token_urlsafe(64))
    return kept.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """PostgreSQL where GELOMBANG_DATABASE_URL says so, else SQLite in the data folder."""
    url = text("GELOMBANG_DATABASE_URL", "")
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
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
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "GELOMBANG_DATABASE_URL is not like postgresql://user:password@host:5432/name."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **options},
    }


DEBUG = flag("GELOMBANG_DEBUG", default=False)
DATA_DIR = Path(text("GELOMBANG_DATA_DIR", "var")).resolve()
SECRET_KEY = secret_key(DATA_DIR)
ALLOWED_HOSTS = words("GELOMBANG_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = words("GELOMBANG_TRUSTED_ORIGINS")
HTTPS = flag("GELOMBANG_HTTPS", default=os.environ.get("GELOMBANG_ALLOWED_HOSTS") is not None)

DATABASES = {"default": database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_cotton",
    "csp",
    "gelombang.portal",
    "gelombang.draws",
]
MIDDLEWARE = [
    "gelombang.portal.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
TIME_ZONE = text("GELOMBANG_TIME_ZONE", "Asia/Jakarta")
USE_THOUSAND_SEPARATOR = True

SITE_NAME = text("GELOMBANG_SITE_NAME", "Gelombang")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gelombang.portal.storage.StaticFiles"},
}
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

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(levelname)s %(name)s %(message)s",
            "rename_fields": {"levelname": "level", "name": "logger"},
            "timestamp": "at",
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": text("GELOMBANG_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.server": {"handlers": [], "propagate": False},
        # our own line says what was asked and answered; Django's would repeat it with the query
        "django.request": {"level": "ERROR"},
    },
}
