"""A query that pages ask again and again, put into SQL once.

To put a query into SQL takes Django about ten times as long as SQLite takes to answer it, and a chart asks thirty. What
is kept is the compiled query alone: every call asks the database anew.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.constants import CURSOR

Row = TypeVar("Row", bound=Model)
Kind = tuple[type, int]  # of a value; for a set that of its values, and how many places it takes: 1, 2, 4, 8 …
SETS = (set, frozenset)
NUMBERS = range(-(2**63), 2**63)  # what a database knows as whole numbers
# Values that no query of ours says by itself, one for each place: they are found again among the query's parameters.
MARKS: Mapping[type, Callable[[int], Any]] = {
    int: lambda place: 31_700 + place,  # within the smallest column of numbers
    str: lambda place: f"\x01place {place}\x01",
    datetime: lambda place: datetime(1801, 3, 7, tzinfo=UTC) + timedelta(seconds=place),
    UUID: lambda place: UUID(int=0x7203_1904_1100 + place),
}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A compiled query, its SQL, how its columns are converted, and its parameters: each a value, or the place of what
    is asked for.
    """

    compiler: Any
    sql: str
    converters: Mapping[int, Any]
    values: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]


class Prepared(Generic[Row]):
    """Rows of a query whose shape never changes, asked with other values each time: numbers, texts, moments, keys, or
    a set of one of them for `__in`.

    `asked` makes the query of such values; for a set it is given a list. It may join (`select_related`), leave out,
    annotate and limit; it may not look at the values, nor prefetch.
    """

    def __init__(self, asked: Callable[..., QuerySet[Row]]) -> None:
        self._asked = asked
        self._compiled: dict[tuple[str, tuple[Kind, ...]], _Compiled] = {}

    def __call__(self, *values: Any) -> list[Row]:
        """The rows as they are in the database now; none where a set is empty.

        Raises:
            TypeError: a value of another kind; None too, for it would be another query.
        """
        rows = self.to_ask(values, connections[DEFAULT_DB_ALIAS])
        return list(ModelIterable(rows)) if rows else []

    def first(self, *values: Any) -> Row | None:
        """The first of them."""
        return next(iter(self(*values)), None)

    def to_ask(self, values: tuple[Any, ...], connection: Any) -> Any:
        """The query with these values, for Django to make rows from; None where there can be none."""
        if any(_is_nowhere(value) for value in values):
            return None
        kinds = tuple(_kind_of(value) for value in values)
        key = (connection.vendor, kinds)
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = self._compile(kinds, connection)
        places = [one for value, (_kind, size) in zip(values, kinds, strict=True) for one in _spread(value, size)]
        return _again(compiled, places, connection)

    def _compile(self, kinds: tuple[Kind, ...], connection: Any) -> _Compiled:
        if unknown := {kind for kind, _size in kinds} - MARKS.keys():
            raise TypeError(f"prepared with {unknown}; allowed: {', '.join(kind.__name__ for kind in MARKS)}")
        marks: list[Any] = []
        given_to: list[Any] = []
        for kind, size in kinds:
            own = [MARKS[kind](place) for place in range(len(marks), len(marks) + (size or 1))]
            marks += own
            given_to.append(own if size else own[0])
        compiler = self._asked(*given_to).query.get_compiler(connection=connection)
        sql, given = compiler.as_sql()
        said = [_as_sent(mark, connection) for mark in marks]
        places = tuple((at, said.index(value)) for at, value in enumerate(given) if value in said)
        if lost := set(range(len(marks))) - {place for _at, place in places}:
            raise TypeError(f"the query looks at its values, or changes them: {sorted(lost)} of {list(kinds)}")
        columns = [column for column, *_rest in compiler.select]
        return _Compiled(compiler, sql, compiler.get_converters(columns), tuple(given), places)


def together(*asked: tuple[Prepared[Any], tuple[Any, ...]]) -> list[list[Any]]:
    """The rows of several prepared queries, each with its values. A server is sent all of them before the first answer
    is waited for; a file is asked one after the other.

    Raises:
        TypeError: as for one of them.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.settings_dict["OPTIONS"].get("server_side_binding"):
        return [prepared(*values) for prepared, values in asked]
    connection.close_if_health_check_failed()  # once a request, and not in the midst of what is sent
    connection.ensure_connection()
    queries = [prepared.to_ask(values, connection) for prepared, values in asked]
    with connection.wrap_database_errors, connection.connection.pipeline():
        answers = [query and query.query.get_compiler().execute_sql(CURSOR) for query in queries]
    return [_rows_of(query, answer) if query else [] for query, answer in zip(queries, answers, strict=True)]


def _rows_of(query: Any, answer: Any) -> list[Any]:
    with answer:
        given = [answer.fetchall()]
    query.query.get_compiler().execute_sql = lambda **_chunks: given
    return list(ModelIterable(query))


def _is_nowhere(value: Any) -> bool:
    """Whether no row can have it: a number that no database knows, or one of none."""
    return value not in NUMBERS if isinstance(value, int) else isinstance(value, SETS) and not value


def _kind_of(value: Any) -> Kind:
    """What kind of value it is. Sets of nearly the same size are asked for by one query."""
    if not isinstance(value, SETS):
        return type(value), 0
    return type(next(iter(value))), 1 << (len(value) - 1).bit_length()


def _spread(value: Any, size: int) -> list[Any]:
    """The value in its place; those of a set in theirs, the last of them in every place that is left."""
    if not size:
        return [value]
    values = list(value)
    return values + values[-1:] * (size - len(values))


def _again(compiled: _Compiled, values: Sequence[Any], connection: Any) -> Any:
    """What Django makes rows from: the compiled query with these values in their places."""
    given = list(compiled.values)
    for at, place in compiled.places:
        given[at] = _as_sent(values[place], connection)
    compiler = copy(compiled.compiler)
    compiler.connection = connection
    compiler.as_sql = lambda *_args, **_kwargs: (compiled.sql, tuple(given))
    compiler.get_converters = lambda _columns: compiled.converters
    query = SimpleNamespace(get_compiler=lambda **_kwargs: compiler)
    return SimpleNamespace(db=connection.alias, query=query, _known_related_objects={})


def _as_sent(value: Any, connection: Any) -> Any:
    """A value as Django sends it to the database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
