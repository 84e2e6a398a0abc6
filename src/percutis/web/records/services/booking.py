"""Whether a visit may stand where it is wished, and the writing of its cells. Called by `services.visits` only, inside
its transaction.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from percutis.domain.course import SessionDate
from percutis.domain.redating import Moved
from percutis.interop import wording
from percutis.web.accounts.models import Clinic
from percutis.web.accounts.refusal import RefusedError
from percutis.web.records.core.courses import said_of_wait
from percutis.web.records.core.dating import dating_of
from percutis.web.records.core.editions import edition_of, texts_of
from percutis.web.records.core.places import Place, on_the_cell, opening
from percutis.web.records.models import Appointment, BookedCell, Course
from percutis.web.records.selectors.course_visits import booked_before, visits_of_course
from percutis.web.records.selectors.places import Search, find_overlaps, next_free
from percutis.web.ui.names import called


class TakenError(RefusedError):
    """Something of the place is taken; `free` are the next places that are not."""

    def __init__(self, sentence: str, free: list[Place]) -> None:
        super().__init__(sentence)
        self.free = free


def require_possible(place: Place, clinic: Clinic, course: Course | None, number: int | None, at: datetime) -> None:
    """Refuse a place outside opening hours or licence, or a session that its course does not allow then.

    Raises:
        RefusedError: every reason against it, each in a sentence.
    """
    reasons = [*_against_time(place, clinic, at), *_against_person(place, clinic)]
    if place.kind == "session":
        reasons += _against_session(course, number, clinic.day_of(place.starts))
    if reasons:
        raise RefusedError(" ".join(reasons))


def write_cells(visit: Appointment, place: Place, search: Search, at: datetime) -> None:
    """The cells of a visit. The database refuses what somebody else has booked, whoever came first.

    Raises:
        TakenError: what is taken, and the next free times.
    """
    try:
        with transaction.atomic():
            BookedCell.objects.bulk_create(
                BookedCell(appointment=visit, resource=resource, at=moment)
                for resource, moment in sorted(
                    place.cells()
                )  # in one order, so that two who book do not lock each other
            )
    except IntegrityError:
        raise _taken(place, search, visit.pk, at) from None


def free_cells(visit: Appointment) -> None:
    """Give back whatever a visit had booked."""
    BookedCell.objects.filter(appointment=visit).delete()


def _taken(place: Place, search: Search, own: int, at: datetime) -> TakenError:
    clinic = search.clinic
    names = dict.fromkeys(name for visit in find_overlaps(place=place, ignoring=own) for name in _shared(visit, place))
    free = next_free(search=search, day=clinic.day_of(place.starts), not_before=max(at, place.starts))
    texts = texts_of(edition_of(clinic))
    sentence = _("Taken at that time: %(what)s.") % {"what": wording.listed(names, texts) or _("the place")}
    if free:
        times = wording.listed((wording.moment(one.starts.astimezone(clinic.zone), texts) for one in free), texts)
        sentence += " " + _("Next free: %(times)s.") % {"times": wording.isolated(times, texts)}
    return TakenError(sentence, free)


def _shared(visit: Appointment, place: Place) -> Iterator[str]:
    """What of a place a visit occupies, by the name that people use."""
    if visit.patient_id == place.patient:
        yield _("the patient (another visit)")
    if visit.practitioner.user_id == place.practitioner.user_id:
        yield called(visit.practitioner)
    if visit.room and visit.room == place.room:
        yield visit.room.name
    if visit.device and visit.device == place.device:
        yield visit.device.label


def _against_time(place: Place, clinic: Clinic, at: datetime) -> Iterator[str]:
    day = clinic.day_of(place.starts)
    hours = opening(clinic, day)
    if not on_the_cell(place.starts):
        yield _("A visit starts on a full five minutes.")
    if place.starts < at:
        yield _("That time has passed.")
    if hours is None:
        yield _("The clinic is closed on that weekday.")
    elif place.starts < hours[0] or place.ends > hours[1]:
        yield _("The visit would not lie within the opening hours, %(opens)s to %(closes)s.") % {
            "opens": f"{hours[0]:%H:%M}",
            "closes": f"{hours[1]:%H:%M}",
        }


def _against_person(place: Place, clinic: Clinic) -> Iterator[str]:
    who = place.practitioner
    if who.clinic_id != clinic.pk or not who.is_active or not who.takes_visits:
        yield _("%(name)s does not take visits in this clinic.") % {"name": who.user}
    elif not who.is_licensed_on(clinic.day_of(place.starts)):
        yield _("The licence of %(name)s is not in date on that day.") % {"name": who.user}


def _against_session(course: Course | None, number: int | None, day: date) -> Iterator[str]:
    """Why the course does not have this session on that day."""
    if course is None or course.closed or number is None:
        yield _("A session needs an open course with a session still to book; a course opens when its plan is signed.")
        return
    if course.pauses.filter(lifted__isnull=True).exists():
        yield _("The course is on hold until a physician has looked and lifted the hold.")
    dating = dating_of(course)
    dates = dating.session(number)
    if dates is None:
        yield _("The course has no session %(number)s.") % {"number": number}
    elif not dates.earliest <= day <= dates.latest:
        yield _outside(dates, course)
    else:
        texts = texts_of(edition_of(course.clinic, course.plan.edition))
        before = booked_before(dating, visits_of_course(course=course), number)
        broken = dating.redated([*before, Moved(number=number, to=day)]).broken
        yield from (said_of_wait(wait, dating, texts) for wait in broken)


def _outside(dates: SessionDate, course: Course) -> str:
    texts = texts_of(edition_of(course.clinic, course.plan.edition))
    return _("Session %(number)s may be from %(earliest)s to %(latest)s; after that the plan is made anew.") % {
        "number": dates.number,
        "earliest": wording.day(dates.earliest, texts),
        "latest": wording.day(dates.latest, texts),
    }
