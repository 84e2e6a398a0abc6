"""Fills a clinic: the demo's patients, and as many more as asked, each with a visit, a message and a line of the log.

Run in a process of its own (`python -m benchmarks.load.crowd COUNT [measured]`), because the database is the
environment's. Prints what the riders need as JSON: the addresses to read, the one to write to, and the cookies of who
does. With `measured`, nothing is left for the worker: the demo's photographs are measured first.
"""

import json
import os
import secrets
import sys
from datetime import date, timedelta
from typing import Any

BATCH = 2000
HOUR = timedelta(hours=1)


def main(count: int, *, measured: bool) -> None:
    """The clinic, and the riders' tickets on standard output."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "percutis.web.settings")
    from percutis.web.running.starting import prepare

    prepare()
    from percutis.web.demo.clinic import fill_demo_clinic

    list(fill_demo_clinic("http://localhost"))
    _crowd(count)
    if measured:
        from django.core.management import call_command

        call_command("db_worker", batch=True, queue_name="*", verbosity=0)
    sys.stdout.write(json.dumps(_tickets()))


def _crowd(count: int) -> None:
    """Rows made as the services would leave them, but in bulk: a hundred thousand of them by service takes hours."""
    from django.utils import timezone

    from percutis.web.accounts.audit import digest_of
    from percutis.web.accounts.models import AuditEvent, Clinic, Membership
    from percutis.web.records.core.name_words import rows_of
    from percutis.web.records.models import Appointment, Message, Patient, PatientWord

    clinic, now = Clinic.objects.get(), timezone.now()
    doctor = Membership.objects.get(user__username="doctor")
    last = AuditEvent.objects.order_by("-number").first()
    assert last is not None
    number, previous = last.number, last.digest
    for start in range(0, count, BATCH):
        batch = range(start, min(count, start + BATCH))
        people = Patient.objects.bulk_create(_patient(clinic, one, now) for one in batch)
        PatientWord.objects.bulk_create(rows_of(people))
        Appointment.objects.bulk_create(_past_visit(person, doctor, now) for person in people)
        Message.objects.bulk_create(_message(person, now) for person in people)
        events = []
        for person in people:
            number += 1
            event = AuditEvent(
                clinic=clinic, number=number, at=now, membership=doctor, actor="doctor", previous=previous
            )
            event.action, event.subject, event.patient = "patient.registered", f"patient:{person.pk}", person.key
            event.digest = previous = digest_of(event)
            events.append(event)
        AuditEvent.objects.bulk_create(events)


def _patient(clinic: Any, one: int, now: Any) -> Any:
    from percutis.web.records.models import Patient

    at = now - timedelta(minutes=one + 100)
    born = date(1960, 1, 1) + timedelta(days=one % 15_000)
    name = f"Made-up {'Bcdfghjklmnprstvz'[one % 17]}{one:06d}"
    return Patient(clinic=clinic, at=at, number=f"C-{one:06d}", name=name, phone=f"+92300{one:07d}", born=born)


def _past_visit(person: Any, doctor: Any, now: Any) -> Any:
    from percutis.web.records.models import Appointment

    starts = now - timedelta(days=30 + person.pk % 2000)
    return Appointment(
        clinic=person.clinic, at=starts, patient=person, kind="consultation", practitioner=doctor,
        starts=starts, ends=starts + HOUR, state="done", state_at=starts,
    )  # fmt: skip


def _message(person: Any, now: Any) -> Any:
    from percutis.web.records.models import Message

    due = now - timedelta(days=31 + person.pk % 2000)
    return Message(
        clinic=person.clinic, at=due, patient=person, kind="visit_reminder", key=f"crowd-{person.pk}", due=due,
        channel="whatsapp", language="ur", text="Made-up message", state="sent", sent=due,
    )  # fmt: skip


def _tickets() -> dict[str, Any]:
    """Who reads and writes what: the pages of every demo patient with a plan, and the portal of one of them."""
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from percutis.web.accounts.models import User
    from percutis.web.patient.entry import COOKIE, let_in
    from percutis.web.records.models import PatientLink, Plan, Session

    client = Client()
    client.force_login(User.objects.get(username="doctor"))
    session = Session.objects.select_related("patient__clinic").filter(signed__isnull=False)[0]
    patient, kept = session.patient, HttpResponse()
    expires = timezone.now() + timedelta(days=1)
    link = PatientLink.objects.create(
        clinic=patient.clinic, at=timezone.now(), patient=patient, expires=expires, token_hash=secrets.token_hex(32)
    )
    let_in(kept, link, timezone.now())
    plans = Plan.objects.select_related("patient").order_by("pk")

    def page(name: str, **holes: Any) -> str:
        return reverse(f"clinic:{name}", kwargs={"clinic": patient.clinic.slug, **holes})

    return {
        "staff": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
        "patient": f"{COOKIE}={kept.cookies[COOKIE].value}",
        "pages": {
            "day": [page("day")],
            "chart": [page("patient", patient=plan.patient.key) for plan in plans],
            "plan": [page("plan", patient=plan.patient.key, plan=plan.pk) for plan in plans],
            "patient": [reverse("patient:today")],
        },
        "write": page("patient_new"),
        "booking": _booking(patient.clinic, page("visit_new")),
    }


def _booking(clinic: Any, address: str) -> dict[str, Any]:
    """One place that everybody may ask for: the doctor, tomorrow week at noon; and the patients who may."""
    from django.utils import timezone

    from percutis.web.accounts.models import Membership
    from percutis.web.records.models import Patient

    day = timezone.localtime(timezone.now(), clinic.zone).date() + timedelta(days=8)
    doctor = Membership.objects.get(user__username="doctor")
    form = {"kind": "consultation", "practitioner": str(doctor.pk), "day": day.isoformat(), "clock": "12:00"}
    keys = Patient.objects.filter(number__startswith="C-").order_by("pk").values_list("key", flat=True)[:200]
    return {"address": address, "form": form, "patients": [str(key) for key in keys]}


if __name__ == "__main__":
    main(int(sys.argv[1]), measured="measured" in sys.argv[2:])
