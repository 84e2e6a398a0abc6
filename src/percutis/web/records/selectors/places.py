"""Where there is room on the diary: what is taken, and the free times of a day. Reads the booked cells only."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from percutis.web.accounts.models import Clinic, Membership, Room
from percutis.web.records.core.places import (
    Cell,
    Place,
    device_cell,
    length_of,
    opening,
    patient_cell,
    person_cell,
    room_cell,
)
from percutis.web.records.models import Appointment, BookedCell, Course, Device

STEP = timedelta(minutes=15)
LOOK_AHEAD_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a place is looked for: which kind of visit, with whom, and which rooms and devices would do.

    `ignoring` is the visit that is about to move: its own cells are free to it.
    """

    clinic: Clinic
    kind: str
    practitioner: Membership
    patient: int = 0
    rooms: Sequence[Room] = ()
    devices: Sequence[Device] = ()
    length: timedelta
    ignoring: int | None = None

    def places_at(self, starts: datetime) -> Iterator[Place]:
        """Every choice of room and device for that moment."""
        for room in self.rooms or (None,):
            for device in self.devices or (None,):
                yield Place(
                    kind=self.kind,
                    starts=starts,
                    ends=starts + self.length,
                    patient=self.patient,
                    practitioner=self.practitioner,
                    room=room,
                    device=device,
                )

    def resources(self) -> set[str]:
        """Everything whose cells matter."""
        named = {person_cell(self.practitioner), *map(room_cell, self.rooms), *map(device_cell, self.devices)}
        return named | ({patient_cell(self.patient)} if self.patient else set())


def search_for(
    *,
    clinic: Clinic,
    kind: str,
    practitioner: Membership,
    patient: int = 0,
    room: Room | None = None,
    device: Device | None = None,
    course: Course | None = None,
    length: timedelta | None = None,
    ignoring: int | None = None,
) -> Search:
    """The search with the named room and device, else with every one that would do: any room in use, and for a session
    any device of the clinic that the plan was made for.
    """
    return Search(
        clinic=clinic,
        kind=kind,
        practitioner=practitioner,
        patient=patient,
        rooms=[room] if room else list(clinic.rooms.filter(is_used=True).order_by("name")),
        devices=[device] if device else devices_for(clinic, kind, course),
        length=length or length_of(clinic, kind),
        ignoring=ignoring,
    )


def devices_for(clinic: Clinic, kind: str, course: Course | None) -> list[Device]:
    """The devices on the shelf that a session of the course may be given with; none for other kinds of visit."""
    if kind != "session":
        return []
    shelf = Device.objects.filter(clinic=clinic, retired__isnull=True).order_by("label")
    models = course.plan.asked.get("devices") if course else None
    return list(shelf.filter(model__in=models) if models else shelf)


def taken_cells(
    *, resources: Collection[str], start: datetime, end: datetime, ignoring: int | None = None
) -> set[Cell]:
    """What is booked of these resources between two moments."""
    cells = BookedCell.objects.filter(resource__in=resources, at__gte=start, at__lt=end)
    if ignoring is not None:
        cells = cells.exclude(appointment=ignoring)
    return {(resource, at.astimezone(UTC)) for resource, at in cells.values_list("resource", "at")}


def find_overlaps(*, place: Place, ignoring: int | None = None) -> list[Appointment]:
    """The visits that already occupy something of a place."""
    cells = list(place.cells())
    moments = [at for _, at in cells]
    found = BookedCell.objects.filter(
        resource__in={resource for resource, _ in cells}, at__gte=min(moments), at__lte=max(moments)
    ).exclude(appointment=ignoring)
    wanted = set(cells)
    visits = {pk for pk, resource, at in found.values_list("appointment", "resource", "at") if (resource, at) in wanted}
    return list(Appointment.objects.filter(pk__in=visits).select_related("practitioner__user", "room", "device"))


def free_times(*, search: Search, day: date, not_before: datetime, step: timedelta = STEP) -> list[Place]:
    """The free places of a day, each with the first room and device that are free then."""
    hours = opening(search.clinic, day)
    if hours is None or not search.practitioner.is_licensed_on(day):
        return []
    opens, closes = hours
    taken = taken_cells(
        resources=search.resources(), start=opens - STEP, end=closes + STEP * 8, ignoring=search.ignoring
    )
    starts = (start for start in _steps(opens, closes - search.length, step) if start >= not_before)
    return [place for start in starts if (place := first_free(search, start, taken))]


def first_free(search: Search, starts: datetime, taken: set[Cell]) -> Place | None:
    """The first choice of room and device that nobody has taken at that moment."""
    return next((place for place in search.places_at(starts) if taken.isdisjoint(place.cells())), None)


def next_free(*, search: Search, day: date, not_before: datetime, count: int = 3) -> list[Place]:
    """The next few free places from a day on, at most one page of the diary ahead."""
    found: list[Place] = []
    for offset in range(LOOK_AHEAD_DAYS):
        found += free_times(search=search, day=day + timedelta(days=offset), not_before=not_before, step=STEP)
        if len(found) >= count:
            break
    return found[:count]


def nearest(places: Iterable[Place], wished: datetime) -> Place | None:
    """The place that lies nearest to a wished moment; the earlier of two."""
    return min(places, key=lambda place: (abs(place.starts - wished), place.starts), default=None)


def without(search: Search, visit: Appointment) -> Search:
    """The search in which a visit's own place counts as free."""
    return replace(search, ignoring=visit.pk)


def _steps(first: datetime, last: datetime, step: timedelta) -> Iterator[datetime]:
    while first <= last:
        yield first
        first += step
