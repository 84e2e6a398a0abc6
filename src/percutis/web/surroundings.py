"""The environment held against what the application can be run with: every problem at once, before anything starts."""

import os
import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from percutis.domain.errors import InputError, Problem
from percutis.web.database import database_of
from percutis.web.home import MOVED_AWAY, home_in
from percutis.web.networks import networks_of
from percutis.web.store import store_of

KNOWN = {
    "PERCUTIS_BEHIND_PROXY", "PERCUTIS_SECURITY_CONTACT",
    "PERCUTIS_HOME", "PERCUTIS_HOSTS", "PERCUTIS_HTTPS", "PERCUTIS_ADDRESS", "PERCUTIS_MESSAGES",
    "PERCUTIS_MESSAGES_FILE", "PERCUTIS_PHOTOGRAPHS", "PERCUTIS_SECRET_KEY", "PERCUTIS_SECRET_FILE", "PERCUTIS_LOG",
    "PERCUTIS_DEMO", "PERCUTIS_DEMO_HOME", "PERCUTIS_ASSETS", "PERCUTIS_FONTS", "PERCUTIS_MODELS",
    "PERCUTIS_SERVED_BY", "PERCUTIS_SECOND_FACTOR",
}  # fmt: skip
FILES = (
    "PERCUTIS_SECRET_FILE", "DATABASE_URL_FILE", "PERCUTIS_MESSAGES_FILE",
    "AWS_ACCESS_KEY_ID_FILE", "AWS_SECRET_ACCESS_KEY_FILE",
)  # fmt: skip
DATABASES = ("postgres", "postgresql", "sqlite")
WHOLE_SECONDS = ("timeout", "connect_timeout")
SHORTEST_SECRET = 50
CONTACT = re.compile(r"(?:mailto:[^\s@]+@[^\s@]+|tel:\+\d+|https://\S+)")
CHOICES = {
    "PERCUTIS_HTTPS": ("on", "off"),
    "PERCUTIS_LOG": ("text", "json"),
    "PERCUTIS_SECOND_FACTOR": ("required", "offered"),
}
HOLE = "{phone}"


def refuse_surroundings(environ: Mapping[str, str]) -> None:
    """Nothing, where the application can run.

    Raises:
        InputError: every problem of the environment.
    """
    if problems := tuple(problems_of(environ)):
        raise InputError(problems)


def problems_of(environ: Mapping[str, str]) -> Iterator[Problem]:
    """What cannot be, in the order of the settings. A secret is never repeated."""
    yield from _unreadable_files(environ)
    yield from _home(environ)
    yield from _secret(environ)
    yield from _database(environ)
    yield from _messages(environ)
    yield from _photographs(environ)
    yield from _names(environ)
    yield from _proxy(environ)
    yield from _contact(environ)
    yield from _choices(environ)


def unknown_names(environ: Mapping[str, str]) -> list[str]:
    """Names that look like ours and mean nothing: probably misspelt."""
    return sorted(name for name in environ if name.startswith("PERCUTIS_") and name not in KNOWN)


def _unreadable_files(environ: Mapping[str, str]) -> Iterator[Problem]:
    for name in FILES:
        path = environ.get(name)
        if path and not _is_readable(path):
            yield Problem(name, repr(path), "a file that this user may read")


def _home(environ: Mapping[str, str]) -> Iterator[Problem]:
    home = Path(environ.get("PERCUTIS_HOME") or ".")
    nearest = next((folder for folder in (home, *home.absolute().parents) if folder.exists()), home)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        yield Problem("PERCUTIS_HOME", repr(str(home)), "a folder that this user may write into")


def _secret(environ: Mapping[str, str]) -> Iterator[Problem]:
    file = environ.get("PERCUTIS_SECRET_FILE", "")
    secret = environ.get("PERCUTIS_SECRET_KEY") or (Path(file).read_text().strip() if _is_readable(file) else None)
    if secret is not None and len(secret) < SHORTEST_SECRET:
        place = "PERCUTIS_SECRET_FILE" if file else "PERCUTIS_SECRET_KEY"
        yield Problem(place, f"{len(secret)} signs", f"at least {SHORTEST_SECRET} signs that nobody can guess")
    kept = home_in(environ) / "secret.key"
    if secret is None and _is_readable(str(kept)) and len(kept.read_bytes()) < SHORTEST_SECRET:
        allowed = "the one of a backup: restore it into another home, and copy secret.key from there"
        yield Problem(str(kept), "a secret that was cut off", allowed)


