"""The row of a session while something is written to it: held until the transaction ends, and what forbids a write."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.models import Course, Session
from percutis.web.records.selectors.courses import is_paused


def locked_session(session: Session, by: Actor, at: datetime) -> Session:
    """The row as it stands now, held; only who may treat in its clinic comes this far.

    Raises:
        RefusedError: no right to treat, another clinic's session, or one that was given up.
    """
    by.require(Right.TREAT, session.appointment.clinic, at)
    row = (
        Session.objects.select_for_update(of=("self",))
        .select_related("clinic", "patient__clinic", "appointment__clinic", "course__plan", "course__patient")
        .select_related("operator__user", "operator__clinic", "operator__supervisor", "device", "gate")
        .get(pk=session.pk)
    )
    if row.abandoned is not None:
        raise RefusedError(_("This session was given up."))
    return row


def refuse_backwards(since: datetime | None, at: datetime) -> None:
    """Refuse a moment that lies before the one it follows: the clock of the machine was set back meanwhile."""
    if since is not None and at < since:
        raise RefusedError(
            _("The clock of this computer went back: this began at %(time)s. Have it set right, then do it again.")
            % {"time": f"{timezone.localtime(since):%H:%M}"}
        )


def refuse_signed(row: Session) -> None:
    """Refuse to add to a session that stands under a name."""
    if row.signed is not None:
        raise RefusedError(_("This session has been signed. What was done can only be corrected, with the reason."))


def refuse_stopped(course: Course) -> None:
    """Refuse to go on in a course that is closed or on hold."""
    if course.closed is not None:
        raise RefusedError(_("The course is closed."))
    if is_paused(course):
        raise RefusedError(_("The course is on hold until a doctor has looked."))
