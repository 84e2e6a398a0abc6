"""A real Chromium: the machine's own. Without one the journeys are left out, but never on a build server."""

import os
import shutil

# The one without windows first: it does the same with a third less work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


class NoBrowserError(RuntimeError):
    """No Chromium on this machine."""


def chromium() -> tuple[str, dict[str, str]]:
    """The program, and the environment that it needs.

    Raises:
        NoBrowserError: none of the usual names leads to one.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return found, dict(os.environ)
    raise NoBrowserError(f"none of {', '.join(NAMES)} is installed; the journeys need a real browser")
