"""What an address of the database becomes."""

from collections.abc import Callable

import pytest
from django.db.utils import ConnectionHandler

from percutis.web.database import database_of


@pytest.mark.parametrize(("end", "planned"), [("", 2), ("?sslmode=require", 2), ("?server_side_binding=false", None)])
def test_postgresql_plans_once_unless_told(end: str, planned: int | None) -> None:
    """A connection keeps its plans, but not where a pool lends it for one transaction."""
    options = database_of(f"postgres://percutis@database/percutis{end}")["OPTIONS"]
    assert options.get("prepare_threshold") == planned
    assert options["server_side_binding"] is bool(planned)


def test_what_the_address_says_goes_before_ours() -> None:
    """And SQLite knows nothing of PostgreSQL's."""
    assert database_of("postgres://database/percutis?connect_timeout=9")["OPTIONS"]["connect_timeout"] == 9
    options = database_of("sqlite:////tmp/percutis.sqlite3?timeout=3")["OPTIONS"]
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
