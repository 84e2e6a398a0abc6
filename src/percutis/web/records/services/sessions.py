"""A session from its opening to its signature. Whatever the order of requests, none starts without a signed consent, a
gate that let it, an open course that is not on hold, and an operator with a licence; the database stands behind that.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.words import GateVerdict
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.answers import kept
from percutis.web.records.core.sessions import gate_file
from percutis.web.records.models import (
    Appointment,
    Cartridge,
    CartridgeUse,
    Course,
    Device,
    Event,
    GateCheck,
    Patient,
    Product,
    ProductUse,
    Session,
    ZoneTreatment,
)
from percutis.web.records.selectors.courses import is_paused
from percutis.web.records.selectors.sessions import (
    edition_for,
    planned_zones,
    session_file_of,
    treated_zones,
    what_is_missing,
)
from percutis.web.records.services.courses import record_held
from percutis.web.records.services.money import take_session_from_package
from percutis.web.records.services.signals import tell_of_session_end

Facts = dict[str, Any]
FACTS = ("findings", "anaesthetic", "antiseptic", "additions", "platelet_rich_plasma")


def open_session(*, appointment: Appointment, operator: Any, by: Actor, at: datetime) -> Session:
    """The session of a visit, empty and ready to be prepared; the one that stands when it was opened before.

    Raises:
        RefusedError: no session visit, not today's or not open, a closed or held course, an operator without licence.
    """
    by.require(Right.TREAT, _day(appointment, at))
    with transaction.atomic():
        visit = Appointment.objects.select_for_update().select_related("course", "patient").get(pk=appointment.pk)
        standing = Session.objects.filter(appointment=visit).first()
        if standing:
            return standing
        if visit.kind != "session" or visit.course is None or visit.number is None:
            raise RefusedError(_("This visit is not a session of a course."))
        if not visit.is_open:
            raise RefusedError(_("This visit is over or was cancelled."))
        if not operator.is_licensed_on(_day(appointment, at)):
            raise RefusedError(_("Whoever treats needs a licence in date."))
        _refuse_stopped(visit.course)
        row = Session.objects.create(
            clinic=visit.clinic,
            at=at,
            by=by.membership,
            appointment=visit,
            patient=visit.patient,
            course=visit.course,
            number=visit.number,
            operator=operator,
            device=visit.device,
        )
        write_audit(by=by, at=at, action="session.opened", subject=row, patient=visit.patient.key)
    return row


def save_facts(
    *,
    session: Session,
    facts: Facts,
    device: Device | None,
    numbing_started: datetime | None = None,
    version: int,
    by: Actor,
    at: datetime,
) -> Session:
    """Today's facts as they were said. A gate that was passed before no longer counts: what it saw has changed.

    Raises:
        RefusedError: the session has started, or somebody else saved meanwhile.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        if row.started is not None:
            raise RefusedError(_("The session has started; what was said before it stands."))
        if row.version != version:
            raise RefusedError(_("Somebody else has changed this session meanwhile. Look at what stands now."))
        row.facts = {name: facts[name] for name in FACTS if facts.get(name) not in (None, [], {}, "")}
        row.device, row.numbing_started, row.gate = device, numbing_started, None
        row.version += 1
        row.save()
        write_audit(by=by, at=at, action="session.prepared", subject=row, patient=row.patient.key)
    return row


