"""The diary: booking, moving and ending visits. The database, not this code, makes sure that nobody and nothing is in
two places: see `core.places` for what a visit occupies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError
from percutis.web.accounts.actors import Actor
from percutis.web.accounts.models import Membership, Room
from percutis.web.accounts.refusal import RefusedError
from percutis.web.accounts.rights import Right
from percutis.web.records.core.places import CELL
from percutis.web.records.models import Appointment, Course, Device, Patient, WaitListEntry
from percutis.web.records.selectors.consultations import open_course
from percutis.web.records.selectors.course_visits import next_number, visits_that_no_longer_fit
from percutis.web.records.selectors.places import free_times, search_for
from percutis.web.records.services.after_visits import date_course, tell
from percutis.web.records.services.booking import free_cells, require_possible, write_cells
from percutis.web.records.services.placing import (
    ENDED,
    audit,
    locked,
    occupy,
    place_at,
    require_ours,
    write_visit,
)
from percutis.web.records.services.waits import close_wait

ORDER = ("booked", "confirmed", "arrived", "in_room", "done")


class CourseRefusedError(RefusedError):
    """Some session of a course cannot be booked as wished, so none was; `problems` says why, by its number."""

    def __init__(self, problems: dict[int, str]) -> None:
        super().__init__(_("Nothing was booked: not every session can be at the time that was chosen."))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Moved:
    """A moved visit, and the later visits of its course that no longer fit."""

    visit: Appointment
    no_longer_fit: list[Appointment]


@transaction.atomic
def book_visit(
    *,
    patient: Patient,
    kind: str,
    practitioner: Membership,
    starts: datetime,
    room: Room | None = None,
    device: Device | None = None,
    course: Course | None = None,
    number: int | None = None,
    note: str = "",
    entry: WaitListEntry | None = None,
    by: Actor,
    at: datetime,
) -> Appointment:
    """The booked visit, with its cells, its message and its audit row.

    Without a room or device, the first that is free then is taken. A session without a course is the next unbooked one
    of the open course. `entry` is the wish on the wait list that this visit meets.

    Raises:
        InputError: a kind of visit that there is not.
        RefusedError: every reason against it; `TakenError` when something is taken, with the next free times.
    """
    by.require(Right.BOOK, patient.clinic, at)
    _require_known(kind)
    if kind == "session" and course is None:
        course = open_course(patient)
        number = number or (next_number(course) if course else None)
    search = search_for(
        clinic=by.clinic,
        kind=kind,
        practitioner=practitioner,
        patient=patient.pk,
        room=room,
        device=device,
        course=course,
    )
    require_ours(by, search)
    visit = write_visit(search, starts, course, number, {"patient": patient, "note": note}, by=by, at=at)
    if entry and entry.patient_id == patient.pk:
        close_wait(entry=entry, appointment=visit, by=by, at=at)
    tell("visit", visit, by=by, at=at)
    return visit


@transaction.atomic
def book_course(
    *,
    course: Course,
    practitioner: Membership,
    times: Sequence[tuple[int, datetime]],
    room: Room | None = None,
    device: Device | None = None,
    by: Actor,
    at: datetime,
) -> list[Appointment]:
    """The visits of a course, all of them or none; each is checked against those before it.

    Raises:
        CourseRefusedError: why not, for every session that cannot be then.
    """
    by.require(Right.BOOK, course.clinic, at)
    search = search_for(
        clinic=by.clinic,
        kind="session",
        practitioner=practitioner,
        patient=course.patient_id,
        room=room,
        device=device,
        course=course,
    )
    require_ours(by, search)
    visits, problems = [], {}
    for number, starts in sorted(times):
        try:
            with transaction.atomic():
                visits.append(write_visit(search, starts, course, number, {"patient": course.patient}, by=by, at=at))
        except RefusedError as refused:
            problems[number] = str(refused)
    if problems:
        raise CourseRefusedError(problems)
    for visit in visits:
        tell("visit", visit, by=by, at=at)
    return visits


@transaction.atomic
def book_walk_in(*, patient: Patient, practitioner: Membership | None = None, by: Actor, at: datetime) -> Appointment:
    """A visit in the next free place of today, for somebody who stands at the desk: it has arrived already.

    Raises:
        RefusedError: there is no free place today.
    """
    by.require(Right.BOOK, patient.clinic, at)
    day = by.clinic.day_of(at)
    who = [practitioner] if practitioner else list(by.clinic.memberships.filter(takes_visits=True, is_active=True))
    found = []
    for one in who:
        search = search_for(clinic=by.clinic, kind="walk_in", practitioner=one, patient=patient.pk)
        found += [(place, search) for place in free_times(search=search, day=day, not_before=at, step=CELL)[:1]]
    if not found:
        raise RefusedError(
            _("There is no free place left today. Put the patient on the wait list, or book another day.")
        )
    place, search = min(found, key=lambda pair: pair[0].starts)
    require_ours(by, search)
    given = {"patient": patient, "state": "arrived"}
    return write_visit(search, place.starts, None, None, given, by=by, at=at)


@transaction.atomic
def move_visit(
    *,
    visit: Appointment,
    starts: datetime,
    version: int,
    practitioner: Membership | None = None,
    room: Room | None = None,
    device: Device | None = None,
    by: Actor,
    at: datetime,
) -> Moved:
    """The visit at its new time, as long as before. Its old cells are free again, its course is dated anew, and the
    patient is told.

    Raises:
        RefusedError: it is over, somebody else changed it since `version`, or whatever stands against the new time.
    """
    by.require(Right.BOOK, visit.clinic, at)
    visit = locked(visit)
    if visit.state not in ("booked", "confirmed"):
        raise RefusedError(_("Only a visit that has not begun can be moved."))
    if visit.version != version:
        raise RefusedError(_("Somebody else has changed this visit since you opened it. Look at it again."))
    before, day_before = visit.starts, by.clinic.day_of(visit.starts)
    search = search_for(
        clinic=by.clinic,
        kind=visit.kind,
        practitioner=practitioner or visit.practitioner,
        patient=visit.patient_id,
        room=room,
        device=device,
        course=visit.course,
        length=visit.ends - visit.starts,
        ignoring=visit.pk,
    )
    place = place_at(search, starts)
    require_possible(place, by.clinic, visit.course, visit.number, at)
    free_cells(visit)
    occupy(visit, place)
    visit.state, visit.state_at, visit.version = "booked", at, visit.version + 1
    visit.save()
    write_cells(visit, place, search, at)
    audit("visit.moved", visit, by=by, at=at, details={"from": before.isoformat(), "to": starts.isoformat()})
    if by.clinic.day_of(starts) != day_before:
        date_course(visit, by=by, at=at)
    tell("move", visit, by=by, at=at)
    return Moved(visit, visits_that_no_longer_fit(course=visit.course) if visit.course else [])


@transaction.atomic
def set_visit_state(*, visit: Appointment, state: str, by: Actor, at: datetime) -> Appointment:
    """The visit in its new state: onward, one step back to mend a slip, or not come. What is so already stays so.

    Raises:
        InputError: a state that there is not.
        RefusedError: a way that there is not, such as back from cancelled; or not come, before the time.
    """
    by.require(Right.BOOK, visit.clinic, at)
    if state not in (*ORDER, "no_show"):
        raise InputError.one("state", state, ", ".join((*ORDER, "no_show")))
    visit = locked(visit)
    if visit.state == state:
        return visit
    _require_way(visit, state, at)
    before, visit.state, visit.state_at, visit.version = visit.state, state, at, visit.version + 1
    visit.save()
    if state == "no_show":
        free_cells(visit)
    audit(f"visit.{state}", visit, by=by, at=at, details={"from": before})
    return visit


@transaction.atomic
def cancel_visit(*, visit: Appointment, why: str, by: Actor, at: datetime) -> Appointment:
    """The cancelled visit; its place is free, its messages are taken back, and the patient is told.

    Raises:
        InputError: no reason was given.
        RefusedError: it is over, or its session has begun.
    """
    by.require(Right.BOOK, visit.clinic, at)
    if not why.strip():
        raise InputError.one("why", why, "why it is cancelled")
    visit = locked(visit)
    if not visit.is_open:
        raise RefusedError(_("This visit is over already."))
    _require_not_begun(visit)
    visit.state, visit.state_at, visit.version = "cancelled", at, visit.version + 1
    visit.save()
    free_cells(visit)
    audit("visit.cancelled", visit, by=by, at=at, details={"why": why.strip()})
    tell("cancellation", visit, by=by, at=at)
    return visit


def _require_way(visit: Appointment, state: str, at: datetime) -> None:
    if visit.state in ENDED:
        raise RefusedError(_("This visit is over. Book a new one."))
    if state == "no_show":
        if visit.starts > at:
            raise RefusedError(_("Nobody can fail to come before the time of the visit. Cancel it instead."))
        _require_not_begun(visit)
    elif ORDER.index(state) < ORDER.index(visit.state) - 1:
        raise RefusedError(_("A visit goes back one step at a time."))


def _require_not_begun(visit: Appointment) -> None:
    session = getattr(visit, "session", None)
    if session is not None and session.started:
        raise RefusedError(_("Its session has begun. End or abandon the session first."))


def _require_known(kind: str) -> None:
    if kind not in dict(Appointment.KINDS):
        raise InputError.one("kind", kind, ", ".join(dict(Appointment.KINDS)))
