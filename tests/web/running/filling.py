"""Fills a clinic by the services that pages call: `python -m tests.web.running.filling PATIENTS PHOTOGRAPHS`.

Prints, as JSON, the cookie of somebody who is logged in and the addresses of the photographs.
"""

import json
import sys
from datetime import UTC, datetime, timedelta


def main(patients: int, photographs: int) -> None:
    """The clinic, and how to come in."""
    from percutis.web.running.starting import prepare

    prepare()
    from django.conf import settings
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import RequestFactory
    from django.utils.crypto import get_random_string
    from PIL import Image

    from percutis.web.accounts.actors import staff
    from percutis.web.accounts.services.clinics import FirstMember, open_clinic
    from percutis.web.accounts.services.passwords import change_password
    from percutis.web.accounts.staying import mark_factor
    from percutis.web.records.core.consents import consent_text
    from percutis.web.records.services.consents import record_consent
    from percutis.web.records.services.photographs import keep_photograph

    at = datetime.now(UTC)
    first = FirstMember(
        username="doctor", name="Test Doctor", role="dermatologist", licence_number="TEST-1",
        licence_expires=(at + timedelta(days=900)).date(),
    )  # fmt: skip
    opened = open_clinic(
        name="Tests", address="Example Road 1", phone="+925100000000", place="Islamabad", timezone="Asia/Karachi",
        first=first, at=at,
    )  # fmt: skip
    by = staff(opened.membership)
    rows = [register(by, number, at) for number in range(patients)]
    kept = []
    for number in range(photographs):
        patient = rows[number % len(rows)]
        if not patient.consents.exists():
            text = consent_text(patient=patient, plan=None, subject="photographs", language="en")
            record_consent(
                patient=patient, subject="photographs", state="signed", text=text, plan=None, tier="record_only",
                signed_name="Test Signature", by=by, at=at,
            )  # fmt: skip
        image = Image.effect_noise((420, 400), 60 + number).convert("RGB")
        upload = SimpleUploadedFile("test.jpg", encoded(image), content_type="image/jpeg")
        kept.append(keep_photograph(patient=patient, view="front", upload=upload, by=by, at=at))
    request = RequestFactory().get("/login/")
    request.session = SessionStore()
    login(request, change_password(user=opened.membership.user, password=get_random_string(20), at=at))
    mark_factor(request)
    request.session.save()
    found = {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}",
        "clinic": opened.clinic.slug,
        "photographs": [str(photo.key) for photo in kept],
        "patient": str(rows[0].key) if rows else "",
    }
    sys.stdout.write(json.dumps(found) + "\n")


def register(by, number, at):
    """A patient whose telephone belongs to nobody."""
    from percutis.web.records.services.people import register_patient

    return register_patient(
        name=f"Test Patient {number}", name_ur="آزمائشی مریض", phone=f"+92300{number:07d}",
        born=(at - timedelta(days=9000 + number % 9000)).date(), sex="female", another=True, by=by, at=at,
    )  # fmt: skip


def encoded(image) -> bytes:
    """The picture as a telephone would send it."""
    from io import BytesIO

    kept = BytesIO()
    image.save(kept, "JPEG", quality=90)
    return kept.getvalue()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
