"""The settings of the site. What differs between installations comes from the environment: docs/settings.md."""

from pathlib import Path

from csp.constants import NONE, SELF

from gelombang.settings import environment

PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = environment.flag("GELOMBANG_DEBUG", default=False)
DATA = environment.folder("GELOMBANG_DATA", default=Path("var"))

# Who may be served, and how. Without a public name the site answers this machine alone, without https.
PUBLIC_NAMES = environment.hosts("GELOMBANG_ALLOWED_HOSTS")
ALLOWED_HOSTS = PUBLIC_NAMES or ["localhost", "127.0.0.1", "[::1]"]
HTTPS = environment.flag("GELOMBANG_HTTPS", default=bool(PUBLIC_NAMES))
SECRET_KEY = environment.secret_key(
    "GELOMBANG_SECRET_KEY", public=bool(PUBLIC_NAMES), kept=DATA / "secret-key"
)

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_cotton",
    "csp",
    "gelombang.portal",
]
MIDDLEWARE = [
    "gelombang.portal.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "gelombang.portal.middleware.PermissionsPolicy",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "gelombang.urls"
WSGI_APPLICATION = "gelombang.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": environment.database(
        "GELOMBANG_DATABASE_URL",
        file=DATA / "gelombang.sqlite3",
        pool=environment.integer("GELOMBANG_DATABASE_POOL", default=8, least=1, most=200),
    )
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,  # django-cotton puts its own loader in front
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gelombang.portal.templatetags.portal",
            ],
        },
    }
]

# Languages: `/` is in the first one, the other has its prefix; an address always shows the same page.
LANGUAGE_CODE = environment.choice("GELOMBANG_LANGUAGE", default="id", among=("id", "en"))
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = environment.time_zone("GELOMBANG_TIME_ZONE", default="Asia/Jakarta")
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Static files: `serve` collects them under names that hold their hash, compressed, cached for ever.
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Security. The proxy in front ends https and must set X-Forwarded-Proto itself, whatever the visitor sent.
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [f"https://{host.replace('.', '*.', 1) if host[0] == '.' else host}" for host in PUBLIC_NAMES]
CSRF_FAILURE_VIEW = "gelombang.portal.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOG_FORMAT = environment.choice("GELOMBANG_LOG_FORMAT", default="json", among=("json", "words"))
LOG_LEVEL = environment.choice(
    "GELOMBANG_LOG_LEVEL", default="info", among=("debug", "info", "warning", "error")
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "gelombang.portal.logs.JsonLines"},
        "words": {"format": "{levelname:<7} {name}: {message}", "style": "{"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL.upper()},
    "loggers": {
        # Django's own lines hold addresses and stack traces for a terminal; ours say the same, in fields.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": False},
    },
}
