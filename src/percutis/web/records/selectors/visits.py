"""The visits of a day, each with what is still missing for it; and one visit by its key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.http import Http404

from percutis.web.accounts.models import Clinic, Membership, Room
from percutis.web.prepared import Prepared
from percutis.web.records.models import Appointment, Device
from percutis.web.records.selectors.marks import DayVisit, with_marks

SHOWN = ("booked", "confirmed", "arrived", "in_room", "done", "no_show")


@dataclass(frozen=True, slots=True)
class DayOfClinic:
    """A day: who takes visits, and every visit that was not cancelled, by its time."""

    day: date
    practitioners: Sequence[Membership]
    visits: Sequence[DayVisit]


OF_DAY = Prepared(
    lambda clinic, start, end: _joined(
        Appointment.objects.filter(clinic=clinic, starts__gte=start, starts__lt=end, state__in=SHOWN)
    ).order_by("starts", "id")
)
TAKERS = Prepared(
    lambda clinic: (
        Membership.objects.filter(clinic=clinic, is_active=True, takes_visits=True)
        .select_related("user", "clinic")
        .order_by("user__name", "id")
    )
)


def get_visit(*, clinic: Clinic, visit: int) -> Appointment:
    """The visit of that key in that clinic.

    Raises:
        Http404: there is none.
    """
    found = _joined(Appointment.objects.filter(clinic=clinic, pk=visit, patient__erased=None)).first()
    if found is None:
        raise Http404
    return found


def day_of(*, clinic: Clinic, day: date) -> DayOfClinic:
    """The clinic's day, in a number of queries that does not grow with the visits."""
    start = datetime.combine(day, time(), clinic.zone)
    visits = OF_DAY(clinic.pk, start, start + timedelta(days=1))
    takers = practitioners_of(clinic=clinic)
    seen = {one.pk for one in takers}
    extra = {visit.practitioner_id: visit.practitioner for visit in visits if visit.practitioner_id not in seen}
    return DayOfClinic(day, [*takers, *extra.values()], with_marks(visits))


def practitioners_of(*, clinic: Clinic) -> list[Membership]:
    """Who takes visits, by name."""
    return TAKERS(clinic.pk)


def rooms_of(*, clinic: Clinic) -> list[Room]:
    """The rooms in use."""
    return list(clinic.rooms.filter(is_used=True).order_by("name"))


def devices_of(*, clinic: Clinic) -> list[Device]:
    """The devices on the shelf."""
    return list(Device.objects.filter(clinic=clinic, retired__isnull=True).order_by("label"))


def _joined(visits: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return visits.select_related(
        "patient", "clinic", "practitioner__user", "practitioner__clinic", "room", "device", "course__plan", "session"
    ).defer("course__plan__answer", "course__plan__asked")
