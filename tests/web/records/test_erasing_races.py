"""A deletion and somebody who writes at the same moment: neither passes the other by."""

from datetime import timedelta

import pytest
from django.db import connection

from percutis.web.records.models import Patient, WaitListEntry
from percutis.web.records.services.erasing import erase_patient
from percutis.web.records.services.waits import add_wait
from tests.web.cast import NOW, make_cast
from tests.web.races import ROUNDS, race

WISH = "Zaria Marker, mornings"


@pytest.mark.django_db(transaction=True)
def test_nothing_slips_into_a_record_that_is_being_deleted() -> None:
    """Whoever was first: a wish written before is emptied with the rest, one that comes after is refused.

    SQLite has one writer at a time; the test is for PostgreSQL, where it runs by tests/web/test_on_postgresql.py.
    """
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time")
    cast = make_cast()
    patient, by = cast.patient, cast.as_("doctor")

    def write_or_erase(turn: int) -> None:
        if turn == ROUNDS // 2:
            erase_patient(patient=patient, number="P-0001", because="asked", nothing_forbids=True, by=by, at=NOW)
        else:
            earliest = (NOW + timedelta(days=turn)).date()
            add_wait(patient=patient, kind="review", earliest=earliest, wish=WISH, by=by, at=NOW)

    came = race(write_or_erase)
    assert set(came) <= {"done", "IntegrityError"}, came
    assert Patient.objects.get(pk=patient.pk).erased == NOW
    assert not WaitListEntry.objects.filter(patient=patient, wish=WISH).exists()
