"""Settings and files: could somebody come in who should not?"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from percutis.web.doctor.finding import Finding, note, unhealthy, unsafe, well
from percutis.web.surroundings import unknown_names

OTHERS = 0o077


def settings_checked() -> Iterator[Finding]:
    """What the environment asks for."""
    if settings.DEBUG:
        yield unsafe("debug", "Pages of errors show the inside of the program.", "Set DEBUG off in the settings.")
    if settings.DEMO:
        yield unsafe(
            "demo", "This is the demo: everybody knows its passwords.", "Unset PERCUTIS_DEMO before real patients."
        )
    yield from _https()
    yield from _hosts()
    yield from _second_factor()
    if names := unknown_names(os.environ):
        yield note(
            "names", f"These settings mean nothing: {', '.join(names)}.", "Look for a letter too many or too few."
        )


def files_checked() -> Iterator[Finding]:
    """Who may read the home folder and the secrets in it."""
    open_ones = [path for path in _private() if path.exists() and path.stat().st_mode & OTHERS]
    for path in open_ones:
        mode = "700" if path.is_dir() else "600"
        yield unsafe("files", f"Other users of this machine may read {path}.", f"chmod {mode} {path}")
    if not open_ones:
        yield well("files", "The home folder and the secrets in it are readable by their owner only.")
    owner = settings.HOME.stat().st_uid
    if strange := sorted(path for path in _written() if path.lstat().st_uid != owner):
        yield unhealthy(
            "owner",
            f"{strange[0]} belongs to another user than the home folder, which may not write it.",
            f"chown -R --reference={settings.HOME} {settings.HOME}; then run percutis as that user only.",
        )
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield note(
            "user", "The application runs as root.", "Give it a user of its own, as deploy/percutis.service does."
        )


def _https() -> Iterator[Finding]:
    local = _is_local()
    if settings.HTTPS:
        yield well("https", "Pages are served by HTTPS only, and cookies travel no other way.")
    elif local:
        yield note("https", "HTTPS is off; only this machine can open the pages.", "Unset PERCUTIS_HTTPS for others.")
    else:
        yield unsafe(
            "https",
            "HTTPS is off: passwords and records can be read on the way.",
            "Unset PERCUTIS_HTTPS; see docs/running.md.",
        )
    if settings.HTTPS and not settings.PROXIES:
        yield note(
            "proxy",
            "No web server before this one is named, so nobody comes in by HTTPS.",
            "Name its address in PERCUTIS_BEHIND_PROXY; 127.0.0.1 where it runs on this machine.",
        )
    if settings.HTTPS and not settings.ADDRESS.startswith("https://"):
        yield unsafe(
            "address", "Patients are sent an address without HTTPS.", "Let PERCUTIS_ADDRESS begin with https://."
        )


def _hosts() -> Iterator[Finding]:
    if "*" in settings.ALLOWED_HOSTS:
        yield unsafe("hosts", "Any host name is answered.", "Name your own in PERCUTIS_HOSTS.")
    elif _is_local():
        yield note("hosts", "Only this machine can open the pages.", "Name the host in PERCUTIS_HOSTS for others.")
    else:
        yield well("hosts", f"Answered as {', '.join(settings.ALLOWED_HOSTS)} only.")


def _second_factor() -> Iterator[Finding]:
    if settings.SECOND_FACTOR == "required":
        yield well("second factor", "Nobody of the staff comes in by a password alone.")
    else:
        yield unsafe(
            "second factor",
            "A stolen password alone opens the clinic: the second factor is only offered.",
            "Unset PERCUTIS_SECOND_FACTOR; everybody sets one up at the next log-in.",
        )


def _is_local() -> bool:
    return set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}


def _private() -> Iterator[Path]:
    home: Path = settings.HOME
    yield from (home, home / "secret.key", home / "photographs", home / "percutis.sqlite3")
    for name in ("PERCUTIS_SECRET_FILE", "DATABASE_URL_FILE", "PERCUTIS_MESSAGES_FILE", "AWS_SECRET_ACCESS_KEY_FILE"):
        if named := os.environ.get(name):
            yield Path(named)


def _written() -> Iterator[Path]:
    """What lies in the home."""
    home: Path = settings.HOME
    yield from (path for path in home.iterdir() if not path.is_symlink())
