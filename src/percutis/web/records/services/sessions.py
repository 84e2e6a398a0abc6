"""A session from its opening to its signature. Whatever the order of requests, none starts without a signed consent, a
gate that let it, an open course that is not on hold, and an operator with a licence; the database stands behind that.

What is used up in it is in `uses`, what is done in each zone in `zones`.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.gate import Gate
from percutis.domain.words import GateVerdict
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.answers import kept
from percutis.web.records.core.sessions import gate_file, read_kept, without_clock
from percutis.web.records.guards import told_in_words
from percutis.web.records.models import Appointment, Consent, Device, GateCheck, Patient, Session
from percutis.web.records.selectors.sessions import (
    edition_for,
    numbing_minutes,
    planned_zones,
    session_file_of,
    treated_zones,
    what_is_missing,
)
from percutis.web.records.services.courses import record_held
from percutis.web.records.services.messages import announce_session_end
from percutis.web.records.services.money import take_session_from_package
from percutis.web.records.services.session_rows import (
    locked_session,
    refuse_backwards,
    refuse_signed,
    refuse_stopped,
)

Facts = dict[str, Any]
FACTS = ("findings", "anaesthetic", "antiseptic", "additions", "platelet_rich_plasma")


def open_session(*, appointment: Appointment, operator: Membership, by: Actor, at: datetime) -> Session:
    """The session of a visit, empty and ready to be prepared; the one that stands when it was opened before.

    Raises:
        RefusedError: another clinic's, no session visit, not today's or not open, a closed or held course, a course of
            another patient, or an operator without a licence.
    """
    by.require(Right.TREAT, appointment.clinic, at)
    with transaction.atomic():
        held = Appointment.objects.select_for_update(of=("self",)).select_related("course", "patient", "clinic")
        visit = held.get(pk=appointment.pk)
        standing = Session.objects.filter(appointment=visit).first()
        if standing:
            return standing
        if visit.kind != "session" or visit.course is None or visit.number is None:
            raise RefusedError(_("This visit is not a session of a course."))
        if not visit.is_open:
            raise RefusedError(_("This visit is over or was cancelled."))
        if visit.clinic.day_of(visit.starts) != visit.clinic.day_of(at):
            raise RefusedError(_("This visit is not today. Move it to today first."))
        if visit.course.patient_id != visit.patient_id:
            raise RefusedError(_("This course is another patient's."))
        refuse_stopped(visit.course)
        _refuse_operator(operator, visit, at)
        row = Session.objects.create(
            clinic=visit.clinic,
            at=at,
            by=by.membership,
            appointment=visit,
            patient=visit.patient,
            course=visit.course,
            number=visit.number,
            operator=operator,
            device=visit.device if visit.device and visit.device.retired is None else None,
        )
        write_audit(by=by, at=at, action="session.opened", subject=row, patient=visit.patient.key)
    return row


def save_facts(
    *,
    session: Session,
    facts: Facts,
    device: Device | None,
    operator: Membership | None = None,
    version: int,
    by: Actor,
    at: datetime,
) -> Session:
    """Today's facts as they were said, and who treats. A gate that was passed before no longer counts: what it saw has
    changed.

    Raises:
        InputError: every problem of what was said, as the reader of session files finds it.
        RefusedError: the session has started, somebody else saved meanwhile, a device that is not in use here, or an
            operator who may not treat.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        _refuse_started(row)
        if row.version != version:
            raise RefusedError(_("Somebody else has changed this session meanwhile. Look at what stands now."))
        if device is not None and (device.clinic_id != row.clinic_id or device.retired is not None):
            raise RefusedError(_("This device is not in use here."))
        if operator is not None and operator.pk != row.operator_id:
            _refuse_operator(operator, row.appointment, at)
            row.operator = operator
        row.facts = {name: facts[name] for name in FACTS if facts.get(name) not in (None, [], {}, "")}
        row.device, row.gate = device, None
        row.version += 1
        read_kept(session_file_of(row, starts=at, zones=planned_zones(row)), edition_for(row))
        row.save()
        write_audit(by=by, at=at, action="session.prepared", subject=row, patient=row.patient.key)
    return row


