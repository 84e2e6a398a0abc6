"""The figures of the load: requests a second, the middle and the slow end of each page, memory, and how they grow."""

from collections.abc import Iterator
from statistics import quantiles

from rich.table import Table

from benchmarks.load.house import house
from benchmarks.load.riders import Ride, ride
from benchmarks.timing import shown

SIZES = (1, 1_000, 100_000)
READERS, WRITERS = 50, 10
# How long a person rests between two pages, and how long all ride: as people read, long enough that one page in a
# hundred is one of several; and without a rest, which shows what the machine can carry.
RIDES = {"as people read, 3 s a page": (3.0, 45.0), "without a rest": (0.0, 12.0)}


def load_tables() -> Iterator[Table]:
    """One table for each way of riding."""
    tables = {said: _table(said) for said in RIDES}
    for postgresql in (False, True):
        for patients in SIZES:
            with house(patients, postgresql=postgresql) as served:
                engine = "PostgreSQL" if postgresql else "SQLite"
                everybody = {"readers": READERS, "writers": WRITERS}
                ride(served.port, served.tickets, **everybody, pause=1.0, lasts=8.0)  # until every thread is warm
                for said, (pause, lasts) in RIDES.items():
                    found = ride(served.port, served.tickets, **everybody, pause=pause, lasts=lasts)
                    _add(tables[said], engine, patients, found, served.megabytes())
    yield from tables.values()


def _table(said: str) -> Table:
    title = f"{READERS} readers and {WRITERS} writers at once, {said}"
    return Table("database", "patients", "page", "a second", "p50", "p99", "refused", "memory", title=title)


def _add(table: Table, engine: str, patients: int, found: Ride, megabytes: float) -> None:
    first = True
    for page in sorted(set(found.seconds) | set(found.refused)):
        seconds = found.seconds[page]
        rate = f"{len(seconds) / found.lasted:.1f}"
        middle, slow = _marks(seconds)
        where = (engine, f"{patients:,}", f"{megabytes:.0f} MB") if first else ("", "", "")
        table.add_row(where[0], where[1], page, rate, middle, slow, str(found.refused[page] or ""), where[2])
        first = False
    table.add_section()


def _marks(seconds: list[float]) -> tuple[str, str]:
    if len(seconds) < 2:
        return "", ""
    marks = quantiles(seconds, n=100, method="inclusive")
    return shown(marks[49]), shown(marks[98])
