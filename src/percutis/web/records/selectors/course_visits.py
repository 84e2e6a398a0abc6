"""The visits of one course beside its dates: what is booked, what comes next, what no longer fits, and a proposal for
everything that is not booked yet.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from percutis.domain.course import SessionDate
from percutis.domain.redating import Moved
from percutis.web.accounts.models import Membership
from percutis.web.accounts.selectors.staff import name_people, people_of
from percutis.web.prepared import Prepared
from percutis.web.records.core.dating import Dating, dating_of
from percutis.web.records.core.places import Place
from percutis.web.records.models import Appointment, Course, Patient
from percutis.web.records.selectors.places import Search, free_times, nearest, search_for

ENDED = ("no_show", "cancelled")
VISITS = Prepared(
    lambda patient: (
        Appointment.objects.filter(patient=patient)
        .exclude(state__in=ENDED)
        .select_related("room", "device")
        .order_by("starts")
    )
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A session that is not booked: the days on which it may be if those before it are as proposed, and the free place
    nearest to what is intended; None when there is none.
    """

    number: int
    earliest: date
    target: date
    latest: date
    place: Place | None


@dataclass(frozen=True, slots=True)
class CourseDays:
    """The dates of a course as the core gives them now, beside the standing visit of each session that has one."""

    dating: Dating
    visits: dict[int, Appointment]

    @property
    def next_number(self) -> int | None:
        """The first session without a visit; None when all are booked."""
        return next((one.number for one in self.dating.planned if one.number not in self.visits), None)

    @property
    def misfits(self) -> list[Appointment]:
        """The visits still to come that lie on a day which the course no longer allows."""
        to_come = [visit for visit in self.visits.values() if visit.state in ("booked", "confirmed")]
        return [visit for visit in to_come if not fits(self.dating, visit)]


def days_of(course: Course, standing: list[Appointment] | None = None) -> CourseDays:
    """Dates and visits, each read once; the visits not again where all of the patient's were read before."""
    return CourseDays(dating_of(course), visits_of_course(course, standing))


def standing_visits(patient: Patient, people: dict[int, Membership] | None = None) -> list[Appointment]:
    """Every visit of a patient that was not cancelled or missed, the earliest first."""
    found = VISITS(patient.pk)
    people = (people or people_of(patient.clinic)) if found else {}
    for visit in found:
        name_people(visit, people)
        visit.patient, visit.clinic = patient, patient.clinic  # the same ones: no need to ask for them again
    return found


def visits_of_course(course: Course, standing: list[Appointment] | None = None) -> dict[int, Appointment]:
    """The standing visit of each session that has one; out of all of the patient's, where they were read before."""
    visits = standing_visits(course.patient) if standing is None else standing
    return {visit.number: visit for visit in visits if visit.course_id == course.pk and visit.number}


def next_number(course: Course) -> int | None:
    """The first session without a visit; None when all are booked."""
    return days_of(course).next_number


def visits_that_no_longer_fit(*, course: Course) -> list[Appointment]:
    """The visits still to come that lie on a day which the course no longer allows."""
    return days_of(course).misfits


def fits(dating: Dating, visit: Appointment) -> bool:
    """Whether a session's visit lies on a day that the course allows."""
    number, day = visit.number or 0, visit.clinic.day_of(visit.starts)
    dates = dating.session(number)
    return dates is not None and dates.earliest <= day <= dates.latest and not dating.waits_broken(number, day)


def booked_before(dating: Dating, visits: dict[int, Appointment], number: int) -> list[Moved]:
    """The days on which the sessions before this one are booked, as far as the course allows them: this one counts from
    there, not from what was intended.
    """
    found: list[Moved] = []
    for other in sorted(other for other in visits if other < number and other not in dating.held):
        visit = visits[other]
        wish = Moved(number=other, to=visit.clinic.day_of(visit.starts))
        if not dating.redated([*found, wish]).broken:
            found.append(wish)
    return found


def propose_course(
    *, course: Course, practitioner: Membership, around: time, first: date | None = None, now: datetime
) -> list[Proposal]:
    """A place for every session that has none: the day nearest to the intended one, at about the same time of day with
    the same person. Each counts from those before it, as if they were booked. `first` moves the intended first day.
    """
    days = days_of(course)
    dating, booked = days.dating, days.visits
    search = search_for(
        clinic=course.clinic, kind="session", practitioner=practitioner, patient=course.patient_id, course=course
    )
    wishes: list[Moved] = []
    proposals: list[Proposal] = []
    for number in (session.number for session in dating.planned if session.number not in booked):
        before = sorted((*booked_before(dating, booked, number), *wishes), key=lambda wish: wish.number)
        dates = next(one for one in dating.redated(before).sessions if one.number == number)
        target = max(first, dates.earliest) if first and not proposals else dates.target
        place = _place_near(search, dating, before, dates._replace(target=target), around, now)
        if place:
            wishes.append(Moved(number=number, to=place.starts.date()))
        proposals.append(Proposal(number, dates.earliest, target, dates.latest, place))
    return proposals


def _place_near(
    search: Search, dating: Dating, wishes: list[Moved], dates: SessionDate, around: time, now: datetime
) -> Place | None:
    """The free place nearest to the intended day, then to the time of day."""
    today = search.clinic.day_of(now)
    for day in _days_around(dates):
        if day < today or dating.redated([*wishes, Moved(number=dates.number, to=day)]).broken:
            continue
        wished = datetime.combine(day, around, search.clinic.zone)
        if place := nearest(free_times(search=search, day=day, not_before=now), wished):
            return place
    return None


def _days_around(dates: SessionDate) -> list[date]:
    """The days of the window, the intended one first, then outwards, later before earlier."""
    span = (dates.latest - dates.earliest).days
    days = (dates.earliest + timedelta(days=offset) for offset in range(span + 1))
    return sorted(days, key=lambda day: (abs((day - dates.target).days), day < dates.target))
