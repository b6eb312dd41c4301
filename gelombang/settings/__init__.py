"""Settings, all from environment variables that begin with GELOMBANG_ (docs/settings.md lists them).

Without any of them the site runs on an embedded SQLite database in a folder of its own. A variable that cannot be
what it should be stops the start with one sentence that names it.
"""

import re
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from .reading import (
    HOST,
    ORIGIN,
    address,
    data_folder,
    database,
    flag,
    line,
    mail_server,
    one_of,
    refused,
    secret_key,
    text,
    time_zone,
    vault_index_key,
    vault_keys,
    whole,
    words,
)

PACKAGE = Path(__file__).resolve().parent.parent

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

VAULT_KEYS = vault_keys(DATA_DIR)
VAULT_INDEX_KEY = vault_index_key(DATA_DIR)
OPERATOR_KEY = text("GELOMBANG_OPERATOR_KEY_FILE", "") or str(DATA_DIR / "operator.key")
SOURCE_URL = address("GELOMBANG_SOURCE_URL")
SITE_URL = address("GELOMBANG_SITE_URL").rstrip("/") or "http://localhost:8000"
BEACON_URL = address("GELOMBANG_BEACON_URL")
IDENTITY_URL, IDENTITY_TOKEN = address("GELOMBANG_IDENTITY_URL"), text("GELOMBANG_IDENTITY_TOKEN", "")
REHEARSAL = flag("GELOMBANG_REHEARSAL", default=False)
INVENTED_PEOPLE = flag("GELOMBANG_INVENTED_PEOPLE", default=False)
if INVENTED_PEOPLE and text("GELOMBANG_ALLOWED_HOSTS", ""):
    raise ImproperlyConfigured(
        "GELOMBANG_INVENTED_PEOPLE is true on a site with a name of its own (GELOMBANG_ALLOWED_HOSTS): a demonstration "
        "lets every visitor in as anybody. Leave one of them out."
    )

DATABASES = {"default": database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "gelombang.people",  # before allauth, whose pages have templates of ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton",
    "csp",
    "gelombang.portal",
    "gelombang.draws",
    "gelombang.regions",
    "gelombang.audit",
    "gelombang.messages",
    "gelombang.cases",
    "gelombang.waves",
    "gelombang.flow",
    "gelombang.grievances",
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
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "people:enter"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "gelombang.people.adapters.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # people.limits has our own, which lock nobody else out
MFA_RATE_LIMITS = False  # as above: a network is not a person
MFA_ADAPTER = "gelombang.people.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = time_zone("GELOMBANG_TIME_ZONE", "Asia/Jakarta")
USE_THOUSAND_SEPARATOR = True

SITE_NAME = text("GELOMBANG_SITE_NAME", "Gelombang")
OPERATOR_NAME = line("GELOMBANG_OPERATOR_NAME", 100)
OPERATOR_CONTACT = line("GELOMBANG_OPERATOR_CONTACT", 200)
SOURCE_URL = address("GELOMBANG_SOURCE_URL")
API_PER_MINUTE = whole("GELOMBANG_API_PER_MINUTE", 120, 1, 1_000_000)
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

LARGEST_BODY = DATA_UPLOAD_MAX_MEMORY_SIZE = 300_000
"""Bytes of a request: a proof of 200 kB and its form. Never spooled to disk."""
LARGEST_LIST = FILE_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
"""Where staff load an exclusion list, and nowhere else: some 450,000 numbers. Never spooled to disk either."""

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
