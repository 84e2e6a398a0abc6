"""The two halves of the key of the backups. The public half stays here and only seals; the secret half, which opens,
is shown once and kept by people, elsewhere: whoever steals this machine cannot read its backups.
"""

from pathlib import Path

import pyrage

from percutis.domain.errors import InputError
from percutis.web.home import home, write_whole

FILE = "backup.recipient"
FORM = "an age key that begins with AGE-SECRET-KEY-"


def new_key(*, replace: bool = False) -> str:
    """The secret half of a new key, kept nowhere; its public half now seals the backups of this home.

    Raises:
        InputError: there is a key, and `replace` does not say that it is to be replaced.
    """
    path = home() / FILE
    if path.exists() and not replace:
        raise InputError.one("--new-key", "a home that has a key", "--replace-key; older backups stay with the old key")
    identity = pyrage.x25519.Identity.generate()
    write_whole(path, f"{identity.to_public()}\n".encode())
    return str(identity)


def has_recipient() -> bool:
    """Whether this home knows for whom to seal."""
    return (home() / FILE).exists()


def recipient(named: str | None = None) -> pyrage.x25519.Recipient:
    """For whom backups are sealed: the public half that is named, else the one of this home.

    Raises:
        InputError: neither, or something else.
    """
    path = home() / FILE
    text = named or (path.read_text().strip() if path.exists() else "")
    if not text:
        raise InputError.one("--to", "no key", "a key that begins with age1, or first: percutis backup --new-key")
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        place, other = ("--to", "") if named else (str(path), ", or a new one: percutis backup --new-key --replace-key")
        raise InputError.one(place, text, f"a key that begins with age1{other}") from None


def identity(path: Path) -> pyrage.x25519.Identity:
    """The secret half of a key from a file; lines that begin with # are passed over, as age writes them.

    Raises:
        InputError: no such file, or no key in it. What stands there is not repeated.
    """
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        raise InputError.one("--key", str(path), f"a file with {FORM}") from None
    found = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        return pyrage.x25519.Identity.from_str(found[0].upper() if found else "")
    except pyrage.IdentityError:
        raise InputError.one("--key", f"{path}, which holds no such key", FORM) from None
