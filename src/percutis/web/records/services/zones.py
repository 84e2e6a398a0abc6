"""What was done in each zone. Nothing is overwritten: a correction is a row that replaces another and says why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.edition import Edition
from percutis.domain.words import GateVerdict
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.sessions import gate_file, nearest_setting
from percutis.web.records.guards import told_in_words
from percutis.web.records.models import Session, ZoneTreatment
from percutis.web.records.selectors.sessions import edition_for, plan_for, settings_to_use, treated_zones
from percutis.web.records.services.session_rows import locked_session, refuse_signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done in one zone for one concern."""

    zone: str
    concern: str
    depth_mm: float
    passes: int
    endpoint_reached: bool | None = None
    note: str = ""

    @property
    def setting(self) -> dict[str, Any]:
        """As a session file writes it."""
        return {"zone": self.zone, "concern": self.concern, "depth_mm": self.depth_mm, "passes": self.passes}


def treat_zone(*, session: Session, done: Done, why: str = "", by: Actor, at: datetime) -> ZoneTreatment:
    """What was done in one zone, while the session goes on. A second row for it corrects the first and says `why`.

    Raises:
        InputError: a zone, a depth or a number of passes that cannot be.
        RefusedError: not started, over, a consent taken back meanwhile, a depth that the device or a bound of today
            forbids, a zone that the gate took out, or a difference from the plan without a note.
    """
    with told_in_words(), transaction.atomic():
        row = locked_session(session, by, at)
        refuse_signed(row)
        if row.started is None or row.gate is None:
            raise RefusedError(_("The session has not started."))
        if row.ended is not None:
            raise RefusedError(_("The session is over. What was done can only be corrected, with the reason."))
        consent = row.patient.consents.filter(subject="procedure").order_by("-id").first()
        if consent is None or consent.state != "signed":
            raise RefusedError(_("The patient has taken the consent back. End the session as it is."))
        return _record(row, done, _standing(row, done), why, by, at)


def correct_zone(*, treatment: ZoneTreatment, done: Done, why: str, by: Actor, at: datetime) -> ZoneTreatment:
    """The row that corrects another, also after the end and after the signature; both stay on record.

    Raises:
        InputError: a depth or a number of passes that cannot be.
        RefusedError: no reason, or another row has corrected this one meanwhile.
    """
    with told_in_words(), transaction.atomic():
        row = locked_session(treatment.session, by, at)
        standing = _standing(row, done)
        if standing is None or standing.pk != treatment.pk:
            raise RefusedError(_("Somebody else has corrected this zone meanwhile. Look at what stands now."))
        return _record(row, done, standing, why, by, at, is_afterwards=row.ended is not None)


def _standing(row: Session, done: Done) -> ZoneTreatment | None:
    found = treated_zones(row)
    return next((one for one in found if (one.zone, one.concern) == (done.zone, done.concern)), None)


def _record(
    row: Session,
    done: Done,
    before: ZoneTreatment | None,
    why: str,
    by: Actor,
    at: datetime,
    *,
    is_afterwards: bool = False,
) -> ZoneTreatment:
    if before and not why.strip():
        raise RefusedError(_("This zone is on record already. Say why it is corrected."))
    if not is_afterwards:  # what has been done is put on record as it was, whatever should have been
        _refuse_beyond_bounds(row, done, edition_for(row))
    if not done.note.strip() and _differs(row, done):
        raise RefusedError(_("This differs from the plan. Say in a few words why."))
    treated = ZoneTreatment.objects.create(
        clinic=row.clinic,
        at=at,
        by=by.membership,
        session=row,
        endpoint_reached=done.endpoint_reached,
        note=done.note.strip()[:240],
        replaces=before,
        why=why.strip()[:240] if before else "",
        **done.setting,
    )
    details = done.setting | ({"why": treated.why, "replaces": before.pk} if before else {})
    action = "zone.corrected" if before else "zone.treated"
    write_audit(by=by, at=at, action=action, subject=row, patient=row.patient.key, details=details)
    return treated


def _differs(row: Session, done: Done) -> bool:
    """Whether it is another depth than the gate let through of the plan, passes outside the plan's, or not planned."""
    let_through = next((one for one in settings_to_use(row) if _is_of(one, done)), None)
    planned = next((one for one in plan_for(row).zones if (one.zone, one.concern) == (done.zone, done.concern)), None)
    if let_through is None or planned is None or let_through["depth_mm"] != done.depth_mm:
        return True
    passes = planned.passes
    return passes is not None and not passes.min <= done.passes <= passes.max


def _is_of(planned: dict[str, Any], done: Done) -> bool:
    return (planned["zone"], planned["concern"]) == (done.zone, done.concern)


def _refuse_beyond_bounds(row: Session, done: Done, edition: Edition) -> None:
    """Ask the core's gate about exactly this setting, on the facts that it let go with."""
    assert row.gate is not None  # noqa: S101 (a started session has one; the database says so)
    since = next((one.get("since") for one in row.gate.facts["zones"] if _is_of(one, done)), None)
    setting = done.setting | ({"since": since} if since else {})
    answer = gate_file({**row.gate.facts, "zones": [setting]}, edition)
    allowed = next((one for one in answer.zones if one.zone == done.zone), None)
    if allowed is None or answer.verdict is GateVerdict.STOP:
        raise RefusedError(_("The gate does not let this zone be treated so today."))
    if allowed.depth_mm < done.depth_mm:
        sentence = _("Here the bounds allow at most %(depth)s mm today.")
        raise RefusedError(sentence % {"depth": f"{allowed.depth_mm:g}"})
    nearest = nearest_setting(row.device.model if row.device else "", done.depth_mm, edition)
    if nearest != done.depth_mm:
        sentence = _("The device cannot be set to this depth; the nearest shallower one is %(depth)s mm.")
        raise RefusedError(sentence % {"depth": f"{nearest:g}" if nearest else "–"})
