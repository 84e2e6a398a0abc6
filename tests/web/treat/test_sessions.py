"""A session from opening to signature, and every order of requests in which it must not start."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from percutis.domain.errors import InputError
from percutis.web.accounts.models import AuditEvent
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import (
    Appointment,
    Consent,
    CourseEvent,
    CoursePause,
    Device,
    Event,
    GateCheck,
    PackageEntry,
    Session,
)
from percutis.web.records.selectors.sessions import session_file_of, what_is_missing
from percutis.web.records.services.abandoning import abandon_session
from percutis.web.records.services.incidents import record_incident
from percutis.web.records.services.money import sell_package
from percutis.web.records.services.sessions import (
    check_gate,
    end_session,
    give_aftercare,
    open_session,
    save_facts,
    sign_session,
    skip_photographs,
    start_numbing,
    start_session,
    stop_numbing,
)
from tests.web.cast import NOW, TODAY, Cast, make_patient
from tests.web.desk.people import make_course
from tests.web.treat.stage import (
    agree,
    minutes,
    opened,
    prepared,
    started,
    today_facts,
    treated,
    visit_today,
)


def actions() -> list[str]:
    """What the log says of sessions, in order."""
    return [action for action in AuditEvent.objects.values_list("action", flat=True) if "consent" not in action]


def test_whole_session_leaves_a_whole_record(cast: Cast) -> None:
    """Opened, prepared, passed, started, treated, ended, explained, signed: one line of the log each."""
    sell_package(patient=cast.patient, name="Three", sessions=3, price_pkr=90000, by=cast.as_("desk"), at=NOW)
    session = treated(cast)
    doctor = cast.as_("doctor")
    end_session(session=session, by=doctor, at=minutes(40))
    give_aftercare(session=session, by=doctor, at=minutes(45))
    skip_photographs(session=session, because="The camera is out", by=doctor, at=minutes(46))
    signed = sign_session(session=session, by=doctor, at=minutes(50))
    signed.refresh_from_db()
    assert (signed.started, signed.ended, signed.aftercare_given, signed.signed, signed.signed_by) == (
        minutes(2),
        minutes(40),
        minutes(45),
        minutes(50),
        cast.doctor,
    )
    assert signed.consent == cast.patient.consents.filter(subject="procedure").first()
    assert signed.appointment.state == "done"
    assert list(CourseEvent.objects.values_list("kind", "number", "on")) == [("held", 1, TODAY)]
    assert list(PackageEntry.objects.values_list("change", "session")) == [(-1, signed.pk)]
    assert actions() == [
        "package.sold",
        "session.opened",
        "session.prepared",
        "cartridge.used",
        "gate.checked",
        "session.started",
        "zone.treated",
        "zone.treated",
        "session.ended",
        "course.session_held",
        "aftercare.given",
        "photographs.skipped",
        "package.taken",
        "session.signed",
    ]


def test_opening_twice_is_one_session(cast: Cast) -> None:
    """Two taps, or two people: the same session."""
    session = opened(cast)
    again = open_session(appointment=session.appointment, operator=cast.nurse, by=cast.as_("nurse"), at=minutes(1))
    assert (again, again.operator, Session.objects.count()) == (session, cast.doctor, 1)


def hold(cast: Cast, visit: Appointment) -> None:
    CoursePause.objects.create(clinic=cast.clinic, at=NOW, course=visit.course, because="A reaction")


def close(cast: Cast, visit: Appointment) -> None:
    visit.course.closed, visit.course.closed_by = NOW, cast.doctor
    visit.course.save()


def cancel(cast: Cast, visit: Appointment) -> None:
    visit.state = "cancelled"
    visit.save()


def postpone(cast: Cast, visit: Appointment) -> None:
    visit.starts, visit.ends = NOW + timedelta(days=1), NOW + timedelta(days=1, hours=1)
    visit.save()


def make_review(cast: Cast, visit: Appointment) -> None:
    visit.kind, visit.course, visit.number = "review", None, None
    visit.save()


def give_to_another(cast: Cast, visit: Appointment) -> None:
    visit.patient = make_patient(cast.clinic, "P-0002", "Test Patient Two")
    visit.save()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (hold, "The course is on hold until a doctor has looked."),
        (close, "The course is closed."),
        (cancel, "This visit is over or was cancelled."),
        (postpone, "This visit is not today. Move it to today first."),
        (make_review, "This visit is not a session of a course."),
        (give_to_another, "This course is another patient's."),
    ],
)
def test_session_of_a_wrong_visit_is_not_opened(
    cast: Cast, spoil: Callable[[Cast, Appointment], None], reason: str
) -> None:
    """Whatever is wrong with the visit is said in words, and nothing is written."""
    visit = visit_today(cast, make_course(cast))
    spoil(cast, visit)
    with pytest.raises(RefusedError) as refused:
        open_session(appointment=visit, operator=cast.doctor, by=cast.as_("doctor"), at=NOW)
    assert (str(refused.value), Session.objects.count()) == (reason, 0)


@pytest.mark.parametrize("name", ["desk", "lapsed", "stranger"])
def test_session_by_somebody_who_may_not_treat_is_not_opened(cast: Cast, name: str) -> None:
    """The desk, a lapsed licence, and a doctor of another clinic: neither as who opens nor as who treats."""
    visit = visit_today(cast, make_course(cast))
    with pytest.raises(RefusedError):
        open_session(appointment=visit, operator=cast.doctor, by=cast.as_(name), at=NOW)
    with pytest.raises(RefusedError):
        open_session(appointment=visit, operator=cast.staff[name], by=cast.as_("doctor"), at=NOW)


def test_session_is_untouched_by_a_doctor_of_another_clinic(cast: Cast) -> None:
    """A stranger's actor is refused by every service, not only by the pages."""
    session = prepared(cast)
    for service in (check_gate, start_session, end_session, give_aftercare, sign_session):
        with pytest.raises(RefusedError):
            service(session=session, by=cast.as_("stranger"), at=minutes(1))


