"""What the database itself refuses, with the services passed by: starts, zones, answers changed afterwards, the log."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.signals import pre_save

from percutis.web.accounts.audit import broken_links, write_audit
from percutis.web.accounts.guards import LOG, lay_aside, missing, stand
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.guards import GUARDS
from percutis.web.records.models import Consent, Course, CoursePause, GateCheck, Session, ZoneTreatment
from percutis.web.records.services.sessions import check_gate, end_session, start_session
from percutis.web.records.services.zones import treat_zone
from tests.web.cast import NOW, Cast
from tests.web.treat.stage import agree, cheek, minutes, prepared, started, treated


def say_no(cast: Cast, session: Session) -> None:
    agree(cast, cast.patient, state="withdrawn")


def decline(cast: Cast, session: Session) -> None:
    agree(cast, cast.patient, state="declined")


def stop(cast: Cast, session: Session) -> None:
    GateCheck.objects.create(
        clinic=cast.clinic, at=NOW, session=session, facts={}, edition="2026.1", verdict="stop", answer={}
    )


def hold(cast: Cast, session: Session) -> None:
    CoursePause.objects.create(clinic=cast.clinic, at=NOW, by=cast.doctor, course=session.course, because="A test")


def close(cast: Cast, session: Session) -> None:
    Course.objects.filter(pk=session.course_id).update(closed=NOW, closed_by=cast.doctor)


def ready(cast: Cast) -> Session:
    """A session that could be started this moment."""
    session = prepared(cast)
    check_gate(session=session, by=cast.as_("doctor"), at=minutes(1))
    session.refresh_from_db()
    return session


def start_without_service(session: Session) -> None:
    newest = session.patient.consents.filter(subject="procedure", state="signed").latest("id")
    with transaction.atomic():
        Session.objects.filter(pk=session.pk).update(started=minutes(2), consent=newest)


def zone_without_service(cast: Cast, session: Session, **given: Any) -> ZoneTreatment:
    values = {"zone": "cheek_left", "concern": "acne_scar_rolling", "depth_mm": 1.0, "passes": 3, **given}
    with transaction.atomic():
        return ZoneTreatment.objects.create(clinic=cast.clinic, at=NOW, session=session, **values)


def test_guards_come_back_after_tables_changed(db: None) -> None:
    """None is missing; those laid aside stand again, and nothing is made anew that stood."""
    assert missing((*LOG, *GUARDS)) == []
    lay_aside(GUARDS)
    made = set(missing(GUARDS))
    assert set(stand(GUARDS)) == made
    assert bool(made) == (connection.vendor == "sqlite")
    assert (stand(GUARDS), missing(GUARDS)) == ([], [])


def test_start_is_let_through_where_all_stands(cast: Cast) -> None:
    """So that the refusals below have no other reason."""
    session = ready(cast)
    start_without_service(session)
    session.refresh_from_db()
    assert session.started == minutes(2)


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (say_no, "no consent that stands"),
        (decline, "no consent that stands"),
        (stop, "no gate that let go"),
        (hold, "a course on hold"),
        (close, "a course that is closed"),
    ],
)
def test_database_refuses_a_start(cast: Cast, happens: Callable[[Cast, Session], None], words: str) -> None:
    """After a no, a stop, a hold or an end, whoever writes."""
    session = ready(cast)
    happens(cast, session)
    with pytest.raises(IntegrityError, match=words):
        start_without_service(session)
    session.refresh_from_db()
    assert session.started is None


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [(say_no, "no signed consent to this plan"), (stop, "gate has not been passed"), (hold, "on hold until a doctor")],
)
def test_crossing_request_is_told_in_the_same_words(
    cast: Cast, happens: Callable[[Cast, Session], None], sentence: str
) -> None:
    """The answer changes after the service has looked and before it writes."""
    session = ready(cast)

    def cross(instance: Session, **_rest: Any) -> None:
        if instance.started:
            happens(cast, instance)

    pre_save.connect(cross, sender=Session)
    try:
        with pytest.raises(RefusedError, match=sentence):
            start_session(session=session, by=cast.as_("doctor"), at=minutes(2))
    finally:
        pre_save.disconnect(cross, sender=Session)
    session.refresh_from_db()
    assert session.started is None


def test_withdrawal_that_crosses_a_zone_is_told_in_the_same_words(cast: Cast) -> None:
    """Between the look at the consent and the row of the zone."""
    session = started(cast)

    def cross(**_rest: Any) -> None:
        say_no(cast, session)

    pre_save.connect(cross, sender=ZoneTreatment)
    try:
        with pytest.raises(RefusedError, match="taken the consent back"):
            treat_zone(session=session, done=cheek(endpoint_reached=True), by=cast.as_("doctor"), at=minutes(3))
    finally:
        pre_save.disconnect(cross, sender=ZoneTreatment)
    assert not session.zones.exists()


def test_database_refuses_a_zone_before_the_start_and_after_the_end(cast: Cast) -> None:
    """A correction is let through after the end; one that corrects another session's zone, or none, is not."""
    session = ready(cast)
    with pytest.raises(IntegrityError, match="the session has not started"):
        zone_without_service(cast, session)
    start_session(session=session, by=cast.as_("doctor"), at=minutes(2))
    first = zone_without_service(cast, session)
    end_session(session=session, by=cast.as_("doctor"), at=minutes(9))
    with pytest.raises(IntegrityError, match="the session is over"):
        zone_without_service(cast, session, zone="cheek_right")
    with pytest.raises(IntegrityError, match="the session is over"):
        zone_without_service(cast, session, zone="cheek_right", replaces=first, why="Another zone")
    assert zone_without_service(cast, session, replaces=first, why="Miscounted").replaces == first