def start_numbing(*, session: Session, by: Actor, at: datetime) -> Session:
    """The session, its anaesthetic clock running from now.

    Raises:
        RefusedError: the session has started, the clock runs already, or nobody said which cream.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        _refuse_started(row)
        cream = dict(row.facts.get("anaesthetic", {}))
        if cream.get("agent", "none") == "none":
            raise RefusedError(_("Say first which numbing cream, and save."))
        if row.numbing_started is not None and "minutes" not in cream:
            raise RefusedError(_("The clock runs already."))
        cream.pop("minutes", None)
        return _saved_numbing(row, cream, at, "numbing.started", by, at)


def stop_numbing(*, session: Session, by: Actor, at: datetime) -> Session:
    """The session, with the minutes that the cream was on.

    Raises:
        RefusedError: the session has started, or no clock runs.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        _refuse_started(row)
        minutes = numbing_minutes(row, at)
        if minutes is None:
            raise RefusedError(_("No clock is running."))
        refuse_backwards(row.numbing_started, at)
        cream = {**row.facts.get("anaesthetic", {}), "minutes": minutes}
        return _saved_numbing(row, cream, row.numbing_started, "numbing.stopped", by, at)


def _saved_numbing(
    row: Session, cream: Facts, started: datetime | None, action: str, by: Actor, at: datetime
) -> Session:
    row.facts, row.numbing_started, row.gate = {**row.facts, "anaesthetic": cream}, started, None
    row.version += 1
    row.save()
    details = {"minutes": cream.get("minutes")}
    write_audit(by=by, at=at, action=action, subject=row, patient=row.patient.key, details=details)
    return row


def check_gate(*, session: Session, by: Actor, at: datetime) -> GateCheck:
    """The core's answer in the minute before the first pass, kept; a gate that lets go opens the way to start.

    Raises:
        InputError: what was said cannot be read.
        RefusedError: the session has started, or the course is stopped.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        _refuse_started(row)
        refuse_stopped(row.course)
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
        details = {"verdict": check.verdict}
        write_audit(by=by, at=at, action="gate.checked", subject=row, patient=row.patient.key, details=details)
    return check


def start_session(*, session: Session, by: Actor, at: datetime) -> Session:
    """The first pass may be made: consent, course, licence and gate are looked at once more in the same transaction.

    Raises:
        RefusedError: no signed consent (or taken back), no gate that let go since the last change, a stopped course,
            no cartridge, or started already.
    """
    with told_in_words(), transaction.atomic():
        row = locked_session(session, by, at)
        Patient.objects.select_for_update().get(pk=row.patient_id)
        _refuse_started(row)
        refuse_stopped(row.course)
        if not row.appointment.is_open:
            raise RefusedError(_("This visit is over or was cancelled."))
        _refuse_operator(row.operator, row.appointment, at)
        row.consent = _signed_consent(row)
        if not row.cartridges.exists():
            raise RefusedError(_("No cartridge has been opened for this session."))
        _pass_again(row, at)
        row.started = at
        row.save()
        Appointment.objects.filter(pk=row.appointment_id).update(state="in_room", state_at=at)
        write_audit(by=by, at=at, action="session.started", subject=row, patient=row.patient.key)
    return row


def _signed_consent(row: Session) -> Consent:
    """The newest answer to the treatment, if it is a signature under this course's plan."""
    newest = row.patient.consents.filter(subject="procedure").order_by("-id").first()
    if newest is None or newest.state != "signed" or newest.plan_id != row.course.plan_id:
        raise RefusedError(_("There is no signed consent to this plan. Nobody is treated without it."))
    return newest


