"""Adverse events and incidents: opened, noted upon, and closed with how they ended."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from percutis.domain.triage import Triage, TriageReason
from percutis.domain.words import Urgency
from percutis.interop.wording import say
from percutis.protocol.load import load_texts
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.checkins import opening_reasons
from percutis.web.records.models import CheckIn, Event, EventNote, Patient, Session
from percutis.web.records.selectors.sessions import newest_cartridge

RANKS = list(Urgency)
ENDINGS = ("healed", "healed_with_mark", "referred", "unknown")
MOST, MOST_OF_A_NOTE = 400, 1000


def open_event(
    *,
    patient: Patient,
    kind: str,
    urgency: str,
    what: str,
    symptoms: Sequence[str] = (),
    session: Session | None = None,
    checkin: CheckIn | None = None,
    by: Actor,
    at: datetime,
) -> Event:
    """The event, tied to the device and the cartridge of its session.

    Raises:
        RefusedError: staff without the right to answer patients, an unknown kind, or nothing said.
    """
    if by.kind == "staff":
        by.require(Right.ANSWER, patient.clinic, at)
    if kind not in dict(Event.KINDS) or not what.strip():
        raise RefusedError(_("Say what kind of event it is and what happened."))
    use = newest_cartridge(session) if session else None
    with transaction.atomic():
        row = Event.objects.create(
            clinic=patient.clinic,
            at=at,
            by=by.membership,
            patient=patient,
            session=session,
            checkin=checkin,
            device=session.device if session else None,
            cartridge=use.cartridge if use else None,
            kind=kind,
            urgency=urgency,
            symptoms=list(symptoms),
            what=what.strip()[:MOST],
        )
        details = {"kind": kind, "urgency": urgency, "session": session.pk if session else None}
        write_audit(by=by, at=at, action="event.opened", subject=row, patient=patient.key, details=details)
    return row


def open_from_checkin(*, checkin: CheckIn, answer: Triage, by: Actor, at: datetime) -> Event | None:
    """The event that a triage asks for: one that somebody must see within two days. None where there is no such reason.

    What is reported again while it is still open, and no more urgent, is a note on the event that stands.
    """
    reasons = opening_reasons(answer)
    if not reasons:
        return None
    symptoms = list(dict.fromkeys(symptom for reason in reasons for symptom in reason.symptoms))
    what = _what(reasons, checkin)
    if standing := _standing(checkin, symptoms, answer.urgency):
        _write_note(standing, f"Reported again on day {checkin.day}: {what}", by=by, at=at)
        return standing
    return open_event(
        patient=checkin.patient,
        kind="reaction" if symptoms else "incident",
        urgency=answer.urgency.value,
        what=what,
        symptoms=symptoms,
        session=checkin.session,
        checkin=checkin,
        by=by,
        at=at,
    )


def note_event(*, event: Event, text: str, by: Actor, at: datetime) -> EventNote:
    """What was seen or done, added to an event.

    Raises:
        RefusedError: without the right to answer patients, nothing said, or the event is closed.
    """
    by.require(Right.ANSWER, event.clinic, at)
    if not text.strip():
        raise RefusedError(_("Write what was seen or done."))
    with transaction.atomic():
        return _write_note(_open(event), text.strip(), by=by, at=at)


def close_event(*, event: Event, ended_as: str, note: str = "", by: Actor, at: datetime) -> Event:
    """The event, closed with how it ended.

    Raises:
        RefusedError: not a physician with a licence, no ending chosen, or closed already.
    """
    by.require(Right.DECIDE, event.clinic, at)
    if ended_as not in ENDINGS:
        raise RefusedError(_("Choose how it ended."))
    with transaction.atomic():
        row = _open(event)
        if note.strip():
            _write_note(row, note.strip(), by=by, at=at)
        row.closed, row.closed_by, row.ended_as = at, by.membership, ended_as
        row.save()
        details = {"ended_as": ended_as}
        write_audit(by=by, at=at, action="event.closed", subject=row, patient=row.patient.key, details=details)
    return row


def _standing(checkin: CheckIn, symptoms: list[str], urgency: Urgency) -> Event | None:
    """The open event of the same session that already holds all of this and is at least as urgent."""
    found = Event.objects.filter(session=checkin.session, checkin__isnull=False, closed__isnull=True)
    rank = RANKS.index(urgency)
    for event in found.select_related("patient", "clinic"):
        if set(symptoms) <= set(event.symptoms) and RANKS.index(Urgency(event.urgency)) <= rank:
            return event
    return None


def _what(reasons: list[TriageReason], checkin: CheckIn) -> str:
    """For the register, in the language of the record; pages word the check-in's reasons anew for their reader."""
    texts = load_texts(checkin.edition, "en")
    said = " ".join(say(reason.text, texts) for reason in reasons)
    return said if len(said) <= MOST else f"{said[: MOST - 2].rsplit(' ', 1)[0]} …"


def _write_note(event: Event, text: str, *, by: Actor, at: datetime) -> EventNote:
    row = EventNote.objects.create(
        clinic=event.clinic, at=at, by=by.membership, event=event, text=text[:MOST_OF_A_NOTE]
    )
    write_audit(by=by, at=at, action="event.noted", subject=event, patient=event.patient.key)
    return row


def _open(event: Event) -> Event:
    """The event, held while it is written to."""
    found = Event.objects.select_for_update(of=("self",)).select_related("clinic", "patient")
    row = found.get(pk=event.pk)
    if row.closed is not None:
        raise RefusedError(_("This event is closed."))
    return row
