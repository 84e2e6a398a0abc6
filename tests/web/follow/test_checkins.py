"""Check-ins: the core's triage is kept and followed, and a patient is answered once."""

import pytest

from percutis.domain.errors import InputError
from percutis.domain.triage import triage
from percutis.interop.files.checkin import read_checkin
from percutis.protocol.load import load_edition
from percutis.web.accounts.models import AuditEvent, Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.answers import kept
from percutis.web.records.models import CheckIn, CourseEvent, CoursePause, Event, EventNote
from percutis.web.records.selectors.checkins import urgent_count, usual_checkins, waiting_checkins
from percutis.web.records.selectors.courses import is_paused
from percutis.web.records.services.checkins import answer_checkin, hand_over_checkin, record_checkin, take_checkin
from tests.web.cast import NOW, Cast
from tests.web.follow.treated import make_session, patient_actor, said


def report(cast: Cast, *symptoms: tuple[str, int], session=None, **more: object) -> CheckIn:
    """A check-in of the patient's own on the third day."""
    session = session or make_session(cast)
    by = patient_actor(session.patient)
    return record_checkin(session=session, said=said(*symptoms, **more), source="patient", by=by, at=NOW)


def test_record_checkin_keeps_the_core_s_own_triage(cast: Cast) -> None:
    """The row holds the whole file, and what the core answers to it; nothing else is set off by what is usual."""
    row = report(cast, ("erythema", 1))
    edition = load_edition()
    answer = triage(read_checkin(row.said, edition), edition)
    assert (row.answer, row.urgency, row.rank, row.hold_course, row.day) == (
        kept(answer, edition), "self_care", 4, False, 3,
    )  # fmt: skip
    assert row.said["session"]["zones"] == [
        {"zone": "cheek_left", "depth_mm": 1.0},
        {"zone": "cheek_right", "depth_mm": 1.0},
    ]
    assert (row.said["patient"]["skin_type"], Event.objects.count(), CoursePause.objects.count()) == ("IV", 0, 0)
    assert [event.action for event in AuditEvent.objects.all()] == ["checkin.recorded"]


def test_record_checkin_with_a_red_flag_holds_the_course_and_opens_an_event(cast: Cast) -> None:
    """An emergency pauses the course and stands in the register with its session, device and lot."""
    row = report(cast, ("breathing_difficulty", 6))
    event = Event.objects.get()
    assert (row.urgency, row.rank, is_paused(row.session.course)) == ("emergency", 0, True)
    assert (event.kind, event.urgency, event.session, event.device, event.cartridge, event.checkin) == (
        "reaction", "emergency", row.session, cast.device, cast.cartridge, row,
    )  # fmt: skip
    assert event.symptoms == ["breathing_difficulty"]


@pytest.mark.parametrize(
    ("symptoms", "urgency", "events", "held"),
    [
        ([("erythema", 1)], "self_care", 0, False),
        ([("dent", 2)], "within_48_hours", 1, True),
        ([("parallel_lines", 5)], "within_7_days", 0, True),
    ],
)
def test_record_checkin_opens_an_event_from_within_48_hours_on(
    cast: Cast, symptoms: list[tuple[str, int]], urgency: str, events: int, held: bool
) -> None:
    """What must be seen within two days is an adverse event; what waits a week is not yet one, and may hold all the
    same.
    """
    row = report(cast, *symptoms)
    assert (row.urgency, Event.objects.count(), is_paused(row.session.course)) == (urgency, events, held)


def test_record_checkin_of_a_flag_that_widens_the_interval_dates_the_course_anew(cast: Cast) -> None:
    """New brown patches ask for at least so many days between sessions, on the record once."""
    session = make_session(cast)
    flag = next(flag for flag in load_edition().red_flags if flag.id == "new_brown_patches")
    report(cast, ("skin_lightening", 5), session=session)
    report(cast, ("skin_lightening", 5), session=session)
    event = CourseEvent.objects.get()
    assert (event.kind, event.rule, event.interval_at_least_days) == (
        "reaction", "new_brown_patches", flag.interval_at_least_days,
    )  # fmt: skip


def test_record_checkin_of_the_same_thing_again_is_a_note_on_the_open_event(cast: Cast) -> None:
    """The register counts what happened, not how often it was reported."""
    session = make_session(cast)
    report(cast, ("erythema", 9), session=session)
    report(cast, ("erythema", 9), session=session)
    report(cast, ("breathing_difficulty", 6), session=session)
    assert (Event.objects.count(), EventNote.objects.count()) == (2, 1)


