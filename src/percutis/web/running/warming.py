"""A web process made warm before its first request: what every page needs is read, and kept out of the way of garbage
collection.

Without it the first person at each process waits one to two seconds for the editions to be read. A collection of the
oldest generation walked through them again and again, 0.1 s each time, in the middle of a page.
"""

import gc
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver

from percutis.protocol.load import LATEST, load_edition, load_texts


def warm() -> None:
    """Every page imported, the newest edition and its wording read, every template of ours compiled."""
    _pages = get_resolver().url_patterns
    load_edition(LATEST)
    for language, _name in settings.LANGUAGES:
        load_texts(LATEST, language)
    for name in _templates():
        get_template(name)
    gc.collect()
    gc.freeze()


def _templates() -> list[str]:
    folders = [Path(app.path, "templates") for app in apps.get_app_configs() if app.name.startswith("percutis.")]
    return [path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html")]
