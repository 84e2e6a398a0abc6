"""The sheets of paper of a patient as PDF: before a visit, after a session, the consent, the closed course."""

from datetime import date, datetime

from django.http import Http404

from percutis.interop.recovery import course_case, warning_signs
from percutis.interop.sheets.aftercare import aftercare_sheet
from percutis.interop.sheets.preparation import preparation_sheet
from percutis.interop.sheets.sheet import Sheet
from percutis.protocol.load import languages, load_texts
from percutis.web.records.core.editions import edition_of
from percutis.web.records.core.intakes import plan_file, read_asked
from percutis.web.records.core.paper import sender_of
from percutis.web.records.core.preparation import preparation_for
from percutis.web.records.core.sessions import aftercare_file, sun_after
from percutis.web.records.models import Course, Session
from percutis.web.records.selectors.course_visits import visits_of_course
from percutis.web.records.selectors.courses import course_dates
from percutis.web.records.selectors.sessions import edition_for, plan_for, session_file_as_given


def sheet_after(session: Session, language: str) -> Sheet:
    """What the patient does and leaves after a session that is over.

    Raises:
        Http404: it is not over, or the edition does not speak the language.
    """
    edition = edition_for(session)
    if session.ended is None or language not in languages(edition.id):
        raise Http404
    texts, file = load_texts(edition.id, language), session_file_as_given(session)
    row = session.course.plan
    case = course_case(plan_for(session), read_asked(row.asked, edition, row.on), edition)
    signs = warning_signs(case, edition, texts)
    sender = sender_of(session.patient, language)
    return aftercare_sheet(aftercare_file(file, edition), sun_after(file, edition), signs, texts, sender)


def sheet_before(course: Course, number: int, language: str) -> Sheet:
    """What the patient prepares one session of a course with, by its booked day, else by its intended one.

    Raises:
        Http404: the course has no such session, or the edition does not speak the language.
    """
    edition = edition_of(course.clinic, course.plan.edition)
    if language not in languages(edition.id):
        raise Http404
    day, at = _visit_of(course, number)
    plan = plan_file(course.plan.asked, edition, course.plan.on)
    return preparation_sheet(
        preparation_for(plan, number, day),
        day,
        at,
        load_texts(edition.id, language),
        sender_of(course.patient, language),
        status=edition.status,
    )


def _visit_of(course: Course, number: int) -> tuple[date, datetime | None]:
    visit = visits_of_course(course).get(number)
    if visit:
        starts = visit.starts.astimezone(course.clinic.zone)
        return starts.date(), starts
    intended = next((one.target for one in course_dates(course) if one.number == number), None)
    if intended is None:
        raise Http404
    return intended, None
