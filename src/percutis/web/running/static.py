"""Static files laid out under far-future names and packed, once for each version of them."""

import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = "laid-out"


def lay_out_static() -> None:
    """Nothing, where the files that lie there are made from those of this version: packing them takes seconds."""
    stamp = settings.HOME / STAMP
    found = hashlib.sha256("\n".join(sorted(_files())).encode()).hexdigest()
    if settings.STATIC_ROOT.is_dir() and stamp.exists() and stamp.read_text() == found:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found)


def _files() -> Iterator[str]:
    """Each source by its name, size and moment of change."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}"