def _database(environ: Mapping[str, str]) -> Iterator[Problem]:
    address = _value(environ, "DATABASE_URL")
    scheme = urlsplit(address).scheme
    if not address:
        yield from _moved_away(environ)
        return
    if scheme not in DATABASES:
        yield Problem("DATABASE_URL", f"{scheme or 'something'}://…", "postgres://USER:PASSWORD@HOST/NAME, or none")
        return
    try:
        options = database_of(address)["OPTIONS"]
    except ValueError:  # what it was given may hold a password, and is not repeated
        yield Problem("DATABASE_URL", f"{scheme}://…", "a number as port; # and @ of a password as %23 and %40")
        return
    for name in WHOLE_SECONDS:
        if not isinstance(options.get(name, 0), int):
            yield Problem("DATABASE_URL", f"?{name}={options[name]}", "whole seconds")


def _moved_away(environ: Mapping[str, str]) -> Iterator[Problem]:
    """Whoever forgets the new address would write into the old database, and back that one up every night."""
    mark = home_in(environ) / MOVED_AWAY
    if _is_readable(str(mark)):
        allowed = f"the address that it was moved to; to go on with the old database instead, take {mark} away"
        yield Problem("DATABASE_URL", f"none, but the clinic was moved on {mark.read_text().strip()}", allowed)


def _messages(environ: Mapping[str, str]) -> Iterator[Problem]:
    for number, address in enumerate(_value(environ, "PERCUTIS_MESSAGES").split(), 1):
        if "://" not in address or HOLE not in address:
            given = f"{urlsplit(address).scheme or 'something'}://…"
            yield Problem("PERCUTIS_MESSAGES", f"{given} as number {number}", f"an address with {HOLE} in it")


def _photographs(environ: Mapping[str, str]) -> Iterator[Problem]:
    address = environ.get("PERCUTIS_PHOTOGRAPHS", "")
    if address and not find_spec("storages"):
        yield Problem("PERCUTIS_PHOTOGRAPHS", repr(address), "none, or first: pip install percutis[chain]")
        return
    try:
        store_of(address, Path())
    except InputError as error:
        yield from error.problems


def _names(environ: Mapping[str, str]) -> Iterator[Problem]:
    hosts = [host for host in environ.get("PERCUTIS_HOSTS", "").split(",") if host]
    not_names = [host for host in hosts if host == "*" or "/" in host or host != host.strip()]
    for host in not_names:
        yield Problem("PERCUTIS_HOSTS", repr(host), "names such as clinic.example, by comma, without https:// or *")
    address = environ.get("PERCUTIS_ADDRESS", "")
    parts = urlsplit(address)
    if address and (parts.scheme not in ("https", "http") or not parts.hostname):
        yield Problem("PERCUTIS_ADDRESS", repr(address), "an address such as https://clinic.example")
    elif hosts and not not_names and parts.hostname and parts.hostname not in hosts:
        yield Problem("PERCUTIS_ADDRESS", repr(address), f"an address of PERCUTIS_HOSTS: {', '.join(hosts)}")


def _proxy(environ: Mapping[str, str]) -> Iterator[Problem]:
    named = environ.get("PERCUTIS_BEHIND_PROXY", "")
    try:
        networks_of(named)
    except ValueError:
        yield Problem("PERCUTIS_BEHIND_PROXY", repr(named), "addresses or networks such as 127.0.0.1, by comma")


def _contact(environ: Mapping[str, str]) -> Iterator[Problem]:
    named = environ.get("PERCUTIS_SECURITY_CONTACT", "")
    if named and (not CONTACT.fullmatch(named)):
        allowed = "mailto:it@clinic.example, tel:+92… or https://clinic.example/…"
        yield Problem("PERCUTIS_SECURITY_CONTACT", repr(named), allowed)


def _choices(environ: Mapping[str, str]) -> Iterator[Problem]:
    for name, allowed in CHOICES.items():
        if (given := environ.get(name, allowed[0])) not in allowed:
            yield Problem(name, repr(given), " or ".join(allowed))


def _value(environ: Mapping[str, str], name: str) -> str:
    file = environ.get(f"{name}_FILE", "")
    return environ.get(name) or (Path(file).read_text().strip() if _is_readable(file) else "")


def _is_readable(path: str) -> bool:
    return bool(path) and os.access(path, os.R_OK) and Path(path).is_file()