def test_record_checkin_of_what_the_reader_refuses_keeps_nothing(cast: Cast) -> None:
    """Every problem is named, and neither a row nor a line in the log is written."""
    with pytest.raises(InputError) as refused:
        report(cast, ("dragon_pox", 3), ("erythema", 12))
    assert [problem.place for problem in refused.value.problems] == ["symptoms[0].symptom", "symptoms[1].severity"]
    assert (CheckIn.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_record_checkin_of_somebody_else_s_session_is_refused(cast: Cast) -> None:
    """A patient reports on their own session only, and the front desk on none."""
    session = make_session(cast)
    for by in (patient_actor(cast.other_patient), cast.as_("desk")):
        with pytest.raises(RefusedError):
            record_checkin(session=session, said=said(("erythema", 1)), source="staff", by=by, at=NOW)


def test_record_checkin_with_a_failing_log_saves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check-in, hold and event are written together with the log, or not at all."""
    session = make_session(cast)

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(AuditEvent, "save", fail)
    with pytest.raises(OSError, match="full"):
        report(cast, ("breathing_difficulty", 6), session=session)
    counts = (CheckIn.objects.count(), CoursePause.objects.count(), Event.objects.count(), AuditEvent.objects.count())
    assert counts == (0, 0, 0, 0)


def test_answer_checkin_is_given_once_and_the_second_is_told(cast: Cast) -> None:
    """Two people at once: the first answers, the second is told who did and when, and nothing is overwritten."""
    row = report(cast, ("erythema", 9))
    answer_checkin(checkin=row, reply="Come today.", by=cast.as_("doctor"), at=NOW)
    with pytest.raises(RefusedError, match="Test Doctor has answered this at 11:00"):
        answer_checkin(checkin=row, reply="Come tomorrow.", by=cast.as_("nurse"), at=NOW)
    row.refresh_from_db()
    assert (row.reply, row.responder, row.answered) == ("Come today.", cast.doctor, NOW)


def test_take_checkin_names_one_responder(cast: Cast) -> None:
    """Who took it answers it; another is told, and may take it over on the record."""
    row = report(cast, ("erythema", 9))
    take_checkin(checkin=row, by=cast.as_("nurse"), at=NOW)
    for refused in (take_checkin, lambda **given: answer_checkin(reply="Come today.", **given)):
        with pytest.raises(RefusedError, match="Test Nurse took this at 11:00"):
            refused(checkin=row, by=cast.as_("doctor"), at=NOW)
    hand_over_checkin(checkin=row, to=cast.doctor, by=cast.as_("doctor"), at=NOW)
    answered = answer_checkin(checkin=row, reply="Come today.", by=cast.as_("doctor"), at=NOW)
    assert (answered.responder, AuditEvent.objects.filter(action="checkin.handed_over").count()) == (cast.doctor, 1)


@pytest.mark.parametrize("name", ["desk", "stranger"])
def test_hand_over_checkin_to_somebody_who_may_not_answer_is_refused(cast: Cast, name: str) -> None:
    """Neither the front desk nor another clinic is given a patient's skin to judge."""
    row = report(cast, ("erythema", 9))
    to: Membership = cast.staff[name]
    with pytest.raises(RefusedError):
        hand_over_checkin(checkin=row, to=to, by=cast.as_("doctor"), at=NOW)


def test_waiting_checkins_are_the_most_urgent_first_then_the_longest_waiting(cast: Cast) -> None:
    """Urgency before time; what is answered leaves the list, and what is as expected never stood in it."""
    session = make_session(cast)
    soon = report(cast, ("erythema", 9), session=session)
    emergency = report(cast, ("breathing_difficulty", 6), session=session)
    usual = report(cast, ("erythema", 1), session=session)
    listed = [row.pk for row in waiting_checkins(clinic=cast.clinic).checkins]
    assert (listed, urgent_count(cast.clinic), urgent_count(cast.other_clinic)) == (
        [emergency.pk, soon.pk], 1, 0,
    )  # fmt: skip
    assert [row.pk for row in usual_checkins(clinic=cast.clinic).checkins] == [usual.pk]
    answer_checkin(checkin=emergency, reply="Go now.", by=cast.as_("doctor"), at=NOW)
    assert urgent_count(cast.clinic) == 0
