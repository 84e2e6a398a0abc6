"""Django's settings. What differs between installations comes from the environment; everything else stands here.

PERCUTIS_HOME         folder of the database, the photographs and the secret
DATABASE_URL          postgres://… instead of SQLite in that folder
PERCUTIS_PHOTOGRAPHS  s3://… instead of files in that folder (see `percutis.web.store`)
PERCUTIS_SECRET_FILE  file of the key that signs log-ins; else one is made in the home folder
PERCUTIS_HOSTS        host names under which the clinic is served, by comma; this machine only by default
PERCUTIS_HTTPS        "off" only where no certificate stands before it, such as the demo on this machine
PERCUTIS_BEHIND_PROXY  addresses of the reverse proxy, by comma; only its word on a visitor is believed
PERCUTIS_ADDRESS      the address that patients are sent, such as https://clinic.example
PERCUTIS_SECURITY_CONTACT  whom to tell of a weakness, such as mailto:it@clinic.example; shown to everybody
PERCUTIS_MESSAGES     addresses of the gateways, by blank (see `percutis.web.gateways`); without one, messages wait in
                      the outbox
PERCUTIS_SECOND_FACTOR  "offered" lets the staff log in by password alone; "required" unless said
PERCUTIS_LOG          "json" writes the log as one object a line

DATABASE_URL and PERCUTIS_MESSAGES may stand in files: DATABASE_URL_FILE and PERCUTIS_MESSAGES_FILE name them.
"""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from percutis.web.database import database_of
from percutis.web.home import given, home, secret_key
from percutis.web.networks import networks_of
from percutis.web.store import store_of

HERE = Path(__file__).parent
HOME = home()
INSTALLED_ASSETS = Path(os.environ.get("PERCUTIS_ASSETS") or HERE.parents[2] / "build" / "assets")

SECRET_KEY = secret_key()
DEBUG = False
HTTPS = os.environ.get("PERCUTIS_HTTPS", "on") != "off"
LOCAL_HOSTS = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = os.environ.get("PERCUTIS_HOSTS", LOCAL_HOSTS).split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "percutis.web.ui",
    "percutis.web.accounts",
    "percutis.web.records",
    "percutis.web.clinic",
    "percutis.web.patient",
    "percutis.web.running",
]

MIDDLEWARE = [
    "percutis.web.running.health.HealthMiddleware",
    "percutis.web.running.proxy.ProxyMiddleware",
    "percutis.web.running.requests.RequestLineMiddleware",
    "percutis.web.ui.security.ContentSecurityMiddleware",
    "percutis.web.ui.methods.MethodsMiddleware",
    "percutis.web.ui.nul.NulMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "percutis.web.running.in_turn.InTurnMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "percutis.web.accounts.staying.StayingMiddleware",
    "percutis.web.ui.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "percutis.web.urls"
WSGI_APPLICATION = "percutis.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "percutis.web.ui.context.page",
                "percutis.web.clinic.context.emergencies",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "percutis.web.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": database_of(given("DATABASE_URL", f"sqlite:///{HOME / 'percutis.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["percutis.web.accounts.coming_back.StaffBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "percutis.web.accounts.passwords.UnlikeOneself"},
    {"NAME": "percutis.web.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "percutis.web.accounts.passwords.NotEverybodys"},
    {"NAME": "percutis.web.accounts.passwords.MoreThanThisPlace"},
]
IDLE_FOR, LOGGED_IN_FOR = timedelta(hours=2), timedelta(hours=12)
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ur", _("Urdu"))]
LOCALE_PATHS = [HERE / "locale"]
OF_HOST = "__Host-" if HTTPS else ""  # a browser takes such a cookie from this host only, and by HTTPS only
OF_PORT = "" if HTTPS else ":8000"  # without a web server before it
LANGUAGE_COOKIE_NAME = f"{OF_HOST}language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Karachi"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [INSTALLED_ASSETS] if INSTALLED_ASSETS.is_dir() else []
STORAGES = {
    "default": store_of(os.environ.get("PERCUTIS_PHOTOGRAPHS", ""), HOME / "photographs"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "photographs"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MOST_PHOTOGRAPH_BYTES = 30 * 1024 * 1024

SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{OF_HOST}sessionid", f"{OF_HOST}csrftoken"
PATIENT_COOKIE_NAME = f"{OF_HOST}me"
MESSAGE_STORAGE = "percutis.web.ui.said.HostCookie"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_ENGINE = "percutis.web.accounts.coming_back"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^api/"]  # a program that is sent on would send its key openly every time; it is refused
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
PROXIES = networks_of(os.environ.get("PERCUTIS_BEHIND_PROXY", ""))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DEMO = os.environ.get("PERCUTIS_DEMO") == "on"  # made-up people only: the outbox page may show one-time codes
ADDRESS = os.environ.get("PERCUTIS_ADDRESS", f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}{OF_PORT}")
SECOND_FACTOR = os.environ.get("PERCUTIS_SECOND_FACTOR", "offered" if DEMO else "required")
SECURITY_CONTACT = os.environ.get("PERCUTIS_SECURITY_CONTACT", "")
MESSAGES = given("PERCUTIS_MESSAGES").split()
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOG = "json" if os.environ.get("PERCUTIS_LOG") == "json" else "text"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "percutis.web.running.lines.TextLine"},
        "json": {"()": "percutis.web.running.lines.JsonLine"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "percutis": {"level": "INFO"},
        "_granian": {"level": "ERROR"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},  # Django's own handlers would print values
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # the line of the request says 400; no place is broken
        "apprise": {"handlers": [], "level": "CRITICAL", "propagate": False},  # it names telephone numbers
    },
}
