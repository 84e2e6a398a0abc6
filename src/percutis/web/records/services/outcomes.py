"""Outcomes: a grade on one of the edition's scales, on one day of a course."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.editions import edition_of
from percutis.web.records.models import Course, Outcome


def record_outcome(
    *, course: Course, scale: str, grade: float, concern: str, on: date, note: str = "", by: Actor, at: datetime
) -> Outcome:
    """The grade.

    Raises:
        RefusedError: an unknown scale, a grade outside it, or a closed course.
    """
    by.require(Right.TAKE_INTAKE, course.clinic, at)
    edition = edition_of(course.clinic, course.plan.edition)
    found = next((one for one in edition.scales if one.scale == scale), None)
    if found is None:
        raise RefusedError(_("This scale is not known."))
    if not found.low <= grade <= found.high or (found.whole and grade != int(grade)):
        raise RefusedError(
            _("This scale goes from %(low)s to %(high)s.") % {"low": f"{found.low:g}", "high": f"{found.high:g}"}
        )
    if course.closed is not None:
        raise RefusedError(_("The course is closed."))
    with transaction.atomic():
        row = Outcome.objects.create(
            clinic=course.clinic,
            at=at,
            by=by.membership,
            course=course,
            concern=concern,
            scale=scale,
            grade=grade,
            on=on,
            after_session=course.sessions.filter(ended__isnull=False, ended__date__lte=on).count(),
            note=note.strip()[:400],
        )
        details = {"scale": scale, "grade": grade}
        write_audit(by=by, at=at, action="outcome.recorded", subject=row, patient=course.patient.key, details=details)
    return row
