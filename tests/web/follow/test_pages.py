"""The pages of what follows a session: who may open them, and that what is on the record is on the page."""

from typing import Any

import pytest
from django.urls import reverse

from percutis.interop.wording import say
from percutis.protocol.load import load_edition, load_texts
from percutis.web.clinic.presenters.events import what_happened
from percutis.web.records.core.checkins import triage_file
from percutis.web.records.core.courses import course_summary
from percutis.web.records.models import CheckIn, Course, Event
from percutis.web.records.services.checkins import record_checkin
from percutis.web.records.services.courses import close_course, record_held
from tests.web.cast import NOW, Cast
from tests.web.follow.treated import ENDED, make_session, patient_actor, said


@pytest.fixture
def emergency(cast: Cast) -> CheckIn:
    """A patient who cannot breathe, three days after the first session."""
    session = make_session(cast)
    record_held(course=session.course, number=1, on=ENDED.date(), by=cast.as_("doctor"), at=ENDED)
    by = patient_actor(session.patient)
    return record_checkin(session=session, said=said(("breathing_difficulty", 6)), source="patient", by=by, at=NOW)


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"clinic:{name}", kwargs={"clinic": "tests", **kwargs})


CLINICAL = {"doctor": 200, "nurse": 200, "aesthetician": 200, "lapsed": 200}
NOBODY = {"desk": 403, "stranger": 404, "nobody": 302}


def every_page(row: CheckIn) -> dict[str, str]:
    event, course = Event.objects.get(), row.session.course_id
    return {
        "inbox": address("inbox"),
        "answered": address("inbox") + "?list=answered&page=2",
        "checkin": address("checkin", checkin=row.pk),
        "checkin_new": address("checkin_new", session=row.session_id),
        "events": address("events"),
        "event": address("event", event=event.pk),
        "event_new": address("event_new", patient=row.patient.key),
        "course": address("course", course=course),
        "outcome_new": address("outcome_new", course=course),
    }


@pytest.mark.parametrize(("name", "status"), [*CLINICAL.items(), *NOBODY.items()])
def test_pages_open_for_whom_they_should(emergency: CheckIn, enter: Any, name: str, status: int) -> None:
    """Clinical roles see all of it, the front desk none, a stranger nothing, and nobody the log-in."""
    client = enter(name)
    found = {page: client.get(url).status_code for page, url in every_page(emergency).items()}
    assert found == dict.fromkeys(found, status)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_pages_are_worded_in_both_languages(emergency: CheckIn, enter: Any, language: str) -> None:
    """Every page renders in English and Urdu, with its direction."""
    client = enter("doctor")
    client.cookies["language"] = language
    for url in every_page(emergency).values():
        response = client.get(url)
        assert response.status_code == 200
        assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(("name", "status"), [("doctor", 200), ("nurse", 403), ("desk", 403), ("stranger", 404)])
def test_closing_is_for_physicians(emergency: CheckIn, enter: Any, name: str, status: int) -> None:
    """Who signs the plan ends the course."""
    assert enter(name).get(address("course_close", course=emergency.session.course_id)).status_code == status


def test_checkin_page_shows_urgency_reason_source_and_phone(emergency: CheckIn, enter: Any) -> None:
    """What the core says stands there with its rule, and the patient can be called."""
    text = enter("nurse").get(address("checkin", checkin=emergency.pk)).content.decode()
    for part in (
        "Emergency",
        "breathing_circulation_or_consciousness",
        f'href="tel:{emergency.patient.phone}"',
        "Go to the nearest emergency department now",
    ):
        assert part in text


def test_checkin_page_suggests_the_answer_in_the_patient_s_language(emergency: CheckIn, enter: Any) -> None:
    """An English page, an Urdu answer."""
    emergency.patient.language = "ur"
    emergency.patient.save()
    form = enter("nurse").get(address("checkin", checkin=emergency.pk)).context["form"]
    assert "ایمرجنسی" in form.initial["reply"]


