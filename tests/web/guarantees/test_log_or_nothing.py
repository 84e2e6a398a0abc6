"""Where the line of the log cannot be written, nothing is written: the database itself refuses the line."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.services.clinics import FirstMember, open_clinic, set_retention
from percutis.web.accounts.services.programs import admit_program
from percutis.web.accounts.services.staff import add_member, add_room
from percutis.web.records.services.consultations import record_intake
from percutis.web.records.services.incidents import report_event
from percutis.web.records.services.links import send_link
from percutis.web.records.services.money import sell_package, take_payment
from percutis.web.records.services.people import register_patient
from percutis.web.records.services.stock import receive_cartridges, register_device
from percutis.web.records.services.visits import book_visit
from percutis.web.records.services.waits import add_wait
from tests.web.cast import NOW, TODAY, Cast, everything_answered

PERSON = {"name": "Made-up Noor", "phone": "+923000000999", "born": date(1990, 1, 1), "language": "ur"}
WRITES: dict[str, Callable[[Cast], object]] = {
    "register_patient": lambda cast: register_patient(**PERSON, by=cast.as_("desk"), at=NOW),
    "book_visit": lambda cast: book_visit(
        patient=cast.patient, kind="consultation", practitioner=cast.doctor,
        starts=NOW + timedelta(days=1), by=cast.as_("desk"), at=NOW,
    ),
    "add_wait": lambda cast: add_wait(
        patient=cast.patient, kind="consultation", earliest=TODAY, latest=None, practitioner=None, wish="",
        by=cast.as_("desk"), at=NOW,
    ),
    "sell_package": lambda cast: sell_package(
        patient=cast.patient, name="Three sessions", sessions=3, price_pkr=30_000, by=cast.as_("desk"), at=NOW
    ),
    "take_payment": lambda cast: take_payment(
        patient=cast.patient, what="Consultation", amount_pkr=3000, method="cash", by=cast.as_("desk"), at=NOW
    ),
    "record_intake": lambda cast: record_intake(
        patient=cast.patient, source="staff", said=everything_answered(), by=cast.as_("doctor"), at=NOW
    ),
    "send_link": lambda cast: send_link(patient=cast.patient, by=cast.as_("desk"), at=NOW),
    "register_device": lambda cast: register_device(
        model="skinpen_precision", serial="X-1", label="Pen X", by=cast.as_("doctor"), at=NOW
    ),
    "receive_cartridges": lambda cast: receive_cartridges(
        model=cast.device.model, lot="LOTX", first=1, count=5, expires=date(2030, 1, 1), by=cast.as_("doctor"), at=NOW
    ),
    "add_room": lambda cast: add_room(name="Room X", by=cast.as_("doctor"), at=NOW),
    "add_member": lambda cast: add_member(
        username="new", name="Made-up New", role="front_desk", by=cast.as_("doctor"), at=NOW
    ),
    "report_event": lambda cast: report_event(
        patient=cast.patient, session=None, kind="reaction", what="Test", urgency="within_7_days",
        by=cast.as_("doctor"), at=NOW,
    ),
    "open_clinic": lambda cast: open_clinic(
        name="A third", address="Example Road 3", phone="+925100000003", place="Islamabad", timezone="Asia/Karachi",
        first=FirstMember(username="third", name="Made-up Third", role="front_desk"), at=NOW,
    ),
    "set_retention": lambda cast: set_retention(clinic=cast.clinic, years=10, at=NOW),
    "admit_program": lambda cast: admit_program(name="Other", by=cast.as_("doctor"), at=NOW),
}  # fmt: skip


@pytest.fixture
def no_log(cast: Cast) -> Iterator[None]:
    """The log's table takes no row."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER no_log BEFORE INSERT ON accounts_auditevent BEGIN SELECT RAISE(ABORT, 'no log'); END"
            )
        else:
            cursor.execute("ALTER TABLE accounts_auditevent ADD CONSTRAINT no_log CHECK (false) NOT VALID")
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER no_log")
        else:
            cursor.execute("ALTER TABLE accounts_auditevent DROP CONSTRAINT no_log")


def everything() -> dict[str, int]:
    """How many rows every table holds."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if hasattr(model, "objects")}


@pytest.mark.parametrize("name", WRITES)
def test_nothing_is_saved_without_its_line_of_the_log(name: str, cast: Cast, no_log: None) -> None:
    """Every table is as it was."""
    before = everything()
    with pytest.raises((DatabaseError, RefusedError)), transaction.atomic():
        WRITES[name](cast)
    assert everything() == before


@pytest.mark.parametrize("name", WRITES)
def test_the_same_is_saved_with_it(name: str, cast: Cast) -> None:
    """So that the test above fails for no other reason."""
    before = everything()
    WRITES[name](cast)
    after = everything()
    assert after["accounts.AuditEvent"] > before["accounts.AuditEvent"]
