"""What the database reads to find somebody or something: no more than it finds, in a clinic of any size."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from percutis.web.accounts.models import AuditEvent
from percutis.web.records.selectors.audit import LogFilter, find_audit, patients_of
from percutis.web.records.selectors.messages import SHELVES, outbox_of
from percutis.web.records.selectors.people import find_lookalikes, find_patients
from tests.web.cast import NOW, Cast

# Reads a table whole, or all that a clinic has of it. SQLite's words: PostgreSQL reads a small table whole anyway.
WHOLE = re.compile(r"^SCAN (records|accounts)_|\(clinic_id=\?( AND (erased=|due[<>])\?)?\)$")
SORTS = re.compile(r"USE TEMP B-TREE FOR|Sort Key")  # all that was found, before the first of it is given
LARGE = re.compile(r"records_(patient|patientword|appointment|message)\b|accounts_auditevent")

KEYS = [uuid4() for _one in range(48)]


def plan_of(query: str) -> list[str]:
    """How the database would go about it; PostgreSQL would sort a few rows rather than read them in order."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return [step for *_ids, step in cursor.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()]
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {query}")
        return [step.strip() for (step,) in cursor.fetchall()]


def steps_like(unwanted: re.Pattern[str], asked: CaptureQueriesContext) -> list[str]:
    """The steps of these queries that are so, each with its query."""
    queries = [one["sql"] for one in asked if LARGE.search(one["sql"])]
    assert queries
    return [f"{step}   in {query}" for query in queries for step in plan_of(query) if unwanted.search(step)]


@pytest.mark.parametrize("wanted", ["Tes", "Test Per", "آزما", "0300 765", "0300 7654321", "P-0002"])
def test_search_reads_no_more_than_it_finds(cast: Cast, wanted: str) -> None:
    """Every table is entered by what was asked for, and of the many of one name the first are found first."""
    with CaptureQueriesContext(connection) as asked:
        find_patients(clinic=cast.clinic, wanted=wanted)
    assert steps_like(WHOLE, asked) == []
    if wanted == "Tes":
        assert steps_like(SORTS, asked) == []


def test_looking_for_the_same_person_reads_nobody_else(cast: Cast) -> None:
    """Registering waits for it, and everybody who writes waits for registering."""
    with CaptureQueriesContext(connection) as asked:
        find_lookalikes(clinic=cast.clinic, name="Test Patient One", phone="+923007654321", born=date(1992, 4, 3))
    assert steps_like(WHOLE, asked) == []


def test_log_reads_nobody_whom_its_rows_do_not_name(cast: Cast) -> None:
    """Fifty rows name fifty patients at most."""
    events = [AuditEvent(clinic=cast.clinic, patient=key) for key in (cast.patient.key, cast.other_patient.key, *KEYS)]
    with CaptureQueriesContext(connection) as asked:
        assert patients_of(clinic=cast.clinic, events=events) == {cast.patient.key: cast.patient}
    assert steps_like(WHOLE, asked) == []


@pytest.mark.parametrize("asked_for", ["member", "patient", "day"])
def test_log_is_searched_by_what_was_asked_for(cast: Cast, asked_for: str) -> None:
    """By whom, of whom, on which day: not row by row, the newest first, until fifty are found."""
    given = {"member": cast.desk.pk, "patient": cast.patient.key, "day": NOW.date()}
    with CaptureQueriesContext(connection) as asked:
        find_audit(clinic=cast.clinic, wanted=LogFilter(**{asked_for: given[asked_for]}))
    assert steps_like(WHOLE, asked) == []
    if asked_for != "day":
        assert steps_like(SORTS, asked) == []


@pytest.mark.parametrize("shelf", SHELVES)
def test_outbox_takes_no_longer_for_what_was_sent_in_all_the_years(cast: Cast, shelf: str) -> None:
    """What is over is read in its order, and not counted to the end."""
    with CaptureQueriesContext(connection) as asked:
        outbox_of(clinic=cast.clinic, shelf=shelf, page=1, at=NOW)
    assert steps_like(WHOLE, asked) == []
    if shelf in ("sent", "cancelled"):
        assert steps_like(SORTS, asked) == []
