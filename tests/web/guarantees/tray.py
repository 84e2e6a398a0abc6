"""Several sessions at once, and one cartridge that each of them wants: `python -m tests.web.guarantees.tray COUNT`.

Run in the environment of a served demo clinic; prints, as JSON, the addresses to post to and the form.
"""

import json
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Hands:
    """Who treats, and with what, as the makers of the tests' courses ask for them."""

    clinic: Any
    doctor: Any
    device: Any


def main(count: int) -> None:
    """The sessions, opened now; and the cartridge, received now."""
    import django

    django.setup()
    from django.urls import reverse
    from django.utils import timezone

    from percutis.web.accounts.models import Membership
    from percutis.web.records.models import Cartridge, Device, Patient

    doctor = Membership.objects.select_related("clinic", "user").get(user__username="doctor")
    device = Device.objects.filter(clinic=doctor.clinic, retired__isnull=True)[0]
    hands = Hands(doctor.clinic, doctor, device)
    now = timezone.now()
    wanted = Cartridge.objects.create(
        clinic=doctor.clinic, at=now, model=device.model, lot="RUSH", number="0001", expires=date(2030, 1, 1)
    )
    patients = Patient.objects.filter(clinic=doctor.clinic, number__startswith="C-").order_by("pk")[:count]
    sessions = [_opened(hands, patient, now + timedelta(seconds=turn)) for turn, patient in enumerate(patients)]
    holes = {"clinic": doctor.clinic.slug}
    addresses = [reverse("clinic:session_cartridge", kwargs={**holes, "session": one.pk}) for one in sessions]
    form = {"cartridge": str(wanted.pk), "scan": "", "seal": "yes"}
    sys.stdout.write(json.dumps({"addresses": addresses, "form": form}))


def _opened(hands: Hands, patient: Any, at: Any) -> Any:
    from percutis.web.accounts.actors import staff
    from percutis.web.records.models import Appointment
    from percutis.web.records.services.sessions import open_session
    from tests.web.desk.people import make_course

    course = make_course(hands, patient, on=at.astimezone(hands.clinic.zone).date())  # type: ignore[arg-type]
    visit = Appointment.objects.create(
        clinic=hands.clinic, at=at, patient=patient, kind="session", course=course, number=1, device=hands.device,
        practitioner=hands.doctor, starts=at, ends=at + timedelta(hours=1), state="arrived", state_at=at,
    )  # fmt: skip
    return open_session(appointment=visit, operator=hands.doctor, by=staff(hands.doctor), at=at)


if __name__ == "__main__":
    main(int(sys.argv[1]))
