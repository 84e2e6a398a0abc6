"""The folder of the demo: its own, emptied first, so that no real record is ever near it."""

import os
import shutil
from pathlib import Path

from platformdirs import user_cache_path


def use_demo_home(address: str) -> Path:
    """The emptied folder, named in the environment before the settings are read."""
    folder = Path(os.environ.get("PERCUTIS_DEMO_HOME") or user_cache_path("percutis") / "demo")
    shutil.rmtree(folder, ignore_errors=True)
    os.environ["PERCUTIS_HOME"] = str(folder)
    os.environ["PERCUTIS_HTTPS"] = "off"
    os.environ["PERCUTIS_DEMO"] = "on"
    os.environ["PERCUTIS_ADDRESS"] = address
    for name in ("DATABASE_URL", "PERCUTIS_MESSAGES"):
        os.environ.pop(name, None)
    return folder
