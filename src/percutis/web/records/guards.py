"""What the database itself refuses of a treatment: a start without a yes that stands and a gate that let go, a zone in
a session that has not started or is over, an answer that is changed afterwards, and anything of a deleted record.

The services refuse all of it first and in the same sentence (`REFUSED`); these hold when two requests cross, and for
whoever writes without them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.guards import Guard
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.belonging import Belonging, tables_of_patient
from percutis.web.records.models import Patient

NO_CONSENT, NO_GATE, ON_HOLD = "no consent that stands", "no gate that let go", "a course on hold"
CLOSED, NOT_STARTED, OVER = "a course that is closed", "the session has not started", "the session is over"
TAKEN_BACK, BEGUN, ANSWERED = "the consent was taken back", "the session has begun", "an answer is never changed"
DELETED = "the record was deleted"

REFUSED: dict[str, str | Promise] = {
    NO_CONSENT: _("There is no signed consent to this plan. Nobody is treated without it."),
    NO_GATE: _("The gate has not been passed since the last change. Pass it again."),
    ON_HOLD: _("The course is on hold until a doctor has looked."),
    CLOSED: _("The course is closed."),
    NOT_STARTED: _("The session has not started."),
    OVER: _("The session is over. What was done can only be corrected, with the reason."),
    TAKEN_BACK: _("The patient has taken the consent back. End the session as it is."),
    DELETED: _("This patient's record was deleted. Nothing is added to it."),
    BEGUN: _("The session has started; what was said before it stands."),
}


@contextmanager
def told_in_words() -> Iterator[None]:
    """What the database refuses here is said as the services say it.

    Raises:
        RefusedError: one of the sentences of `REFUSED`.
    """
    try:
        yield
    except IntegrityError as problem:
        sentence = next((said for words, said in REFUSED.items() if words in str(problem)), None)
        if sentence is None:
            raise
        raise RefusedError(sentence) from problem


_NEWEST = "SELECT max(id) FROM records_consent WHERE subject = 'procedure' AND patient_id ="
_PATIENT = "(SELECT patient_id FROM records_session WHERE id = NEW.session_id)"
_CHANGED = " OR ".join(
    f"coalesce(NEW.{column}, 0) <> coalesce(OLD.{column}, 0)"
    for column in ("consent_id", "gate_id", "course_id", "patient_id")
)
_CORRECTS = (
    "EXISTS (SELECT 1 FROM records_zonetreatment z WHERE z.id = NEW.replaces_id AND z.session_id = NEW.session_id"
    " AND z.zone = NEW.zone AND z.concern = NEW.concern)"
)


def _never_changed(name: str, table: str, columns: tuple[tuple[str, str], ...]) -> Guard:
    changed = " OR ".join(f"coalesce(NEW.{one}, {empty}) <> coalesce(OLD.{one}, {empty})" for one, empty in columns)
    return Guard(name=name, table=table, event="UPDATE", refuses=((changed, ANSWERED),))


def _of_nobody(table: Belonging) -> Guard:
    """Nothing is added to a deleted record. The patient's row is held, so that a write and the deletion never pass each
    other by; two writes do not wait for one another.
    """
    patient = _patient_of(table)
    return Guard(
        name=f"deleted_record_takes_no_{table.name}",  # PostgreSQL asks in the order of the names: this one early
        table=table.model._meta.db_table,
        event="INSERT",
        holds=f"records_patient WHERE id = {patient}",
        strength="KEY SHARE",
        refuses=((f"EXISTS (SELECT 1 FROM records_patient WHERE id = {patient} AND erased IS NOT NULL)", DELETED),),  # noqa: S608
    )


def _patient_of(table: Belonging) -> str:
    """The key of the patient of a new row, in SQL."""
    model, asked = table.model, "NEW"
    for number, step in enumerate(table.way.split("__")):
        column = model._meta.get_field(step)
        name, place = column.column, model._meta.db_table  # type: ignore[union-attr]
        asked = f"(SELECT {name} FROM {place} WHERE id = {asked})" if number else f"NEW.{name}"  # noqa: S608
        model = column.related_model  # type: ignore[assignment]
    return asked


GUARDS = (
    Guard(
        name="session_is_opened_before_it_starts",
        table="records_session",
        event="INSERT",
        refuses=(("NEW.started IS NOT NULL", NO_GATE),),
    ),
    Guard(
        name="session_starts_on_a_standing_yes",
        table="records_session",
        event="UPDATE",
        when=f"NEW.started IS NOT NULL AND (OLD.started IS NULL OR {_CHANGED})",
        holds="records_patient WHERE id = NEW.patient_id",
        refuses=(
            (
                "NOT EXISTS (SELECT 1 FROM records_consent c JOIN records_course k ON k.plan_id = c.plan_id"  # noqa: S608
                " WHERE c.id = NEW.consent_id AND k.id = NEW.course_id AND c.patient_id = NEW.patient_id"
                f" AND c.state = 'signed' AND c.id = ({_NEWEST} NEW.patient_id))",
                NO_CONSENT,
            ),
            (
                "NOT EXISTS (SELECT 1 FROM records_gatecheck g WHERE g.id = NEW.gate_id AND g.verdict <> 'stop'"
                " AND g.id = (SELECT max(id) FROM records_gatecheck WHERE session_id = NEW.id))",
                NO_GATE,
            ),
            ("EXISTS (SELECT 1 FROM records_course WHERE id = NEW.course_id AND closed IS NOT NULL)", CLOSED),
            ("EXISTS (SELECT 1 FROM records_coursepause WHERE course_id = NEW.course_id AND lifted IS NULL)", ON_HOLD),
        ),
    ),
    Guard(
        name="session_that_started_stays_so",
        table="records_session",
        event="UPDATE",
        when="OLD.started IS NOT NULL",
        refuses=(("NEW.started IS NULL OR NEW.started <> OLD.started OR NEW.abandoned IS NOT NULL", BEGUN),),
    ),
    Guard(
        name="zone_is_treated_in_a_session_that_goes_on",
        table="records_zonetreatment",
        event="INSERT",
        holds=f"records_patient WHERE id = {_PATIENT}",
        refuses=(
            ("EXISTS (SELECT 1 FROM records_session WHERE id = NEW.session_id AND started IS NULL)", NOT_STARTED),
            (
                f"NOT {_CORRECTS} AND EXISTS (SELECT 1 FROM records_session WHERE id = NEW.session_id"  # noqa: S608
                " AND ended IS NOT NULL)",
                OVER,
            ),
            (
                f"NOT {_CORRECTS} AND NOT EXISTS (SELECT 1 FROM records_consent WHERE state = 'signed'"  # noqa: S608
                f" AND id = ({_NEWEST} {_PATIENT}))",
                TAKEN_BACK,
            ),
        ),
    ),
    Guard(  # held, so that a withdrawal and a start never pass each other by
        name="consent_waits_for_its_patient",
        table="records_consent",
        event="INSERT",
        holds="records_patient WHERE id = NEW.patient_id",
        refuses=(),
    ),
    _never_changed(
        "consent_stands",
        "records_consent",
        (("state", "''"), ("subject", "''"), ("patient_id", "0"), ("plan_id", "0")),
    ),
    _never_changed("gate_stands", "records_gatecheck", (("verdict", "''"), ("session_id", "0"))),
    _never_changed(
        "zone_stands",
        "records_zonetreatment",
        (("session_id", "0"), ("zone", "''"), ("concern", "''"), ("depth_mm", "0"), ("passes", "0")),
    ),
    Guard(
        name="deleted_patient_stays_so",
        table="records_patient",
        event="UPDATE",
        refuses=(("OLD.erased IS NOT NULL", DELETED),),
    ),
    *(_of_nobody(table) for table in tables_of_patient() if table.model is not Patient),
)
