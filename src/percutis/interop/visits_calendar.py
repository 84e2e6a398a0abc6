"""Booked visits as a calendar, downloaded once or read again and again. No name, no number, no word of health."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import uuid5

from icalendar import Calendar, Event

from percutis.interop.calendar import DAY_BEFORE, NAMESPACE, reminder

READ_AGAIN = timedelta(hours=4)


class BookedVisit(NamedTuple):
    """One visit: its key and version, so that a calendar moves it instead of doubling it."""

    key: str
    version: int
    changed: datetime
    starts: datetime
    ends: datetime
    title: str
    place: str


def visits_calendar(name: str, visits: Iterable[BookedVisit], *, reminds: bool) -> bytes:
    """The visits as iCalendar bytes under a name; `reminds` rings a day before."""
    calendar = Calendar()
    for field, value in (("prodid", "-//Percutis//percutis//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(field, value)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"value": "DURATION"})
    for visit in visits:
        calendar.add_component(_event(visit, reminds=reminds))
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _event(visit: BookedVisit, *, reminds: bool) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE, f'visit:{visit.key}')}@percutis")
    event.add("sequence", visit.version)
    event.add("dtstamp", visit.changed.astimezone(UTC))
    event.add("dtstart", visit.starts.astimezone(UTC))
    event.add("dtend", visit.ends.astimezone(UTC))
    event.add("summary", visit.title)
    event.add("class", "PRIVATE")
    if visit.place:
        event.add("location", visit.place)
    if reminds:
        event.add_component(reminder(DAY_BEFORE, visit.title))
    return event
