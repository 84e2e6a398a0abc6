"""Zones that were planned and left untreated: nobody signs a session without saying why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.models import Session, ZoneLeft
from percutis.web.records.selectors.sessions import untreated_zones
from percutis.web.records.services.once import once
from percutis.web.records.services.session_rows import locked_session, refuse_signed


def leave_zone(
    *, session: Session, zone: str, concern: str, reason: str, words: str, by: Actor, at: datetime
) -> ZoneLeft:
    """Why a planned zone was left untreated in a session that has started.

    Raises:
        RefusedError: not started, signed, a zone that is not planned or has been treated, one that has its reason
            already, an unknown reason, or no words.
    """
    if reason not in dict(ZoneLeft.REASONS) or not words.strip():
        raise RefusedError(_("Choose why the zone was left untreated, and say it in a few words."))
    with transaction.atomic():
        row = locked_session(session, by, at)
        refuse_signed(row)
        if row.started is None:
            raise RefusedError(_("The session has not started."))
        if (zone, concern) not in untreated_zones(row):
            raise RefusedError(_("This zone is not planned for this session, or it has been treated."))
        left = _kept(row, zone, concern, reason, words.strip()[:240], by, at)
        details = {"zone": zone, "concern": concern, "reason": reason}
        write_audit(by=by, at=at, action="zone.left", subject=row, patient=row.patient.key, details=details)
    return left


def _kept(row: Session, zone: str, concern: str, reason: str, words: str, by: Actor, at: datetime) -> ZoneLeft:
    given = {"zone": zone, "concern": concern, "reason": reason, "words": words}
    with once(_("Why this zone was left is on record already.")):
        return ZoneLeft.objects.create(clinic=row.clinic, at=at, by=by.membership, session=row, **given)