def test_facts_that_cannot_be_are_named_all_at_once(cast: Cast) -> None:
    """Grams below nothing and an antiseptic that there is not: both are named, none is saved."""
    session = opened(cast)
    facts = today_facts(anaesthetic={"agent": "lidocaine_4", "grams": -1}, antiseptic="vinegar")
    with pytest.raises(InputError) as refused:
        save_facts(session=session, facts=facts, device=cast.device, version=1, by=cast.as_("doctor"), at=NOW)
    assert [problem.place for problem in refused.value.problems] == ["anaesthetic.grams", "antiseptic"]
    session.refresh_from_db()
    assert (session.facts, session.version) == ({}, 1)


def test_second_editor_is_told(cast: Cast) -> None:
    """Two people opened the same screen; what the first saved is not overwritten."""
    session = opened(cast)
    given = {"session": session, "device": cast.device, "version": 1, "at": NOW}
    save_facts(**given, facts=today_facts(), by=cast.as_("doctor"))
    with pytest.raises(RefusedError, match="Somebody else has changed this session"):
        save_facts(**given, facts={}, by=cast.as_("nurse"))
    session.refresh_from_db()
    assert session.facts == today_facts()


def test_device_that_is_retired_or_elsewhere_is_refused(cast: Cast) -> None:
    """Only what stands on this clinic's shelf."""
    session = opened(cast)
    elsewhere = Device.objects.create(
        clinic=cast.other_clinic, at=NOW, model="skinpen_precision", serial="X", label="Pen elsewhere"
    )
    Device.objects.filter(pk=cast.device.pk).update(retired=TODAY)
    cast.device.refresh_from_db()
    for device in (elsewhere, cast.device):
        with pytest.raises(RefusedError, match="This device is not in use here"):
            save_facts(session=session, facts={}, device=device, version=1, by=cast.as_("doctor"), at=NOW)


