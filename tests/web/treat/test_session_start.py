"""Starting a session: only with what the gate let go with, a signed consent, a licence and a cartridge."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import (
    Session,
)
from percutis.web.records.services.sessions import (
    check_gate,
    save_facts,
    start_session,
)
from percutis.web.records.services.uses import use_cartridge
from tests.web.cast import NOW, Cast
from tests.web.treat.stage import (
    agree,
    minutes,
    opened,
    prepared,
    started,
    today_facts,
)
from tests.web.treat.test_sessions import cancel, close, hold


def passed(cast: Cast) -> Session:
    """A session that the gate has let go."""
    session = prepared(cast)
    check_gate(session=session, by=cast.as_("doctor"), at=minutes(1))
    return session


def change_facts(cast: Cast, session: Session) -> None:
    session.refresh_from_db()
    facts = today_facts(antiseptic="povidone_iodine")
    save_facts(
        session=session,
        facts=facts,
        device=cast.device,
        version=session.version,
        by=cast.as_("nurse"),
        at=minutes(1.5),
    )


def withdraw(cast: Cast, session: Session) -> None:
    agree(cast, cast.patient, state="withdrawn", at=minutes(1.5))


def decline(cast: Cast, session: Session) -> None:
    agree(cast, cast.patient, state="declined", at=minutes(1.5))


def put_on_hold(cast: Cast, session: Session) -> None:
    hold(cast, session.appointment)


def close_course_of(cast: Cast, session: Session) -> None:
    close(cast, session.appointment)


def let_licence_lapse(cast: Cast, session: Session) -> None:
    cast.doctor.licence_expires = date(2026, 11, 24)
    cast.doctor.save()


def cancel_visit_of(cast: Cast, session: Session) -> None:
    cancel(cast, session.appointment)


def correct_the_record(cast: Cast, session: Session) -> None:
    cast.patient.intakes.update(weight_kg=40)


def withdraw_photographs(cast: Cast, session: Session) -> None:
    agree(cast, cast.patient, "photographs", "withdrawn", at=minutes(1.5))


AGAIN = "The gate has not been passed since the last change. Pass it again."
NO_CONSENT = "There is no signed consent to this plan. Nobody is treated without it."
NO_LICENCE = "Your role in this clinic, or your licence, does not allow this."


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        (change_facts, AGAIN),
        (correct_the_record, AGAIN),
        (withdraw_photographs, AGAIN),
        (withdraw, NO_CONSENT),
        (decline, NO_CONSENT),
        (put_on_hold, "The course is on hold until a doctor has looked."),
        (close_course_of, "The course is closed."),
        (let_licence_lapse, NO_LICENCE),
        (cancel_visit_of, "This visit is over or was cancelled."),
    ],
)
def test_session_does_not_start_after_a_change(
    cast: Cast, meanwhile: Callable[[Cast, Session], None], reason: str
) -> None:
    """Between the gate and the first pass anything may happen; each of it stops the start."""
    session = passed(cast)
    meanwhile(cast, session)
    cast.doctor.refresh_from_db()
    with pytest.raises(RefusedError) as refused:
        start_session(session=session, by=cast.as_("doctor"), at=minutes(2))
    assert str(refused.value) == reason
    assert Session.objects.get().started is None


def test_session_with_the_operators_licence_lapsed_does_not_start(cast: Cast) -> None:
    """Nor when a colleague with a licence presses the button."""
    session = passed(cast)
    let_licence_lapse(cast, session)
    with pytest.raises(RefusedError, match="needs a licence in date"):
        start_session(session=session, by=cast.as_("nurse"), at=minutes(2))


def test_session_does_not_start_on_yesterdays_gate(cast: Cast) -> None:
    """The gate is of the day."""
    session = passed(cast)
    with pytest.raises(RefusedError, match="The gate has not been passed"):
        start_session(session=session, by=cast.as_("doctor"), at=NOW + timedelta(days=1))


def test_session_does_not_start_without_a_gate_or_a_cartridge(cast: Cast) -> None:
    """Straight to the start, past every screen."""
    session = opened(cast)
    with pytest.raises(RefusedError, match="No cartridge has been opened"):
        start_session(session=session, by=cast.as_("doctor"), at=NOW)
    save_facts(session=session, facts=today_facts(), device=cast.device, version=1, by=cast.as_("doctor"), at=NOW)
    use_cartridge(session=session, cartridge=cast.cartridge, seal_intact=True, by=cast.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError, match="The gate has not been passed"):
        start_session(session=session, by=cast.as_("doctor"), at=NOW)


def test_gate_that_stops_opens_nothing(cast: Cast) -> None:
    """Nor does one that let go before it."""
    session = passed(cast)
    agree(cast, cast.patient, state="withdrawn", at=minutes(1.2))
    assert check_gate(session=session, by=cast.as_("doctor"), at=minutes(1.5)).verdict == "stop"
    agree(cast, cast.patient, at=minutes(1.7))
    with pytest.raises(RefusedError, match="The gate has not been passed"):
        start_session(session=session, by=cast.as_("doctor"), at=minutes(2))


def test_session_starts_once(cast: Cast) -> None:
    """The second tap is refused, and the first moment stands."""
    session = started(cast)
    with pytest.raises(RefusedError, match="The session has started"):
        start_session(session=session, by=cast.as_("doctor"), at=minutes(3))
    session.refresh_from_db()
    assert session.started == minutes(2)


def test_started_session_keeps_its_facts(cast: Cast) -> None:
    """Neither facts nor the gate move under a session that goes on."""
    session = started(cast)
    with pytest.raises(RefusedError, match="The session has started"):
        save_facts(session=session, facts={}, device=None, version=2, by=cast.as_("doctor"), at=minutes(3))
    with pytest.raises(RefusedError, match="The session has started"):
        check_gate(session=session, by=cast.as_("doctor"), at=minutes(3))


@pytest.mark.parametrize("missing", ["consent", "gate"])
def test_database_itself_refuses_a_start_without_consent_or_gate(cast: Cast, missing: str) -> None:
    """Whatever code forgets, the constraint stands."""
    session = started(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(**{missing: None})


def test_database_itself_refuses_an_impossible_end(cast: Cast) -> None:
    """An end before the start, and a signature before the end."""
    session = started(cast)
    for wrong in ({"ended": NOW - timedelta(days=1)}, {"signed": minutes(5), "signed_by": cast.doctor}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.filter(pk=session.pk).update(**wrong)
