"""Booked visits on a telephone: the file, the link that is read again, and what neither tells."""

from datetime import timedelta

from django.test import Client
from icalendar import Calendar

from percutis.web.accounts.services.staff import end_membership
from percutis.web.records.models import Appointment, CalendarFeed
from percutis.web.records.services.feeds import open_feed
from percutis.web.records.services.visits import book_visit
from tests.web.cast import NOW, Cast
from tests.web.follow.treated import patient_actor


def booked(cast: Cast) -> Appointment:
    """A visit tomorrow."""
    given = {"kind": "consultation", "practitioner": cast.doctor, "starts": NOW + timedelta(days=1)}
    return book_visit(patient=cast.patient, **given, by=cast.as_("desk"), at=NOW)


def events(content: bytes) -> list[dict[str, str]]:
    """What a calendar tells of each visit."""
    return [
        {key.lower(): str(value) for key, value in one.items()} for one in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_patients_calendar_tells_where_and_when_and_no_name(cast: Cast) -> None:
    """The clinic and its place; neither the patient nor what for."""
    visit = booked(cast)
    content = Client().get(open_feed(of=cast.patient, by=patient_actor(cast.patient), at=NOW).path).content
    [event] = events(content)
    assert Calendar.from_ical(content).walk("VEVENT")[0]["dtstart"].dt == visit.starts
    assert cast.clinic.name in event["summary"]
    assert cast.patient.name not in content.decode()
    assert cast.patient.number not in content.decode()


def test_practitioners_calendar_names_no_patient(cast: Cast, enter: object) -> None:
    """The kind of visit and the room, by an address that is shown once on their page."""
    booked(cast)
    client: Client = enter("doctor")  # type: ignore[operator]
    shown = client.post(f"/{cast.clinic.slug}/calendar/").context["address"]
    content = Client().get(shown).content
    assert [event["summary"] for event in events(content)] == ["Consultation"]
    assert cast.patient.name not in content.decode()
    assert client.get(f"/{cast.clinic.slug}/calendar/").context["address"] == ""


def test_calendar_of_whoever_left_opens_nothing(cast: Cast) -> None:
    """Their telephone would go on telling them the clinic's visits; whoever comes back has it again."""
    path = open_feed(of=cast.nurse, by=cast.as_("nurse"), at=NOW).path
    assert Client().get(path).status_code == 200
    end_membership(membership=cast.nurse, by=cast.as_("doctor"), at=NOW)
    assert Client().get(path).status_code == 404


def test_moved_visit_is_the_same_event_with_a_later_version(cast: Cast) -> None:
    """So that a telephone moves it instead of showing two; a cancelled one leaves."""
    visit = booked(cast)
    path = open_feed(of=cast.patient, by=patient_actor(cast.patient), at=NOW).path
    [before] = events(Client().get(path).content)
    later = {"starts": visit.starts + timedelta(hours=1), "ends": visit.ends + timedelta(hours=1)}
    Appointment.objects.filter(pk=visit.pk).update(version=visit.version + 1, **later)
    [after] = events(Client().get(path).content)
    assert after["uid"] == before["uid"]
    assert int(after["sequence"]) > int(before["sequence"])
    Appointment.objects.filter(pk=visit.pk).update(state="cancelled")
    assert events(Client().get(path).content) == []


def test_new_address_ends_the_one_before(cast: Cast) -> None:
    """And one that was guessed opens nothing."""
    first, second = (open_feed(of=cast.patient, by=patient_actor(cast.patient), at=NOW) for _turn in range(2))
    assert Client().get(first.path).status_code == 404
    assert Client().get(second.path).status_code == 200
    assert Client().get("/calendar/guess.ics").status_code == 404
    assert CalendarFeed.objects.filter(revoked__isnull=True).count() == 1
    assert second.token not in repr(list(CalendarFeed.objects.values()))