def test_answer_of_the_second_is_not_sent_and_not_lost(emergency: CheckIn, enter: Any) -> None:
    """The page tells the second who answered, and keeps the words."""
    url = address("checkin_answer", checkin=emergency.pk)
    assert enter("nurse").post(url, {"reply": "Go now."}).status_code == 302
    second = enter("doctor").post(url, {"reply": "Please wait."})
    assert second.status_code == 422
    assert "Test Nurse has answered this" in second.content.decode()
    emergency.refresh_from_db()
    assert emergency.reply == "Go now."


def test_phoned_checkin_is_triaged_like_the_patient_s_own(emergency: CheckIn, enter: Any) -> None:
    """What was asked and denied is kept; what was typed wrongly is not lost. Denied, it is usual on whatever day."""
    url = address("checkin_new", session=emergency.session_id)
    client = enter("nurse")
    refused = client.post(url, {"symptom.erythema": "11", "temperature_c": "37.1"})
    assert (refused.status_code, 'value="11"' in refused.content.decode()) == (422, True)
    client.post(url, {"symptom.erythema": "0", "trend.erythema": "improving", "symptom.pus": "0"})
    row = CheckIn.objects.latest("id")
    assert (row.source, row.urgency, row.said["symptoms"]) == (
        "staff",
        "self_care",
        [
            {"symptom": "erythema", "severity": 0, "trend": "improving"},
            {"symptom": "pus", "severity": 0},
        ],
    )


def test_course_page_says_why_a_day_is_not_possible(emergency: CheckIn, enter: Any) -> None:
    """The wait that a wish would break stands there in words, and nothing is written."""
    url = address("course", course=emergency.session.course_id)
    text = enter("doctor").get(url, {"number": 2, "to": "2026-11-30"}).content.decode()
    assert "Between session 1 and session 2 lie" in text
    assert Course.objects.get().events.count() == 1


def test_hold_is_lifted_on_the_page_by_a_physician_only(emergency: CheckIn, enter: Any) -> None:
    """A nurse is told that it is not theirs; nothing changes."""
    course = emergency.session.course
    pause = course.pauses.get()
    url = address("course_lift", course=course.pk, pause=pause.pk)
    assert enter("nurse").post(url, {"finding": "well"}).status_code == 403
    assert enter("doctor").post(url, {"finding": ""}).status_code == 422
    assert enter("doctor").post(url, {"finding": "well"}).status_code == 302
    pause.refresh_from_db()
    assert pause.finding == "well"


def test_summary_of_a_closed_course_is_printed_as_kept(emergency: CheckIn, enter: Any, cast: Cast) -> None:
    """What was kept is what prints."""
    course = emergency.session.course
    course.appointments.update(state="done")
    closed = close_course(course=course, because="stopped", by=cast.as_("doctor"), at=NOW)
    text = enter("nurse").get(address("course_summary", course=course.pk)).content.decode()
    assert all(line.split(",")[0] in text for line in closed.summary.splitlines())


def test_summary_of_a_course_counts_one_pass_as_one(cast: Cast) -> None:
    """One pass is no passes."""
    assert "left cheek 1 mm, 1 pass, right cheek 1 mm, 1 pass; " in course_summary(make_session(cast, passes=1).course)


def test_event_page_words_the_checkin_anew_for_its_reader(emergency: CheckIn, enter: Any) -> None:
    """The register keeps English; an Urdu reader reads the reasons in Urdu. What somebody wrote stays as written."""
    event = Event.objects.get()
    client = enter("doctor")
    client.cookies["language"] = "ur"
    page = client.get(address("event", event=event.pk)).content.decode()
    reasons = triage_file(emergency.said, load_edition(emergency.edition)).reasons
    assert say(reasons[0].text, load_texts(emergency.edition, "ur")) in page
    assert event.what not in page

    event.checkin = None
    assert what_happened(event, load_texts(emergency.edition, "ur")) == f"\u2068{event.what}\u2069"


def every_write(row: CheckIn) -> dict[str, str]:
    """Every address that writes, by name; those with a page of their own are among the pages."""
    course, event, pause = row.session.course_id, Event.objects.get().pk, row.session.course.pauses.get().pk
    return {
        "checkin_take": address("checkin_take", checkin=row.pk),
        "checkin_hand_over": address("checkin_hand_over", checkin=row.pk),
        "checkin_answer": address("checkin_answer", checkin=row.pk),
        "event_note": address("event_note", event=event),
        "event_close": address("event_close", event=event),
        "course_move": address("course_move", course=course),
        "course_hold": address("course_hold", course=course),
        "course_lift": address("course_lift", course=course, pause=pause),
        "course_close": address("course_close", course=course),
    }


