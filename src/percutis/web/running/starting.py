"""Made ready: the settings checked, tables brought up to date by one process at a time, static files laid out."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from percutis.domain.errors import InputError

ONE_AT_A_TIME = 7_203_190_411  # the number of our lock in PostgreSQL: any fixed one
KEPT_COPIES = 3
NAMED = "that of the clinic, which PERCUTIS_HOME or DATABASE_URL names; a new one begins with percutis clinic new"


def set_up() -> None:
    """Django, ready to be asked.

    Raises:
        InputError: everything in the environment that it cannot be run with.
    """
    from percutis.web.surroundings import refuse_surroundings

    refuse_surroundings(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "percutis.web.settings")
    import django

    django.setup()


def reach_database() -> None:
    """Django, and its database answering, whatever it holds.

    Raises:
        InputError: everything in the environment that it cannot be run with, or a database that does not answer.
    """
    set_up()
    from django.db import OperationalError, connection

    from percutis.web.running.unanswered import why

    _make_file()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        if problem := why(error):
            raise InputError((problem,)) from error
        raise


def open_records() -> None:
    """The same, where records are.

    Raises:
        InputError: also a database without a table, as of another home than the one that was meant.
    """
    reach_database()
    from percutis.web.running.laying import is_empty

    if is_empty():
        raise InputError.one("the database", "no records", NAMED)


def prepare() -> None:
    """Tables and static files as this version of the application needs them. Safe to repeat, and for several hosts to
    do at once: one changes the tables, the others wait and find them done.

    Raises:
        InputError: the environment, a database that does not answer, or tables of a newer version of the program.
    """
    reach_database()
    from django.db import connection

    from percutis.web.running.static import lay_out_static

    with one_at_a_time():
        _change_tables()
        lay_out_static()
    connection.close()


def _make_file() -> None:
    """The file of a new SQLite database, which only its owner may read; SQLite itself would let everybody.

    Raises:
        InputError: one that is there and may not be written; a page that writes would be the first to say so.
    """
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and name != ":memory:":
        with suppress(OSError):  # it cannot be made, which SQLite says
            os.close(os.open(name, os.O_CREAT, 0o600))
        with suppress(OSError):  # a command that only looked may have left one without a table
            if not Path(name).stat().st_size:
                Path(name).chmod(0o600)
        if os.path.exists(name) and not os.access(name, os.W_OK):
            raise InputError.one("the database", f"{name}, which this user may not write", "to be the clinic's user")


def _change_tables() -> None:
    from django.core.management import call_command

    from percutis.web.accounts.guards import LOG, stand
    from percutis.web.records.guards import GUARDS
    from percutis.web.running.laying import is_empty, lay_out_tables
    from percutis.web.running.tables import tables_of_a_newer_version, tables_to_change

    if is_empty():
        lay_out_tables()
    if newer := tables_of_a_newer_version():
        raise InputError.one("the database", ", ".join(newer), "tables of this version; start the newer program again")
    if tables_to_change():
        keep_copy()
        call_command("migrate", interactive=False, verbosity=0)
    stand((*LOG, *GUARDS))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Alone on this home, and on PostgreSQL alone on the database."""
    from django.conf import settings
    from django.db import connection

    with (settings.HOME / "starting.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def keep_copy() -> Path | None:
    """A copy of a SQLite database with something in it, set aside before its tables change; the newest three stay."""
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    if connection.vendor != "sqlite" or "accounts_clinic" not in connection.introspection.table_names():
        return None
    folder = settings.HOME / "before-update"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{timezone.now():%Y%m%dT%H%M%SZ}.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)
    copy.chmod(0o600)
    for old in sorted(folder.glob("*.sqlite3"))[:-KEPT_COPIES]:
        old.unlink()
    return copy
