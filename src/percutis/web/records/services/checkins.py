"""Check-ins: what a patient reports, sorted by the core, and who answers. Nobody answers twice."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from percutis.domain.triage import Triage
from percutis.domain.words import Urgency
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.answers import kept
from percutis.web.records.core.checkins import checkin_file, triage_file
from percutis.web.records.core.intakes import skin_type_of
from percutis.web.records.models import CheckIn, Event, Session
from percutis.web.records.selectors.consultations import current_intake
from percutis.web.records.selectors.sessions import edition_for, newest_cartridge, treated_zones
from percutis.web.records.services.courses import pause_course, record_reaction

RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}
EVENT_UP_TO = RANKS[Urgency.WITHIN_48_HOURS]


def record_checkin(*, session: Session, said: dict[str, Any], source: str, by: Actor, at: datetime) -> CheckIn:
    """The report with the core's answer to it. Where that says so, an adverse event is opened and the course held.

    Raises:
        InputError: what was said cannot be read.
        RefusedError: the session is not over.
    """
    if by.kind == "staff":
        by.require(Right.SEE_CHART, at.astimezone(session.clinic.zone).date())
    if session.ended is None:
        raise RefusedError(_("There is nothing to report before the session is over."))
    edition, intake = edition_for(session), current_intake(session.patient)
    file = checkin_file(
        session,
        zones=treated_zones(session),
        said=said,
        at=at,
        skin_type=skin_type_of(intake, edition),
        edition=edition,
        findings=intake.said.get("findings", []) if intake else [],
    )
    answer = triage_file(file, edition)
    with transaction.atomic():
        row = CheckIn.objects.create(
            clinic=session.clinic,
            at=at,
            by=by.membership,
            session=session,
            patient=session.patient,
            source=source,
            day=(at.astimezone(session.clinic.zone).date() - session.ended.astimezone(session.clinic.zone).date()).days,
            said=file,
            edition=edition.id,
            urgency=answer.urgency.value,
            rank=RANKS[answer.urgency],
            hold_course=answer.hold_course,
            answer=kept(answer, edition),
        )
        details = {"urgency": row.urgency, "day": row.day, "source": source}
        write_audit(by=by, at=at, action="checkin.recorded", subject=row, patient=session.patient.key, details=details)
        _act_on(answer, row, by, at)
    return row


def _act_on(answer: Triage, row: CheckIn, by: Actor, at: datetime) -> None:
    """What the core's answer asks of the record: a hold, a longer interval, an event."""
    course = row.session.course
    if answer.hold_course and course.closed is None:
        pause_course(course=course, because=f"check-in {row.pk}: {row.urgency}", by=by, at=at)
    if answer.interval_at_least_days:
        day = at.astimezone(row.clinic.zone).date()
        record_reaction(
            course=course,
            until=day + timedelta(days=1),
            interval_at_least_days=answer.interval_at_least_days,
            rule=answer.reasons[0].rule,
            by=by,
            at=at,
        )
    if row.rank <= EVENT_UP_TO:
        _open_event(answer, row, by, at)


def _open_event(answer: Triage, row: CheckIn, by: Actor, at: datetime) -> None:
    use = newest_cartridge(row.session)
    symptoms = list(dict.fromkeys(symptom for reason in answer.reasons for symptom in reason.symptoms))
    event = Event.objects.create(
        clinic=row.clinic,
        at=at,
        by=by.membership,
        patient=row.patient,
        session=row.session,
        checkin=row,
        device=row.session.device,
        cartridge=use.cartridge if use else None,
        kind="reaction",
        urgency=row.urgency,
        symptoms=symptoms,
        what=", ".join(symptoms)[:400] or row.urgency,
    )
    details = {"checkin": row.pk, "urgency": row.urgency}
    write_audit(by=by, at=at, action="event.opened", subject=event, patient=row.patient.key, details=details)


def take_checkin(*, checkin: CheckIn, by: Actor, at: datetime) -> CheckIn:
    """The check-in, with a named responder.

    Raises:
        RefusedError: no right, answered already, or a colleague has it.
    """
    by.require(Right.ANSWER, at.astimezone(checkin.clinic.zone).date())
    with transaction.atomic():
        row = CheckIn.objects.select_for_update(of=("self",)).select_related("patient").get(pk=checkin.pk)
        _refuse_answered(row)
        if row.responder_id is not None and by.membership and row.responder_id != by.membership.pk:
            raise RefusedError(_("A colleague has taken this check-in already."))
        row.responder, row.taken = by.membership, row.taken or at
        row.save()
        write_audit(by=by, at=at, action="checkin.taken", subject=row, patient=row.patient.key)
    return row


def hand_over_checkin(*, checkin: CheckIn, by: Actor, at: datetime) -> CheckIn:
    """The check-in, free again for a colleague."""
    by.require(Right.ANSWER, at.astimezone(checkin.clinic.zone).date())
    with transaction.atomic():
        row = CheckIn.objects.select_for_update(of=("self",)).select_related("patient").get(pk=checkin.pk)
        _refuse_answered(row)
        row.responder, row.taken = None, None
        row.save()
        write_audit(by=by, at=at, action="checkin.handed_over", subject=row, patient=row.patient.key)
    return row


def answer_checkin(*, checkin: CheckIn, reply: str, by: Actor, at: datetime) -> CheckIn:
    """The check-in, answered; the answer goes to the patient.

    Raises:
        RefusedError: no right, nothing said, answered already, or a colleague has it.
    """
    from percutis.web.records.services.messages import announce_reply

    if not reply.strip():
        raise RefusedError(_("Write what the patient should read."))
    row = take_checkin(checkin=checkin, by=by, at=at)
    with transaction.atomic():
        row = CheckIn.objects.select_for_update(of=("self",)).select_related("patient", "clinic").get(pk=row.pk)
        _refuse_answered(row)
        row.answered, row.reply = at, reply.strip()
        row.save()
        write_audit(by=by, at=at, action="checkin.answered", subject=row, patient=row.patient.key)
        announce_reply(checkin=row, by=by, at=at)
    return row


def _refuse_answered(row: CheckIn) -> None:
    if row.answered is not None:
        raise RefusedError(_("This check-in has been answered already."))