def choose_cartridge(
    *, session: Session, cartridge: Cartridge, seal_intact: bool, by: Actor, at: datetime
) -> CartridgeUse:
    """The cartridge on the tray, from now on this session's and nobody else's.

    Raises:
        RefusedError: used or discarded before, out of date, of another device, of another clinic, or not sealed.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        _refuse_signed(row)
        found = Cartridge.objects.select_for_update().filter(pk=cartridge.pk, clinic=row.clinic).first()
        if found is None or found.discarded is not None:
            raise RefusedError(_("This cartridge is not in stock."))
        if found.expires < _day(row.appointment, at):
            raise RefusedError(_("This cartridge is out of date. Discard it and open another."))
        if row.device is not None and found.model != row.device.model:
            raise RefusedError(_("This cartridge is for another device."))
        if not seal_intact:
            raise RefusedError(_("A cartridge whose seal is not whole is not used. Discard it and open another."))
        standing = CartridgeUse.objects.filter(cartridge=found).first()
        if standing and standing.session_id == row.pk:
            return standing
        try:
            with transaction.atomic():
                use = CartridgeUse.objects.create(
                    clinic=row.clinic,
                    at=at,
                    by=by.membership,
                    cartridge=found,
                    session=row,
                    seal_intact=seal_intact,
                )
        except IntegrityError:
            raise RefusedError(_("This cartridge has been used already. A cartridge is used once.")) from None
        if row.started is None:
            Session.objects.filter(pk=row.pk).update(gate=None)
        details = {"lot": found.lot, "number": found.number}
        write_audit(by=by, at=at, action="cartridge.used", subject=row, patient=row.patient.key, details=details)
    return use


def use_product(*, session: Session, product: Product, amount: str = "", by: Actor, at: datetime) -> ProductUse:
    """A lot that touches this patient's skin today.

    Raises:
        RefusedError: another clinic's, finished, or out of date.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        _refuse_signed(row)
        if product.clinic_id != row.clinic_id or product.finished is not None:
            raise RefusedError(_("This product is not in stock."))
        if product.expires is not None and product.expires < _day(row.appointment, at):
            raise RefusedError(_("This product is out of date."))
        use, is_new = ProductUse.objects.get_or_create(
            session=row,
            product=product,
            defaults={"clinic": row.clinic, "at": at, "by": by.membership, "amount": amount},
        )
        if is_new:
            details = {"name": product.name, "lot": product.lot}
            write_audit(by=by, at=at, action="product.used", subject=row, patient=row.patient.key, details=details)
    return use


def check_gate(*, session: Session, by: Actor, at: datetime) -> GateCheck:
    """The core's answer in the minute before the first pass, kept; a gate that lets go opens the way to start.

    Raises:
        InputError: what was said cannot be read.
        RefusedError: the session has started, or the course is stopped.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        if row.started is not None:
            raise RefusedError(_("The session has started already."))
        _refuse_stopped(row.course)
        edition = edition_for(row)
        file = session_file_of(row, starts=at, zones=planned_zones(row))
        answer = gate_file(file, edition)
        check = GateCheck.objects.create(
            clinic=row.clinic,
            at=at,
            by=by.membership,
            session=row,
            facts=file,
            edition=edition.id,
            verdict=answer.verdict.value,
            answer=kept(answer, edition),
        )
        row.gate = check if answer.verdict is not GateVerdict.STOP else None
        row.save(update_fields=["gate"])
        write_audit(
            by=by,
            at=at,
            action="gate.checked",
            subject=row,
            patient=row.patient.key,
            details={"verdict": check.verdict},
        )
    return check


def start_session(*, session: Session, by: Actor, at: datetime) -> Session:
    """The first pass may be made: consent and gate are looked at once more in the same transaction.

    Raises:
        RefusedError: no signed consent (or taken back), no gate that let go since the last change, a stopped course,
            no cartridge, or started already.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        Patient.objects.select_for_update().get(pk=row.patient_id)
        if row.started is not None:
            raise RefusedError(_("The session has started already."))
        _refuse_stopped(row.course)
        consent = row.patient.consents.filter(subject="procedure").order_by("-at", "-id").first()
        if consent is None or consent.state != "signed" or consent.plan_id != row.course.plan_id:
            raise RefusedError(_("There is no signed consent to this plan. Nobody is treated without it."))
        if row.gate is None:
            raise RefusedError(_("The gate has not been passed since the last change."))
        if not row.operator.is_licensed_on(_day(row.appointment, at)):
            raise RefusedError(_("Whoever treats needs a licence in date."))
        if not row.cartridges.exists():
            raise RefusedError(_("No cartridge has been opened for this session."))
        row.started, row.consent = at, consent
        row.save()
        Appointment.objects.filter(pk=row.appointment_id).update(state="in_room", state_at=at)
        write_audit(by=by, at=at, action="session.started", subject=row, patient=row.patient.key)
    return row


