"""Settings: one file, read from the environment, safe unless told otherwise.

Variables: DATABASE_URL, DEMARCHE_VAR, SECRET_KEY, DEBUG, ALLOWED_HOSTS, SITE_URL, PORT,
TIME_ZONE, SECURE (True behind HTTPS), DATABASE_REPLICA_URL, DATABASE_REPLICA_MAX_LAG,
PREPARE_STATEMENTS, ADMIN_PATH, PROXIES, LOGIN_ATTEMPTS, LOGIN_COOL_OFF, LOG_FORMAT,
SHARED_CACHE_SECONDS, CLIENT_TIMEOUT.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from tracker import embedded
from tracker.admin_path import admin_path
from tracker.databases import primary_database, replica_databases, replica_max_lag
from tracker.logs import FORMATS, logging_config
from tracker.secret import secret_key


def env_bool(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name} must be True or False, not {value!r}")
    return value == "True"


def env_list(name: str, *, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_number(name: str, *, default: int, least: int) -> int:
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= 1_000_000):
        raise ImproperlyConfigured(f"{name} must be a number from {least} on, not {text!r}")
    return int(text)


def env_choice(name: str, *, choices: tuple[str, ...], default: str) -> str:
    value = os.environ.get(name) or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(choices)}, not {value!r}")
    return value


BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = embedded.var_dir()

DEBUG = env_bool("DEBUG", default=False)
SECURE = env_bool("SECURE", default=False)
SECRET_KEY = os.environ.get("SECRET_KEY") or secret_key(VAR_DIR / "secret-key")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
# Where readers reach this site: exports and feeds carry absolute addresses, and must carry the
# same ones whether a browser or a shell asked for them.
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip(
    "/"
)
# Where the admin is; see also PROXIES below, for the addresses of those who knock there.
ADMIN_PATH = admin_path(os.environ.get("ADMIN_PATH") or "admin")

INSTALLED_APPS = [
    "tracker",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, so that ours can stand beside them
    "axes",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "tracker.middleware.RequestLogMiddleware",
    # Headers stand outside of everything that may answer, static files and errors included.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.middleware.CrossOriginMiddleware",
    "tracker.middleware.OwnAnswersMiddleware",
    "tracker.middleware.OneEncodingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.replicas.middleware.ReadingMiddleware",
    "tracker.views.caching.PublicPagesMiddleware",
    "tracker.keeping_middleware.TryAgainMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.middleware.SessionRenewalMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tracker.middleware.HistoryMiddleware",
    "tracker.keeping_middleware.KeepTypedMiddleware",
    # It turns a sign-in that was refused into the page that says so.
    "axes.middleware.AxesMiddleware",
    "tracker.replicas.middleware.SecondTryMiddleware",  # last: see there
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    # First, since nearly all are asked for here: the other looks on the disk for what it lacks.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        # The lists of entries; see templatetags.environment.
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "jinja2"],
        "OPTIONS": {"environment": "tracker.templatetags.environment.environment"},
    },
]

DATABASES = {"default": primary_database(embedded.database_url()), **replica_databases()}
DATABASE_ROUTERS = ["tracker.replicas.router.ReplicaRouter"]
DATABASE_REPLICA_MAX_LAG = replica_max_lag()
# Even so they are not where a pooler is seen to stand in between; see timeline.sql.
PREPARE_STATEMENTS = env_bool("PREPARE_STATEMENTS", default=True)
# What each process knows of the pages it has made (views.caching); other things are not cached.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
# For so many seconds a cache between us and the readers need not ask whether a page still holds.
SHARED_CACHE_SECONDS = env_number("SHARED_CACHE_SECONDS", default=10, least=0)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first, so that who is locked out is not even checked
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "login"
CSRF_FAILURE_VIEW = "tracker.views.not_saved.csrf_failure"
LOGIN_REDIRECT_URL = "processes"
LOGOUT_REDIRECT_URL = "processes"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Else WhiteNoise lets the pages of anybody read static files, which are for pages from here.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# An article is a page of text; the longest that we take is far below this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# That does not count files, which Django would put on the disk; ours are held in memory, and few.
FILE_UPLOAD_HANDLERS = ["tracker.views.trouble.FewFiles"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Security. Nothing inline, nothing from elsewhere: article text is somebody else's.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
# Nothing here asks for any of these, and nothing that gets in shall.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in [
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    ]
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A working day without a click, and one signs in again; every half hour of use begins it anew.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
VISIT_COOKIE_NAME = "visit"
if SECURE:
    # The prefix binds a cookie to this very host: no subdomain can plant one.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    # Of one path, which that prefix does not allow.
    VISIT_COOKIE_NAME = "__Secure-visit"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    # A load balancer asks by plain HTTP, from next door.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Threads of a web process are for waiting: on readers of long exports, and on the database. Only so
# many wait for strangers, so that pages go on.
THREADS = 8
EXPORTS_AT_ONCE = THREADS // 2
# Whoever neither sends nor reads for so many seconds is let go (tracker.worker).
CLIENT_TIMEOUT = env_number("CLIENT_TIMEOUT", default=30, least=1)

# Signing in: who fails too often, from one place at one name, waits. See tracker.logins.
PROXIES = env_number("PROXIES", default=0, least=0)
AXES_HANDLER = "tracker.logins.LoginHandler"
AXES_FAILURE_LIMIT = env_number("LOGIN_ATTEMPTS", default=5, least=1)
AXES_COOLOFF_TIME = timedelta(minutes=env_number("LOGIN_COOL_OFF", default=15, least=1))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "tracker.views.errors.too_many_logins"
AXES_CLIENT_IP_CALLABLE = "tracker.logins.client_address"
AXES_CLIENT_STR_CALLABLE = "tracker.logins.described"
AXES_RESET_ON_SUCCESS = True
# Trying on does not make the wait longer, so nobody can keep an editor out for good.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# The editors' clock: revisions are written by triggers and may never be rewritten.
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LOG_FORMAT = env_choice(
    "LOG_FORMAT", choices=FORMATS, default="plain" if sys.stderr.isatty() else "json"
)
LOGGING = logging_config(LOG_FORMAT)