BOOKS = {"course_move"}
FOR_PHYSICIANS = {"event_close", "course_lift", "course_close"}


@pytest.mark.parametrize("name", ["nurse", "desk", "stranger", "nobody"])
def test_writes_are_refused_to_whom_they_are_not_for(emergency: CheckIn, enter: Any, name: str) -> None:
    """The front desk only books; a nurse decides nothing; a stranger finds nothing."""
    client, writes = enter(name), every_write(emergency)
    refused = {"stranger": 404, "nobody": 302}
    closed_to = {"nurse": FOR_PHYSICIANS, "desk": set(writes) - BOOKS}.get(name, set(writes))
    found = {write: client.post(url).status_code for write, url in writes.items() if write in closed_to}
    assert found == dict.fromkeys(closed_to, refused.get(name, 403))
    emergency.refresh_from_db()
    assert (emergency.responder, emergency.answered, Event.objects.get().closed) == (None, None, None)


def test_writes_do_not_answer_to_a_link(emergency: CheckIn, enter: Any) -> None:
    """What writes is sent, never followed."""
    client = enter("doctor")
    links = {name: url for name, url in every_write(emergency).items() if name != "course_close"}
    found = {name: client.get(url).status_code for name, url in links.items()}
    assert found == dict.fromkeys(links, 405)


def test_hand_over_on_the_page_names_the_colleague(emergency: CheckIn, enter: Any, cast: Cast) -> None:
    """Taken, handed on, and free again."""
    take = address("checkin_take", checkin=emergency.pk)
    hand = address("checkin_hand_over", checkin=emergency.pk)
    enter("nurse").post(take)
    assert enter("doctor").post(take).status_code == 409
    enter("nurse").post(hand, {"to": cast.doctor.pk})
    emergency.refresh_from_db()
    assert emergency.responder == cast.doctor
    enter("doctor").post(hand, {"to": ""})
    emergency.refresh_from_db()
    assert emergency.responder is None


def test_wish_that_is_possible_is_kept_and_moves_the_rest(emergency: CheckIn, enter: Any) -> None:
    """Looking changes nothing; keeping moves the next sessions with it."""
    course = emergency.session.course
    enter("desk").post(address("course_move", course=course.pk), {"number": 2, "to": "2027-01-10"})
    moved = course.events.get(kind="moved")
    assert (moved.number, moved.on.isoformat()) == (2, "2027-01-10")


def test_emergencies_stand_on_top_for_whoever_may_answer(emergency: CheckIn, rf: Any, cast: Cast) -> None:
    """A name and how long; nothing for the front desk, nothing once it is answered."""
    from datetime import timedelta

    from percutis.web.clinic.context import emergencies

    def seen(name: str) -> dict[str, Any]:
        request = rf.get("/")
        request.clinic, request.now = cast.clinic, NOW + timedelta(minutes=20)
        request.rights = cast.staff[name].rights_on(NOW.date())
        return emergencies(request)

    assert [one["waiting"] for one in seen("nurse")["emergencies"]] == ["20 minutes"]
    assert (seen("nurse")["emergency_count"], seen("desk")) == (1, {})


def test_course_page_says_when_the_core_would_no_longer_treat(emergency: CheckIn, enter: Any, cast: Cast) -> None:
    """A newer consultation that defers is said beside the dates, with the way to it."""
    from tests.web.cast import everything_answered, make_intake

    emergency.session.course.pauses.update(lifted=NOW, lifted_by=cast.doctor)
    url = address("course", course=emergency.session.course_id)
    client = enter("doctor")
    assert [step.words for step in client.get(url).context["steps"]] == ["Book the course"]
    said_now = everything_answered()
    others = [one for one in said_now["findings"] if one["finding"] != "pregnancy"]  # type: ignore[attr-defined]
    make_intake(emergency.patient, {**said_now, "findings": [*others, {"finding": "pregnancy", "status": "active"}]})
    assert [step.words for step in client.get(url).context["steps"]] == ["Consultation", "Book the course"]