def treat_zone(
    *,
    session: Session,
    zone: str,
    concern: str,
    depth_mm: float,
    passes: int,
    endpoint_reached: bool | None = None,
    note: str = "",
    why: str = "",
    by: Actor,
    at: datetime,
) -> ZoneTreatment:
    """What was done in one zone. A second row for the zone corrects the first and says why.

    Raises:
        InputError: a zone, a depth or a number of passes that cannot be.
        RefusedError: not started, over, a depth that the gate's bounds forbid, a zone that the gate took out, or a
            difference from the plan without a note.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        if row.started is None or row.gate is None:
            raise RefusedError(_("The session has not started."))
        _refuse_signed(row)
        setting = {"zone": zone, "concern": concern, "depth_mm": depth_mm, "passes": passes}
        _refuse_beyond_bounds(row, setting)
        planned = next((one for one in planned_zones(row) if one["zone"] == zone), None)
        if not note.strip() and (planned is None or planned["depth_mm"] != depth_mm):
            raise RefusedError(_("This differs from the plan. Say in a few words why."))
        before = next((one for one in treated_zones(row) if one.zone == zone and one.concern == concern), None)
        if before and not why.strip():
            raise RefusedError(_("This zone is on record already. Say why it is corrected."))
        treated = ZoneTreatment.objects.create(
            clinic=row.clinic,
            at=at,
            by=by.membership,
            session=row,
            zone=zone,
            concern=concern,
            depth_mm=depth_mm,
            passes=passes,
            endpoint_reached=endpoint_reached,
            note=note.strip(),
            replaces=before,
            why=why.strip() if before else "",
        )
        write_audit(
            by=by,
            at=at,
            action="zone.corrected" if before else "zone.treated",
            subject=row,
            patient=row.patient.key,
            details={**setting, "why": why.strip()} if before else setting,
        )
    return treated


def _refuse_beyond_bounds(row: Session, setting: Facts) -> None:
    """Ask the core's gate about exactly this setting, on the facts that it let go with."""
    assert row.gate is not None  # noqa: S101 (the caller has looked)
    file = {**row.gate.facts, "zones": [setting]}
    answer = gate_file(file, edition_for(row))
    allowed = next((one for one in answer.zones if one.zone == setting["zone"]), None)
    if allowed is None:
        raise RefusedError(_("The gate has taken this zone out today."))
    if allowed.depth_mm < setting["depth_mm"]:
        raise RefusedError(_("Here the bounds allow at most %(depth)s mm today.") % {"depth": f"{allowed.depth_mm:g}"})


def record_incident(
    *, session: Session, kind: str, what: str, urgency: str = "self_care", by: Actor, at: datetime
) -> Event:
    """Something that went wrong during the session, tied to it, to its device and to its newest cartridge."""
    if not what.strip():
        raise RefusedError(_("Say what happened."))
    with transaction.atomic():
        row = _locked(session, by, at)
        newest = row.cartridges.select_related("cartridge").order_by("-id").first()
        event = Event.objects.create(
            clinic=row.clinic,
            at=at,
            by=by.membership,
            patient=row.patient,
            session=row,
            device=row.device,
            cartridge=newest.cartridge if newest else None,
            kind=kind,
            urgency=urgency,
            what=what.strip()[:400],
        )
        write_audit(by=by, at=at, action="event.opened", subject=event, patient=row.patient.key, details={"kind": kind})
    return event


