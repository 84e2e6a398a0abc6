"""The log in words: what each action is called, and what its details say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from percutis.web.accounts.models import AuditEvent
from percutis.web.clinic.presenters.visits import names
from percutis.web.records.models import Patient
from percutis.web.ui.names import called

ACTIONS = {
    "patient.registered": _("registered a patient"),
    "patient.corrected": _("corrected a patient's details"),
    "patient.exported": _("took out everything that is kept of a patient"),
    "patient.erased": _("deleted what identifies a patient"),
    "clinic.exported": _("took out everything that the clinic keeps"),
    "intake.recorded": _("handed in a consultation"),
    "assessment.recorded": _("recorded the verdict"),
    "override.recorded": _("chose otherwise than a rule"),
    "override.withdrawn": _("withdrew a choice"),
    "plan.drafted": _("made a plan"),
    "plan.signed": _("signed a plan"),
    "consent.signed": _("recorded a signed consent"),
    "consent.declined": _("recorded a declined consent"),
    "consent.withdrawn": _("recorded a withdrawn consent"),
    "course.session_held": _("recorded that a session was held"),
    "course.session_moved": _("moved a session of a course"),
    "course.reaction": _("widened the dates after a reaction"),
    "course.held": _("put a course on hold"),
    "course.resumed": _("lifted a hold"),
    "course.closed": _("closed a course"),
    "checkin.recorded": _("recorded a check-in"),
    "checkin.taken": _("took a check-in"),
    "checkin.handed_over": _("handed a check-in over"),
    "checkin.answered": _("answered a patient"),
    "event.opened": _("opened an event"),
    "event.noted": _("added to an event"),
    "event.closed": _("closed an event"),
    "outcome.recorded": _("recorded a grade"),
    "edition.approved": _("approved an edition of the protocol"),
    "edition.withdrawn": _("withdrew an approval"),
    "member.added": _("added a member of the staff"),
    "member.changed": _("changed a member of the staff"),
    "member.ended": _("ended a membership"),
    "member.password_renewed": _("renewed a password"),
    "member.password_changed": _("changed their own password"),
    "member.logged_in": _("logged in"),
    "member.logged_out": _("logged out"),
    "member.log_in_ended": _("ended a log-in of their own"),
    "member.refused": _("was refused at the log-in"),
    "member.held": _("was refused too often, and has to wait"),
    "member.factor_set": _("set up a second factor"),
    "member.factor_removed": _("took their second factor away"),
    "member.factor_reset": _("took a lost second factor away"),
    "member.paper_code_used": _("used a code on paper"),
    "member.paper_codes_renewed": _("made new codes on paper"),
    "member.unlocked": _("was let in again at the machine"),
    "clinic.opened": _("opened the clinic"),
    "clinic.retention_set": _("set how long records are kept"),
    "calendar.opened": _("made the address of a calendar"),
    "calendar.ended": _("ended the address of a calendar"),
    "program.admitted": _("admitted a program of another system"),
    "program.ended": _("ended a program of another system"),
    "room.added": _("added a room"),
    "room.changed": _("changed a room"),
    "aftercare.given": _("gave the aftercare"),
    "cartridge.discarded": _("discarded a cartridge"),
    "cartridge.used": _("opened a cartridge"),
    "cartridges.received": _("received cartridges"),
    "code.sent": _("sent a one-time code"),
    "code.wrong": _("entered a wrong code"),
    "device.registered": _("registered a device"),
    "device.retired": _("retired a device"),
    "gate.checked": _("checked the gate"),
    "links.revoked": _("closed a patient's links"),
    "link.guessed": _("closed a patient's link after many wrong codes"),
    "package.sold": _("sold a package"),
    "patient.entered": _("came to their own pages"),
    "photograph.kept": _("kept a photograph"),
    "photograph.seen": _("looked at a photograph"),
    "photograph.discarded": _("took a photograph again"),
    "photograph.unanswered": _("removed a photograph that nobody kept"),
    "photograph.measured": _("measured a photograph"),
    "photograph.tier_changed": _("changed what a photograph may be used for"),
    "photograph.points_placed": _("placed points on a photograph"),
    "photograph.downloaded": _("took a photograph away"),
    "photograph.erased": _("deleted a photograph and every copy"),
    "photographs.closed": _("closed every photograph of a patient"),
    "photographs.opened": _("opened closed photographs again"),
    "photographs.swept": _("removed files that belong to no photograph"),
    "photographs.compared": _("compared two photographs"),
    "photographs.comparison_asked": _("asked for a comparison of two photographs"),
    "photographs.skipped": _("left photographs out"),
    "blind.drawn": _("drew a pair for a blinded rating"),
    "blind.graded": _("graded a pair blind"),
    "product.finished": _("finished a product"),
    "product.received": _("received a product"),
    "product.used": _("used a product"),
    "session.abandoned": _("gave a session up"),
    "session.ended": _("ended a session"),
    "session.opened": _("opened a session"),
    "session.prepared": _("prepared a session"),
    "session.signed": _("signed a session"),
    "session.started": _("started a session"),
    "task.ticked": _("ticked a task"),
    "wait.added": _("put somebody on the wait list"),
    "wait.closed": _("took somebody off the wait list"),
    "visit.booked": _("booked a visit"),
    "visit.moved": _("moved a visit"),
    "visit.cancelled": _("cancelled a visit"),
    "link.sent": _("sent a patient's link"),
    "code.read_out": _("read a one-time code out to a patient"),
    "device.handed_over": _("handed the clinic's device to a patient"),
    "cartridge.returned": _("took a cartridge off the tray"),
    "lot.recalled": _("wrote to everybody whom a lot touched"),
    "numbing.started": _("put the numbing cream on"),
    "numbing.stopped": _("took the numbing cream off"),
    "zone.treated": _("recorded a treated zone"),
    "zone.corrected": _("corrected a treated zone"),
    "zone.left": _("recorded a zone left untreated"),
    "package.taken": _("took a session from a package"),
    "package.given_back": _("gave a session back to a package"),
    "receipt.taken": _("wrote a receipt"),
    "receipt.cancelled": _("cancelled a receipt"),
    "visit.confirmed": _("confirmed a visit"),
    "visit.arrived": _("noted that a patient has arrived"),
    "visit.in_room": _("noted that a patient is in the room"),
    "visit.done": _("noted that a visit is over"),
    "visit.no_show": _("noted that a patient did not come"),
    "message.sent": _("marked a message as sent"),
    "message.waiting": _("put a message back on its way"),
    "message.cancelled": _("stopped a message"),
}


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of the log."""

    number: int
    at: datetime
    who: str
    role: str
    what: str
    action: str
    subject: str
    patient: str
    patient_key: UUID | None
    patient_number: str
    details: tuple[tuple[str, str], ...]