def test_numbing_clock_gives_the_minutes_to_the_gate(cast: Cast) -> None:
    """While it runs the gate reads it; once stopped the minutes stand."""
    cream = {"agent": "lidocaine_4", "grams": 10, "area_cm2": 200, "occluded": False, "reapplied": False}
    session = prepared(cast, anaesthetic=cream)
    doctor = cast.as_("doctor")
    start_numbing(session=session, by=doctor, at=minutes(5))
    check = check_gate(session=session, by=doctor, at=minutes(35.5))
    assert check.facts["anaesthetic"]["minutes"] == 30
    with pytest.raises(RefusedError, match="The clock runs already"):
        start_numbing(session=session, by=doctor, at=minutes(36))
    stopped = stop_numbing(session=session, by=doctor, at=minutes(45))
    assert (stopped.facts["anaesthetic"], stopped.gate) == ({**cream, "minutes": 40}, None)
    with pytest.raises(RefusedError, match="No clock is running"):
        stop_numbing(session=session, by=doctor, at=minutes(46))


def test_numbing_clock_without_a_cream_is_refused(cast: Cast) -> None:
    """A clock for nothing is a mistake."""
    with pytest.raises(RefusedError, match="Say first which numbing cream"):
        start_numbing(session=prepared(cast), by=cast.as_("doctor"), at=NOW)


def test_gate_is_kept_with_what_it_saw(cast: Cast) -> None:
    """The whole file, the verdict, and the zones that may be treated."""
    check = check_gate(session=prepared(cast), by=cast.as_("doctor"), at=minutes(1))
    kept = GateCheck.objects.get()
    assert (kept, kept.verdict, kept.edition) == (check, "modify", "2026.1")
    assert [(zone["zone"], zone["depth_mm"]) for zone in kept.answer["zones"]] == [
        ("cheek_left", 1.0),
        ("cheek_right", 1.0),
    ]
    assert kept.facts["device"]["cartridge"] == {
        "lot": "TESTLOT",
        "number": "0001",
        "expires": "2028-05-01",
        "seal_intact": True,
        "used_before": False,
    }


def test_what_nobody_asked_today_stops_the_gate(cast: Cast) -> None:
    """An answer from the consultation does not answer for today; the open question is kept."""
    facts = today_facts()
    facts["findings"] = [one for one in facts["findings"] if one["finding"] != "fever"]
    check = check_gate(session=prepared(cast, **facts), by=cast.as_("doctor"), at=minutes(1))
    assert (check.verdict, [one["finding"] for one in check.answer["questions"]]) == ("stop", ["fever"])


def test_finding_of_the_consultation_still_counts_at_the_gate(cast: Cast) -> None:
    """What is not asked anew before a session is taken from the record, not forgotten."""
    session = prepared(cast)
    intake = cast.patient.intakes.get()
    findings = [
        {"finding": "keloid", "status": "active"} if one["finding"] == "keloid" else one
        for one in intake.said["findings"]
    ]
    intake.said = {**intake.said, "findings": findings}
    intake.save()
    check = check_gate(session=session, by=cast.as_("doctor"), at=minutes(1))
    assert check.verdict == "stop"
    assert "keloid" in {finding for reason in check.answer["reasons"] for finding in reason["findings"]}


def test_session_ends_once_and_not_before_a_zone_is_done(cast: Cast) -> None:
    """No zone, no end; one end only."""
    with pytest.raises(RefusedError, match="The session has not started"):
        end_session(session=prepared(cast), by=cast.as_("doctor"), at=minutes(3))
    session = Session.objects.get()
    check_gate(session=session, by=cast.as_("doctor"), at=minutes(1))
    start_session(session=session, by=cast.as_("doctor"), at=minutes(2))
    with pytest.raises(RefusedError, match="No zone is on record yet"):
        end_session(session=session, by=cast.as_("doctor"), at=minutes(3))


