"""Where this installation keeps its own things: the database, the photographs and its secret. Nothing else is written.

PERCUTIS_HOME names the folder; without it, it is `percutis` in the user's data folder.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path


def home() -> Path:
    """The folder, made on first use and readable by its owner only."""
    folder = Path(os.environ.get("PERCUTIS_HOME") or user_data_path("percutis"))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key() -> str:
    """The key that signs log-ins: PERCUTIS_SECRET_KEY, else one made once and kept in the home folder."""
    named = os.environ.get("PERCUTIS_SECRET_KEY")
    return named or kept_secret(home() / "secret.key")


def kept_secret(path: Path) -> str:
    """The secret in the file, written there first where there is none; two processes that race agree on one."""
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()
