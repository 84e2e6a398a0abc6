"""Short secrets kept in the database so that a copy of the database alone does not give them away."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def seal(secret: str) -> str:
    """The secret as it is kept: encrypted and signed under the installation's key."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The secret; None where it was sealed under another key, or changed."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def digest(value: str, purpose: str) -> str:
    """64 signs that stand for a value and are the same only on this installation."""
    return salted_hmac(f"percutis.{purpose}", value, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    key = salted_hmac("percutis.sealing", "second factor", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
