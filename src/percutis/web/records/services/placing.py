"""Putting a visit into its place: the row, its cells, its line in the log. Called by `services.visits`, inside its
transaction.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from percutis.web.accounts.actors import Actor
from percutis.web.accounts.audit import write_audit
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.dating import dating_of
from percutis.web.records.core.places import Place
from percutis.web.records.models import Appointment, Course
from percutis.web.records.selectors.places import Search, first_free, taken_cells
from percutis.web.records.services.after_visits import date_course
from percutis.web.records.services.booking import require_possible, write_cells

ENDED = ("no_show", "cancelled")


def write_visit(
    search: Search,
    starts: datetime,
    course: Course | None,
    number: int | None,
    given: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> Appointment:
    """The row, its cells, its audit row, and the date that its course now has."""
    if course:
        Course.objects.select_for_update(of=("self",)).get(pk=course.pk)  # one visit of a course after the other
    place = place_at(search, starts)
    require_possible(place, by.clinic, course, number, at)
    booked = course and Appointment.objects.filter(course=course, number=number).exclude(state__in=ENDED).exists()
    if booked:
        raise RefusedError(_("Session %(number)s of this course is booked already.") % {"number": number})
    visit = Appointment(clinic=by.clinic, at=at, by=by.membership, kind=search.kind, state_at=at, **given)
    visit.course, visit.number = course, number
    occupy(visit, place)
    visit.save()
    write_cells(visit, place, search, at)
    audit("visit.booked", visit, by=by, at=at, details={"kind": visit.kind, "starts": starts.isoformat()})
    if course and number and _is_another_day(course, number, by.clinic.day_of(starts)):
        date_course(visit, by=by, at=at)
    return visit


def place_at(search: Search, starts: datetime) -> Place:
    """The first free choice at that moment; without one, the choice with least in its way, which is refused by name."""
    end = starts + search.length + timedelta(minutes=search.clinic.cleaning_minutes)
    taken = taken_cells(resources=search.resources(), start=starts, end=end, ignoring=search.ignoring)
    return first_free(search, starts, taken) or min(
        search.places_at(starts), key=lambda place: len(taken.intersection(place.cells()))
    )


def occupy(visit: Appointment, place: Place) -> None:
    """The visit takes the time, person, room and device of a place; it is not saved yet."""
    visit.starts, visit.ends = place.starts, place.ends
    visit.practitioner, visit.room, visit.device = place.practitioner, place.room, place.device


def _is_another_day(course: Course, number: int, day: date) -> bool:
    dates = dating_of(course).session(number)
    return dates is not None and dates.target != day


def require_ours(by: Actor, search: Search) -> None:
    """No room and no device of another clinic is booked here, whatever a form says."""
    owners = {*(one.clinic_id for one in search.rooms), *(one.clinic_id for one in search.devices)}
    if owners - {by.clinic.pk}:
        raise RefusedError(_("That does not belong to this clinic."))


def locked(visit: Appointment) -> Appointment:
    """The visit as it stands now, held until the transaction ends."""
    held = Appointment.objects.select_for_update(of=("self",))
    return held.select_related("practitioner__user", "practitioner__clinic", "patient", "clinic", "course").get(
        pk=visit.pk
    )


def audit(action: str, visit: Appointment, *, by: Actor, at: datetime, details: dict[str, Any]) -> None:
    """The line of the log about a visit."""
    write_audit(by=by, at=at, action=action, subject=visit, patient=visit.patient.key, details=details)
