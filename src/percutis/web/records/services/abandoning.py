"""A session that does not take place: its visit is free again, and so is what was sealed still."""

from collections.abc import Container
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Appointment, Session
from percutis.web.records.services.returns import take_off
from percutis.web.records.services.session_rows import locked_session


def abandon_session(*, session: Session, because: str, sealed: Container[int] = (), by: Actor, at: datetime) -> Session:
    """The session, given up before the first pass; the visit is over and its place free. Of the cartridges on the
    tray those of the uses in `sealed` go back into the stock, every other counts as opened and is thrown away.

    Raises:
        RefusedError: needles have touched the skin, or no reason is given.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        if row.started is not None:
            raise RefusedError(_("The session has started: end and sign it."))
        if not because.strip():
            raise RefusedError(_("Say why the session does not take place."))
        for use in row.cartridges.select_for_update().order_by("id"):
            take_off(use, row, sealed=use.pk in sealed, because=because, by=by, at=at)
        row.abandoned, row.abandoned_because = at, because.strip()[:400]
        row.gate = None
        row.save()
        Appointment.objects.filter(pk=row.appointment_id).update(state="cancelled", state_at=at)
        row.appointment.cells.all().delete()
        details = {"because": row.abandoned_because}
        write_audit(by=by, at=at, action="session.abandoned", subject=row, patient=row.patient.key, details=details)
    return row
