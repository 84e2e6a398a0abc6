"""Settings of the tests: a home of their own, no certificate, quick passwords. Everything else as in earnest."""

import os
import tempfile

os.environ.setdefault("PERCUTIS_HOME", tempfile.mkdtemp(prefix="percutis-tests-"))
os.environ["PERCUTIS_HTTPS"] = "off"
os.environ.setdefault("PERCUTIS_SECOND_FACTOR", "offered")  # most tests are not about logging in

from percutis.web.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a test logs in often, and keeps no secret
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser of the journeys runs a loop beside the database
if DATABASES["default"]["ENGINE"] == "percutis.web.sqlite3":  # noqa: F405
    # In memory nobody queues, and by this name alone pytest-django knows that the database of a test is there.
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"  # noqa: F405
DATABASES["default"]["TEST"] = {"MIGRATE": False}  # noqa: F405  (the tables at once: the same, a test says)
STORAGES = {
    "default": {"BACKEND": "percutis.web.folder.Folder"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