def test_end_without_its_log_is_no_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the log cannot be written nothing is."""
    session = treated(cast)
    monkeypatch.setattr("percutis.web.accounts.audit.AuditEvent.save", _broken)
    with pytest.raises(RuntimeError):
        end_session(session=session, by=cast.as_("doctor"), at=minutes(30))
    session.refresh_from_db()
    assert (session.ended, CourseEvent.objects.count()) == (None, 0)


def _broken(*_args: object, **_kwargs: object) -> None:
    raise RuntimeError("the disk is full")


def test_signature_waits_for_everything_that_is_missing(cast: Cast) -> None:
    """What is missing is listed by name, each with the step where it is done."""
    session = started(cast)
    assert what_is_missing(session) == [
        ("photographs", "No photographs, and no reason why not."),
        ("treat", "No zone is on record."),
        ("treat", "The end of the session has not been recorded."),
        ("aftercare", "Aftercare has not been given."),
    ]
    with pytest.raises(RefusedError, match="The session is not complete yet: No photographs"):
        sign_session(session=session, by=cast.as_("doctor"), at=minutes(3))


def test_photographs_are_not_missing_where_the_patient_declined_them(cast: Cast) -> None:
    """Without consent none may be taken, so none are asked for."""
    session = started(cast)
    agree(cast, cast.patient, "photographs", "declined", at=minutes(3))
    assert "photographs" not in {step for step, _name in what_is_missing(session)}


def test_only_who_treated_signs(cast: Cast) -> None:
    """A colleague's password is no signature of the operator's."""
    session = treated(cast)
    with pytest.raises(RefusedError, match="Whoever treated signs"):
        sign_session(session=session, by=cast.as_("nurse"), at=minutes(30))


def test_abandoned_session_frees_the_visit_and_is_over(cast: Cast) -> None:
    """The reason stays; nothing is done in it any more; the session of the course can be booked again."""
    session = prepared(cast)
    with pytest.raises(RefusedError, match="Say why"):
        abandon_session(session=session, because=" ", by=cast.as_("doctor"), at=minutes(3))
    abandon_session(session=session, because="Sunburn", by=cast.as_("doctor"), at=minutes(3))
    with pytest.raises(RefusedError, match="This session was given up"):
        check_gate(session=session, by=cast.as_("doctor"), at=minutes(4))
    assert visit_today(cast, session.course, at=minutes(10)).number == session.number


def test_started_session_is_not_abandoned(cast: Cast) -> None:
    """What has touched the skin is ended and signed."""
    with pytest.raises(RefusedError, match="The session has started"):
        abandon_session(session=started(cast), because="Changed my mind", by=cast.as_("doctor"), at=minutes(3))


def test_incident_is_tied_to_session_device_and_cartridge(cast: Cast) -> None:
    """A needle stick, for the register of events."""
    session = started(cast)
    record_incident(
        session=session, kind="needle_stick", what="Left thumb, through the glove", by=cast.as_("doctor"), at=minutes(5)
    )
    event = Event.objects.get()
    assert (event.session, event.device, event.cartridge, event.patient, event.kind) == (
        session,
        cast.device,
        cast.cartridge,
        cast.patient,
        "needle_stick",
    )


def test_second_session_remembers_the_first(cast: Cast) -> None:
    """The file for the core names the day of the last session, in the clinic's calendar."""
    session = treated(cast)
    end_session(session=session, by=cast.as_("doctor"), at=minutes(30))
    later = NOW + timedelta(days=35)
    visit = visit_today(cast, session.course, number=2, at=later)
    second = open_session(appointment=visit, operator=cast.doctor, by=cast.as_("doctor"), at=later)
    file = session_file_of(second, starts=later, zones=[])
    assert (file["last_session"], timezone.localtime(later, cast.clinic.zone).isoformat(timespec="minutes")) == (
        "2026-11-25",
        file["starts"],
    )
    assert Consent.objects.count() == 2
