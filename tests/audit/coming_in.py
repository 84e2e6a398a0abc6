"""How to come into the demo of this home: prints, as JSON, cookies of a doctor and a patient, and a program's key."""

import json
import sys
from datetime import UTC, datetime


def main() -> None:
    """Everybody who comes in."""
    import django

    django.setup()
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import Client
    from django.utils.crypto import get_random_string

    from percutis.web.accounts.actors import staff
    from percutis.web.accounts.models import Membership
    from percutis.web.accounts.services.programs import admit_program
    from percutis.web.patient.entry import COOKIE, let_in
    from percutis.web.records.models import PatientLink

    doctor = Membership.objects.select_related("user", "clinic").filter(is_medical_director=True)[0]
    link = PatientLink.objects.filter(clinic=doctor.clinic, patient__courses__isnull=False)[0]
    browser, answer, at = Client(), HttpResponse(), datetime.now(UTC)
    browser.force_login(doctor.user)
    let_in(answer, link, at)
    name, forms = settings.SESSION_COOKIE_NAME, f"{settings.CSRF_COOKIE_NAME}={get_random_string(32)}"
    found = {
        "clinic": doctor.clinic.slug,
        "staff": f"{name}={browser.cookies[name].value}; {forms}",
        "patient": f"{COOKIE}={answer.cookies[COOKIE].value}; {forms}",
        "nobody": forms,
        "key": admit_program(name="Audit", by=staff(doctor), at=at).key,
    }
    sys.stdout.write(json.dumps(found) + "\n")


main()
