"""Where this installation keeps its own things: the database, the photographs and its secret. Nothing else is written.

PERCUTIS_HOME names the folder; without it, it is `percutis` in the user's data folder. What must not be read from the
list of processes may stand in a file instead: NAME_FILE names the file that holds the value of NAME.
"""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from platformdirs import user_data_path

MOVED_AWAY = "moved-away"  # the file that is there once the clinic was moved from this home's own database to another


def home_in(environ: Mapping[str, str]) -> Path:
    """The folder that such an environment names, whether it is there or not."""
    return Path(environ.get("PERCUTIS_HOME") or user_data_path("percutis"))


def home() -> Path:
    """The folder, made on first use and readable by its owner only."""
    folder = home_in(os.environ)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key() -> str:
    """The key that signs log-ins: PERCUTIS_SECRET_KEY or the file that PERCUTIS_SECRET_FILE names, else one made once
    and kept in the home folder.
    """
    file = os.environ.get("PERCUTIS_SECRET_FILE")
    named = os.environ.get("PERCUTIS_SECRET_KEY") or (Path(file).read_text().strip() if file else "")
    return named or kept_secret(home() / "secret.key")


def given(name: str, otherwise: str = "") -> str:
    """What the environment says under that name, or in the file that NAME_FILE names."""
    file = os.environ.get(f"{name}_FILE")
    return os.environ.get(name) or (Path(file).read_text().strip() if file else otherwise)


def kept_secret(path: Path) -> str:
    """The secret in the file, put there first where there is none; of processes that race the first one's counts."""
    if not path.exists():
        with _whole(path, secrets.token_urlsafe(64).encode()) as part, suppress(FileExistsError):
            os.link(part, path)
    return path.read_text()


def write_whole(path: Path, content: bytes) -> None:
    """The file with that content, for its owner alone; on a full disk it stays as it was."""
    with _whole(path, content) as part:
        os.replace(part, path)


@contextmanager
def _whole(path: Path, content: bytes) -> Iterator[Path]:
    """The content on the disk, beside the place that it is for, until it has been put there."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)
