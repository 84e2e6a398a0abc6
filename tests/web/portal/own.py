"""A browser of a patient, a patient in the middle of a course, and the addresses of every page of their own."""

import re
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from percutis.web.patient.entry import COOKIE, let_in
from percutis.web.records.models import Appointment, Patient, PatientLink, Session
from percutis.web.records.services.links import hash_of
from tests.web.cast import Cast
from tests.web.desk.people import make_course
from tests.web.follow.treated import make_session

PAGES = (
    "today", "course", "recovery", "sun", "expect", "home_needling", "intake", "consent procedure",
    "consent photographs", "checkin_step now", "photographs",
)  # fmt: skip


def url(page: str) -> str:
    """The address of a page, such as `consent photographs`."""
    name, _blank, argument = page.partition(" ")
    kwargs = {"consent": {"subject": argument}, "checkin_step": {"step": argument}, "sheet": {"language": argument}}
    return reverse(f"patient:{name}", kwargs=kwargs.get(name, {}))


def enter_as(patient: Patient, language: str = "", at: datetime | None = None) -> Client:
    """A browser in which the patient is, as after a link and a code."""
    now, response, client = at or timezone.now(), HttpResponse(), Client()
    link, _is_new = PatientLink.objects.get_or_create(
        patient=patient,
        token_hash=hash_of(f"test {patient.pk}"),
        defaults={"clinic": patient.clinic, "at": now, "expires": now + timedelta(days=30)},
    )
    let_in(response, link, now)
    client.cookies[COOKIE] = response.cookies[COOKIE].value
    if language:
        client.cookies["language"] = language
    return client


def treated(cast: Cast, days_ago: int = 3) -> Session:
    """A session of a signed course that ended some days ago, and the next one booked."""
    now = timezone.now()
    today = timezone.localdate(now, cast.clinic.zone)
    course = make_course(cast, on=today - timedelta(days=days_ago))
    session = make_session(cast, course, ended=now - timedelta(days=days_ago))
    starts = now + timedelta(days=40)
    Appointment.objects.create(
        clinic=cast.clinic, at=now, patient=cast.patient, kind="session", course=course, number=2,
        practitioner=cast.doctor, room=cast.room, device=cast.device, starts=starts,
        ends=starts + timedelta(hours=1), state_at=now,
    )  # fmt: skip
    return session


def words_of(page: str) -> str:
    """What a reader sees: without tags, scripts and the values of forms."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|svg|head)\b.*?</\1>", " ", page, flags=re.S))