def _pass_again(row: Session, at: datetime) -> None:
    """Refuse unless the gate let this session go today, nothing it saw has changed, and it still lets it go."""
    passed = _("The gate has not been passed since the last change. Pass it again.")
    if row.gate is None or row.clinic.day_of(row.gate.at) != row.clinic.day_of(at):
        raise RefusedError(passed)
    file = session_file_of(row, starts=at, zones=planned_zones(row))
    if without_clock(file) != without_clock(row.gate.facts):
        raise RefusedError(passed)
    if _lets_less(gate_file(file, edition_for(row)), row.gate):
        raise RefusedError(_("The gate no longer lets this session start. Pass it again and read why."))


def _lets_less(now: Gate, then: GateCheck) -> bool:
    let = {(zone.zone, zone.concern): zone.depth_mm for zone in now.zones}
    before = {(zone["zone"], zone["concern"]): zone["depth_mm"] for zone in then.answer["zones"]}
    return now.verdict is GateVerdict.STOP or let != before


def end_session(*, session: Session, by: Actor, at: datetime) -> Session:
    """The last pass is made: every clock of the aftercare runs from here, and the course is dated from this day.

    Raises:
        RefusedError: not started, over already, or no zone on record.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        if row.started is None:
            raise RefusedError(_("The session has not started."))
        if row.ended is not None:
            raise RefusedError(_("The session is over already."))
        refuse_backwards(row.started, at)
        if not treated_zones(row):
            raise RefusedError(_("No zone is on record yet."))
        row.ended = at
        row.save()
        write_audit(by=by, at=at, action="session.ended", subject=row, patient=row.patient.key)
        record_held(course=row.course, number=row.number, on=row.clinic.day_of(row.started), by=by, at=at)
        announce_session_end(session=row, by=by, at=at)
    return row


def give_aftercare(*, session: Session, by: Actor, at: datetime) -> Session:
    """The patient has been told and given what to do.

    Raises:
        RefusedError: the session is not over, or has been signed.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        refuse_signed(row)
        if row.ended is None:
            raise RefusedError(_("Aftercare begins when the session is over."))
        row.aftercare_given = row.aftercare_given or at
        row.save()
        write_audit(by=by, at=at, action="aftercare.given", subject=row, patient=row.patient.key)
    return row


def sign_session(*, session: Session, by: Actor, at: datetime) -> Session:
    """The session, closed under the operator's name; one session leaves the package.

    Raises:
        RefusedError: something required is missing, somebody else's session, or signed already.
    """
    with transaction.atomic():
        row = locked_session(session, by, at)
        refuse_signed(row)
        if by.membership is None or by.membership.pk != row.operator_id:
            raise RefusedError(_("Whoever treated signs."))
        if missing := what_is_missing(row):
            raise RefusedError(
                _("The session is not complete yet: %(what)s") % {"what": " ".join(name for _step, name in missing)}
            )
        row.signed, row.signed_by = at, by.membership
        row.save()
        Appointment.objects.filter(pk=row.appointment_id).update(state="done", state_at=at)
        take_session_from_package(session=row, by=by, at=at)
        write_audit(by=by, at=at, action="session.signed", subject=row, patient=row.patient.key)
    return row


def skip_photographs(*, session: Session, because: str, by: Actor, at: datetime) -> Session:
    """No photographs, or no more of them, today, and why.

    Raises:
        RefusedError: no reason, or the session has been signed.
    """
    if not because.strip():
        raise RefusedError(_("Say why no photographs are taken."))
    with transaction.atomic():
        row = locked_session(session, by, at)
        refuse_signed(row)
        row.photographs_skipped = because.strip()[:240]
        row.save()
        details = {"because": row.photographs_skipped}
        write_audit(by=by, at=at, action="photographs.skipped", subject=row, patient=row.patient.key, details=details)
    return row


def _refuse_started(row: Session) -> None:
    if row.started is not None:
        raise RefusedError(_("The session has started; what was said before it stands."))


def _refuse_operator(operator: Membership, visit: Appointment, at: datetime) -> None:
    """Whoever treats works in this clinic, may treat, and has a licence in date."""
    refused = operator.clinic_id != visit.clinic_id or Right.TREAT not in operator.rights_on(visit.clinic.day_of(at))
    if refused:
        raise RefusedError(_("Whoever treats must work in this clinic and needs a licence in date."))
