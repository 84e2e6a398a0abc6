"""What happens to a course: sessions held and moved, reactions, holds and their lifting, and the closing.

Dates are the core's: an event is added here, and `percutis.web.records.selectors.courses.course_dates` dates anew.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.courses import course_summary, said_of_wait
from percutis.web.records.core.dating import dating_of
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.models import Course, CourseEvent, CoursePause

PHYSICIAN = "physician"  # the rule of a date that a physician sets when lifting a hold
REASONS = ("complete", "stopped", "moved_away", "new_plan")


def record_held(*, course: Course, number: int, on: date, by: Actor, at: datetime) -> CourseEvent:
    """That a session took place on that day. A fact: it is never refused for its date, and the rest follows from it.

    Said twice of the same day it stands once.

    Raises:
        RefusedError: without the right to treat, the course is closed, has no such session, or the session was held on
            another day.
    """
    by.require(Right.TREAT, course.clinic, at)
    with transaction.atomic():
        held = _open(course)
        before = held.events.filter(kind="held", number=number).first()
        if before and before.on == on:
            return before
        if before:
            raise RefusedError(_("Session %(number)s of this course has been held already.") % {"number": number})
        _require_session(held, number)
        return _add(held, "held", by=by, at=at, number=number, on=on)


def record_moved(*, course: Course, number: int, to: date, by: Actor, at: datetime) -> CourseEvent:
    """That a session is wanted on another day; what follows it moves with it.

    Raises:
        RefusedError: without the right to book, the course is closed or has no such session, or the day breaks waits:
            each is said in words.
    """
    by.require(Right.BOOK, course.clinic, at)
    with transaction.atomic():
        moved = _open(course)
        _require_session(moved, number)
        dating = dating_of(moved)
        if broken := dating.waits_broken(number, to):
            texts = texts_of(edition_of(moved.clinic, moved.plan.edition))
            raise RefusedError(" ".join(said_of_wait(wait, dating, texts) for wait in broken))
        return _add(moved, "moved", by=by, at=at, number=number, on=to)


def record_reaction(
    *,
    course: Course,
    until: date,
    interval_at_least_days: int | None = None,
    rule: str,
    by: Actor,
    at: datetime,
) -> CourseEvent:
    """That there is no session before `until`, and at least so many days between sessions from then on.

    Raises:
        RefusedError: the course is closed.
    """
    with transaction.atomic():
        return _add(
            _open(course),
            "reaction",
            by=by,
            at=at,
            on=until,
            interval_at_least_days=interval_at_least_days,
            rule=rule,
        )


def pause_course(*, course: Course, because: str, by: Actor, at: datetime) -> CoursePause:
    """The hold: no further session until a physician has lifted it. The same reason stands once.

    Staff need the right to answer patients; a check-in of the patient's own may hold a course too.

    Raises:
        RefusedError: the course is closed, no reason, or staff without the right.
    """
    if by.kind == "staff":
        by.require(Right.ANSWER, course.clinic, at)
    if not because.strip():
        raise RefusedError(_("Say in a few words why the course is put on hold."))
    with transaction.atomic():
        held = _open(course)
        reason = because.strip()[:240]
        standing = held.pauses.filter(lifted__isnull=True, because=reason).first()
        if standing:
            return standing
        row = CoursePause.objects.create(clinic=held.clinic, at=at, by=by.membership, course=held, because=reason)
        details = {"because": reason}
        write_audit(by=by, at=at, action="course.held", subject=held, patient=held.patient.key, details=details)
    return row


def lift_pause(
    *, pause: CoursePause, finding: str, not_before: date | None = None, by: Actor, at: datetime
) -> CoursePause:
    """The hold, lifted by a physician who says what was found; `not_before` keeps the next session until that day.

    Raises:
        RefusedError: not a physician with a licence, nothing said of what was found, or lifted already.
    """
    by.require(Right.DECIDE, pause.clinic, at)
    if not finding.strip():
        raise RefusedError(_("Say what you found; it stays on the record under your name."))
    with transaction.atomic():
        row = CoursePause.objects.select_for_update().get(pk=pause.pk)
        if row.lifted is not None:
            raise RefusedError(_("This hold has been lifted already."))
        course = _open(row.course)
        row.lifted, row.lifted_by, row.finding = at, by.membership, finding.strip()[:400]
        row.save()
        if not_before:
            record_reaction(course=course, until=not_before, rule=PHYSICIAN, by=by, at=at)
        details = {
            "pause": row.pk,
            "finding": row.finding,
            "not_before": not_before.isoformat() if not_before else None,
        }
        write_audit(by=by, at=at, action="course.resumed", subject=course, patient=course.patient.key, details=details)
    return row


def close_course(*, course: Course, because: str, note: str = "", by: Actor, at: datetime) -> Course:
    """The course, closed with a summary composed from the record; nothing is added to it afterwards.

    Raises:
        RefusedError: not a physician with a licence, closed already, a session or a booked visit still open, or
            "complete" while sessions were not held or a hold stands.
    """
    by.require(Right.DECIDE, course.clinic, at)
    if because not in REASONS:
        raise RefusedError(_("Choose why the course is closed."))
    with transaction.atomic():
        row = _open(course)
        _refuse_unclosable(row, because)
        row.closed, row.closed_by, row.closed_because = at, by.membership, because
        row.summary = course_summary(row, note=note.strip())
        row.save()
        details = {"because": because, "note": note.strip()}
        write_audit(by=by, at=at, action="course.closed", subject=row, patient=row.patient.key, details=details)
    return row


def _refuse_unclosable(course: Course, because: str) -> None:
    running = course.sessions.filter(ended__isnull=True, abandoned__isnull=True, started__isnull=False)
    unsigned = course.sessions.filter(ended__isnull=False, signed__isnull=True, abandoned__isnull=True)
    if running.exists() or unsigned.exists():
        raise RefusedError(_("A session of this course is not signed yet. Finish it first."))
    if course.appointments.filter(state__in=("booked", "confirmed", "arrived", "in_room")).exists():
        raise RefusedError(_("Visits are still booked for this course. Cancel them first."))
    if because != "complete":
        return
    if course.pauses.filter(lifted__isnull=True).exists():
        raise RefusedError(_("The course is on hold. A physician lifts the hold first, or closes it as stopped."))
    held = set(course.events.filter(kind="held").values_list("number", flat=True))
    left = [str(one.number) for one in dating_of(course).planned if one.number not in held]
    if left:
        raise RefusedError(
            _("Sessions not held yet: %(numbers)s. Close the course as stopped if they are not to be held.")
            % {"numbers": ", ".join(left)}
        )


def _open(course: Course) -> Course:
    """The course with its row held, so that two people add one after the other."""
    row = Course.objects.select_for_update(of=("self",)).select_related("clinic", "patient", "plan__clinic")
    found = row.get(pk=course.pk)
    if found.closed is not None:
        raise RefusedError(_("This course is closed."))
    return found


def _require_session(course: Course, number: int) -> None:
    try:
        if dating_of(course).session(number) is None:
            raise RefusedError(_("The course has no session %(number)s.") % {"number": number})
    except InputError:
        raise RefusedError(_("The dates of this course can no longer be worked out. Make the plan anew.")) from None


def _add(
    course: Course,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    on: date,
    number: int | None = None,
    interval_at_least_days: int | None = None,
    rule: str = "",
) -> CourseEvent:
    row = CourseEvent.objects.create(
        clinic=course.clinic,
        at=at,
        by=by.membership,
        course=course,
        kind=kind,
        number=number,
        on=on,
        interval_at_least_days=interval_at_least_days,
        rule=rule,
    )
    details = {"number": number, "on": on.isoformat(), "interval_at_least_days": interval_at_least_days, "rule": rule}
    said = {name: value for name, value in details.items() if value not in (None, "")}
    write_audit(
        by=by, at=at, action=f"course.session_{kind}" if number else "course.reaction", subject=course,
        patient=course.patient.key, details=said,
    )  # fmt: skip
    return row
