"""What an address of the database becomes, and what a server of PostgreSQL sees of it."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db.utils import ConnectionHandler

from percutis.web.database import database_of
from tests.web.running.house import Served, served, until


@pytest.mark.parametrize(("end", "planned"), [("", 2), ("?sslmode=require", 2), ("?server_side_binding=false", None)])
def test_postgresql_plans_once_unless_told(end: str, planned: int | None) -> None:
    """A connection keeps its plans, but not where a pool lends it for one transaction."""
    options = database_of(f"postgres://percutis@database/percutis{end}")["OPTIONS"]
    assert options.get("prepare_threshold") == planned
    assert options["server_side_binding"] is bool(planned)


def test_what_the_address_says_goes_before_ours() -> None:
    """And SQLite knows nothing of PostgreSQL's."""
    assert database_of("postgres://database/percutis?connect_timeout=9")["OPTIONS"]["connect_timeout"] == 9
    options = database_of("sqlite:///percutis.sqlite3?timeout=3")["OPTIONS"]
    assert options["timeout"] == 3
    assert not {"prepare_threshold", "connect_timeout"} & options.keys()


def plans_kept(address: str) -> int:
    """How many plans a new connection keeps after the same question was asked three times."""
    connection = ConnectionHandler({"default": database_of(address)})["default"]
    try:
        with connection.cursor() as cursor:
            for number in range(3):
                cursor.execute("SELECT %s::int + 1", [number])
                assert cursor.fetchone() == (number + 1,)
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%::int + 1"])
            return int(cursor.fetchone()[0])
    finally:
        connection.close()


@pytest.mark.django_db
def test_what_is_asked_again_is_planned_once(new_database: Callable[..., str]) -> None:
    """On a PostgreSQL server, as it says itself."""
    address = new_database()
    assert plans_kept(address) == 1
    assert plans_kept(f"{address}&server_side_binding=false") == 0


TOKEN = "t" * 32
OTHERS = "FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"


def log_in(host: Served) -> int:
    """How somebody whom nobody knows is answered."""
    who = {"Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
    return host.ask("/login/", b"username=nobody&password=nothing-of-the-kind", **who)[0]


def test_server_that_goes_away_is_said_and_comes_back(
    bare: Callable[[Path], Path], new_database: Callable[..., str], server: str, tmp_path: Path
) -> None:
    """The threads of a web process share a connection or two; without any they say that the database is away."""
    address = new_database()
    name = address.partition("?")[0].rpartition("/")[2]
    with (
        psycopg.connect(server, autocommit=True) as asked,
        served(bare(tmp_path), "--workers", "1", "--no-worker", DATABASE_URL=address) as host,
    ):
        assert {log_in(host) for _turn in range(4)} == {422}
        (count,) = asked.execute(f"SELECT count(*) {OTHERS}", [name]).fetchone() or (0,)
        assert count <= 3
        asked.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")  # type: ignore[arg-type]
        asked.execute(f"SELECT pg_terminate_backend(pid) {OTHERS}", [name])
        assert (log_in(host), host.ask("/health/ready")[0]) == (503, 503)
        asked.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")  # type: ignore[arg-type]
        until(lambda: log_in(host) in (422, 429), host)
