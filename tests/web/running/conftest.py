"""Fixtures: a filled home that is copied for each test, and a PostgreSQL server with databases to copy."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.postgresql import postgresql
from tests.web.running.house import fill, make_ready, percutis

NUMBERS = count(1)
TABLES = "tables"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A home with a clinic in it, never touched, and how to come in."""
    home = tmp_path_factory.mktemp("filled") / "home"
    return home, fill(home)


@pytest.fixture
def home(filled: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(filled[0], tmp_path / "home"))


@pytest.fixture
def bare(filled: tuple[Path, dict[str, Any]]) -> Callable[[Path], Path]:
    """Makes a home with nothing but the static files laid out, which takes seconds otherwise."""

    def made(home: Path) -> Path:
        shutil.copytree(filled[0] / "static", home / "static")
        shutil.copy2(filled[0] / "laid-out", home)
        return home

    return made


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
    with postgresql(str(tmp_path_factory.mktemp("pg"))) as found:
        yield found


@pytest.fixture(scope="session")
def new_database(server: str) -> Callable[..., str]:
    """Makes a database on that server and says its address: empty, or like another."""

    def made(like: str = "template1") -> str:
        name = f"clinic{next(NUMBERS)}"
        with psycopg.connect(server, autocommit=True) as asked:
            asked.execute(f"CREATE DATABASE {name} TEMPLATE {like}")  # type: ignore[arg-type]
        return server.replace("/postgres?", f"/{name}?")

    return made


@pytest.fixture(scope="session")
def tables(new_database: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with every table and no row of a clinic: to make one takes seconds, to copy it none."""
    address = new_database()
    home = tmp_path_factory.mktemp("tables") / "home"
    make_ready(home, DATABASE_URL=address)
    return address.partition("?")[0].rpartition("/")[2]