def end_session(*, session: Session, by: Actor, at: datetime) -> Session:
    """The last pass is made: every clock of the aftercare runs from here, and the course is dated from this day.

    Raises:
        RefusedError: not started, over already, or no zone on record.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        if row.started is None:
            raise RefusedError(_("The session has not started."))
        if row.ended is not None:
            raise RefusedError(_("The session is over already."))
        if not treated_zones(row):
            raise RefusedError(_("No zone is on record yet."))
        row.ended = at
        row.save()
        write_audit(by=by, at=at, action="session.ended", subject=row, patient=row.patient.key)
        record_held(course=row.course, number=row.number, on=_day(row.appointment, at), by=by, at=at)
        tell_of_session_end(session=row, by=by, at=at)
    return row


def give_aftercare(*, session: Session, by: Actor, at: datetime) -> Session:
    """The patient has been told and given what to do.

    Raises:
        RefusedError: the session is not over.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        if row.ended is None:
            raise RefusedError(_("Aftercare begins when the session is over."))
        row.aftercare_given = at
        row.save()
        write_audit(by=by, at=at, action="aftercare.given", subject=row, patient=row.patient.key)
    return row


def sign_session(*, session: Session, by: Actor, at: datetime) -> Session:
    """The session, closed under the operator's name; one session leaves the package.

    Raises:
        RefusedError: something required is missing, somebody else's session, or signed already.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        _refuse_signed(row)
        if by.membership is None or by.membership.pk != row.operator_id:
            raise RefusedError(_("Whoever treated signs."))
        if what_is_missing(row):
            raise RefusedError(_("The session is not complete yet."))
        row.signed, row.signed_by = at, by.membership
        row.save()
        Appointment.objects.filter(pk=row.appointment_id).update(state="done", state_at=at)
        take_session_from_package(session=row, by=by, at=at)
        write_audit(by=by, at=at, action="session.signed", subject=row, patient=row.patient.key)
    return row


def abandon_session(*, session: Session, because: str, by: Actor, at: datetime) -> Session:
    """The session, given up before the first pass; the visit is over.

    Raises:
        RefusedError: needles have touched the skin, or no reason is given.
    """
    with transaction.atomic():
        row = _locked(session, by, at)
        if row.started is not None:
            raise RefusedError(_("The session has started: end and sign it."))
        if not because.strip():
            raise RefusedError(_("Say why the session does not take place."))
        row.abandoned, row.abandoned_because = at, because.strip()[:400]
        row.save()
        Appointment.objects.filter(pk=row.appointment_id).update(state="cancelled", state_at=at)
        row.appointment.cells.all().delete()
        write_audit(
            by=by,
            at=at,
            action="session.abandoned",
            subject=row,
            patient=row.patient.key,
            details={"because": row.abandoned_because},
        )
    return row


def skip_photographs(*, session: Session, because: str, by: Actor, at: datetime) -> Session:
    """No photographs today, and why."""
    if not because.strip():
        raise RefusedError(_("Say why no photographs are taken."))
    with transaction.atomic():
        row = _locked(session, by, at)
        row.photographs_skipped = because.strip()[:240]
        row.save()
        write_audit(by=by, at=at, action="photographs.skipped", subject=row, patient=row.patient.key)
    return row


def _locked(session: Session, by: Actor, at: datetime) -> Session:
    """The row as it stands, held until the transaction ends; only who may treat here comes this far."""
    by.require(Right.TREAT, _day(session.appointment, at))
    row = (
        Session.objects.select_for_update(of=("self",))
        .select_related("clinic", "patient__clinic", "appointment__clinic", "course__plan", "course__patient")
        .select_related("operator__user", "operator__clinic", "device", "gate")
        .get(pk=session.pk)
    )
    if row.abandoned is not None:
        raise RefusedError(_("This session was given up."))
    return row


def _refuse_signed(row: Session) -> None:
    if row.signed is not None:
        raise RefusedError(_("This session has been signed."))


def _refuse_stopped(course: Course) -> None:
    if course.closed is not None:
        raise RefusedError(_("The course is closed."))
    if is_paused(course):
        raise RefusedError(_("The course is on hold until a doctor has looked."))


def _day(appointment: Appointment, at: datetime) -> Any:
    return at.astimezone(appointment.clinic.zone).date()