def test_database_keeps_a_start_and_every_answer(cast: Cast) -> None:
    """Nothing that was answered is answered otherwise later; a start is not taken back."""
    session = treated(cast)
    changes: list[tuple[Any, dict[str, Any]]] = [
        (Session.objects.filter(pk=session.pk), {"started": None, "consent": None, "gate": None}),
        (Session.objects.filter(pk=session.pk), {"started": minutes(4)}),
        (Session.objects.filter(pk=session.pk), {"abandoned": minutes(4)}),
        (Consent.objects.filter(patient=cast.patient), {"state": "declined"}),
        (GateCheck.objects.filter(session=session), {"verdict": "stop"}),
        (ZoneTreatment.objects.filter(session=session), {"depth_mm": 0.5}),
    ]
    for rows, change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def log_of(cast: Cast, count: int) -> list[AuditEvent]:
    for _ in range(count):
        with transaction.atomic():
            write_audit(by=cast.as_("doctor"), at=NOW, action="tested")
    return list(AuditEvent.objects.order_by("number"))


def test_line_that_does_not_follow_the_last_is_refused(cast: Cast) -> None:
    """A number that exists or leaves a gap, another hash before, or a key that stands already."""
    first, last = log_of(cast, 2)
    given = {"clinic": cast.clinic, "at": NOW, "actor": "x", "action": "x", "digest": "1" * 64}
    for wrong in (
        {"number": 2, "previous": last.digest},
        {"number": 4, "previous": last.digest},
        {"number": 3, "previous": first.digest},
        {"number": 3, "previous": last.digest, "id": first.pk},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AuditEvent.objects.bulk_create([AuditEvent(**given, **wrong)])
    assert (list(AuditEvent.objects.order_by("number")), list(broken_links(cast.clinic))) == ([first, last], [])


def test_log_is_neither_replaced_nor_emptied(cast: Cast) -> None:
    """Not by REPLACE, which SQLite knows, nor by TRUNCATE, which PostgreSQL knows."""
    first, last = log_of(cast, 2)
    columns = "id, clinic_id, number, at, actor, action, subject, details, previous, digest"
    copied = columns.replace("actor", "'nobody'").replace("id, c", f"{first.pk}, c", 1)
    lines = {
        "sqlite": (
            f"REPLACE INTO accounts_auditevent ({columns}) SELECT {copied} FROM accounts_auditevent WHERE number = 1",  # noqa: S608
            f"UPDATE OR REPLACE accounts_auditevent SET id = {first.pk} WHERE id = {last.pk}",  # noqa: S608
        ),
        "postgresql": ("TRUNCATE accounts_auditevent", "TRUNCATE accounts_clinic CASCADE"),
    }[connection.vendor]
    if connection.vendor == "postgresql":  # what waits for the end of the transaction would refuse first
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    for line in lines:
        with pytest.raises(IntegrityError, match="the log is only added to"), transaction.atomic():
            connection.cursor().execute(line)
    assert [one.actor for one in AuditEvent.objects.order_by("number")] == [first.actor, last.actor]


def test_replace_asks_the_triggers_on_every_connection(cast: Cast) -> None:
    """Else what REPLACE takes away goes unasked."""
    if connection.vendor == "sqlite":
        assert connection.cursor().execute("PRAGMA recursive_triggers").fetchone() == (1,)
