"""What fails of the machine is said for what it is: no room, a busy database, one that is gone, a clock set back."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler
from django.test import Client
from django.test.client import RequestFactory
from django.utils import timezone

from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Patient
from percutis.web.records.selectors.sessions import numbing_minutes
from percutis.web.records.services.sessions import end_session, start_numbing, stop_numbing
from percutis.web.ui.failing import failed
from tests.web.cast import NOW, Cast
from tests.web.treat.stage import prepared, treated


def person(number: int) -> dict[str, str]:
    """Somebody new, with a long note."""
    return {"name": f"Test Full {number}", "phone": f"0301{1_234_567 + number}", "born": "1990-01-11", "language": "ur",
            "note": "x" * 200}  # fmt: skip


@pytest.fixture
def full(cast: Cast) -> Iterator[None]:
    """No page more can be written: those that earlier tests left empty are given back first."""
    if connection.vendor != "sqlite":
        pytest.skip("another database has no such switch")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        count = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {count}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.django_db(transaction=True)
def test_full_disk_is_said_and_nothing_is_half_written(cast: Cast, enter: Callable[[str], Client], full: None) -> None:
    """507, in both languages; what is read is read as before; with room again, the same is saved."""
    client = enter("desk")
    client.raise_request_exception = False
    before = Patient.objects.count()
    answer = None
    for turn in range(200):  # what room is left within pages runs out
        answer = client.post("/tests/patients/new/", person(turn))
        if answer.status_code != 302:
            break
        before += 1
    assert answer is not None
    assert (answer.status_code, answer.headers["Retry-After"]) == (507, "300")
    assert "There is no room left" in answer.content.decode()
    assert 'lang="ur"' in answer.content.decode()
    assert Patient.objects.count() == before
    assert client.get("/tests/patients/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert client.post("/tests/patients/new/", person(999)).status_code == 302


def test_store_without_room_is_said() -> None:
    """A real device that is always full."""
    with pytest.raises(OSError, match="No space left") as problem:
        os.write(os.open("/dev/full", os.O_WRONLY), b"x")
    try:
        raise problem.value
    except OSError:
        assert failed(RequestFactory().get("/")).status_code == 507


@pytest.mark.django_db
def test_lost_database_is_said() -> None:
    """Nobody listens where PostgreSQL should be."""
    nobody = {"ENGINE": "django.db.backends.postgresql", "HOST": "127.0.0.1", "PORT": "9", "NAME": "x"}
    away = ConnectionHandler({"default": nobody})
    try:
        away["default"].ensure_connection()
    except OperationalError as problem:
        said = str(problem)
        answer = failed(RequestFactory().get("/"))
    assert "connection" in said
    assert answer.status_code == (503 if connection.vendor == "postgresql" else 500)


def test_our_own_mistake_stays_a_mistake() -> None:
    """A fault of the program is no excuse of the machine."""
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        assert failed(RequestFactory().get("/")).status_code == 500


def test_clock_set_back_ends_no_session_before_it_began(cast: Cast) -> None:
    """It is said, and the session goes on; with the clock set right, it ends."""
    session = treated(cast)
    with pytest.raises(RefusedError, match="clock of this computer went back"):
        end_session(session=session, by=cast.as_("doctor"), at=session.started - timedelta(minutes=1))
    session.refresh_from_db()
    assert session.ended is None
    assert end_session(session=session, by=cast.as_("doctor"), at=session.started + timedelta(minutes=40)).ended


def test_clock_set_back_makes_no_negative_minutes(cast: Cast) -> None:
    """The numbing clock stands at nothing, and is not stopped on a wrong one."""
    session = prepared(cast, anaesthetic={"agent": "lidocaine_4", "grams": 5, "area_cm2": 100})
    session = start_numbing(session=session, by=cast.as_("doctor"), at=NOW)
    earlier = NOW - timedelta(minutes=90)
    assert numbing_minutes(session, earlier) == 0
    with pytest.raises(RefusedError, match="clock of this computer went back"):
        stop_numbing(session=session, by=cast.as_("doctor"), at=earlier)
    stopped = stop_numbing(session=session, by=cast.as_("doctor"), at=NOW + timedelta(minutes=31))
    assert stopped.facts["anaesthetic"]["minutes"] == 31


@pytest.mark.parametrize(("off", "is_in"), [(timedelta(minutes=1), True), (timedelta(hours=5), False)])
def test_clock_set_back_prolongs_no_log_in(
    cast: Cast, enter: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch, off: timedelta, is_in: bool
) -> None:
    """A log-in that begins in the future has ended; hosts may be a little apart."""
    client, now = enter("desk"), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - off)
    assert (client.get("/tests/day/").status_code == 200) is is_in