def log_rows(
    events: Iterable[AuditEvent], said: Mapping[int, Mapping[str, Any]], patients: Mapping[UUID, Patient]
) -> list[LogRow]:
    """The rows in words; a patient is named for the reader, the log itself keeps the key only."""
    return [_row(event, said[event.pk], patients.get(event.patient) if event.patient else None) for event in events]


def _row(event: AuditEvent, said: Mapping[str, Any], patient: Patient | None) -> LogRow:
    member = event.membership
    return LogRow(
        number=event.number,
        at=event.at,
        who=called(member) if member else _someone(event),
        role=member.role if member else "",
        what=action_words(event.action),
        action=event.action,
        subject=event.subject,
        patient=names(patient)[0] if patient else "",
        patient_key=patient.key if patient else None,
        patient_number=patient.number if patient and not patient.erased else "",
        details=tuple(_details(said, event.details)),
    )


def _someone(event: AuditEvent) -> str:
    return str(_("the patient") if event.actor.startswith("patient") else _("the system"))


def action_words(action: str) -> str:
    """What an action is called; one without a name of its own as it is written."""
    return str(ACTIONS.get(action) or action.replace(".", ": ").replace("_", " "))


def action_choices() -> list[tuple[str, str]]:
    """Every action that has a name, in the order of the alphabet."""
    return sorted(((action, str(words)) for action, words in ACTIONS.items()), key=lambda choice: choice[1])


def _details(said: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in said.items():
        if value is None and kept[name] is not None:
            yield name.replace("_", " "), str(_("deleted with the patient's record"))
        elif isinstance(value, Mapping):
            for inner, was in value.items():
                yield f"{name} {inner}".replace("_", " "), _said(was)
        elif value not in (None, "", []):
            yield name.replace("_", " "), _said(value)


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
