"""The folder of the demo: its own, emptied first, so that no real record is ever near it."""

import os
import shutil
from pathlib import Path

from platformdirs import user_cache_path

from percutis.domain.errors import InputError

MARK = "this-is-the-demo"


def use_demo_home(address: str) -> Path:
    """The emptied folder, named in the environment before the settings are read.

    Raises:
        InputError: PERCUTIS_DEMO_HOME holds anything but a demo, or a demo is served from the folder just now.
    """
    named = os.environ.get("PERCUTIS_DEMO_HOME")
    folder = Path(named) if named else user_cache_path("percutis") / "demo"
    if named and not _may_be_emptied(folder):
        raise InputError.one("PERCUTIS_DEMO_HOME", f"{folder}, which holds something else", "an empty folder, or none")
    os.environ["PERCUTIS_HOME"] = str(folder)
    os.environ["PERCUTIS_HTTPS"] = "off"
    os.environ["PERCUTIS_DEMO"] = "on"
    os.environ["PERCUTIS_ADDRESS"] = address
    for name in ("DATABASE_URL", "PERCUTIS_MESSAGES"):
        os.environ.pop(name, None)
    _empty(folder)
    return folder


def _may_be_emptied(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and (not any(folder.iterdir()) or (folder / MARK).exists()))


def _empty(folder: Path) -> None:
    from percutis.web.running.alone import alone

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone():
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / MARK).touch()
