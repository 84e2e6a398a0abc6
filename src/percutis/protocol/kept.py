"""Keeps what was slow to make: a value of the domain, in the user's cache, under the digest of what it was made from.

The kept form is a pickle, because rebuilding an edition any other way costs a person a tenth of a second at every
command. It is read by an unpickler that knows the domain's own classes and dates, and refuses everything else.
"""

import hashlib
import io
import pickle
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

Value = TypeVar("Value")


class _DomainOnly(pickle.Unpickler):
    """Builds values of the domain and nothing else, so that a planted file cannot run anything."""

    def find_class(self, module: str, name: str) -> Any:
        if "." not in name and (module.startswith("percutis.domain.") or (module, name) == ("datetime", "date")):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value of the domain")


def kept(name: str, sources: Iterable[Path], kind: type[Value], make: Callable[[], Value]) -> Value:
    """What `make` gives, remembered as long as none of the `sources` changes. A broken file is made anew."""
    digest = hashlib.sha256()
    for path in sources:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    try:
        place = keeping_place() / f"{name}-{digest.hexdigest()}.pickle"
    except RuntimeError:  # a user without a home folder, as services have
        return make()
    with suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError):
        found = _DomainOnly(io.BytesIO(place.read_bytes())).load()
        if isinstance(found, kind):
            return found
    made = make()
    with suppress(OSError):
        _write_whole(place, pickle.dumps(made, protocol=5))
    return made


def keeping_place() -> Path:
    """The folder in the user's cache."""
    return user_cache_path("percutis")


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside and rename, so that no reader ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
    Path(part.name).replace(path)
