"""Check-ins: what a patient reports after a session, the core's triage of it, and the clinic's answer.

A check-in that the core holds the course for puts it on hold; one that somebody has to look at within two days opens
an adverse event. Both are written with it, or nothing is. Nobody answers twice.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from percutis.domain.edition.edition import Edition
from percutis.domain.triage import Triage
from percutis.domain.words import Urgency
from percutis.interop.wording import labels
from percutis.protocol.load import load_texts
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.models import Membership
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.answers import kept
from percutis.web.records.core.checkins import checkin_file, triage_file
from percutis.web.records.core.intakes import skin_type_of
from percutis.web.records.models import CheckIn, Course, Session
from percutis.web.records.selectors.consultations import current_intake
from percutis.web.records.selectors.sessions import edition_for, treated_zones
from percutis.web.records.services.courses import pause_course, record_reaction
from percutis.web.records.services.events import open_from_checkin
from percutis.web.records.services.messages import announce_reply
from percutis.web.ui.names import called

Said = dict[str, Any]
RANKS = list(Urgency)


def record_checkin(*, session: Session, said: Said, source: str, by: Actor, at: datetime) -> CheckIn:
    """The check-in with the core's triage of it. `said` holds symptoms and, where given, temperature_c,
    oxygen_saturation_percent and notices, as the public format writes them.

    The patient says it on their own pages, or somebody who may answer patients writes down what they said.

    Raises:
        InputError: every problem of what was said.
        RefusedError: the session is not over, or it is not theirs to report.
    """
    _require_reporter(session, by, at)
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
        row = _write(session, file, answer, edition, source, by, at)
        _hold(session.course, row, answer, edition, by, at)
        open_from_checkin(checkin=row, answer=answer, by=by, at=at)
    return row


def _require_reporter(session: Session, by: Actor, at: datetime) -> None:
    if by.kind == "staff":
        by.require(Right.ANSWER, session.clinic, at)
    if by.kind == "patient" and by.patient != session.patient.key:
        raise RefusedError(_("This session is not yours to report on."))
    if session.ended is None:
        raise RefusedError(_("There is nothing to report before the session is over."))


def _write(
    session: Session, file: Said, answer: Triage, edition: Edition, source: str, by: Actor, at: datetime
) -> CheckIn:
    clinic, ended = session.clinic, session.ended or at
    row = CheckIn.objects.create(
        clinic=clinic,
        at=at,
        by=by.membership,
        session=session,
        patient=session.patient,
        source=source,
        day=(clinic.day_of(at) - clinic.day_of(ended)).days,
        said=file,
        edition=edition.id,
        urgency=answer.urgency.value,
        rank=RANKS.index(answer.urgency),
        hold_course=answer.hold_course,
        answer=kept(answer, edition),
    )
    details = {"urgency": row.urgency, "day": row.day, "source": source, "hold_course": row.hold_course}
    write_audit(by=by, at=at, action="checkin.recorded", subject=row, patient=session.patient.key, details=details)
    return row


def _hold(course: Course, row: CheckIn, answer: Triage, edition: Edition, by: Actor, at: datetime) -> None:
    """Put an open course on hold, and widen its interval, where the triage says so."""
    if course.closed is not None:
        return
    if answer.hold_course:
        pause_course(course=course, because=_because(row, answer), by=by, at=at)
    asked = {flag.id: flag.interval_at_least_days for flag in edition.red_flags if flag.interval_at_least_days}
    on = course.clinic.day_of(at)
    for rule in dict.fromkeys(reason.rule for reason in answer.reasons if reason.rule in asked):
        if not course.events.filter(kind="reaction", rule=rule, interval_at_least_days=asked[rule]).exists():
            record_reaction(course=course, until=on, interval_at_least_days=asked[rule], rule=rule, by=by, at=at)


def _because(row: CheckIn, answer: Triage) -> str:
    """For the record, in its own language; pages word the check-in's reasons anew for their reader."""
    texts = load_texts(row.edition, "en")
    symptoms = dict.fromkeys(symptom for reason in answer.reasons for symptom in reason.symptoms)
    said = labels("symptom", symptoms, texts) or labels("urgency", [row.urgency], texts)
    return f"Check-in on day {row.day}: {said}"


def take_checkin(*, checkin: CheckIn, by: Actor, at: datetime) -> CheckIn:
    """The check-in with its named responder.

    Raises:
        RefusedError: somebody else has taken it, or it is answered.
    """
    by.require(Right.ANSWER, checkin.clinic, at)
    with transaction.atomic():
        row = _unanswered(checkin)
        _refuse_taken(row, by)
        if row.responder_id is None:
            row.responder, row.taken = by.membership, at
            row.save()
            write_audit(by=by, at=at, action="checkin.taken", subject=row, patient=row.patient.key)
    return row


def hand_over_checkin(*, checkin: CheckIn, to: Membership | None = None, by: Actor, at: datetime) -> CheckIn:
    """The check-in with another responder, or free again: handed on, or taken over from somebody who cannot answer now.

    Raises:
        RefusedError: answered already, or the other one may not answer patients here.
    """
    today = checkin.clinic.day_of(at)
    by.require(Right.ANSWER, checkin.clinic, at)
    if to and (to.clinic_id != checkin.clinic_id or Right.ANSWER not in to.rights_on(today)):
        raise RefusedError(_("%(name)s may not answer patients in this clinic.") % {"name": called(to)})
    with transaction.atomic():
        row = _unanswered(checkin)
        before = str(row.responder.user) if row.responder else None
        row.responder, row.taken = to, at if to else None
        row.save()
        details = {"from": before, "to": str(to.user) if to else None}
        write_audit(by=by, at=at, action="checkin.handed_over", subject=row, patient=row.patient.key, details=details)
    return row


def answer_checkin(*, checkin: CheckIn, reply: str, by: Actor, at: datetime) -> CheckIn:
    """The check-in, answered: the reply goes to the patient. Whoever answers one that nobody has, takes it.

    Raises:
        RefusedError: no words, answered already, or somebody else has taken it.
    """
    by.require(Right.ANSWER, checkin.clinic, at)
    if not reply.strip():
        raise RefusedError(_("Write the answer that goes to the patient."))
    with transaction.atomic():
        row = _unanswered(checkin)
        _refuse_taken(row, by)
        row.responder, row.taken = by.membership, row.taken or at
        row.answered, row.reply = at, reply.strip()
        row.save()
        write_audit(by=by, at=at, action="checkin.answered", subject=row, patient=row.patient.key)
        announce_reply(checkin=row, by=by, at=at)
    return row


def _unanswered(checkin: CheckIn) -> CheckIn:
    """The row, held while it is written to.

    Raises:
        RefusedError: somebody has answered it.
    """
    found = CheckIn.objects.select_for_update(of=("self",)).select_related("clinic", "patient", "responder__user")
    row = found.get(pk=checkin.pk)
    if row.answered is not None:
        raise RefusedError(
            _("%(name)s has answered this at %(time)s. Nothing more was sent.") % _who_when(row, row.answered)
        )
    return row


def _refuse_taken(row: CheckIn, by: Actor) -> None:
    """Two people at once: the second is told who has it."""
    if row.responder and (by.membership is None or row.responder_id != by.membership.pk):
        raise RefusedError(_("%(name)s took this at %(time)s. Ask them, or take it over.") % _who_when(row, row.taken))


def _who_when(row: CheckIn, moment: datetime | None) -> dict[str, str]:
    time = f"{moment.astimezone(row.clinic.zone):%H:%M}" if moment else ""
    return {"name": called(row.responder), "time": time}
