"""The key of a program: made once, shown once, kept as its hash."""

import hashlib
import secrets

PREFIX = "percutis_"  # lets a scanner of source code recognise a key that leaked


def new_key() -> str:
    """A key with 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of_key(key: str) -> str:
    """What is kept of a key. So many random bits cannot be guessed back from a plain hash."""
    return hashlib.sha256(key.encode()).hexdigest()
